//! `zuotan doctor`: locale, colours, what the terminal answers (asked where standard output is one, for a moment), which
//! width mode is used and why, which configuration file is read, where things lie, what is wrong. It changes nothing.

mod widths;

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::environment::{self, variable};
use super::home;
use crate::config::{Lang, Theme};
use crate::library::{Home, Store, index, shipped};
use crate::runtime::run::Asking;
use crate::runtime::settings::{self, Settings};
use crate::ui::theme::Colours;

/// The arguments.
#[derive(Debug, Args)]
pub struct Doctor {
    /// 不向终端询问字宽 · do not ask the terminal for its widths
    #[arg(long)]
    pub no_probe: bool,
}

/// Prints the state of things: `what: value` a line, then what is wrong.
pub fn run(args: &Doctor) -> Result<ExitCode> {
    let settings = settings::load();
    let lang = settings.config.lang.unwrap_or_else(|| environment::language(&environment::variable));
    let widths = widths::Widths::ask(if args.no_probe { Asking::No } else { Asking::Yes });
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let mut lines = vec![
        (say("版本", "version"), env!("CARGO_PKG_VERSION").to_owned()),
        (say("区域设置", "locale"), environment::locale(&variable)),
        (say("界面语言", "language"), say("中文", "English").to_owned()),
        ("TERM", variable("TERM").unwrap_or_else(|| say("未设", "not set").to_owned())),
        (say("标准输出", "standard output"), output(lang).to_owned()),
        (say("颜色", "colours"), colours(lang).to_owned()),
        (say("背景", "background"), background(&settings, &widths, lang)),
        (say("宽度模式", "width mode"), widths.mode(&settings, lang)),
        (say("设置文件", "configuration"), file(&settings, lang)),
    ];
    let mut wrong = settings.complaints.clone();
    if let Some(home) = home::of_platform() {
        lines.push((say("数据文件夹", "data folder"), home.data().display().to_string()));
        lines.push((say("文库", "library"), library(&home, lang, &mut wrong)));
        lines.push((say("缓存文件夹", "cache folder"), home.cache().display().to_string()));
        lines.push((say("缓存", "cache"), size(bytes_in(home.cache()))));
    }
    lines.extend(widths.answers(lang));
    for (at, state) in index::home().map(|home| index::states(&home)).unwrap_or_default().iter().enumerate() {
        lines.push((if at == 0 { say("检索索引", "search index") } else { say("又", "and") }, indexed(*state, lang)));
    }
    lines.push((say("自带文稿", "shipped sources"), shipped::SOURCES.len().to_string()));
    wrong.extend(environment::complaint(&variable));
    let mut out = std::io::stdout().lock();
    for (what, value) in lines {
        writeln!(out, "{what}: {}", plain(&value))?;
    }
    if wrong.is_empty() {
        writeln!(out, "{}", say("没有发现问题", "nothing is wrong"))?;
    }
    for line in wrong {
        writeln!(out, "{}: {}", say("有误", "wrong"), plain(&line))?;
    }
    for line in widths.advice(&settings, lang) {
        writeln!(out, "{}: {}", say("建议", "advice"), plain(&line))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The state of a search index.
fn indexed(state: index::State, lang: Lang) -> String {
    let index::State { sources, documents, bytes, damaged } = state;
    let megabytes = bytes.div_ceil(1 << 20);
    match (lang, damaged) {
        (Lang::Zh, 0) => format!("{sources} 个文件，{documents} 篇，{megabytes} MB，完好"),
        (Lang::Zh, _) => format!("{sources} 个文件，{documents} 篇，{megabytes} MB，{damaged} 段受损，下次检索时重建"),
        (Lang::En, 0) => format!("{sources} files, {documents} documents, {megabytes} MB, sound"),
        (Lang::En, _) => {
            format!(
                "{sources} files, {documents} documents, {megabytes} MB, {damaged} damaged parts, made anew at the next search"
            )
        }
    }
}

/// What the library holds; what is wrong with it is added to `wrong`.
fn library(home: &Home, lang: Lang, wrong: &mut Vec<String>) -> String {
    let known = Store::examine(home).and_then(|store| match store {
        Some(store) => Ok(Some((store.folders()?, store.kept()?))),
        None => Ok(None),
    });
    let aside = std::fs::read_dir(home.data()).into_iter().flatten().flatten();
    let aside = aside.map(|entry| entry.path()).filter(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().contains(".damaged-"))
            && path.extension().is_none_or(|end| !end.to_string_lossy().ends_with("-wal"))
    });
    wrong.extend(aside.map(|path| match lang {
        Lang::Zh => format!("{}: 损坏的文库文件留在此处", path.display()),
        Lang::En => format!("{}: a damaged library file is kept here", path.display()),
    }));
    match known {
        Ok(None) => if lang == Lang::Zh { "还没有" } else { "none yet" }.to_owned(),
        Err(error) => {
            wrong.push(error.to_string());
            home.library().display().to_string()
        }
        Ok(Some((folders, kept))) => {
            for folder in folders.iter().filter(|folder| !folder.path.exists()) {
                wrong.push(match lang {
                    Lang::Zh => format!("{}: 文库所列，现在不在", folder.path.display()),
                    Lang::En => format!("{}: in the library, and not there now", folder.path.display()),
                });
            }
            let marks = kept.notes.iter().filter(|note| note.mark().is_some()).count();
            let (folders, notes, places) = (folders.len(), kept.notes.len() - marks, kept.places.len());
            let path = home.library();
            let bytes = size(std::fs::metadata(&path).map_or(0, |metadata| metadata.len()));
            match lang {
                Lang::Zh => format!(
                    "{}（{bytes}；文件夹 {folders}，标记 {marks}，批注 {notes}，读到之处 {places}；完好）",
                    path.display()
                ),
                Lang::En => format!(
                    "{} ({bytes}; {folders} folders, {marks} marks, {notes} annotations, {places} places; sound)",
                    path.display()
                ),
            }
        }
    }
}

