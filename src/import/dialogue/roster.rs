//! Who sits at the table: people whom the text introduces with their offices (我们邀请到了某局局长某某先生), and by that
//! whom a bare office or a surname with an office in a label means.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::text::fold;

use super::name::{self, Called};

/// Someone introduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The name.
    pub name: String,
    /// The office that stands with it.
    pub office: Option<String>,
}

/// The people introduced so far: a sitting may have thousands, and each label asks.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    guests: Vec<Guest>,
    /// Where each name stands in the list.
    names: BTreeMap<String, usize>,
    /// Who holds each office, which is folded and written backwards: offices of one ending stand together.
    offices: Holders,
    /// Who holds each part of an office of several (党组成员、副部长), folded.
    parts: Holders,
}

/// Where those stand in the list who hold an office; none stands without a holder.
type Holders = BTreeMap<String, BTreeSet<usize>>;

/// What stands before the office of one who is introduced, folded.
const BEFORE: &[&str] = &[
    "邀请到了",
    "邀请到",
    "邀请了",
    "邀请",
    "请到了",
    "请到",
    "请来了",
    "请来",
    "请出",
    "他们是",
    "分别是",
    "她们是",
    "他是",
    "她是",
    "嘉宾是",
    "嘉宾为",
    "受访者为",
    "受访者是",
    "访问者为",
    "访问者是",
    "采访到了",
    "采访到",
    "采访了",
    "专访了",
    "专访",
    "采访",
    "对话",
    "欢迎",
    "介绍",
    "来自",
    "以及",
    "还有",
    "首先",
    "有请",
    "下面请",
    "下面",
    "嘉宾",
    "由",
    "请",
    "是",
];

/// Titles of courtesy, folded: an office that the text gives says more.
pub const COURTESY: &[&str] = &["先生", "女士", "教授", "博士", "老师", "院士", "同志"];

/// Short offices of whom there is one where the text introduces one, folded: 县长 is 临江县县长.
const HEADS: &[&str] = &["省长", "市长", "州长", "县长", "区长", "镇长", "乡长", "校长", "院长"];

impl Roster {
    /// The people in order.
    pub fn guests(&self) -> &[Guest] {
        &self.guests
    }

    /// Adds someone; an office said later fills one that was not.
    pub fn add(&mut self, name: &str, office: Option<&str>) {
        self.enter(name, office);
    }

    /// The same; where whoever is called so stands in the list, None where the name is the beginning of a longer one.
    fn enter(&mut self, name: &str, office: Option<&str>) -> Option<usize> {
        let there = self.names.get(name).copied();
        // 乐正局长 after 乐正晓: the label gives a surname of two, not another person.
        let longer = |(other, _): (&String, &usize)| other.len() > name.len();
        if name.is_empty() || name.chars().count() == 2 && self.beginning(name).any(longer) {
            return there;
        }
        if let Some(at) = there {
            // 副部长 in the lead, 某部副部长 where the host introduces him: the longer says more.
            let fuller = |old: &str| office.is_some_and(|new| new.len() > old.len() && new.ends_with(old));
            if self.guests[at].office.as_deref().is_none_or(fuller) {
                self.appoint(at, office);
            }
            return Some(at);
        }
        let at = self.guests.len();
        self.guests.push(Guest { name: name.to_owned(), office: None });
        self.names.insert(name.to_owned(), at);
        self.appoint(at, office);
        Some(at)
    }

    /// The office of whoever stands there is another.
    fn appoint(&mut self, at: usize, office: Option<&str>) {
        let old = std::mem::replace(&mut self.guests[at].office, office.map(str::to_owned));
        if let Some(held) = old.as_deref().map(bare) {
            leave(&mut self.offices, &backwards(&held), at);
            held.split('、').for_each(|part| leave(&mut self.parts, part, at));
        }
        if let Some(held) = office.map(bare) {
            self.offices.entry(backwards(&held)).or_default().insert(at);
            for part in held.split('、') {
                self.parts.entry(part.to_owned()).or_default().insert(at);
            }
        }
    }

