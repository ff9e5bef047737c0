//! What finding costs, beside what else one could use: `cargo bench --bench find -- [keys] [pinyin] [text] [reader] [process] [fzf]
//! [generate]`; without a name all but the last two, small enough for a minute or two.
//!
//! `ZUOTAN_JSONL=FILE` takes the text from a JSON Lines file of `{title, text}` (`.xz` too), else it is put together from
//! general words. `ZUOTAN_MB=10,100,1000` and `ZUOTAN_ROWS=10000,100000,1000000` say how much. `generate` writes a corpus
//! of the first size into the folder that `ZUOTAN_OUT` names.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::unwrap_used,
    reason = "a benchmark: a table for its reader, and it ends where it cannot go on"
)]

#[path = "find/corpus.rs"]
mod corpus;
#[path = "find/dice.rs"]
mod dice;
#[path = "find/keys.rs"]
mod keys;
#[path = "../tests/terminal/pty.rs"]
mod pty;
#[path = "find/reader.rs"]
mod reader;
#[path = "find/text.rs"]
mod text;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use zuotan::pinyin::spell::Spelling;

/// The value at a percentage of measured times, in milliseconds.
fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).map_or(0.0, |t| t.as_secs_f64() * 1e3)
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// A line of what Linux says of this process, in bytes; None elsewhere.
fn status(line: &str) -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let value = text.lines().find_map(|found| found.strip_prefix(line))?;
    value.split_whitespace().next()?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}

/// Bytes of resident memory.
fn resident() -> Option<usize> {
    status("VmRSS:")
}

/// The most bytes of resident memory since [`reset_peak`].
fn peak() -> Option<usize> {
    status("VmHWM:")
}

fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn sizes(name: &str, small: &str) -> Vec<usize> {
    let typed = std::env::var(name).unwrap_or_else(|_| small.to_owned());
    typed.split(',').map(|size| size.trim().parse().unwrap_or_else(|_| panic!("{name} holds numbers"))).collect()
}

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wants = |group: &str, unnamed: bool| if named.is_empty() { unnamed } else { named.iter().any(|n| n == group) };
    let paragraphs = corpus::paragraphs();
    let (megabytes, rows) = (sizes("ZUOTAN_MB", "10"), sizes("ZUOTAN_ROWS", "10000,100000"));
    if wants("generate", false) {
        let folder = PathBuf::from(std::env::var_os("ZUOTAN_OUT").expect("ZUOTAN_OUT names a folder"));
        corpus::write(&corpus::corpus(&paragraphs, megabytes[0] << 20), &folder);
    }
    if wants("keys", true) {
        let all = corpus::rows(&paragraphs, rows.iter().copied().max().unwrap_or(0));
        for &count in &rows {
            keys::measure(&all[..count]);
        }
    }
    if wants("fzf", false) {
        keys::fzf(&corpus::rows(&paragraphs, rows.iter().copied().max().unwrap_or(0)));
    }
    if wants("pinyin", true) {
        pinyin(&paragraphs);
    }
    if wants("text", true) {
        for size in &megabytes {
            text::measure(&paragraphs, size << 20);
        }
    }
    if wants("reader", true) {
        for size in &megabytes {
            text::reader(&paragraphs, size << 20);
        }
    }
    if wants("process", true) {
        for size in &megabytes {
            text::process(&paragraphs, size << 20);
        }
    }
}

/// Names by pinyin, without any index: items a second on one thread.
fn pinyin(paragraphs: &[String]) {
    let items: Vec<Vec<char>> = paragraphs
        .iter()
        .flat_map(|p| p.chars().collect::<Vec<_>>().chunks(30).map(<[char]>::to_vec).collect::<Vec<_>>())
        .take(200_000)
        .collect();
    println!();
    for typed in ["liqiang", "zsj", "gaozhiliang"] {
        let spelling = Spelling::new(typed).unwrap();
        let begun = Instant::now();
        let found = items.iter().filter(|item| (0..item.len()).any(|at| spelling.read_at(item, at).is_some())).count();
        let rate = items.len() as f64 / begun.elapsed().as_secs_f64() / 1e6;
        println!("pinyin {typed}: {rate:.1} M items of 30 characters a second ({found} of {} match)", items.len());
    }
}
