//! The folded paragraphs of many documents in one text, so that a phrase is found by one pass of `memmem` over all of them.
//! Places come in the order of documents and paragraphs. A line feed stands between paragraphs: nothing is found across.

use std::ops::Range;

use memchr::memmem;

use super::query::Query;
use super::{chars, scan};
use crate::model::Document;
use crate::text::fold::fold_into;

/// Passes over the text by which paragraphs are chosen, at most: more of them cost as much as looking at all.
const PASSES: usize = 8;

/// The folded text of documents.
#[derive(Debug, Default)]
pub struct Corpus {
    text: String,
    /// For each paragraph: the byte after its last; the next starts one byte later.
    ends: Vec<usize>,
    /// For each document: its first paragraph.
    documents: Vec<usize>,
}

/// An occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the document, in the order in which documents were added.
    pub document: usize,
    /// Index of the paragraph in it.
    pub paragraph: usize,
    /// Chars of the paragraph.
    pub chars: Range<usize>,
}

impl Corpus {
    /// Adds a document.
    pub fn push(&mut self, document: &Document) {
        self.push_paragraphs(document.paragraphs.iter().map(|p| p.text.as_str()));
    }

    /// Adds a document by its paragraphs.
    pub fn push_paragraphs<'a>(&mut self, paragraphs: impl IntoIterator<Item = &'a str>) {
        self.documents.push(self.ends.len());
        for paragraph in paragraphs {
            fold_into(paragraph, &mut self.text);
            self.ends.push(self.text.len());
            self.text.push('\n');
        }
    }

    /// Bytes of folded text.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    /// The folded text of a paragraph of a document.
    pub fn paragraph(&self, document: usize, paragraph: usize) -> &str {
        let Some(first) = self.documents.get(document) else { return "" };
        self.text_of(first + paragraph)
    }

    /// Paragraphs of a document.
    pub fn paragraphs(&self, document: usize) -> usize {
        let Some(&first) = self.documents.get(document) else { return 0 };
        self.documents.get(document + 1).copied().unwrap_or(self.ends.len()) - first
    }

    /// The paragraphs that hold one of the literals (folded, none empty), in order: document, paragraph.
    pub fn holding(&self, literals: &[String]) -> Vec<(usize, usize)> {
        let place = |paragraph| self.place(paragraph, 0..0);
        let found = self.with(literals.iter().map(String::as_str));
        found.into_iter().map(place).map(|place| (place.document, place.paragraph)).collect()
    }

    /// The paragraphs that hold one of the literals, in order, counted over all documents.
    fn with<'l>(&self, literals: impl Iterator<Item = &'l str>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for literal in literals {
            let mut from = 0;
            let finder = memmem::Finder::new(literal);
            while let Some(at) = self.text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
                let paragraph = self.ends.partition_point(|&end| end <= from + at);
                found.push(paragraph);
                from = self.ends.get(paragraph).map_or(self.text.len(), |end| end + 1);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn text_of(&self, paragraph: usize) -> &str {
        let Some(&end) = self.ends.get(paragraph) else { return "" };
        self.text.get(self.start(paragraph)..end).unwrap_or_default()
    }

    /// Every occurrence, in order; `go` is asked now and then and ends the search when it says no.
    pub fn find(&self, query: &Query, go: impl Fn() -> bool) -> Vec<Place> {
        if let Some(phrase) = query.phrase() {
            return self.find_phrase(phrase, go);
        }
        let need = query.need();
        let literals = need.literals().filter(|literals| literals.len() <= PASSES);
        let find = |text: &str| scan::expression(text.as_bytes(), &query.expression).unwrap_or_default();
        match literals {
            Some(literals) => self.scan(self.with(literals.into_iter()), go, find),
            None => self.scan(0..self.ends.len(), go, find),
        }
    }

    /// The same by a plain scan of every paragraph: what [`Self::find`] is checked against.
    pub fn verify(&self, query: &Query) -> Vec<Place> {
        let all = 0..self.ends.len();
        match query.phrase() {
            Some(phrase) => self.scan(all, || true, |text| plain(text, phrase)),
            None => {
                self.scan(all, || true, |text| scan::expression(text.as_bytes(), &query.expression).unwrap_or_default())
            }
        }
    }

    /// The number of occurrences of a query, without their places.
    pub fn count(&self, query: &Query) -> usize {
        match query.phrase() {
            // No phrase holds a line feed, so no occurrence lies across two paragraphs.
            Some(phrase) => memmem::find_iter(self.text.as_bytes(), phrase.as_bytes()).count(),
            None => self.find(query, || true).len(),
        }
    }

    fn find_phrase(&self, phrase: &str, go: impl Fn() -> bool) -> Vec<Place> {
        let mut places = Vec::new();
        // Hits come in order: the paragraph and the char index of the hit before are where counting goes on.
        let (mut paragraph, mut byte, mut char) = (usize::MAX, 0, 0);
        for (number, start) in memmem::find_iter(self.text.as_bytes(), phrase.as_bytes()).enumerate() {
            if number % 1024 == 1023 && !go() {
                break;
            }
            let at = self.ends.partition_point(|&end| end <= start);
            if at != paragraph {
                (paragraph, byte, char) = (at, self.start(at), 0);
            }
            let end = start + phrase.len();
            char += self.text.get(byte..start).map_or(0, |passed| passed.chars().count());
            let length = phrase.chars().count();
            places.push(self.place(at, char..char + length));
            (byte, char) = (end, char + length);
        }
        places
    }

    fn scan(
        &self,
        paragraphs: impl IntoIterator<Item = usize>,
        go: impl Fn() -> bool,
        find: impl Fn(&str) -> Vec<Range<usize>>,
    ) -> Vec<Place> {
        let mut places = Vec::new();
        for (number, paragraph) in paragraphs.into_iter().enumerate() {
            if number % 64 == 63 && !go() {
                break;
            }
            let text = self.text_of(paragraph);
            places.extend(chars(text, find(text)).into_iter().map(|range| self.place(paragraph, range)));
        }
        places
    }

    /// First byte of a paragraph.
    fn start(&self, paragraph: usize) -> usize {
        paragraph.checked_sub(1).map_or(0, |before| self.ends[before] + 1)
    }

    fn place(&self, paragraph: usize, chars: Range<usize>) -> Place {
        let document = self.documents.partition_point(|&first| first <= paragraph).saturating_sub(1);
        Place { document, paragraph: paragraph - self.documents[document], chars }
    }
}

