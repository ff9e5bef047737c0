//! Columns of a table: lines one after the other with the same number of cells. What stands between cells is white space,
//! so that a table set anew loses nothing; the bar of a Markdown table belongs to the cell that it begins.

use std::ops::Range;

use crate::text::width::{self, Mode};

/// Blank cells between two columns.
const BETWEEN: usize = 2;

/// What stands between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parted {
    /// Bars at both ends and between: a Markdown table.
    ByBars,
    /// A tab, or two blanks and more.
    ByBlanks,
}

/// The cells of a line of a table, in bytes and without the blanks at their ends: two at least.
pub fn cells(line: &str) -> Option<(Parted, Vec<Range<usize>>)> {
    let text = line.trim();
    let (parted, starts) = if text.len() > 1 && text.starts_with('|') && text.ends_with('|') {
        let bars = line.char_indices().scan(' ', |before, (at, c)| {
            let is_escaped = std::mem::replace(before, c) == '\\';
            Some((at, c == '|' && !is_escaped))
        });
        (Parted::ByBars, bars.filter(|(_, is_bar)| *is_bar).map(|(at, _)| at).collect())
    } else {
        (Parted::ByBlanks, after_blanks(line))
    };
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let cell =
        |(start, end): (&usize, usize)| *start..start + line.get(*start..end).map_or(0, |cell| cell.trim_end().len());
    let cells: Vec<Range<usize>> = starts.iter().zip(ends).map(cell).collect();
    // The bar at the end is no column.
    let least = if parted == Parted::ByBars { 3 } else { 2 };
    (cells.len() >= least).then_some((parted, cells))
}

/// The bytes at which something begins after a tab or after two blanks, and at the line's first character.
fn after_blanks(line: &str) -> Vec<usize> {
    let (mut out, mut blanks) = (Vec::new(), 2);
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            blanks += if c == '\t' { 2 } else { 1 };
        } else {
            if blanks >= 2 {
                out.push(at);
            }
            blanks = 0;
        }
    }
    out
}

/// Where the columns of a table begin, in cells from its left, and how wide it is; None where it is wider than `most`.
pub fn stops<'a>(
    lines: impl Iterator<Item = (&'a str, &'a [Range<usize>])>,
    (parted, most): (Parted, usize),
    mode: Mode,
) -> Option<(Vec<u16>, u16)> {
    let mut widths: Vec<usize> = Vec::new();
    for (line, cells) in lines {
        widths.resize(widths.len().max(cells.len()), 0);
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(width::text_cells(line.get(cell.clone()).unwrap_or(""), mode));
        }
    }
    let between = if parted == Parted::ByBars { 1 } else { BETWEEN };
    let mut at = 0;
    let mut stops = Vec::with_capacity(widths.len());
    for width in widths {
        stops.push(u16::try_from(at).ok()?);
        at += width + between;
    }
    let wide = at.saturating_sub(between);
    (wide <= most).then_some((stops, u16::try_from(wide).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let found = cells(line).map_or_else(Vec::new, |(_, cells)| cells);
        let found: Vec<&str> = found.into_iter().map(|cell| line.get(cell).expect("a range of the line")).collect();
        assert_eq!(found, expected, "{line:?}");
    }

    #[test]
    fn cells_of_a_line() {
        check("1\t张三\t上海市委书记", &["1", "张三", "上海市委书记"]);
        check("序号    姓名　　职务 ", &["序号", "姓名", "职务"]);
        check("| 时间 | 议程 |", &["| 时间", "| 议程", "|"]);
        check(r"| a \| b | c |", &[r"| a \| b", "| c", "|"]);
        // One blank parts words and the letters of a short name, no columns.
        check("王　浩 浙江省省长", &[]);
        check("会议指出，要落实规划。", &[]);
        check("| 会议", &[]);
        check("", &[]);
    }

    #[test]
    fn stops_are_the_widest_cells_of_the_mode() {
        let lines = ["张三  “书记”  上海", "欧阳修  省长  江苏省"];
        let check = |most, mode, expected: Option<(&[u16], u16)>| {
            let parts: Vec<_> = lines.iter().map(|line| cells(line).expect("a row").1).collect();
            let rows = lines.iter().zip(&parts).map(|(line, cells)| (*line, cells.as_slice()));
            let found = stops(rows, (Parted::ByBlanks, most), mode);
            assert_eq!(found, expected.map(|(stops, wide)| (stops.to_vec(), wide)), "{most} {mode:?}");
        };
        check(40, Mode::Narrow, Some((&[0, 8, 16], 22)));
        check(40, Mode::Wide, Some((&[0, 8, 18], 24)));
        check(40, Mode::Replace, Some((&[0, 8, 18], 24)));
        check(23, Mode::Wide, None);
    }
}
