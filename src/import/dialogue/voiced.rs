//! The voice that a label opens, as far as the label and the people known tell it; form and piece are for those who walk
//! through the text.

use crate::import::reading::Turn;
use crate::model::{AttributedBy, Form, Piece, Voice};
use crate::text::fold;

use super::name::Called;
use super::roster::{COURTESY, Roster};

/// A turn of a person.
pub fn person(name: String, office: Option<String>, by: AttributedBy, evidence: String) -> Turn {
    turn(Voice::Person, Some(name), office, by, evidence)
}

/// A turn of someone who is not named: what the text calls them stands for a name.
pub fn unknown(words: Option<String>, office: Option<String>, evidence: String) -> Turn {
    turn(Voice::Unknown, words, office, AttributedBy::Rule, evidence)
}

/// A turn of a voice.
pub fn turn(voice: Voice, speaker: Option<String>, office: Option<String>, by: AttributedBy, evidence: String) -> Turn {
    let piece = Piece { paragraph: 0, from: 0, to: 0 };
    Turn { voice, speaker, office, form: Form::Verbatim, piece, evidence, by, goes_on: false }
}

/// A name with or without its office; an office or a surname with one that means someone known; else what it is.
pub fn called(words: &str, called: &Called, roster: &Roster) -> Turn {
    let evidence = words.to_owned();
    match (&called.name, &called.surname, &called.office) {
        (Some(name), _, Some(office))
            if name.chars().count() == 2 && roster.named(name).is_none() && roster.surnamed(name, office).is_some() =>
        {
            let guest = roster.surnamed(name, office).map_or_else(|| name.clone(), |g| g.name.clone());
            person(guest.clone(), Some(office.clone()), AttributedBy::Inferred, format!("{words}；{guest}"))
        }
        (Some(name), _, office) => {
            // 张峰教授： whom the lead calls by an office.
            let own = office.clone().filter(|office| !COURTESY.contains(&fold::folded(office).as_str()));
            let held = || roster.named(name).and_then(|g| g.office.clone());
            let office = own.or_else(held).or_else(|| office.clone());
            person(name.clone(), office, AttributedBy::Rule, evidence)
        }
        (None, surname, Some(office)) => {
            let guest = match surname {
                Some(surname) => roster.surnamed(surname, office),
                None => roster.holder(office),
            };
            match guest {
                Some(guest) => {
                    let shown = format!("{words}；{}{}", guest.office.as_deref().unwrap_or(""), guest.name);
                    // The list says who holds the office; a surname alone leaves it to be inferred.
                    let by = if surname.is_some() { AttributedBy::Inferred } else { AttributedBy::Rule };
                    person(guest.name.clone(), Some(office.clone()), by, shown)
                }
                None if surname.is_some() => {
                    person(evidence.clone(), Some(office.clone()), AttributedBy::Rule, evidence)
                }
                None => unknown(Some(office.clone()), Some(office.clone()), evidence),
            }
        }
        _ => unknown(Some(evidence.clone()), None, evidence),
    }
}
