//! Divisions: how each member voted, and the counts that the chair announced, held against the lists of names. A list that
//! the text does not give is not held against anything.

use crate::import::dialogue::label::Label;
use crate::import::dialogue::name;
use crate::model::{Code, Finding, Paragraph};
use crate::text::fold;

/// How one votes, folded, in the order of `Votes`.
const WAYS: [&str; 3] = ["赞成", "反对", "弃权"];

/// How many voted so: for, against, neither. None where the text does not say.
type Votes = [Option<u32>; 3];

/// How the part of a house is called whose votes follow, folded.
const PARTS: &[&str] = &["功能团体", "功能界别", "地方选区", "分区直选", "选举委员会"];

/// The announced counts that do not fit the lists of names before them.
pub fn check(paragraphs: &[Paragraph], labels: &[Option<Label>]) -> Vec<Finding> {
    let mut out = Vec::new();
    // What the lists since the last announcement hold, for each part of the house.
    let mut lists: Vec<Votes> = Vec::new();
    for (paragraph, label) in paragraphs.iter().zip(labels) {
        let text = paragraph.text.as_str();
        if label.is_some() {
            // The chair speaks before the names are given and after the result.
            lists.clear();
            continue;
        }
        let head: String = text.chars().take(12).map(fold::fold).filter(|c| !c.is_whitespace()).collect();
        if PARTS.iter().any(|part| head.starts_with(part)) && text.chars().count() <= 40 {
            lists.push(Votes::default());
        } else if let Some((way, people)) = list(text) {
            if lists.is_empty() {
                lists.push(Votes::default());
            }
            if let Some(votes) = lists.last_mut() {
                votes[way] = Some(votes[way].unwrap_or(0) + people);
            }
        } else if !lists.is_empty() && text.contains('人') {
            out.extend(conflict(paragraph, &announced(text), &lists));
            lists.clear();
        }
    }
    out
}

/// 甲議員、乙議員及丙議員贊成。: the way, and how many.
fn list(text: &str) -> Option<(usize, u32)> {
    let folded = fold::folded(text.trim_end_matches(['。', ' ', '　']));
    let way = WAYS.iter().position(|way| folded.ends_with(way))?;
    let names: Vec<&str> =
        text.split(['、', '及', '和', '，']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let bare = |piece: &str| -> String {
        let folded = fold::folded(piece.trim_end_matches('。'));
        let kept = WAYS.iter().find_map(|way| folded.strip_suffix(way)).unwrap_or(&folded).trim().chars().count();
        piece.chars().take(kept).collect()
    };
    let called = |piece: &&&str| name::called(&bare(piece)).is_some_and(|c| c.name.is_some() && c.office.is_some());
    let people = names.iter().filter(called).count();
    // A sentence that ends so is no list: each piece of one is somebody.
    (people > 0 && people == names.len()).then(|| (way, u32::try_from(people).unwrap_or(u32::MAX)))
}

/// The counts that a sentence announces, for each part of the house: 有8人出席，5人贊成，2人反對；….
fn announced(text: &str) -> Vec<Votes> {
    let folded: Vec<char> = fold::folded(text).chars().filter(|c| !c.is_whitespace()).collect();
    let mut out = vec![Votes::default()];
    let mut digits = String::new();
    for (at, c) in folded.iter().enumerate() {
        if c.is_ascii_digit() {
            digits.push(*c);
            continue;
        }
        if matches!(c, ';' | '；') && out.last().is_some_and(|votes| votes.iter().any(Option::is_some)) {
            out.push(Votes::default());
        }
        let number = std::mem::take(&mut digits);
        let tail: String = folded.iter().skip(at).take(6).collect();
        let tail = tail.trim_start_matches(['人', '位', '名']).trim_start_matches("议员");
        let way = WAYS.iter().position(|way| tail.starts_with(way));
        if let (Some(way), Ok(people), Some(votes)) = (way, number.parse(), out.last_mut()) {
            votes[way] = Some(people);
        }
    }
    out.retain(|votes| votes.iter().any(Option::is_some));
    out
}

/// Where what was announced differs from the names.
fn conflict(paragraph: &Paragraph, said: &[Votes], lists: &[Votes]) -> Option<Finding> {
    if said.len() != lists.len() {
        return None;
    }
    let pairs = said.iter().zip(lists).flat_map(|(said, list)| said.iter().zip(list).zip(WAYS));
    let differ: Vec<String> = pairs
        .filter_map(|((said, listed), way)| {
            let (said, listed) = ((*said)?, (*listed)?);
            (said != listed).then(|| format!("{way}写明 {said} 人，名单实列 {listed} 人"))
        })
        .collect();
    let evidence = paragraph.text.chars().take(60).collect();
    let message = format!("表决结果与名单不符：{}", differ.join("；"));
    (!differ.is_empty()).then(|| Finding {
        code: Code::CountConflict,
        message,
        spans: paragraph.spans.clone(),
        evidence,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    fn check_votes(lines: &[&str], expected: Option<&str>) {
        let paragraph = |text: &&str| Paragraph { text: (*text).into(), role: Role::List, spans: Vec::new() };
        let paragraphs: Vec<Paragraph> = lines.iter().map(paragraph).collect();
        let found = check(&paragraphs, &vec![None; paragraphs.len()]);
        assert_eq!(found.first().map(|f| f.message.as_str()), expected, "{lines:?}");
    }

    #[test]
    fn counts_are_held_against_names() {
        let names = ["功能團體：", "何柏文議員、李桂明議員及陳鑑文議員贊成。", "張華文議員反對。"];
        let other = ["地方選區：", "涂正文議員贊成。", "謝偉文議員、葉慧文議員棄權。"];
        let told = "主席宣布經由功能團體選舉產生的議員，有5人出席，3人贊成，1人反對；而經由分區直接選舉產生的議員，有 3人出席， 1人贊成， 2人棄權。";
        let whole: Vec<&str> = names.into_iter().chain(other).collect();
        let with = |told| whole.iter().copied().chain([told]).collect::<Vec<&str>>();
        check_votes(&with(told), None);
        let wrong = told.replace("3人贊成", "4人贊成");
        check_votes(&with(&wrong), Some("表决结果与名单不符：赞成写明 4 人，名单实列 3 人"));
        // Nothing is held against a list that the text does not give.
        check_votes(
            &["地方選區：", "涂正文議員贊成。", "主席宣布有3人贊成，2人反對。"],
            Some("表决结果与名单不符：赞成写明 3 人，名单实列 1 人"),
        );
        check_votes(&["主席宣布有3人贊成，2人反對。"], None);
        check_votes(&["涂正文議員說他贊成。", "主席宣布有3人贊成。"], None);
    }
}
