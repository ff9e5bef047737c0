//! Floor 0: the settings as typed in `config.toml`. A wrong key name or value gives the line, the reason and the nearest
//! right name; the program starts with the default for it. Reading the file is the runtime's.

mod read;

pub use read::{line_of_key, nearest, parse};

use crate::text::sounds::Sounds;
use crate::text::width::Mode;

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The language of labels; None follows the locale.
    pub lang: Option<Lang>,
    /// The width mode; None is `auto`.
    pub ambiguous: Option<Mode>,
    /// The measure of the text alone, in cells.
    pub measure: u16,
    /// Whether the mouse is read.
    pub mouse: bool,
    /// Dark or light; None asks the terminal.
    pub theme: Option<Theme>,
    /// How strict the rules of row starts and ends are.
    pub strictness: Strictness,
    /// Sounds that are taken for one where pinyin is typed.
    pub sounds: Sounds,
    /// Keys as typed: command name → chords.
    pub keys: Vec<(String, Vec<String>)>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            lang: None,
            ambiguous: None,
            measure: 84,
            mouse: false,
            theme: None,
            strictness: Strictness::Strict,
            sounds: Sounds::default(),
            keys: Vec::new(),
        }
    }
}

/// The language of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// The background that colours are chosen for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light text on a dark background.
    #[default]
    Dark,
    /// Dark text on a light background.
    Light,
}

/// How strict the rules of row starts and ends are (`layout` says what each allows).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// No `——` or `……` at a row's start either.
    #[default]
    Strict,
    /// `——` and `……` may start a row.
    Normal,
    /// Also middle dots and connectors.
    Loose,
}

/// What is wrong with a setting: line (from 1), what, and the nearest right name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}
