//! `zuotan screen`: the reader without a terminal. Feeds keys to the same session, every job ends before the next key, and
//! prints the last screen as text.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::outside::Outside;
use super::{Reader, read};
use crate::runtime::event::Event;
use crate::runtime::session::{Session, Start};
use crate::text::width::Mode;

/// The arguments.
#[derive(Debug, Args)]
pub struct Screen {
    /// 尺寸，列x行 · the size, COLSxROWS
    #[arg(long, default_value = "80x24")]
    pub size: String,
    /// 按键，如 jjG · the keys
    #[arg(long, default_value = "")]
    pub keys: String,
    /// 宽字符的右半印作 ‖ · print the right half of a wide character as ‖
    #[arg(long)]
    pub cells: bool,
    /// How and on what the reader opens.
    #[command(flatten)]
    pub reader: Reader,
}

/// Prints the last screen.
pub fn run(args: &Screen) -> Result<ExitCode> {
    let mut start = read::start(&args.reader, size_of(&args.size)?);
    // Without a terminal there is nobody to ask: a width mode that is not given is narrow.
    start.mode = start.mode.or(Some(Mode::Narrow));
    let halves = if args.cells { Halves::Shown } else { Halves::Hidden };
    if let Some(text) = screen(start, &args.keys, halves)? {
        std::io::stdout().lock().write_all(text.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The last screen after these steps, as rows of text; None where the keys ended the reader before.
/// `halves`: the right half of a wide character is printed as `‖`, so that columns can be counted.
pub fn screen(start: Start, steps: &str, halves: Halves) -> Result<Option<String>> {
    let (mut outside, mut session, mut ended) = Outside::begin(start);
    for event in parse(steps)? {
        if ended {
            return Ok(None);
        }
        let effects = session.feed(Event::Input(event));
        ended = outside.carry_out(&mut session, effects);
    }
    Ok((!ended).then(|| text(&session, halves)))
}

/// How the right half of a wide character is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halves {
    /// Not at all: the row is text.
    Hidden,
    /// As `‖`: a character a cell.
    Shown,
}

/// The screen of a session as rows of text without blanks at their ends.
pub fn text(session: &Session, halves: Halves) -> String {
    let (cols, rows) = session.app.size;
    let area = Rect::new(0, 0, cols, rows);
    let mut buffer = Buffer::empty(area);
    session.draw(area, &mut buffer);
    let mut out = String::new();
    for y in 0..rows {
        let mut row = String::new();
        for x in 0..cols {
            match (buffer[(x, y)].symbol(), halves) {
                ("", Halves::Shown) => row.push('‖'),
                (symbol, _) => row.push_str(symbol),
            }
        }
        let _ = writeln!(out, "{}", row.trim_end_matches(' '));
    }
    out
}

/// Reads STEPS: characters as typed; `<enter> <esc> <c-x> <resize:COLSxROWS> <paste:TEXT>` and the like.
pub fn parse(steps: &str) -> Result<Vec<Input>> {
    let mut out = Vec::new();
    let mut rest = steps;
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = rest.strip_prefix('<').and_then(|inner| inner.split_once('>'))
            && !name.is_empty()
        {
            out.push(named(name)?);
            rest = after;
        } else {
            out.push(key(KeyCode::Char(c)));
            rest = rest.get(c.len_utf8()..).unwrap_or("");
        }
    }
    Ok(out)
}

fn key(code: KeyCode) -> Input {
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn named(name: &str) -> Result<Input> {
    if let Some(text) = name.strip_prefix("paste:") {
        return Ok(Input::Paste(text.to_owned()));
    }
    if let Some(size) = name.strip_prefix("resize:") {
        let (cols, rows) = size_of(size)?;
        return Ok(Input::Resize(cols, rows));
    }
    if let Some(c) = name.strip_prefix("c-").and_then(|c| c.chars().next()) {
        return Ok(Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
    }
    Ok(key(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "bs" => KeyCode::Backspace,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        _ => bail!("<{name}> 不是按键 is no key; write <lt> for the character <"),
    }))
}

/// Reads a size: `100x30`, columns and rows in cells.
pub fn size_of(text: &str) -> Result<(u16, u16)> {
    let parsed = text.split_once('x').and_then(|(cols, rows)| Some((cols.parse().ok()?, rows.parse().ok()?)));
    match parsed {
        Some((cols, rows)) if cols > 0 && rows > 0 && cols <= 1000 && rows <= 1000 => Ok((cols, rows)),
        _ => bail!("{text} 不是尺寸 is no size; write COLSxROWS, 1x1 to 1000x1000, as in 100x30"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_as_the_contract_says() {
        let steps = parse("a<enter><c-d><resize:5x6><paste:长 a><lt>").unwrap();
        assert_eq!(steps.len(), 6);
        assert_eq!(steps[3], Input::Resize(5, 6));
        assert_eq!(steps[4], Input::Paste("长 a".into()));
        assert!(parse("<nokey>").is_err());
        assert!(size_of("0x5").is_err() && size_of("80x24").is_ok());
    }
}
