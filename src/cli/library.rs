//! `zuotan library`: the user's folders and files, followed where they lie. Nothing is copied.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

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
    let _ = args;
    bail!("文库尚未完成 the library is not built yet; 请直接给出路径 name the paths on the command line: zuotan PATH…")
}
