//! The last row: where one is, how far, what the filter leaves, findings, what keys do here; a notice goes before all.
//! And the path to the one region that a small screen shows.

use crate::app::App;
use crate::app::frame::{Pane, Shape};
use crate::app::region::Region;
use crate::app::words;
use crate::config::Lang;

use super::paint::Pen;
use super::shelf::Cursor;

fn path_words(app: &App) -> Vec<String> {
    let speech = app.document().zip(app.reading.speech).and_then(|(d, s)| d.speeches.get(s));
    // A hit or a mark may lie elsewhere than what is selected on the shelf.
    let name = match app.shelf().current() {
        Some(row) if app.is_of(&row.key) => Some(row.name.clone()),
        _ => app.document().map(|document| {
            let held = speech.and_then(|s| s.meeting.as_ref());
            let held = held.and_then(|id| document.meetings.iter().find(|meeting| meeting.id == *id));
            held.map_or_else(|| words::title(document), |meeting| meeting.name.clone())
        }),
    };
    let mut out: Vec<String> = name.into_iter().collect();
    if let Some(speech) = speech {
        let name = words::voice(speech, app.lang);
        if out.first() == Some(&name) {
            out.extend(app.document().map(words::title));
        } else {
            out.push(name);
        }
    }
    out
}

/// The path on the top row of a small screen.
pub fn path(pen: &mut Pen, app: &App, pane: Pane) {
    if pane.is_empty() {
        return;
    }
    let mut words = vec![app.tab.name(app.lang).to_owned()];
    if app.focus != Region::Shelf {
        words.extend(path_words(app));
    }
    let line = words.join(&format!(" {} ", pen.glyphs.path));
    let style = pen.theme.quiet();
    pen.put_fitting(pane.x + 1, pane.y, pane.width.saturating_sub(2), &line, style, &[]);
}

/// Draws the status row; where the cursor stands while the search within the text is typed.
pub fn draw(pen: &mut Pen, app: &App, pane: Pane) -> Cursor {
    if pane.is_empty() {
        return None;
    }
    let quiet = pen.theme.quiet();
    if let Some(find) =
        app.reading.find.as_ref().filter(|f| f.open && app.focus == Region::Text && app.layers.is_empty())
    {
        let text = find.input.text();
        let count =
            if find.hits.is_empty() { "0".to_owned() } else { format!("{}/{}", find.current + 1, find.hits.len()) };
        let lead = pen.put(pane.x, pane.y, pane.width, " /", pen.theme.accent());
        let used = pen.put(pane.x + lead, pane.y, pane.width.saturating_sub(lead + 10), &text, pen.theme.strong());
        pen.put(pane.x + lead + used + 2, pane.y, 10, &count, quiet);
        let caret = pen.cells(find.input.before()).min(used);
        return Some((pane.x + lead + caret, pane.y));
    }
    let right = facts(pen, app, pane);
    let room = pane.width.saturating_sub(right + 2);
    if let Some(notice) = &app.notice {
        let style = pen.theme.accent();
        pen.put_fitting(pane.x + 1, pane.y, room, notice, style, &[]);
    } else if app.frame().shape != Shape::One {
        let line = path_words(app).join(&format!(" {} ", pen.glyphs.path));
        pen.put_fitting(pane.x + 1, pane.y, room, &line, quiet, &[]);
    }
    None
}

/// What stands at the right, as much as has room; how many cells it took.
fn facts(pen: &mut Pen, app: &App, pane: Pane) -> u16 {
    let lang = app.lang;
    // Weightiest first; they are drawn in reading order.
    let mut parts: Vec<(usize, String)> = Vec::new();
    if let Some(progress) = app.progress.as_ref().filter(|_| app.is_importing()) {
        parts.push((0, words::progress(progress.done, progress.total, progress.pace, lang)));
    }
    if let Some(document) = app.document() {
        if app.reading.source.is_some() {
            parts.push((1, lang.pick("原件", "source").to_owned()));
        } else if let Some(here) = app.here() {
            let all = document.paragraphs.len();
            parts.push((
                1,
                match lang {
                    Lang::Zh => format!("段 {}/{all}", (here + 1).min(all)),
                    Lang::En => format!("par. {}/{all}", (here + 1).min(all)),
                },
            ));
        }
        parts.push((2, format!("{}%", app.view().percent())));
        if !document.findings.is_empty() {
            parts.push((3, format!("{} {}", lang.pick("存疑", "findings"), document.findings.len())));
        }
    }
    if let Some(find) = app.reading.find.as_ref().filter(|f| !f.open) {
        // Hits of a search over all texts are counted over all of them.
        let (lead, at, all) = match app.hits.as_ref().filter(|_| app.walks_hits()) {
            Some(hits) => (app.lang.pick("全文 ", "all "), hits.position(), hits.count()),
            None => ("", find.current, find.hits.len()),
        };
        parts.push((1, format!("{lead}/{} {}/{all}", find.input.text(), at + 1)));
    }
    if let Some(count) = app.count {
        parts.push((0, count.to_string()));
    }
    if let Some(selection) = &app.reading.selection {
        let unit = match selection.unit {
            crate::app::reading::Unit::Char => lang.pick("选取：字", "select: char"),
            crate::app::reading::Unit::Sentence => lang.pick("选取：句", "select: sentence"),
            crate::app::reading::Unit::Paragraph => lang.pick("选取：段", "select: paragraph"),
        };
        parts.push((0, unit.to_owned()));
    }
    let keys = match app.focus {
        Region::Text => lang.pick("/ 查找  i 详情  r 原件  z 放大  ? 帮助", "/ find  i card  r source  z zoom  ? help"),
        _ => lang.pick("/ 筛选  i 详情  z 放大  ? 帮助", "/ filter  i card  z zoom  ? help"),
    };
    let cells_of = |pen: &Pen, parts: &[(usize, String)]| -> u16 { parts.iter().map(|(_, p)| pen.cells(p) + 2).sum() };
    // The last key, that of the help, is the weightiest; then those from the first on.
    let keys: Vec<&str> = keys.split("  ").collect();
    for (at, key) in keys.iter().enumerate() {
        parts.push((if at + 1 == keys.len() { 4 } else { 5 + at }, (*key).to_owned()));
    }
    // A small screen has its path on the top row.
    let path = match &app.notice {
        Some(notice) => (pen.cells(notice) + 1).min(pane.width / 3 * 2),
        None if app.frame().shape == Shape::One => 0,
        None => {
            let path = path_words(app).join(&format!(" {} ", pen.glyphs.path));
            (pen.cells(&path) + 1).clamp(12, (pane.width / 3).max(12))
        }
    };
    while parts.len() > 1 && cells_of(pen, &parts) + path > pane.width {
        let Some(lightest) = (0..parts.len()).max_by_key(|at| parts[*at].0) else { break };
        parts.remove(lightest);
    }
    let line = parts.iter().map(|(_, part)| part.as_str()).collect::<Vec<_>>().join("  ");
    let cells = pen.cells(&line).min(pane.width.saturating_sub(1));
    let style = pen.theme.quiet();
    pen.put(pane.x + pane.width - cells - 1, pane.y, cells, &line, style);
    cells + 1
}
