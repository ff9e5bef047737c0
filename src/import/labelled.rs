//! Turns that the text labels itself: 问：, 记者：, 陈某某议员：. A label holds until the next one.

use crate::model::{AttributedBy, Form, Paragraph, Piece, Role, Voice};
use crate::text::office::OFFICES;

use super::article::Article;
use super::lines::is_han;
use super::meetings;
use super::people::is_name;
use super::reading::{Reading, Turn};
use super::vocabulary::SURNAMES;
use super::when::Known;

/// Reads an article of labelled turns.
pub fn read(article: &Article, known: &[Known]) -> Reading {
    let labels = labels(&article.paragraphs);
    Reading { turns: turns(&article.paragraphs, &labels), ..meetings::read(article, known) }
}

/// The labels of turns (问：, 记者：, 陈某某议员：): those that recur, or that name someone.
pub fn labels(paragraphs: &[Paragraph]) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for paragraph in paragraphs.iter().filter(|p| p.role != Role::Title) {
        if let Some(label) = label(&paragraph.text) {
            *counts.entry(label).or_insert(0) += 1;
        }
    }
    let all: usize = counts.values().sum();
    if all < 3 {
        return Vec::new();
    }
    counts.into_iter().filter(|(label, count)| *count >= 2 || names_someone(label)).map(|(label, _)| label).collect()
}

/// What stands before a colon at the start of a paragraph, where it can be a speaker's label.
fn label(text: &str) -> Option<String> {
    let at = text.find(['：', ':'])?;
    let label = text.get(..at)?.trim_matches(['*', ' ', '　']);
    let chars = label.chars().count();
    let plain = label.chars().all(|c| is_han(c) || c.is_ascii_digit() || matches!(c, '·' | '（' | '）' | ' ' | '　'));
    ((1..=16).contains(&chars) && plain && label.chars().any(is_han) && speaks(label)).then(|| label.to_owned())
}

/// Whether a label can be a speaker's: 问, 答, 记者, a name, a name with an office.
fn speaks(label: &str) -> bool {
    let bare: String = label.chars().filter(|c| !c.is_ascii_digit()).collect();
    matches!(bare.as_str(), "问" | "答" | "問" | "记者" | "記者" | "主持人" | "主席" | "代理主席")
        || names_someone(&bare)
}

fn names_someone(label: &str) -> bool {
    is_name(label) || named_label(label).is_some() || label.contains("记者") || label.contains("記者")
}

/// Office and name of a label: 陳茂波議員, 林委員滄敏, 财政司司长.
pub fn named_label(label: &str) -> Option<(Option<String>, String)> {
    const TITLES: &[&str] = &[
        "議員",
        "议员",
        "委員",
        "主任委員",
        "主任秘書",
        "召集委員",
        "部長",
        "次長",
        "署長",
        "局長",
        "院長",
        "司長",
        "先生",
        "女士",
        "教授",
        "处长",
        "處長",
    ];
    if is_name(label) {
        return Some((None, label.to_owned()));
    }
    for title in TITLES {
        if let Some(name) = label.strip_suffix(title).filter(|n| is_name(n)) {
            return Some((Some((*title).to_owned()), name.to_owned()));
        }
    }
    // 鄧主任秘書陽僖: the surname, the office, the given name.
    let mut chars = label.chars();
    let surname = chars.next().filter(|c| SURNAMES.contains(*c))?;
    let rest = chars.as_str();
    let title = TITLES.iter().chain(OFFICES).filter(|t| rest.starts_with(**t)).max_by_key(|t| t.len())?;
    let given = rest.get(title.len()..)?;
    let name = format!("{surname}{given}");
    (is_name(&name)).then(|| (Some((*title).to_owned()), name))
}

/// The turns of a text whose paragraphs begin with labels.
pub fn turns(paragraphs: &[Paragraph], labels: &[String]) -> Vec<Turn> {
    let asks = |label: &str| ["问", "問", "记者", "記者"].iter().any(|w| label.contains(w));
    let interview = labels.iter().any(|l| asks(l)) && !labels.iter().any(|l| l == "主席");
    let mut out: Vec<Turn> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if matches!(paragraph.role, Role::Title | Role::Byline | Role::Stage) {
            continue;
        }
        let length = paragraph.text.chars().count();
        let piece = Piece { paragraph: at, from: 0, to: length };
        match label(&paragraph.text).filter(|l| labels.contains(l)) {
            Some(label) => {
                let named = named_label(&label);
                let bare: String = label.chars().filter(|c| !c.is_ascii_digit()).collect();
                let (office, speaker) = match named {
                    Some((office, name)) => (office, Some(name)),
                    None if matches!(bare.as_str(), "问" | "答" | "問") => (None, None),
                    None => (None, Some(bare.clone())),
                };
                let voice = if speaker.is_some() { Voice::Person } else { Voice::Unknown };
                let form = match (interview, asks(&label)) {
                    (true, true) => Form::Question,
                    (true, false) => Form::Answer,
                    (false, _) => Form::Verbatim,
                };
                out.push(Turn {
                    voice,
                    speaker,
                    office,
                    form,
                    piece,
                    evidence: label,
                    by: AttributedBy::Rule,
                    goes_on: false,
                });
            }
            None => {
                if let Some(last) = out.last().cloned().filter(|_| paragraph.role == Role::Body) {
                    out.push(Turn { piece, goes_on: true, ..last });
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_people() {
        let check = |label: &str, expected: Option<(Option<&str>, &str)>| {
            let got = named_label(label);
            assert_eq!(got.as_ref().map(|(o, n)| (o.as_deref(), n.as_str())), expected, "{label}");
        };
        check("鄧主任秘書陽僖", Some((Some("主任秘書"), "鄧陽僖")));
        check("林委員滄敏", Some((Some("委員"), "林滄敏")));
        check("陳茂波議員", Some((Some("議員"), "陳茂波")));
        check("主席", None);
    }
}
