//! What full text costs: building the index, its size, queries of one, two, four and eight characters beside a plain
//! `memmem`; the echo of a formulation; the whole process beside ripgrep on the same files.

use std::process::Command;
use std::time::{Duration, Instant};

use memchr::memmem;
use zuotan::search::corpus::Corpus;
use zuotan::search::query::Query;
use zuotan::search::segment::{Builder, Segment};
use zuotan::study::echo::Formulation;
use zuotan::text::fold::folded;

use super::corpus::{corpus, write};
use super::dice::Dice;
use super::{megabytes, peak, percentile, reset_peak};

/// Bytes of text of one segment, as the program has them.
const SEGMENT: usize = 24 << 20;
/// Hits that fill a screen.
const SCREENFUL: usize = 100;
/// Queries of each length.
const QUERIES: usize = 200;
/// Bytes of text from which on the echo is left out: it scans, and says so at smaller sizes.
const ECHO: usize = 200 << 20;

/// Measures a corpus of so many bytes.
pub fn measure(paragraphs: &[String], bytes: usize) {
    let documents = corpus(paragraphs, bytes);
    reset_peak();
    let base = peak();
    let begun = Instant::now();
    let mut segments = Vec::new();
    built(&documents, &mut |segment| segments.push(segment));
    let took = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let (one, other) = documents.split_at(documents.len() / 2);
        scope.spawn(|| built(one, &mut drop));
        built(other, &mut drop);
    });
    let shared = begun.elapsed().as_secs_f64();
    let files: Vec<Segment> = segments.iter().map(|bytes| Segment::open(bytes).unwrap()).collect();
    let (text, all) = (files.iter().map(Segment::len).sum::<usize>(), segments.iter().map(Vec::len).sum::<usize>());
    println!(
        "\n{:.0} MB of text, {} documents: built at {:.0} MB/s on one thread, {:.0} on two, file/text {:.2}",
        megabytes(text),
        documents.len(),
        megabytes(text) / took,
        megabytes(text) / shared,
        all as f64 / text as f64
    );
    if let Some((peak, base)) = peak().zip(base) {
        let own = peak.saturating_sub(base).saturating_sub(all);
        println!("  memory while it is built, besides what it wrote: {:.0} MB", megabytes(own));
    }
    let plain: Vec<String> = documents.iter().map(|d| folded(&d.join("\n"))).collect();
    let mut dice = Dice(99);
    for length in [1, 2, 4, 8] {
        queries(&files, &plain, &mut dice, length);
    }
    drop(files);
    if bytes <= ECHO {
        echo(&documents, &plain, &mut dice);
    }
}

/// The segments of documents.
fn built(documents: &[Vec<&str>], take: &mut dyn FnMut(Vec<u8>)) {
    let mut builder = Builder::default();
    for document in documents {
        builder.push(document.iter().copied(), b"{}");
        if builder.len() >= SEGMENT {
            take(std::mem::take(&mut builder).finish());
        }
    }
    take(builder.finish());
}

/// The reader's searches over a corpus of so many bytes.
pub fn reader(paragraphs: &[String], bytes: usize) {
    let mut segments = Vec::new();
    built(&corpus(paragraphs, bytes), &mut |segment| segments.push(segment));
    super::reader::measure(segments);
}

