//! A person: a name with its offices over time and its other spellings.

use serde::{Deserialize, Serialize};

use super::{Date, DocumentId, PersonId};

/// Someone named as speaker or participant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Within the library.
    pub id: PersonId,
    /// The name, without spaces.
    pub name: String,
    /// Other spellings: 李強, 李 强.
    pub aliases: Vec<String>,
    /// Offices, oldest first.
    pub offices: Vec<Office>,
}

/// An office as documents show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// 上海市委书记
    pub office: String,
    /// 上海市委, where the office says it.
    pub organisation: Option<String>,
    /// First day that a document shows it.
    pub first: Option<Date>,
    /// Last day that a document shows it.
    pub last: Option<Date>,
    /// The documents.
    pub documents: Vec<DocumentId>,
}
