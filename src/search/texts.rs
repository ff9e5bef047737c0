//! The folded texts of a library in parts that workers share: those that an index holds, read where they lie, and those
//! that are folded into memory. What is there already is never folded or copied again.
//!
//! Invariant: a document stands in one part at most, and every part gives the same answers for it, whatever it lies in.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::Arc;

use super::corpus::{Corpus, Place};
use super::positions::Damaged;
use super::query::Query;
use crate::model::{Document, DocumentId};

/// Takes an occurrence and the folded text of its paragraph; says whether to go on.
pub type Take<'t> = dyn FnMut(Place, &str) -> bool + 't;

/// Folded texts of documents, to be asked.
pub trait Held: Send + Sync + Debug {
    /// Hands on every occurrence, in order, with the folded text of its paragraph, as long as `take` says so; `go` is asked
    /// now and then and ends it too.
    ///
    /// # Errors
    /// What was read is not what was written: what was handed on before is right all the same.
    fn each(&self, query: &Query, go: &dyn Fn() -> bool, take: &mut Take) -> Result<(), Damaged>;

    /// The paragraphs that hold one of the literals (folded, none empty), in order: document, paragraph. `go` is asked now
    /// and then and ends it when it says no.
    ///
    /// # Errors
    /// As above.
    fn holding(&self, literals: &[String], go: &dyn Fn() -> bool) -> Result<Vec<(usize, usize)>, Damaged>;

    /// The folded text of a paragraph of a document.
    ///
    /// # Errors
    /// As above.
    fn paragraph(&self, document: usize, paragraph: usize) -> Result<&str, Damaged>;

    /// Bytes of folded text.
    fn bytes(&self) -> usize;
}

impl Held for Corpus {
    fn each(&self, query: &Query, go: &dyn Fn() -> bool, take: &mut Take) -> Result<(), Damaged> {
        for place in self.find(query, go) {
            let text = Corpus::paragraph(self, place.document, place.paragraph);
            if !take(place, text) {
                break;
            }
        }
        Ok(())
    }

    fn holding(&self, literals: &[String], _: &dyn Fn() -> bool) -> Result<Vec<(usize, usize)>, Damaged> {
        Ok(Corpus::holding(self, literals))
    }

    fn paragraph(&self, document: usize, paragraph: usize) -> Result<&str, Damaged> {
        Ok(Corpus::paragraph(self, document, paragraph))
    }

    fn bytes(&self) -> usize {
        self.len()
    }
}

/// What tells a document from all others: its id, and where it lies (a file may lie there twice).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// Its id: the same source and article have the same text.
    pub id: DocumentId,
    /// The path of its source.
    pub path: String,
}

impl Name {
    fn is(&self, document: &Document) -> bool {
        self.id == document.id && self.path == document.source.path
    }
}

/// A part of an index: texts, and which documents they are of; None where the source is no more what it was.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The texts.
    pub held: Arc<dyn Held>,
    /// Their documents, in the order of the texts.
    pub names: Arc<[Option<Name>]>,
}

impl PartialEq for Shelf {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.held, &other.held)
    }
}

/// Some texts, and which documents of the library they are of.
#[derive(Debug)]
pub struct Part {
    /// The texts.
    pub held: Arc<dyn Held>,
    /// Documents in the parts before it.
    pub before: usize,
    /// For each document its index in the library; [`NOWHERE`] for one that is not in it.
    numbers: Vec<u32>,
    names: Arc<[Option<Name>]>,
    live: usize,
}

const NOWHERE: u32 = u32::MAX;

impl Part {
    fn new(held: Arc<dyn Held>, numbers: Vec<u32>, names: Arc<[Option<Name>]>) -> Self {
        let live = numbers.iter().filter(|number| **number != NOWHERE).count();
        Self { held, before: 0, numbers, names, live }
    }

    /// The index in the library of a document of this part.
    pub fn document(&self, number: usize) -> Option<usize> {
        self.numbers.get(number).filter(|number| **number != NOWHERE).map(|number| *number as usize)
    }

    /// Whether its documents stand where they stood.
    fn stands(&self, documents: &[Document]) -> bool {
        self.numbers.iter().zip(self.names.iter()).all(|(number, name)| {
            *number == NOWHERE
                || documents.get(*number as usize).is_some_and(|d| name.as_ref().is_some_and(|name| name.is(d)))
        })
    }
}

