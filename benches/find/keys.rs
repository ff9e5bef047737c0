//! What a key costs in a list: the filter beside `nucleo-matcher` and a plain scan with `SkimMatcherV2`, and beside fzf in
//! a terminal of its own, where it is installed. What is typed are words of the rows, key by key, and backspaces.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Matcher, Utf32String};
use zuotan::filter::{Field, Index, Search, Weight};
use zuotan::pinyin::readings;
use zuotan::runtime::cores::Cores;
use zuotan::text::fold::folded;

use super::dice::Dice;
use super::pty::{Model, Pty};
use super::{percentile, resident};

/// As the reader's workers have it.
const CORES: Cores<'static> = Cores(&|| true);
/// Rows asked for: more than any screen shows.
const SHOWN: usize = 200;
/// Keys of one script.
const KEYS: usize = 40;
/// Words that are typed as they are read out.
const WORDS: usize = 30;
/// What else is typed: pinyin, initials, several words.
const SPELLED: [&str; 6] = ["liqiang", "zsj", "gaozhiliang", "changsanjiao", "sh shuji", "fazhan gaige"];

/// The states of a field while words of the rows are typed into it and taken back.
fn script(rows: &[String], dice: &mut Dice) -> Vec<String> {
    let (mut out, mut typed) = (Vec::new(), String::new());
    while out.len() < KEYS {
        let chars: Vec<char> = rows[dice.below(rows.len())].chars().collect();
        let start = dice.below(chars.len().saturating_sub(6).max(1));
        let word: Vec<char> = chars.iter().skip(start).take(2 + dice.below(5)).copied().collect();
        if !word.iter().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)) {
            continue;
        }
        for c in word {
            typed.push(c);
            out.push(typed.clone());
        }
        // Some of it is taken back, at times all.
        for _ in 0..(1 + dice.below(3)).min(typed.chars().count()) {
            typed.pop();
            out.push(typed.clone());
        }
        while dice.below(2) == 0 && typed.pop().is_some() {
            out.push(typed.clone());
        }
    }
    out.truncate(KEYS);
    out
}

/// Words of the rows as they are read out in full, each hanzi by its usual reading.
fn read_out(rows: &[String], dice: &mut Dice) -> Vec<String> {
    let mut out = Vec::new();
    while out.len() < WORDS {
        let chars: Vec<char> = rows[dice.below(rows.len())].chars().collect();
        let start = dice.below(chars.len().saturating_sub(6).max(1));
        let word = chars.iter().skip(start).take(2 + dice.below(3));
        out.extend(word.map(|&c| readings(c).next()).collect::<Option<String>>().filter(|word| !word.is_empty()));
    }
    out
}

/// Measures lists of so many rows.
pub fn measure(rows: &[String]) {
    let before = resident();
    let begun = Instant::now();
    let mut index = Index::default();
    // As many at once as the reader gives.
    for some in rows.chunks(2_048) {
        let fields = |row: &String| vec![Field { text: row.clone(), weight: Weight::Name }];
        index.extend(some.iter().map(fields), &CORES);
    }
    let took = begun.elapsed().as_secs_f64();
    index.settle();
    let grown = resident().zip(before).map(|(now, before)| now.saturating_sub(before) / rows.len());
    println!(
        "\n{} rows: index at {:.2} M rows/s, {} bytes a row ({} of resident memory)",
        rows.len(),
        rows.len() as f64 / took / 1e6,
        index.bytes() / rows.len(),
        grown.map_or_else(|| "unknown".to_owned(), |bytes| bytes.to_string())
    );
    let mut dice = Dice(99);
    let (mut typed, mut first, mut back) = (Vec::new(), Vec::new(), Vec::new());
    let scripts: Vec<Vec<String>> = (0..10).map(|_| script(rows, &mut dice)).collect();
    for script in &scripts {
        let (mut search, mut before) = (Search::default(), String::new());
        for state in script {
            let begun = Instant::now();
            let found = search.find_while(&index, state, SHOWN, &CORES);
            let took = begun.elapsed();
            std::hint::black_box(found);
            match state.chars().count() {
                // An empty field shows all rows: nothing is looked for.
                0 => {}
                length if length < before.chars().count() => back.push(took),
                1 => first.push(took),
                _ => typed.push(took),
            }
            before.clone_from(state);
        }
    }
    tell("first character", &mut first);
    tell("further characters", &mut typed);
    tell("backspace", &mut back);
    let (mut spelled, mut slowest) = (Vec::new(), Vec::new());
    for word in SPELLED.into_iter().map(str::to_owned).chain(read_out(rows, &mut dice)) {
        let mut search = Search::default();
        for keys in 1..=word.chars().count() {
            let state: String = word.chars().take(keys).collect();
            let begun = Instant::now();
            std::hint::black_box(search.find_while(&index, &state, SHOWN, &CORES));
            let took = begun.elapsed();
            slowest.push((took, state));
            spelled.push(took);
        }
    }
    tell("pinyin", &mut spelled);
    slowest.sort_unstable_by_key(|(took, _)| std::cmp::Reverse(*took));
    let slowest = slowest.iter().take(8).map(|(took, state)| format!("{state} {:.1}", took.as_secs_f64() * 1e3));
    println!("  slowest: {}", slowest.collect::<Vec<_>>().join(", "));
    drop(index);
    scans(rows, &scripts[0]);
}

