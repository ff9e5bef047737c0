//! Echo: where the same or nearly the same formulation (提法) stands. Character bigrams name the candidates, an alignment
//! of the text with every place of a paragraph decides (Sellers 1980: the end of a match may lie anywhere).
//!
//! Invariant: exact recall. An edit spoils at most two bigrams, so of any 2k + 1 bigrams of a text one at least is left in
//! everything within k edits of it: the rarest ones are looked up, and no candidate is missed.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::fold::fold;

/// Paragraphs, ready to be asked.
#[derive(Default)]
pub struct Echo {
    /// Folded chars of all paragraphs.
    chars: Vec<char>,
    /// For each paragraph the char after its last.
    ends: Vec<usize>,
    /// For each bigram the paragraphs that have it, in order.
    bigrams: HashMap<(char, char), Vec<u32>>,
}

/// A place that is like the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Number of the paragraph, in the order in which they were added.
    pub paragraph: usize,
    /// Chars of the paragraph.
    pub chars: Range<usize>,
    /// Edits between the text and the place: chars put in, left out or changed.
    pub distance: usize,
}

impl Echo {
    /// Adds a paragraph.
    pub fn push(&mut self, paragraph: &str) {
        let start = self.chars.len();
        let number = self.ends.len() as u32;
        self.chars.extend(paragraph.chars().map(fold));
        self.ends.push(self.chars.len());
        for pair in self.chars.get(start..).unwrap_or_default().windows(2) {
            let list = self.bigrams.entry((pair[0], pair[1])).or_default();
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
    }

    /// Every place at most `edits` away from the text, the best where several overlap, in the order of paragraphs.
    pub fn find(&self, text: &str, edits: usize) -> Vec<Likeness> {
        let text: Vec<char> = text.trim().chars().map(fold).collect();
        if text.is_empty() {
            return Vec::new();
        }
        // With as many edits as chars, nothing would be like everything.
        let edits = edits.min(text.len() - 1);
        self.candidates(&text, edits).into_iter().flat_map(|paragraph| self.align(paragraph, &text, edits)).collect()
    }

    /// The paragraphs that may hold the text.
    fn candidates(&self, text: &[char], edits: usize) -> Vec<usize> {
        let mut lists: Vec<&[u32]> =
            text.windows(2).map(|pair| self.bigrams.get(&(pair[0], pair[1])).map_or(&[][..], Vec::as_slice)).collect();
        let probes = 2 * edits + 1;
        if lists.len() < probes {
            return (0..self.ends.len()).collect();
        }
        lists.sort_unstable_by_key(|list| list.len());
        let mut out: Vec<usize> = lists.iter().take(probes).flat_map(|list| list.iter().map(|&p| p as usize)).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn align(&self, paragraph: usize, text: &[char], edits: usize) -> Vec<Likeness> {
        let start = paragraph.checked_sub(1).map_or(0, |before| self.ends[before]);
        let chars = self.chars.get(start..self.ends[paragraph]).unwrap_or_default();
        let found = alike(chars, text, edits).into_iter();
        found.map(|(chars, distance)| Likeness { paragraph, chars, distance }).collect()
    }
}

/// The places of `chars` within `edits` of `text`, with their distances; without overlap, the nearest first served.
fn alike(chars: &[char], text: &[char], edits: usize) -> Vec<(Range<usize>, usize)> {
    // A column of the alignment: for each length of the text its distance and where the place starts.
    let mut column: Vec<(usize, usize)> = (0..=text.len()).map(|length| (length, 0)).collect();
    // Below this length of the text nothing is within reach any more, so the rest of the column need not be filled.
    let mut reach = edits.min(text.len());
    let mut ends: Vec<(usize, usize, usize)> = Vec::new();
    for (at, &c) in chars.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, at + 1);
        let last = (reach + 1).min(text.len());
        if last > reach {
            // What lies below the reach of the column before is out of reach there, whatever it is.
            column[last] = (edits + 1, column[last].1);
        }
        for length in 1..=last {
            let above = column[length - 1];
            let left = column[length];
            let changed = (diagonal.0 + usize::from(text[length - 1] != c), diagonal.1);
            // Of equally near places the one that starts last is the tightest.
            let best = [changed, (left.0 + 1, left.1), (above.0 + 1, above.1)]
                .into_iter()
                .min_by_key(|&(distance, start)| (distance, std::cmp::Reverse(start)))
                .unwrap_or(changed);
            diagonal = left;
            column[length] = best;
        }
        reach = (0..=last).rev().find(|&length| column[length].0 <= edits).unwrap_or(0);
        if reach == text.len() {
            let (distance, start) = column[reach];
            ends.push((distance, start, at + 1));
        }
    }
    ends.sort_unstable_by_key(|&(distance, start, end)| (distance, (end - start).abs_diff(text.len()), start));
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (distance, start, end) in ends {
        if found.iter().all(|(have, _)| end <= have.start || have.end <= start) {
            found.push((start..end, distance));
        }
    }
    found.sort_unstable_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn echo(paragraphs: &[&str]) -> Echo {
        let mut echo = Echo::default();
        for paragraph in paragraphs {
            echo.push(paragraph);
        }
        echo
    }

    #[test]
    fn the_same_and_nearly_the_same() {
        let echo = echo(&[
            "会议指出，紧扣一体化和高质量两个关键词，抓好落实。",
            "没有关系的一段。",
            "要緊扣“一体化”和“高质量”两个关键词。",
            "坚持紧扣高质量和一体化两个关键。",
        ]);
        let found = echo.find("紧扣一体化和高质量两个关键词", 4);
        let at: Vec<_> = found.iter().map(|f| (f.paragraph, f.chars.clone(), f.distance)).collect();
        assert_eq!(at, [(0, 5..19, 0), (2, 1..19, 4)]);
        assert_eq!(echo.find("", 3), []);
        assert_eq!(echo.find("关系", 0).len(), 1);
    }

    /// Levenshtein's distance, as the books have it.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut before = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let changed = before + usize::from(x != y);
                before = row[j + 1];
                row[j + 1] = changed.min(row[j] + 1).min(before + 1);
            }
        }
        row[b.len()]
    }

    /// The least distance of any part of a paragraph.
    fn least(paragraph: &[char], text: &[char]) -> usize {
        let parts = (0..=paragraph.len()).flat_map(|from| (from..=paragraph.len()).map(move |to| from..to));
        parts.map(|part| distance(&paragraph[part], text)).min().unwrap_or(text.len())
    }

    proptest! {
        #[test]
        fn recall_is_that_of_brute_force(
            paragraphs in proptest::collection::vec("[一丁丂七]{0,14}", 1..12),
            text in "[一丁丂七]{1,9}",
            edits in 0usize..4,
        ) {
            let mut echo = Echo::default();
            for paragraph in &paragraphs {
                echo.push(paragraph);
            }
            let text_chars: Vec<char> = text.chars().collect();
            let edits = edits.min(text_chars.len() - 1);
            let found = echo.find(&text, edits);
            for (number, paragraph) in paragraphs.iter().enumerate() {
                let chars: Vec<char> = paragraph.chars().collect();
                let least = least(&chars, &text_chars);
                let here: Vec<&Likeness> = found.iter().filter(|f| f.paragraph == number).collect();
                prop_assert_eq!(here.iter().map(|f| f.distance).min(), (least <= edits).then_some(least));
                for place in here {
                    prop_assert_eq!(distance(&chars[place.chars.clone()], &text_chars), place.distance);
                }
            }
        }
    }
}
