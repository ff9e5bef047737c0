//! Columns of a table, set one below the other. A table that is wider than the text has its widest columns narrowed, and
//! their cells are wrapped within them; where even that is too wide, the cells of a line stand one below the other, in the
//! order of the text. What stands between cells is white space, so that a table set anew loses nothing.

use std::ops::Range;

use super::rules::CLOSES;
use super::{Hang, Options, Strictness, Style, rows};
use crate::text::columns::Parted;
use crate::text::width::{self, Mode};

/// Blank cells between two columns.
const BETWEEN: u16 = 2;
/// Cells that a narrowed column keeps: five Han, less is no text any more.
const LEAST: u16 = 10;
/// Blank cells before what is not a line's first cell, where cells stand one below the other.
const BELOW: u16 = 2;

/// A line of a table: its text and the bytes of its cells.
pub type Line<'a> = (&'a str, &'a [Range<usize>]);

/// What stands in one row of a line: bytes of its text, and the cells from the table's left to where they stand.
pub type Parts = Vec<(Range<usize>, u16)>;

/// Where cells may stand that do not fit into the columns of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    /// Beside one another, wrapped within narrowed columns.
    Beside,
    /// One below the other: who reads row by row reads the text in its order.
    Below,
}

/// One column, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Cells from the table's left.
    pub at: u16,
    /// Its width.
    pub cells: u16,
}

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Table {
    /// Every cell in one row of its column.
    Whole(Vec<Column>),
    /// Cells wrapped within their columns.
    Narrowed(Vec<Column>),
    /// Cells one below the other.
    Below,
}

impl Table {
    /// Its width in rows of `most` cells.
    pub fn cells(&self, most: u16) -> u16 {
        match self {
            Self::Whole(columns) | Self::Narrowed(columns) => columns.last().map_or(0, |last| last.at + last.cells),
            Self::Below => most,
        }
    }
}

/// How to set a table in rows of `most` cells; None for what had better be set as text. Lines that are parted by blanks
/// alone may be running text: of them one column may be narrowed, to half a row at least.
pub fn table(lines: &[Line], parted: Parted, (most, overflow): (u16, Overflow), mode: Mode) -> Option<Table> {
    let mut widths: Vec<usize> = Vec::new();
    for (line, cells) in lines {
        widths.resize(widths.len().max(cells.len()), 0);
        for (width, cell) in widths.iter_mut().zip(*cells) {
            *width = (*width).max(width::text_cells(line.get(cell.clone()).unwrap_or(""), mode));
        }
    }
    let between = usize::from(gap(parted));
    let room = usize::from(most).checked_sub(between * widths.len().saturating_sub(1));
    if let Some(room) = room
        && widths.iter().sum::<usize>() <= room
    {
        return Some(Table::Whole(columns(&widths, parted)));
    }
    let is_sure = parted == Parted::ByBars || lines.iter().any(|(line, _)| line.contains('\t'));
    let room = room.filter(|_| overflow == Overflow::Beside);
    let narrowed = room.and_then(|room| narrowed(&widths, room)).filter(|(cut, narrow)| {
        let is_text = |(line, cells): &Line| {
            let cells = cells.iter().rev().skip(1).filter_map(|cell| line.get(cell.clone()));
            cells.into_iter().any(|cell| cell.ends_with(['，', '。', '；', '、', '！', '？']))
        };
        is_sure || (*cut == 1 && narrow * 2 >= usize::from(most) && !lines.iter().any(is_text))
    });
    match narrowed {
        Some((_, most)) => {
            let widths: Vec<usize> = widths.iter().map(|width| (*width).min(most)).collect();
            Some(Table::Narrowed(columns(&widths, parted)))
        }
        None => is_sure.then_some(Table::Below),
    }
}

/// How many of the widest columns must be narrowed so that all fit `room` cells, and to what width; None where that is no
/// text any more.
fn narrowed(widths: &[usize], room: usize) -> Option<(usize, usize)> {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let mut left = room;
    for (at, width) in sorted.iter().enumerate() {
        let others = sorted.len() - at;
        if width * others > left {
            let most = left / others;
            return (most >= usize::from(LEAST)).then_some((others, most));
        }
        left -= width;
    }
    None
}

