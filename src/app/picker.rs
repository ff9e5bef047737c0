//! A filterable list in a popup: help, outline, marks, palette. All of them are this one thing with other rows.

use crate::filter::{Field, Weight};
use crate::model::Locator;
use crate::text::sounds::Sounds;

use super::list::{Came, Entry, List};

/// What picking a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Runs the command of this name.
    Command(&'static str),
    /// Goes to a place.
    Place(Locator),
    /// Selects a meeting of the catalogue.
    Meeting(usize),
    /// Selects a person of the catalogue.
    Person(usize),
    /// Opens a document of the catalogue.
    Document(usize),
    /// Opens a speech: document, speech.
    Speech(usize, usize),
    /// Searches again.
    Search(usize),
    /// Nothing: a row to read.
    Nothing,
}

/// One row of a picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The keys or the kind, at the left.
    pub lead: String,
    /// What it is.
    pub name: String,
    /// What else is known, quietly.
    pub detail: String,
    /// What picking it does.
    pub pick: Pick,
}

impl Entry for Row {}

/// What a picker is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// `?`
    Help,
    /// `:`
    Palette,
    /// `o`
    Outline,
    /// `'`
    Marks,
}

/// A popup with a list and its field.
pub struct Picker {
    /// What it is for.
    pub purpose: Purpose,
    /// The rows; the filter is open from the start.
    pub list: List<Row>,
}

impl Picker {
    /// A picker over rows. Keys go to its field where `purpose` is one that one types into at once.
    pub fn new(purpose: Purpose, rows: Vec<Row>, sounds: Sounds) -> Self {
        let mut list = List::default();
        list.hear(sounds);
        list.fill(
            rows.into_iter()
                .map(|row| {
                    let fields = vec![
                        Field { text: row.name.clone(), weight: Weight::Name },
                        Field { text: row.detail.clone(), weight: Weight::Minor },
                        Field { text: row.lead.clone(), weight: Weight::Alias },
                    ];
                    (row, fields)
                })
                .collect(),
            Came::Others,
        );
        if matches!(purpose, Purpose::Palette) {
            list.open_filter();
        }
        Self { purpose, list }
    }
}
