//! `zuotan library`: the user's folders and files, followed where they lie. Nothing is copied.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};

use super::{complain, home};
use crate::library::{Error, Home, Store, source};

/// The arguments.
#[derive(Debug, Args)]
pub struct Library {
    /// What to do.
    #[command(subcommand)]
    pub deed: Deed,
}

/// What to do with the library.
#[derive(Debug, Subcommand)]
pub enum Deed {
    /// 加入文件与文件夹 · adds files and folders
    Add {
        /// 文件或文件夹 · files and folders
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
    },
    /// 移出，文件本身不动 · removes them from the library; the files stay
    Remove {
        /// 文件或文件夹 · files and folders
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
    },
    /// 列出文库 · lists the library
    List {
        /// 每行一个 JSON 对象 · one JSON object a line
        #[arg(long)]
        json: bool,
    },
}

/// Changes or lists the library.
pub fn run(args: &Library) -> Result<ExitCode> {
    let home = home::of_platform().context("没有主目录 there is no home folder; 请设 HOME set HOME")?;
    match &args.deed {
        Deed::Add { paths } => add(&home, paths),
        Deed::Remove { paths } => remove(&home, paths),
        Deed::List { json } => list(&home, if *json { Form::Json } else { Form::Lines }),
    }
}

fn open(home: &Home) -> Result<Store> {
    let opened = Store::open(home)?;
    if let Some(aside) = &opened.aside {
        complain(&format!(
            "文库文件损坏，已另存为 {0}，新建一个 the library file was damaged; it is kept as {0} and a new one begun",
            aside.display()
        ));
    }
    Ok(opened.store)
}

fn add(home: &Home, paths: &[PathBuf]) -> Result<ExitCode> {
    let mut whole = Vec::new();
    for path in paths {
        let found = path.canonicalize();
        let found = found.map_err(|_| Error::Missing { path: path.clone() })?;
        whole.push(found);
    }
    let fresh = open(home)?.add(&whole)?;
    let mut out = std::io::stdout().lock();
    for path in &whole {
        let what = if fresh.contains(path) { "已加入 added" } else { "早已在内 there already" };
        writeln!(out, "{what}: {}  {}", plain(path), count(path))?;
    }
    writeln!(out, "运行 zuotan 打开 run zuotan to open it")?;
    Ok(ExitCode::SUCCESS)
}

fn remove(home: &Home, paths: &[PathBuf]) -> Result<ExitCode> {
    let mut store = open(home)?;
    let known = store.folders()?;
    let mut whole = Vec::new();
    for path in paths {
        // A folder that is gone is found by its name.
        let names = [path.canonicalize().ok(), std::path::absolute(path).ok(), Some(path.clone())];
        let Some(found) = known.iter().find(|folder| names.iter().flatten().any(|name| *name == folder.path)) else {
            bail!(
                "{}: 不在文库里 is not in the library; 用 zuotan library list 查看 zuotan library list shows what is",
                path.display()
            );
        };
        whole.push(found.path.clone());
    }
    let gone = store.remove(&whole)?;
    let mut out = std::io::stdout().lock();
    for path in gone {
        writeln!(out, "已移出，文件未动 removed, the files stay: {}", plain(&path))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How the library is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Lines,
    Json,
}

fn list(home: &Home, form: Form) -> Result<ExitCode> {
    let folders = Store::examine(home)?.map_or_else(|| Ok(Vec::new()), |store| store.folders())?;
    let mut out = std::io::stdout().lock();
    for folder in &folders {
        let path = &folder.path;
        if form == Form::Json {
            let kind = if path.is_dir() { "folder" } else { "file" };
            let files = source::files(std::slice::from_ref(path)).map_or(0, |files| files.len());
            let line = serde_json::json!({
                "path": path.to_string_lossy(), "kind": kind, "exists": path.exists(), "files": files,
                "added": folder.added,
            });
            writeln!(out, "{line}")?;
        } else {
            writeln!(out, "{}  {}", plain(path), count(path))?;
        }
    }
    if folders.is_empty() && form == Form::Lines {
        writeln!(out, "文库还是空的：zuotan library add 文件夹 the library is empty: zuotan library add FOLDER")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How many files lie there now.
fn count(path: &Path) -> String {
    match source::files(&[path.to_path_buf()]) {
        Ok(files) => format!("{} 个文件 files", files.len()),
        Err(_) => "现在不在 not there now".to_owned(),
    }
}

/// A path as one line that steers no terminal.
fn plain(path: &Path) -> String {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
