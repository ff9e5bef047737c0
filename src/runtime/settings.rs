//! The configuration file of the user: where it lies, what is right in it, and what is wrong, one line each. A file that
//! is not there is no fault; whatever is wrong, the program starts with the default for it.

use std::io::ErrorKind;
use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use crate::app::command::ROWS;
use crate::config::{self, Complaint, Config};
use crate::keymap::{Fault, KeyMap};

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where the file lies or would lie; None where the platform names no such folder (no home).
    pub path: Option<PathBuf>,
    /// The settings.
    pub config: Config,
    /// What is wrong, in the order of the lines: `FILE:LINE: what and what to write instead`.
    pub complaints: Vec<String>,
}

/// Reads `config.toml` in the platform's configuration folder.
pub fn load() -> Settings {
    let path = etcetera::choose_base_strategy().ok().map(|base| base.config_dir().join("zuotan").join("config.toml"));
    let Some(path) = path else { return Settings::default() };
    let name = path.display().to_string();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Settings { path: Some(path), ..Settings::default() };
        }
        Err(error) => {
            let complaint = format!("{name}: 读不出来，用默认设置 cannot be read, the defaults hold ({error})");
            return Settings { path: Some(path), complaints: vec![complaint], ..Settings::default() };
        }
    };
    let (config, mut complaints) = config::parse(&text);
    complaints.extend(keys(&text, &config));
    complaints.sort_by_key(|complaint| complaint.line);
    let complaints = complaints.into_iter().map(|c| format!("{name}:{}: {}", c.line, c.message)).collect();
    Settings { path: Some(path), config, complaints }
}

/// What is wrong with the keys.
fn keys(text: &str, config: &Config) -> Vec<Complaint> {
    if config.keys.is_empty() {
        return Vec::new();
    }
    let line = |command: &str| config::line_of_key(text, command).unwrap_or(1);
    // The command that asks for a chord: the complaint stands at its line.
    let asks = |chord: &str| {
        config.keys.iter().find(|(_, chords)| chords.iter().any(|c| c == chord)).map_or("", |(name, _)| name.as_str())
    };
    let (_, faults) = KeyMap::new(&config.keys);
    faults
        .iter()
        .map(|fault| match fault {
            Fault::Command(name) => {
                let advice = config::nearest(name, ROWS.iter().map(|row| row.name)).map_or_else(
                    || "命令见帮助 ? for the names see the help".to_owned(),
                    |right| format!("是否指 {right}？did you mean {right}?"),
                );
                Complaint { line: line(name), message: format!("没有命令 {name} no such command; {advice}") }
            }
            Fault::Chord(chord) => Complaint {
                line: line(asks(chord)),
                message: format!("{chord} 不是按键 is no key; 如 as in j, G, ctrl-d, space, pgdn"),
            },
            Fault::Clash(chord, kept, lost) => Complaint {
                line: line(lost),
                message: format!(
                    "{chord} 已归 {kept}，{lost} 得不到 goes to {kept}, not to {lost}; 请换一个 choose another"
                ),
            },
        })
        .collect()
}
