//! Citations of a document, a paragraph or a speech: GB/T 7714—2015, BibTeX, CSL-JSON. A date that the text does not give
//! plainly is marked as inferred in every style. What the source does not say is left out, never made up.

mod bibtex;
mod csl;
mod gbt7714;
pub mod place;

pub use place::{Fault, Place, at, locate};

use crate::model::{Date, Document, Kind, Meeting, Speech, Voice};

/// The style of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// GB/T 7714—2015, one line.
    Gbt7714,
    /// One entry.
    Bibtex,
    /// An array of one item.
    CslJson,
}

/// The citation of a place, without a line feed at its end.
pub fn citation(place: &Place, style: Style) -> String {
    let work = Work::of(place);
    match style {
        Style::Gbt7714 => gbt7714::line(&work),
        Style::Bibtex => bibtex::entry(&work),
        Style::CslJson => csl::items(&work),
    }
}

/// What all styles say, each in its own way.
struct Work<'a> {
    /// Unique for the place.
    key: String,
    /// Who said or wrote it.
    author: Option<&'a str>,
    /// The office at that time.
    office: Option<&'a str>,
    /// The title; of a speech one that says where it was given.
    title: String,
    /// The document that a speech stands in.
    container: Option<String>,
    publisher: Option<&'a str>,
    published: Option<&'a Date>,
    meeting: Option<&'a Meeting>,
    /// The paragraph, from 1 as people count.
    paragraph: Option<usize>,
    kind: Kind,
    /// Where it can be fetched, where the source is named by its address.
    address: Option<&'a str>,
}

impl<'a> Work<'a> {
    fn of(place: &Place<'a>) -> Self {
        let document = place.document;
        let speech = place.speech;
        let meeting = speech
            .and_then(|s| s.meeting.as_ref())
            .and_then(|id| document.meetings.iter().find(|m| m.id == *id))
            .or_else(|| document.meetings.first().filter(|_| speech.is_none() && document.meetings.len() == 1));
        let whole = speech.is_none_or(|s| is_whole(document, s));
        let title = match speech {
            Some(speech) if !whole => spoken(speech, meeting),
            _ => title(document),
        };
        let path = document.source.path.as_str();
        Self {
            key: place.key(),
            author: speech.or_else(|| author(document)).and_then(|s| s.speaker.as_deref()),
            office: speech.or_else(|| author(document)).and_then(|s| s.office.as_deref()),
            title,
            container: (!whole).then(|| self::title(document)),
            publisher: document.publisher.as_deref(),
            published: document.published.as_ref(),
            meeting,
            paragraph: place.paragraph.map(|at| at + 1),
            kind: if whole { document.kind } else { Kind::Speech },
            address: (path.starts_with("http://") || path.starts_with("https://")).then_some(path),
        }
    }

    /// When it came out: as published, else (inferred) when the meeting ended.
    fn issued(&self) -> Option<Day<'a>> {
        let held = || self.meeting.and_then(|m| m.end.as_ref().or(m.start.as_ref()));
        match self.published {
            Some(date) => Some(Day { value: &date.value, inferred: date.inferred }),
            None => held().map(|date| Day { value: &date.value, inferred: true }),
        }
    }

    /// First and last day of the meeting; the last only where it is another.
    fn held(&self) -> Option<(Day<'a>, Option<Day<'a>>)> {
        let meeting = self.meeting?;
        let day = |date: &'a Date| Day { value: &date.value, inferred: date.inferred };
        let start = meeting.start.as_ref().or(meeting.end.as_ref()).map(day)?;
        let end = meeting.end.as_ref().map(day).filter(|end| end.value != start.value);
        Some((start, end))
    }
}

/// A day, a month or a year.
#[derive(Clone, Copy)]
struct Day<'a> {
    value: &'a str,
    inferred: bool,
}

/// The title, in one line; its file name where it has none.
fn title(document: &Document) -> String {
    let words: Vec<&str> = document.title.split_whitespace().collect();
    if words.is_empty() {
        let path = document.source.path.as_str();
        return path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    }
    words.join(" ")
}

/// Whether the document is this speech and nothing else: then it is cited under its own title.
fn is_whole(document: &Document, speech: &Speech) -> bool {
    matches!(document.kind, Kind::Speech | Kind::Article) && document.speeches.len() == 1 && speech.speaker.is_some()
}

/// Who wrote the document, where it is one voice's.
fn author(document: &Document) -> Option<&Speech> {
    match document.speeches.as_slice() {
        [speech] if is_whole(document, speech) => Some(speech),
        _ => None,
    }
}

/// What a speech is called that has no title of its own.
fn spoken(speech: &Speech, meeting: Option<&Meeting>) -> String {
    match (speech.voice, meeting) {
        (Voice::Meeting, Some(meeting)) => format!("{}的会议表述", meeting.name),
        (Voice::Meeting, None) => "会议表述".to_owned(),
        (_, Some(meeting)) => format!("在{}上的发言", meeting.name),
        (_, None) => "发言".to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