/// The texts of a library.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    parts: Vec<Arc<Part>>,
    shelves: Vec<Shelf>,
    /// For each document of the library whether an index holds it.
    indexed: Vec<bool>,
    /// The first document that is neither indexed nor folded.
    next: usize,
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.parts.len() == other.parts.len() && self.parts.iter().zip(&other.parts).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl Texts {
    /// The parts from a number on, in order.
    pub fn parts(&self, from: usize) -> &[Arc<Part>] {
        self.parts.get(from..).unwrap_or_default()
    }

    /// Number of parts.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether there is no part.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Documents that are in.
    pub fn documents(&self) -> usize {
        self.parts.last().map_or(0, |part| part.before + part.live)
    }

    /// Documents that an index holds.
    pub fn indexed(&self) -> usize {
        self.indexed.iter().filter(|indexed| **indexed).count()
    }

    /// The parts from a number on, by themselves.
    #[must_use]
    pub fn rest(&self, from: usize) -> Self {
        Self { parts: self.parts(from).to_vec(), ..Self::default() }
    }

    /// Takes the parts of an index in beside those that are there: what they hold need not be folded any more.
    pub fn adopt(&mut self, shelves: Vec<Shelf>, documents: &[Document]) {
        self.shelves.extend(shelves);
        self.lay(documents);
    }

    /// Lets all indexes go: what they held is folded.
    pub fn forget_indexes(&mut self) {
        *self = Self::default();
    }

    /// Drops what is not of these documents any more; whether there was such.
    pub fn check(&mut self, documents: &[Document]) -> bool {
        let Some(kept) = self.parts.iter().position(|part| !part.stands(documents)) else { return false };
        if self.shelves.is_empty() {
            self.parts.truncate(kept);
            self.next = self.documents();
        } else {
            self.lay(documents);
        }
        true
    }

    /// Finds the documents of the indexes in the library; what was folded is folded again where none of them has it.
    fn lay(&mut self, documents: &[Document]) {
        self.parts.clear();
        self.indexed = vec![false; documents.len()];
        self.next = 0;
        let mut known: Option<HashMap<(&str, &str), usize>> = None;
        // Documents of an index mostly stand in the library's order.
        let mut guess = 0;
        for shelf in self.shelves.clone() {
            let mut numbers = Vec::with_capacity(shelf.names.len());
            for name in shelf.names.iter() {
                let Some(name) = name else {
                    numbers.push(NOWHERE);
                    continue;
                };
                let at = if documents.get(guess).is_some_and(|document| name.is(document)) {
                    Some(guess)
                } else {
                    let all = documents.iter().enumerate();
                    let known = known.get_or_insert_with(|| {
                        all.map(|(at, d)| ((d.id.0.as_str(), d.source.path.as_str()), at)).collect()
                    });
                    known.get(&(name.id.0.as_str(), name.path.as_str())).copied()
                };
                let at = at.filter(|at| !std::mem::replace(&mut self.indexed[*at], true));
                guess = at.map_or(guess, |at| at + 1);
                numbers.push(at.and_then(|at| u32::try_from(at).ok()).unwrap_or(NOWHERE));
            }
            self.put(Part::new(shelf.held, numbers, shelf.names));
        }
    }

    fn put(&mut self, part: Part) {
        let before = self.documents();
        if part.live > 0 {
            self.parts.push(Arc::new(Part { before, ..part }));
        }
    }

    /// Folds documents that are not in yet, some `bytes` of text and one document at least; whether all are in then.
    pub fn grow(&mut self, documents: &[Document], bytes: usize) -> bool {
        let mut corpus = Corpus::default();
        let (mut numbers, mut names) = (Vec::new(), Vec::new());
        while let Some(document) = documents.get(self.next) {
            if corpus.len() >= bytes {
                break;
            }
            if !self.indexed.get(self.next).copied().unwrap_or(false) {
                corpus.push(document);
                numbers.push(u32::try_from(self.next).unwrap_or(NOWHERE));
                names.push(Some(Name { id: document.id.clone(), path: document.source.path.clone() }));
            }
            self.next += 1;
        }
        self.put(Part::new(Arc::new(corpus), numbers, names.into()));
        self.next >= documents.len()
    }
}
