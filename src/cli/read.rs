//! The reader in a terminal: the default command.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use super::environment::{self, variable};
use super::show::{self, Show};
use super::{Language, Reader, complain, home, linear};
use crate::config::{Config, Lang};
use crate::import;
use crate::library::shipped;
use crate::runtime;
use crate::runtime::remembered;
use crate::runtime::run::{Asking, Authority, End};
use crate::runtime::session::Start;
use crate::runtime::settings;
use crate::runtime::terminal::Terminal;

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
    let config = Config { lang: Some(lang.unwrap_or_else(|| environment::language(&variable))), ..settings.config };
    let colours = environment::colours(&variable);
    let mode = args.ambiguous.mode().or(config.ambiguous);
    let home = home::of_platform();
    // The library where there is one, else the shipped texts.
    let paths = if args.paths.is_empty() { home::folders(home.as_ref()) } else { args.paths.clone() };
    let documents = if paths.is_empty() { shipped::understood() } else { Vec::new() };
    Start { documents, paths, home, config, mode, size, colours, background: environment::theme(&variable) }
}

/// Opens the reader; where standard output is no terminal, prints what `show` prints.
pub fn run(args: &Reader) -> Result<ExitCode> {
    let is_stdin = |path: &Path| path == Path::new("-");
    // What cannot be read is said before the terminal is touched.
    if let Some(missing) = args.paths.iter().find(|path| !is_stdin(path) && !path.exists()) {
        bail!("{}: 没有这个文件或文件夹 no such file or folder; 请检查路径 check the path", missing.display());
    }
    if let Some(why) = linear::why(args.lines(), variable("TERM").as_deref()) {
        return linear::run(start(args, (80, 24)), why);
    }
    if !std::io::stdout().is_terminal() {
        return show::run(&Show::of(args.paths.clone()));
    }
    if let Some(line) = environment::complaint(&variable) {
        complain(&line);
    }
    let Some(terminal) = Terminal::open().context("没有终端可读按键 no terminal to read keys from")? else {
        return show::run(&Show::of(args.paths.clone()));
    };
    let read = if args.paths.iter().any(|path| is_stdin(path)) {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("标准输入读不出来 cannot read standard input")?;
        import::import("-", &bytes).documents
    } else {
        Vec::new()
    };
    let start = start(args, (80, 24));
    let asking = if args.no_probe { Asking::No } else { Asking::Yes };
    let authority = if start.mode.is_some() { Authority::User } else { Authority::Terminal };
    // What this terminal answered before holds until it answers now.
    let file = remembered::file().filter(|_| asking == Asking::Yes);
    let known = file.map(|file| remembered::recall(&file, &remembered::name(&variable))).unwrap_or_default();
    let mode = start.mode.or(known.mode);
    let background = start.background.or(known.background);
    let (ended, lost) = runtime::run::run(terminal, (asking, authority), |size| {
        let mut start = Start { mode, size, background, ..start };
        start.documents.extend(read);
        start.paths.retain(|path| !is_stdin(path));
        start
    })?;
    if let Some(lost) = lost {
        complain(&lost);
    }
    Ok(match ended {
        End::Left => ExitCode::SUCCESS,
        End::Signal(number) => ExitCode::from(u8::try_from(128 + number).unwrap_or(u8::MAX)),
    })
}