fn queries(files: &[Segment], plain: &[String], dice: &mut Dice, length: usize) {
    let queries: Vec<String> = (0..QUERIES).filter_map(|_| cut(plain, dice, length)).collect();
    let (mut counts, mut finds, mut scans, mut firsts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for typed in &queries {
        let query = Query::new(&format!("\"{typed}\"")).unwrap();
        let begun = Instant::now();
        let count: usize = files.iter().map(|file| file.count(&query).unwrap()).sum();
        counts.push(begun.elapsed());
        let begun = Instant::now();
        // A screenful of hits, as the reader shows them first.
        let mut first = 0;
        for file in files {
            file.each(&query, &|| true, &mut |_, _| {
                first += 1;
                first < SCREENFUL
            })
            .unwrap();
            if first >= SCREENFUL {
                break;
            }
        }
        firsts.push(begun.elapsed());
        assert!(first > 0);
        let begun = Instant::now();
        let found: usize = files.iter().map(|file| file.find(&query, || true).unwrap().len()).sum();
        finds.push(begun.elapsed());
        assert_eq!(count, found);
        if scans.len() < 10 {
            let begun = Instant::now();
            let finder = memmem::Finder::new(typed);
            let scanned: usize = plain.iter().map(|text| finder.find_iter(text.as_bytes()).count()).sum();
            scans.push(begun.elapsed());
            assert_eq!(scanned, count, "{typed}");
        }
    }
    let two = |times: &mut [Duration]| format!("{:.3}/{:.3}", percentile(times, 50), percentile(times, 99));
    println!(
        "  {length} characters, p50/p99 ms: count {}, first screenful {}, all {}; memmem p50 {:.1}",
        two(&mut counts),
        two(&mut firsts),
        two(&mut finds),
        percentile(&mut scans, 50)
    );
}

fn echo(documents: &[Vec<&str>], plain: &[String], dice: &mut Dice) {
    let mut corpus = Corpus::default();
    for document in documents {
        corpus.push_paragraphs(document.iter().copied());
    }
    let mut times = Vec::new();
    for _ in 0..20 {
        let Some(sentence) = cut(plain, dice, 20) else { continue };
        let formulation = Formulation::within(&sentence, 20).unwrap();
        let begun = Instant::now();
        assert!(!formulation.find(&corpus, || true).is_empty());
        times.push(begun.elapsed());
    }
    println!(
        "  echo of 20 characters within 20 %: p50 {:.1} p99 {:.1} ms",
        percentile(&mut times, 50),
        percentile(&mut times, 99)
    );
}

/// Some characters of the corpus in a row.
fn cut(plain: &[String], dice: &mut Dice, length: usize) -> Option<String> {
    (0..100).find_map(|_| {
        let text = &plain[dice.below(plain.len())];
        let count = text.chars().count();
        let start = dice.below(count.saturating_sub(length).max(1));
        let cut: String = text.chars().skip(start).take(length).collect();
        let is_words = cut.chars().count() == length && cut.chars().all(char::is_alphanumeric);
        is_words.then_some(cut)
    })
}

/// The whole process beside ripgrep, on the same files, warm.
pub fn process(paragraphs: &[String], bytes: usize) {
    let folder = std::env::temp_dir().join(format!("zuotan-bench-{}", std::process::id()));
    let texts = folder.join("texts");
    write(&corpus(paragraphs, bytes), &texts);
    let zuotan = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zuotan"));
        command.env("XDG_CACHE_HOME", folder.join("cache")).env("XDG_DATA_HOME", folder.join("data"));
        command.args(["find", "--count", "高质量发展"]).arg(&texts);
        command
    };
    let begun = time(&mut zuotan());
    println!(
        "\nfind --count over {:.0} MB: first (imports and builds) {begun:.0} ms = {:.1} MB/s, then {:.1} ms",
        megabytes(bytes),
        megabytes(bytes) / begun * 1e3,
        best(&zuotan)
    );
    if Command::new("rg").arg("--version").output().is_err() {
        println!("  ripgrep is not installed: no comparison of whole processes");
    } else {
        let rg = |option: &str| {
            let mut command = Command::new("rg");
            command.args([option, "-F", "高质量发展"]).arg(&texts);
            command
        };
        println!("  rg -c -F {:.1} ms, rg -F {:.1} ms", best(&|| rg("-c")), best(&|| rg("--no-heading")));
    }
    std::fs::remove_dir_all(folder).unwrap();
}

fn time(command: &mut Command) -> f64 {
    let begun = Instant::now();
    command.output().unwrap();
    begun.elapsed().as_secs_f64() * 1e3
}

fn best(command: &dyn Fn() -> Command) -> f64 {
    (0..5).map(|_| time(&mut command())).fold(f64::INFINITY, f64::min)
}
