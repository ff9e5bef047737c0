//! What is wrong with a query, and where: one line that points at a char of what was typed.

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Char of the query at which it is wrong, from 0.
    pub at: usize,
    /// What is wrong and what to do, Chinese first.
    pub message: String,
}

impl Fault {
    pub(super) fn new(at: usize, message: &str) -> Self {
        Self { at, message: message.to_owned() }
    }
}
