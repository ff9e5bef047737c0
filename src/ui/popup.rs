//! Popups over the regions: pickers and cards, on a ground of their own within an edge.

use ratatui::style::Style;

use crate::app::App;
use crate::app::card::Card;
use crate::app::frame::Pane;
use crate::app::layer::{Layer, rows_for};
use crate::app::list::FilterState;
use crate::app::picker::{Picker, Purpose};
use crate::layout::{self, Hang, Options, Strictness};

use super::paint::Pen;
use super::shelf::Cursor;

/// Rows of a list that decide how wide its columns are: a frame must not look at all rows of a long one.
pub const MEASURED: usize = 1_000;

/// Draws the topmost popup; where the cursor stands.
pub fn draw(pen: &mut Pen, app: &App) -> Cursor {
    match app.layers.last()? {
        Layer::Picker(picker) => Some(draw_picker(pen, app, picker)),
        Layer::Hits | Layer::Form(_) => None,
        Layer::Card(card) => Some(draw_card(pen, app, card)),
    }
}

/// The place of a popup of so many rows, and its inner part; the ground is painted.
pub(super) fn ground(pen: &mut Pen, rows: usize) -> (Pane, Pane) {
    let (cols, lines) = pen.size();
    let width = if cols >= 60 { (cols * 4 / 5).min(96) } else { cols };
    let height = rows_for((cols, lines), rows);
    let pane = Pane { x: (cols - width) / 2, y: (lines.saturating_sub(height)) / 3, width, height };
    let style = pen.theme.popup();
    pen.fill(pane, style);
    let quiet = style.patch(pen.theme.quiet());
    // An edge parts the popup from the text also where there is no colour.
    if height >= 4 {
        edge(pen, pane, quiet);
        let inner = Pane {
            x: pane.x + u16::from(width > 4) * 2,
            y: pane.y + 1,
            width: width - u16::from(width > 4) * 4,
            height: height - 2,
        };
        return (pane, inner);
    }
    (pane, pane)
}

/// Draws the edge of a popup of at least two columns and rows.
fn edge(pen: &mut Pen, pane: Pane, style: Style) {
    let (across, down, [upper_left, upper_right, lower_right, lower_left]) = pen.glyphs.edge;
    let (right, bottom) = (pane.x + pane.width.saturating_sub(1), pane.y + pane.height - 1);
    let rule = across.repeat(usize::from(pane.width.saturating_sub(2)));
    for (y, left, corner) in [(pane.y, upper_left, upper_right), (bottom, lower_left, lower_right)] {
        pen.put(pane.x, y, 1, left, style);
        pen.put(pane.x + 1, y, pane.width.saturating_sub(2), &rule, style);
        pen.put(right, y, 1, corner, style);
    }
    if pane.width > 4 {
        for y in pane.y + 1..bottom {
            pen.put(pane.x, y, 1, down, style);
            pen.put(right, y, 1, down, style);
        }
    }
}

fn title_of(picker: &Picker, app: &App) -> &'static str {
    match picker.purpose {
        Purpose::Help => app.lang.pick("帮助", "Help"),
        Purpose::Palette => app.lang.pick("跳转与命令", "Go and do"),
        Purpose::Outline => app.lang.pick("提纲", "Outline"),
        Purpose::Marks => app.lang.pick("标记", "Marks"),
    }
}

