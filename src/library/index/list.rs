//! The list of the sources of an index: a line each, the sum over all on the first. A damaged list is as if none were
//! there.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
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

/// A source in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
    pub(super) sha256: String,
    /// The name of its segment; empty where it holds no document.
    pub(super) segment: String,
    pub(super) first: usize,
    pub(super) documents: usize,
    /// Why it could not be read.
    pub(super) failure: String,
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
pub(super) fn write_list(folder: &Path, sources: &[Known]) -> io::Result<()> {
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
pub(super) fn unhex(text: &str) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    let Some(digits) = text.strip_prefix('%') else { return Some(PathBuf::from(text)) };
    let bytes = (0..digits.len() / 2).map(|at| u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok());
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes.collect::<Option<Vec<u8>>>()?)))
}

#[cfg(not(unix))]
pub(super) fn unhex(text: &str) -> Option<PathBuf> {
    (!text.starts_with('%')).then(|| PathBuf::from(text))
}

/// The sources that a folder lists; none where the list is damaged.
pub(super) fn listed(folder: &Path) -> Vec<Known> {
    let Ok(text) = fs::read_to_string(folder.join("sources")) else { return Vec::new() };
    let Some((head, body)) = text.split_once('\n') else { return Vec::new() };
    if head != format!("{HEAD} {:08x}", crc32fast::hash(body.as_bytes())) {
        return Vec::new();
    }
    let known = |line: &str| {
        let mut cells = line.split('\t');
        let mut next = || cells.next();
        Some(Known {
            path: unhex(next()?)?,
            stamp: Stamp { size: next()?.parse().ok()?, time: next()?.parse().ok()?, number: next()?.parse().ok()? },
            sha256: next()?.to_owned(),
            segment: next()?.to_owned(),
            first: next()?.parse().ok()?,
            documents: next()?.parse().ok()?,
            failure: next()?.to_owned(),
        })
    };
    body.lines().filter_map(known).collect()
}
