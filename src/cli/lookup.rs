//! `zuotan lookup`: the fuzzy filter of the panes on the command line, best first.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::romanized::Romanized;
use super::sources;
use crate::app::rows::{self, Kind, Row};
use crate::catalogue::Catalogue;
use crate::filter::{Found, Index, Search};

/// The arguments.
#[derive(Debug, Args)]
pub struct Lookup {
    /// 汉字、拼音、首字母；!非 '连 ^首 尾$ · hanzi, pinyin, initials; atoms: !not 'run ^start end$
    #[arg(allow_hyphen_values = true)]
    pub pattern: String,
    /// 文件或文件夹 · files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 只查一类 · only one kind
    #[arg(long = "in", value_enum)]
    pub within: Option<Within>,
    /// 最多几条 · at most so many
    #[arg(long)]
    pub limit: Option<usize>,
    /// 人名按粤语或威妥玛拼写 · names as spelled in Cantonese or Wade–Giles
    #[arg(long, value_enum)]
    pub romanized: Option<Romanized>,
    /// 每行一个 JSON 对象 · one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Within {
    /// People.
    Speakers,
    /// Meetings.
    Meetings,
    /// Speeches.
    Speeches,
    /// Documents.
    Documents,
}

/// A row that was found.
struct Answer {
    score: i64,
    row: Row,
    label: String,
    matched: Vec<usize>,
}

/// Prints what is found; exit code 1 when nothing is.
pub fn run(args: &Lookup) -> Result<ExitCode> {
    let catalogue = sources::catalogue(&args.paths)?;
    let kinds: &[Kind] = match args.within {
        None => &Kind::ALL,
        Some(Within::Speakers) => &[Kind::Speaker],
        Some(Within::Meetings) => &[Kind::Meeting],
        Some(Within::Speeches) => &[Kind::Speech],
        Some(Within::Documents) => &[Kind::Document],
    };
    let most = args.limit.unwrap_or(usize::MAX);
    let answers = match args.romanized {
        None => answers(&catalogue, &args.pattern, kinds, most),
        Some(romanized) => {
            let names = romanized.names(&catalogue, &args.pattern);
            let mut found: Vec<Answer> =
                names.iter().flat_map(|name| answers(&catalogue, &format!("'{name}"), kinds, most)).collect();
            found.truncate(most);
            found
        }
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (rank, answer) in answers.iter().enumerate() {
        let kind = answer.row.kind.name();
        if args.json {
            let value = json!({ "rank": rank + 1, "score": answer.score, "kind": kind, "id": answer.row.id,
                "label": answer.label, "matched": answer.matched });
            writeln!(out, "{value}")?;
        } else {
            writeln!(out, "{kind}\t{}", answer.label)?;
        }
    }
    out.flush()?;
    Ok(if answers.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The best rows of all kinds together; of equals, people come before meetings, these before speeches and documents.
fn answers(catalogue: &Catalogue, pattern: &str, kinds: &[Kind], limit: usize) -> Vec<Answer> {
    let mut rows: Vec<Row> = kinds.iter().flat_map(|kind| rows::rows(catalogue, *kind)).collect();
    let mut index = Index::default();
    for row in &rows {
        index.push(row.fields.clone());
    }
    let sounds = crate::runtime::settings::load().config.sounds;
    let Found { hits, .. } = Search::hearing(sounds).find(&index, pattern, limit);
    hits.into_iter()
        .map(|hit| {
            let (label, matched) = rows[hit.row].label(&hit);
            let empty = Row { kind: rows[hit.row].kind, id: String::new(), fields: Vec::new() };
            Answer { score: hit.score, row: std::mem::replace(&mut rows[hit.row], empty), label, matched }
        })
        .collect()
}
