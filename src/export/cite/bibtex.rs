//! BibTeX: one `@misc` entry, values in braces, everything that TeX would read as a command escaped. Names and titles
//! stand in a second pair of braces: BibTeX must neither take a Chinese name apart nor change the case of a title.

use std::fmt::Write as _;

use super::work::{Day, Work};

/// Names of months as BibTeX predefines them.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The entry.
pub fn entry(work: &Work) -> String {
    let mut out = format!("@misc{{{}", work.key);
    let mut field = |name: &str, value: &str| {
        let _ = write!(out, ",\n  {name} = {value}");
    };
    if let Some(author) = work.author {
        field("author", &format!("{{{{{}}}}}", escape(author)));
    }
    field("title", &format!("{{{{{}}}}}", escape(&work.title)));
    let published: Vec<String> =
        [work.container.as_deref(), work.publisher].into_iter().flatten().map(escape).collect();
    if !published.is_empty() {
        field("howpublished", &format!("{{{}}}", published.join(", ")));
    }
    if let Some(issued) = work.issued() {
        let mut parts = issued.value.split('-');
        let year = parts.next().unwrap_or_default();
        field("year", &if issued.inferred { format!("{{[{year}]}}") } else { format!("{{{year}}}") });
        if let Some(month) = parts.next().and_then(|m| MONTHS.get(m.parse::<usize>().ok()?.checked_sub(1)?)) {
            // The styles know no day: it stands beside the month, as the manual of BibTeX does it.
            match parts.next() {
                Some(day) => field("month", &format!("{month} # {{~{}}}", day.trim_start_matches('0'))),
                None => field("month", month),
            }
        }
    }
    let note = note(work);
    if !note.is_empty() {
        field("note", &format!("{{{}}}", escape(&note.join("; "))));
    }
    if let Some(address) = work.address {
        field("url", &format!("{{{}}}", address.replace(['{', '}', '\\'], "")));
    }
    field("language", "{chinese}");
    out.push_str("\n}");
    out
}

fn note(work: &Work) -> Vec<String> {
    let mut out: Vec<String> = work.office.map(str::to_owned).into_iter().collect();
    if let Some(meeting) = work.meeting {
        out.push(meeting.name.clone());
        if let Some((start, end)) = work.held() {
            out.push(end.map_or_else(|| day(start), |end| format!("{} / {}", day(start), day(end))));
        }
        out.extend(meeting.place.clone());
    }
    if work.issued().is_some_and(|day| day.inferred) {
        out.push("日期为推定".to_owned());
    }
    out.extend(work.paragraph.map(|at| format!("第{at}段")));
    out
}

fn day(day: Day) -> String {
    if day.inferred { format!("{}（推定）", day.value) } else { day.value.to_owned() }
}

/// What TeX would read as a command, as text. Braces become commands: BibTeX counts even escaped ones.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("{\\textbackslash}"),
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
