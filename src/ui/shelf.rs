//! The shelf: tabs with their counts or the filter's field, then rows under the heads of their groups.

use crate::app::App;
use crate::app::frame::Pane;
use crate::app::list::{Filter, FilterState};
use crate::app::region::{Region, Tab};
use crate::app::shelf::Row;
use crate::filter::Hit;

use crate::text::clusters::clusters;

use super::paint::Pen;

/// A cell of the screen, from 0.
pub type Cursor = Option<(u16, u16)>;

/// The filter's field in the head row of a list, or its chip: what is typed, and how many rows it leaves.
pub fn filter_head(pen: &mut Pen, pane: Pane, filter: &Filter, counts: (usize, usize), name: &str) -> Cursor {
    let (shown, all) = counts;
    let style = pen.theme.accent();
    let tail = format!("{shown}/{all}");
    let tail_cells = pen.cells(&tail);
    let mut cursor = None;
    let right = pane.x + pane.width;
    if pane.width > tail_cells + 6 {
        let quiet = pen.theme.quiet();
        pen.put(right - tail_cells - 1, pane.y, tail_cells, &tail, quiet);
    }
    let room = pane.width.saturating_sub(tail_cells + 3);
    if filter.state == FilterState::Open {
        let lead = pen.put(pane.x, pane.y, pane.width, " /", style);
        let text = filter.input.text();
        // The end of what is typed stays to be seen, the caret always.
        let before = pen.cells(filter.input.before());
        let skip = (before + 1).saturating_sub(room.saturating_sub(lead));
        let shown: String = skip_cells(pen, &text, skip);
        pen.put(pane.x + lead, pane.y, room.saturating_sub(lead), &shown, pen.theme.strong());
        let hidden = pen.cells(&text) - pen.cells(&shown);
        cursor = Some((pane.x + lead + before.saturating_sub(hidden), pane.y));
    } else {
        let used = pen.put(pane.x, pane.y, room, &format!(" {name} "), pen.theme.strong());
        let chip = format!("/{}", filter.input.text());
        pen.put_fitting(pane.x + used, pane.y, room.saturating_sub(used), &chip, style, &[]);
    }
    cursor
}

/// The text without its first clusters, at least `cells` cells of them.
pub fn skip_cells(pen: &Pen, text: &str, cells: u16) -> String {
    let mut gone = 0;
    for (at, cluster) in clusters(text) {
        if gone >= cells {
            return text.get(at..).unwrap_or("").to_owned();
        }
        gone += pen.cells(cluster);
    }
    String::new()
}

/// Draws the shelf; where the cursor stands if it has the focus.
pub fn draw(pen: &mut Pen, app: &App, pane: Pane) -> Cursor {
    if pane.is_empty() {
        return None;
    }
    let list = app.shelf();
    let mut cursor = None;
    if list.filter().state == FilterState::Off {
        tabs(pen, app, pane);
    } else {
        cursor = filter_head(pen, pane, list.filter(), (list.count(), list.len()), app.tab.name(app.lang));
    }
    let body = pane.below(1);
    if body.is_empty() {
        return cursor.or(Some((pane.x, pane.y)));
    }
    if list.count() == 0 {
        empty(pen, body, why_empty(app));
        return cursor.or(Some((body.x, body.y)));
    }
    let first = first_at(list.count(), |position| list.row_with_heads(position), list.top());
    for (position, entry, hit) in list.from(first) {
        let row = list.row_with_heads(position);
        if list.heads().binary_search(&position).is_ok()
            && let Some(y) = row.checked_sub(1).and_then(|row| visible(row, list.top(), body))
        {
            let style = pen.theme.quiet();
            pen.put(body.x + 1, y, body.width.saturating_sub(2), &entry.group, style);
        }
        if let Some(y) = visible(row, list.top(), body) {
            let line = Pane { y, height: 1, ..body };
            let selected = position == list.position();
            entry_row(pen, app, line, (entry, hit), selected.then_some(app.focus == Region::Shelf));
            if selected && cursor.is_none() {
                cursor = Some((body.x, y));
            }
        } else if row >= list.top() + usize::from(body.height) {
            break;
        }
    }
    cursor
}

/// The first position whose row is not above the window.
fn first_at(count: usize, row: impl Fn(usize) -> usize, top: usize) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        if row(middle) < top { low = middle + 1 } else { high = middle }
    }
    low
}

fn visible(row: usize, top: usize, body: Pane) -> Option<u16> {
    let at = u16::try_from(row.checked_sub(top)?).ok()?;
    (at < body.height).then_some(body.y + at)
}

