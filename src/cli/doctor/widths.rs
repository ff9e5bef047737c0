//! What the terminal says of its widths, the mode that follows, and what a user can do where it does not follow.

use std::io::IsTerminal as _;
use std::time::Duration;

use super::super::environment::variable;
use crate::config::{Lang, Theme};
use crate::runtime::event::Reply;
use crate::runtime::painter::Repeats;
use crate::runtime::probe::{self, CURIOUS, Verdict};
use crate::runtime::remembered;
use crate::runtime::run::Asking;
use crate::runtime::settings::Settings;
use crate::runtime::terminal::Terminal;
use crate::text::width::{Mode, SAMPLES, cells};

/// A terminal that has not answered by then answers too late to be waited for here; the reader takes it up to 10 s late.
const LIMIT: Duration = Duration::from_secs(2);

/// What is known of the terminal's widths.
pub struct Widths {
    asked: bool,
    verdict: Option<Verdict>,
    /// What it proved when the reader ran last.
    before: Reply,
}

fn name(mode: Mode) -> &'static str {
    match mode {
        Mode::Narrow => "narrow",
        Mode::Wide => "wide",
        Mode::Safe => "safe",
        Mode::Replace => "replace",
    }
}

impl Widths {
    /// Asks the terminal, where standard output is one.
    pub fn ask(asking: Asking) -> Self {
        let before = remembered::file().map(|path| remembered::recall(&path, &remembered::name(&variable)));
        let before = before.unwrap_or_default();
        let is_dumb = variable("TERM").is_none_or(|term| term == "dumb");
        let terminal = Terminal::open().ok().flatten().filter(|_| asking == Asking::Yes && !is_dumb);
        let asked = terminal.is_some() && std::io::stdout().is_terminal();
        let verdict = terminal.filter(|_| asked).and_then(|terminal| probe::ask(terminal, LIMIT).ok().flatten());
        Self { asked, verdict, before }
    }

    /// The mode that the reader uses here, and why.
    pub fn mode(&self, settings: &Settings, lang: Lang) -> String {
        let pick = |zh: &'static str, en: &'static str| lang.pick(zh, en).to_owned();
        if let Some(mode) = settings.config.ambiguous {
            return format!("{} (config.toml)", name(mode));
        }
        match (&self.verdict, self.before.mode) {
            (Some(Verdict { reply, .. }), _) if reply.mode.is_some() => {
                let mode = reply.mode.unwrap_or_default();
                let why = match mode {
                    Mode::Wide => {
                        pick("终端把歧义字符都占两格", "the terminal sets every ambiguous sample in two cells")
                    }
                    _ => pick("终端把歧义字符都占一格", "the terminal sets every ambiguous sample in one cell"),
                };
                format!("{} ({why})", name(mode))
            }
            (Some(_), _) => {
                pick("safe（终端的回答互相矛盾，不采信）", "safe (its answers contradict each other: not trusted)")
            }
            (None, Some(mode)) if !self.asked => {
                format!(
                    "{} ({})",
                    name(mode),
                    pick("auto：这个终端上次的回答", "auto: what this terminal answered last")
                )
            }
            (None, _) if self.asked => pick("safe（auto：终端没有回答）", "safe (auto: the terminal did not answer)"),
            (None, _) => pick("safe（auto：终端尚未回答）", "safe (auto: the terminal has not answered)"),
        }
    }

    /// The background and why, by what the terminal answers or answered last.
    pub fn background(&self, lang: Lang) -> Option<(Theme, String)> {
        let now = self.verdict.as_ref().and_then(|verdict| Some((verdict.reply.background?, verdict.answers.ground?)));
        if let Some((theme, [r, g, b])) = now {
            let why = lang.pick("终端的底色", "the terminal's ground");
            return Some((theme, format!("{why} #{r:02x}{g:02x}{b:02x}")));
        }
        let why = lang.pick("这个终端上次的回答", "what this terminal answered last");
        self.before.background.map(|theme| (theme, why.to_owned()))
    }

    /// Each answer: the sample and the cells that it took; what the terminal knows.
    pub fn answers(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let Some(verdict) = &self.verdict else { return Vec::new() };
        let mut took = verdict.answers.cells.iter();
        let mut cell = |what: String, expected: Option<u16>| {
            let cells = took.next().map_or_else(|| "?".to_owned(), ToString::to_string);
            let strange = expected.filter(|expected| expected.to_string() != cells);
            let note = strange.map_or_else(String::new, |expected| format!(" [{expected}]"));
            format!("{what} {cells}{note}")
        };
        let certain = cell("中".to_owned(), Some(2));
        let ambiguous: Vec<String> = SAMPLES.iter().map(|(sample, _)| cell(sample.to_string(), None)).collect();
        let curious: Vec<String> =
            CURIOUS.iter().map(|(what, text)| cell((*what).to_owned(), Some(cells(text, Mode::Narrow)))).collect();
        let yes = |has: bool| if has { lang.pick("会", "yes") } else { lang.pick("不会", "no") };
        let knows = verdict.knows;
        let list = [
            (lang.pick("同步输出", "synchronized output"), knows.synchronized),
            (lang.pick("左右边距", "left and right margins"), knows.margins),
            (lang.pick("重复字符", "repeating"), knows.repeats > Repeats::Nothing),
            (lang.pick("按字素定宽", "widths by cluster"), verdict.answers.by_cluster()),
        ];
        let list: Vec<String> = list.iter().map(|(what, has)| format!("{what} {}", yes(*has))).collect();
        vec![
            (lang.pick("字宽（格）", "cells of each sample"), format!("{certain}  {}", ambiguous.join("  "))),
            (lang.pick("其他字素", "other clusters"), curious.join("  ")),
            (lang.pick("终端功能", "terminal knows"), list.join(lang.pick("，", ", "))),
        ]
    }

    /// What the user may do, one line each.
    pub fn advice(&self, settings: &Settings, lang: Lang) -> Vec<String> {
        let mut out = Vec::new();
        let pick = |zh: &'static str, en: &'static str| lang.pick(zh, en).to_owned();
        let proved = self.verdict.as_ref().and_then(|verdict| verdict.reply.mode);
        if let (Some(mode), Some(proved)) = (settings.config.ambiguous, proved)
            && matches!(mode, Mode::Narrow | Mode::Wide)
            && mode != proved
        {
            out.push(format!(
                "config.toml: ambiguous = \"{}\" {} \"{}\"",
                name(mode),
                pick("与终端不符，请改为 \"auto\" 或", "is not how the terminal sets them; write \"auto\" or"),
                name(proved)
            ));
        }
        if self.asked && proved.is_none() && settings.config.ambiguous.is_none() {
            out.push(pick(
                "终端没有可采信的回答：用 safe 也不错位；知道它的宽度时写 ambiguous = \"narrow\" 或 \"wide\"",
                "no answer that can be trusted: safe is right in any case; if you know the width write ambiguous = \"narrow\" or \"wide\"",
            ));
        }
        let inside = variable("TMUX").is_some() || variable("STY").is_some();
        if inside && settings.config.ambiguous.is_none() && proved == Some(Mode::Narrow) {
            out.push(pick(
                "在 tmux 或 screen 里，回答的是它而不是外面的终端：若引号后面错位，写 ambiguous = \"replace\"",
                "inside tmux or screen it answers, not the terminal outside: where text stands off behind quotes write ambiguous = \"replace\"",
            ));
        }
        out
    }
}
