//! `zuotan export`: what import understood, as the JSON of the contract.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::sources;

/// The arguments.
#[derive(Debug, Args)]
pub struct Export {
    /// 文件或文件夹 · files and folders
    pub paths: Vec<PathBuf>,
    /// 格式 · the format
    #[arg(long, value_enum, default_value = "json")]
    pub format: Format,
}

/// The format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One object.
    Json,
    /// One document a line.
    Jsonl,
}

/// Prints the documents.
pub fn run(args: &Export) -> Result<ExitCode> {
    let catalogue = sources::catalogue(&args.paths)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match args.format {
        Format::Json => {
            let value = json!({ "zuotan": 1, "documents": catalogue.documents(), "persons": catalogue.persons() });
            serde_json::to_writer_pretty(&mut out, &value)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for document in catalogue.documents() {
                serde_json::to_writer(&mut out, document)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