/// A phrase in a text by comparing at every char.
fn plain(text: &str, phrase: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, _) in text.char_indices() {
        if at >= next && text.get(at..).is_some_and(|rest| rest.starts_with(phrase)) {
            next = at + phrase.len();
            found.push(at..next);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn corpus(documents: &[Vec<String>]) -> Corpus {
        let mut corpus = Corpus::default();
        for document in documents {
            corpus.push_paragraphs(document.iter().map(String::as_str));
        }
        corpus
    }

    #[test]
    fn places_name_document_paragraph_and_chars() {
        let corpus = corpus(&[
            vec!["高質量".into(), "推动高质量发展，高质量".into()],
            vec![],
            vec![String::new(), "质量高质量".into()],
        ]);
        let found = corpus.find(&Query::new("高质量").unwrap(), || true);
        let place = |document, paragraph, chars| Place { document, paragraph, chars };
        assert_eq!(found, [place(0, 0, 0..3), place(0, 1, 2..5), place(0, 1, 8..11), place(2, 1, 2..5)]);
        assert_eq!(corpus.find(&Query::new("量 高").unwrap(), || true), []);
    }

    proptest! {
        #[test]
        fn one_pass_finds_what_a_plain_scan_finds(
            documents in proptest::collection::vec(proptest::collection::vec("[一丁丂台臺aＡ ]{0,12}", 0..5), 0..5),
            query in "[一丁丂台臺aＡ]{1,3}",
        ) {
            let corpus = corpus(&documents);
            let query = Query::new(&query).unwrap();
            let found = corpus.find(&query, || true);
            prop_assert_eq!(&found, &corpus.verify(&query));
            prop_assert_eq!(found.len(), corpus.count(&query));
        }
    }
}
