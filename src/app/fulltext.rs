//! Full text with its limits: every occurrence of a query in the catalogue, told with the speech that it stands in, kept
//! where the limits allow. What is typed for a name is matched as the panes match it; each name is decided once.

use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::model::{Document, Meeting, Paragraph, Speech};
use crate::search::corpus::{Corpus, Place};
use crate::search::limits::Limits;
use crate::search::query::Query;
use crate::study::echo::Formulation;

use super::sieve::{Beside, Sieve, meeting_of};
use super::words;

/// An occurrence and where it stands.
#[derive(Clone, Debug)]
pub struct Occurrence<'a> {
    /// Index of the document in the catalogue.
    pub at: usize,
    /// The document.
    pub document: &'a Document,
    /// The speech, where it stands in one.
    pub speech: Option<&'a Speech>,
    /// The meeting of that speech.
    pub meeting: Option<&'a Meeting>,
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Chars of the paragraph.
    pub chars: Range<usize>,
}

impl<'a> Occurrence<'a> {
    /// What stands at a place: a speech of the document, where one is known to stand there.
    pub fn new(
        catalogue: &'a Catalogue,
        document: usize,
        speech: Option<usize>,
        paragraph: usize,
        chars: Range<usize>,
    ) -> Option<Self> {
        let it = catalogue.documents().get(document)?;
        let speech = speech.and_then(|at| it.speeches.get(at));
        Some(Self { at: document, document: it, speech, meeting: meeting_of(it, speech), paragraph, chars })
    }

    /// The paragraph.
    pub fn whole(&self) -> &'a str {
        self.document.paragraphs.get(self.paragraph).map_or("", |p: &Paragraph| p.text.as_str())
    }

    /// The words that were found, in the glyphs of the source.
    pub fn text(&self) -> String {
        self.whole().chars().skip(self.chars.start).take(self.chars.len()).collect()
    }

    /// At most `width` chars before, and after.
    pub fn context(&self, width: usize) -> (String, String) {
        let start = self.chars.start.saturating_sub(width);
        let before = self.whole().chars().skip(start).take(self.chars.start - start).collect();
        (before, self.whole().chars().skip(self.chars.end).take(width).collect())
    }

    /// The day of the speech, else of the document; empty where neither is known.
    pub fn date(&self) -> String {
        self.speech.map_or_else(|| words::document_date(self.document), |s| words::speech_date(self.document, s))
    }
}

/// The folded text of a catalogue's documents.
pub fn corpus(catalogue: &Catalogue) -> Corpus {
    let mut corpus = Corpus::default();
    for document in catalogue.documents() {
        corpus.push(document);
    }
    corpus
}

/// Every occurrence of a query that its limits and these allow.
pub fn find<'a>(catalogue: &'a Catalogue, query: &Query, limits: &Limits) -> Vec<Occurrence<'a>> {
    let mut all = query.limits().clone();
    all.extend(limits.clone());
    let mut sieve = Sieve::new(catalogue, &all, &Beside::default());
    sifted(catalogue, query, &mut sieve)
}

/// Every occurrence of a query that a sieve allows.
pub fn sifted<'a>(catalogue: &'a Catalogue, query: &Query, sieve: &mut Sieve) -> Vec<Occurrence<'a>> {
    let allowed = |place: Place| {
        let Place { document, paragraph, .. } = place;
        let passages = sieve.allowed(catalogue, query, &place).into_iter();
        passages.filter_map(move |(chars, speech)| Occurrence::new(catalogue, document, speech, paragraph, chars))
    };
    corpus(catalogue).find(query, || true).into_iter().flat_map(allowed).collect()
}

/// Where the same or nearly the same stands, with the number of chars that differ; oldest first, places without a date
/// last.
pub fn echo<'a>(catalogue: &'a Catalogue, formulation: &Formulation) -> Vec<(Occurrence<'a>, usize)> {
    let mut sieve = Sieve::new(catalogue, &Limits::default(), &Beside::default());
    let mut found: Vec<(Occurrence, usize)> = formulation
        .find(&corpus(catalogue), || true)
        .into_iter()
        .filter_map(|like| {
            let speech = sieve.allows(catalogue, like.document, like.paragraph, like.chars.start)?;
            Some((Occurrence::new(catalogue, like.document, speech, like.paragraph, like.chars)?, like.distance))
        })
        .collect();
    found.sort_by_cached_key(|(found, _)| {
        let date = found.date();
        (date.is_empty(), date)
    });
    found
}
