//! Nicknames that the text itself resolves: 胡官 where the text names one 胡国某 and no other of that surname, 葉劉 where
//! it names one 葉劉某某. Without such evidence a nickname stays what it is.

use std::collections::BTreeMap;

use crate::import::vocabulary::SURNAMES;
use crate::model::Paragraph;
use crate::text::fold;

use super::name;

/// What follows a surname in a familiar name, folded.
const FAMILIAR: &str = "官太生伯叔哥姐总局老导爷嫂司长处队工董校";

/// The full name of a nickname, and the words that show it.
pub fn resolve(nickname: &str, names: &[String], paragraphs: &[Paragraph]) -> Option<(String, String)> {
    let chars: Vec<char> = nickname.chars().collect();
    // 葉劉 for 葉劉淑儀: a longer label that begins so.
    let longer: Vec<&String> = names.iter().filter(|n| n.len() > nickname.len() && n.starts_with(nickname)).collect();
    if let [one] = longer[..] {
        return Some((one.clone(), format!("文中另称{one}")));
    }
    if longer.len() > 1 || !(2..=3).contains(&chars.len()) {
        return None;
    }
    let surname = chars[0];
    let familiar = FAMILIAR.contains(fold::fold(chars[1])) && chars.len() == 2;
    let double = chars.len() == 2 && SURNAMES.have(fold::fold(surname)) && SURNAMES.have(fold::fold(chars[1]));
    if !familiar && !double {
        return None;
    }
    let head: String = if familiar { surname.to_string() } else { nickname.to_owned() };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for paragraph in paragraphs {
        for (at, _) in paragraph.text.match_indices(head.as_str()) {
            let rest = paragraph.text.get(at..).unwrap_or("");
            let full: String = rest.chars().take(head.chars().count() + 2).collect();
            let named = name::called(&full).filter(|c| c.office.is_none()).and_then(|c| c.name);
            if let Some(named) = named.filter(|n| n == &full && !full.starts_with(nickname) || double) {
                *counts.entry(named).or_insert(0) += 1;
            }
        }
    }
    // A name that is said twice at least; one said by chance (胡说八…) is not.
    let said: Vec<(&String, &usize)> = counts.iter().filter(|(_, n)| **n >= 2).collect();
    match said[..] {
        [(one, _)] => Some((one.clone(), format!("文中只有一位{head}姓者：{one}"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    #[test]
    fn only_with_evidence() {
        let text = |text: &str| Paragraph { text: text.into(), role: Role::Body, spans: Vec::new() };
        let body =
            [text("參選人方志遠公布政綱，連同胡景文及何梁美珍"), text("已經公布第二版的胡景文較詳細，何梁美珍則無")];
        let check = |nickname: &str, names: &[&str], expected: Option<&str>| {
            let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
            assert_eq!(resolve(nickname, &names, &body).map(|r| r.0).as_deref(), expected, "{nickname}");
        };
        check("胡官", &[], Some("胡景文"));
        check("何梁", &[], Some("何梁美珍"));
        check("何梁", &["何梁美珍"], Some("何梁美珍"));
        check("鬍鬚", &[], None);
        check("李官", &[], None);
    }
}