    /// The names that begin so, and where they stand.
    fn beginning<'a>(&'a self, with: &'a str) -> impl Iterator<Item = (&'a String, &'a usize)> {
        self.names
            .range::<str, _>((Bound::Included(with), Bound::Unbounded))
            .take_while(move |(name, _)| name.starts_with(with))
    }

    /// Adds someone whom a label calls so: that is the office here, whatever an introduction said.
    pub fn label(&mut self, name: &str, office: Option<&str>) {
        if let (Some(at), Some(called)) = (self.enter(name, office), office) {
            if COURTESY.contains(&bare(called).as_str()) && self.guests[at].office.is_some() {
                return;
            }
            self.appoint(at, office);
        }
    }

    /// Adds those whom a text introduces with office and name.
    pub fn introduce(&mut self, text: &str) {
        let mut offices: Vec<String> = Vec::new();
        let mut piece = String::new();
        // 某某，某集团书记、董事长，…: a name whose offices stand behind it.
        let mut named: Option<String> = None;
        // What is to come or was agreed elsewhere introduces nobody here: 某国外长某某将于…访问.
        let parts = text.split_inclusive(['。', '！', '？', '\n']).filter(|s| !elsewhere(s));
        let chars: Vec<char> = parts.flat_map(str::chars).chain(['。']).collect();
        // 某党校（某学院）教研部教授: a bracket within an office parts nothing.
        let mut inner = 0;
        for (at, c) in chars.iter().copied().enumerate() {
            if c == '（' && is_inner(&chars, at) || c == '）' && inner > 0 {
                inner = usize::from(c == '（');
                piece.push(c);
                continue;
            }
            if !matches!(
                c,
                '、' | '，' | ',' | '；' | ';' | '。' | '：' | ':' | '！' | '？' | '\n' | '（' | '）' | '【' | '】'
            ) {
                piece.push(c);
                continue;
            }
            let bare = after_verbs(piece.trim());
            // 某局局長甲某教授及某署署長乙某醫生: two in one piece.
            let pair = bare.match_indices(['及', '和', '與', '与']).find_map(|(at, and)| {
                let (left, right) = (bare.get(..at)?, bare.get(at + and.len()..)?);
                let left = name::called(left).filter(|c| c.name.is_some() && c.office.is_some())?;
                let right = name::called(right).filter(|c| c.office.is_some()).or_else(|| {
                    let (name, office) = at_start(right)?;
                    Some(Called { name: Some(name), surname: None, office: Some(office) })
                })?;
                Some((left, right))
            });
            if let Some((Called { name: Some(one), office: first, .. }, Called { name: Some(two), office, .. })) = pair
            {
                offices.extend(first);
                self.add(&one, Some(&offices.join("、")));
                self.add(&two, office.as_deref());
                offices.clear();
                piece.clear();
                continue;
            }
            match name::called(bare) {
                Some(Called { name: None, surname: None, office: Some(office) }) if named.is_some() => {
                    offices.push(office);
                    if c != '、' {
                        self.add(&named.take().unwrap_or_default(), Some(&offices.join("、")));
                        offices.clear();
                    }
                }
                Some(Called { name: Some(name), office: None, .. }) if offices.is_empty() && c == '，' => {
                    named = Some(name);
                }
                Some(Called { name: Some(name), office, .. }) => {
                    named = None;
                    offices.extend(office);
                    if !offices.is_empty() {
                        self.add(&name, Some(&offices.join("、")));
                    }
                    offices.clear();
                }
                Some(Called { name: None, surname: None, office: Some(office) }) if c == '、' => offices.push(office),
                _ => {
                    if let Some((name, office)) = at_start(bare) {
                        self.add(&name, Some(&office));
                    }
                    offices.clear();
                    named = None;
                }
            }
            piece.clear();
        }
    }

    /// Who holds an office, where one person alone does: 財政司司長.
    pub fn holder(&self, office: &str) -> Option<&Guest> {
        let wanted = bare(office);
        let ending = backwards(&wanted);
        if let Some(exact) = self.offices.get(&ending) {
            return self.one(exact.iter());
        }
        // Of three chars or fewer an ending is every other office's: 局长.
        let long = wanted.chars().count() >= 4;
        let head = HEADS.contains(&wanted.as_str());
        let vice = format!("{ending}副");
        let ends = self.offices.range(ending.clone()..);
        let ends = ends.take_while(|(held, _)| (long || head) && held.starts_with(&ending));
        let ends = ends.filter(|(held, _)| long || !held.starts_with(&vice));
        self.one(self.parts.get(&wanted).into_iter().chain(ends.map(|(_, who)| who)).flatten())
    }

    /// The one of them, where they are all the same.
    fn one<'a>(&self, mut all: impl Iterator<Item = &'a usize>) -> Option<&Guest> {
        let first = all.next()?;
        all.all(|at| at == first).then(|| &self.guests[*first])
    }

    /// Who has a surname and an office that ends so, where one person alone does: 李部長.
    pub fn surnamed(&self, surname: &str, office: &str) -> Option<&Guest> {
        let wanted = bare(office);
        let fits = |at: &&usize| self.guests[**at].office.as_deref().is_none_or(|o| bare(o).ends_with(&wanted));
        self.one(self.beginning(surname).map(|(_, at)| at).filter(fits))
    }

    /// Someone of this name.
    pub fn named(&self, name: &str) -> Option<&Guest> {
        self.names.get(name).map(|at| &self.guests[*at])
    }
}

