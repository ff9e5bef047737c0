//! The results of a search over all texts: the field, what is said of it, the hits as keyword in context, and the text
//! around the selected one. The keyword of every row begins in the same cell, whatever the width mode: what stands
//! before it is measured from its end, cluster by cluster.
//!
//! ```text
//!  全文 /高质量发展_                              63 处 7 篇
//!  按会议  文序                                    Tab speaker:
//!  2024-06-06  第六届长三角一体化发展高层论坛            12
//! ▌陈吉宁     ……作出新的战略擘画，|高质量发展|要求……
//! ──────────────────────────────────────────────────────────
//!  陈吉宁  上海市委书记  转述  2024-06-06
//!  ……作出新的战略擘画。我们要深入学习贯彻……
//!  Enter 前往  / 再筛  s 排序  Tab 分组  y 复制  Esc 返回
//! ```

use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::App;
use crate::app::frame::Pane;
use crate::app::fulltext::Occurrence;
use crate::app::hit::{Asked, Grouping, Hit};
use crate::app::hits::{Focus, Hits, KEPT, Rows};
use crate::app::words;
use crate::config::Lang;
use crate::layout::{self, Hang, Options, Strictness};
use crate::model::Voice;
use crate::study::echo::Differing;

use super::paint::Pen;
use super::shelf::{Cursor, empty, skip_cells};

/// Draws the results over the whole screen; where the cursor stands.
pub fn draw(pen: &mut Pen, app: &App, hits: &Hits) -> Cursor {
    let (width, height) = pen.size();
    let rows = Rows::of((width, height));
    let full = Pane { x: 0, y: 0, width, height };
    let mut cursor = field(pen, app, hits, full.top(1));
    if rows.head >= 2 {
        cursor = cursor.or(told(pen, app, hits, full.below(1).top(1)));
    }
    let body = full.below(rows.head).top(rows.body);
    let selected = list(pen, app, hits, body);
    if rows.around > 0 {
        around(pen, app, hits, full.below(rows.head + rows.body).top(rows.around));
    }
    if rows.status > 0 {
        status(pen, app, hits, full.below(height - rows.status));
    }
    cursor.or(selected).or(Some((0, 0)))
}

/// The number with its digits in groups of three.
fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What is counted, in words; shorter where there is little room.
fn counts(app: &App, hits: &Hits, width: u16) -> String {
    if hits.asked.is_none() {
        return String::new();
    }
    let (total, documents) = (number(hits.total), number(hits.documents));
    let refined = if hits.refine.is_some() { format!("{}/", number(hits.count())) } else { String::new() };
    let progress = if hits.is_searching() || hits.searched() < app.catalogue.documents().len() {
        let all = app.catalogue.documents().len().max(1);
        let percent = (hits.searched() * 100 / all).min(99);
        format!("  {} {percent}%", app.lang.pick("检索中", "searching"))
    } else {
        String::new()
    };
    match app.lang {
        _ if width < 50 => format!("{refined}{total}{progress}"),
        Lang::Zh if hits.total > hits.kept() => {
            format!("{refined}{total} 处 {documents} 篇，列出前 {}{progress}", number(KEPT))
        }
        Lang::En if hits.total > hits.kept() => {
            format!("{refined}{total} hits in {documents} documents, the first {} listed{progress}", number(KEPT))
        }
        Lang::Zh => format!("{refined}{total} 处 {documents} 篇{progress}"),
        Lang::En => format!("{refined}{total} hits in {documents} documents{progress}"),
    }
}

