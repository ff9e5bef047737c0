//! Sources into segments, on all cores: each worker takes some files in a row, imports them and writes what they hold as
//! segments of their own, so that nothing waits for anything and little is held at once. Nothing here knows what an index
//! holds already.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use super::list::{Known, Stamp, replace};
use crate::import::assemble;
use crate::library::Error;
use crate::model::Document;
use crate::search::segment::Builder;

/// Bytes of text after which a segment is written. Smaller ones need less memory while they are built, larger ones fewer
/// steps when they are asked.
const SEGMENT: usize = 24 << 20;
/// Bytes of files that a worker takes at once, at least and at most.
const TAKEN: (u64, u64) = (2 << 20, 24 << 20);

/// Imports one file.
pub type Read<'r> = Box<dyn FnMut(&Path) -> Result<Vec<Document>, Error> + 'r>;
/// Makes a reader for a worker.
pub type Reading<'r> = dyn Fn() -> Read<'r> + Sync + 'r;

/// A file that is to be imported: its place in the order of the files, where it lies, what stands for its content.
pub(super) type Wanted = (usize, PathBuf, Stamp);
/// What is known of a file that was imported, with its place.
pub(super) type Done = (usize, Known<'static>);

/// Imports files and writes their segments; what is known of each afterwards. `go` says whether to go on:
/// what was done until it says no is whole.
pub(super) fn build(
    folder: &Path,
    wanted: &[Wanted],
    reading: &Reading,
    go: &(dyn Fn() -> bool + Sync),
) -> io::Result<Vec<Done>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let parts = parts(wanted, cores);
    let threads = cores.min(parts.len());
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = || -> io::Result<Vec<Done>> {
        let mut read = reading();
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(number) else { return Ok(done) };
            let mut writer = Writer::new(folder, number);
            for (place, path, stamp) in *part {
                if !go() || failed.load(Ordering::Relaxed) {
                    break;
                }
                writer.take(*place, path, *stamp, read(path))?;
            }
            done.extend(writer.end()?);
            if !go() || failed.load(Ordering::Relaxed) {
                return Ok(done);
            }
        }
    };
    let noted = || work().inspect_err(|_| failed.store(true, Ordering::Relaxed));
    if threads <= 1 {
        return noted();
    }
    let answers: Vec<io::Result<Vec<Done>>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(noted)).collect();
        let broken = |_| Err(io::Error::other("a worker ended early"));
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(broken)).collect()
    });
    let mut out = Vec::with_capacity(wanted.len());
    for answer in answers {
        out.extend(answer?);
    }
    Ok(out)
}

/// The files in parts of some size: several for each core, so that none waits long for the last.
fn parts(wanted: &[Wanted], cores: usize) -> Vec<&[Wanted]> {
    let total: u64 = wanted.iter().map(|(_, _, stamp)| stamp.size).sum();
    let most = (total / (cores as u64 * 2)).clamp(TAKEN.0, TAKEN.1);
    let (mut out, mut from, mut bytes) = (Vec::new(), 0, 0);
    for (at, (_, _, stamp)) in wanted.iter().enumerate() {
        bytes += stamp.size;
        if bytes >= most || at + 1 == wanted.len() {
            out.push(wanted.get(from..=at).unwrap_or_default());
            (from, bytes) = (at + 1, 0);
        }
    }
    out
}

/// Gathers documents into segments.
struct Writer<'f> {
    folder: &'f Path,
    number: usize,
    builder: Builder,
    held: usize,
    written: usize,
    /// The sources of the segment that is gathered.
    open: Vec<Done>,
    done: Vec<Done>,
}

impl<'f> Writer<'f> {
    fn new(folder: &'f Path, number: usize) -> Self {
        let (open, done) = (Vec::new(), Vec::new());
        Self { folder, number, builder: Builder::default(), held: 0, written: 0, open, done }
    }

    fn take(&mut self, place: usize, path: &Path, stamp: Stamp, read: Result<Vec<Document>, Error>) -> io::Result<()> {
        let mut known = Known {
            path: Cow::Owned(path.to_path_buf()),
            stamp,
            sha256: Cow::default(),
            segment: Cow::default(),
            first: self.held,
            documents: 0,
            failure: Cow::default(),
        };
        match read {
            Err(error) => known.failure = error.to_string().replace(['\n', '\t'], " ").into(),
            Ok(documents) => {
                known.sha256 = documents.first().map_or_else(String::new, |d| d.source.sha256.clone()).into();
                known.documents = documents.len();
                for document in documents {
                    self.push(document)?;
                }
            }
        }
        self.open.push((place, known));
        if self.builder.len() >= SEGMENT { self.finish() } else { Ok(()) }
    }

    fn push(&mut self, mut document: Document) -> io::Result<()> {
        let paragraphs = std::mem::take(&mut document.paragraphs);
        document.findings.clear();
        for speech in &mut document.speeches {
            speech.text.clear();
        }
        let record = serde_json::to_vec(&document)?;
        self.builder.push(paragraphs.iter().map(|p| p.text.as_str()), &record);
        self.held += 1;
        Ok(())
    }

    /// Writes what is gathered as a segment; its sources are named by it.
    fn finish(&mut self) -> io::Result<()> {
        let mut name = String::new();
        if !self.builder.is_empty() {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos());
            name = format!("{now:x}-{}-{}-{}.segment", std::process::id(), self.number, self.written);
            let bytes = std::mem::take(&mut self.builder).finish();
            replace(&self.folder.join(&name), &bytes)?;
            self.written += 1;
        }
        self.held = 0;
        for (place, mut known) in std::mem::take(&mut self.open) {
            if known.documents > 0 {
                known.segment = Cow::Owned(name.clone());
            }
            self.done.push((place, known));
        }
        Ok(())
    }

    /// Writes the rest; all that is known of the sources.
    fn end(mut self) -> io::Result<Vec<Done>> {
        self.finish()?;
        Ok(self.done)
    }
}

/// The SHA-256 of a file; None where it cannot be read.
pub(super) fn sha256(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| assemble::hash(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_all_files_in_order() {
        let file = |at: usize| (at, PathBuf::from(at.to_string()), Stamp { size: 900 << 10, ..Stamp::default() });
        let wanted: Vec<Wanted> = (0..20).map(file).collect();
        let parts = parts(&wanted, 2);
        assert!(parts.len() >= 4, "{}", parts.len());
        let places: Vec<usize> = parts.iter().flat_map(|part| part.iter().map(|(place, ..)| *place)).collect();
        assert_eq!(places, (0..20).collect::<Vec<_>>());
        assert!(super::parts(&[], 2).is_empty());
    }
}
