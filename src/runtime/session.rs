//! Everything but the terminal and the threads: what tests drive. Events in, effects and cells out.

use std::path::PathBuf;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::event::{Event, Signal};
use crate::app::App;
use crate::app::command::{Scope, Times, Way};
use crate::app::effect::Effect;
use crate::app::input::Edit;
use crate::app::region::Region;
use crate::config::{Config, Theme};
use crate::keymap::{Chord, KeyMap};
use crate::library::Home;
use crate::model::Document;
use crate::text::width::Mode;
use crate::ui;

/// What a session begins with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Documents that are there at once (the shipped texts).
    pub documents: Vec<Document>,
    /// Files and folders that a job imports.
    pub paths: Vec<PathBuf>,
    /// Where the library and the cache lie; None keeps nothing.
    pub home: Option<Home>,
    /// The settings, the command line laid over them.
    pub config: Config,
    /// The width mode that holds as confirmed; None: safe until the terminal has answered.
    pub mode: Option<Mode>,
    /// Columns and rows, in cells.
    pub size: (u16, u16),
    /// What a terminal can show of colours.
    pub colours: ui::theme::Colours,
    /// The background that the terminal is thought to have until it has answered, where the settings name none.
    pub background: Option<Theme>,
}

/// The reader without a terminal.
#[derive(Default)]
pub struct Session {
    /// The state.
    pub app: App,
    keymap: KeyMap,
    /// The background that the settings name.
    background: Option<Theme>,
    theme: ui::theme::Theme,
}

impl Session {
    /// A session, and what it asks of the outside before the first event.
    pub fn new(start: Start) -> (Self, Vec<Effect>) {
        let (keymap, _) = KeyMap::new(&start.config.keys);
        let background = start.config.theme;
        let theme = ui::theme::Theme::new(background.or(start.background), start.colours);
        let mut app = App::new(start.config, start.mode, start.size);
        let mut effects = Vec::new();
        if app.mouse {
            effects.push(Effect::Mouse(true));
        }
        if !start.documents.is_empty() {
            app.add(start.documents);
        }
        if !start.paths.is_empty() {
            effects.push(app.import(start.paths));
        }
        effects.extend(app.sift());
        app.settle();
        (Self { app, keymap, background, theme }, effects)
    }

    /// How ambiguous characters are set now. The backend prints an ambiguous cluster the safe way in [`Mode::Safe`].
    pub fn mode(&self) -> Mode {
        self.app.width.mode
    }

    /// Takes a fact, changes the state, and says what the outside must do.
    pub fn feed(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = match event {
            Event::Input(input) => self.input(input),
            Event::Arrived(ticket, outcome) => self.app.arrived(ticket, outcome),
            Event::Failed(ticket, failure) => {
                self.app.failed(ticket, failure);
                Vec::new()
            }
            Event::Answered(reply) => {
                if let Some(mode) = reply.mode {
                    self.app.set_width(mode, true);
                }
                if reply.background.is_some() && self.background.is_none() {
                    self.theme = self.theme.on(reply.background);
                }
                Vec::new()
            }
            Event::Signal(Signal::End) => self.app.farewell(),
            Event::Changed(paths) => self.app.changed(paths),
            Event::Signal(Signal::Continue) => vec![Effect::Repaint],
            Event::Elapsed(_) => Vec::new(),
        };
        effects.extend(self.app.go_on());
        effects.extend(self.app.sift());
        self.app.settle();
        effects.extend(self.app.remember());
        effects.extend(self.app.search_to_keep());
        effects
    }

