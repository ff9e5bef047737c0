//! Floor 2: JSON of the contract, Markdown, citations. Strings out, nothing written.
