//! The rows of the shelf and of the speeches, made from the catalogue, in the order that was asked for.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::catalogue::Catalogue;
use crate::config::Lang;
use crate::filter::{Field, Weight};
use crate::model::{Date, Document, Person, PersonId};

use super::list::{Entry, Fields};
use super::region::{Order, Tab};
use super::tones::Tones;
use super::words;

/// What a row of the shelf stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Index of the meeting in the catalogue.
    Meeting(usize),
    /// The person.
    Person(PersonId),
    /// Index of the document in the catalogue.
    Document(usize),
}

/// A row of the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub key: Key,
    /// The group that it stands in (a year); empty where the list has no groups.
    pub group: String,
    /// The column before the name (month and day).
    pub lead: String,
    /// The name.
    pub name: String,
    /// Quietly after the name (office, place).
    pub detail: String,
    /// At the right (number of speeches).
    pub tail: String,
    /// The number that picks the voice's colour; None where it has none.
    pub tone: Option<u32>,
    sort: Sort,
}

impl Entry for Row {
    fn group(&self) -> Option<&str> {
        Some(&self.group)
    }
}

impl Entry for SpeechRow {}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Sort {
    date: String,
    number: usize,
}

/// A row of the speeches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechRow {
    /// Index of the document.
    pub document: usize,
    /// Index of the speech in it.
    pub speech: usize,
    /// The speaker; of a person's speeches the meeting.
    pub name: String,
    /// The office; of a person's speeches the date.
    pub detail: String,
    /// The form.
    pub form: &'static str,
    /// Length in chars.
    pub length: usize,
    /// The number that picks the voice's colour.
    pub tone: Option<u32>,
    date: String,
}

/// What leads the row of a reprint under that of the first.
const UNDER: &str = "  ↳";

/// Whether the reprints of a text stand under it or behind its row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reprints {
    /// One row stands for all.
    #[default]
    Folded,
    /// Each has a row of its own, under that of the first.
    Unfolded,
}

/// The rows of a tab in an order.
pub fn rows(
    catalogue: &Catalogue,
    tones: &Tones,
    tab: Tab,
    order: Order,
    reprints: Reprints,
    lang: Lang,
) -> Vec<(Row, Fields)> {
    let mut rows: Vec<(Row, Fields)> = match tab {
        Tab::Meetings => (0..catalogue.meetings().len()).map(|m| meeting(catalogue, m)).collect(),
        Tab::People => {
            let counts = speech_counts(catalogue);
            let count = |p: &Person| counts.get(&p.id).copied().unwrap_or(0);
            catalogue.persons().iter().map(|p| person(p, count(p), tones)).collect()
        }
        Tab::Documents => {
            let firsts = catalogue.documents().iter().enumerate().filter(|(at, _)| !catalogue.is_reprint(*at));
            firsts.map(|(at, it)| document(at, it, catalogue.reprints(at).len())).collect()
        }
    };
    match order {
        Order::Text => {}
        Order::Date => rows.sort_by(|a, b| b.0.sort.date.cmp(&a.0.sort.date)),
        Order::Name => rows.sort_by_cached_key(|r| reading(name(catalogue, &r.0))),
        Order::Office => {
            rows.sort_by(|a, b| (a.0.detail.is_empty(), &a.0.detail).cmp(&(b.0.detail.is_empty(), &b.0.detail)));
        }
        Order::Place => rows.sort_by(|a, b| {
            let (a, b) = (place(catalogue, &a.0), place(catalogue, &b.0));
            (a.is_empty(), a).cmp(&(b.is_empty(), b))
        }),
        Order::Number => rows.sort_by_key(|r| Reverse(r.0.sort.number)),
        Order::Length => rows.sort_by_cached_key(|r| Reverse(length(catalogue, &r.0))),
    }
    if tab == Tab::Documents && reprints == Reprints::Unfolded {
        rows = unfolded(catalogue, rows);
    }
    let grouped = order == Order::Date && tab != Tab::People;
    for (row, _) in &mut rows {
        if grouped {
            row.group = match row.sort.date.split('-').next() {
                Some(year) if !year.is_empty() => year.to_owned(),
                _ => lang.pick("日期不详", "No date").to_owned(),
            };
        } else if tab != Tab::People && row.lead != UNDER {
            row.lead.clone_from(&row.sort.date);
        }
    }
    rows
}

