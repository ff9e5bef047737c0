//! `zuotan completions`: the script that completes commands and options in a shell.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Command};
use clap_complete::Shell;

/// The arguments.
#[derive(Debug, Args)]
pub struct Completions {
    /// 哪种命令行 · which shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Prints the script for a tree of commands.
pub fn run(args: &Completions, mut tree: Command) -> Result<ExitCode> {
    // Written to memory first: the generator takes a closed pipe for a fault of the program.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut tree, "zuotan", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
