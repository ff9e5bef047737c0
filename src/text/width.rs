//! Width of grapheme clusters in cells: `clamp(sum, 0..=2)` of unicode-width, corrected by a generated table of the
//! characters of ambiguous width; and how sure a width is. The same function serves layout and painting, so that a row that was measured is a row
//! that fits. Never derived from the locale.

mod ambiguous;
mod doubtful;
mod joining;
mod newer;

use std::ops::RangeInclusive;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::clusters::clusters;
use super::sanitise;
use ambiguous::AMBIGUOUS;
use doubtful::DOUBTFUL;
use joining::{DESCRIBING, FLAGS, HALFWIDTH_MARKS, VOWELS};
use newer::NEWER;

/// How characters of East Asian Width A (ambiguous) are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Ambiguous characters take one cell.
    #[default]
    Narrow,
    /// Ambiguous characters take two cells.
    Wide,
    /// Two cells are kept for them, right in both kinds of terminal.
    Safe,
    /// Shown (never stored) as characters of certain width: `“”‘’` as `「」『』`, `—` as `ー`, `·` as `・`, `…` as `...`.
    Replace,
}

/// Whether a character is of ambiguous width (East Asian Width A; combining marks take no cell in any mode).
pub fn is_ambiguous(c: char) -> bool {
    if c < '\u{a1}' || is_plain_han(c) {
        return false;
    }
    is_in(AMBIGUOUS, c)
}

/// Whether a character lies in one of these ranges, which are in order.
fn is_in(ranges: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    let at = ranges.partition_point(|range| range.1 < code);
    ranges.get(at).is_some_and(|range| range.0 <= code)
}

/// Han and full-width marks that every terminal has always set in two cells.
fn is_certain_han(c: char) -> bool {
    is_plain_han(c) && c < '\u{9fd6}' || matches!(c, '\u{3001}'..='\u{3011}' | '\u{ff01}'..='\u{ff5e}')
}

fn is_plain_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3001}'..='\u{3011}' | '\u{ff01}'..='\u{ff5e}')
}

/// Width of one character in cells.
fn char_cells(c: char, mode: Mode) -> u16 {
    if (' '..='~').contains(&c) {
        return 1;
    }
    if is_plain_han(c) {
        return 2;
    }
    if let Some(picture) = sanitise::picture(c) {
        return if picture == c { 1 } else { char_cells(picture, mode) };
    }
    if sanitise::is_dropped(c) {
        return 0;
    }
    // Halfwidth voicing marks are spacing characters, though they extend a cluster.
    let narrow = match c {
        _ if is_in(HALFWIDTH_MARKS, c) => 1,
        _ if is_in(FLAGS, c) => 2,
        _ => u16::try_from(c.width().unwrap_or(0).min(2)).unwrap_or(2),
    };
    match mode {
        Mode::Wide | Mode::Safe if narrow == 1 && is_ambiguous(c) => 2,
        Mode::Replace if narrow == 1 => match stand_in(c) {
            Some(other) if other != c => char_cells(other, Mode::Narrow),
            _ => 1,
        },
        _ => narrow,
    }
}

/// Width of one grapheme cluster in cells (0, 1 or 2; 3 only for `…` in [`Mode::Replace`]).
pub fn cells(cluster: &str, mode: Mode) -> u16 {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return 0 };
    if chars.as_str().is_empty() {
        return if mode == Mode::Replace && first == '…' { 3 } else { char_cells(first, mode) };
    }
    let sum: u16 = cluster.chars().map(|c| char_cells(c, mode)).sum();
    // Emoji of several code points are narrower than their sum, and a variation selector widens one.
    let whole = u16::try_from(cluster.width()).unwrap_or(2);
    if cluster.contains(['\u{200d}', '\u{fe0f}']) || is_in(FLAGS, first) { whole.min(2) } else { sum.min(2) }
}

/// A cluster of a text as it is set there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<'a> {
    /// The byte at which it begins.
    pub at: usize,
    /// The cluster itself.
    pub cluster: &'a str,
    /// What is shown for it: the same but in [`Mode::Replace`].
    pub shown: &'a str,
    /// Width of what is shown, in cells.
    pub cells: u16,
}

/// The clusters of a text in order, each as it is set beside its neighbours.
pub fn placed(text: &str, mode: Mode) -> impl Iterator<Item = Placed<'_>> {
    clusters(text).map(move |(at, cluster)| {
        if mode == Mode::Replace && is_apostrophe(text, at, cluster) {
            return Placed { at, cluster, shown: "'", cells: 1 };
        }
        Placed { at, cluster, shown: shown(cluster, mode), cells: cells(cluster, mode) }
    })
}

