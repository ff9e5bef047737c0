//! Floor 3: what only shows across documents: persons and their offices over time, meetings that several documents
//! report. Documents come in parts; each part costs what it holds, not what is there already.

use std::collections::HashMap;

use crate::model::{Date, Document, DocumentId, Meeting, MeetingId, Office, Person, PersonId, Voice};
use crate::text::fold;

/// The documents of a library and what shows across them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<Document>,
    persons: Vec<Person>,
    meetings: Vec<Held>,
    person_of: HashMap<String, usize>,
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
            let at = self.documents.len();
            self.name_persons(&mut document);
            for meeting in &document.meetings {
                if let Some(&known) = self.meeting_of.get(&meeting.id) {
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
            self.documents.push(document);
        }
    }

    /// Gives everyone who is named as speaker or participant their person.
    fn name_persons(&mut self, document: &mut Document) {
        let id = document.id.clone();
        let published = document.published.clone();
        for meeting in &mut document.meetings {
            let date = meeting.start.clone().or_else(|| published.clone());
            for participant in &mut meeting.participants {
                participant.person =
                    Some(self.person(&participant.name, participant.office.as_deref(), date.as_ref(), &id));
            }
        }
        for speech in document.speeches.iter_mut().filter(|s| s.voice == Voice::Person) {
            let held = speech.meeting.as_ref().and_then(|m| document.meetings.iter().find(|held| held.id == *m));
            let date = held.and_then(|m| m.start.clone()).or_else(|| published.clone());
            if let Some(name) = &speech.speaker {
                speech.person = Some(self.person(name, speech.office.as_deref(), date.as_ref(), &id));
            }
        }
    }

    /// The person of a name; a new office or a new day of one is added.
    fn person(&mut self, name: &str, office: Option<&str>, date: Option<&Date>, document: &DocumentId) -> PersonId {
        let key = fold::folded(name);
        let at = *self.person_of.entry(key.clone()).or_insert_with(|| {
            self.persons.push(Person {
                id: PersonId(format!("p-{key}")),
                name: name.to_owned(),
                aliases: Vec::new(),
                offices: Vec::new(),
            });
            self.persons.len() - 1
        });
        let person = &mut self.persons[at];
        if person.name != name && !person.aliases.iter().any(|a| a == name) {
            person.aliases.push(name.to_owned());
        }
        if let Some(office) = office {
            add_office(person, office, date, document);
        }
        person.id.clone()
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
        &self.persons
    }

    /// The meetings, each once.
    pub fn meetings(&self) -> &[Held] {
        &self.meetings
    }
}

fn add_office(person: &mut Person, office: &str, date: Option<&Date>, document: &DocumentId) {
    let value = |date: &Option<Date>| date.as_ref().map(|d| d.value.clone());
    if let Some(held) = person.offices.iter_mut().find(|o| o.office == office) {
        if let Some(date) = date {
            if value(&held.first).is_none_or(|first| date.value < first) {
                held.first = Some(date.clone());
            }
            if value(&held.last).is_none_or(|last| date.value > last) {
                held.last = Some(date.clone());
            }
        }
        if !held.documents.contains(document) {
            held.documents.push(document.clone());
        }
    } else {
        let organisation = crate::text::office::organisation(office).map(|(organisation, _)| organisation.to_owned());
        person.offices.push(Office {
            office: office.to_owned(),
            organisation,
            first: date.cloned(),
            last: date.cloned(),
            documents: vec![document.clone()],
        });
    }
    person.offices.sort_by_key(|o| value(&o.first));
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
