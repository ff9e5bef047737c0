//! An anchor: a place that finds itself again by the words that stand there, after the source was edited or imported by
//! other rules. Marks and last-read places are anchors; what scroll and hits hold within a session is a locator.

use serde::{Deserialize, Serialize};

use super::{Document, DocumentId, Locator};

/// A place that the user marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The title of the document.
    pub title: String,
    /// Where.
    pub at: Anchor,
}

/// A place that finds itself again after the source was edited or imported by other rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The document.
    pub document: DocumentId,
    /// Index of the paragraph, from 0.
    pub paragraph: usize,
    /// Index of the char within it, from 0.
    pub char: usize,
    /// The words that stand there.
    pub words: String,
}

/// Chars that an anchor quotes.
const QUOTED: usize = 40;
/// Fewer chars than these prove nothing where the text around them has changed.
const FEWEST: usize = 6;

impl Anchor {
    /// The anchor of a place of a document.
    pub fn of(document: &Document, paragraph: usize, char: usize) -> Self {
        let words = document
            .paragraphs
            .get(paragraph)
            .map_or_else(String::new, |p| p.text.chars().skip(char).take(QUOTED).collect());
        Self { document: document.id.clone(), paragraph, char, words }
    }

    /// The place in the documents of its source: where it stood if the words still stand there, else the nearest place
    /// where they do, else the nearest with as many of them as can be found. None where they are gone.
    pub fn find(&self, documents: &[&Document]) -> Option<Locator> {
        let locator = |document: &Document, paragraph, char| Locator { document: document.id.clone(), paragraph, char };
        let mine = documents.iter().find(|d| d.id == self.document);
        let stands = mine
            .and_then(|d| d.paragraphs.get(self.paragraph))
            .is_some_and(|p| p.text.chars().skip(self.char).take(QUOTED).eq(self.words.chars()));
        if stands && let Some(document) = mine {
            return Some(locator(document, self.paragraph, self.char));
        }
        let quoted: Vec<char> = self.words.chars().collect();
        let mut length = quoted.len();
        while length > 0 {
            let words: String = quoted.iter().take(length).collect();
            // The document of this id first, then the nearest paragraph, then the nearest char.
            let places = documents.iter().flat_map(|d| {
                let other = mine.is_some() && d.id != self.document;
                d.paragraphs.iter().enumerate().map(move |(at, p)| (other, *d, at, p))
            });
            let hits = places.flat_map(|(other, d, at, p)| {
                p.text.match_indices(&words).map(move |(byte, _)| {
                    let char = p.text.char_indices().take_while(|(start, _)| *start < byte).count();
                    ((other, at.abs_diff(self.paragraph), char.abs_diff(self.char)), d, at, char)
                })
            });
            if let Some((_, document, paragraph, char)) = hits.min_by_key(|hit| hit.0) {
                return Some(locator(document, paragraph, char));
            }
            length = if length > FEWEST { (length / 2).max(FEWEST) } else { 0 };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Kind, Paragraph, Role, Source};
    use proptest::prelude::*;

    pub(crate) fn document(id: &str, texts: &[&str]) -> Document {
        let paragraph = |text: &&str| Paragraph { text: (*text).to_owned(), role: Role::Body, spans: Vec::new() };
        Document {
            id: DocumentId(id.into()),
            title: String::new(),
            kind: Kind::Other,
            publisher: None,
            published: None,
            about: None,
            source: Source { path: "a.txt".into(), sha256: id.into(), encoding: "UTF-8".into(), format: Format::Txt },
            paragraphs: texts.iter().map(paragraph).collect(),
            meetings: Vec::new(),
            speeches: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn check(texts: &[&str], place: (usize, usize), after: &[&str], expected: Option<(usize, usize)>) {
        let anchor = Anchor::of(&document("a", texts), place.0, place.1);
        let edited = document("b", after);
        let found = anchor.find(&[&edited]).map(|l| (l.paragraph, l.char));
        assert_eq!(found, expected, "{texts:?} {place:?} {after:?}");
    }

    #[test]
    fn the_words_find_their_place_again() {
        let (first, second) = ("开头一段说的是别的事情。", "会议指出，要稳步前进，要团结一致。");
        check(&[first, second], (1, 5), &[first, second], Some((1, 5)));
        check(&[first, second], (1, 5), &["新加的一段。", first, second], Some((2, 5)));
        check(&[first, second], (1, 5), &[first, "前天，会议指出，要稳步前进，要团结一致。"], Some((1, 8)));
        check(&[first, second], (1, 5), &[first, "会议指出，要稳步前进，要更加团结。"], Some((1, 5)));
        check(&[first, second], (1, 5), &[first, "全不相干。"], None);
        check(&["同", "同", "同"], (1, 0), &["甲", "同", "同", "同"], Some((1, 0)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn paragraphs_put_before_a_place_move_it_and_lose_nothing(
            texts in prop::collection::hash_set("[甲乙丙丁戊己庚辛]{12,40}", 1..6),
            before in prop::collection::vec("[子丑寅卯。]{0,30}", 0..5),
            at in any::<prop::sample::Index>(),
            char in 0usize..6,
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let at = at.index(texts.len());
            let anchor = Anchor::of(&document("a", &texts), at, char);
            let edited: Vec<&str> = before.iter().map(String::as_str).chain(texts.iter().copied()).collect();
            let edited = document("b", &edited);
            let found = anchor.find(&[&edited]).unwrap();
            let words: String = edited.paragraphs[found.paragraph].text.chars().skip(found.char).take(40).collect();
            prop_assert!(words.starts_with(anchor.words.as_str()), "{words} {}", anchor.words);
        }
    }
}
