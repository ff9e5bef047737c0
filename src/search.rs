//! Floor 2: exact full text over folded paragraphs. Segmentation never decides what is found: what `contains` finds on the
//! folded text is found, completely and without overlap, and nothing else.
//! `query` reads what was typed (`limits` what limits it, `regular` regular expressions), `scan` finds it in one paragraph, `corpus` in all of them in memory,
//! `segment` where an index holds them; `texts` is a library in parts of both.

pub mod corpus;
pub mod fault;
pub mod limits;
pub mod need;
pub mod positions;
pub mod query;
pub mod regular;
mod scan;
pub mod segment;
pub mod texts;

use std::ops::Range;

use crate::text::fold::folded;

/// The char ranges of the non-overlapping occurrences of `query` in `text`, left to right. Both are folded here.
pub fn occurrences(text: &str, query: &str) -> Vec<Range<usize>> {
    let (text, query) = (folded(text), folded(query));
    chars(&text, scan::literal(text.as_bytes(), &query))
}

/// The char ranges that byte ranges of a text are; these must be in order and must not overlap.
fn chars(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let (mut byte, mut char) = (0, 0);
    let mut to = |at: usize| {
        char += text.get(byte..at).map_or(0, |passed| passed.chars().count());
        byte = at;
        char
    };
    ranges.into_iter().map(|range| to(range.start)..to(range.end)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn occurrences_are_chars_and_do_not_overlap() {
        let check = |text: &str, query: &str, expected: &[Range<usize>]| {
            assert_eq!(occurrences(text, query), expected, "{query} in {text}");
        };
        check("高质量发展，推动高质量發展", "质量发展", &[1..5, 9..13]);
        check("哈哈哈哈哈", "哈哈", &[0..2, 2..4]);
        check("ＡＢＣ abc", "Abc", &[0..3, 4..7]);
        check("一体化", "", &[]);
        check("", "一体化", &[]);
    }

    proptest! {
        #[test]
        fn what_a_plain_scan_finds(text in "[一-丆臺台aAＡ ]{0,40}", query in "[一-丆臺台aAＡ ]{0,3}") {
            let (chars, wanted): (Vec<char>, Vec<char>) = (folded(&text).chars().collect(), folded(&query).chars().collect());
            let (mut expected, mut at) = (Vec::new(), 0);
            while !wanted.is_empty() && at + wanted.len() <= chars.len() {
                if chars[at..at + wanted.len()] == wanted[..] {
                    expected.push(at..at + wanted.len());
                    at += wanted.len();
                } else {
                    at += 1;
                }
            }
            prop_assert_eq!(occurrences(&text, &query), expected);
        }
    }
}
