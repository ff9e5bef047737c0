//! Columns of a table, set one below the other. What stands between cells is white space, so that a table set anew loses
//! nothing.

use std::ops::Range;

use crate::text::columns::Parted;
use crate::text::width::{self, Mode};

/// Blank cells between two columns.
const BETWEEN: usize = 2;

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
    use crate::text::columns::cells;

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
