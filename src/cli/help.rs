//! Help and errors of the command line in the language of the locale. The help texts hold both languages, `中文 · English`;
//! the tree is translated only when there is something to print, so that a start that works pays nothing for it.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Command;
use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr};
use clap::error::ErrorKind;

use super::environment;
use crate::config::Lang;

/// What parts the two languages of a help text.
const BORDER: char = '·';

/// Prints what clap has to say: help and version to standard output (exit code 0), errors to standard error (2).
pub fn explain(error: clap::Error, command: Command, arguments: &[OsString]) -> ExitCode {
    let code = if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
    let shown = match error.kind() {
        // Parsing again with the translated tree ends in the same place.
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            tree(command, language(arguments)).try_get_matches_from(arguments).err().unwrap_or(error)
        }
        _ => error,
    };
    // A closed pipe is no error of the program.
    let _ = shown.print();
    code
}

/// The commands with help in one language.
pub fn tree(mut command: Command, lang: Lang) -> Command {
    command.build();
    translate(command, lang)
}

fn translate(command: Command, lang: Lang) -> Command {
    let about = command.get_about().map(|text| half(text, lang));
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    command.mut_args(|arg| argument(arg, lang)).mut_subcommands(|sub| translate(sub, lang))
}

fn argument(arg: clap::Arg, lang: Lang) -> clap::Arg {
    let help = match arg.get_id().as_str() {
        "help" => Some(lang.pick("显示帮助", "Print help").to_owned()),
        "version" => Some(lang.pick("显示版本", "Print version").to_owned()),
        _ => arg.get_help().map(|text| half(text, lang)),
    };
    let values: Vec<PossibleValue> = arg
        .get_possible_values()
        .into_iter()
        .map(|value| match value.get_help().map(|text| half(text, lang)) {
            Some(help) => value.help(help),
            None => value,
        })
        .collect();
    // Long help says no more than the short one does.
    let arg = match help {
        Some(help) => arg.help(help.clone()).long_help(help),
        None => arg,
    };
    let takes_values = arg.get_action().takes_values();
    if takes_values && !values.is_empty() { arg.value_parser(PossibleValuesParser::new(values)) } else { arg }
}

/// The half of a help text in one language; all of it where it has only one.
fn half(text: &StyledStr, lang: Lang) -> String {
    let text = text.to_string();
    match (text.split_once(BORDER), lang) {
        (Some((zh, _)), Lang::Zh) => zh.trim_end().to_owned(),
        (Some((_, en)), Lang::En) => en.trim_start().to_owned(),
        (None, _) => text,
    }
}

/// The language: of `--lang`, else of the locale.
fn language(arguments: &[OsString]) -> Lang {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let named = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        match named {
            Some("zh") => return Lang::Zh,
            Some("en") => return Lang::En,
            _ => {}
        }
    }
    environment::language(&environment::variable)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::super::Cli;
    use super::*;

    fn help(lang: Lang) -> String {
        let mut tree = tree(Cli::command(), lang);
        let mut out = tree.render_long_help().to_string();
        for sub in tree.get_subcommands_mut() {
            out.push_str(&sub.render_long_help().to_string());
        }
        out
    }

    #[test]
    fn help_speaks_one_language() {
        let (zh, en) = (help(Lang::Zh), help(Lang::En));
        assert!(zh.contains("全文检索") && en.contains("full text"));
        assert!(!zh.contains(BORDER) && !en.contains(BORDER));
        assert!(!zh.contains("files and folders"), "{zh}");
        let foreign: Vec<&str> =
            en.lines().filter(|line| line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))).collect();
        assert!(foreign.is_empty(), "{foreign:?}");
    }

    #[test]
    fn the_tree_is_sound() {
        Cli::command().debug_assert();
    }
}
