//! Floor 6: chords to commands. Derived from the command rows and from what the configuration changes.
//! Keys are proof against a Chinese input method left on: full-width letters and marks do what their ASCII twins do.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::command::{Command, ROWS};

/// One key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    ctrl: Held,
}

/// Whether Ctrl is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Held {
    Ctrl,
    Nothing,
}

impl Chord {
    /// Reads a chord as the configuration writes it: `j`, `G`, `ctrl-d`, `space`, `pgdn`, `esc`. None where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (ctrl, name) = match text.strip_prefix("ctrl-") {
            Some(rest) => (Held::Ctrl, rest),
            None => (Held::Nothing, text),
        };
        let code = match name {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "backtab" => KeyCode::BackTab,
            "space" => KeyCode::Char(' '),
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "pgup" => KeyCode::PageUp,
            "pgdn" => KeyCode::PageDown,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "bs" => KeyCode::Backspace,
            "del" => KeyCode::Delete,
            _ => {
                let mut chars = name.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => KeyCode::Char(c),
                    _ => return None,
                }
            }
        };
        Some(Self { code, ctrl })
    }

    /// The chord of a key event; full-width characters as their ASCII twins. None where Alt or another modifier is held.
    pub fn of(key: KeyEvent) -> Option<Self> {
        if key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META)
        {
            return None;
        }
        let ctrl = if key.modifiers.contains(KeyModifiers::CONTROL) { Held::Ctrl } else { Held::Nothing };
        let code = match key.code {
            KeyCode::Char(c) if ctrl == Held::Ctrl => KeyCode::Char(ascii(c).to_ascii_lowercase()),
            KeyCode::Char(c) => KeyCode::Char(ascii(c)),
            code => code,
        };
        Some(Self { code, ctrl })
    }

    /// The digit that the chord is.
    pub fn digit(self) -> Option<u32> {
        match (self.code, self.ctrl) {
            (KeyCode::Char(c), Held::Nothing) => c.to_digit(10),
            _ => None,
        }
    }
}

/// The ASCII twin of what a Chinese input method puts in its place; the character itself where it has none.
pub fn ascii(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '「' => '{',
        '」' => '}',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '·' => '`',
        '—' => '_',
        '￥' => '$',
        _ => c,
    }
}

/// What is wrong with a key of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such command.
    Command(String),
    /// This is no chord.
    Chord(String),
    /// Two commands ask for one chord: the chord, the command that keeps it, the one that does not get it.
    Clash(String, String, String),
}

/// Which command a chord runs.
pub struct KeyMap {
    chords: HashMap<Chord, &'static Command>,
}

impl Default for KeyMap {
    fn default() -> Self {
        Self::new(&[]).0
    }
}

impl KeyMap {
    /// The key map of the defaults with changes (command name → chords) laid over them, and what is wrong with these.
    pub fn new(changes: &[(String, Vec<String>)]) -> (Self, Vec<Fault>) {
        let (mut chords, mut faults) = (HashMap::new(), Vec::new());
        let mut asked: HashMap<&str, &[String]> = HashMap::new();
        for (name, keys) in changes {
            if Command::named(name).is_none() {
                faults.push(Fault::Command(name.clone()));
            }
            asked.insert(name, keys);
        }
        // What the user asked for goes first, so that a default gives way to it.
        for row in ROWS {
            for key in asked.get(row.name).copied().unwrap_or_default() {
                let Some(chord) = Chord::parse(key) else {
                    faults.push(Fault::Chord(key.clone()));
                    continue;
                };
                if let Some(other) = chords.insert(chord, row) {
                    faults.push(Fault::Clash(key.clone(), row.name.into(), other.name.into()));
                }
            }
        }
        for row in ROWS.iter().filter(|row| !asked.contains_key(row.name)) {
            for chord in row.keys.iter().filter_map(|key| Chord::parse(key)) {
                chords.entry(chord).or_insert(row);
            }
        }
        (Self { chords }, faults)
    }

    /// The command of a chord.
    pub fn command(&self, chord: Chord) -> Option<&'static Command> {
        self.chords.get(&chord).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(map: &KeyMap, c: char) -> Option<&'static str> {
        map.command(Chord::of(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))?).map(|c| c.name)
    }

    #[test]
    fn every_default_is_a_chord() {
        for row in ROWS {
            for key in row.keys {
                assert!(Chord::parse(key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn a_chinese_input_method_left_on_changes_nothing() {
        let map = KeyMap::default();
        for (typed, meant) in "ｊ？／、：【】（）｛｝《》‘’".chars().zip("j?//:[](){}<>''".chars()) {
            assert_eq!(command(&map, typed), command(&map, meant), "{typed}");
            assert!(command(&map, typed).is_some(), "{typed}");
        }
    }

    #[test]
    fn the_user_comes_before_the_defaults() {
        let (map, faults) = KeyMap::new(&[
            ("zoom".into(), vec!["o".into()]),
            ("zom".into(), vec![]),
            ("mark".into(), vec!["zz".into()]),
        ]);
        assert_eq!((command(&map, 'o'), command(&map, 'z')), (Some("zoom"), None));
        assert_eq!(faults, [Fault::Command("zom".into()), Fault::Chord("zz".into())]);
    }
}
