//! The segments that a list of sources names, mapped: which of them are whole, as far as their heads tell.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::list::Known;
use crate::library::map::Map;
use crate::search::segment::Segment;

/// Segments below so many bytes are small; with more of them than so many, they are made one.
const SMALL: usize = 16 << 20;
const CROWDED: usize = 16;

/// Mapped segments by their names.
pub(super) struct Maps {
    maps: HashMap<String, Map>,
    /// The name that was asked for last, and the answer.
    last: (String, bool),
}

impl Maps {
    /// Maps what sources name. Many small segments, each left by one change, are left out: they are made one again.
    pub(super) fn open(folder: &Path, sources: &[Known<'_>]) -> Self {
        let mut tried: HashMap<&str, Option<Map>> = HashMap::new();
        let mut last = "";
        for source in sources {
            // Sources of a segment mostly stand together.
            if source.segment != last {
                last = &source.segment;
                let whole = |map: &Map| Segment::open(map.bytes()).is_ok();
                tried.entry(last).or_insert_with(|| Map::open(&folder.join(last)).ok().filter(whole));
            }
        }
        let mut maps: HashMap<String, Map> =
            tried.into_iter().filter_map(|(name, map)| Some((name.to_owned(), map?))).collect();
        let is_small = |map: &Map| map.bytes().len() < SMALL;
        if maps.values().filter(|map| is_small(map)).count() > CROWDED {
            maps.retain(|_, map| !is_small(map));
        }
        Self { maps, last: (String::new(), true) }
    }

    /// Whether a segment is there; the one without a name, of a source without documents, always is.
    pub(super) fn has(&mut self, segment: &str) -> bool {
        if self.last.0 != segment {
            self.last = (segment.to_owned(), segment.is_empty() || self.maps.contains_key(segment));
        }
        self.last.1
    }

    /// Hands a segment out; one that is new is mapped now.
    pub(super) fn take(&mut self, folder: &Path, segment: &str) -> io::Result<Map> {
        self.maps.remove(segment).map_or_else(|| Map::open(&folder.join(segment)), Ok)
    }
}
