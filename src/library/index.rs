//! The search index of some files, in the cache folder: segments of folded text and a list of the sources in them. A
//! source's size, time and number stand for its hash while they are unchanged; what changed is imported and goes into a
//! new segment, the rest stays as it is. A damaged segment is thrown away and its sources are imported again.
//! Derived: deleted without loss.

mod build;
mod keep;
mod list;
mod maps;
mod shelf;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::map::Map;
use crate::model::{Document, Paragraph, Role};
use crate::search::corpus::Place;
use crate::search::positions::Damaged;
use crate::search::query::Query;
use crate::search::segment::Segment;
pub use build::{Read, Reading};
use build::{Wanted, sha256};
use keep::clean;
pub use keep::{State, indexes, states};
pub use list::Files;
use list::{Known, Listed, list, listed, write_list};
use maps::Maps;

/// The index of some files.
pub struct Index {
    folder: PathBuf,
    /// Why sources could not be read.
    failures: Vec<String>,
    segments: Vec<Map>,
    /// For each segment and document of it the number of the document in the order of the files; none where its source
    /// has changed or gone.
    order: Vec<Vec<Option<u32>>>,
    documents: usize,
}

/// What became of an index when it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// Sources that were imported.
    pub imported: usize,
    /// Sources that were there already.
    pub kept: usize,
}

/// Why there is no index.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It cannot be written.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// The folder of the indexes; None where the platform names none.
pub fn home() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("zuotan").join("index"))
}

/// The folder of the index of these paths.
pub fn folder_of(home: &Path, paths: &[PathBuf]) -> PathBuf {
    let mut hash = Sha256::new();
    // What another version understood is not asked.
    hash.update(super::reader::version());
    for path in paths {
        // What is given decides what a document says of its source, where it lies which file that is.
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update(std::path::absolute(path).unwrap_or_default().as_os_str().as_encoded_bytes());
        hash.update([0]);
    }
    let mut name = String::new();
    for byte in hash.finalize().iter().take(12) {
        let _ = write!(name, "{byte:02x}");
    }
    home.join(name)
}