/// The row of the query's field.
fn field(pen: &mut Pen, app: &App, hits: &Hits, pane: Pane) -> Cursor {
    let typing = app.in_hits() && hits.focus == Focus::Query;
    let (strong, accent, quiet) = (pen.theme.strong(), pen.theme.accent(), pen.theme.quiet());
    let name = match hits.asked {
        Some(Asked::Echo(_)) => app.lang.pick("提法", "Echo"),
        _ => app.lang.pick("全文", "Full text"),
    };
    let count = counts(app, hits, pane.width);
    let count_cells = pen.cells(&count);
    let lead = pen.put(pane.x + 1, pane.y, pane.width.saturating_sub(1), name, strong.patch(accent)) + 2;
    let x = pane.x + lead + pen.put(pane.x + lead, pane.y, pane.width.saturating_sub(lead), "/", accent);
    let mut right = pane.x + pane.width;
    if x + 8 + count_cells < right {
        right -= count_cells + 1;
        pen.put(right, pane.y, count_cells, &count, quiet);
        right -= 1;
    }
    let room = right.saturating_sub(x);
    let text = hits.input.text();
    if !typing {
        pen.put_fitting(x, pane.y, room, &text, strong, &[]);
        return None;
    }
    // The end of what is typed stays to be seen, the caret always.
    let before = pen.cells(hits.input.before());
    let skip = (before + 1).saturating_sub(room);
    let shown = skip_cells(pen, &text, skip);
    pen.put(x, pane.y, room, &shown, strong);
    let hidden = pen.cells(&text) - pen.cells(&shown);
    let caret = x + before.saturating_sub(hidden);
    Some((caret.min(pane.x + pane.width.saturating_sub(1)), pane.y))
}

/// The row below: what is wrong with the query, what may be completed, the refining filter, else grouping and order.
fn told(pen: &mut Pen, app: &App, hits: &Hits, pane: Pane) -> Cursor {
    let (accent, quiet, finding) = (pen.theme.accent(), pen.theme.quiet(), pen.theme.finding());
    let room = pane.width.saturating_sub(2);
    let typing = app.in_hits() && hits.focus == Focus::Query;
    if let Some(fault) = hits.fault.as_ref().filter(|_| typing) {
        // Under the char that is wrong, as far as there is room beside it.
        let name = app.lang.pick("全文", "Full text");
        let before: String = hits.input.text().chars().take(fault.at).collect();
        let column = pen.cells(name) + 4 + pen.cells(&before);
        let words = format!("^ {}", fault.message);
        let cells = pen.cells(&words);
        let x = column.min((pane.width).saturating_sub(cells + 1)).max(1);
        let words = if x == column { words } else { format!("{} {}", fault.at + 1, fault.message) };
        pen.put_fitting(pane.x + x, pane.y, pane.width.saturating_sub(x), &words, finding, &[]);
        return None;
    }
    if let Some(refine) = &hits.refine {
        let editing = app.in_hits() && hits.focus == Focus::Refine;
        let lead = pen.put(pane.x + 1, pane.y, room, app.lang.pick("再筛 /", "refine /"), accent);
        let x = pane.x + 1 + lead;
        let text = refine.input.text();
        let used = pen.put_fitting(x, pane.y, room.saturating_sub(lead), &text, pen.theme.strong(), &[]);
        return editing.then(|| (x + pen.cells(refine.input.before()).min(used), pane.y));
    }
    if typing && let Some(offered) = hits.completion.clone().or_else(|| app.offered()) {
        let mut x = pane.x + 1 + pen.put(pane.x + 1, pane.y, room, "Tab ", quiet);
        for (at, candidate) in offered.candidates.iter().enumerate() {
            let chosen = hits.completion.is_some() && at == offered.at;
            let style = if chosen { pen.theme.mark() } else { accent };
            let left = (pane.x + pane.width).saturating_sub(x + 1);
            if pen.cells(candidate) > left {
                break;
            }
            x += pen.put(x, pane.y, left, candidate, style) + 2;
        }
        return None;
    }
    let how = [hits.grouping.name(app.lang), hits.order.name(app.lang)].into_iter().map(str::to_owned);
    let words = how.chain(hits.said().iter().cloned()).collect::<Vec<_>>().join("  ");
    pen.put_fitting(pane.x + 1, pane.y, room, &words, quiet, &[]);
    None
}

