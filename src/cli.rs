//! Floor 9: one file per subcommand; reading is the default. The only place that prints.
//! Exit codes: 0 done, 1 nothing found, 2 wrong use or bad input, with one line on standard error.

pub mod echo;
pub mod export;
pub mod find;
pub mod lookup;
pub mod read;
pub mod screen;
pub mod sources;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::text::width::Mode;

/// 座谈: a keyboard-driven terminal reader for Chinese meetings and speeches.
#[derive(Debug, Parser)]
#[command(name = "zuotan", version, about, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do; without one the reader opens.
    #[command(subcommand)]
    pub command: Option<Verb>,
    /// How and on what the reader opens.
    #[command(flatten)]
    pub reader: Reader,
}

/// How and on what the reader opens.
#[derive(Clone, Debug, Default, Args)]
pub struct Reader {
    /// 文件或文件夹；- 为标准输入 · files and folders; - is standard input
    pub paths: Vec<PathBuf>,
    /// 歧义宽度字符的设法 · how characters of ambiguous width are set
    #[arg(long, value_enum, default_value = "auto")]
    pub ambiguous: Ambiguous,
    /// 不向终端询问字宽 · do not ask the terminal for its widths
    #[arg(long)]
    pub no_probe: bool,
    /// 界面语言 · language of labels
    #[arg(long, value_enum)]
    pub lang: Option<Language>,
    /// 逐行朗读式输出，供读屏软件 · one line a step, for screen readers
    #[arg(long)]
    pub linear: bool,
}

/// How characters of ambiguous width are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Ambiguous {
    /// As the terminal answers.
    #[default]
    Auto,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
    /// Right in both.
    Safe,
    /// Shown as characters of certain width.
    Replace,
}

impl Ambiguous {
    /// The mode; None for auto.
    pub fn mode(self) -> Option<Mode> {
        match self {
            Self::Auto => None,
            Self::Narrow => Some(Mode::Narrow),
            Self::Wide => Some(Mode::Wide),
            Self::Safe => Some(Mode::Safe),
            Self::Replace => Some(Mode::Replace),
        }
    }
}

/// The language of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 输出所理解的内容 · prints what import understood
    Export(export::Export),
    /// 按名称查人物、会议、发言、文献 · finds people, meetings, speeches and documents by name
    Lookup(lookup::Lookup),
    /// 全文检索 · full text
    Find(find::Find),
    /// 同一或相近的提法 · the same or nearly the same formulation
    Echo(echo::Echo),
    /// 不用终端的阅读器 · the reader without a terminal
    Screen(screen::Screen),
}

/// Parses the arguments, runs, prints the chain of an error.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Clap prints help and version to standard output, and errors with what to do to standard error.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let done = match &cli.command {
        None => read::run(&cli.reader),
        Some(Verb::Export(args)) => export::run(args),
        Some(Verb::Lookup(args)) => lookup::run(args),
        Some(Verb::Find(args)) => find::run(args),
        Some(Verb::Echo(args)) => echo::run(args),
        Some(Verb::Screen(args)) => screen::run(args),
    };
    match done {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let words: Vec<String> = error.chain().map(ToString::to_string).collect();
            complain(&words.join(": "));
            ExitCode::from(2)
        }
    }
}

/// One line on standard error.
#[expect(clippy::print_stderr, reason = "the command line is where the program speaks")]
pub fn complain(line: &str) {
    eprintln!("zuotan: {line}");
}

/// Whether whoever read the output has gone: no error of the program.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
