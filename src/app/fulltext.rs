//! Full text with its limits: every occurrence of a query in the catalogue, told with the speech that it stands in, kept
//! where speaker, office, meeting, place, form and date allow. What is typed for a name is matched as the panes match it.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::filter::{Field, Index, Search, Weight};
use crate::model::{Document, Form, Meeting, Paragraph, Speech, SpeechId};
use crate::search::corpus::{Corpus, Place};
use crate::search::query::Query;
use crate::study::echo::Echo;

use super::{rows, words};

/// What limits a search; empty limits nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// A pattern for the speaker: name, other spellings, else offices at any time.
    pub speaker: Option<String>,
    /// A pattern for the office that the speech gives.
    pub office: Option<String>,
    /// A pattern for the name or the edition of the meeting.
    pub meeting: Option<String>,
    /// A pattern for the place of the meeting.
    pub place: Option<String>,
    /// The form.
    pub form: Option<Form>,
    /// First day, month or year: `2021-05-26`, `2021-05`, `2021`.
    pub from: Option<String>,
    /// Last day, month or year.
    pub to: Option<String>,
}

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

impl Occurrence<'_> {
    /// The paragraph.
    fn whole(&self) -> &str {
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

/// The occurrences among `places` (of the corpus of this catalogue) that the limits allow, in the same order.
pub fn within<'a>(catalogue: &'a Catalogue, places: Vec<Place>, limits: &Limits) -> Vec<Occurrence<'a>> {
    let allowed = allowed(catalogue, limits);
    places
        .into_iter()
        .filter_map(|place| occurrence(catalogue, place))
        .filter(|found| match (&allowed, found.speech) {
            (Some(allowed), Some(speech)) => allowed.contains(&speech.id),
            (Some(_), None) => false,
            (None, _) => true,
        })
        .filter(|found| dated(&found.date(), limits))
        .collect()
}

/// Every occurrence of a query that the limits allow.
pub fn find<'a>(catalogue: &'a Catalogue, query: &Query, limits: &Limits) -> Vec<Occurrence<'a>> {
    within(catalogue, corpus(catalogue).find(query, || true), limits)
}

/// Where the same or nearly the same stands, at most `edits` chars different, with the difference; oldest first, places
/// without a date last.
pub fn echo<'a>(catalogue: &'a Catalogue, text: &str, edits: usize) -> Vec<(Occurrence<'a>, usize)> {
    let mut echo = Echo::default();
    let mut places = Vec::new();
    for (document, it) in catalogue.documents().iter().enumerate() {
        for (paragraph, words) in it.paragraphs.iter().enumerate() {
            echo.push(&words.text);
            places.push((document, paragraph));
        }
    }
    let mut found: Vec<(Occurrence, usize)> = echo
        .find(text, edits)
        .into_iter()
        .filter_map(|like| {
            let &(document, paragraph) = places.get(like.paragraph)?;
            Some((occurrence(catalogue, Place { document, paragraph, chars: like.chars })?, like.distance))
        })
        .collect();
    found.sort_by_cached_key(|(found, _)| {
        let date = found.date();
        (date.is_empty(), date)
    });
    found
}

fn occurrence(catalogue: &Catalogue, place: Place) -> Option<Occurrence<'_>> {
    let document = catalogue.documents().get(place.document)?;
    let speech = speech_at(document, place.paragraph, place.chars.start);
    let meeting = speech
        .and_then(|s| s.meeting.as_ref())
        .and_then(|id| document.meetings.iter().find(|meeting| meeting.id == *id));
    Some(Occurrence { at: place.document, document, speech, meeting, paragraph: place.paragraph, chars: place.chars })
}

/// The speech that a char of a paragraph stands in.
pub fn speech_at(document: &Document, paragraph: usize, char: usize) -> Option<&Speech> {
    document
        .speeches
        .iter()
        .find(|s| s.parts.iter().any(|p| p.paragraph == paragraph && (p.from..p.to.max(p.from + 1)).contains(&char)))
}

