//! A card: what is known of one thing, as rows of a label and a text; how wide they are is the screen's business.

use super::effect::Ticket;

/// One row of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is; empty where it goes on with the row above.
    pub label: String,
    /// What is known.
    pub text: String,
}

/// A popup that tells what is known of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its name.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// First row that is shown.
    pub top: usize,
    pub(super) waits_for: Option<Ticket>,
}
