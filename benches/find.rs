//! What full text costs: building the index, its size, and queries of one, two, four and eight characters, beside a plain
//! `memmem` and, where it is installed, ripgrep on the same files.
//!
//! `ZUOTAN_JSONL=FILE ZUOTAN_MB=10,100 cargo bench --bench find`: the documents of a JSON Lines file of `{title, text}` are
//! recombined by paragraphs to corpora of so many megabytes, so that the statistics of characters stay real. Without a
//! file they are put together from general words.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::unwrap_used,
    reason = "a benchmark: a table for its reader, and it ends where it cannot go on"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use memchr::memmem;
use zuotan::pinyin::spell::Spelling;
use zuotan::search::query::Query;
use zuotan::search::segment::{Builder, Segment};
use zuotan::study::echo::Formulation;
use zuotan::text::fold::folded;

/// Bytes of text of one segment, as the program has them.
const SEGMENT: usize = 64 << 20;
/// Queries of each length.
const QUERIES: usize = 200;

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

const WORDS: &str = "的 和 在 要 坚持 推动 发展 改革 开放 创新 一体化 高质量 会议 强调 指出 书记 省委 人民 经济 社会 生态 环境 \
    保护 科技 产业 建设 服务 政府 工作 报告 座谈会 论坛 地区 合作 机制 规划 行动 计划 示范区 基础 设施 教育 医疗 就业 ， 。";

/// The paragraphs that corpora are put together from.
fn paragraphs() -> Vec<String> {
    if let Some(path) = std::env::var_os("ZUOTAN_JSONL") {
        let text = std::fs::read_to_string(path).expect("ZUOTAN_JSONL names a JSON Lines file");
        let documents = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let texts = documents.filter_map(|document| Some(document.get("text")?.as_str()?.to_owned()));
        return texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    }
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut dice = Dice(7);
    let mut paragraph =
        || (0..80).map(|_| words[dice.below(words.len()) * dice.below(words.len()) / words.len()]).collect();
    (0..4_000).map(|_| paragraph()).collect()
}

/// A corpus of so many bytes: documents of five to forty paragraphs.
fn corpus(paragraphs: &[String], bytes: usize) -> Vec<Vec<&str>> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let (mut out, mut size) = (Vec::new(), 0);
    while size < bytes {
        let document: Vec<&str> =
            (0..5 + dice.below(36)).map(|_| paragraphs[dice.below(paragraphs.len())].as_str()).collect();
        size += document.iter().map(|p| p.len() + 1).sum::<usize>();
        out.push(document);
    }
    out
}

fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).map_or(0.0, |t| t.as_secs_f64() * 1e3)
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn main() {
    let paragraphs = paragraphs();
    let sizes = std::env::var("ZUOTAN_MB").unwrap_or_else(|_| "10".to_owned());
    for size in sizes.split(',').filter_map(|size| size.trim().parse::<usize>().ok()) {
        measure(&paragraphs, size << 20);
    }
    pinyin(&paragraphs);
}

