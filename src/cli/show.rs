//! `zuotan show`: texts in order, laid out exactly as the reader lays them out, one row a line.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{environment, sources};
use crate::app::flow::{Flow, Kind};
use crate::app::view::{self, At, Setting, View};
use crate::layout::columns::Overflow;
use crate::layout::{self, Hang, Options, Strictness, Style};
use crate::model::{Document, Role};
use crate::runtime::settings;
use crate::text::sanitise;
use crate::text::width::{self, Mode};

/// The arguments.
#[derive(Debug, Args)]
pub struct Show {
    /// 文件或文件夹 · files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 只输出这篇文献 · only this document
    #[arg(long, value_name = "ID")]
    pub document: Option<String>,
    /// 只输出这篇发言 · only this speech
    #[arg(long, value_name = "ID")]
    pub speech: Option<String>,
    /// 行宽（格）· width of a row in cells
    #[arg(long, value_name = "CELLS", default_value_t = 80, value_parser = clap::value_parser!(u16).range(1..))]
    pub width: u16,
    /// 歧义宽度字符的宽 · how characters of ambiguous width are set
    #[arg(long, value_enum, default_value = "narrow")]
    pub ambiguous: Width,
    /// 只有正文：没有题录与发言人行 · only the text: no title block, no voice headings
    #[arg(long)]
    pub plain: bool,
}

/// The width of ambiguous characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Width {
    /// 一格 · one cell
    Narrow,
    /// 两格 · two cells
    Wide,
}

impl Show {
    /// What is shown of these paths where nothing else was asked for: 80 cells, narrow.
    pub fn of(paths: Vec<PathBuf>) -> Self {
        Self { paths, document: None, speech: None, width: 80, ambiguous: Width::Narrow, plain: false }
    }

    fn mode(&self) -> Mode {
        match self.ambiguous {
            Width::Narrow => Mode::Narrow,
            Width::Wide => Mode::Wide,
        }
    }
}

/// Prints the rows.
pub fn run(args: &Show) -> Result<ExitCode> {
    let mut documents = sources::documents(&args.paths)?;
    if let Some(id) = &args.document {
        documents.retain(|d| d.id.0.starts_with(id.as_str()));
        if documents.is_empty() {
            bail!("{id}: 没有这篇文献 no such document; 用 zuotan export 查看编号 zuotan export lists the ids");
        }
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    if let Some(id) = &args.speech {
        let found = documents.iter().find_map(|d| d.speeches.iter().find(|s| s.id.0 == *id));
        let Some(speech) = found else {
            bail!("{id}: 没有这篇发言 no such speech; 用 zuotan export 查看编号 zuotan export lists the ids");
        };
        let options = Options::of(Style::Body, args.width, args.mode(), strictness(), Hang::Marks);
        for piece in speech.text.split('\n') {
            for row in layout::rows(piece, &options) {
                write_row(&mut out, row.indent, piece.get(row.range).unwrap_or(""))?;
            }
        }
    } else {
        for document in &documents {
            show(&mut out, document, args)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The rows of a document, set by the very view that the reader reads in.
fn show(out: &mut impl Write, document: &Document, args: &Show) -> Result<()> {
    let setting = Setting {
        measure: args.width,
        height: 1,
        gutter: 2,
        mode: args.mode(),
        strictness: strictness(),
        // Who reads this row by row finds the words in their order.
        overflow: Overflow::Below,
    };
    let view = View::new(Flow::of(document, environment::language(&environment::variable)), setting);
    for (block, what) in view.flow().blocks().iter().enumerate() {
        // A title may also be one that the document has but no paragraph of it gives.
        let role = document.paragraphs.get(what.paragraph).map(|p| p.role);
        let is_text =
            matches!(what.kind, Kind::Paragraph(_)) || (what.kind == Kind::Title && role == Some(Role::Title));
        if args.plain && !is_text {
            continue;
        }
        let text = view.flow().text(block);
        for row in 0..view.rows(block).len() {
            let at = At { block, row };
            let mut line = String::new();
            for (range, stop) in view.parts(at) {
                let blanks = usize::from(stop).saturating_sub(width::text_cells(&line, args.mode()));
                line.extend(std::iter::repeat_n(' ', blanks));
                line.push_str(text.get(range).unwrap_or(""));
            }
            write_row(out, view.indent(at), &line)?;
        }
    }
    Ok(())
}

/// The rules of row starts and ends that the reader is set to.
fn strictness() -> Strictness {
    view::strictness(settings::load().config.strictness)
}

/// One row; what must not reach a terminal is shown as a picture.
fn write_row(out: &mut impl Write, indent: u16, text: &str) -> Result<()> {
    let shown: String =
        text.chars().filter(|c| !sanitise::is_dropped(*c)).map(|c| sanitise::picture(c).unwrap_or(c)).collect();
    writeln!(out, "{:indent$}{shown}", "", indent = usize::from(indent))?;
    Ok(())
}
