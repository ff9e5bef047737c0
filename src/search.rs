//! Floor 2: exact full text over folded paragraphs. Segmentation never decides what is found.

use std::ops::Range;

/// The char ranges of the non-overlapping occurrences of `query` in `text`, both folded, left to right.
pub fn occurrences(text: &str, query: &str) -> Vec<Range<usize>> {
    let text: Vec<char> = text.chars().map(crate::text::fold::fold).collect();
    let query: Vec<char> = query.chars().map(crate::text::fold::fold).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while !query.is_empty() && at + query.len() <= text.len() {
        if text.get(at..at + query.len()) == Some(query.as_slice()) {
            out.push(at..at + query.len());
            at += query.len();
        } else {
            at += 1;
        }
    }
    out
}
