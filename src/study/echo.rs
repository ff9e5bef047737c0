//! Echo: where the same or nearly the same formulation (提法) stands. The text is cut into one piece more than edits are
//! allowed: an edit spoils one piece at most, so whatever is within reach has one of the pieces as it is. These are looked
//! for in the folded text; an alignment with the paragraphs that hold one decides (Sellers 1980: the end of a match may
//! lie anywhere).
//!
//! Invariant: exact recall, without an index of its own.

use std::ops::Range;

use crate::search::corpus::Corpus;
use crate::search::positions::Damaged;
use crate::search::texts::Held;
use crate::text::fold::fold;

/// A text that is looked for, and how many edits away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formulation {
    text: Vec<char>,
    edits: usize,
    pieces: Vec<String>,
}

/// A place that is like the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Index of the document in its corpus.
    pub document: usize,
    /// Index of the paragraph in it.
    pub paragraph: usize,
    /// Chars of the paragraph.
    pub chars: Range<usize>,
    /// Edits between the text and the place: chars put in, left out or changed.
    pub distance: usize,
}

impl Formulation {
    /// A text and how many edits away a place may be; None where nothing is to be looked for.
    pub fn new(text: &str, edits: usize) -> Option<Self> {
        let text: Vec<char> = text.trim().chars().map(fold).filter(|c| *c != '\n').collect();
        // With as many edits as chars, nothing would be like everything.
        let edits = edits.min(text.len().checked_sub(1)?);
        let count = edits + 1;
        let border = |piece: usize| text.len() * piece / count;
        let pieces = (0..count).map(|piece| text[border(piece)..border(piece + 1)].iter().collect()).collect();
        Some(Self { text, edits, pieces })
    }

    /// The same with so many edits in a hundred chars.
    pub fn within(text: &str, percent: usize) -> Option<Self> {
        Self::new(text, text.trim().chars().count() * percent / 100)
    }

    /// One of these stands in whatever is like the text, as it is.
    pub fn pieces(&self) -> &[String] {
        &self.pieces
    }

    /// The places of a paragraph (folded) that are like it, with their distances; without overlap, the nearest first
    /// served, in the paragraph's order.
    pub fn places(&self, paragraph: &str) -> Vec<(Range<usize>, usize)> {
        let chars: Vec<char> = paragraph.chars().collect();
        alike(&chars, &self.text, self.edits)
    }

    /// Every place of a corpus that is like it, in order.
    pub fn find(&self, corpus: &Corpus, go: impl Fn() -> bool) -> Vec<Likeness> {
        // Memory is never damaged.
        self.find_in(corpus, &go).unwrap_or_default()
    }

    /// The same in any texts.
    ///
    /// # Errors
    /// What was read is not what was written.
    pub fn find_in(&self, texts: &dyn Held, go: &dyn Fn() -> bool) -> Result<Vec<Likeness>, Damaged> {
        let mut found = Vec::new();
        for (number, (document, paragraph)) in texts.holding(&self.pieces, go)?.into_iter().enumerate() {
            if number % 64 == 63 && !go() {
                break;
            }
            let places = self.places(texts.paragraph(document, paragraph)?);
            found.extend(places.into_iter().map(|(chars, distance)| Likeness { document, paragraph, chars, distance }));
        }
        Ok(found)
    }

