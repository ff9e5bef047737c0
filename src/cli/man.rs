//! `zuotan man`: the manual page, all commands in one, as roff: `zuotan man | man -l -`.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::environment;

/// Prints the manual page.
pub fn run(tree: &Command) -> Result<ExitCode> {
    std::io::stdout().lock().write_all(&page(tree)?)?;
    Ok(ExitCode::SUCCESS)
}

/// The page of the program, then a section for each command.
fn page(tree: &Command) -> Result<Vec<u8>> {
    let lang = environment::language(&environment::variable);
    let mut out = Vec::new();
    let man = Man::new(tree.clone());
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_options_section(&mut out)?;
    for command in tree.get_subcommands() {
        let name = format!("zuotan {}", command.get_name());
        let mut roff = Roff::new();
        roff.control("SH", [name.to_uppercase().as_str()]);
        if let Some(about) = command.get_about() {
            roff.text([roman(about.to_string())]);
        }
        roff.to_writer(&mut out)?;
        // The sections of a command stand under its own heading.
        let man = Man::new(command.clone());
        let mut sections = Vec::new();
        man.render_synopsis_section(&mut sections)?;
        man.render_options_section(&mut sections)?;
        out.extend(String::from_utf8_lossy(&sections).replace("\n.SH ", "\n.SS ").into_bytes());
    }
    let mut roff = Roff::new();
    roff.control("SH", [lang.pick("退出码", "EXIT STATUS")]);
    roff.text([roman(lang.pick(
        "0 完成；1 没有找到（find、lookup、echo）；2 用法或输入有误",
        "0 done; 1 nothing found (find, lookup, echo); 2 wrong use or bad input",
    ))]);
    roff.to_writer(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_names_every_command() {
        let tree = <super::super::Cli as clap::CommandFactory>::command();
        let page = String::from_utf8(super::page(&tree).unwrap()).unwrap();
        for sub in tree.get_subcommands() {
            assert!(page.contains(&sub.get_name().to_uppercase()), "{}", sub.get_name());
        }
    }
}
