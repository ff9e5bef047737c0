//! Everything but the terminal and the threads: what tests drive. Events in, effects and cells out.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::event::Event;
use crate::app::App;
use crate::app::effect::Effect;

/// The reader without a terminal.
#[derive(Default)]
pub struct Session {
    /// The state.
    pub app: App,
}

impl Session {
    /// Takes a fact, changes the state, and says what the outside must do.
    pub fn feed(&mut self, event: Event) -> Vec<Effect> {
        use crossterm::event::{Event as Input, KeyCode};
        match event {
            Event::Input(Input::Key(key)) if key.code == KeyCode::Char('q') => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    /// Draws the state; where the real cursor stands, None where it is hidden.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        buf.set_string(area.x, area.y, "座谈", ratatui::style::Style::default());
        Some(Position::new(area.x, area.y))
    }
}
