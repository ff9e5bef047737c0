//! The bytes of any frame after any other make the same screen in another terminal model.

use std::fmt::Write as _;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::{Knows, Painter, Repeats};
use crate::text::width::Mode;

const COLS: u16 = 12;
const ROWS: u16 = 9;

/// A cell of a frame: a text of one cell or two, a style.
type Drop = (usize, usize);

fn styles(at: usize) -> Style {
    match at {
        0..=3 => Style::new(),
        4 => Style::new().fg(Color::Red),
        5 => Style::new().bg(Color::Blue),
        6 => Style::new().fg(Color::Indexed(200)).add_modifier(Modifier::BOLD),
        7 => Style::new().add_modifier(Modifier::REVERSED),
        _ => Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::White).add_modifier(Modifier::UNDERLINED),
    }
}

/// Clusters of certain, ambiguous and risky width.
const TEXTS: [&str; 15] =
    [" ", " ", " ", " ", "a", "b", "中", "文", "，", "é", "“", "│", "☎\u{fe0f}", "e\u{301}", "👩\u{200d}🌾"];

/// Fills a buffer row by row; nothing wide stands in the last column.
fn fill(rows: &[Vec<Drop>], mode: Mode, area: Rect, buf: &mut Buffer) {
    buf.reset();
    for (y, row) in rows.iter().enumerate().take(usize::from(area.height)) {
        let mut x = 0;
        for (text, style) in row {
            let symbol = TEXTS[*text];
            let wide = crate::text::width::cells(symbol, mode) == 2;
            if x + u16::from(wide) >= area.width {
                break;
            }
            let cell = &mut buf[(x, y as u16)];
            cell.set_symbol(symbol).set_style(styles(*style));
            if wide {
                buf[(x + 1, y as u16)].set_symbol("").set_style(styles(*style));
            }
            x += 1 + u16::from(wide);
        }
    }
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::Blue => vt100::Color::Idx(4),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

/// Every cell of the other model is the cell of the buffer. Where the model sets a cluster in fewer cells than the buffer
/// keeps for it, nothing stands beside it.
fn check(screen: &vt100::Screen, buf: &Buffer, cursor: Option<Position>) {
    for y in 0..buf.area.height {
        for x in 0..buf.area.width {
            let (ours, theirs) = (&buf[(x, y)], screen.cell(y, x).expect("the cell is on the screen"));
            let seen = if theirs.is_wide_continuation() {
                ""
            } else if theirs.contents().is_empty() {
                " "
            } else {
                theirs.contents()
            };
            if ours.symbol().is_empty() {
                let narrow = screen.cell(y, x - 1).is_some_and(|left| !left.is_wide());
                assert!(seen.is_empty() || (narrow && seen == " "), "the right half {x},{y} shows {seen:?}");
                continue;
            }
            // This model does not join emoji: it shows the first.
            let shown = if ours.symbol().contains('\u{200d}') { "👩" } else { ours.symbol() };
            assert_eq!(
                shown,
                seen.trim_end_matches('\u{200d}'),
                "cell {x},{y}: {screen:?}",
                screen = screen.contents()
            );
            let reversed = ours.modifier.contains(Modifier::REVERSED);
            let blank = ours.symbol() == " " && ours.modifier.is_empty();
            assert_eq!(reversed, theirs.inverse(), "reverse of {x},{y}");
            assert_eq!(ours.modifier.contains(Modifier::UNDERLINED), theirs.underline(), "underline of {x},{y}");
            assert_eq!(colour(ours.bg), theirs.bgcolor(), "ground of {x},{y}");
            if !blank && ours.symbol() != " " {
                assert_eq!(colour(ours.fg), theirs.fgcolor(), "ink of {x},{y}");
                assert_eq!(ours.modifier.contains(Modifier::BOLD), theirs.bold(), "weight of {x},{y}");
            }
        }
    }
    if let Some(Position { x, y }) = cursor {
        assert_eq!(screen.cursor_position(), (y, x), "the cursor");
    }
    assert_eq!(screen.hide_cursor(), cursor.is_none(), "whether the cursor is seen");
}

fn frame() -> impl Strategy<Value = (Vec<Vec<Drop>>, Option<(u16, u16)>)> {
    let row = prop::collection::vec((0..TEXTS.len(), 0..9usize), 0..=COLS as usize);
    (prop::collection::vec(row, 0..=ROWS as usize), prop::option::of((0..COLS, 0..ROWS)))
}

/// Moves the rows of a frame right of a column, as scrolling a pane does.
fn rolled(rows: &[Vec<Drop>], by: usize, column: usize) -> Vec<Vec<Drop>> {
    let blank = (0, 0);
    let len = rows.len().max(1);
    let right = |row: &Vec<Drop>| row.get(column..).unwrap_or_default().to_vec();
    rows.iter()
        .enumerate()
        .map(|(y, row)| {
            let left = row.iter().copied().chain(std::iter::repeat(blank)).take(column);
            left.chain(right(&rows[(y + by) % len])).collect()
        })
        .collect()
}

/// The escape sequences that make a cell of the other model again.
fn again(cell: &vt100::Cell) -> String {
    let mut out = String::from("\x1b[0");
    for (on, code) in [(cell.bold(), 1), (cell.underline(), 4), (cell.inverse(), 7)] {
        if on {
            let _ = write!(out, ";{code}");
        }
    }
    for (colour, base) in [(cell.fgcolor(), 38), (cell.bgcolor(), 48)] {
        let _ = match colour {
            vt100::Color::Default => Ok(()),
            vt100::Color::Idx(index) => write!(out, ";{base};5;{index}"),
            vt100::Color::Rgb(r, g, b) => write!(out, ";{base};2;{r};{g};{b}"),
        };
    }
    let _ = write!(out, "m{}", if cell.contents().is_empty() { " " } else { cell.contents() });
    out
}

/// Another terminal model, with the left and right margins that it does not know itself.
struct Terminal {
    parser: vt100::Parser,
    size: (u16, u16),
    /// First and last row of the scroll region, from 1.
    rows: (u16, u16),
}

impl Terminal {
    fn new((cols, rows): (u16, u16)) -> Self {
        let cells = |n| std::num::NonZeroU16::new(n).expect("a screen has cells");
        Self { parser: vt100::Parser::new(cells(rows), cells(cols), 0), size: (cols, rows), rows: (1, rows) }
    }

    fn process(&mut self, bytes: &[u8]) {
        let mut rest = std::str::from_utf8(bytes).expect("what is written is UTF-8");
        while let Some((before, after)) = rest.split_once("\x1b[?69h") {
            self.plain(before);
            let (within, after) = after.split_once("\x1b[?69l").expect("margins are taken away again");
            self.within(within);
            rest = after;
        }
        self.plain(rest);
    }

    /// Bytes without left and right margins.
    fn plain(&mut self, text: &str) {
        for (numbers, end) in sequences(text) {
            if end == 'r' {
                self.rows = (numbers[0].max(1), numbers.get(1).copied().unwrap_or(self.size.1));
            }
        }
        self.parser.process(text.as_bytes());
    }

    /// Columns, perhaps rows, and by how many rows to scroll.
    fn within(&mut self, text: &str) {
        let (mut columns, mut by) = ((0, 0), 0);
        for (numbers, end) in sequences(text) {
            match end {
                's' => columns = (numbers[0], numbers[1]),
                'S' => by = i32::from(numbers[0].max(1)),
                'T' => by = -i32::from(numbers[0].max(1)),
                'r' => self.plain(&format!("\x1b[{};{}r", numbers[0], numbers[1])),
                _ => panic!("{text:?}"),
            }
        }
        let (top, bottom) = self.rows;
        let screen = self.parser.screen().clone();
        let mut out = String::new();
        // As xterm does: a wide character across an edge of the columns is lost in the rows beside the region too.
        for y in (0..self.size.1).filter(|y| !(top - 1..bottom).contains(y)) {
            for x in [columns.0 - 1, columns.1] {
                if screen.cell(y, x).is_some_and(vt100::Cell::is_wide_continuation) {
                    let _ = write!(out, "\x1b[m\x1b[{};{}H  ", y + 1, x);
                }
            }
        }
        for y in top - 1..bottom {
            let _ = write!(out, "\x1b[{};{}H", y + 1, columns.0);
            let from = u16::try_from(i32::from(y) + by).ok().filter(|from| (top - 1..bottom).contains(from));
            for x in columns.0 - 1..columns.1 {
                match from.map(|from| screen.cell(from, x).expect("the cell is on the screen")) {
                    None => out.push_str("\x1b[m "),
                    Some(cell) if cell.is_wide_continuation() => {}
                    Some(cell) => out.push_str(&again(cell)),
                }
            }
        }
        let _ = write!(out, "\x1b[m{}\x1b[H", screen.attributes_formatted());
        self.parser.process(out.as_bytes());
    }
}

/// The numbers and the last char of each control sequence; a number that is not there is 0.
fn sequences(text: &str) -> Vec<(Vec<u16>, char)> {
    let one = |rest: &str| {
        let (numbers, end) = rest.split_at_checked(rest.find(|c: char| !c.is_ascii_digit() && c != ';')?)?;
        Some((numbers.split(';').map(|n| n.parse().unwrap_or(0)).collect(), end.chars().next()?))
    };
    text.split("\x1b[").skip(1).filter_map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_frame_after_any_other(
        frames in prop::collection::vec((frame(), 0..ROWS as usize, 0..8usize, 4..=COLS, 2..=ROWS, 0..6usize), 1..5),
        margins in any::<bool>(),
        repeats in prop::sample::select(vec![Repeats::Nothing, Repeats::Ascii, Repeats::Any]),
        mode in prop::sample::select(vec![Mode::Narrow, Mode::Safe, Mode::Replace]),
        proved in prop::sample::select(vec![None, Some(Mode::Narrow)]),
    ) {
        let mut size = (COLS, ROWS);
        let mut painter = Painter::new(size);
        painter.learn(Knows { margins, repeats, proved, synchronized: false });
        let mut terminal = Terminal::new(size);
        for ((rows, cursor), by, column, cols, lines, event) in frames {
            match event {
                0 if size != (cols, lines) => {
                    size = (cols, lines);
                    terminal = Terminal::new(size);
                    terminal.process("\x1b[41m中中\r\n中\x1b[2;2r\x1b[7m“x".as_bytes());
                }
                // Whoever had the terminal meanwhile left anything on it.
                1 => {
                    painter.prelude("\x1b[H\x1b[2K中“\x1b[7m\x1b[2;3r".as_bytes());
                    painter.forget();
                }
                _ => {}
            }
            for rows in [rows.clone(), rolled(&rows, by, column)] {
                let mut want = Buffer::empty(Rect::new(0, 0, size.0, size.1));
                fill(&rows, mode, want.area, &mut want);
                let cursor = cursor.map(|(x, y): (u16, u16)| Position::new(x.min(size.0 - 1), y.min(size.1 - 1)));
                let draw = |area, buf: &mut Buffer| { fill(&rows, mode, area, buf); cursor };
                terminal.process(painter.frame(size, mode, draw));
                painter.written();
                check(terminal.parser.screen(), &want, cursor);
                prop_assert!(painter.frame(size, mode, draw).is_empty(), "the same frame again costs nothing");
            }
        }
    }
}

/// Rows of Han that are all different, and a status row that changes with them.
fn page(first: u32, left: u16, area: Rect, buf: &mut Buffer) {
    buf.reset();
    for y in 0..area.height - 1 {
        for x in (left..area.width - 1).step_by(2) {
            let c = char::from_u32(0x4e00 + (first + u32::from(y)) * 97 + u32::from(x)).expect("a hanzi");
            buf[(x, y)].set_symbol(c.encode_utf8(&mut [0; 4]));
            buf[(x + 1, y)].set_symbol("");
        }
        buf[(0, y)].set_symbol("x");
    }
    buf[(0, area.height - 1)].set_char(char::from_u32(65 + first).expect("a letter"));
}

#[test]
fn a_line_of_scroll_costs_one_line() {
    for (left, margins, most) in [(2, false, 70), (9, true, 80), (9, false, 200)] {
        let size = (30, 20);
        let mut painter = Painter::new(size);
        painter.learn(Knows { margins, ..Knows::default() });
        for first in [0, 1, 0, 3] {
            let bytes = painter
                .frame(size, Mode::Narrow, |area, buf| {
                    page(first, left, area, buf);
                    None
                })
                .len();
            painter.written();
            let lines = if first == 3 { 3 } else { 1 };
            assert!(painter.seen.is_none());
            if first != 0 {
                assert!(bytes <= most * lines, "{bytes} bytes from column {left}, margins {margins}");
            }
        }
    }
}

#[test]
fn what_a_cluster_sets_beyond_its_cells_is_erased() {
    for cluster in ["☎\u{fe0f}\u{ff9e}", "👩\u{200d}🌾", "ᄒ\u{1161}\u{11ab}", "☎\u{fe0f}", "中\u{ff9e}"] {
        let (mut painter, mut terminal) = (Painter::new((10, 2)), Terminal::new((10, 2)));
        let width = crate::text::width::cells(cluster, Mode::Narrow);
        for behind in [" ", "a"] {
            let bytes = painter.frame((10, 2), Mode::Narrow, |_, buf| {
                buf.reset();
                buf[(0, 0)].set_symbol(cluster);
                if width == 2 {
                    buf[(1, 0)].set_symbol("");
                }
                buf[(6, 0)].set_symbol(behind);
                None
            });
            terminal.process(bytes);
            painter.written();
            let shown = |x| terminal.parser.screen().cell(0, x).map(|cell| cell.contents().trim().to_owned());
            let rest: String = (width..10).filter_map(shown).collect();
            assert_eq!(rest, behind.trim(), "{cluster:?}");
        }
    }
}

#[test]
fn an_ambiguous_cluster_is_right_in_both_kinds_of_terminal() {
    let mut painter = Painter::new((6, 1));
    let bytes = painter.frame((6, 1), Mode::Safe, |_, buf| {
        buf[(0, 0)].set_symbol("“");
        buf[(1, 0)].set_symbol("");
        buf[(2, 0)].set_symbol("a");
        None
    });
    assert!(bytes.ends_with("  \x1b[1G“\x1b[3Ga".as_bytes()), "{:?}", String::from_utf8_lossy(bytes));
}

#[test]
fn a_colour_is_taken_once_for_a_column_of_it() {
    let mut painter = Painter::new((40, 20));
    let bytes = painter.frame((40, 20), Mode::Narrow, |_, buf| {
        for y in 0..20 {
            buf.set_string(1, y, "|", Style::new().fg(Color::Indexed(110)));
            buf.set_string(3, y, format!("a row of text, {y}"), Style::new());
            buf.set_string(30, y, format!("{y}"), Style::new().fg(Color::Indexed(245)));
        }
        None
    });
    let text = String::from_utf8_lossy(bytes);
    for number in ["38;5;110", "38;5;245"] {
        assert_eq!(text.matches(number).count(), 1, "{text:?}");
    }
}
