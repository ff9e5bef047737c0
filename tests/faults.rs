//! What stock widgets do with Chinese text, and that ours do not: each fault is shown on the stock widget first.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::panic::catch_unwind;

use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Paragraph, Widget as _, Wrap};
use zuotan::app::frame::Pane;
use zuotan::app::state::Width;
use zuotan::layout::{self, Hang, Options, Strictness};
use zuotan::runtime::painter::Painter;
use zuotan::text::width::{Mode, text_cells};
use zuotan::ui::paint::Pen;
use zuotan::ui::theme::Theme;

const NARROW: Width = Width { mode: Mode::Narrow, confirmed: true };

fn options(width: u16) -> Options {
    Options::of(layout::Style::Plain, width, Mode::Narrow, Strictness::Strict, Hang::Nothing)
}

fn ours(text: &str, width: u16) -> Vec<&str> {
    layout::rows(text, &options(width)).into_iter().map(|row| text.get(row.range).unwrap()).collect()
}

/// The rows of the stock widget, without blanks at their ends.
fn stock(text: &str, width: u16, height: u16) -> Vec<String> {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    Paragraph::new(text).wrap(Wrap { trim: true }).render(buf.area, &mut buf);
    rows(&buf)
}

fn rows(buf: &Buffer) -> Vec<String> {
    let row = |y| (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..buf.area.height).map(row).collect()
}

/// Sets a text at the start of a row.
fn put(pen: &mut Pen, x: u16, y: u16, text: &str, style: Style) {
    pen.put(x, y, pen.size().0, text, style);
}

/// What another terminal model shows after frames of the stock backend.
fn shown_by_stock(frames: &[&Buffer]) -> vt100::Parser {
    let area = frames[0].area;
    let size = |n| std::num::NonZeroU16::new(n).unwrap();
    let mut parser = vt100::Parser::new(size(area.height), size(area.width), 0);
    let mut before = Buffer::empty(area);
    for frame in frames {
        let mut bytes = Vec::new();
        CrosstermBackend::new(&mut bytes).draw(before.diff(frame).into_iter()).unwrap();
        parser.process(&bytes);
        before = (*frame).clone();
    }
    parser
}

/// The same of ours.
fn shown_by_ours(frames: &[&Buffer]) -> vt100::Parser {
    let area = frames[0].area;
    let size = |n| std::num::NonZeroU16::new(n).unwrap();
    let mut parser = vt100::Parser::new(size(area.height), size(area.width), 0);
    let mut painter = Painter::new((area.width, area.height));
    for frame in frames {
        parser.process(painter.frame((area.width, area.height), Mode::Narrow, |_, buf| {
            buf.clone_from(frame);
            None
        }));
        painter.written();
    }
    parser
}

fn drawn(width: u16, height: u16, draw: impl FnOnce(&mut Pen)) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let theme = Theme::default();
    let mut pen = Pen::new(&mut buf, Rect::new(0, 0, width, height), NARROW, &theme);
    draw(&mut pen);
    pen.finish();
    buf
}

#[test]
fn a_row_wider_than_its_area() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 4, 3));
    buf[(3, 0)].set_symbol("|");
    Paragraph::new("a 中").wrap(Wrap { trim: false }).render(Rect::new(0, 0, 3, 3), &mut buf);
    let stock: String = (0..4).map(|x| buf[(x, 0)].symbol()).collect();
    assert!(stock.contains('中'), "the stock widget sets {stock:?}");
    assert_eq!(ours("a 中", 3), ["a", "中"]);
}

#[test]
fn a_panic_where_little_fits() {
    let fails = catch_unwind(|| stock("1中文", 2, 4)).is_err();
    assert!(fails, "the stock widget is mended: {:?}", stock("1中文", 2, 4));
    assert_eq!(ours("1中文", 2), ["1", "中", "文"]);
}

#[test]
fn a_closing_mark_at_the_start_of_a_row() {
    assert!(stock("要学习，要落实。", 6, 3)[1].starts_with('，'), "the stock widget is mended");
    assert_eq!(ours("要学习，要落实。", 6), ["要学", "习，要", "落实。"]);
    // A run of Han is one word there: the row before it stays short.
    assert_eq!(stock("ab 中文字中文字", 8, 3)[0], "ab");
    assert_eq!(ours("ab 中文字中文字", 8)[0], "ab 中文");
}

