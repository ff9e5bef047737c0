//! Floor 3: what only shows across documents: persons and their offices over time, meetings that several documents
//! report. Documents come in parts; each part costs what it holds, not what is there already.

pub mod likeness;
pub mod persons;
pub mod reprints;

use std::collections::HashMap;

use self::persons::{Namesake, Persons};
use self::reprints::Reprints;
use crate::model::{By, Code, Date, Document, Finding, Meeting, MeetingId, Person, Voice};

/// The documents of a library and what shows across them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<Document>,
    persons: Persons,
    meetings: Vec<Held>,
    reprints: Reprints,
    /// Meetings whose day has no year: document and index in it, by name.
    open: HashMap<String, Vec<(usize, usize)>>,
    /// Meetings whose day is known, by name.
    dated: HashMap<String, usize>,
    meeting_of: HashMap<MeetingId, usize>,
}

/// A meeting as the documents that report it tell it.
#[derive(Clone, Debug)]
pub struct Held {
    /// The fullest account: fields that one document leaves open are taken from another.
    pub meeting: Meeting,
    /// Indices of the documents that report it.
    pub documents: Vec<usize>,
}

impl Catalogue {
    /// Adds documents in the order given and settles what only shows across them. `person` of speeches and participants
    /// is filled in here.
    pub fn extend(&mut self, documents: Vec<Document>) {
        for mut document in documents {
            // What was said across documents is said anew.
            document.findings.retain(|finding| !is_of_persons(finding) && !is_of_texts(finding));
            self.take_in(&mut document);
            for told in self.reprints.take(&document, &self.documents) {
                match self.documents.get_mut(told.document) {
                    Some(earlier) => earlier.findings.push(told.finding),
                    None => document.findings.push(told.finding),
                }
            }
            self.documents.push(document);
        }
    }

    /// Puts others in the place of documents, by index, and settles anew what shows across documents. Where each has the
    /// title and the words of the one before, as after a correction, what the texts have in common stays as it is: to
    /// compare them is nearly all of the work.
    pub fn replace(&mut self, with: Vec<(usize, Document)>) {
        let Self { mut documents, reprints, .. } = std::mem::take(self);
        let mut same = true;
        for (at, mut fresh) in with {
            let Some(before) = documents.get_mut(at) else { continue };
            let words = before.paragraphs.iter().map(|p| &p.text);
            same &= before.title == fresh.title && words.eq(fresh.paragraphs.iter().map(|p| &p.text));
            fresh.findings.retain(|finding| !is_of_texts(finding));
            fresh.findings.extend(before.findings.drain(..).filter(is_of_texts));
            *before = fresh;
        }
        if !same {
            return self.extend(documents);
        }
        self.reprints = reprints;
        for mut document in documents {
            document.findings.retain(|finding| !is_of_persons(finding));
            self.take_in(&mut document);
            self.documents.push(document);
        }
    }

    /// Years, persons and meetings of the document that comes next.
    fn take_in(&mut self, document: &mut Document) {
        let at = self.documents.len();
        self.settle_years(at, document);
        self.name_persons(document);
        for meeting in &document.meetings {
            let known = self.meeting_of.get(&meeting.id).copied();
            if meeting.start.is_some() {
                self.dated.entry(meeting.name.clone()).or_insert(known.unwrap_or(self.meetings.len()));
            }
            if let Some(known) = known {
                let held = &mut self.meetings[known];
                if held.documents.last() != Some(&at) {
                    held.documents.push(at);
                }
                merge(&mut held.meeting, meeting);
            } else {
                self.meeting_of.insert(meeting.id.clone(), self.meetings.len());
                self.meetings.push(Held { meeting: meeting.clone(), documents: vec![at] });
            }
        }
    }

    /// Gives everyone who is named as speaker or participant their person.
    fn name_persons(&mut self, document: &mut Document) {
        let id = document.id.clone();
        let published = document.published.clone();
        let mut namesakes: Vec<(String, String, Namesake)> = Vec::new();
        let mut meet = |name: &str, office: Option<&str>, date: Option<&Date>| {
            let (person, namesake) = self.persons.meet(name, office, date, &id);
            namesakes.extend(namesake.map(|other| (name.to_owned(), office.unwrap_or_default().to_owned(), other)));
            Some(person)
        };
        for meeting in &mut document.meetings {
            let date = meeting.start.clone().or_else(|| published.clone());
            for participant in &mut meeting.participants {
                participant.person = meet(&participant.name, participant.office.as_deref(), date.as_ref());
            }
        }
        for speech in document.speeches.iter_mut().filter(|s| s.voice == Voice::Person) {
            let held = speech.meeting.as_ref().and_then(|m| document.meetings.iter().find(|held| held.id == *m));
            let date = held.and_then(|m| m.start.clone()).or_else(|| published.clone());
            if let Some(name) = &speech.speaker {
                speech.person = meet(name, speech.office.as_deref(), date.as_ref());
            }
        }
        for (name, office, other) in namesakes {
            let there = other.document.and_then(|id| self.documents.iter().find(|d| d.id == id));
            let there = there.map_or_else(String::new, |d| format!("，见《{}》", d.title));
            let holds = document.paragraphs.iter().find(|p| p.text.contains(&name));
            document.findings.push(Finding {
                code: Code::RoleConflict,
                message: format!("{NAMESAKE}：{name}同时称{office}与{}（{}{there}），作两人", other.office, other.day),
                spans: holds.map_or_else(Vec::new, |p| p.spans.clone()),
                evidence: format!("{office}{name}；{}{name}", other.office),
            });
        }
    }