/// One holds an office no more.
fn leave(holders: &mut Holders, office: &str, at: usize) {
    if let Some(who) = holders.get_mut(office) {
        who.remove(&at);
        if who.is_empty() {
            holders.remove(office);
        }
    }
}

/// Whether a bracket stands within an office: another name of an organisation, and the office goes on behind it.
fn is_inner(chars: &[char], at: usize) -> bool {
    let inside: Vec<char> = chars.iter().skip(at + 1).take(14).copied().take_while(|c| *c != '）').collect();
    let next = chars.get(at + inside.len() + 2);
    let organisation = inside.last().is_some_and(|c| "院校局部会委厅学集团司".contains(*c));
    organisation && inside.len() >= 3 && next.is_some_and(|c| crate::import::lines::is_han(*c))
}

/// Whether a sentence tells of people elsewhere: who will visit, who was invited by another.
fn elsewhere(sentence: &str) -> bool {
    let folded = fold::folded(sentence);
    (folded.contains("将于") || folded.contains("应邀")) && ["访问", "访华", "来华"].iter().any(|w| folded.contains(w))
}

/// An office and a name that a piece begins with, before what they do: 行政長官梁某某今日在….
fn at_start(piece: &str) -> Option<(String, String)> {
    const DEEDS: &[&str] = &[
        "早前", "曾", "昨晚", "今晚", "今(", "上午", "下午", "做客", "来到", "今日", "今天", "昨日", "昨天", "今早",
        "在", "就", "于", "出席", "会见", "接受", "主持", "表示", "回答", "(", "日前", "近日",
    ];
    let chars: Vec<char> = piece.chars().take(26).collect();
    (4..=chars.len().min(20)).find_map(|length| {
        let rest: String = fold::folded(&chars.iter().skip(length).collect::<String>());
        if !DEEDS.iter().any(|deed| rest.starts_with(deed)) {
            return None;
        }
        let called = name::called(&chars.iter().take(length).collect::<String>())?;
        Some((called.name?, called.office?))
    })
}

