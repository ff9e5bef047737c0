//! Everything but the terminal and the threads: what tests drive. Events in, effects and cells out.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::event::Event;
use crate::app::App;
use crate::app::effect::Effect;
use crate::config::Config;
use crate::model::Document;
use crate::text::width::Mode;

/// What a session begins with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Documents that are there at once (the shipped texts).
    pub documents: Vec<Document>,
    /// Files and folders that a job imports.
    pub paths: Vec<PathBuf>,
    /// The settings, the command line laid over them.
    pub config: Config,
    /// The width mode that holds as confirmed; None: safe until the terminal has answered.
    pub mode: Option<Mode>,
    /// Columns and rows, in cells.
    pub size: (u16, u16),
}

/// The reader without a terminal.
#[derive(Default)]
pub struct Session {
    /// The state.
    pub app: App,
}

impl Session {
    /// A session, and what it asks of the outside before the first event.
    pub fn new(start: Start) -> (Self, Vec<Effect>) {
        let _ = start;
        (Self::default(), Vec::new())
    }

    /// How ambiguous characters are set now. The backend prints an ambiguous cluster the safe way in [`Mode::Safe`].
    pub fn mode(&self) -> Mode {
        Mode::Safe
    }

    /// Takes a fact, changes the state, and says what the outside must do.
    pub fn feed(&mut self, event: Event) -> Vec<Effect> {
        use crossterm::event::{Event as Input, KeyCode};
        match event {
            Event::Input(Input::Key(key)) if key.code == KeyCode::Char('q') => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    /// Draws the state; where the real cursor stands, None where it is hidden.
    ///
    /// Every cell of `area` is set. A cluster of two cells stands in its left cell, and the cell of its right half holds
    /// the empty symbol `""`: so the buffer itself says how wide a cluster was set, whatever the mode. No cell holds a
    /// control character, and nothing wide stands in the last column.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        buf.set_string(area.x, area.y, "reader", ratatui::style::Style::default());
        Some(Position::new(area.x, area.y))
    }
}
