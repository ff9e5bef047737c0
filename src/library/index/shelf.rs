//! The segments of an index as parts of a library's texts: each a mapped file that is read where it lies.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;

use super::Index;
use crate::library::map::Map;
use crate::model::DocumentId;
use crate::search::positions::Damaged;
use crate::search::query::Query;
use crate::search::segment::Segment;
use crate::search::texts::{Held, Name, Shelf, Take};

/// A mapped segment.
struct Mapped(Map);

impl fmt::Debug for Mapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mapped({})", self.0.path().display())
    }
}

impl Mapped {
    fn segment(&self) -> Result<Segment<'_>, Damaged> {
        Segment::open(self.0.bytes())
    }
}

impl Held for Mapped {
    fn each(&self, query: &Query, go: &dyn Fn() -> bool, take: &mut Take) -> Result<(), Damaged> {
        let segment = self.segment()?;
        segment.check()?;
        segment.each(query, go, take)
    }

    fn holding(&self, literals: &[String], go: &dyn Fn() -> bool) -> Result<Vec<(usize, usize)>, Damaged> {
        let segment = self.segment()?;
        segment.check()?;
        segment.holding(literals, go)
    }

    fn paragraph(&self, document: usize, paragraph: usize) -> Result<&str, Damaged> {
        self.segment()?.paragraph(document, paragraph)
    }

    fn bytes(&self) -> usize {
        self.segment().map_or(0, |segment| segment.len())
    }
}

/// What of a record names its document.
#[derive(Deserialize)]
struct Named {
    id: DocumentId,
    source: Source,
}

#[derive(Deserialize)]
struct Source {
    path: String,
}

impl Index {
    /// The segments as parts of a library's texts.
    ///
    /// # Errors
    /// A segment is damaged.
    pub fn into_shelves(self) -> Result<Vec<Shelf>, Damaged> {
        let mut shelves = Vec::new();
        for (map, order) in self.segments.into_iter().zip(self.order) {
            let segment = Segment::open(map.bytes())?;
            segment.check()?;
            let name = |number: usize| -> Result<Option<Name>, Damaged> {
                if order.get(number).copied().flatten().is_none() {
                    return Ok(None);
                }
                let named: Named = serde_json::from_slice(segment.record(number)?).map_err(|_| Damaged)?;
                Ok(Some(Name { id: named.id, path: named.source.path }))
            };
            let names = (0..segment.documents()).map(name).collect::<Result<Arc<[_]>, Damaged>>()?;
            shelves.push(Shelf { held: Arc::new(Mapped(map)), names });
        }
        Ok(shelves)
    }
}