/// The hits under the heads of their groups; where the selected one stands.
fn list(pen: &mut Pen, app: &App, hits: &Hits, body: Pane) -> Cursor {
    if body.is_empty() {
        return None;
    }
    if hits.count() == 0 {
        nothing(pen, app, hits, body);
        return None;
    }
    let mut cursor = None;
    // The first position whose row stands in the window.
    let mut position = first_position(hits);
    let mut row = hits.row(position);
    let mut head = hits.heads.partition_point(|head| head.position < position);
    // The head of the first hit's group, where it stands in the window.
    if hits.heads.get(head).is_some_and(|h| h.position == position) {
        row -= 1;
    }
    while row < hits.top() + usize::from(body.height) && position < hits.count() {
        let y = |row: usize| u16::try_from(row.checked_sub(hits.top())?).ok().map(|at| body.y + at);
        if let Some(group) = hits.heads.get(head).filter(|group| group.position == position) {
            if let Some(y) = y(row) {
                let count = number(group.count);
                let cells = pen.cells(&count);
                let quiet = pen.theme.quiet();
                let room = body.width.saturating_sub(cells + 3);
                pen.put_fitting(body.x + 1, y, room, &group.label, pen.theme.strong().patch(quiet), &[]);
                pen.put((body.x + body.width).saturating_sub(cells + 1), y, cells, &count, quiet);
            }
            head += 1;
            row += 1;
            continue;
        }
        if let (Some(y), Some(hit)) = (y(row), hits.at(position)) {
            let line = Pane { y, height: 1, ..body };
            let selected = position == hits.position();
            entry(pen, app, hits, hit, line, selected);
            if selected {
                cursor = Some((line.x, y));
            }
        }
        position += 1;
        row += 1;
    }
    cursor
}

/// The first position whose row is not above the window.
fn first_position(hits: &Hits) -> usize {
    let (mut low, mut high) = (0, hits.count().saturating_sub(1));
    while low < high {
        let middle = low.midpoint(high);
        if hits.row(middle) < hits.top() { low = middle + 1 } else { high = middle }
    }
    low
}

/// What stands where no hit does.
fn nothing(pen: &mut Pen, app: &App, hits: &Hits, body: Pane) {
    let lang = app.lang;
    if hits.asked.is_some() {
        let words = match () {
            () if hits.is_searching() => lang.pick("检索中……", "Searching..."),
            () if hits.refine.is_some() => {
                lang.pick("没有符合的条目，按 Esc 清除再筛", "Nothing matches; Esc clears the refining filter")
            }
            () => lang.pick("没有找到。换个词，或按 Esc 返回", "Nothing found. Try other words, or Esc goes back"),
        };
        empty(pen, body, words);
        return;
    }
    if hits.fault.is_none() && !app.searches.is_empty() && hits.input.is_empty() {
        let quiet = pen.theme.quiet();
        pen.put_fitting(
            body.x + 1,
            body.y,
            body.width.saturating_sub(2),
            lang.pick("近来的检索（Enter 再检索）", "Recent searches (Enter searches again)"),
            quiet,
            &[],
        );
        let recent = app.recent.min(app.searches.len() - 1);
        let height = usize::from(body.height.saturating_sub(1)).max(1);
        let from = recent.saturating_sub(height - 1);
        for ((at, typed), y) in app.searches.iter().enumerate().skip(from).zip(body.y + 1..body.y + body.height) {
            let style = if at == recent { pen.theme.selected() } else { pen.theme.text() };
            pen.fill(Pane { y, height: 1, ..body }, style);
            let mark = if at == recent { pen.glyphs.selected } else { " " };
            pen.put(body.x, y, 1, mark, style.patch(pen.theme.accent()));
            pen.put_fitting(body.x + 1, y, body.width.saturating_sub(2), typed, style, &[]);
        }
        return;
    }
    let hints: [&str; 6] = [
        lang.pick("词句：繁简、全半角、大小写不论", "words: any script form, width and case"),
        "高质量*发展    \"R AND D\"    /第[一二三]届/",
        "改革 AND 开放    改革 NOT 开放    改革 NEAR/20 开放",
        "speaker:李强    office:书记    meeting:论坛    place:温州",
        "form:said    from:2021 to:2023-05    publisher:新华社    annotation:*",
        lang.pick("Tab 补全限定", "Tab completes a limit"),
    ];
    let quiet = pen.theme.quiet();
    for (hint, y) in hints.into_iter().zip(body.y..body.y + body.height) {
        pen.put_fitting(body.x + 1, y, body.width.saturating_sub(2), hint, quiet, &[]);
    }
}