fn speech_counts(catalogue: &Catalogue) -> FxHashMap<&PersonId, usize> {
    let mut counts = FxHashMap::default();
    for person in catalogue.documents().iter().flat_map(|d| &d.speeches).filter_map(|s| s.person.as_ref()) {
        *counts.entry(person).or_insert(0) += 1;
    }
    counts
}

/// The name that a row is sorted by: of a document its own title, whatever it is shown as.
fn name<'a>(catalogue: &'a Catalogue, row: &'a Row) -> &'a str {
    match row.key {
        Key::Document(at) => catalogue.documents().get(at).map_or("", |d| d.title.as_str()),
        Key::Meeting(_) | Key::Person(_) => &row.name,
    }
}

/// The place that a row is sorted by: only meetings have one.
fn place<'a>(catalogue: &'a Catalogue, row: &Row) -> &'a str {
    let Key::Meeting(at) = row.key else { return "" };
    catalogue.meetings().get(at).and_then(|held| held.meeting.place.as_deref()).unwrap_or_default()
}

/// The length that a row is sorted by, in chars: only documents have one.
fn length(catalogue: &Catalogue, row: &Row) -> usize {
    let Key::Document(at) = row.key else { return 0 };
    let paragraphs = catalogue.documents().get(at).map_or(&[][..], |d| &d.paragraphs[..]);
    paragraphs.iter().map(|p| p.text.chars().count()).sum()
}

fn field(text: &str, weight: Weight) -> Field {
    Field { text: text.to_owned(), weight }
}

fn value(date: Option<&Date>) -> String {
    date.map_or_else(String::new, |d| d.value.clone())
}

/// Month and day of a date, as much as there is.
fn month_day(date: &str) -> String {
    date.split_once('-').map_or(String::new(), |(_, rest)| rest.to_owned())
}

fn number(count: usize) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

fn meeting(catalogue: &Catalogue, at: usize) -> (Row, Fields) {
    let held = &catalogue.meetings()[at];
    let meeting = &held.meeting;
    let date = value(meeting.start.as_ref());
    let count = speeches_of_meeting(catalogue, at).len();
    let row = Row {
        key: Key::Meeting(at),
        group: String::new(),
        lead: month_day(&date),
        name: meeting.name.clone(),
        detail: meeting.place.clone().unwrap_or_default(),
        tail: number(count),
        tone: None,
        sort: Sort { number: count, date },
    };
    (row, super::rows::meeting(meeting))
}

fn person(person: &Person, count: usize, tones: &Tones) -> (Row, Fields) {
    let office = person.offices.last();
    let row = Row {
        key: Key::Person(person.id.clone()),
        group: String::new(),
        lead: String::new(),
        name: person.name.clone(),
        detail: office.map_or_else(String::new, |o| o.office.clone()),
        tail: number(count),
        tone: Some(tones.of(&person.name)),
        sort: Sort { date: office.map_or_else(String::new, |o| value(o.last.as_ref())), number: count },
    };
    (row, super::rows::person(person))
}

/// The rows with those of the reprints under that of the first; they stand in its group.
fn unfolded(catalogue: &Catalogue, rows: Vec<(Row, Fields)>) -> Vec<(Row, Fields)> {
    let mut out = Vec::with_capacity(catalogue.documents().len());
    for (row, fields) in rows {
        let Key::Document(first) = row.key else { continue };
        let date = row.sort.date.clone();
        out.push((row, fields));
        for &at in catalogue.reprints(first).iter().skip(1) {
            let Some(reprint) = catalogue.documents().get(at) else { continue };
            let (mut row, fields) = document(at, reprint, 0);
            UNDER.clone_into(&mut row.lead);
            row.sort.date.clone_from(&date);
            out.push((row, fields));
        }
    }
    out
}

/// The row of a document that stands for so many, itself among them.
fn document(at: usize, document: &Document, copies: usize) -> (Row, Fields) {
    let date = words::document_date(document);
    let row = Row {
        key: Key::Document(at),
        group: String::new(),
        lead: month_day(&date),
        name: words::title(document),
        detail: document.publisher.clone().unwrap_or_default(),
        tail: match copies {
            0 | 1 => number(document.speeches.len()),
            copies => format!("×{copies} {}", number(document.speeches.len())).trim_end().to_owned(),
        },
        tone: None,
        sort: Sort { number: document.speeches.len(), date },
    };
    (row, super::rows::document(document))
}