fn why_empty(app: &App) -> &str {
    if !app.shelf().is_empty() {
        app.lang.pick("没有符合的条目，按 Esc 清除筛选", "Nothing matches; Esc clears the filter")
    } else if app.is_importing() {
        app.lang.pick("正在导入……", "Importing...")
    } else if app.catalogue.documents().is_empty() {
        let failure = app.progress.as_ref().and_then(|p| p.failures.first());
        let none = app.lang.pick("没有文献。按 : 输入 open 路径", "No documents. Press : and type open PATH");
        failure.map_or(none, String::as_str)
    } else {
        app.lang.pick("这里没有条目，按 1 2 3 换一栏", "Nothing here; 1 2 3 switch tabs")
    }
}

/// Lines of a hint, broken to the pane.
pub fn empty(pen: &mut Pen, body: Pane, words: &str) {
    let style = pen.theme.quiet();
    let options = crate::layout::Options {
        width: body.width.saturating_sub(2).max(1),
        mode: pen.mode,
        strictness: crate::layout::Strictness::Strict,
        indent: 0,
        hanging_indent: 0,
        hang: crate::layout::Hang::Nothing,
    };
    for (row, y) in crate::layout::rows(words, &options).iter().zip(body.y..body.y + body.height) {
        pen.put(body.x + 1, y, body.width.saturating_sub(1), words.get(row.range.clone()).unwrap_or(""), style);
    }
}

fn tabs(pen: &mut Pen, app: &App, pane: Pane) {
    let mut x = pane.x + 1;
    let right = pane.x + pane.width;
    for tab in Tab::ALL {
        let here = tab == app.tab;
        let name = tab.name(app.lang);
        let style = if here { pen.theme.strong() } else { pen.theme.quiet() };
        let style = if here && app.focus == Region::Shelf { style.patch(pen.theme.accent()) } else { style };
        x += pen.put(x, pane.y, right.saturating_sub(x), name, style);
        x += 1;
        let count = app.tab_count(tab).to_string();
        let quiet = pen.theme.quiet();
        x += pen.put(x, pane.y, right.saturating_sub(x), &count, quiet);
        x += if pane.width >= 36 { 3 } else { 1 };
    }
    let order = app.order().name(app.lang);
    let cells = pen.cells(order);
    if x + cells < right {
        let quiet = pen.theme.quiet();
        pen.put(right - cells - 1, pane.y, cells, order, quiet);
    }
}

/// The hits in a text that a row shows: those of the column that holds the very text.
pub fn hits_in<'h>(hit: &'h Hit, columns: &[&str], text: &str) -> &'h [usize] {
    let found = hit.matched.iter().find(|(column, _)| columns.get(*column).is_some_and(|c| *c == text));
    found.map_or(&[], |(_, chars)| chars)
}

fn entry_row(pen: &mut Pen, app: &App, line: Pane, (entry, hit): (&Row, &Hit), selected: Option<bool>) {
    let base = match selected {
        Some(true) => pen.theme.selected(),
        Some(false) => pen.theme.chosen(),
        None => pen.theme.text(),
    };
    pen.fill(line, base);
    let mark = if selected.is_some() { pen.glyphs.selected } else { " " };
    pen.put(line.x, line.y, 1, mark, base.patch(pen.theme.accent()));
    let (mut x, right) = (line.x + 1, line.x + line.width);
    let mut tail = 0;
    if !entry.tail.is_empty() && line.width >= 16 {
        tail = pen.cells(&entry.tail) + 1;
        pen.put(right - tail, line.y, tail, &entry.tail, base.patch(pen.theme.quiet()));
        tail += 1;
    }
    if !entry.lead.is_empty() && line.width >= 20 {
        pen.put(x, line.y, 10, &entry.lead, base.patch(pen.theme.quiet()));
        x += pen.cells(&entry.lead).max(5) + 1;
    } else if app.is_grouped() && !entry.group.is_empty() && line.width >= 20 {
        x += 6;
    }
    let room = right.saturating_sub(x + tail);
    let name_style = base.patch(if entry.tone.is_some() { pen.theme.voice(entry.tone) } else { pen.theme.text() });
    let marks: &[usize] = hit.matched.iter().find(|(column, _)| *column == 0).map_or(&[], |(_, chars)| chars);
    let detail_first = app.tab == Tab::People;
    let name_room = if detail_first { room.min(8.max(room / 3)) } else { room };
    let used = pen.put_fitting(x, line.y, name_room, &entry.name, name_style, marks);
    if !entry.detail.is_empty() && detail_first {
        let at = x + used.max(7.min(name_room));
        let rest = right.saturating_sub(at + tail);
        let marks = detail_hits(hit);
        pen.put_fitting(at, line.y, rest, &entry.detail, base.patch(pen.theme.quiet()), marks);
    }
}

/// The hits in a person's latest office: the first column after the name and the other spellings that matched.
fn detail_hits(hit: &Hit) -> &[usize] {
    // Only where no other column could be meant: the latest office is what the row shows.
    hit.matched.iter().find(|(column, _)| *column == 1).map_or(&[], |(_, chars)| chars)
}
