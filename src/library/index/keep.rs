//! What stays in the cache folder and what goes; the state of all indexes, for whoever asks.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::list::{Known, list, listed};
use crate::library::map::Map;
use crate::search::segment::Segment;

/// Bytes that all indexes may take together; beyond them the one that was used longest ago goes.
const MOST: u64 = 16 << 30;

/// Removes segments that no source is in, and whole indexes where all together are too large. What another process may
/// be writing just now stays.
pub(super) fn clean(folder: &Path, sources: &[Known<'_>]) {
    let used: HashSet<&str> = sources.iter().map(|source| source.segment.as_ref()).collect();
    let old = |path: &Path| {
        let time = fs::metadata(path).and_then(|m| m.modified()).ok();
        time.and_then(|t| t.elapsed().ok()).is_some_and(|age| age.as_secs() > 600)
    };
    for (path, _) in entries(folder) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let is_part = has_end(&path, "part");
        let is_unused = has_end(&path, "segment") && !used.contains(name.as_str());
        if (is_part || is_unused) && old(&path) {
            let _ = fs::remove_file(path);
        }
    }
    let Some(home) = folder.parent() else { return };
    let mut all: Vec<(SystemTime, u64, PathBuf)> = indexes(home)
        .into_iter()
        .map(|(path, size)| {
            let used = fs::metadata(path.join("sources")).and_then(|m| m.modified()).unwrap_or(UNIX_EPOCH);
            (used, size, path)
        })
        .collect();
    all.sort();
    let mut total: u64 = all.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in all {
        if total > MOST && path != folder {
            let _ = fs::remove_dir_all(path);
            total -= size;
        }
    }
}

fn has_end(path: &Path, end: &str) -> bool {
    path.extension().is_some_and(|extension| extension == end)
}

/// The files of a folder and their sizes.
fn entries(folder: &Path) -> Vec<(PathBuf, u64)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| (entry.path(), entry.metadata().map_or(0, |m| m.len()))).collect()
}

/// The indexes of a home and the bytes that each takes.
pub fn indexes(home: &Path) -> Vec<(PathBuf, u64)> {
    let folders = entries(home).into_iter().map(|(path, _)| path).filter(|path| path.is_dir());
    folders.map(|path| (path.clone(), entries(&path).iter().map(|(_, size)| size).sum())).collect()
}

/// The state of an index for `doctor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Sources in it.
    pub sources: usize,
    /// Documents in it.
    pub documents: usize,
    /// Bytes on the disk.
    pub bytes: u64,
    /// Segments whose head or table is damaged or that are missing: they are made anew when they are next searched.
    pub damaged: usize,
}

/// The state of every index of a home.
pub fn states(home: &Path) -> Vec<State> {
    let state = |(folder, bytes): (PathBuf, u64)| {
        let list = list(&folder);
        let sources = listed(&list);
        let names: HashSet<&str> = sources.iter().map(|s| s.segment.as_ref()).filter(|name| !name.is_empty()).collect();
        let whole = |name: &&&str| {
            Map::open(&folder.join(name)).is_ok_and(|map| Segment::open(map.bytes()).is_ok_and(|s| s.check().is_ok()))
        };
        let damaged = names.len() - names.iter().filter(whole).count();
        State { sources: sources.len(), documents: sources.iter().map(|s| s.documents).sum(), bytes, damaged }
    };
    indexes(home).into_iter().map(state).collect()
}
