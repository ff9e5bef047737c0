//! A meeting: an event whose proceedings the text reports. One that is only mentioned is none.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{By, Date, MeetingId, PersonId};

/// An event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// The same event in two documents has one id.
    pub id: MeetingId,
    /// Its name: 第六届长三角一体化发展高层论坛.
    pub name: String,
    /// 第六届, 2021年度.
    pub edition: Option<String>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Where it was held, as the text says it.
    pub place: Option<String>,
    /// Who chaired it.
    pub chair: Option<String>,
    /// Its theme, without quotation marks.
    pub theme: Option<String>,
    /// Documents adopted or deliberated, without book marks.
    pub adopted: Vec<String>,
    /// The edition after it.
    pub next: Option<Next>,
    /// Who took part, in the text's order.
    pub participants: Vec<Participant>,
    /// For fields (`place`, `chair` …) that the text does not say plainly.
    pub evidence: BTreeMap<String, Evidence>,
}

impl MeetingId {
    /// The id of a meeting of this name that begins on this day (empty where none is known).
    pub fn of(name: &str, day: &str) -> Self {
        // FNV-1a, as the import names the meetings that it finds.
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = format!("{name}|{day}").bytes().fold(0xcbf2_9ce4_8422_2325, fold);
        Self(format!("m-{hash:016x}"))
    }
}

/// The next edition of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// 2025年度
    pub edition: Option<String>,
    /// 江苏省
    pub place: Option<String>,
}

/// Someone who took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The person of the catalogue.
    pub person: Option<PersonId>,
    /// The name as this text spells it.
    pub name: String,
    /// The office that this text gives; None where it gives none.
    pub office: Option<String>,
    /// The highest of what they did.
    pub part: Part,
    /// Whether they spoke (a chair who also reported did).
    pub spoke: bool,
}

/// What someone did at a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Not there though named.
    Absent,
    /// There.
    Attendee,
    /// Spoke.
    Speaker,
    /// Chaired.
    Chair,
}

/// How a field is known that the text does not say plainly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Whether it was inferred.
    pub inferred: bool,
    /// Whose word it is.
    pub by: By,
    /// The words it rests on.
    pub text: String,
}