fn measure(paragraphs: &[String], bytes: usize) {
    let documents = corpus(paragraphs, bytes);
    let begun = Instant::now();
    let (mut segments, mut builder) = (Vec::new(), Builder::default());
    for document in &documents {
        builder.push(document.iter().copied(), b"{}");
        if builder.len() >= SEGMENT {
            segments.push(std::mem::take(&mut builder).finish());
        }
    }
    segments.push(builder.finish());
    let took = begun.elapsed().as_secs_f64();
    let files: Vec<Segment> = segments.iter().map(|bytes| Segment::open(bytes).unwrap()).collect();
    let (text, all) = (files.iter().map(Segment::len).sum::<usize>(), segments.iter().map(Vec::len).sum::<usize>());
    println!(
        "\n{:.0} MB of text, {} documents: built at {:.0} MB/s on one thread, file/text {:.2}",
        megabytes(text),
        documents.len(),
        megabytes(text) / took,
        all as f64 / text as f64
    );
    let plain: Vec<String> = documents.iter().map(|d| folded(&d.join("\n"))).collect();
    let mut dice = Dice(99);
    for length in [1, 2, 4, 8] {
        let queries: Vec<String> = (0..QUERIES).filter_map(|_| cut(&plain, &mut dice, length)).collect();
        let (mut counts, mut finds, mut scans, mut firsts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for typed in &queries {
            let query = Query::new(&format!("\"{typed}\"")).unwrap();
            let begun = Instant::now();
            let count: usize = files.iter().map(|file| file.count(&query).unwrap()).sum();
            counts.push(begun.elapsed());
            let begun = Instant::now();
            let first = files.iter().find_map(|file| file.find(&query, || true).unwrap().into_iter().next());
            firsts.push(begun.elapsed());
            assert!(first.is_some());
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
        println!(
            "{length} characters: count p50 {:.3} p99 {:.3} ms, first {:.3}/{:.3}, all {:.3}/{:.3}; memmem {:.1} ms",
            percentile(&mut counts, 50),
            percentile(&mut counts, 99),
            percentile(&mut firsts, 50),
            percentile(&mut firsts, 99),
            percentile(&mut finds, 50),
            percentile(&mut finds, 99),
            percentile(&mut scans, 50)
        );
    }
    let mut corpus = zuotan::search::corpus::Corpus::default();
    for document in &documents {
        corpus.push_paragraphs(document.iter().copied());
    }
    let mut times = Vec::new();
    for _ in 0..20 {
        let Some(sentence) = cut(&plain, &mut dice, 20) else { continue };
        let formulation = Formulation::within(&sentence, 20).unwrap();
        let begun = Instant::now();
        assert!(!formulation.find(&corpus, || true).is_empty());
        times.push(begun.elapsed());
    }
    println!(
        "echo of 20 characters within 20 %: p50 {:.1} p99 {:.1} ms",
        percentile(&mut times, 50),
        percentile(&mut times, 99)
    );
    whole(&documents);
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
fn whole(documents: &[Vec<&str>]) {
    if Command::new("rg").arg("--version").output().is_err() {
        println!("ripgrep is not installed: no comparison of whole processes");
        return;
    }
    let folder = std::env::temp_dir().join(format!("zuotan-bench-{}", std::process::id()));
    let texts = folder.join("texts");
    std::fs::create_dir_all(&texts).unwrap();
    for (number, part) in documents.chunks(50).enumerate() {
        let text: String = part.iter().map(|document| document.join("\n\n") + "\n\n").collect();
        std::fs::write(texts.join(format!("{number:05}.txt")), text).unwrap();
    }
    let zuotan = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zuotan"));
        command.env("XDG_CACHE_HOME", folder.join("cache")).args(["find", "--count", "高质量发展"]).arg(&texts);
        command
    };
    let rg = |option: &str| {
        let mut command = Command::new("rg");
        command.args([option, "-F", "高质量发展"]).arg(&texts);
        command
    };
    let first = time(&mut zuotan());
    println!(
        "find --count: first (imports and builds) {first:.0} ms, then {:.0} ms; rg -c -F {:.0} ms, rg -F {:.0} ms",
        best(&zuotan),
        best(&|| rg("-c")),
        best(&|| rg("--no-heading"))
    );
    remove(&folder);
}

fn time(command: &mut Command) -> f64 {
    let begun = Instant::now();
    command.output().unwrap();
    begun.elapsed().as_secs_f64() * 1e3
}

fn best(command: &dyn Fn() -> Command) -> f64 {
    (0..5).map(|_| time(&mut command())).fold(f64::INFINITY, f64::min)
}

fn remove(folder: &Path) {
    let folder: PathBuf = folder.to_path_buf();
    std::fs::remove_dir_all(folder).unwrap();
}

/// Names by pinyin, without any index: items a second on one thread.
fn pinyin(paragraphs: &[String]) {
    let items: Vec<Vec<char>> = paragraphs
        .iter()
        .flat_map(|p| p.chars().collect::<Vec<_>>().chunks(30).map(<[char]>::to_vec).collect::<Vec<_>>())
        .take(200_000)
        .collect();
    for typed in ["liqiang", "zsj", "gaozhiliang"] {
        let spelling = Spelling::new(typed).unwrap();
        let begun = Instant::now();
        let found = items.iter().filter(|item| (0..item.len()).any(|at| spelling.read_at(item, at).is_some())).count();
        let rate = items.len() as f64 / begun.elapsed().as_secs_f64() / 1e6;
        println!("pinyin {typed}: {rate:.1} M items of 30 characters a second ({found} of {} match)", items.len());
    }
}