const fn gap(parted: Parted) -> u16 {
    match parted {
        Parted::ByBars => 1,
        Parted::ByBlanks => BETWEEN,
    }
}

fn columns(widths: &[usize], parted: Parted) -> Vec<Column> {
    let mut at = 0;
    let mut column = |width: &usize| {
        let column = Column { at, cells: u16::try_from(*width).unwrap_or(u16::MAX) };
        at += column.cells + gap(parted);
        column
    };
    widths.iter().map(&mut column).collect()
}

/// The rows of a line of a table, one at least.
pub fn line_rows((line, cells): Line, table: &Table, most: u16, rules: (Mode, Strictness)) -> Vec<Parts> {
    match table {
        Table::Whole(columns) => {
            vec![cells.iter().cloned().zip(columns.iter().map(|column| column.at)).collect()]
        }
        Table::Narrowed(columns) => beside((line, cells), columns, rules),
        Table::Below => below((line, cells), most, rules),
    }
}

fn beside((line, cells): Line, columns: &[Column], rules: (Mode, Strictness)) -> Vec<Parts> {
    let mut out: Vec<Parts> = Vec::new();
    let mut bars = Vec::new();
    for (cell, column) in cells.iter().zip(columns) {
        // The bar stands beside each row of its cell.
        let lead =
            line.get(cell.clone()).and_then(|cell| Some(cell.len() - cell.strip_prefix('|')?.trim_start().len()));
        let lead = lead.unwrap_or(0);
        if lead > 0 {
            bars.push((cell.start..cell.start + 1, column.at));
        }
        let indent = if lead > 0 { 2 } else { 0 };
        let wrapped = wrapped(line, cell.start + lead..cell.end, column.cells.saturating_sub(indent), rules);
        out.resize_with(out.len().max(wrapped.len()), Vec::new);
        for (row, range) in out.iter_mut().zip(wrapped).filter(|(_, range)| !range.is_empty()) {
            row.push((range, column.at + indent));
        }
    }
    for row in &mut out {
        row.extend(bars.iter().cloned());
        row.sort_by_key(|(_, at)| *at);
    }
    out
}

fn below((line, cells): Line, most: u16, rules: (Mode, Strictness)) -> Vec<Parts> {
    let mut out: Vec<Parts> = Vec::new();
    let mut cells = cells.iter().peekable();
    let mut first = true;
    while let Some(cell) = cells.next() {
        let mut cell = cell.clone();
        // No row begins with a mark that closes.
        while let Some(next) = cells.next_if(|next| line.get((*next).clone()).is_some_and(closes)) {
            cell.end = next.end;
        }
        let indent = if first || most < 8 * BELOW { 0 } else { BELOW };
        out.extend(wrapped(line, cell, most - indent, rules).into_iter().map(|range| vec![(range, indent)]));
        first = false;
    }
    out
}

/// Whether a cell begins with a mark that closes, or is but the bar at a line's end.
fn closes(cell: &str) -> bool {
    cell == "|" || cell.starts_with(|c| CLOSES.contains(c))
}