    /// The chars of a place, in its own glyphs, that are not the text's: put in or changed; and the chars before which
    /// some of the text are left out.
    pub fn differing(&self, place: &str) -> Differing {
        let place: Vec<char> = place.chars().map(fold).collect();
        let (text, width) = (&self.text, place.len() + 1);
        let mut costs = vec![0usize; (text.len() + 1) * width];
        for row in 0..=text.len() {
            for column in 0..width {
                costs[row * width + column] = match (row, column) {
                    (0, _) => column,
                    (_, 0) => row,
                    _ => {
                        let changed = usize::from(text[row - 1] != place[column - 1]);
                        (costs[(row - 1) * width + column - 1] + changed)
                            .min(costs[(row - 1) * width + column] + 1)
                            .min(costs[row * width + column - 1] + 1)
                    }
                };
            }
        }
        let (mut row, mut column) = (text.len(), place.len());
        let mut out = Differing::default();
        while row > 0 || column > 0 {
            let here = costs[row * width + column];
            let changed = |row: usize, column: usize| usize::from(text[row - 1] != place[column - 1]);
            if row > 0 && column > 0 && here == costs[(row - 1) * width + column - 1] + changed(row, column) {
                if changed(row, column) == 1 {
                    out.chars.push(column - 1);
                }
                (row, column) = (row - 1, column - 1);
            } else if column > 0 && here == costs[row * width + column - 1] + 1 {
                out.chars.push(column - 1);
                column -= 1;
            } else {
                out.gaps.push(column);
                row -= 1;
            }
        }
        out.chars.reverse();
        out.gaps.reverse();
        out.gaps.dedup();
        out
    }
}

/// What differs in a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differing {
    /// Chars of the place that are put in or changed.
    pub chars: Vec<usize>,
    /// Chars of the place before which something is left out.
    pub gaps: Vec<usize>,
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

    fn find(paragraphs: &[&str], text: &str, edits: usize) -> Vec<Likeness> {
        let mut corpus = Corpus::default();
        corpus.push_paragraphs(paragraphs.iter().copied());
        Formulation::new(text, edits).map_or_else(Vec::new, |it| it.find(&corpus, || true))
    }

    #[test]
    fn the_same_and_nearly_the_same() {
        let paragraphs = [
            "会议指出，紧扣一体化和高质量两个关键词，抓好落实。",
            "没有关系的一段。",
            "要緊扣“一体化”和“高质量”两个关键词。",
            "坚持紧扣高质量和一体化两个关键。",
        ];
        let found = find(&paragraphs, "紧扣一体化和高质量两个关键词", 4);
        let at: Vec<_> = found.iter().map(|f| (f.paragraph, f.chars.clone(), f.distance)).collect();
        assert_eq!(at, [(0, 5..19, 0), (2, 1..19, 4)]);
        assert_eq!(find(&paragraphs, "", 3), []);
        assert_eq!(find(&paragraphs, "关系", 0).len(), 1);
    }

    #[test]
    fn what_differs_is_told() {
        let check = |text: &str, place: &str, chars: &[usize], gaps: &[usize]| {
            let differing = Formulation::new(text, 9).unwrap().differing(place);
            assert_eq!((differing.chars.as_slice(), differing.gaps.as_slice()), (chars, gaps), "{text} {place}");
        };
        check("一体化发展是主题", "一体化进展是主题", &[3], &[]);
        check("一体化发展是主题", "一體化發展是主題", &[], &[]);
        check("一体化发展", "一体化的发展", &[3], &[]);
        check("一体化的发展", "一体化发展", &[], &[3]);
        check("一体化", "一体", &[], &[2]);
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
            let given: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
            let text_chars: Vec<char> = text.chars().collect();
            let edits = edits.min(text_chars.len() - 1);
            let found = find(&given, &text, edits);
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

        #[test]
        fn what_differs_is_as_much_as_the_distance(text in "[一丁丂七]{1,9}", place in "[一丁丂七]{0,9}") {
            let differing = Formulation::new(&text, 0).unwrap().differing(&place);
            let (a, b): (Vec<char>, Vec<char>) = (text.chars().collect(), place.chars().collect());
            prop_assert!(differing.chars.len() <= distance(&a, &b));
            prop_assert!(differing.chars.iter().all(|&at| at < b.len()) && differing.chars.is_sorted());
            prop_assert!(differing.gaps.iter().all(|&at| at <= b.len()) && differing.gaps.is_sorted());
        }
    }
}
