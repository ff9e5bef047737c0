//! What all styles of a citation say, each in its own way: taken from the document, nothing made up.

use crate::model::{Date, Document, Kind, Meeting, Speech, Voice};

use super::place::Place;

/// What all styles say, each in its own way.
pub struct Work<'a> {
    /// Unique for the place.
    pub key: String,
    /// Who said or wrote it.
    pub author: Option<&'a str>,
    /// The office at that time.
    pub office: Option<&'a str>,
    /// The title; of a speech one that says where it was given.
    pub title: String,
    /// The document that a speech stands in.
    pub container: Option<String>,
    /// Who published the document.
    pub publisher: Option<&'a str>,
    /// When it was published.
    pub published: Option<&'a Date>,
    /// Where it was said; of a report the meeting that it tells of, where it is one.
    pub meeting: Option<&'a Meeting>,
    /// The paragraph, from 1 as people count.
    pub paragraph: Option<usize>,
    /// The genre of what is cited.
    pub kind: Kind,
    /// Where it can be fetched, where the source is named by its address.
    pub address: Option<&'a str>,
}

impl<'a> Work<'a> {
    /// What is said of a place.
    pub fn of(place: &Place<'a>) -> Self {
        let document = place.document;
        let speech = place.speech;
        let meeting = speech
            .and_then(|s| s.meeting.as_ref())
            .and_then(|id| document.meetings.iter().find(|m| m.id == *id))
            .or_else(|| document.meetings.first().filter(|_| speech.is_none()));
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

    /// When it came out: as published; else an estimate, the year in which the meeting ended.
    pub fn issued(&self) -> Option<Day<'a>> {
        let held = || self.meeting.and_then(|m| m.end.as_ref().or(m.start.as_ref()));
        match self.published {
            Some(date) => Some(Day { value: &date.value, inferred: date.inferred }),
            None => held().map(|date| Day { value: date.value.split('-').next().unwrap_or_default(), inferred: true }),
        }
    }

    /// First and last day of the meeting; the last only where it is another.
    pub fn held(&self) -> Option<(Day<'a>, Option<Day<'a>>)> {
        let meeting = self.meeting?;
        let day = |date: &'a Date| Day { value: &date.value, inferred: date.inferred };
        let start = meeting.start.as_ref().or(meeting.end.as_ref()).map(day)?;
        let end = meeting.end.as_ref().map(day).filter(|end| end.value != start.value);
        Some((start, end))
    }
}

/// A day, a month or a year.
#[derive(Clone, Copy)]
pub struct Day<'a> {
    /// `2024-06-06`, `2024-06` or `2024`.
    pub value: &'a str,
    /// Whether some of it does not stand with it in the text.
    pub inferred: bool,
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
        // The meeting is its author already.
        (Voice::Meeting, Some(meeting)) if speech.speaker.as_ref() != Some(&meeting.name) => {
            format!("{}的会议表述", meeting.name)
        }
        (Voice::Meeting, _) => "会议表述".to_owned(),
        (_, Some(meeting)) => format!("在{}上的发言", meeting.name),
        (_, None) => "发言".to_owned(),
    }
}
