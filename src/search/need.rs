//! What a text must hold for a query to be found in it at all: literals, all or any of them. An index names the places
//! that may hold them; it never decides.

use super::query::{Expression, Query, Term};

/// What is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A folded literal.
    Literal(String),
    /// All of these.
    All(Vec<Need>),
    /// One of these.
    Any(Vec<Need>),
    /// Nothing that could be named: every place must be looked at.
    Anything,
}

impl Query {
    /// What a paragraph must hold where this is found.
    pub fn need(&self) -> Need {
        need(&self.expression)
    }
}

fn need(expression: &Expression) -> Need {
    match expression {
        Expression::Term(Term::Words(parts)) => Need::All(parts.iter().cloned().map(Need::Literal).collect()),
        Expression::Term(Term::Regex(_)) | Expression::Not(_) => Need::Anything,
        Expression::Both(parts) => Need::All(parts.iter().map(need).collect()),
        Expression::Either(parts) => Need::Any(parts.iter().map(need).collect()),
        Expression::Near { left, right, .. } => Need::All(vec![need(left), need(right)]),
    }
}

/// What is needed where one of these literals is looked for.
pub fn any_of(literals: &[String]) -> Need {
    Need::Any(literals.iter().cloned().map(Need::Literal).collect())
}
