//! The list of the sources of an index: a line each, the sum over all on the first. A damaged list is as if none were
//! there.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::UNIX_EPOCH;

/// The first line of a list of sources.
pub(super) const HEAD: &str = "zuotan index 1";

/// What stands for the content of a file while it is unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: u64,
    pub(super) time: u128,
    pub(super) number: u64,
}

impl Stamp {
    pub(super) fn of(path: &Path) -> Self {
        let Ok(metadata) = fs::metadata(path) else { return Self::default() };
        let time = metadata.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos());
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let number = 0;
        Self { size: metadata.len(), time, number }
    }
}

/// Files of which one thread asks the stamps: with fewer a second thread is slower than none.
const ASKED: usize = 512;

/// Files and their stamps, taken at one moment.
pub struct Files {
    pub(super) paths: Vec<PathBuf>,
    pub(super) stamps: Vec<Stamp>,
}

impl Files {
    /// Asks the stamps of files, on all cores where there are many.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let part = paths.len().div_ceil(cores).max(ASKED);
        let of = |part: &[PathBuf]| part.iter().map(|path| Stamp::of(path)).collect::<Vec<Stamp>>();
        let stamps = thread::scope(|scope| {
            let mut parts = paths.chunks(part);
            let own = parts.next().unwrap_or_default();
            let others: Vec<_> = parts.map(|part| (part, scope.spawn(move || of(part)))).collect();
            let mut stamps = of(own);
            for (part, other) in others {
                stamps.extend(other.join().unwrap_or_else(|_| of(part)));
            }
            stamps
        });
        Self { paths, stamps }
    }

    /// Bytes of all of them.
    pub fn bytes(&self) -> u64 {
        self.stamps.iter().map(|stamp| stamp.size).sum()
    }
}

/// A source in the index: as its line in the list tells it, or as it was just read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known<'t> {
    pub(super) path: Cow<'t, Path>,
    pub(super) stamp: Stamp,
    pub(super) sha256: Cow<'t, str>,
    /// The name of its segment; empty where it holds no document.
    pub(super) segment: Cow<'t, str>,
    pub(super) first: usize,
    pub(super) documents: usize,
    /// Why it could not be read.
    pub(super) failure: Cow<'t, str>,
}

/// Writes a file whole or not at all.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = path.with_extension(format!("{}.part", std::process::id()));
    let mut file = fs::File::create(&partial)?;
    let written = file.write_all(bytes).and_then(|()| file.flush());
    let done = written.and_then(|()| fs::rename(&partial, path));
    if done.is_err() {
        let _ = fs::remove_file(&partial);
    }
    done
}

/// The list of the sources: a line each, the sum over all on the first.
pub(super) fn write_list(folder: &Path, sources: &[Known<'_>]) -> io::Result<()> {
    let mut body = String::new();
    for Known { path, stamp, sha256, segment, first, documents, failure } in sources {
        let Stamp { size, time, number } = stamp;
        let path = hex(path.as_os_str().as_encoded_bytes());
        let _ =
            writeln!(body, "{path}\t{size}\t{time}\t{number}\t{sha256}\t{segment}\t{first}\t{documents}\t{failure}");
    }
    let sum = crc32fast::hash(body.as_bytes());
    replace(&folder.join("sources"), format!("{HEAD} {sum:08x}\n{body}").as_bytes())
}

/// A path that is UTF-8 stands as it is; any other as its bytes.
pub(super) fn hex(path: &[u8]) -> String {
    match std::str::from_utf8(path) {
        Ok(text) if !text.contains(['\t', '\n']) && !text.starts_with('%') => text.to_owned(),
        _ => path.iter().fold("%".to_owned(), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        }),
    }
}

#[cfg(unix)]
fn unhex(text: &str) -> Option<Cow<'_, Path>> {
    use std::os::unix::ffi::OsStringExt as _;
    let Some(digits) = text.strip_prefix('%') else { return Some(Cow::Borrowed(Path::new(text))) };
    let bytes = (0..digits.len() / 2).map(|at| u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok());
    let bytes = bytes.collect::<Option<Vec<u8>>>()?;
    Some(Cow::Owned(PathBuf::from(std::ffi::OsString::from_vec(bytes))))
}

#[cfg(not(unix))]
fn unhex(text: &str) -> Option<Cow<'_, Path>> {
    (!text.starts_with('%')).then(|| Cow::Borrowed(Path::new(text)))
}

/// The list of a folder as it was written; empty where there is none.
pub(super) fn list(folder: &Path) -> String {
    fs::read_to_string(folder.join("sources")).unwrap_or_default()
}

/// The sources that a list tells of; none where it is damaged.
pub(super) fn listed(list: &str) -> Vec<Known<'_>> {
    let Some((head, body)) = list.split_once('\n') else { return Vec::new() };
    if head != format!("{HEAD} {:08x}", crc32fast::hash(body.as_bytes())) {
        return Vec::new();
    }
    let known = |line| {
        let mut cells = str::split(line, '\t');
        let mut next = || cells.next();
        Some(Known {
            path: unhex(next()?)?,
            stamp: Stamp { size: next()?.parse().ok()?, time: next()?.parse().ok()?, number: next()?.parse().ok()? },
            sha256: Cow::Borrowed(next()?),
            segment: Cow::Borrowed(next()?),
            first: next()?.parse().ok()?,
            documents: next()?.parse().ok()?,
            failure: Cow::Borrowed(next()?),
        })
    };
    body.lines().filter_map(known).collect()
}

/// The sources of a list, to be taken by their paths: mostly in the order of the list.
pub(super) struct Listed<'t> {
    sources: Vec<Option<Known<'t>>>,
    next: usize,
    places: HashMap<PathBuf, usize>,
}

impl<'t> Listed<'t> {
    pub(super) fn new(sources: Vec<Known<'t>>) -> Self {
        Self { sources: sources.into_iter().map(Some).collect(), next: 0, places: HashMap::new() }
    }

    /// Number of sources, those included that were taken.
    pub(super) fn len(&self) -> usize {
        self.sources.len()
    }

    /// Takes what is known of a source.
    pub(super) fn take(&mut self, path: &Path) -> Option<Known<'t>> {
        let is_it = |known: &Option<Known>| known.as_ref().is_some_and(|known| known.path == path);
        let at = if self.sources.get(self.next).is_some_and(is_it) {
            self.next
        } else {
            if self.places.is_empty() {
                let places = self.sources.iter().enumerate();
                let place = |(at, known): (usize, &Option<Known>)| Some((known.as_ref()?.path.to_path_buf(), at));
                self.places = places.filter_map(place).collect();
            }
            *self.places.get(path)?
        };
        self.next = at + 1;
        self.sources.get_mut(at)?.take()
    }
}
