//! Floor 2: JSON of the contract, Markdown, citations. Strings out, nothing written to a file.

pub mod cite;
pub mod json;
pub mod markdown;
