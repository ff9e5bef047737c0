//! Voices: who speaks where, in a report that tells. A clause of attribution (X说，…; 会议指出，…) opens a voice; it goes on
//! over paragraphs that count on (第一，…) and ends where the next one begins or the report speaks again.

use crate::model::{AttributedBy, Form, Paragraph, Piece, Role, Voice};

use super::meetings::sentences;
use super::people::is_name;
use super::reading::Turn;
use super::vocabulary::{SELVES, STATEMENTS, VERBS};

/// The turns of an article. `known`: the names that its lists give.
pub fn turns(paragraphs: &[Paragraph], known: &[String]) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if !matches!(paragraph.role, Role::Body | Role::List) {
            open = None;
            continue;
        }
        let length = paragraph.text.chars().count();
        let found = statement(&paragraph.text).or_else(|| reported(&paragraph.text, known));
        if let Some((from, voice, speaker, evidence)) = found {
            let form = if voice == Voice::Meeting { Form::Resolution } else { Form::Reported };
            open = (voice == Voice::Person).then_some(out.len());
            let piece = Piece { paragraph: at, from, to: length };
            out.push(Turn {
                voice,
                speaker,
                office: None,
                form,
                piece,
                evidence,
                by: AttributedBy::Rule,
                goes_on: false,
            });
        } else if let Some(last) = open.filter(|_| counts_on(&paragraph.text)) {
            let last = out[last].clone();
            let piece = Piece { paragraph: at, from: 0, to: length };
            out.push(Turn { piece, goes_on: true, ..last });
        } else {
            open = None;
        }
    }
    out
}

/// 会议指出，…
fn statement(text: &str) -> Option<(usize, Voice, Option<String>, String)> {
    for who in SELVES {
        let Some(rest) = text.strip_prefix(who) else { continue };
        let rest = ["还", "同时", "并", "最后", "特别"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let Some(verb) = STATEMENTS.iter().find(|verb| rest.starts_with(**verb)) else { continue };
        let after = rest.get(verb.len()..).unwrap_or("");
        if after.starts_with(['，', ',', '：', ':']) {
            return Some((0, Voice::Meeting, None, format!("{who}{verb}")));
        }
    }
    None
}

/// X说，…; X在讲话中表示，…; X发表了重要讲话。他指出，….
fn reported(text: &str, known: &[String]) -> Option<(usize, Voice, Option<String>, String)> {
    let mut subject: Option<String> = None;
    for (index, (start, sentence)) in sentences(text).into_iter().enumerate() {
        let bare = sentence.trim_start_matches(['“', '「', ' ']);
        if let Some(name) = name_at_start(bare, known) {
            let rest = bare.get(name.len()..).unwrap_or("");
            if let Some(clause) = attribution(rest) {
                let from = if index == 0 { 0 } else { start };
                return Some((from, Voice::Person, Some(name.clone()), format!("{name}{clause}")));
            }
            subject = Some(name);
        } else if let Some(pronoun) = ["他", "她"].iter().find(|p| bare.starts_with(**p)) {
            if let (Some(name), Some(clause)) = (&subject, attribution(bare.get(pronoun.len()..).unwrap_or(""))) {
                // The sentence before belongs to the words where it does nothing but introduce them.
                let from = if index <= 1 && introduces(text) { 0 } else { start };
                return Some((from, Voice::Person, Some(name.clone()), format!("{pronoun}{clause}")));
            }
        } else if let Some(name) =
            known.iter().filter_map(|name| bare.rfind(name.as_str()).map(|at| (at, name))).max_by_key(|(at, _)| *at)
        {
            subject = Some(name.1.clone());
        }
        if index >= 3 {
            break;
        }
    }
    None
}

/// Whether a paragraph begins by saying that someone now speaks.
fn introduces(text: &str) -> bool {
    let first: String = text.chars().take_while(|c| *c != '。').collect();
    first.chars().count() <= 60
        && !first.contains("主持召开")
        && ["讲话", "发言", "致辞", "回顾"].iter().any(|word| first.contains(word))
}

fn name_at_start(text: &str, known: &[String]) -> Option<String> {
    if let Some(name) = known.iter().filter(|name| text.starts_with(name.as_str())).max_by_key(|name| name.len()) {
        return Some(name.clone());
    }
    (2..=4).rev().find_map(|length| {
        let name: String = text.chars().take(length).collect();
        let rest = text.get(name.len()..).unwrap_or("");
        (is_name(&name) && attribution(rest).is_some()).then_some(name)
    })
}

/// What stands between a name and the words: 在讲话中表示，. None where no words follow.
fn attribution(rest: &str) -> Option<String> {
    let clause: String =
        rest.chars().take_while(|c| !matches!(c, '，' | ',' | '：' | ':' | '。' | '“' | '；')).collect();
    let end = rest.chars().nth(clause.chars().count());
    if clause.chars().count() > 16 || !matches!(end, Some('，' | ',' | '：' | ':' | '“')) {
        return None;
    }
    VERBS.iter().any(|verb| clause.ends_with(verb)).then_some(clause)
}

/// Whether a paragraph goes on with what was begun: it counts, or it opens as words do.
fn counts_on(text: &str) -> bool {
    const COUNTERS: &[&str] = &[
        "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是", "首先", "其次", "再次", "最后",
    ];
    let ordinal = text.strip_prefix('第').is_some_and(|rest| {
        let number = rest.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
        number > 0 && rest.chars().nth(number).is_some_and(|c| matches!(c, '，' | ',' | '、' | '：'))
    });
    ordinal || COUNTERS.iter().any(|c| text.starts_with(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(usize, &str)>) {
        let known = vec!["陈吉宁".to_owned(), "易炼红".to_owned(), "习近平".to_owned()];
        let got = reported(text, &known);
        assert_eq!(got.as_ref().map(|(from, _, name, _)| (*from, name.as_deref().unwrap_or(""))), expected, "{text}");
    }

    #[test]
    fn clauses_of_attribution() {
        check("陈吉宁说，去年11月，习近平主持召开座谈会。", Some((0, "陈吉宁")));
        check("王五在讲话中表示，要认真学习。", Some((0, "王五")));
        check("易炼红代表主办方，在讲话中回顾了成就。他说，对这片热土要珍惜。", Some((0, "易炼红")));
        check("在听取大家发言后，习近平发表了重要讲话。他指出，战略实施以来很好。", Some((0, "习近平")));
        check("会议期间，考察了湿地。", None);
        check("总书记强调指出，要实干。", None);
    }
}
