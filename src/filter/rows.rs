//! The folded text of all rows in one string, with the ends of columns and rows: what an index over many rows can afford
//! (no allocation a row). Nothing here matches.

use super::field::{Field, Weight};
use crate::text::fold::fold_into;

/// Rows of columns.
#[derive(Default)]
pub struct Rows {
    text: String,
    /// For each column of each row: the byte after its last, and its weight.
    columns: Vec<(u32, Weight)>,
    /// For each row: the column after its last.
    ends: Vec<u32>,
}

impl Rows {
    /// Adds a row. What does not fit into 4 GiB of folded text stays empty and is not found.
    pub fn push(&mut self, fields: &[Field]) {
        for field in fields {
            if u32::try_from(self.text.len() + 2 * field.text.len()).is_ok() {
                fold_into(&field.text, &mut self.text);
            }
            self.columns.push((self.text.len() as u32, field.weight));
        }
        self.ends.push(self.columns.len() as u32);
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The columns of a row: folded text and weight.
    pub fn columns(&self, row: usize) -> impl Iterator<Item = (&str, Weight)> {
        let first = row.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let last = self.ends[row] as usize;
        let mut start = first.checked_sub(1).map_or(0, |before| self.columns[before].0 as usize);
        self.columns.get(first..last).unwrap_or_default().iter().map(move |&(end, weight)| {
            let from = std::mem::replace(&mut start, end as usize);
            (self.text.get(from..end as usize).unwrap_or_default(), weight)
        })
    }

    /// Gives back memory that growing has set aside.
    pub fn settle(&mut self) {
        self.text.shrink_to_fit();
        self.columns.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.text.capacity() + self.columns.capacity() * size_of::<(u32, Weight)>() + self.ends.capacity() * 4
    }
}