/// Who stands before a hit, or when it was said: what its group does not say already.
fn lead(app: &App, hits: &Hits, it: &Occurrence, hit: &Hit, width: u16) -> (String, u16) {
    let name = match it.speech {
        None => "-".to_owned(),
        Some(speech) if speech.voice == Voice::Meeting => app.lang.pick("会议", "meeting").to_owned(),
        Some(speech) => words::voice(speech, app.lang),
    };
    let date = it.date();
    let echo = matches!(hits.asked, Some(Asked::Echo(_)));
    match (width, hits.grouping) {
        (30..60, _) if echo => (date, 10),
        (0..60, _) => (String::new(), 0),
        _ if echo => (format!("{date:<10} {:>2}  {name}", hit.distance), 23),
        (_, Grouping::Speech | Grouping::Person) => (date, 10),
        (100.., Grouping::None) => (format!("{date:<10}  {name}"), 20),
        _ => (name, 8),
    }
}

/// A hit as keyword in context.
fn entry(pen: &mut Pen, app: &App, hits: &Hits, hit: &Hit, line: Pane, selected: bool) {
    let Some(it) = app.occurrence(hit) else { return };
    let base = if selected { pen.theme.selected() } else { pen.theme.text() };
    pen.fill(line, base);
    let mark = if selected { pen.glyphs.selected } else { " " };
    pen.put(line.x, line.y, 1, mark, base.patch(pen.theme.accent()));
    let mut x = line.x + 1;
    let (lead, cells) = lead(app, hits, &it, hit, line.width);
    if cells > 0 {
        let tone = base.patch(it.speech.map_or_else(|| pen.theme.quiet(), |s| pen.theme.voice(app.tones.of_speech(s))));
        pen.put_fitting(x, line.y, cells, &lead, tone, &[]);
        x += cells + 2;
    }
    let right = (line.x + line.width).saturating_sub(1);
    let room = right.saturating_sub(x);
    let echo =
        if let Some(Asked::Echo(formulation)) = &hits.asked { Some(formulation.differing(&it.text())) } else { None };
    let share = match &hits.asked {
        Some(Asked::Echo(_)) => room / 8,
        // A passage is its own context.
        Some(Asked::Query(query)) if query.is_limits_alone() => 0,
        _ => room * 2 / 5,
    };
    kwic(pen, &it, Pane { x, width: room, ..line }, share, base, echo.as_ref());
}

/// The words that were found begin `share` cells into the pane; what stands before ends there.
fn kwic(pen: &mut Pen, it: &Occurrence, pane: Pane, share: u16, base: Style, echo: Option<&Differing>) {
    let (before, after) = it.context(usize::from(pane.width));
    let mut used = 0;
    let mut start = before.len();
    for (at, cluster) in before.grapheme_indices(true).rev() {
        let cells = pen.cells(cluster);
        if used + cells > share {
            break;
        }
        used += cells;
        start = at;
    }
    let quiet = base.patch(pen.theme.text());
    pen.put(pane.x + share - used, pane.y, used, before.get(start..).unwrap_or(""), quiet);
    let (hit, differs) = (base.patch(pen.theme.hit()), base.patch(pen.theme.mark()));
    let mut x = pane.x + share;
    let left = |x: u16| (pane.x + pane.width).saturating_sub(x);
    let text = it.text();
    match echo {
        None => x += pen.put(x, pane.y, left(x), &text, hit),
        Some(differing) => {
            for (at, c) in text.chars().map(Some).chain([None]).enumerate() {
                if differing.gaps.binary_search(&at).is_ok() {
                    x += pen.put(x, pane.y, left(x), "^", base.patch(pen.theme.finding()));
                }
                let style =
                    if differing.chars.binary_search(&at).is_ok() { differs } else { base.patch(pen.theme.strong()) };
                if let Some(c) = c {
                    x += pen.put(x, pane.y, left(x), c.encode_utf8(&mut [0; 4]), style);
                }
            }
        }
    }
    pen.put(x, pane.y, left(x), &after, quiet);
}