/// The reading of a name, for sorting: the usual reading of each hanzi, other characters as they are.
fn reading(name: &str) -> String {
    name.chars()
        .flat_map(|c| {
            let reading = crate::pinyin::readings(c).next().unwrap_or("");
            reading.chars().chain(reading.is_empty().then_some(c)).chain(std::iter::once('\u{1}'))
        })
        .collect()
}

/// The speeches of a meeting in all documents that report it, as (document, speech).
pub fn speeches_of_meeting(catalogue: &Catalogue, meeting: usize) -> Vec<(usize, usize)> {
    let Some(held) = catalogue.meetings().get(meeting) else { return Vec::new() };
    let mut out = Vec::new();
    for &document in &held.documents {
        let speeches = catalogue.documents().get(document).map_or(&[][..], |d| &d.speeches[..]);
        out.extend(
            speeches
                .iter()
                .enumerate()
                .filter(|(_, s)| s.meeting.as_ref() == Some(&held.meeting.id))
                .map(|(at, _)| (document, at)),
        );
    }
    out
}

/// The speeches of a person, oldest first, as (document, speech).
pub fn speeches_of_person(catalogue: &Catalogue, person: &PersonId) -> Vec<(usize, usize)> {
    let mut out: Vec<(String, usize, usize)> = Vec::new();
    for (at, document) in catalogue.documents().iter().enumerate() {
        for (index, speech) in document.speeches.iter().enumerate() {
            if speech.person.as_ref() == Some(person) {
                out.push((words::speech_date(document, speech), at, index));
            }
        }
    }
    out.sort();
    out.into_iter().map(|(_, document, speech)| (document, speech)).collect()
}

/// The rows of the speeches of what is selected on the shelf.
pub fn speech_rows(
    catalogue: &Catalogue,
    tones: &Tones,
    key: Option<&Key>,
    order: Order,
    lang: Lang,
) -> Vec<(SpeechRow, Fields)> {
    let speeches = match key {
        None => Vec::new(),
        Some(Key::Meeting(meeting)) => speeches_of_meeting(catalogue, *meeting),
        Some(Key::Person(person)) => speeches_of_person(catalogue, person),
        Some(Key::Document(document)) => {
            let count = catalogue.documents().get(*document).map_or(0, |d| d.speeches.len());
            (0..count).map(|speech| (*document, speech)).collect()
        }
    };
    let of_person = matches!(key, Some(Key::Person(_)));
    let row = |(at, index): (usize, usize)| {
        let document = catalogue.documents().get(at)?;
        let speech = document.speeches.get(index)?;
        let date = words::speech_date(document, speech);
        let held = speech.meeting.as_ref().and_then(|id| document.meetings.iter().find(|m| m.id == *id));
        let place = held.map_or_else(|| words::title(document), |m| m.name.clone());
        let voice = words::speech(speech, lang);
        let office = words::office(speech, &voice).unwrap_or_default().to_owned();
        let (name, detail) = if of_person { (place.clone(), date.clone()) } else { (voice, office.clone()) };
        let fields = vec![
            field(&name, if of_person { Weight::Name } else { Weight::PersonName }),
            field(&office, Weight::Minor),
            field(if of_person { &date } else { &place }, Weight::Minor),
        ];
        let length = speech.text.chars().filter(|c| !c.is_whitespace()).count();
        let form = words::form(speech.form, lang);
        let tone = tones.of_speech(speech);
        Some((SpeechRow { document: at, speech: index, name, detail, form, length, tone, date }, fields))
    };
    let mut rows: Vec<(SpeechRow, Fields)> = speeches.into_iter().filter_map(row).collect();
    match order {
        Order::Name => rows.sort_by_cached_key(|r| reading(&r.0.name)),
        Order::Office => rows.sort_by(|a, b| a.0.detail.cmp(&b.0.detail)),
        Order::Length => rows.sort_by_key(|r| Reverse(r.0.length)),
        Order::Date => rows.sort_by(|a, b| b.0.date.cmp(&a.0.date)),
        Order::Text | Order::Place | Order::Number => {}
    }
    rows
}
