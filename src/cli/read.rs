//! The reader in a terminal: the default command.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::environment::{self, variable};
use super::show::{self, Show};
use super::{Language, Reader, complain};
use crate::config::{Config, Lang};
use crate::library::shipped;
use crate::runtime::session::Start;
use crate::runtime::settings;

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
}