impl Index {
    /// The index of these files in a folder, as they are now.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn open(
        folder: &Path,
        files: &[PathBuf],
        reading: &Reading,
        go: &(dyn Fn() -> bool + Sync),
    ) -> Result<(Self, Updated), Fault> {
        Self::of(folder, &Files::new(files.to_vec()), reading, go)
    }

    /// The index of files in a folder, brought up to date on all cores. `reading` makes what imports files; that is
    /// called for what is new or has changed alone. `go` says whether to go on: where it says no, what was imported until
    /// then stays and the index is of that. Of a segment only the head is looked at here, the rest when it is asked.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn of(
        folder: &Path,
        files: &Files,
        reading: &Reading,
        go: &(dyn Fn() -> bool + Sync),
    ) -> Result<(Self, Updated), Fault> {
        fs::create_dir_all(folder)?;
        let list = list(folder);
        let known = listed(&list);
        let mut maps = Maps::open(folder, &known);
        let mut known = Listed::new(known);
        let mut updated = Updated::default();
        let mut sources: Vec<(usize, Known)> = Vec::with_capacity(files.paths.len());
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut changed = known.len() != files.paths.len();
        for (place, (path, &stamp)) in files.paths.iter().zip(&files.stamps).enumerate() {
            let before = known.take(path).filter(|before| maps.has(&before.segment));
            match before {
                Some(before) if before.stamp == stamp => {
                    updated.kept += 1;
                    sources.push((place, before));
                }
                Some(before) if before.failure.is_empty() && sha256(path).is_some_and(|sha| sha == before.sha256) => {
                    (updated.kept, changed) = (updated.kept + 1, true);
                    sources.push((place, Known { stamp, ..before }));
                }
                _ => {
                    (updated.imported, changed) = (updated.imported + 1, true);
                    wanted.push((place, path.clone(), stamp));
                }
            }
        }
        if !wanted.is_empty() {
            sources.extend(build::build(folder, &wanted, reading, go)?);
            sources.sort_unstable_by_key(|(place, _)| *place);
        }
        let sources: Vec<Known> = sources.into_iter().map(|(_, known)| known).collect();
        if changed {
            write_list(folder, &sources)?;
            clean(folder, &sources);
        }
        let failures = sources.iter().map(|source| &source.failure).filter(|failure| !failure.is_empty());
        let failures = failures.map(|failure| failure.clone().into_owned()).collect();
        let (segments, order) = (Vec::new(), Vec::new());
        let mut index = Self { folder: folder.to_path_buf(), failures, segments, order, documents: 0 };
        index.map(&sources, &mut maps)?;
        Ok((index, updated))
    }

    /// Maps the segments and puts their documents in the order of the files.
    fn map(&mut self, sources: &[Known<'_>], maps: &mut Maps) -> io::Result<()> {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut last = ("", 0);
        for source in sources.iter().filter(|source| source.documents > 0) {
            // Sources of a segment mostly stand together.
            if last.0 != source.segment {
                let number = if let Some(&number) = numbers.get(source.segment.as_ref()) {
                    number
                } else {
                    self.segments.push(maps.take(&self.folder, &source.segment)?);
                    self.order.push(Vec::new());
                    self.segments.len() - 1
                };
                numbers.insert(&source.segment, number);
                last = (&source.segment, number);
            }
            let order = &mut self.order[last.1];
            let end = source.first + source.documents;
            if order.len() < end {
                order.resize(end, None);
            }
            for (at, slot) in order[source.first..end].iter_mut().enumerate() {
                *slot = Some((self.documents + at) as u32);
            }
            self.documents += source.documents;
        }
        Ok(())
    }

    /// Number of segments.
    pub fn segments(&self) -> usize {
        self.segments.len()
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// What could not be read: path and why, in one line each.
    pub fn failures(&self) -> impl Iterator<Item = &str> {
        self.failures.iter().map(String::as_str)
    }

    fn segment(&self, number: usize) -> Result<Segment<'_>, Damaged> {
        Segment::open(self.segments.get(number).ok_or(Damaged)?.bytes())
    }

    /// The number of occurrences in a segment.
    ///
    /// # Errors
    /// The segment is damaged.
    pub fn count(&self, number: usize, query: &Query) -> Result<usize, Damaged> {
        let segment = self.segment(number)?;
        let order = &self.order[number];
        if order.len() == segment.documents() && order.iter().all(Option::is_some) {
            return segment.count(query);
        }
        Ok(self.find(number, query)?.len())
    }

    /// The occurrences in a segment, their documents numbered in the order of the files; in the segment's order.
    ///
    /// # Errors
    /// The segment is damaged.
    pub fn find(&self, number: usize, query: &Query) -> Result<Vec<Place>, Damaged> {
        let segment = self.segment(number)?;
        segment.check()?;
        let order = &self.order[number];
        let live = |place: Place| {
            let document = order.get(place.document).copied().flatten()? as usize;
            Some(Place { document, ..place })
        };
        Ok(segment.find(query, || true)?.into_iter().filter_map(live).collect())
    }

    /// Documents in the order of the files, by their numbers: all that is known of them but their text. With `whole` they
    /// have their paragraphs too.
    ///
    /// # Errors
    /// A segment is damaged.
    pub fn read(&self, numbers: impl Fn(usize) -> bool, texts: Texts) -> Result<Vec<(usize, Document)>, Damaged> {
        let mut out = Vec::new();
        for (number, order) in self.order.iter().enumerate() {
            let segment = self.segment(number)?;
            segment.check()?;
            for (at, global) in order.iter().enumerate() {
                let Some(global) = global.map(|global| global as usize).filter(|global| numbers(*global)) else {
                    continue;
                };
                let mut document: Document = serde_json::from_slice(segment.record(at)?).map_err(|_| Damaged)?;
                if texts == Texts::Read {
                    let paragraph = |text| Paragraph { text, role: Role::Body, spans: Vec::new() };
                    document.paragraphs = segment.paragraphs(at)?.into_iter().map(paragraph).collect();
                }
                out.push((global, document));
            }
        }
        out.sort_by_key(|(global, _)| *global);
        Ok(out)
    }

    /// Throws away every segment that is damaged anywhere: the next opening imports their sources again. How many.
    pub fn repair(&self) -> usize {
        let damaged = |map: &&Map| Segment::open(map.bytes()).and_then(|segment| segment.check_all()).is_err();
        let damaged: Vec<&Map> = self.segments.iter().filter(damaged).collect();
        damaged.iter().filter(|map| fs::remove_file(map.path()).is_ok()).count()
    }
}

/// Whether the texts of documents are read with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// They are.
    Read,
    /// Only what is known of them.
    Left,
}

#[cfg(test)]
mod tests;
