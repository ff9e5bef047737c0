//! `zuotan annotations`: what a human corrected or added, as TOML, for people and for version control.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, Subcommand};

use super::home;
use crate::library::{Home, Store};
use crate::model::{self, Book, Kept, Note};

/// The arguments.
#[derive(Debug, Args)]
pub struct Annotations {
    /// What to do.
    #[command(subcommand)]
    pub deed: Deed,
}

/// What to do with annotations.
#[derive(Debug, Subcommand)]
pub enum Deed {
    /// 导出批注 · exports annotations
    Export {
        /// 写入的文件；不给则输出 · the file to write; standard output without one
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// 导入批注 · imports annotations
    Import {
        /// 批注文件（TOML）· the annotations, as TOML
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Exports or imports.
pub fn run(args: &Annotations) -> Result<ExitCode> {
    let home = home::of_platform().context("没有主目录 there is no home folder; 请设 HOME set HOME")?;
    match &args.deed {
        Deed::Export { file } => export(&home, file.as_deref()),
        Deed::Import { file } => import(&home, file),
    }
}

fn export(home: &Home, file: Option<&Path>) -> Result<ExitCode> {
    let kept = Store::examine(home)?.map_or_else(|| Ok(Kept::default()), |store| store.kept())?;
    let text = toml::to_string_pretty(&Book::of(&kept.notes)).context("批注写不成 TOML cannot be written as TOML")?;
    let text = format!("# 座谈的批注 annotations of zuotan\n{text}");
    let Some(file) = file else {
        std::io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    };
    // Beside it first: a full disk leaves the file that was there as it was.
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
    if let Err(error) = written {
        let _ = std::fs::remove_file(&beside);
        bail!(
            "{}: 写不进去 cannot be written ({error}); 请检查权限与磁盘空间 check permissions and free space",
            file.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn import(home: &Home, file: &Path) -> Result<ExitCode> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        anyhow!("{}: 无法读取 cannot be read ({error}); 请检查路径与权限 check path and permissions", file.display())
    })?;
    let book = read(&text).map_err(|(line, message)| {
        anyhow!("{}:{line}: {message}; 请改正后再导入 mend it and import again", file.display())
    })?;
    if let Some(at) = book.sources.iter().position(|source| source.sha256.is_empty() && source.path.is_none()) {
        bail!(
            "{}: 第 {n} 个来源没有 sha256 source {n} has no sha256; 请写明是哪个文件的批注 say which file it speaks of",
            file.display(),
            n = at + 1
        );
    }
    let mut store = Store::open(home)?.store;
    let known = store.kept()?.notes;
    let same = |a: &Note, b: &Note| {
        a.what == b.what
            && (a.origin.sha256 == b.origin.sha256 || a.origin.sha256.is_empty() || a.origin.path == b.origin.path)
    };
    let all = book.notes();
    let come: Vec<Note> = all.iter().filter(|note| !known.iter().any(|there| same(note, there))).cloned().collect();
    let (fresh, there) = (come.len(), all.len() - come.len());
    if fresh > 0 {
        store.carry(&model::Deed { gone: Vec::new(), come })?;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "导入 {fresh} 条，{there} 条早已在内 imported {fresh}, {there} were there already")?;
    Ok(ExitCode::SUCCESS)
}

/// Reads a book of several sources, or the annotations of one; else the line and what is wrong there.
fn read(text: &str) -> Result<Book, (usize, String)> {
    let line = |error: &toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
        (line, error.message().lines().next().unwrap_or_default().to_owned())
    };
    let table: toml::Table = text.parse().map_err(|error| line(&error))?;
    if table.is_empty() || table.contains_key("source") {
        toml::from_str(text).map_err(|error| line(&error))
    } else {
        let one: model::Annotations = toml::from_str(text).map_err(|error| line(&error))?;
        Ok(Book { sources: vec![one] })
    }
}
