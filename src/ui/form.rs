//! The form to correct what is known of a speech: labels at the left, what stands in the fields at the right, under them
//! what the field in focus may be filled with. The real cursor stands in the field.

use ratatui::style::Modifier;

use crate::app::App;
use crate::app::form::{Ask, Form, OFFERS};
use crate::app::frame::Pane;

use super::paint::Pen;
use super::popup::ground;

/// Draws the form; where the cursor stands.
pub fn draw(pen: &mut Pen, app: &App, form: &Form) -> (u16, u16) {
    let (_, inner) = ground(pen, form.rows());
    let base = pen.theme.popup();
    let quiet = base.patch(pen.theme.quiet());
    let title = app.lang.pick("更正", "Correct");
    let used = pen.put_fitting(inner.x, inner.y, inner.width, title, base.patch(pen.theme.strong()), &[]) + 2;
    let hint = app.lang.pick("Tab 换栏  ↑↓ 选  Enter 保存  Esc 放弃", "Tab next  ↑↓ choose  Enter saves  Esc leaves");
    let room = inner.width.saturating_sub(used);
    pen.put_fitting(inner.x + used, inner.y, room, hint, quiet, &[]);
    let body = if inner.height >= 14 { inner.below(2) } else { inner.below(1) };
    let label_cells = form.fields.iter().map(|f| pen.cells(f.label)).max().unwrap_or(0).min(inner.width / 3);
    let mut cursor = (body.x, body.y);
    // On a screen that is too low for all fields, those around the one in focus are shown.
    let rows = usize::from(body.height.saturating_sub(1)).max(1);
    let top = (form.at + 1).saturating_sub(rows);
    let x = body.x + 1 + label_cells + 2;
    let width = (body.x + body.width).saturating_sub(x);
    let mut y = body.y;
    for (at, field) in form.fields.iter().enumerate().skip(top).take(rows) {
        let focused = at == form.at;
        let style = if focused { pen.theme.selected() } else { base };
        pen.fill(Pane { x: body.x, y, width: body.width, height: 1 }, style);
        let mark = if focused { pen.glyphs.selected } else { " " };
        pen.put(body.x, y, 1, mark, style.patch(pen.theme.accent()));
        pen.put_fitting(body.x + 1, y, label_cells, field.label, style.patch(pen.theme.quiet()), &[]);
        let shown = field.input.text();
        let changed = if field.is_changed() { style.patch(pen.theme.strong()) } else { style };
        if field.choices.is_empty() {
            let caret = pen.cells(field.input.before());
            // A value wider than its field is shown around the caret.
            let skipped = if focused { hidden(pen, field.input.before(), width) } else { 0 };
            let part: String = shown.chars().skip(skipped).collect();
            let head: String = shown.chars().take(skipped).collect();
            let whole = focused && form.fresh && !matches!(field.ask, Ask::From | Ask::To);
            let changed = if whole { changed.add_modifier(Modifier::UNDERLINED) } else { changed };
            pen.put_fitting(x, y, width, &part, changed, &[]);
            if focused {
                cursor = (x + caret.saturating_sub(pen.cells(&head)).min(width.saturating_sub(1)), y);
            }
        } else {
            let words = if focused { format!("‹ {shown} ›") } else { shown };
            pen.put_fitting(x, y, width, &words, changed, &[]);
            if focused {
                cursor = (x, y);
            }
        }
        y += 1;
    }
    let rest = Pane { y, height: (body.y + body.height).saturating_sub(y), ..body };
    if let Some(complaint) = &form.complaint {
        pen.put_fitting(
            rest.x + 1,
            rest.y,
            rest.width.saturating_sub(1),
            complaint,
            base.patch(pen.theme.accent()),
            &[],
        );
    } else if rest.height > 1 {
        offers(pen, form, rest.below(1));
    }
    cursor
}

/// Chars of a value that lie left of its field when the caret is to be seen.
fn hidden(pen: &Pen, before: &str, width: u16) -> usize {
    let room = width.saturating_sub(2);
    let all: Vec<char> = before.chars().collect();
    (0..all.len()).find(|skip| pen.cells(&all.iter().skip(*skip).collect::<String>()) <= room).unwrap_or(all.len())
}

fn offers(pen: &mut Pen, form: &Form, pane: Pane) {
    let base = pen.theme.popup();
    let x = pane.x + 3;
    let right = pane.x + pane.width;
    let first = if form.offered { (form.offers.position() + 1).saturating_sub(OFFERS) } else { 0 };
    let rows = OFFERS.min(usize::from(pane.height));
    for ((position, (offer, hit)), y) in form.offers.shown().enumerate().skip(first).take(rows).zip(pane.y..) {
        let chosen = form.offered && position == form.offers.position();
        let style = if chosen { pen.theme.selected() } else { base };
        pen.fill(Pane { y, height: 1, ..pane }, style);
        let mark = if chosen { pen.glyphs.selected } else { " " };
        pen.put(pane.x + 1, y, 1, mark, style.patch(pen.theme.accent()));
        let marks: &[usize] = hit.matched.iter().find(|(column, _)| *column == 0).map_or(&[], |(_, chars)| chars);
        let used = pen.put_fitting(x, y, right.saturating_sub(x), &offer.text, style, marks);
        let at = x + used + 2;
        if at < right {
            pen.put_fitting(at, y, right - at, &offer.detail, style.patch(pen.theme.quiet()), &[]);
        }
    }
}
