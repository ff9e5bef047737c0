//! `zuotan --linear`: the reader without a picture, for screen readers and terminals that can only print. The keys are the
//! reader's own; each prints one line that says where one is, the label before the value. No escape sequence is written.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use anyhow::Result;
use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};

use super::outside::{Files, Outside};
use crate::config::{Config, Lang};
use crate::runtime::event::Event;
use crate::runtime::keys;
use crate::runtime::session::{Session, Start};
use crate::text::width::Mode;

/// Cells of a row: most paragraphs are one line.
const COLS: u16 = 2000;
/// Rows of a text, so few that reading begins with the first; and of a popup, which has a frame.
const ROWS: u16 = 3;
const POPUP_ROWS: u16 = 24;

/// Reads keys until the reader is left or they end.
pub fn run(start: Start, why: Why) -> Result<ExitCode> {
    let lang = start.config.lang.unwrap_or_default();
    let config = Config { measure: COLS, mouse: false, ..start.config };
    let start = Start { config, size: (COLS, ROWS), mode: Some(Mode::Narrow), ..start };
    say(&greeting(why, lang))?;
    let (mut outside, mut session, ended) = Outside::begin(start);
    outside.writes(Files::Written);
    let mut last = line(&mut session);
    say(&last)?;
    if ended {
        return Ok(ExitCode::SUCCESS);
    }
    keys::each::<anyhow::Error>(&mut |input| {
        let effects = session.feed(Event::Input(entered(input)));
        if outside.carry_out(&mut session, effects) {
            return Ok(keys::Then::End);
        }
        if let Some(notice) = &session.app.notice {
            say(notice)?;
        }
        let line = line(&mut session);
        // A blank row between two paragraphs is nothing to hear.
        if line != last && !line.is_empty() {
            say(&line)?;
            last = line;
        }
        Ok(keys::Then::Next)
    })?;
    if let Some(lost) = outside.end() {
        super::complain(&lost);
    }
    Ok(ExitCode::SUCCESS)
}

/// Enter as it comes where the terminal is not in raw mode, and from a pipe: a line feed, which the reader's own keys do not
/// have.
fn entered(input: Input) -> Input {
    match input {
        Input::Key(key) if key.code == KeyCode::Char('j') && key.modifiers == KeyModifiers::CONTROL => {
            Input::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE))
        }
        other => other,
    }
}

/// What stands under the cursor.
fn line(session: &mut Session) -> String {
    let popup = !session.app.layers.is_empty() || session.app.is_editing();
    // Nothing is asked of the outside where only the size changes.
    if popup {
        let _ = session.feed(Event::Input(Input::Resize(COLS, POPUP_ROWS)));
    }
    let line = session.line();
    if popup {
        let _ = session.feed(Event::Input(Input::Resize(COLS, ROWS)));
    }
    line
}

/// Why the reader speaks in lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The user asked for it.
    Asked,
    /// The terminal is dumb.
    Dumb,
}

fn greeting(why: Why, lang: Lang) -> String {
    let keys = match lang {
        Lang::Zh => {
            "座谈，逐行：j 下一行，k 上一行，l h 换栏，Enter 进入，Esc 返回，1 2 3 会议 人物 文献，/ 筛选，? 帮助，q 退出"
        }
        Lang::En => {
            "zuotan, line by line: j next, k previous, l h region, Enter in, Esc back, 1 2 3 meetings people documents, / filter, ? help, q quit"
        }
    };
    match (why, lang) {
        (Why::Asked, _) => keys.to_owned(),
        (Why::Dumb, Lang::Zh) => format!("TERM=dumb，所以逐行输出（--linear）。{keys}"),
        (Why::Dumb, Lang::En) => format!("TERM=dumb, hence line by line (--linear). {keys}"),
    }
}

fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}

/// Whether lines are what this terminal can show.
pub fn why(asked: super::Linear, term: Option<&str>) -> Option<Why> {
    match asked {
        super::Linear::Asked => Some(Why::Asked),
        super::Linear::NotAsked if term == Some("dumb") && std::io::stdout().is_terminal() => Some(Why::Dumb),
        super::Linear::NotAsked => None,
    }
}
