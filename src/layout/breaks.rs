//! Where UAX 14 allows a row to end. Between two Han it always does, and the common marks close and let go: only what
//! stands between is asked of the segmenter, each stretch with the Han at its sides, beyond which no rule looks.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

const SEGMENTER: LineSegmenterBorrowed<'static> = LineSegmenter::new_neo_for_non_complex_scripts(defaults());

/// The options of UAX 14 as it stands.
const fn defaults() -> LineBreakOptions<'static> {
    let mut options = LineBreakOptions::default();
    options.strictness = None;
    options
}

/// Han of class ID.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Marks of class CL and NS that stand between Han.
const fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：')
}

/// The bytes at which a row may end, in order; the end of the text is the last.
pub fn breaks(text: &str) -> Vec<usize> {
    let mut out = Vec::with_capacity(text.len() / 3 + 1);
    let mut chars = text.char_indices().peekable();
    // Where the stretch that the segmenter must see began.
    let mut doubtful: Option<usize> = None;
    while let Some((start, c)) = chars.next() {
        let Some(&(end, next)) = chars.peek() else { break };
        let known = match (is_han(c), is_han(next)) {
            (true, true) => Some(true),
            (true, false) if is_mark(next) => Some(false),
            (false, true) if is_mark(c) => Some(true),
            _ => None,
        };
        match (known, doubtful) {
            (None, None) => doubtful = Some(start),
            (Some(true), Some(from)) if is_han(c) => {
                segment(text, from, end, &mut out);
                doubtful = None;
                out.push(end);
            }
            (Some(true), None) => out.push(end),
            _ => {}
        }
    }
    match doubtful {
        Some(from) => segment(text, from, text.len(), &mut out),
        None if text.is_empty() => {}
        None => out.push(text.len()),
    }
    out
}

/// The breaks within a stretch; that at its end is the caller's, unless the text ends there.
fn segment(text: &str, from: usize, to: usize, out: &mut Vec<usize>) {
    // The character before it decides with it: a mark belongs to the Han that it closes.
    let Some(stretch) = text.get(from..to) else { return };
    let ends = SEGMENTER.segment_str(stretch).map(|at| from + at);
    out.extend(ends.filter(|at| *at > from && (*at < to || to == text.len())));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_of_line_break_test() {
        let file = include_str!("../../tests/unicode/LineBreakTest.txt");
        let mut cases = 0;
        for line in file.lines() {
            let case = line.split('#').next().unwrap_or("").trim();
            if case.is_empty() {
                continue;
            }
            let (mut text, mut expected) = (String::new(), Vec::new());
            for token in case.split_whitespace() {
                match token {
                    "÷" => expected.push(text.len()),
                    "×" => {}
                    code => text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()),
                }
            }
            assert_eq!(breaks(&text), expected, "{line}");
            cases += 1;
        }
        assert_eq!(cases, 19_346);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_gives_what_the_segmenter_gives(text in "[中文字长，。、；：“”‘’（）《》—…·a1 .,%/\u{301}\u{200d}\u{a0}\u{3000}々가!\\-–☎]{0,30}") {
            let long: Vec<usize> = SEGMENTER.segment_str(&text).filter(|at| *at > 0).collect();
            prop_assert_eq!(breaks(&text), long);
        }
    }
}
