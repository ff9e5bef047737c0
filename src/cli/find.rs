//! `zuotan find`: full text, exact and complete, with its limits.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde_json::json;

use super::sources;
use crate::app::fulltext::{self, Limits, Occurrence};
use crate::catalogue::Catalogue;
use crate::model;
use crate::search::query::Query;

/// The arguments.
#[derive(Debug, Args)]
pub struct Find {
    /// 词句，或 AND OR NOT NEAR/n "…" * /正则/ · words, or these operators
    #[arg(allow_hyphen_values = true)]
    pub query: String,
    /// 文件或文件夹 · files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 发言人（汉字或拼音）· who speaks, in hanzi or pinyin
    #[arg(long)]
    pub speaker: Option<String>,
    /// 职务 · in which office
    #[arg(long)]
    pub office: Option<String>,
    /// 会议 · at which meeting
    #[arg(long)]
    pub meeting: Option<String>,
    /// 地点 · where
    #[arg(long)]
    pub place: Option<String>,
    /// 形式 · in which form
    #[arg(long, value_enum)]
    pub form: Option<Form>,
    /// 自（年、年-月、年-月-日）· from this day, month or year
    #[arg(long, value_parser = date)]
    pub from: Option<String>,
    /// 至 · to this day, month or year
    #[arg(long, value_parser = date)]
    pub to: Option<String>,
    /// 最多几条 · at most so many
    #[arg(long)]
    pub limit: Option<usize>,
    /// 只输出条数 · only their number
    #[arg(long)]
    pub count: bool,
    /// 与逐字扫描核对 · compare with a plain scan
    #[arg(long)]
    pub verify: bool,
    /// 每行一个 JSON 对象 · one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// 原话 · verbatim
    Verbatim,
    /// 转述 · reported
    Reported,
    /// 会议 · the meeting
    Resolution,
    /// 问 · question
    Question,
    /// 答 · answer
    Answer,
    /// 署名文章 · signed article
    Article,
}

impl Form {
    const fn model(self) -> model::Form {
        match self {
            Self::Verbatim => model::Form::Verbatim,
            Self::Reported => model::Form::Reported,
            Self::Resolution => model::Form::Resolution,
            Self::Question => model::Form::Question,
            Self::Answer => model::Form::Answer,
            Self::Article => model::Form::Article,
        }
    }
}

/// Chars of context on either side of a hit on a line.
const CONTEXT: usize = 16;

/// A date as typed: a year, a month or a day.
fn date(typed: &str) -> Result<String, String> {
    let parts: Vec<&str> = typed.split('-').collect();
    let digits = |part: &&str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let lengths = [4, 2, 2];
    if parts.len() <= 3 && parts.iter().zip(lengths).all(|(part, length)| digits(part, length)) {
        Ok(typed.to_owned())
    } else {
        Err("日期写作 2021、2021-05 或 2021-05-27 write a date so".to_owned())
    }
}

/// Prints what is found; exit code 1 when nothing is.
pub fn run(args: &Find) -> Result<ExitCode> {
    let query = match Query::new(&args.query) {
        Ok(query) => query,
        Err(fault) => {
            let (at, char) = (fault.at + 1, args.query.chars().nth(fault.at));
            let char = char.map_or_else(|| "末尾 end".to_owned(), |c| format!("“{c}”"));
            bail!("查询第 {at} 字（{char}）query, char {at}: {}", fault.message);
        }
    };
    let catalogue = sources::catalogue(&args.paths)?;
    if args.verify {
        verify(&catalogue, &query)?;
    }
    let limits = Limits {
        speaker: args.speaker.clone(),
        office: args.office.clone(),
        meeting: args.meeting.clone(),
        place: args.place.clone(),
        form: args.form.map(Form::model),
        from: args.from.clone(),
        to: args.to.clone(),
    };
    let found = fulltext::find(&catalogue, &query, &limits);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if args.count {
        writeln!(out, "{}", found.len())?;
    } else {
        for occurrence in found.iter().take(args.limit.unwrap_or(usize::MAX)) {
            if args.json {
                writeln!(out, "{}", object(occurrence))?;
            } else {
                writeln!(out, "{}", line(occurrence))?;
            }
        }
    }
    out.flush()?;
    Ok(if found.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Compares with a plain scan: a difference is a fault of the program, and it says so.
fn verify(catalogue: &Catalogue, query: &Query) -> Result<()> {
    let corpus = fulltext::corpus(catalogue);
    let (found, expected) = (corpus.find(query, || true), corpus.verify(query));
    if found != expected {
        let (found, expected) = (found.len(), expected.len());
        bail!(
            "检索有误 the search is wrong: {found} 处，逐字扫描为 {expected} 处 a plain scan finds {expected}; 请报告此查询 please report this query"
        );
    }
    Ok(())
}

fn object(found: &Occurrence) -> serde_json::Value {
    let date = found.date();
    json!({
        "document": found.document.id,
        "meeting": found.meeting.map(|m| &m.id),
        "speech": found.speech.map(|s| &s.id),
        "speaker": found.speech.and_then(|s| s.speaker.as_ref()),
        "office": found.speech.and_then(|s| s.office.as_ref()),
        "date": (!date.is_empty()).then_some(date),
        "paragraph": found.paragraph,
        "start": found.chars.start,
        "end": found.chars.end,
        "text": found.text(),
    })
}

fn line(found: &Occurrence) -> String {
    let (before, after) = found.context(CONTEXT);
    let who = found.speech.and_then(|s| s.speaker.as_deref()).unwrap_or("—");
    let meeting = found.meeting.map_or(found.document.title.as_str(), |m| m.name.as_str());
    format!("{}\t{who}\t{meeting}\t{before}【{}】{after}", found.date(), found.text())
}
