//! Lines of a table: lines one after the other with the same number of cells. The bar of a Markdown table belongs to the cell
//! that it begins.

use std::ops::Range;

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
}