    fn input(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Input::Paste(text) => {
                if self.app.is_editing() {
                    self.app.edit(Edit::Insert(text));
                }
                Vec::new()
            }
            Input::Resize(cols, rows) => {
                self.app.size = (cols, rows);
                Vec::new()
            }
            Input::Mouse(mouse) => {
                let code = match mouse.kind {
                    MouseEventKind::ScrollDown => KeyCode::Down,
                    MouseEventKind::ScrollUp => KeyCode::Up,
                    _ => return Vec::new(),
                };
                self.key(KeyEvent::new(code, KeyModifiers::NONE))
            }
            _ => Vec::new(),
        }
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.app.notice = None;
        self.app.touched = true;
        if self.app.is_editing()
            && let Some(effects) = self.typed(key)
        {
            return effects;
        }
        let Some(chord) = Chord::of(key) else { return Vec::new() };
        // Digits are a count where the text has the focus; elsewhere 1 2 3 switch tabs at once.
        if self.app.focus == Region::Text
            && self.app.layers.is_empty()
            && let Some(digit) = chord.digit()
            && (digit > 0 || self.app.count.is_some())
        {
            self.app.count = Some(self.app.count.unwrap_or(0).saturating_mul(10).saturating_add(digit).min(99_999));
            return Vec::new();
        }
        let count = self.app.count.take();
        let Some(command) = self.keymap.command(chord) else { return Vec::new() };
        let at_hand = match command.scope {
            Scope::Everywhere => true,
            Scope::Regions => self.app.layers.is_empty(),
            Scope::Results => self.app.layers.is_empty() || self.app.in_hits(),
            Scope::Lists => self.app.layers.is_empty() && self.app.focus != Region::Text,
            Scope::Text => self.app.layers.is_empty() && self.app.focus == Region::Text,
        };
        if at_hand { (command.run)(&mut self.app, Times(count)) } else { Vec::new() }
    }

    /// A key in a text field; None where it is not the field's business.
    fn typed(&mut self, key: KeyEvent) -> Option<Vec<Effect>> {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let edit = match key.code {
            KeyCode::Enter => return Some(self.app.accept()),
            KeyCode::Esc => {
                self.app.reject();
                return Some(Vec::new());
            }
            KeyCode::Down => return Some(self.step(1)),
            KeyCode::Up => return Some(self.step(-1)),
            KeyCode::PageDown => return Some(self.step(10)),
            KeyCode::PageUp => return Some(self.step(-10)),
            KeyCode::Char('n') if ctrl => return Some(self.step(1)),
            KeyCode::Char('p') if ctrl => return Some(self.step(-1)),
            KeyCode::Tab | KeyCode::BackTab => {
                self.app.complete(if key.code == KeyCode::Tab { Way::End } else { Way::Start });
                self.app.walk_fields(if key.code == KeyCode::Tab { 1 } else { -1 });
                return Some(Vec::new());
            }
            KeyCode::Char('a') if ctrl => Edit::Home,
            KeyCode::Char('e') if ctrl => Edit::End,
            KeyCode::Char('w') if ctrl => Edit::Word,
            KeyCode::Char('u') if ctrl => Edit::ToStart,
            KeyCode::Char('k') if ctrl => Edit::ToEnd,
            KeyCode::Char('h') if ctrl => Edit::Backspace,
            KeyCode::Char('d') if ctrl => Edit::Delete,
            KeyCode::Char(_) if ctrl => return None,
            KeyCode::Char(c) => Edit::Insert(c.to_string()),
            KeyCode::Backspace => Edit::Backspace,
            KeyCode::Delete => Edit::Delete,
            KeyCode::Left => Edit::Left,
            KeyCode::Right => Edit::Right,
            KeyCode::Home => Edit::Home,
            KeyCode::End => Edit::End,
            _ => return None,
        };
        self.app.edit(edit);
        Some(Vec::new())
    }

    fn step(&mut self, by: isize) -> Vec<Effect> {
        self.app.step_in_field(by);
        Vec::new()
    }

    /// The state in one line of words, for who hears it.
    pub fn line(&self) -> String {
        ui::linear::line(&self.app, &self.theme)
    }

    /// Draws the state; where the real cursor stands, None where it is hidden.
    ///
    /// Every cell of `area` is set. A cluster of two cells stands in its left cell, and the cell of its right half holds
    /// the empty symbol `""`: so the buffer itself says how wide a cluster was set, whatever the mode. No cell holds a
    /// control character, and nothing wide stands in the last column.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        ui::draw(&self.app, &self.theme, area, buf)
    }
}
