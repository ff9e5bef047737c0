//! What terminals answered before: one line a terminal in the platform's cache folder, read in a moment at the start, so
//! that the first frame is right at once, and written by whoever has time. A file that is missing, old or damaged costs
//! nothing but the safe mode until the answers come.

use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

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

/// The mode that a terminal proved before.
pub fn recall(path: &Path, name: &str) -> Option<Mode> {
    let text = std::fs::read_to_string(path).ok()?;
    let (_, mode) = text.lines().filter_map(|line| line.split_once('\t')).rfind(|(known, _)| *known == name)?;
    match mode {
        "narrow" => Some(Mode::Narrow),
        "wide" => Some(Mode::Wide),
        _ => None,
    }
}

/// Keeps what a terminal proved; None: it contradicted itself, and what it said before is forgotten.
pub fn keep(path: &Path, name: &str, mode: Option<Mode>) -> io::Result<()> {
    if recall(path, name) == mode {
        return Ok(());
    }
    let before = std::fs::read_to_string(path).unwrap_or_default();
    let mut lines: Vec<String> = before
        .lines()
        .filter(|line| line.split_once('\t').is_some_and(|(known, _)| known != name))
        .map(str::to_owned)
        .collect();
    match mode {
        Some(Mode::Narrow) => lines.push(format!("{name}\tnarrow")),
        Some(Mode::Wide) => lines.push(format!("{name}\twide")),
        _ => {}
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
        let check = |name: &str, expected: Option<Mode>| assert_eq!(recall(&path, name), expected, "{name}");
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
