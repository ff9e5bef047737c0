//! The state in one line of words, for who hears the reader instead of seeing it: the label first, then the value. What a
//! popup shows is read off the row where its cursor stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::flow::Kind;
use crate::app::layer::Layer;
use crate::app::picker::Purpose;
use crate::app::region::Region;
use crate::app::words;
use crate::model::Document;
use crate::text::sanitise;

use super::theme::Theme;

/// What stands under the cursor, as one line.
pub fn line(app: &App, theme: &Theme) -> String {
    let words = match app.layers.last() {
        Some(layer) => format!("{}: {}", layer_label(layer, app), popup_row(app, theme)),
        None if app.is_editing() => format!("{}: {}", app.lang.pick("输入", "field"), popup_row(app, theme)),
        None => match app.focus {
            Region::Shelf => shelf(app),
            Region::Speeches => speech(app),
            Region::Text => text(app),
        },
    };
    plain(&words)
}

/// One line that steers no terminal: controls as pictures, blanks as one.
fn plain(words: &str) -> String {
    let shown = words.chars().filter(|c| !sanitise::is_dropped(*c)).map(|c| sanitise::picture(c).unwrap_or(c));
    let mut out = String::with_capacity(words.len());
    for c in shown {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

fn layer_label(layer: &Layer, app: &App) -> String {
    let pick = |zh, en| app.lang.pick(zh, en).to_owned();
    match layer {
        Layer::Picker(picker) => {
            let name = match picker.purpose {
                Purpose::Help => pick("帮助", "help"),
                Purpose::Palette => pick("命令与跳转", "palette"),
                Purpose::Outline => pick("提纲", "outline"),
                Purpose::Marks => pick("标记", "marks"),
            };
            format!("{name} {}/{}", (picker.list.position() + 1).min(picker.list.count()), picker.list.count())
        }
        Layer::Card(card) => {
            let row = card.rows.get(card.top);
            let label = row.map_or(String::new(), |row| format!(" {}", row.label));
            format!("{} {}{label}", pick("详情", "card"), card.title)
        }
        Layer::Hits => pick("全文检索", "full-text search"),
        Layer::Form(_) => pick("更正", "correction"),
    }
}

/// The row of a popup or of a field: of a card its first row, else that of the real cursor.
fn popup_row(app: &App, theme: &Theme) -> String {
    if let Some(Layer::Card(card)) = app.layers.last() {
        return card.rows.get(card.top).map_or(String::new(), |row| row.text.clone());
    }
    let area = Rect::new(0, 0, app.size.0, app.size.1);
    let mut buffer = Buffer::empty(area);
    let Some(cursor) = super::draw(app, theme, area, &mut buffer) else { return String::new() };
    // From the frame at the left of the cursor, which may stand on the mark of the selected row, to that at its right.
    let symbol = |x: u16| buffer[(x, cursor.y)].symbol();
    let is_edge = |x: &u16| matches!(symbol(*x), "|" | "│" | "▐" | "▌");
    let from = (0..=cursor.x).rev().find(is_edge).map_or(0, |x| x + 1);
    let to = (cursor.x + 1..area.width).find(is_edge).unwrap_or(area.width);
    (from..to).map(symbol).collect()
}

fn shelf(app: &App) -> String {
    let list = app.shelf();
    let name = app.tab.name(app.lang);
    match list.current() {
        None => format!("{name}: {}", app.lang.pick("没有", "none")),
        Some(row) => {
            let values = [row.group.as_str(), &row.lead, &row.name, &row.detail, &row.tail];
            format!("{name} {}/{}: {}", list.position() + 1, list.count(), values.join(" "))
        }
    }
}

fn speech(app: &App) -> String {
    let name = app.lang.pick("发言", "speech");
    match app.speeches.current() {
        None => format!("{name}: {}", app.lang.pick("没有", "none")),
        Some(row) => {
            let (at, all) = (app.speeches.position() + 1, app.speeches.count());
            format!("{name} {at}/{all}: {} {} {} {}", row.name, row.detail, row.form, row.length)
        }
    }
}

fn text(app: &App) -> String {
    let view = app.view();
    let Some(block) = view.flow().blocks().get(view.here().block) else {
        return app.lang.pick("正文: 没有", "text: none").to_owned();
    };
    if block.kind == Kind::Gap {
        return String::new();
    }
    let at = view.at(view.here());
    let rows = view.rows(at.block);
    let range = rows.get(at.row).map(|row| row.range.clone()).unwrap_or_default();
    let words = view.flow().text(at.block).get(range).unwrap_or("");
    let label = match (block.kind, app.document()) {
        (Kind::Title, _) => app.lang.pick("标题", "title").to_owned(),
        (Kind::Meeting, _) => app.lang.pick("会议", "meeting").to_owned(),
        (Kind::Fact, _) => app.lang.pick("题录", "facts").to_owned(),
        (Kind::Voice(_), _) => app.lang.pick("讲话人", "speaker").to_owned(),
        (Kind::Paragraph(role), Some(document)) => {
            let number = format!("{}/{}", block.paragraph + 1, document.paragraphs.len());
            format!("{} {number}{}", words::role(role, app.lang), voice(app, document, block.paragraph))
        }
        _ => app.lang.pick("原件", "source").to_owned(),
    };
    format!("{label}: {words}")
}

/// Who speaks in a paragraph.
fn voice(app: &App, document: &Document, paragraph: usize) -> String {
    let speech = document.speeches.iter().find(|s| s.parts.iter().any(|part| part.paragraph == paragraph));
    speech.map_or(String::new(), |speech| {
        format!(" {} {}", words::voice(speech, app.lang), words::form(speech.form, app.lang))
    })
}