/// The rows of one cell, as bytes of its line.
fn wrapped(line: &str, cell: Range<usize>, most: u16, (mode, strictness): (Mode, Strictness)) -> Vec<Range<usize>> {
    let text = line.get(cell.clone()).unwrap_or("");
    let options = Options::of(Style::Plain, most.max(1), mode, strictness, Hang::Nothing);
    rows(text, &options).into_iter().map(|row| cell.start + row.range.start..cell.start + row.range.end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::columns::cells;

    fn set(lines: &[&str], (most, overflow): (u16, Overflow), mode: Mode) -> Option<Table> {
        let parts: Vec<_> = lines.iter().map(|line| cells(line).expect("a row")).collect();
        let of: Vec<Line> = lines.iter().zip(&parts).map(|(line, (_, cells))| (*line, cells.as_slice())).collect();
        table(&of, parts[0].0, (most, overflow), mode)
    }

    /// The rows of a table as they stand, blanks between.
    fn check(lines: &[&str], (most, overflow): (u16, Overflow), expected: &[&str]) {
        let table = set(lines, (most, overflow), Mode::Narrow).expect("a table");
        let mut got = Vec::new();
        for line in lines {
            let (_, cells) = cells(line).expect("a row");
            for row in line_rows((line, &cells), &table, most, (Mode::Narrow, Strictness::Strict)) {
                let mut text = String::new();
                for (range, at) in row {
                    let blanks = usize::from(at).saturating_sub(width::text_cells(&text, Mode::Narrow));
                    text.push_str(&" ".repeat(blanks));
                    text.push_str(line.get(range).expect("a range of the line"));
                }
                assert!(width::text_cells(&text, Mode::Narrow) <= usize::from(most), "{text}");
                got.push(text);
            }
        }
        assert_eq!(got, expected, "{most}");
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_in_the_mode() {
        let lines = ["张三  “书记”  上海", "欧阳修  省长  江苏省"];
        let check = |most, mode, expected: Option<[(u16, u16); 3]>| {
            let columns = expected.map(|columns| columns.map(|(at, cells)| Column { at, cells }).to_vec());
            assert_eq!(set(&lines, (most, Overflow::Beside), mode), columns.map(Table::Whole), "{most} {mode:?}");
        };
        check(40, Mode::Narrow, Some([(0, 6), (8, 6), (16, 6)]));
        check(40, Mode::Wide, Some([(0, 6), (8, 8), (18, 6)]));
        check(40, Mode::Replace, Some([(0, 6), (8, 8), (18, 6)]));
        check(23, Mode::Wide, None);
    }

    const TABS: [&str; 2] = ["序号\t任务\t时限", "1\t推进老旧小区改造，同步建设社区食堂\t年内"];

    #[test]
    fn cells_are_wrapped_within_narrowed_columns() {
        check(
            &TABS,
            (24, Overflow::Beside),
            &["序号  任务          时限", "1     推进老旧小区  年内", "      改造，同步建", "      设社区食堂"],
        );
        let bars = ["| 时间 | 议程 |", "| 9:00 | 分组讨论政府工作报告 |"];
        check(
            &bars,
            (24, Overflow::Beside),
            &["| 时间 | 议程          |", "| 9:00 | 分组讨论政府  |", "|      | 工作报告      |"],
        );
    }

    #[test]
    fn cells_stand_one_below_the_other_where_columns_are_no_text_any_more() {
        check(
            &TABS,
            (20, Overflow::Beside),
            &["序号", "  任务", "  时限", "1", "  推进老旧小区改造，", "  同步建设社区食堂", "  年内"],
        );
        check(
            &TABS,
            (30, Overflow::Below),
            &["序号", "  任务", "  时限", "1", "  推进老旧小区改造，同步建设社", "  区食堂", "  年内"],
        );
        check(
            &["| 比重 | ％ |", "| 分组讨论政府工作报告 | 张三 |"],
            (18, Overflow::Below),
            &["| 比重", "  | ％ |", "| 分组讨论政府工作", "报告", "  | 张三 |"],
        );
    }

    #[test]
    fn running_text_with_blanks_is_no_table() {
        let check = |lines: &[&str], most, narrowed: bool| {
            let set = set(lines, (most, Overflow::Beside), Mode::Narrow);
            assert_eq!(matches!(set, Some(Table::Narrowed(_))), narrowed, "{lines:?} {set:?}");
            assert_ne!(set, Some(Table::Below), "{lines:?}");
        };
        check(&["会议指出，  要深入学习贯彻落实", "会议强调，  要抓好"], 24, false);
        check(&["高举伟大旗帜深入学习  团结奋斗贯彻落实", "坚持稳中求进  推动发展"], 24, false);
        check(&["张三  中共上海市委书记、市人大常委会主任", "李四  江苏省委书记"], 32, true);
        check(&["张三  中共上海市委书记、市人大常委会主任  男", "李四  江苏省委书记  女"], 16, false);
    }
}