/// The speeches that the limits on speeches allow; None where there is no such limit.
fn allowed(catalogue: &Catalogue, limits: &Limits) -> Option<HashSet<SpeechId>> {
    let Limits { speaker, office, meeting, place, form, from: _, to: _ } = limits;
    if speaker.is_none() && office.is_none() && meeting.is_none() && place.is_none() && form.is_none() {
        return None;
    }
    let speeches: Vec<(&Document, &Speech)> =
        catalogue.documents().iter().flat_map(|d| d.speeches.iter().map(move |s| (d, s))).collect();
    let held = |d: &'_ Document, s: &Speech| d.meetings.iter().position(|m| Some(&m.id) == s.meeting.as_ref());
    let mut keep: Vec<bool> = speeches.iter().map(|(_, s)| form.is_none_or(|form| s.form == form)).collect();
    let mut limit = |pattern: &str, fields: &dyn Fn(&Document, &Speech) -> Vec<Field>| {
        let rows = matching(speeches.iter().map(|(d, s)| fields(d, s)), pattern);
        keep.iter_mut().enumerate().for_each(|(at, keep)| *keep &= rows.contains(&at));
    };
    let minor = |text: Option<&str>| vec![Field { text: text.unwrap_or_default().to_owned(), weight: Weight::Minor }];
    if let Some(pattern) = office {
        limit(pattern, &|_, s| minor(s.office.as_deref()));
    }
    if let Some(pattern) = meeting {
        limit(pattern, &|d, s| {
            let meeting = held(d, s).and_then(|at| d.meetings.get(at));
            let mut fields = minor(meeting.map(|m| m.name.as_str()));
            fields.extend(minor(meeting.and_then(|m| m.edition.as_deref())));
            fields
        });
    }
    if let Some(pattern) = place {
        limit(pattern, &|d, s| minor(held(d, s).and_then(|at| d.meetings.get(at)).and_then(|m| m.place.as_deref())));
    }
    if let Some(pattern) = speaker {
        // Who is called so; only where nobody is, who held an office that is called so.
        let person = |s: &Speech| s.person.as_ref().and_then(|id| catalogue.persons().iter().find(|p| p.id == *id));
        let names = |_: &Document, s: &Speech| {
            let mut fields = vec![Field { text: s.speaker.clone().unwrap_or_default(), weight: Weight::PersonName }];
            let known = person(s).into_iter().flat_map(rows::person);
            fields.extend(known.filter(|field| field.weight != Weight::Minor));
            fields
        };
        if matching(speeches.iter().map(|(d, s)| names(d, s)), pattern).is_empty() {
            limit(pattern, &|_, s| person(s).map(rows::person).unwrap_or_default());
        } else {
            limit(pattern, &names);
        }
    }
    Some(speeches.iter().zip(keep).filter(|(_, keep)| *keep).map(|((_, s), _)| s.id.clone()).collect())
}

fn matching(rows: impl Iterator<Item = Vec<Field>>, pattern: &str) -> HashSet<usize> {
    let mut index = Index::default();
    for fields in rows {
        index.push(fields);
    }
    Search::default().rows(&index, pattern).into_iter().collect()
}

/// Whether a day lies within the limits, as far as both say; an unknown day does not.
fn dated(date: &str, limits: &Limits) -> bool {
    let compare = |limit: &str| {
        let length = limit.len().min(date.len());
        date.get(..length).cmp(&limit.get(..length))
    };
    (limits.from.is_none() && limits.to.is_none())
        || (!date.is_empty()
            && limits.from.as_deref().is_none_or(|from| compare(from).is_ge())
            && limits.to.as_deref().is_none_or(|to| compare(to).is_le()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_compared_as_far_as_both_go() {
        let check = |date: &str, from: &str, to: &str, expected: bool| {
            let some = |limit: &str| (!limit.is_empty()).then(|| limit.to_owned());
            let limits = Limits { from: some(from), to: some(to), ..Limits::default() };
            assert_eq!(dated(date, &limits), expected, "{date} {from} {to}");
        };
        check("2021-05-27", "2021", "", true);
        check("2021-05-27", "2021-05-27", "2021-05-27", true);
        check("2021-05-27", "2021-06", "", false);
        check("2021", "2021-06", "", true);
        check("2024-06-06", "", "2023", false);
        check("", "2021", "", false);
        check("", "", "", true);
    }
}
