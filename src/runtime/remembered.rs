//! What terminals answered before: one line a terminal in the platform's cache folder, read in a moment at the start, so
//! that the first frame is right at once, and written by whoever has time. A file that is missing, old or damaged costs
//! nothing but the safe mode until the answers come.

use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::event::Reply;
use crate::config::Theme;
use crate::text::width::Mode;

/// Terminals that are remembered; the oldest goes.
const MOST: usize = 64;

/// Which terminal this is, as far as the environment tells: the same name, the same program, behind the same multiplexer,
/// seen from the same machine.
pub fn name(variable: &dyn Fn(&str) -> Option<String>) -> String {
    let client = variable("SSH_CONNECTION").and_then(|text| text.split_whitespace().next().map(str::to_owned));
    let parts = [
        variable("TERM"),
        variable("TERM_PROGRAM"),
        variable("TERM_PROGRAM_VERSION"),
        // A session of a multiplexer is seen through whatever attaches: only that there is one matters.
        variable("TMUX").map(|_| "tmux".to_owned()).or_else(|| variable("STY").map(|_| "screen".to_owned())),
        variable("SSH_CONNECTION").and(client),
    ];
    let plain = |part: Option<String>| part.unwrap_or_default().replace(|c: char| c.is_control() || c == '|', " ");
    parts.map(plain).join("|")
}

/// Where the answers lie.
pub fn file() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("zuotan").join("terminals"))
}

/// What a terminal proved before.
pub fn recall(path: &Path, name: &str) -> Reply {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().filter_map(|line| line.split_once('\t')).rfind(|(known, _)| *known == name);
    let words = || line.into_iter().flat_map(|(_, words)| words.split('\t'));
    let mode = words().find_map(|word| match word {
        "narrow" => Some(Mode::Narrow),
        "wide" => Some(Mode::Wide),
        _ => None,
    });
    let background = words().find_map(|word| match word {
        "dark" => Some(Theme::Dark),
        "light" => Some(Theme::Light),
        _ => None,
    });
    Reply { mode, background }
}

/// Keeps what a terminal proved; what it did not say or where it contradicted itself is forgotten.
pub fn keep(path: &Path, name: &str, reply: Reply) -> io::Result<()> {
    if recall(path, name) == reply {
        return Ok(());
    }
    let before = std::fs::read_to_string(path).unwrap_or_default();
    let mut lines: Vec<String> = before
        .lines()
        .filter(|line| line.split_once('\t').is_some_and(|(known, _)| known != name))
        .map(str::to_owned)
        .collect();
    let mode = match reply.mode {
        Some(Mode::Narrow) => "\tnarrow",
        Some(Mode::Wide) => "\twide",
        _ => "",
    };
    let background = match reply.background {
        Some(Theme::Dark) => "\tdark",
        Some(Theme::Light) => "\tlight",
        None => "",
    };
    if !mode.is_empty() || !background.is_empty() {
        lines.push(format!("{name}{mode}{background}"));
    }
    let first = lines.len().saturating_sub(MOST);
    let text: String = lines.iter().skip(first).flat_map(|line| [line.as_str(), "\n"]).collect();
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Whole or not at all, whoever else writes.
    let new = path.with_extension(std::process::id().to_string());
    std::fs::write(&new, text)?;
    std::fs::rename(&new, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_proved_is_known_again_and_what_contradicts_is_forgotten() {
        let folder = std::env::temp_dir().join(format!("zuotan-terminals-{}", std::process::id()));
        let path = folder.join("a").join("terminals");
        let check = |name: &str, expected: Option<Mode>| assert_eq!(recall(&path, name).mode, expected, "{name}");
        let keep = |path: &Path, name: &str, mode| keep(path, name, Reply { mode, background: None });
        check("xterm|", None);
        keep(&path, "xterm|", Some(Mode::Wide)).expect("the folder can be written");
        keep(&path, "tmux|", Some(Mode::Narrow)).expect("the folder can be written");
        check("xterm|", Some(Mode::Wide));
        keep(&path, "xterm|", Some(Mode::Narrow)).expect("the folder can be written");
        check("xterm|", Some(Mode::Narrow));
        keep(&path, "xterm|", None).expect("the folder can be written");
        check("xterm|", None);
        check("tmux|", Some(Mode::Narrow));
        for n in 0..100 {
            keep(&path, &format!("t{n}"), Some(Mode::Wide)).expect("the folder can be written");
        }
        check("tmux|", None);
        check("t99", Some(Mode::Wide));
        for reply in [
            Reply { mode: Some(Mode::Narrow), background: Some(Theme::Light) },
            Reply { mode: None, background: Some(Theme::Dark) },
            Reply::default(),
        ] {
            super::keep(&path, "xterm|", reply).expect("the folder can be written");
            assert_eq!(recall(&path, "xterm|"), reply);
        }
        std::fs::write(&path, b"\xff\xfe\x00").expect("the folder can be written");
        check("t99", None);
        let _ = std::fs::remove_dir_all(&folder);
    }

    #[test]
    fn terminals_are_told_apart() {
        let variables = |list: &'static [(&str, &str)]| {
            move |name: &str| list.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let local = name(&variables(&[("TERM", "xterm-256color")]));
        let tmux = name(&variables(&[("TERM", "xterm-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")]));
        let other = name(&variables(&[("TERM", "xterm-256color"), ("TMUX", "/tmp/tmux-0/default,77,3")]));
        let far = name(&variables(&[("TERM", "xterm-256color"), ("SSH_CONNECTION", "192.0.2.7 5000 192.0.2.8 22")]));
        let again = name(&variables(&[("TERM", "xterm-256color"), ("SSH_CONNECTION", "192.0.2.7 5001 192.0.2.8 22")]));
        assert!(local != tmux && local != far && tmux != far);
        assert_eq!((&tmux, &far), (&other, &again));
    }
}