/// Folded and without blanks.
fn bare(office: &str) -> String {
    fold::folded(office).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The chars of an office, the last first.
fn backwards(office: &str) -> String {
    office.chars().rev().collect()
}

/// What stands behind the last verb that introduces someone.
fn after_verbs(piece: &str) -> &str {
    // ——访某某教授: the second line of a title.
    let line = piece.trim_start_matches(['—', '－', '─']);
    let piece = line.strip_prefix(['访', '訪']).filter(|_| line.len() < piece.len()).unwrap_or(piece);
    let folded = fold::folded(piece);
    let cut = BEFORE.iter().filter_map(|verb| folded.rfind(verb).map(|at| at + verb.len())).max().unwrap_or(0);
    let chars = folded.get(..cut).map_or(0, |head| head.chars().count());
    let at = piece.char_indices().nth(chars).map_or(piece.len(), |(at, _)| at);
    let rest = piece.get(at..).unwrap_or("").trim_start_matches(['到', '了', '的']);
    // A day before the office is none of it: 2031年3月1日某部发言人.
    let dated = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | ' '));
    if rest.starts_with(|c: char| c.is_ascii_digit()) { dated } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_means_the_one_who_holds_it_now() {
        let mut roster = Roster::default();
        roster.add("柳成荫", Some("环境局局长"));
        roster.add("沈知秋", Some("运输局局长"));
        let holder = |roster: &Roster, office: &str| roster.holder(office).map(|g| g.name.clone());
        assert_eq!(holder(&roster, "環境局局長").as_deref(), Some("柳成荫"));
        assert_eq!(holder(&roster, "局长"), None, "an ending of two chars is every other office's");
        roster.label("柳成荫", Some("主任"));
        roster.label("沈知秋", Some("党组书记、环境局局长"));
        assert_eq!(holder(&roster, "环境局局长").as_deref(), Some("沈知秋"), "the second of two offices");
        roster.add("欧阳一鸣", Some("前任环境局局长"));
        assert_eq!(holder(&roster, "环境局局长"), None, "two may be meant");
        roster.label("欧阳一鸣", Some("委员"));
        assert_eq!(holder(&roster, "环境局局长").as_deref(), Some("沈知秋"));
    }

    #[test]
    fn a_short_office_is_that_of_the_one_who_is_introduced() {
        let mut roster = Roster::default();
        roster.add("柳成荫", Some("临江县副县长"));
        let holder = |roster: &Roster| roster.holder("县长").map(|g| g.name.clone());
        assert_eq!(holder(&roster), None, "the deputy is another");
        roster.add("沈知秋", Some("临江县县长"));
        assert_eq!(holder(&roster).as_deref(), Some("沈知秋"));
        roster.label("沈知秋", Some("女士"));
        assert_eq!(holder(&roster).as_deref(), Some("沈知秋"), "a title of courtesy is no office");
        roster.add("欧阳一鸣", Some("东湖县县长"));
        assert_eq!(holder(&roster), None, "two may be meant");
    }

    #[test]
    fn guests_are_introduced_with_their_offices() {
        let mut roster = Roster::default();
        roster.introduce("今天我们邀请到了某部党组成员、副部长李明先生，请他介绍情况。出席的还有：某局局长王小强女士、某司司长欧阳一鸣先生。");
        let got: Vec<(&str, &str)> =
            roster.guests().iter().map(|g| (g.name.as_str(), g.office.as_deref().unwrap_or(""))).collect();
        assert_eq!(got, [("李明", "某部党组成员、副部长"), ("王小强", "某局局长"), ("欧阳一鸣", "某司司长")]);
        assert_eq!(roster.holder("某局局长").map(|g| g.name.as_str()), Some("王小强"));
        assert_eq!(roster.holder("副部长").map(|g| g.name.as_str()), Some("李明"));
        assert_eq!(roster.surnamed("王", "局长").map(|g| g.name.as_str()), Some("王小强"));
        assert_eq!(roster.holder("某处处长"), None);
        let mut roster = Roster::default();
        roster.introduce("以下是行政長官柳成蔭今日（十月十日）在總部會見傳媒的談話全文：");
        assert_eq!(roster.holder("行政長官").map(|g| g.name.as_str()), Some("柳成蔭"));
        let check = |text: &str, expected: &[(&str, &str)]| {
            let mut roster = Roster::default();
            roster.introduce(text);
            let got: Vec<(&str, &str)> =
                roster.guests().iter().map(|g| (g.name.as_str(), g.office.as_deref().unwrap_or(""))).collect();
            assert_eq!(got, expected, "{text}");
        };
        check(
            "食物及衞生局局長陳兆安教授及衞生署署長林文禮醫生今日舉行記者會。",
            &[("陳兆安", "食物及衞生局局長"), ("林文禮", "衞生署署長")],
        );
        check("宗庆余，江北集团党委书记、董事长，1968年生。", &[("宗庆余", "江北集团党委书记、董事长")]);
        check(
            "记者专访了江海党校（江海行政学院）党建部教授沈知秋。",
            &[("沈知秋", "江海党校（江海行政学院）党建部教授")],
        );
        check("应邀请，某某共和国外长卡洛斯·桑托斯将于3月21日对中国进行访问。", &[]);
    }
}
