//! `zuotan cite`: the citation of a document, a paragraph (`DOCUMENT#PARAGRAPH`) or a speech.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::sources;
use crate::export::cite::{self, Fault};

/// The arguments.
#[derive(Debug, Args)]
pub struct Cite {
    /// 文献、文献#段 或发言的编号，可只写开头 · id of a document, DOCUMENT#PARAGRAPH, id of a speech; its beginning is enough
    #[arg(value_name = "LOCATOR")]
    pub locator: String,
    /// 文件或文件夹 · files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 格式 · the style
    #[arg(long, value_enum, default_value = "gbt7714")]
    pub style: Style,
}

/// The style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Style {
    /// GB/T 7714—2015
    Gbt7714,
    /// BibTeX
    Bibtex,
    /// CSL-JSON
    CslJson,
}

/// Prints the citation.
pub fn run(args: &Cite) -> Result<ExitCode> {
    let catalogue = sources::catalogue(&args.paths)?;
    let place = match cite::locate(catalogue.documents(), &args.locator) {
        Ok(place) => place,
        Err(Fault::Nothing) => bail!(
            "{}: 没有这个编号 no such document, paragraph or speech; 编号见 `zuotan export` ids stand in `zuotan export`",
            args.locator
        ),
        Err(Fault::Several(ids)) => {
            bail!("{}: 编号不足以区分 names several ({}); 请写得更长 write more of it", args.locator, ids.join(", "))
        }
        Err(Fault::Paragraph(count)) => {
            bail!(
                "{}: 没有这一段 no such paragraph; 编号为 0 至 they run from 0 to {}",
                args.locator,
                count.saturating_sub(1)
            )
        }
    };
    let style = match args.style {
        Style::Gbt7714 => cite::Style::Gbt7714,
        Style::Bibtex => cite::Style::Bibtex,
        Style::CslJson => cite::Style::CslJson,
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", cite::citation(&place, style))?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
