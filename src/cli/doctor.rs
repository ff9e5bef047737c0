//! `zuotan doctor`: what the terminal answered, which width mode is used and why, where the files lie, what is wrong.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

/// The arguments.
#[derive(Debug, Args)]
pub struct Doctor {}

/// Prints the state of things.
pub fn run(args: &Doctor) -> Result<ExitCode> {
    let _ = args;
    bail!("doctor 尚未完成 is not built yet")
}