/// Bytes of the files in a folder.
fn bytes_in(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// A value as one line that steers no terminal: it may quote the environment or a file.
fn plain(value: &str) -> String {
    value.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn output(lang: Lang) -> &'static str {
    match (std::io::stdout().is_terminal(), lang) {
        (true, Lang::Zh) => "终端",
        (true, Lang::En) => "a terminal",
        (false, Lang::Zh) => "不是终端",
        (false, Lang::En) => "no terminal",
    }
}

fn colours(lang: Lang) -> &'static str {
    match (environment::colours(&variable), lang) {
        (Colours::None, Lang::Zh) => "无",
        (Colours::None, Lang::En) => "none",
        (Colours::Sixteen, _) => "16",
        (Colours::Many, _) => "256",
        (Colours::True, Lang::Zh) => "24 位",
        (Colours::True, Lang::En) => "24 bits",
    }
}

fn background(settings: &Settings, widths: &widths::Widths, lang: Lang) -> String {
    let set = settings.config.theme.map(|theme| (theme, "config.toml".to_owned()));
    let named = || environment::theme(&variable).map(|theme| (theme, "COLORFGBG".to_owned()));
    let Some((theme, why)) = set.or_else(|| widths.background(lang)).or_else(named) else {
        return lang
            .pick(
                "未知：用深浅都可读的颜色（可写 theme = \"dark\" 或 \"light\"）",
                "unknown: colours that can be read on either (theme = \"dark\" or \"light\" says which)",
            )
            .to_owned();
    };
    let name = match (theme, lang) {
        (Theme::Dark, Lang::Zh) => "深",
        (Theme::Dark, Lang::En) => "dark",
        (Theme::Light, Lang::Zh) => "浅",
        (Theme::Light, Lang::En) => "light",
    };
    format!("{name} ({why})")
}

fn file(settings: &Settings, lang: Lang) -> String {
    let Some(path) = &settings.path else {
        return if lang == Lang::Zh { "没有主目录" } else { "there is no home folder" }.to_owned();
    };
    let note = match (path.exists(), lang) {
        (true, _) => "",
        (false, Lang::Zh) => "（没有此文件，用默认设置）",
        (false, Lang::En) => " (no such file: the defaults hold)",
    };
    format!("{}{note}", path.display())
}
