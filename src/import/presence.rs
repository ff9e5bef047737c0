//! Adding someone to those who took part in a meeting, or raising the part of someone who is there.

use rustc_hash::FxHashMap;

use crate::model::{Meeting, Part, Participant};

use super::people::Named;

/// Whether someone spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// So the text says.
    Spoke,
    /// It does not say so.
    Silent,
}

/// Adds someone, or raises the part of someone who is there.
pub fn add(meeting: &mut Meeting, who: Named, part: Part, words: Words) {
    match meeting.participants.iter_mut().find(|p| p.name == who.name) {
        Some(there) => raise(there, who.office, part, words),
        None => meeting.participants.push(came(who, part, words)),
    }
}

/// How many are looked for one by one.
const FEW: usize = 4;

/// Adds those of a list, each as [`add`] does.
pub fn add_all(meeting: &mut Meeting, all: Vec<Named>, part: Part, words: Words) {
    // A few are looked for one by one: a meeting may have many who came one after the other.
    if all.len() <= FEW {
        for who in all {
            add(meeting, who, part, words);
        }
        return;
    }
    let mut places = Places::of(meeting);
    for who in all {
        places.add(meeting, who, part, words);
    }
}

/// Where each stands in the list of those who took part in a meeting, for those who add many.
#[derive(Clone, Debug, Default)]
pub struct Places(FxHashMap<String, usize>);

impl Places {
    /// Those of a meeting.
    pub fn of(meeting: &Meeting) -> Self {
        let mut places = FxHashMap::default();
        for (at, there) in meeting.participants.iter().enumerate() {
            places.entry(there.name.clone()).or_insert(at);
        }
        Self(places)
    }

    /// Where someone of a name stands.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// As [`add`] does; `meeting` is the one whose places these are. Where the one who was added stands.
    pub fn add(&mut self, meeting: &mut Meeting, who: Named, part: Part, words: Words) -> usize {
        if let Some(at) = self.0.get(&who.name).copied() {
            raise(&mut meeting.participants[at], who.office, part, words);
            return at;
        }
        let at = meeting.participants.len();
        self.0.insert(who.name.clone(), at);
        meeting.participants.push(came(who, part, words));
        at
    }
}

fn raise(there: &mut Participant, office: Option<String>, part: Part, words: Words) {
    there.part = there.part.max(part);
    there.spoke |= words == Words::Spoke;
    if there.office.is_none() {
        there.office = office;
    }
}

fn came(who: Named, part: Part, words: Words) -> Participant {
    Participant { person: None, name: who.name, office: who.office, part, spoke: words == Words::Spoke }
}
