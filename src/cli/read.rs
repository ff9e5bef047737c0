//! The reader in a terminal: the default command.

<<<<<<< HEAD
use std::io::IsTerminal as _;
=======
use std::io::Read as _;
use std::path::Path;
>>>>>>> d93958b (feat(cli): the reader opens in the terminal)
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

<<<<<<< HEAD
use super::environment::{self, variable};
use super::show::{self, Show};
use super::{Language, Reader, complain};
=======
use super::{Language, Reader, export};
>>>>>>> d93958b (feat(cli): the reader opens in the terminal)
use crate::config::{Config, Lang};
use crate::import;
use crate::library::shipped;
use crate::runtime;
use crate::runtime::run::{Asking, End};
use crate::runtime::session::Start;
<<<<<<< HEAD
use crate::runtime::settings;
=======
use crate::runtime::terminal::Terminal;
use crate::ui::theme::Colours;
>>>>>>> d93958b (feat(cli): the reader opens in the terminal)

/// What a session begins with, by the command line, the configuration and the locale, in this order. What is wrong with
/// the configuration is said on standard error, and the default holds for it.
pub fn start(args: &Reader, size: (u16, u16)) -> Start {
    let settings = settings::load();
    settings.complaints.iter().for_each(|line| complain(line));
    let lang = match args.lang {
        Some(Language::Zh) => Some(Lang::Zh),
        Some(Language::En) => Some(Lang::En),
        None => settings.config.lang,
    };
    let config = Config {
        lang: Some(lang.unwrap_or_else(locale)),
        theme: settings.config.theme.or_else(|| environment::theme(&variable)),
        ..settings.config
    };
    let colours = environment::colours(&variable);
    let mode = args.ambiguous.mode().or(config.ambiguous);
    let documents = if args.paths.is_empty() { shipped::documents() } else { Vec::new() };
    Start { documents, paths: args.paths.clone(), config, mode, size, colours }
}

/// The language of the locale: Chinese for `zh*`, else English.
pub fn locale() -> Lang {
    let named =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    if named.is_some_and(|name| name.starts_with("zh")) { Lang::Zh } else { Lang::En }
}

<<<<<<< HEAD
/// Opens the reader; where standard output is no terminal, prints what `show` prints.
pub fn run(args: &Reader) -> Result<ExitCode> {
    if !std::io::stdout().is_terminal() {
        return show::run(&Show::of(args.paths.clone()));
    }
    if let Some(line) = environment::complaint(&variable) {
        complain(&line);
    }
    let _ = start(args, (80, 24));
    bail!("the terminal loop is not built yet")
=======
/// Opens the reader in the terminal; where standard output is none, prints what the paths hold.
pub fn run(args: &Reader) -> Result<ExitCode> {
    // What cannot be read is said before the terminal is touched.
    if let Some(missing) = args.paths.iter().find(|path| path.as_path() != Path::new("-") && !path.exists()) {
        bail!("{}: 没有这个文件 no such file or folder；请检查路径 check the path", missing.display());
    }
    let Some(terminal) = Terminal::open().context("没有终端可读按键 no terminal to read keys from")? else {
        return export::run(&export::Export { paths: args.paths.clone(), format: export::Format::Json });
    };
    let read = if args.paths.iter().any(|path| path.as_path() == Path::new("-")) {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("标准输入读不出来 cannot read standard input")?;
        import::import("-", &bytes).documents
    } else {
        Vec::new()
    };
    let asking = if args.no_probe || args.ambiguous.mode().is_some() { Asking::No } else { Asking::Yes };
    let ended = runtime::run::run(terminal, asking, |size| {
        let mut start = start(args, size);
        start.documents.extend(read);
        start.paths.retain(|path| path.as_path() != Path::new("-"));
        start.colours = colours();
        start
    })?;
    Ok(match ended {
        End::Left => ExitCode::SUCCESS,
        End::Signal(number) => ExitCode::from(u8::try_from(128 + number).unwrap_or(u8::MAX)),
    })
}

/// What the terminal can show of colours, as the environment says it.
fn colours() -> Colours {
    let is = |name: &str, wanted: &[&str]| std::env::var(name).is_ok_and(|v| wanted.iter().any(|w| v.contains(w)));
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || is("TERM", &["dumb", "vt100", "vt220"]) {
        Colours::None
    } else if is("COLORTERM", &["truecolor", "24bit"]) {
        Colours::True
    } else if is("TERM", &["256color", "direct", "kitty", "alacritty", "ghostty"]) {
        Colours::Many
    } else {
        Colours::Sixteen
    }
>>>>>>> d93958b (feat(cli): the reader opens in the terminal)
}