fn draw_picker(pen: &mut Pen, app: &App, picker: &Picker) -> (u16, u16) {
    let list = &picker.list;
    let (_, inner) = ground(pen, list.len() + 4);
    let base = pen.theme.popup();
    let quiet = base.patch(pen.theme.quiet());
    let count = format!("{}/{}", list.count(), list.len());
    let count_cells = pen.cells(&count);
    pen.put((inner.x + inner.width).saturating_sub(count_cells), inner.y, count_cells, &count, quiet);
    let room = inner.width.saturating_sub(count_cells + 1);
    let mut cursor = None;
    let title = title_of(picker, app);
    let used = pen.put(inner.x, inner.y, room, title, base.patch(pen.theme.strong())) + 2;
    if list.filter().state == FilterState::Off {
        let hint = app.lang.pick("Enter 执行  Esc 关闭  / 筛选", "Enter runs  Esc closes  / filter");
        pen.put_parts(inner.x + used, inner.y, room.saturating_sub(used), hint, quiet);
    } else {
        let lead = pen.put(inner.x + used, inner.y, room.saturating_sub(used), "/", base.patch(pen.theme.accent()));
        let text = list.filter().input.text();
        let x = inner.x + used + lead;
        let taken = pen.put(x, inner.y, room.saturating_sub(used + lead), &text, base.patch(pen.theme.strong()));
        if list.editing() {
            cursor = Some((x + pen.cells(list.filter().input.before()).min(taken), inner.y));
        }
    }
    let body = if inner.height >= 6 { inner.below(2) } else { inner.below(1) };
    if list.count() == 0 {
        let words = app.lang.pick("没有符合的条目", "Nothing matches");
        pen.put(body.x, body.y, body.width, words, quiet);
        return cursor.unwrap_or((body.x, body.y));
    }
    let measured = || list.entries().iter().take(MEASURED).chain(list.entries().iter().rev().take(MEASURED));
    let lead_cells = measured().map(|row| pen.cells(&row.lead)).max().unwrap_or(0).min(inner.width / 4);
    // What stands beside the names stands in a column, but for names that are long.
    let room = inner.width.saturating_sub(lead_cells) / 2;
    let name_cells = measured().map(|row| pen.cells(&row.name)).filter(|cells| *cells <= room).max().unwrap_or(0);
    for (position, row, hit) in list.from(list.top()).take(usize::from(body.height)) {
        let y = body.y + u16::try_from(position - list.top()).unwrap_or(0);
        let line = Pane { y, height: 1, ..body };
        let selected = position == list.position();
        let style = if selected { pen.theme.selected() } else { base };
        pen.fill(line, style);
        let mark = if selected { pen.glyphs.selected } else { " " };
        pen.put(line.x, y, 1, mark, style.patch(pen.theme.accent()));
        let mut x = line.x + 1;
        let right = line.x + line.width;
        if lead_cells > 0 {
            pen.put_fitting(x, y, lead_cells, &row.lead, style.patch(pen.theme.accent()), &[]);
            x += lead_cells + 2;
        }
        let marks: &[usize] = hit.matched.iter().find(|(column, _)| *column == 0).map_or(&[], |(_, chars)| chars);
        let used = pen.put_fitting(x, y, right.saturating_sub(x), &row.name, style, marks);
        let at = x + used.max(name_cells) + 2;
        if at < right {
            let marks: &[usize] = hit.matched.iter().find(|(column, _)| *column == 1).map_or(&[], |(_, chars)| chars);
            pen.put_fitting(at, y, right - at, &row.detail, style.patch(pen.theme.quiet()), marks);
        }
        if selected && cursor.is_none() {
            cursor = Some((line.x, y));
        }
    }
    cursor.unwrap_or((body.x, body.y))
}

fn draw_card(pen: &mut Pen, app: &App, card: &Card) -> (u16, u16) {
    let (cols, _) = pen.size();
    let width = if cols >= 60 { (cols * 4 / 5).min(96).saturating_sub(4) } else { cols.saturating_sub(4) };
    let label_cells = card.rows.iter().map(|row| pen.cells(&row.label)).max().unwrap_or(0).min(width / 3);
    let measure = width.saturating_sub(label_cells + 2).max(1);
    let options = Options {
        width: measure,
        mode: pen.mode,
        strictness: Strictness::Strict,
        indent: 0,
        hanging_indent: 0,
        hang: Hang::Nothing,
    };
    // A row of the card may take several of the screen.
    let mut lines: Vec<(&str, &str)> = Vec::new();
    for row in card.rows.iter().skip(card.top) {
        for (at, piece) in layout::rows(&row.text, &options).iter().enumerate() {
            lines.push((if at == 0 { &row.label } else { "" }, row.text.get(piece.range.clone()).unwrap_or("")));
        }
    }
    let (_, inner) = ground(pen, lines.len() + 4);
    let base = pen.theme.popup();
    let quiet = base.patch(pen.theme.quiet());
    let hint = app.lang.pick("j k 滚动  Esc 关闭", "j k scroll  Esc closes");
    let used = pen.put_fitting(inner.x, inner.y, inner.width, &card.title, base.patch(pen.theme.strong()), &[]);
    let cells = pen.cells(hint);
    if used + cells + 2 < inner.width {
        pen.put(inner.x + inner.width - cells, inner.y, cells, hint, quiet);
    }
    let body = if inner.height >= 6 { inner.below(2) } else { inner.below(1) };
    for ((label, text), y) in lines.into_iter().zip(body.y..body.y + body.height) {
        pen.put_fitting(body.x, y, label_cells, label, quiet, &[]);
        pen.put(body.x + label_cells + 2, y, body.width.saturating_sub(label_cells + 2), text, base);
    }
    (inner.x, inner.y)
}
