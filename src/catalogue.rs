//! Floor 3: what only shows across documents: persons and their offices over time, meetings that several documents
//! report. Documents come in parts; each part costs what it holds, not what is there already.
//!
//! Invariant: after documents came, went and changed, the catalogue is the one that those which are there would make if
//! they came one by one, in their order.

pub mod likeness;
pub mod persons;
pub mod reprints;
mod shingles;
mod years;

use std::collections::{BTreeMap, HashMap};

use self::persons::{Namesake, Persons};
use self::reprints::{Concerned, Reprints, named};
use self::years::{Settled, settle, unsettle};
use crate::model::{Code, Date, Document, Finding, Meeting, MeetingId, Person, Voice};

/// The documents of a library and what shows across them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<Document>,
    reprints: Reprints,
    across: Across,
}

/// Persons and meetings, as the documents tell of them one after the other.
#[derive(Clone, Debug, Default)]
struct Across {
    persons: Persons,
    meetings: Vec<Held>,
    /// Meetings whose day has no year: document and index in it, by name.
    open: HashMap<String, Vec<(usize, usize)>>,
    /// Meetings whose day is known, by name.
    dated: HashMap<String, usize>,
    meeting_of: HashMap<MeetingId, usize>,
    /// What was settled, by document, the latest last.
    settled: Vec<(usize, Settled)>,
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
            self.across.take_in(&mut document, &mut self.documents);
            for (of, finding) in self.reprints.take(&document, &self.documents) {
                self.documents.get_mut(of).unwrap_or(&mut document).findings.push(finding);
            }
            self.documents.push(document);
        }
    }

    /// Puts others in the place of documents, by index, and settles anew what shows across documents.
    pub fn replace(&mut self, with: Vec<(usize, Document)>) {
        let gone: Vec<usize> = with.iter().map(|(at, _)| *at).collect();
        self.change(&gone, with);
    }

    /// Takes documents away, by index, and puts others in, each with the index that it has from then on; gives where each
    /// that was there stands now. Texts are compared only where one of them is another than before, which is nearly all
    /// of the work; what persons and meetings are is told anew.
    pub fn change(&mut self, gone: &[usize], come: Vec<(usize, Document)>) -> Vec<Option<usize>> {
        for (at, settled) in std::mem::take(&mut self.across.settled).into_iter().rev() {
            unsettle(&mut self.documents[at], settled);
        }
        let before = std::mem::take(&mut self.documents);
        let mut goes = vec![false; before.len()];
        gone.iter().filter(|at| **at < before.len()).for_each(|at| goes[*at] = true);
        let mut come: BTreeMap<usize, Document> = come.into_iter().collect();
        let same = same_texts(&before, &goes, &come);
        let mut concerned = Concerned::default();
        for (at, document) in before.iter().enumerate().filter(|(at, _)| goes[*at] && !same.contains_key(at)) {
            self.reprints.leave(at, document, &mut concerned);
        }

        let was: HashMap<usize, usize> = same.iter().map(|(was, now)| (*now, *was)).collect();
        let mut stands = vec![None; before.len()];
        let mut kept = before.into_iter().enumerate().filter(|(at, _)| !goes[*at]);
        let (mut order, mut fresh) = (Vec::new(), Vec::new());
        let mut documents: Vec<Document> = Vec::with_capacity(goes.len() + come.len());
        loop {
            let at = documents.len();
            let (before, document) = match come.remove(&at) {
                Some(document) => {
                    fresh.push(at);
                    (was.get(&at).copied(), document)
                }
                None => match kept.next() {
                    Some((before, document)) => (Some(before), document),
                    // Further ones than there is room for stand at the end.
                    None => match come.pop_first() {
                        Some((_, document)) => {
                            fresh.push(at);
                            (None, document)
                        }
                        None => break,
                    },
                },
            };
            if let Some(before) = before {
                stands[before] = Some(at);
            }
            order.push(before);
            documents.push(document);
        }
        self.reprints.arrange(&order);
        for at in fresh {
            documents[at].findings.retain(|finding| !is_of_texts(finding));
            if order[at].is_some() {
                self.reprints.move_within(at, &mut concerned);
            } else {
                self.reprints.come(at, &documents[at], &mut concerned);
            }
        }
        let concerned = self.reprints.judge_again(concerned, &documents);

        self.across = Across::default();
        for at in 0..documents.len() {
            let (before, rest) = documents.split_at_mut(at);
            let Some(document) = rest.first_mut() else { break };
            document.findings.retain(|finding| !is_of_persons(finding));
            self.across.take_in(document, before);
        }
        self.documents = documents;
        for at in &concerned {
            self.documents[*at].findings.retain(|finding| !is_of_texts(finding));
        }
        for (of, finding) in self.reprints.told(&concerned, &self.documents) {
            self.documents[of].findings.push(finding);
        }
        stands
    }

    /// A document as it came: without what other documents tell of it.
    pub fn alone(&self, at: usize) -> Option<Document> {
        let mut document = self.documents.get(at)?.clone();
        for (_, settled) in self.across.settled.iter().rev().filter(|(of, _)| *of == at) {
            unsettle(&mut document, settled.clone());
        }
        document.findings.retain(|finding| !is_of_persons(finding) && !is_of_texts(finding));
        let participants = document.meetings.iter_mut().flat_map(|m| &mut m.participants).map(|p| &mut p.person);
        participants.chain(document.speeches.iter_mut().map(|s| &mut s.person)).for_each(|person| *person = None);
        Some(document)
    }

    /// The documents, in the order in which they were added.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The persons who are named as speaker or participant.
    pub fn persons(&self) -> &[Person] {
        self.across.persons.all()
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
        &self.across.meetings
    }
}