/// Who, where and when, and the paragraph around the selected hit.
fn around(pen: &mut Pen, app: &App, hits: &Hits, pane: Pane) {
    let quiet = pen.theme.quiet();
    let rule = pen.glyphs.edge.0.repeat(usize::from(pane.width));
    pen.put(pane.x, pane.y, pane.width, &rule, quiet);
    let Some((hit, it)) = hits.current().and_then(|hit| Some((hit, app.occurrence(hit)?))) else { return };
    let mut x = pane.x + 1;
    let right = (pane.x + pane.width).saturating_sub(1);
    let y = pane.y + 1;
    if let Some(speech) = it.speech {
        let name = words::voice(speech, app.lang);
        x += pen.put(
            x,
            y,
            right.saturating_sub(x),
            &name,
            pen.theme.voice(app.tones.of_speech(speech)).patch(pen.theme.strong()),
        ) + 2;
        let office = speech.office.as_deref().unwrap_or_default();
        let form = words::form(speech.form, app.lang);
        let words = [office, form].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join("  ");
        x += pen.put_fitting(x, y, right.saturating_sub(x), &words, quiet, &[]) + 2;
    }
    let place = it.meeting.map_or_else(|| words::title(it.document), |m| m.name.clone());
    let all = it.document.paragraphs.len();
    let paragraph = match app.lang {
        Lang::Zh => format!("段 {}/{all}", hit.paragraph + 1),
        Lang::En => format!("par. {}/{all}", hit.paragraph + 1),
    };
    let words = format!("{}  {place}  {paragraph}", it.date());
    if x < right {
        pen.put_fitting(x, y, right - x, words.trim(), quiet, &[]);
    }
    let body = pane.below(2);
    let options = Options {
        width: body.width.saturating_sub(4).max(1),
        mode: pen.mode,
        strictness: Strictness::Strict,
        indent: 0,
        hanging_indent: 0,
        hang: Hang::Marks,
    };
    let text = it.whole();
    let rows = layout::rows(text, &options);
    let byte = text.char_indices().nth(hit.chars.start).map_or(text.len(), |(at, _)| at);
    let row = rows.partition_point(|row| row.range.start <= byte).saturating_sub(1);
    let height = usize::from(body.height);
    let first = row.saturating_sub(height / 3).min(rows.len().saturating_sub(height));
    let mut char = rows.get(first).map_or(0, |row| text.get(..row.range.start).map_or(0, |t| t.chars().count()));
    for (row, y) in rows.iter().skip(first).zip(body.y..body.y + body.height) {
        let words = text.get(row.range.clone()).unwrap_or("");
        let (plain, hit_style) = (pen.theme.text(), pen.theme.hit());
        let from = char;
        pen.put_styled(body.x + 1, y, body.width.saturating_sub(1), words, |at| {
            if hit.chars.contains(&(from + at)) { hit_style } else { plain }
        });
        let next = rows.iter().find(|other| other.range.start > row.range.start).map_or(text.len(), |r| r.range.start);
        char += text.get(row.range.start..next).map_or(0, |t| t.chars().count());
    }
}

/// What keys do here; a notice goes before.
fn status(pen: &mut Pen, app: &App, hits: &Hits, pane: Pane) {
    let lang = app.lang;
    let keys = match hits.focus {
        Focus::Query => lang.pick(
            "Enter 看结果  Esc 返回  上下键选取  Tab 补全",
            "Enter results  Esc back  Up Down select  Tab completes",
        ),
        Focus::Refine => lang.pick("Enter 保留  Esc 清除", "Enter keeps  Esc clears"),
        Focus::Hits => lang.pick(
            "Enter 前往  Esc 返回  / 再筛  s 排序  1 2 3 会议 发言 人物  Tab 分组  S 改词  y 复制  Y 引文",
            "Enter goes  Esc back  / refine  s order  1 2 3 Tab group  S words  y copy  Y cite",
        ),
    };
    match &app.notice {
        Some(notice) => {
            pen.put_fitting(pane.x + 1, pane.y, pane.width.saturating_sub(2), notice, pen.theme.accent(), &[])
        }
        None => pen.put_parts(pane.x + 1, pane.y, pane.width.saturating_sub(2), keys, pen.theme.quiet()),
    };
}
