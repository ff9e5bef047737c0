//! Floor 9: one file per subcommand; reading is the default. The only place that prints.
//! Exit codes: 0 done, 1 nothing found, 2 wrong use or bad input, with one line on standard error.

pub mod annotations;
pub mod cite;
pub mod complaint;
pub mod completions;
pub mod doctor;
pub mod echo;
pub mod environment;
pub mod export;
pub mod find;
pub mod help;
pub mod home;
pub mod indexed;
pub mod library;
pub mod linear;
pub mod lookup;
pub mod man;
pub mod outside;
pub mod read;
pub mod reader;
pub mod romanized;
pub mod screen;
pub mod show;
pub mod sources;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

pub use complaint::complain;
pub use reader::{Ambiguous, Language, Linear, Reader};

/// 座谈：用键盘在终端里读会议与讲话 · a keyboard-driven terminal reader for Chinese meetings and speeches
#[derive(Debug, Parser)]
#[command(name = "zuotan", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do; without one the reader opens.
    #[command(subcommand)]
    pub command: Option<Verb>,
    /// How and on what the reader opens.
    #[command(flatten)]
    pub reader: Reader,
}

/// What to do. Each help text holds both languages, parted by ` · `: [`help`] shows the one of the locale.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 输出所理解的内容 · prints what import understood
    Export(export::Export),
    /// 按阅读器的排版输出正文 · prints texts as the reader lays them out
    Show(show::Show),
    /// 按名称查人物、会议、发言、文献 · finds people, meetings, speeches and documents by name
    Lookup(lookup::Lookup),
    /// 全文检索 · full text
    Find(Box<find::Find>),
    /// 同一或相近的提法 · the same or nearly the same formulation
    Echo(echo::Echo),
    /// 引文：文献、自然段或发言 · the citation of a document, a paragraph or a speech
    Cite(cite::Cite),
    /// 不用终端的阅读器 · the reader without a terminal
    Screen(screen::Screen),
    /// 自己的文库 · the user's library
    Library(library::Library),
    /// 批注的导出与导入 · exports and imports annotations
    Annotations(annotations::Annotations),
    /// 终端、宽度模式、文件位置，有何不妥 · terminal, width mode, where files lie, what is wrong
    Doctor(doctor::Doctor),
    /// 命令行补全脚本 · shell completions
    Completions(completions::Completions),
    /// 手册页 · the manual page
    Man,
}

/// Parses the arguments, runs, prints the chain of an error.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // The reader without arguments is the usual case and pays nothing for the tree of commands.
    let cli = if arguments.len() <= 1 {
        Cli { command: None, reader: Reader::default() }
    } else {
        match Cli::try_parse_from(&arguments) {
            Ok(cli) => cli,
            Err(error) => return help::explain(error, Cli::command(), &arguments),
        }
    };
    match run(&cli) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let words: Vec<String> = error.chain().map(ToString::to_string).collect();
            complain(&words.join(": "));
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        None => read::run(&cli.reader),
        Some(Verb::Export(args)) => export::run(args),
        Some(Verb::Show(args)) => show::run(args),
        Some(Verb::Lookup(args)) => lookup::run(args),
        Some(Verb::Find(args)) => find::run(args),
        Some(Verb::Echo(args)) => echo::run(args),
        Some(Verb::Cite(args)) => cite::run(args),
        Some(Verb::Screen(args)) => screen::run(args),
        Some(Verb::Library(args)) => library::run(args),
        Some(Verb::Annotations(args)) => annotations::run(args),
        Some(Verb::Doctor(args)) => doctor::run(args),
        Some(Verb::Completions(args)) => {
            completions::run(args, help::tree(Cli::command(), environment::language(&environment::variable)))
        }
        Some(Verb::Man) => man::run(&help::tree(Cli::command(), environment::language(&environment::variable))),
    }
}

/// Whether whoever read the output has gone: no error of the program.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