/// Which documents that go come again with the same name and the same words, at which index, in the same order as all
/// others that stay.
fn same_texts(before: &[Document], goes: &[bool], come: &BTreeMap<usize, Document>) -> HashMap<usize, usize> {
    let mut known: HashMap<(&str, &str), Vec<(usize, usize)>> = HashMap::new();
    let mut stay = 0;
    for (at, document) in before.iter().enumerate() {
        if goes[at] {
            known.entry((&document.source.path, named(document))).or_default().push((at, stay));
        } else {
            stay += 1;
        }
    }
    let mut out = HashMap::new();
    let mut next = 0;
    for (nth, (now, document)) in come.iter().enumerate() {
        let there = known.get(&(document.source.path.as_str(), named(document))).into_iter().flatten();
        let is_same =
            |at: usize| before[at].paragraphs.iter().map(|p| &p.text).eq(document.paragraphs.iter().map(|p| &p.text));
        let found = there.copied().find(|(at, stay)| *at >= next && *stay + nth == *now && is_same(*at));
        if let Some((at, _)) = found {
            out.insert(at, *now);
            next = at + 1;
        }
    }
    out
}

impl Across {
    /// Years, persons and meetings of the document that comes next.
    fn take_in(&mut self, document: &mut Document, before: &mut [Document]) {
        let at = before.len();
        self.settle_years(document, before);
        self.name_persons(document, before);
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
    fn name_persons(&mut self, document: &mut Document, before: &[Document]) {
        let Document { id, published, meetings, speeches, .. } = document;
        self.persons.begin(id);
        let mut namesakes: Vec<(String, String, Namesake)> = Vec::new();
        let mut meet = |name: &str, office: Option<&str>, date: Option<&Date>| {
            let (person, namesake) = self.persons.meet(name, office, date, id);
            namesakes.extend(namesake.map(|other| (name.to_owned(), office.unwrap_or_default().to_owned(), other)));
            Some(person)
        };
        for meeting in &mut *meetings {
            let date = meeting.start.as_ref().or(published.as_ref());
            for participant in &mut meeting.participants {
                participant.person = meet(&participant.name, participant.office.as_deref(), date);
            }
        }
        for speech in speeches {
            speech.person = None;
            let Some(name) = speech.speaker.as_ref().filter(|_| speech.voice == Voice::Person) else { continue };
            let held = speech.meeting.as_ref().and_then(|m| meetings.iter().find(|held| held.id == *m));
            let date = held.and_then(|m| m.start.as_ref()).or(published.as_ref());
            speech.person = meet(name, speech.office.as_deref(), date);
        }
        if namesakes.is_empty() {
            return;
        }
        // They stand before what is said of texts.
        let from = document.findings.iter().position(is_of_texts).unwrap_or(document.findings.len());
        for (nth, (name, office, other)) in namesakes.into_iter().enumerate() {
            let there = other.document.and_then(|id| before.iter().find(|d| d.id == id));
            let there = there.map_or_else(String::new, |d| format!("，见《{}》", d.title));
            let holds = document.paragraphs.iter().find(|p| p.text.contains(&name));
            let finding = Finding {
                code: Code::RoleConflict,
                message: format!("{NAMESAKE}：{name}同时称{office}与{}（{}{there}），作两人", other.office, other.day),
                spans: holds.map_or_else(Vec::new, |p| p.spans.clone()),
                evidence: format!("{office}{name}；{}{name}", other.office),
            };
            document.findings.insert(from + nth, finding);
        }
    }

    /// A day whose year the text does not give has that of a document which reports the same meeting and gives it.
    fn settle_years(&mut self, document: &mut Document, before: &mut [Document]) {
        let at = before.len();
        for index in 0..document.meetings.len() {
            let meeting = &document.meetings[index];
            if meeting.start.is_some() {
                let (told, title) = (meeting.clone(), called(document).to_owned());
                for (earlier, index) in self.open.remove(&told.name).unwrap_or_default() {
                    let Some(it) = before.get_mut(earlier) else { continue };
                    let old = it.meetings[index].id.clone();
                    self.settled.extend(settle(it, index, &told, &title).map(|settled| (earlier, settled)));
                    let settled = &it.meetings[index];
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
                let title = held.documents.first().and_then(|d| before.get(*d)).map_or("", called);
                self.settled.extend(settle(document, index, &held.meeting, title).map(|settled| (at, settled)));
            } else {
                self.open.entry(meeting.name.clone()).or_default().push((at, index));
            }
        }
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
fn called(document: &Document) -> &str {
    if document.title.is_empty() { &document.source.path } else { &document.title }
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
