//! What understanding costs: megabytes of plain text a second, on one core and on all, for many small documents and for one
//! of ten megabytes, beside reading and hashing the same files. `cargo bench --bench import`: the shipped texts over and
//! over; `ZUOTAN_JSONL=FILE` takes the documents of a JSON Lines file of `{title, text}` instead.

#![expect(clippy::expect_used, reason = "a benchmark ends where it cannot go on")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use divan::counter::BytesCount;
use sha2::{Digest, Sha256};
use zuotan::import::import;
use zuotan::library::shipped;

/// Bytes of all small documents together, and of the big one.
const BYTES: usize = 10 << 20;

fn main() {
    divan::main();
}

/// Small documents, as files in a folder of their own.
struct Files {
    texts: Vec<(PathBuf, String)>,
}

impl Files {
    fn of(texts: &[String]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import-bench");
        std::fs::create_dir_all(&folder).expect("a folder for the texts");
        let mut files = Self { texts: Vec::new() };
        let (mut bytes, mut next) = (0, texts.iter().cycle());
        while let Some(text) = next.next().filter(|_| bytes < BYTES) {
            bytes += text.len();
            let path = folder.join(format!("{}.txt", files.texts.len()));
            std::fs::write(&path, text).expect("a place for the texts");
            files.texts.push((path, text.clone()));
        }
        files
    }

    fn bytes(&self) -> BytesCount {
        BytesCount::new(self.texts.iter().map(|(_, text)| text.len()).sum::<usize>())
    }
}

/// The documents that the benchmark is made of.
fn texts() -> Vec<String> {
    let Some(path) = std::env::var_os("ZUOTAN_JSONL") else {
        return shipped::SOURCES.iter().map(|one| String::from_utf8_lossy(one.bytes).into_owned()).collect();
    };
    let lines = std::fs::read_to_string(path).expect("ZUOTAN_JSONL names a JSON Lines file");
    let documents = lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    documents.filter_map(|one| Some(format!("{}\n\n{}", one["title"].as_str()?, one["text"].as_str()?))).collect()
}

fn small() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| Files::of(&texts()))
}

/// Paragraphs of all documents, as one document.
fn big() -> String {
    let mut out = String::with_capacity(BYTES);
    for text in texts().iter().cycle() {
        out.push_str(text);
        out.push('\n');
        if out.len() >= BYTES {
            break;
        }
    }
    out
}

#[divan::bench(sample_count = 5)]
fn read_and_hash(bencher: divan::Bencher) {
    let files = small();
    bencher.counter(files.bytes()).bench(|| {
        let hashes = files.texts.iter().map(|(path, _)| Sha256::digest(std::fs::read(path).expect("written before")));
        hashes.map(|hash| usize::from(hash[0])).sum::<usize>()
    });
}

#[divan::bench(sample_count = 5)]
fn many_small_on_one_core(bencher: divan::Bencher) {
    let files = small();
    bencher
        .counter(files.bytes())
        .bench(|| files.texts.iter().map(|(_, text)| import("a.txt", text.as_bytes()).documents.len()).sum::<usize>());
}

#[divan::bench(sample_count = 5)]
fn many_small_on_all_cores(bencher: divan::Bencher) {
    let files = small();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    bencher.counter(files.bytes()).bench(|| {
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    while let Some((_, text)) = files.texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                        divan::black_box(import("a.txt", text.as_bytes()));
                    }
                });
            }
        });
    });
}

#[divan::bench(sample_count = 3)]
fn one_big(bencher: divan::Bencher) {
    let text = big();
    bencher.counter(BytesCount::of_str(&text)).bench(|| import("a.txt", text.as_bytes()).documents.len());
}
