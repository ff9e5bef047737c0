//! The bytes of any frame after any other make the same screen in another terminal model.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::Painter;
use crate::text::width::Mode;

const COLS: u16 = 12;
const ROWS: u16 = 6;

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

/// Fills a buffer row by row; nothing wide stands in the last column.
fn fill(rows: &[Vec<Drop>], area: Rect, buf: &mut Buffer) {
    const TEXTS: [&str; 8] = [" ", " ", "a", "b", "中", "文", "，", "é"];
    buf.reset();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for (text, style) in row {
            let symbol = TEXTS[*text];
            let wide = crate::text::width::cells(symbol, Mode::Narrow) == 2;
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

/// Every cell of the other model is the cell of the buffer.
fn check(screen: &vt100::Screen, buf: &Buffer, cursor: Option<Position>) {
    for y in 0..ROWS {
        for x in 0..COLS {
            let (ours, theirs) = (&buf[(x, y)], screen.cell(y, x).expect("the cell is on the screen"));
            let seen = if theirs.is_wide_continuation() {
                ""
            } else if theirs.contents().is_empty() {
                " "
            } else {
                theirs.contents()
            };
            assert_eq!(ours.symbol(), seen, "cell {x},{y}: {screen:?}", screen = screen.contents());
            if ours.symbol().is_empty() {
                continue;
            }
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
    let row = prop::collection::vec((0..8usize, 0..9usize), 0..=COLS as usize);
    (prop::collection::vec(row, 0..=ROWS as usize), prop::option::of((0..COLS, 0..ROWS)))
}

fn parser() -> vt100::Parser {
    let size = |n| std::num::NonZeroU16::new(n).expect("a screen has cells");
    vt100::Parser::new(size(ROWS), size(COLS), 0)
}

/// Moves some rows of a frame, as scrolling does.
fn rolled(rows: &[Vec<Drop>], by: usize) -> Vec<Vec<Drop>> {
    let mut rows = rows.to_vec();
    let len = rows.len().max(1);
    rows.rotate_left(by % len);
    rows
}

proptest! {
    #[test]
    fn any_frame_after_any_other(frames in prop::collection::vec((frame(), 0..6usize), 1..5)) {
        let area = Rect::new(0, 0, COLS, ROWS);
        let mut painter = Painter::new((COLS, ROWS));
        let mut parser = parser();
        for ((rows, cursor), by) in frames {
            for rows in [rows.clone(), rolled(&rows, by)] {
                let mut want = Buffer::empty(area);
                fill(&rows, area, &mut want);
                let cursor = cursor.map(|(x, y)| Position::new(x, y));
                let draw = |area, buf: &mut Buffer| { fill(&rows, area, buf); cursor };
                parser.process(painter.frame((COLS, ROWS), Mode::Narrow, draw));
                painter.written();
                check(parser.screen(), &want, cursor);
                prop_assert!(painter.frame((COLS, ROWS), Mode::Narrow, draw).is_empty(), "the same frame again costs nothing");
            }
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
