//! `zuotan find`: full text, exact and complete, with its limits.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde_json::json;

use super::romanized::Romanized;
use super::{complain, home, indexed, sources};
use crate::app::fulltext::{self, Occurrence};
use crate::app::hits_file;
use crate::app::sieve::Sieve;
use crate::search::corpus::Place;
use crate::search::limits::{self, FORMS, Limits, Name};
use crate::search::query::{Fault, Query};

/// The arguments.
#[derive(Debug, Args)]
pub struct Find {
    /// 词句，或 AND OR NOT NEAR/n "…" * /正则/ speaker:… · words, or these operators and limits
    #[arg(allow_hyphen_values = true)]
    pub query: String,
    /// 文件或文件夹 · files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 发言人（汉字或拼音）· who speaks, in hanzi or pinyin
    #[arg(long)]
    pub speaker: Option<String>,
    /// 发言人按粤语或威妥玛拼写 · the speaker as spelled in Cantonese or Wade–Giles
    #[arg(long, value_enum, requires = "speaker")]
    pub romanized: Option<Romanized>,
    /// 职务 · in which office
    #[arg(long)]
    pub office: Option<String>,
    /// 会议 · at which meeting
    #[arg(long)]
    pub meeting: Option<String>,
    /// 地点 · where
    #[arg(long)]
    pub place: Option<String>,
    /// 来源 · published by
    #[arg(long)]
    pub publisher: Option<String>,
    /// 批注 · annotated so; * is anything
    #[arg(long)]
    pub annotation: Option<String>,
    /// 标题 · in documents of this title
    #[arg(long)]
    pub title: Option<String>,
    /// 发言人名按粤语或威妥玛拼写 · who speaks, as spelled in Cantonese or Wade–Giles
    #[arg(long)]
    pub spelled: Option<String>,
    /// 形式 · in which form; said: not the meeting's voice
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
    /// 连上下文与引文输出 · with context and citation
    #[arg(long, value_enum, conflicts_with = "json")]
    pub format: Option<Format>,
}

/// How a list of hits is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// RFC 4180.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Markdown.
    Md,
}

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// 所说（不含会议） · said: all but the meeting and articles
    Said,
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
    const fn word(self) -> &'static str {
        match self {
            Self::Said => FORMS[0].0,
            Self::Verbatim => FORMS[1].0,
            Self::Reported => FORMS[2].0,
            Self::Resolution => FORMS[3].0,
            Self::Question => FORMS[4].0,
            Self::Answer => FORMS[5].0,
            Self::Article => FORMS[6].0,
        }
    }
}

/// Chars of context on either side of a hit on a line.
const CONTEXT: usize = 16;

/// A date as typed: a year, a month or a day.
fn date(typed: &str) -> Result<String, String> {
    if limits::is_day(typed) {
        Ok(typed.to_owned())
    } else {
        Err("日期写作 2021、2021-05 或 2021-05-27 write a date so".to_owned())
    }
}

/// One line that points at what is wrong with a query.
fn pointed(query: &str, fault: &Fault) -> String {
    let (at, char) = (fault.at + 1, query.chars().nth(fault.at));
    let char = char.map_or_else(|| "末尾 end".to_owned(), |c| format!("“{c}”"));
    format!("查询第 {at} 字（{char}）query, char {at}: {}", fault.message)
}

/// Prints what is found; exit code 1 when nothing is.
pub fn run(args: &Find) -> Result<ExitCode> {
    let mut limits = limits(args)?;
    let query = match Query::beside(&args.query, &limits) {
        Ok(query) => query,
        Err(fault) => bail!("{}", pointed(&args.query, &fault)),
    };
    let mut indexed = indexed::Indexed::open(&args.paths);
    if let (Some(romanized), Some(typed)) = (args.romanized, &args.speaker) {
        // Whom it means shows in the names of all; nobody is meant by a name that nobody has.
        let people = match &mut indexed {
            Some(index) => index.people()?,
            None => sources::catalogue(&args.paths)?,
        };
        limits.speaker = romanized.names(&people, typed);
        if limits.speaker.is_empty() {
            return Ok(ExitCode::from(1));
        }
    }
    let mut own = query.limits().clone();
    own.extend(std::mem::take(&mut limits));
    let limits = own;
    if let Some(mut index) = indexed {
        if args.verify {
            let found = index.find(&query)?;
            let expected = fulltext::corpus(&sources::catalogue(&args.paths)?).verify(&query);
            compare(&found, &expected)?;
        }
        if args.count && limits.is_empty() {
            let count = index.count(&query)?;
            writeln!(std::io::stdout().lock(), "{count}")?;
            return Ok(if count == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS });
        }
        let (catalogue, places) = index.hits(&query, &limits, if args.count { Some(0) } else { args.limit })?;
        let found: Vec<Occurrence> = places.iter().filter_map(|p| p.occurrence(&catalogue)).collect();
        return print(args, &found, index.total);
    }
    let catalogue = sources::catalogue(&args.paths)?;
    if args.verify {
        let corpus = fulltext::corpus(&catalogue);
        compare(&corpus.find(&query, || true), &corpus.verify(&query))?;
    }
    // Notes are laid on already; they are read again only where a limit asks for them.
    let home = home::of_platform().filter(|_| !limits.annotation.is_empty());
    let mut sieve = Sieve::new(&catalogue, &limits, &indexed::beside(home.as_ref()));
    sieve.said().iter().for_each(|line| complain(line));
    let found = fulltext::sifted(&catalogue, &query, &mut sieve);
    let total = found.len();
    print(args, &found, total)
}

/// Prints the occurrences, as many as are asked for, of so many in all.
fn print(args: &Find, found: &[Occurrence], total: usize) -> Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if args.count {
        writeln!(out, "{total}")?;
    } else if let Some(format) = args.format {
        let format = match format {
            Format::Csv => hits_file::Format::Csv,
            Format::Jsonl => hits_file::Format::Jsonl,
            Format::Md => hits_file::Format::Markdown,
        };
        let shown = found.iter().take(args.limit.unwrap_or(usize::MAX));
        out.write_all(hits_file::written(shown, &args.query, format).as_bytes())?;
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
    Ok(if total == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The limits that stand beside the query.
fn limits(args: &Find) -> Result<Limits> {
    let mut limits = Limits::default();
    let given = [
        (Name::Speaker, args.speaker.as_deref()),
        (Name::Office, args.office.as_deref()),
        (Name::Meeting, args.meeting.as_deref()),
        (Name::Place, args.place.as_deref()),
        (Name::Publisher, args.publisher.as_deref()),
        (Name::Annotation, args.annotation.as_deref()),
        (Name::Title, args.title.as_deref()),
        (Name::Spelled, args.spelled.as_deref()),
        (Name::From, args.from.as_deref()),
        (Name::To, args.to.as_deref()),
        (Name::Form, args.form.map(Form::word)),
    ];
    for (name, value) in given {
        if let Some(value) = value
            && let Err(words) = limits.add(name, value)
        {
            bail!("--{} {value}: {words}", name.word());
        }
    }
    Ok(limits)
}

/// Compares with a plain scan: a difference is a fault of the program, and it says so.
fn compare(found: &[Place], expected: &[Place]) -> Result<()> {
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
