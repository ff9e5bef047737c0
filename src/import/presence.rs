//! Adding someone to those who took part in a meeting, or raising the part of someone who is there.

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
    let spoke = words == Words::Spoke;
    if let Some(there) = meeting.participants.iter_mut().find(|p| p.name == who.name) {
        there.part = there.part.max(part);
        there.spoke |= spoke;
        if there.office.is_none() {
            there.office = who.office;
        }
        return;
    }
    meeting.participants.push(Participant { person: None, name: who.name, office: who.office, part, spoke });
}
