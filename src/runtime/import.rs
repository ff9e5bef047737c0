//! Importing many files on all cores: workers read, through the cache, each the next file; their documents are handed on in
//! the order of the files, in parts that grow. One broken file is a line and never stops the others.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::effect::{Outcome, Pace};
use crate::library::cache::Entry;
use crate::library::reader::{self, Read, Reader};
use crate::library::{Home, source};
use crate::model::Document;

/// Files that are read ahead of the one that is handed on next.
const AHEAD: usize = 64;
/// Files of the first part, and of the largest.
const PARTS: (usize, usize) = (16, 512);
/// Documents that are handed on at once, at most: the loop looks for keys between parts.
const MOST: usize = 512;
/// A part is handed on after so long, however small it is.
const PATIENCE: Duration = Duration::from_millis(120);
/// Entries that are written to the cache at once.
const ENTRIES: usize = 256;

/// What was read and not yet handed on.
#[derive(Default)]
struct Part {
    documents: Vec<Document>,
    failures: Vec<String>,
    files: usize,
}

/// Imports files and folders; parts go to `send`, which says whether to go on.
pub fn import(paths: &[PathBuf], home: Option<&Home>, send: &mut dyn FnMut(Outcome) -> bool) {
    let begun = Instant::now();
    let (files, wrong) = source::each_once(paths);
    let mut part = Part { failures: wrong.iter().map(ToString::to_string).collect(), ..Part::default() };
    let total = files.len();
    let (next, size, cancelled) = (AtomicUsize::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let version = reader::version();
    thread::scope(|scope| {
        let (results, arrived) = mpsc::sync_channel::<(usize, Read)>(AHEAD);
        let workers = thread::available_parallelism().map_or(1, usize::from).min(total);
        for _ in 0..workers {
            let results = results.clone();
            let (files, next, cancelled, version) = (&files, &next, &cancelled, &version);
            scope.spawn(move || {
                let reader = Reader::new(home, version);
                while !cancelled.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(at) else { return };
                    if results.send((at, reader.read(file))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(results);
        // The size of it all is only for the time that is left: nobody waits for it.
        scope.spawn(|| {
            let bytes = |file: &PathBuf| std::fs::metadata(file).map_or(0, |metadata| metadata.len());
            let mut sum = 0;
            for file in &files {
                if cancelled.load(Ordering::Relaxed) {
                    return;
                }
                sum += bytes(file);
            }
            size.store(sum, Ordering::Relaxed);
        });
        let mut writer = Reader::new(home, &version);
        let mut waiting: BTreeMap<usize, Read> = BTreeMap::new();
        let mut entries: Vec<Entry> = Vec::new();
        let (mut done, mut bytes, mut full, mut sent) = (0, 0, PARTS.0, Instant::now());
        let pace = || Pace {
            done: 0,
            total: size.load(Ordering::Relaxed),
            millis: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        for (at, read) in arrived {
            waiting.insert(at, read);
            while let Some(read) = waiting.remove(&(done + part.files)) {
                part.files += 1;
                bytes += read.bytes;
                entries.extend(read.entry);
                match read.documents {
                    Ok(documents) => part.documents.extend(documents),
                    Err(error) => part.failures.push(error.to_string()),
                }
            }
            if entries.len() >= ENTRIES {
                writer.remember(&entries);
                entries.clear();
            }
            let ended = done + part.files == total;
            if !ended && (part.files >= full || (part.files > 0 && sent.elapsed() > PATIENCE)) {
                done += part.files;
                full = (full * 2).min(PARTS.1);
                sent = Instant::now();
                if !hand_on(std::mem::take(&mut part), (done, total), Pace { done: bytes, ..pace() }, send) {
                    cancelled.store(true, Ordering::Relaxed);
                    break;
                }
            }
        }
        if !cancelled.load(Ordering::Relaxed) {
            hand_on(std::mem::take(&mut part), (total, total), Pace { done: bytes, ..pace() }, send);
        }
        writer.remember(&entries);
    });
}

/// Hands a part on, in pieces where it holds very many documents; whether to go on.
fn hand_on(part: Part, (done, total): (usize, usize), pace: Pace, send: &mut dyn FnMut(Outcome) -> bool) -> bool {
    let Part { mut documents, failures, .. } = part;
    while documents.len() > MOST {
        let rest = documents.split_off(MOST);
        // The file is not done as long as some of it is still to come.
        let done = done.saturating_sub(1);
        let piece = std::mem::replace(&mut documents, rest);
        if !send(Outcome::Documents { documents: piece, done, total, pace, failures: Vec::new() }) {
            return false;
        }
    }
    send(Outcome::Documents { documents, done, total, pace, failures })
}

/// Imports anew what lies at paths that changed: files, folders, or nothing any more.
pub fn reread(paths: &[PathBuf], home: Option<&Home>, send: &mut dyn FnMut(Outcome) -> bool) {
    let mut reader = Reader::new(home, &reader::version());
    let (mut documents, mut failures, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for file in source::each_once(paths).0 {
        let read = reader.read(&file);
        entries.extend(read.entry);
        match read.documents {
            Ok(read) => documents.extend(read),
            Err(error) => failures.push(error.to_string()),
        }
    }
    reader.remember(&entries);
    send(Outcome::Reread { paths: paths.to_vec(), documents, failures });
}