    /// A day whose year the text does not give has that of a document which reports the same meeting and gives it.
    fn settle_years(&mut self, at: usize, document: &mut Document) {
        for index in 0..document.meetings.len() {
            let meeting = &document.meetings[index];
            if meeting.start.is_some() {
                let (told, title) = (meeting.clone(), named(document).to_owned());
                for (earlier, index) in self.open.remove(&told.name).unwrap_or_default() {
                    let Some(earlier) = self.documents.get_mut(earlier) else { continue };
                    let old = earlier.meetings[index].id.clone();
                    settle(earlier, index, &told, &title);
                    let settled = &earlier.meetings[index];
                    if settled.start.is_some()
                        && let Some(held) = self.meeting_of.remove(&old)
                    {
                        self.meetings[held].meeting.id = settled.id.clone();
                        merge(&mut self.meetings[held].meeting, settled);
                        self.meeting_of.insert(settled.id.clone(), held);
                    }
                }
                continue;
            }
            if let Some(held) = self.dated.get(&meeting.name).and_then(|at| self.meetings.get(*at)) {
                let title = held.documents.first().and_then(|d| self.documents.get(*d)).map_or("", named);
                let (told, title) = (held.meeting.clone(), title.to_owned());
                settle(document, index, &told, &title);
            } else {
                self.open.entry(meeting.name.clone()).or_default().push((at, index));
            }
        }
    }

    /// The documents again, for a catalogue to be made anew after one of them changed.
    pub fn into_documents(self) -> Vec<Document> {
        self.documents
    }

    /// The documents, in the order in which they were added.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The persons who are named as speaker or participant.
    pub fn persons(&self) -> &[Person] {
        self.persons.all()
    }

    /// The documents that are one text as a document is, the first of them first; empty where it is alone.
    pub fn reprints(&self, at: usize) -> &[usize] {
        self.reprints.of(at)
    }

    /// Whether a document reprints one that was added before it.
    pub fn is_reprint(&self, at: usize) -> bool {
        self.reprints.is_reprint(at)
    }

    /// The meetings, each once.
    pub fn meetings(&self) -> &[Held] {
        &self.meetings
    }
}

/// What begins the finding of two persons of one name.
const NAMESAKE: &str = "同名异人";

/// Whether a finding tells of two persons of one name: import makes none of these.
fn is_of_persons(finding: &Finding) -> bool {
    finding.code == Code::RoleConflict && finding.message.starts_with(NAMESAKE)
}

/// Whether a finding tells what texts have in common, across documents: import tells it of one source.
fn is_of_texts(finding: &Finding) -> bool {
    let alike = matches!(finding.code, Code::NearDuplicate | Code::DuplicateArticle | Code::SynonymSubstitution);
    alike && finding.message.starts_with(reprints::WITH)
}

/// What a document is called: its title, else its path.
fn named(document: &Document) -> &str {
    if document.title.is_empty() { &document.source.path } else { &document.title }
}

/// Gives a meeting the days that another account gives, where month and day are those of its own words.
fn settle(document: &mut Document, index: usize, told: &Meeting, title: &str) {
    let Some(start) = &told.start else { return };
    let mut parts = start.value.split('-').skip(1).map(|part| part.trim_start_matches('0'));
    let (Some(month), Some(day)) = (parts.next(), parts.next()) else { return };
    let words = format!("{month}月{day}日");
    let own = document.findings.iter_mut().find(|f| f.code == Code::DateInferred && f.evidence.contains(&words));
    let Some(finding) = own else { return };
    let evidence = format!("{words}；《{title}》：{}", start.evidence);
    finding.evidence = format!("{}；《{title}》", finding.evidence);
    let date = |date: &Date| Date { inferred: true, by: By::Rule, evidence: evidence.clone(), ..date.clone() };
    let old = document.meetings[index].id.clone();
    let meeting = &mut document.meetings[index];
    meeting.start = Some(date(start));
    meeting.end = told.end.as_ref().map(date);
    meeting.id = told.id.clone();
    for speech in document.speeches.iter_mut().filter(|speech| speech.meeting.as_ref() == Some(&old)) {
        speech.meeting = Some(told.id.clone());
    }
}

/// Fills what one account leaves open from another.
fn merge(into: &mut Meeting, from: &Meeting) {
    fn fill<T: Clone>(into: &mut Option<T>, from: Option<&T>) {
        if into.is_none() {
            *into = from.cloned();
        }
    }
    fill(&mut into.edition, from.edition.as_ref());
    fill(&mut into.start, from.start.as_ref());
    fill(&mut into.end, from.end.as_ref());
    fill(&mut into.place, from.place.as_ref());
    fill(&mut into.chair, from.chair.as_ref());
    fill(&mut into.theme, from.theme.as_ref());
    fill(&mut into.next, from.next.as_ref());
    for title in &from.adopted {
        if !into.adopted.contains(title) {
            into.adopted.push(title.clone());
        }
    }
    for participant in &from.participants {
        match into.participants.iter_mut().find(|p| p.name == participant.name) {
            Some(there) => {
                there.part = there.part.max(participant.part);
                there.spoke |= participant.spoke;
            }
            None => into.participants.push(participant.clone()),
        }
    }
}
