//! `zuotan export`: what import understood, as the JSON of the contract.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::sources;
use crate::catalogue::Catalogue;
use crate::export::{json, markdown};

/// The arguments.
#[derive(Debug, Args)]
pub struct Export {
    /// 文件或文件夹 · files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 格式 · the format
    #[arg(long, value_enum, default_value = "json")]
    pub format: Format,
}

/// The format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 一个 JSON 对象 · one JSON object
    Json,
    /// 每行一篇文献 · one document a line
    Jsonl,
    /// Markdown
    Md,
}

/// Documents of a stream that are kept, to tell what shows across them.
const WINDOW: usize = 512;

/// Prints the documents.
pub fn run(args: &Export) -> Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match args.format {
        Format::Json => {
            let catalogue = sources::catalogue(&args.paths)?;
            json::whole(&mut out, catalogue.documents(), catalogue.persons())?;
        }
        Format::Jsonl => {
            let mut catalogue = Catalogue::default();
            sources::each(&args.paths, &mut |documents| {
                let known = catalogue.documents().len();
                catalogue.extend(documents);
                for document in catalogue.documents().iter().skip(known) {
                    json::line(&mut out, document)?;
                }
                // Memory does not grow with the number of documents: what shows across them is told within a window.
                if catalogue.documents().len() > WINDOW {
                    catalogue = Catalogue::default();
                }
                // Whoever reads along sees each part at once.
                Ok(out.flush()?)
            })?;
        }
        Format::Md => {
            let mut between = "";
            sources::each(&args.paths, &mut |documents| {
                for document in &documents {
                    write!(out, "{between}{}", markdown::document(document))?;
                    between = "\n";
                }
                Ok(())
            })?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
