//! Who is in the chair: whom the head names, whom an election makes, who takes it for a while. A label 主席 means the one
//! who chairs at that place; 代理主席 the one who has taken it.

use crate::import::dialogue::label::{Label, Who};
use crate::import::dialogue::name;
use crate::text::fold;

/// Who chairs, as it changes through a sitting.
#[derive(Clone, Debug, Default)]
pub struct Chair {
    /// Whom the head names, or an election made; with the words that say so.
    base: Option<(String, String)>,
    /// Who has taken the chair for a while.
    acting: Option<(String, String)>,
    /// How labels name one who acts.
    custom: Custom,
}

/// How a record labels one who acts as chair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Custom {
    /// At every turn: 主席 without a bracket is the chair again.
    #[default]
    Always,
    /// At the first turn only.
    Once,
}

/// How a chair is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The name.
    pub name: String,
    /// The words that say so.
    pub evidence: String,
    /// Whether the head says it plainly.
    pub plain: Plain,
}

/// Whether a fact stands plainly in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// It does.
    Said,
    /// It follows from what happens.
    Follows,
}

impl Chair {
    /// The chair whom the head names, and the custom of the labels.
    pub fn new(base: Option<(String, String)>, labels: &[Option<Label>]) -> Self {
        Self { base, acting: None, custom: custom(labels) }
    }

    /// The one in the chair at the end, or whom the head names.
    pub fn base(&self) -> Option<&str> {
        self.base.as_ref().map(|(name, _)| name.as_str())
    }

    /// Who a label of the chair means.
    pub fn means(&mut self, office: &str, by: Option<&str>, words: &str) -> Option<Known> {
        let said = |(name, evidence): (String, String), plain| Known { name, evidence, plain };
        if let Some(by) = by {
            if self.custom == Custom::Once {
                self.acting = Some((by.to_owned(), words.to_owned()));
            }
            return Some(said((by.to_owned(), words.to_owned()), Plain::Said));
        }
        let folded = fold::folded(office);
        if folded.contains("代理") || folded.contains("暂代") || folded.contains("署理") {
            return self.acting.clone().map(|known| said(known, Plain::Follows));
        }
        if folded.starts_with('副') {
            return None;
        }
        match (&self.acting, self.custom) {
            (Some(acting), Custom::Once) => Some(said(acting.clone(), Plain::Follows)),
            _ => self.base.clone().map(|known| said(known, Plain::Said)),
        }
    }

    /// What a stage direction or a sentence of the clerk says of the chair.
    pub fn hear(&mut self, text: &str, people: &[String]) {
        let folded = fold::folded(text);
        if !folded.contains("主席") && !folded.contains("主持") {
            return;
        }
        if ["主席恢复主持", "主席返回", "主席回", "恢复主持会议"].iter().any(|w| folded.contains(w))
        {
            self.acting = None;
            return;
        }
        let takes = ["代为主持", "代理主席", "暂代主席", "主席改由", "接替主席", "代行主席", "暂代主持", "接手主持"];
        if !takes.iter().any(|w| folded.contains(w)) {
            return;
        }
        if let Some(name) = person_in(text, people) {
            self.acting = Some((name, text.trim().to_owned()));
        }
    }

    /// An election that words announce: 我宣布曾某某議員當選本屆立法會主席.
    pub fn elect(&mut self, text: &str, people: &[String]) {
        let folded = fold::folded(text);
        for (at, _) in folded.match_indices("当选") {
            let after: String = folded.get(at..).unwrap_or("").chars().take(20).collect();
            if !after.contains("主席") || after.contains("副主席") {
                continue;
            }
            let chars = folded.get(..at).map_or(0, |head| head.chars().count());
            let before: String = text.chars().take(chars).collect();
            let tail: String = before.chars().skip(chars.saturating_sub(10)).collect();
            let found =
                people.iter().filter(|name| tail.contains(name.as_str())).max_by_key(|name| tail.rfind(name.as_str()));
            if let Some(name) = found {
                let evidence: String = format!("{tail}{}", text.chars().skip(chars).take(14).collect::<String>());
                self.base = Some((name.clone(), evidence));
            }
        }
    }
}

/// The person whom a sentence about the chair names: one who is known, else a surname, 委員 and a given name.
fn person_in(text: &str, people: &[String]) -> Option<String> {
    if let Some(name) = people.iter().filter(|name| text.contains(name.as_str())).max_by_key(|name| name.len()) {
        return Some(name.clone());
    }
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    for length in [5, 4, 6, 7, 8] {
        for from in 0..chars.len() {
            let piece: String = chars.iter().skip(from).take(length).collect();
            if ["委員", "委员", "議員", "议员", "先生", "女士"].iter().any(|office| piece.contains(office))
                && let Some(called) = name::called(&piece)
                && let (Some(name), Some(office)) = (called.name, called.office)
                && !office.contains("主席")
            {
                return Some(name);
            }
        }
    }
    None
}

/// Whether one who acts is named at every turn.
fn custom(labels: &[Option<Label>]) -> Custom {
    let chairs: Vec<Option<&str>> = labels
        .iter()
        .flatten()
        .filter_map(|l| match &l.who {
            Who::Chair { by, .. } => Some(by.as_ref().and_then(|b| b.name.as_deref())),
            _ => None,
        })
        .collect();
    let again = chairs.windows(2).any(|pair| pair[0].is_some() && pair[0] == pair[1]);
    if again || chairs.iter().all(Option::is_none) { Custom::Always } else { Custom::Once }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chair_changes() {
        let mut chair = Chair::new(Some(("曾玉成".into(), "主席曾玉成議員".into())), &[]);
        let name = |chair: &mut Chair, office: &str| chair.means(office, None, office).map(|k| k.name);
        assert_eq!(name(&mut chair, "主席").as_deref(), Some("曾玉成"));
        assert_eq!(name(&mut chair, "代理主席"), None);
        chair.hear("(代理主席梁君文議員代為主持會議)", &[]);
        assert_eq!(name(&mut chair, "代理主席").as_deref(), Some("梁君文"));
        assert_eq!(name(&mut chair, "主席").as_deref(), Some("曾玉成"));
        chair.hear("(主席恢復主持會議)", &[]);
        assert_eq!(name(&mut chair, "代理主席"), None);
        chair.elect("我正式宣布梁君文議員當選本屆立法會主席。", &["梁君文".into()]);
        assert_eq!(name(&mut chair, "主席").as_deref(), Some("梁君文"));
    }
}