#[test]
fn a_popup_over_half_a_character_loses_its_border() {
    let mut under = Buffer::empty(Rect::new(0, 0, 8, 3));
    for y in 0..3 {
        under.set_string(0, y, "中文字中", Style::new());
    }
    let mut over = under.clone();
    let popup = Rect::new(1, 0, 5, 3);
    Clear.render(popup, &mut over);
    Block::bordered().render(popup, &mut over);
    let stock = shown_by_stock(&[&under, &over]);
    assert_ne!(stock.screen().cell(1, 1).unwrap().contents(), "│", "the stock widget is mended");

    let text = |pen: &mut Pen| (0..3).for_each(|y| put(pen, 0, y, "中文字中", Style::new()));
    let under = drawn(8, 3, text);
    let over = drawn(8, 3, |pen| {
        text(pen);
        pen.fill(Pane { x: 1, y: 0, width: 5, height: 3 }, Style::new());
        (0..3).for_each(|y| put(pen, 1, y, "│", Style::new()));
    });
    let ours = shown_by_ours(&[&under, &over]);
    for y in 0..3 {
        let cell = |x| ours.screen().cell(y, x).unwrap().contents().to_owned();
        assert_eq!((cell(0).trim(), cell(1).as_str()), ("", "│"), "row {y}");
    }
}

#[test]
fn a_move_sideways_by_an_odd_column() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 6, 2));
    Paragraph::new(vec![Line::raw("中文字"), Line::raw("abcdef")]).scroll((0, 1)).render(buf.area, &mut buf);
    // The second row has moved by one column, the first by none or by two.
    assert_eq!(rows(&buf)[1], "bcdef");
    assert!(buf[(1, 0)].symbol() != "文", "the stock widget is mended");
    // Ours leaves the half that would be cut blank.
    let frame = drawn(6, 1, |pen| {
        pen.put(0, 0, 6, "中文字", Style::new());
        pen.fill(Pane { x: 0, y: 0, width: 1, height: 1 }, Style::new());
    });
    assert_eq!(rows(&frame), ["  文字"]);
}

#[test]
fn a_wide_character_that_only_changes_its_style_or_gives_way_to_a_narrow_one() {
    let frame = |text: &str, style: Style| drawn(6, 1, |pen| put(pen, 0, 0, text, style));
    let (plain, red) = (frame("中文", Style::new()), frame("中文", Style::new().bg(Color::Red)));
    let ours = shown_by_ours(&[&plain, &red]);
    for x in [0, 2] {
        assert_eq!(ours.screen().cell(0, x).unwrap().bgcolor(), vt100::Color::Idx(1), "column {x}");
    }
    let narrow = frame("ab", Style::new());
    let ours = shown_by_ours(&[&red, &narrow]);
    assert_eq!(ours.screen().contents(), "ab");
    assert_eq!(ours.screen().cell(0, 3).unwrap().bgcolor(), vt100::Color::Default);

    // The stock diff looks only at the left half: a style laid over the right one stays.
    let mut before = Buffer::empty(Rect::new(0, 0, 6, 1));
    before.set_string(0, 0, "中文", Style::new());
    let mut after = before.clone();
    after[(1, 0)].set_style(Style::new().bg(Color::Red));
    assert!(before.diff(&after).is_empty(), "the stock diff is mended");
}

#[test]
fn tabs_and_what_must_not_reach_a_terminal() {
    assert_eq!(stock("a\tb", 6, 1), ["ab"]);
    assert_eq!(stock("\u{1b}[31m红", 8, 1), ["[31m红"]);
    // What is set in a cell reaches the terminal as it is.
    let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
    buf[(0, 0)].set_symbol("\u{1b}[41mx");
    assert_eq!(shown_by_stock(&[&buf]).screen().cell(0, 0).unwrap().bgcolor(), vt100::Color::Idx(1));
    let ours = |text: &str| rows(&drawn(8, 1, |pen| put(pen, 0, 0, text, Style::new()))).remove(0);
    assert_eq!(ours("a\tb"), "a␉b");
    assert_eq!(ours("\u{1b}[31m红"), "␛[31m红");
    assert_eq!(ours("a\u{202e}b\u{200b}\u{feff}c"), "a␚bc");
    assert_eq!(text_cells("a\u{202e}b\u{200b}\u{feff}c", Mode::Narrow), 4);
}
