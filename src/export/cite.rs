//! Citations of a document, a paragraph or a speech: GB/T 7714—2015, BibTeX, CSL-JSON. A date that the text does not give
//! plainly is marked as inferred in every style. What the source does not say is left out, never made up.

mod bibtex;
mod csl;
mod gbt7714;
pub mod place;
mod work;

pub use place::{Fault, Place, at, locate};

use work::Work;

/// The style of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// GB/T 7714—2015, one line.
    Gbt7714,
    /// One entry.
    Bibtex,
    /// An array of one item.
    CslJson,
}

/// The citation of a place, without a line feed at its end.
pub fn citation(place: &Place, style: Style) -> String {
    let work = Work::of(place);
    match style {
        Style::Gbt7714 => gbt7714::line(&work),
        Style::Bibtex => bibtex::entry(&work),
        Style::CslJson => csl::items(&work),
    }
}

#[cfg(test)]
pub(crate) mod tests;