fn tell(what: &str, times: &mut [Duration]) {
    let most = times.iter().max().map_or(0.0, |t| t.as_secs_f64() * 1e3);
    println!(
        "  {what}: p50 {:.2} p99 {:.2} most {most:.2} ms ({} keys)",
        percentile(times, 50),
        percentile(times, 99),
        times.len()
    );
}

/// The same keys by scans of every row, each on one thread.
fn scans(rows: &[String], script: &[String]) {
    let states = || script.iter().filter(|state| !state.is_empty()).take(12);
    let prepared: Vec<Utf32String> = rows.iter().map(|row| folded(row).into()).collect();
    let mut times = Vec::new();
    for state in states() {
        let mut matcher = Matcher::new(nucleo_matcher::Config::DEFAULT);
        let atom = Atom::new(state, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
        let begun = Instant::now();
        let mut hits: Vec<(u16, usize)> = prepared
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((atom.score(row.slice(..), &mut matcher)?, at)))
            .collect();
        hits.sort_unstable_by_key(|hit| std::cmp::Reverse(*hit));
        std::hint::black_box(&hits);
        times.push(begun.elapsed());
    }
    tell("nucleo-matcher over all rows", &mut times);
    drop(prepared);
    let prepared: Vec<String> = rows.iter().map(|row| folded(row)).collect();
    let (matcher, mut times) = (SkimMatcherV2::default(), Vec::new());
    for state in states() {
        let begun = Instant::now();
        let mut hits: Vec<(i64, usize)> =
            prepared.iter().enumerate().filter_map(|(at, row)| Some((matcher.fuzzy_match(row, state)?, at))).collect();
        hits.sort_unstable_by_key(|hit| std::cmp::Reverse(*hit));
        std::hint::black_box(&hits);
        times.push(begun.elapsed());
    }
    tell("SkimMatcherV2 over all rows", &mut times);
}

/// The same keys typed into fzf in a terminal: until it shows the number of matches that the filter found.
pub fn fzf(rows: &[String]) {
    if Command::new("fzf").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("fzf is not installed: no comparison");
        return;
    }
    let folder = std::env::temp_dir().join(format!("zuotan-bench-fzf-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("rows");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file).unwrap());
    // fzf does not fold, so it is given what is folded; then both match the same rows.
    let rows: Vec<String> = rows.iter().map(|row| folded(row)).collect();
    for row in &rows {
        writeln!(out, "{row}").unwrap();
    }
    out.flush().unwrap();
    let mut index = Index::default();
    for row in &rows {
        index.push(vec![Field { text: row.clone(), weight: Weight::Name }]);
    }
    index.settle();
    let mut dice = Dice(4);
    let states = script(&rows, &mut dice);
    let mut search = Search::default();
    let (mut ours, mut counts) = (Vec::new(), Vec::new());
    for state in &states {
        let begun = Instant::now();
        let found = search.find_while(&index, state, SHOWN, &CORES);
        ours.push(begun.elapsed());
        counts.push(found.map_or(0, |found| found.total));
    }
    drop((index, search));
    if let Some(mut theirs) = typed_into_fzf(&file, rows.len(), &states, &counts) {
        let sum = |times: &[Duration]| times.iter().sum::<Duration>().as_secs_f64() * 1e3;
        let (total, others) = (sum(&ours), sum(&theirs));
        println!("\nfzf beside it, {} keys and backspaces over {} rows:", states.len(), rows.len());
        tell("zuotan", &mut ours);
        tell("fzf", &mut theirs);
        println!("  in all {total:.0} ms and {others:.0} ms: {:.0} times", others / total);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

fn typed_into_fzf(file: &Path, rows: usize, states: &[String], counts: &[usize]) -> Option<Vec<Duration>> {
    let size = (100, 30);
    let command = format!("exec fzf --no-mouse < '{}'", file.display());
    let mut pty = Pty::program("sh", &["-c", &command], size, "fzf")?;
    let mut model = Model::new(size);
    let shows = |model: &Model, state: &str, count: usize| {
        let wanted = format!("{count}/{rows}");
        let shown = model.rows();
        let has = |text: &str| shown.iter().any(|row| row.trim_start().starts_with(text));
        // A percentage stands behind the numbers as long as it has not looked at all rows.
        let done = shown.iter().any(|row| row.split_whitespace().any(|word| word == wanted) && !row.contains('%'));
        done && has(format!("> {state}").trim_end())
    };
    let mut until = |pty: &mut Pty, state: &str, count: usize| {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(60) {
            let bytes = pty.read(1 << 16, Duration::from_millis(20));
            model.feed(&bytes);
            pty.send(&std::mem::take(&mut model.answers));
            if !bytes.is_empty() && shows(&model, state, count) {
                return Some(begun.elapsed());
            }
        }
        println!("fzf did not show {count} for {state}: {:?}", model.rows());
        None
    };
    until(&mut pty, "", rows)?;
    std::thread::sleep(Duration::from_secs(1));
    let (mut times, mut before) = (Vec::new(), 0);
    for (state, &count) in states.iter().zip(counts) {
        let length = state.chars().count();
        let key = if length < before { "\x7f".to_owned() } else { state.chars().last().map(String::from)? };
        before = length;
        pty.send(key.as_bytes());
        times.push(until(&mut pty, state, count)?);
        // A person does not type while the answer is being drawn.
        std::thread::sleep(Duration::from_millis(60));
    }
    Some(times)
}
