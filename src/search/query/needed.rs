//! What a paragraph must hold where a query is found in it, told from the query alone.

use super::{Expression, Query, Term};
use crate::search::need::Need;
use crate::search::scan::WILD;

impl Query {
    /// What a paragraph must hold where this is found.
    pub fn need(&self) -> Need {
        need(&self.expression)
    }
}

fn need(expression: &Expression) -> Need {
    match expression {
        Expression::Term(Term::Words(parts)) => {
            let mut parts = parts.iter().map(|word| Need::Literal(word.text.clone()));
            let first = parts.next().unwrap_or(Need::Anything);
            parts.fold(first, |all, part| all.near(part, WILD))
        }
        Expression::Term(Term::Regex(regex)) => regex.need.clone(),
        Expression::Not(_) | Expression::Anything => Need::Anything,
        Expression::Both(parts) => Need::All(parts.iter().map(need).collect()),
        Expression::Either(parts) => Need::Any(parts.iter().map(need).collect()),
        Expression::Near { left, right, within } if is_placed(left) && is_placed(right) => {
            need(left).near(need(right), *within)
        }
        Expression::Near { left, right, .. } => Need::All(vec![need(left), need(right)]),
    }
}

/// Whether what is needed is all that is found: a regular expression may reach farther than the literals that it needs.
fn is_placed(expression: &Expression) -> bool {
    match expression {
        Expression::Term(Term::Words(_)) => true,
        Expression::Term(Term::Regex(_)) | Expression::Both(_) | Expression::Not(_) | Expression::Anything => false,
        Expression::Either(parts) => parts.iter().all(is_placed),
        Expression::Near { left, right, .. } => is_placed(left) && is_placed(right),
    }
}
