//! `zuotan echo`: where the same or nearly the same was said, oldest first.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;

use super::sources;
use crate::app::fulltext::{self, Occurrence};
use crate::study::echo::{Differing, Formulation};

/// The arguments.
#[derive(Debug, Args)]
pub struct Echo {
    /// 一句话或一个提法 · a sentence or a formulation
    #[arg(allow_hyphen_values = true)]
    pub text: String,
    /// 文件或文件夹 · files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 至多差多少 · how much may differ
    #[arg(long, value_name = "N%", default_value = "20%", value_parser = percent)]
    pub within: usize,
    /// 每行一个 JSON 对象 · one JSON object a line
    #[arg(long)]
    pub json: bool,
}

fn percent(typed: &str) -> Result<usize, String> {
    match typed.trim_end_matches(['%', '％']).parse() {
        Ok(percent) if percent < 100 => Ok(percent),
        _ => Err("写作 0% 至 99% write 0% to 99%".to_owned()),
    }
}

/// Prints what is found; exit code 1 when nothing is.
pub fn run(args: &Echo) -> Result<ExitCode> {
    let Some(formulation) = Formulation::within(&args.text, args.within) else {
        bail!("没有要找的话 nothing to look for: 请给出一句话 give a sentence");
    };
    let catalogue = sources::catalogue(&args.paths)?;
    let found = fulltext::echo(&catalogue, &formulation);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (occurrence, distance) in &found {
        if args.json {
            writeln!(out, "{}", object(occurrence, *distance, &formulation.differing(&occurrence.text())))?;
        } else {
            let who = occurrence.speech.and_then(|s| s.speaker.as_deref()).unwrap_or("—");
            let text = occurrence.text();
            let marked = marked(&text, &formulation.differing(&text));
            writeln!(out, "{}\t{distance}\t{who}\t{marked}", occurrence.date())?;
        }
    }
    out.flush()?;
    Ok(if found.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The place with what differs between brackets, and a caret where something is left out.
fn marked(text: &str, differing: &Differing) -> String {
    let (mut out, mut open) = (String::new(), false);
    let count = text.chars().count();
    for (at, c) in text.chars().map(Some).chain([None]).enumerate() {
        let differs = differing.chars.binary_search(&at).is_ok();
        if differs != open {
            out.push(if differs { '[' } else { ']' });
            open = differs;
        }
        if differing.gaps.binary_search(&at).is_ok() && at <= count {
            out.push('‸');
        }
        out.extend(c);
    }
    out
}

fn object(found: &Occurrence, distance: usize, differing: &Differing) -> serde_json::Value {
    let date = found.date();
    json!({
        "document": found.document.id,
        "meeting": found.meeting.map(|m| &m.id),
        "speech": found.speech.map(|s| &s.id),
        "speaker": found.speech.and_then(|s| s.speaker.as_ref()),
        "date": (!date.is_empty()).then_some(date),
        "paragraph": found.paragraph,
        "start": found.chars.start,
        "end": found.chars.end,
        "distance": distance,
        "text": found.text(),
        // Chars of the text that are put in or changed, and those before which something is left out.
        "differs": differing.chars,
        "lacks": differing.gaps,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_marked() {
        let check = |text: &str, place: &str, expected: &str| {
            let formulation = Formulation::within(text, 50).unwrap();
            assert_eq!(marked(place, &formulation.differing(place)), expected);
        };
        check("一体化发展", "一体化进展", "一体化[进]展");
        check("一体化发展", "一体化的发展", "一体化[的]发展");
        check("一体化的发展", "一体化发展", "一体化‸发展");
        check("一体化", "一体化", "一体化");
    }
}
