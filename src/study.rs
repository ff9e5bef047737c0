//! Floor 3: answers about words across documents: `echo` finds the same or nearly the same formulation, `keywords` says
//! what a text is about. Nothing here decides what full text finds.

pub mod echo;
pub mod keywords;

pub use keywords::keywords;
