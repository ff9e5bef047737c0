//! A column of a row and how much it counts.

/// One column of a row: its text and what kind of reading it allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What is matched.
    pub text: String,
    /// What it is: the name outweighs the rest.
    pub weight: Weight,
}

/// How much a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// An office, a place, a date.
    Minor,
    /// Another spelling.
    Alias,
    /// The name of a person: surname readings first.
    PersonName,
    /// The name of anything else.
    Name,
}
