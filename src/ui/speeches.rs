//! The speeches of what is selected on the shelf: speaker, office, form, length.

use crate::app::App;
use crate::app::frame::Pane;
use crate::app::list::FilterState;
use crate::app::region::Region;

use super::paint::Pen;
use super::popup::MEASURED;
use super::shelf::{Cursor, empty, filter_head};

/// Cells of a day.
const DAY: u16 = 10;
/// Cells of a name below which it cannot be told from others.
const NAME: u16 = 8;

/// Draws the list; where the cursor stands if it has the focus.
pub fn draw(pen: &mut Pen, app: &App, pane: Pane) -> Cursor {
    if pane.is_empty() {
        return None;
    }
    let list = &app.speeches;
    let focused = app.focus == Region::Speeches;
    let name = app.lang.pick("发言", "Speeches");
    let mut cursor = None;
    if list.filter().state == FilterState::Off {
        let style = pen.theme.strong();
        let style = if focused { style.patch(pen.theme.accent()) } else { style };
        let quiet = pen.theme.quiet();
        let mut x = pane.x + 1;
        x += pen.put(x, pane.y, pane.width.saturating_sub(1), name, style) + 1;
        x += pen.put(x, pane.y, pane.width.saturating_sub(x - pane.x), &list.len().to_string(), quiet);
        let order = app.speech_order.name(app.lang);
        let cells = pen.cells(order);
        if x + cells + 1 < pane.x + pane.width {
            pen.put(pane.x + pane.width - cells - 1, pane.y, cells, order, quiet);
        }
    } else {
        cursor = filter_head(pen, pane, list.filter(), (list.count(), list.len()), name);
    }
    let body = pane.below(1);
    if body.is_empty() {
        return cursor.or(Some((pane.x, pane.y)));
    }
    if list.count() == 0 {
        let words = if list.is_empty() {
            if app.shelf().current().is_none() {
                ""
            } else {
                app.lang.pick("没有记下的发言；按 Enter 读正文", "No speeches recorded; Enter reads the text")
            }
        } else {
            app.lang.pick("没有符合的发言，按 Esc 清除筛选", "No speech matches; Esc clears the filter")
        };
        empty(pen, body, words);
        return cursor.or(Some((body.x, body.y)));
    }
    let measured = || list.entries().iter().take(MEASURED);
    let widest = measured().map(|row| pen.cells(&row.name)).max().unwrap_or(0);
    let told = measured().map(|row| pen.cells(&row.detail)).max().unwrap_or(0);
    let days = (1..=DAY).contains(&told);
    // Beside a mark, a form, a length and the blanks between: where a day has no room so, the form is left out.
    let form = measured().map(|row| pen.cells(row.form)).max().unwrap_or(0);
    let has_form = !days || body.width > told + NAME + form + 9;
    for (position, row, hit) in list.from(list.top()).take(usize::from(body.height)) {
        let y = body.y + u16::try_from(position - list.top()).unwrap_or(0);
        let line = Pane { y, height: 1, ..body };
        let selected = position == list.position();
        let base = match (selected, focused) {
            (true, true) => pen.theme.selected(),
            (true, false) => pen.theme.chosen(),
            (false, _) => pen.theme.text(),
        };
        pen.fill(line, base);
        let mark = if selected { pen.glyphs.selected } else { " " };
        pen.put(line.x, y, 1, mark, base.patch(pen.theme.accent()));
        let right = line.x + line.width;
        let quiet = base.patch(pen.theme.quiet());
        let mut tail = 1;
        if line.width >= 24 {
            let length = row.length.to_string();
            let text = if has_form { format!("{} {length:>5}", row.form) } else { format!("{length:>5}") };
            tail = pen.cells(&text) + 1;
            pen.put(right - tail, y, tail, &text, quiet);
            tail += 1;
        }
        let x = line.x + 1;
        let room = right.saturating_sub(x + tail);
        // A day is of no use in part; of an office its beginning may do.
        let detail_room = match row.detail.as_str() {
            "" => 0,
            _ if days && room > told + NAME => told + 1,
            _ => room / 3,
        };
        let name_room =
            if detail_room == 0 { room } else { room.min(widest.max(6)).min(room.saturating_sub(detail_room)) };
        let name_style = base.patch(pen.theme.voice(row.tone));
        let marks: &[usize] = hit.matched.iter().find(|(column, _)| *column == 0).map_or(&[], |(_, chars)| chars);
        pen.put_fitting(x, y, name_room, &row.name, name_style, marks);
        let at = x + name_room.min(widest) + 1;
        let marks: &[usize] = hit.matched.iter().find(|(column, _)| *column == 1).map_or(&[], |(_, chars)| chars);
        pen.put_fitting(at, y, right.saturating_sub(at + tail), &row.detail, quiet, marks);
        if selected && cursor.is_none() {
            cursor = Some((body.x, y));
        }
    }
    cursor
}
