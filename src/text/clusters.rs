//! Extended grapheme clusters (UAX 29): what a reader takes for one character, and what stands in a cell or two. Between
//! two plain characters there is always a border, so that running Chinese text never asks the segmenter.

use std::vec;

use icu_segmenter::{GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed};

const SEGMENTER: GraphemeClusterSegmenterBorrowed<'static> = GraphemeClusterSegmenter::new_neo();

/// Characters that join neither what stands before nor what stands behind them.
pub const fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}' | '\u{ff01}'..='\u{ff5e}' | '\u{2010}'..='\u{2027}' | '·')
}

/// The clusters of a text with the byte at which each begins.
#[derive(Clone, Debug)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
    /// Ends of the clusters of a stretch that is not plain.
    ends: vec::IntoIter<usize>,
}

/// The clusters of a text, in order, each with the byte at which it begins.
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { text, at: 0, ends: Vec::new().into_iter() }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        self.at = match self.ends.next() {
            Some(end) => end,
            None => self.next_end()?,
        };
        Some((start, self.text.get(start..self.at).unwrap_or("")))
    }
}

impl Clusters<'_> {
    /// The end of the cluster that begins here. Where it is not plain, the segmenter takes all up to the next border between
    /// two plain characters.
    fn next_end(&mut self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let mut chars = rest.char_indices().peekable();
        let (_, first) = chars.next()?;
        let mut last = first;
        let stretch = loop {
            match chars.next() {
                None => break rest.len(),
                Some((end, c)) => {
                    if is_plain(last) && is_plain(c) {
                        break end;
                    }
                    last = c;
                }
            }
        };
        if stretch == first.len_utf8() {
            return Some(self.at + stretch);
        }
        let ends: Vec<usize> =
            SEGMENTER.segment_str(rest.get(..stretch)?).filter(|end| *end > 0).map(|end| self.at + end).collect();
        self.ends = ends.into_iter();
        self.ends.next()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clusters_are_those_of_unicode_18() {
        let file = include_str!("../../tests/unicode/GraphemeBreakTest.txt");
        let (mut cases, mut wrong) = (0, Vec::new());
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
            let got: Vec<usize> = clusters(&text).map(|(at, _)| at).chain([text.len()]).collect();
            if got != expected {
                wrong.push(line);
            }
            cases += 1;
        }
        assert!(cases > 700 && wrong.is_empty(), "{} of {cases}: {wrong:#?}", wrong.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_gives_what_the_segmenter_gives(text in "[a中，“—… \u{301}\u{200d}👩🌾🇨🇳가\u{1161}\u{94d}क\r\n\u{fe0f}☎·ｶ\u{ff9e}々か]{0,24}") {
            let long: Vec<usize> = SEGMENTER.segment_str(&text).filter(|at| *at > 0).collect();
            let short: Vec<usize> = clusters(&text).map(|(at, cluster)| at + cluster.len()).collect();
            prop_assert_eq!(short, long);
        }
    }
}