/// Whether a quotation mark at a byte of a text is none, but the apostrophe of a word of letters (`people’s`, `Ch‘ing`).
pub fn is_apostrophe(text: &str, at: usize, mark: &str) -> bool {
    if !matches!(mark, "’" | "‘") {
        return false;
    }
    // Letters and digits of one cell; those of Chinese take two.
    let is_letter = |c: char| c.is_alphanumeric() && char_cells(c, Mode::Narrow) == 1;
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + mark.len()..).and_then(|after| after.chars().next());
    before.is_some_and(is_letter) && after.is_some_and(is_letter)
}

/// Width of a text in cells: the sum over its grapheme clusters.
pub fn text_cells(text: &str, mode: Mode) -> usize {
    placed(text, mode).map(|placed| usize::from(placed.cells)).sum()
}

/// How sure it is that a terminal sets a cluster in as many cells as [`cells`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risk {
    /// Every terminal does.
    Certain,
    /// Those do that set the samples of the probe so: an ambiguous character of a block that [`SAMPLES`] speak for.
    Ambiguous,
    /// Any may do otherwise: after such a cluster the cursor is moved absolutely.
    Risky,
}

/// Ambiguous characters that stand for their block: terminals that agree on the sample agree on the block.
pub const SAMPLES: [(char, RangeInclusive<char>); 7] = [
    ('“', '\u{2018}'..='\u{201f}'),
    ('—', '\u{2010}'..='\u{2017}'),
    ('…', '\u{2020}'..='\u{203e}'),
    ('·', '\u{a1}'..='\u{ff}'),
    ('①', '\u{2460}'..='\u{24ff}'),
    ('Ж', '\u{391}'..='\u{451}'),
    ('─', '\u{2500}'..='\u{2595}'),
];

/// The risk of a cluster: emoji of several code points, variation selectors, private use, what Unicode or its readers
/// count otherwise in different versions (strokes, hexagrams, ideographic description), and what is newer than Unicode 9.
pub fn risk(cluster: &str) -> Risk {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return Risk::Certain };
    if !chars.as_str().is_empty() {
        return Risk::Risky;
    }
    if first < '\u{a1}' || is_certain_han(first) {
        return Risk::Certain;
    }
    if is_ambiguous(first) {
        let sampled = SAMPLES.iter().any(|(_, block)| block.contains(&first));
        return if sampled { Risk::Ambiguous } else { Risk::Risky };
    }
    let risky = [DESCRIBING, HALFWIDTH_MARKS, FLAGS, DOUBTFUL, NEWER].into_iter().any(|ranges| is_in(ranges, first));
    if risky { Risk::Risky } else { Risk::Certain }
}

/// Cells that a cluster takes in a terminal that sets each character for itself, so that vowels of Hangul do not join and
/// a variation selector widens only what stands before it; never fewer than [`cells`] says.
pub fn cells_apart(cluster: &str, mode: Mode) -> u16 {
    let (mut apart, mut before) = (0, 0);
    for c in cluster.chars() {
        let takes = match c {
            '\u{fe0f}' if before == 1 => 1,
            _ => char_cells(c, mode).max(u16::from(is_in(VOWELS, c))),
        };
        (apart, before) = (apart + takes, takes);
    }
    apart.max(cells(cluster, mode))
}

/// The character of certain width that stands in for one in [`Mode::Replace`].
const fn stand_in(c: char) -> Option<char> {
    Some(match c {
        '“' => '「',
        '”' => '」',
        '‘' => '『',
        '’' => '』',
        '—' => 'ー',
        '·' => '・',
        _ => return None,
    })
}

/// What is shown for a cluster in this mode, whatever stands beside it; the cluster itself but in [`Mode::Replace`].
fn shown(cluster: &str, mode: Mode) -> &str {
    if mode != Mode::Replace {
        return cluster;
    }
    match cluster {
        "“" => "「",
        "”" => "」",
        "‘" => "『",
        "’" => "』",
        "—" => "ー",
        "·" => "・",
        "…" => "...",
        _ => cluster,
    }
}

/// The longest prefix of whole clusters that fits `limit` cells, and its width in cells.
pub fn fitting(text: &str, limit: usize, mode: Mode) -> (&str, usize) {
    let mut used = 0;
    for Placed { at, cells, .. } in placed(text, mode) {
        let width = usize::from(cells);
        if used + width > limit {
            return (text.get(..at).unwrap_or(""), used);
        }
        used += width;
    }
    (text, used)
}

#[cfg(test)]
mod tests;
