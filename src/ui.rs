//! Floor 7: `&App` to cells; the theme; one file per region. Drawing never writes state back.
//!
//! ```text
//! ┌ shelf.rs ─────────┬ text.rs ───────────────────────┐
//! │ tabs or filter    │ title, facts                   │
//! │ rows              │ ▎ paragraphs                   │
//! ├ speeches.rs ──────┤                                │
//! │ head or filter    │  popup.rs, form.rs over it all │
//! │ rows              │                                │
//! └ status.rs ────────┴────────────────────────────────┘
//! ```
//! `hits.rs` draws the results of a search over all texts in place of the three.
//! `paint.rs` puts clusters into cells, `theme.rs` says in which style, `glyphs.rs` in which signs;
//! `linear.rs` says the same in a line of words.

pub mod form;
pub mod glyphs;
pub mod hits;
pub mod linear;
pub mod paint;
pub mod popup;
pub mod shelf;
pub mod speeches;
pub mod status;
pub mod text;
pub mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::layer::Layer;
use crate::app::region::Region;

use paint::Pen;
use theme::Theme;

/// Draws the whole screen; where the real cursor stands.
pub fn draw(app: &App, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let frame = app.frame();
    let mut pen = Pen::new(buf, area, app.width, theme);
    pen.clear();
    let found = app.layers.iter().any(|layer| matches!(layer, Layer::Hits));
    if let Some(hits) = app.hits.as_ref().filter(|_| found) {
        // They take the whole screen; a popup may lie over them.
        let field = hits::draw(&mut pen, app, hits);
        let cursor = if app.in_hits() { field } else { popup::draw(&mut pen, app) };
        pen.finish();
        return cursor.map(|(x, y)| Position::new(x.min(area.width - 1), y.min(area.height - 1)));
    }
    let shelf = shelf::draw(&mut pen, app, frame.shelf);
    let speeches = speeches::draw(&mut pen, app, frame.speeches);
    let text = text::draw(&mut pen, app, &frame);
    for x in frame.separators.into_iter().flatten() {
        for y in 0..frame.text.height {
            let style = theme.quiet();
            let separator = pen.glyphs.separator;
            pen.put(x, y, 1, separator, style);
        }
    }
    status::path(&mut pen, app, frame.path);
    let field = status::draw(&mut pen, app, frame.status);
    let popup = match app.layers.last() {
        Some(Layer::Form(form)) => Some(form::draw(&mut pen, app, form)),
        _ => popup::draw(&mut pen, app),
    };
    let region = match app.focus {
        Region::Shelf => shelf,
        Region::Speeches => speeches,
        // Over a slow line each row scrolled would pay for bringing the cursor back.
        Region::Text => field.or(text.filter(|_| app.reading.selection.is_some())),
    };
    let cursor = if app.layers.is_empty() { region } else { popup };
    pen.finish();
    cursor.map(|(x, y)| Position::new(x.min(area.width - 1), y.min(area.height - 1)))
}
