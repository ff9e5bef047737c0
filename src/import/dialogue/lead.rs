//! Who answers, as the head of an article says it: 中央某部负责人就…回答了记者的提问; 某局局长李明答记者问;
//! 记者采访了某大学教授王某.

use crate::import::article::Article;
use crate::import::meetings::sentences;
use crate::model::{Paragraph, Role};

use super::label::{COLONS, Label};
use super::name;
use crate::text::fold;

/// The one who answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answerer {
    /// The name; None where the text gives an office alone.
    pub name: Option<String>,
    /// The office.
    pub office: Option<String>,
    /// The words that say so.
    pub evidence: String,
}

/// What someone who is asked does; the subject stands before it.
const ANSWERS: &[&str] = &[
    "答记者问",
    "答本报记者问",
    "回答了记者",
    "回答记者",
    "回答了本报记者",
    "回答了",
    "接受了",
    "接受记者",
    "接受本报",
    "接受新华社",
    "接受本网",
    "接受本刊",
    "接受访问",
    "接受采访",
    "接受专访",
    "接受访谈",
    "接受《",
    "接受",
    "答问",
    "作出解答",
    "进行了解答",
    "进行解读",
    "作了解读",
    "回应",
    "主持例行记者会",
    "主持例行新闻发布会",
    "主持记者会",
    "举行记者会",
    "举行例行记者会",
];
/// What one does who asks; the object stands behind it.
const ASKS: &[&str] = &["采访了", "专访了", "访谈了", "对话", "专访", "请教了", "邀请了", "邀请到"];

/// Who answers in an article; `first`: the paragraph of the first label.
pub fn answerer(article: &Article, first: usize) -> Option<Answerer> {
    let lead = article.paragraphs.iter().take(first).filter(|p| p.role != Role::Byline).map(|p| p.text.as_str());
    let mut texts: Vec<&str> = lead.collect();
    texts.push(article.title.as_str());
    if let Some(found) = texts.iter().find_map(|t| stated(t)) {
        return Some(found);
    }
    let all: Vec<String> = texts.iter().flat_map(|t| sentences(t)).map(|(_, s)| s).collect();
    let told = all.iter().find_map(|s| subject(s)).or_else(|| all.iter().find_map(|s| object(s)));
    told.or_else(|| quoted(&article.title))
}

/// 戴某某：我只是播種的人: whom the title quotes is the one who is asked.
fn quoted(title: &str) -> Option<Answerer> {
    let (head, _) = title.split_once(COLONS)?;
    let who = head.rsplit(['|', '｜', '丨', '】', ' ', '　']).next()?;
    let called = name::called(who)?;
    called.name.is_some().then(|| Answerer { name: called.name, office: called.office, evidence: title.to_owned() })
}

/// 受访者：某某（某院研究员）; 某議員的提問和某局局長某某的答覆.
fn stated(text: &str) -> Option<Answerer> {
    let evidence: String = text.chars().take(60).collect();
    if let Some((head, value)) = text.split_once(COLONS) {
        let head: String = fold::folded(head).chars().filter(|c| !c.is_whitespace()).collect();
        if ["受访者", "受访人", "受访嘉宾", "被访者", "被访人", "答问者", "嘉宾", "访谈嘉宾", "对话嘉宾"]
            .contains(&head.as_str())
        {
            let people = crate::import::minutes::present::people(value);
            let [one] = &people[..] else { return None };
            return Some(Answerer { name: Some(one.name.clone()), office: one.office.clone(), evidence });
        }
    }
    let (_, at) = place(text, ASKED)?;
    let rest = text.get(at..)?;
    let (end, _) = place(rest, ANSWERED)?;
    let called = name::called(rest.get(..end)?)?;
    Some(Answerer { name: called.name, office: called.office, evidence })
}

/// How a lead names the one who asks, and the one who answers, folded.
const ASKED: &[&str] = &["的提问和", "的质询和", "提出的质询和", "的提问及"];
const ANSWERED: &[&str] = &["的书面答复", "的书面答覆", "的口头答复", "的口头答覆", "的答复", "的答覆"];

/// The bytes of a text at which the first of the folded words stands: folding keeps chars, not bytes.
fn place(text: &str, words: &[&str]) -> Option<(usize, usize)> {
    let folded = fold::folded(text);
    let (at, word) = words
        .iter()
        .filter_map(|w| Some((folded.find(w)?, w)))
        .min_by_key(|(at, w)| (*at, std::cmp::Reverse(w.len())))?;
    let start = folded.get(..at)?.chars().count();
    let byte = |chars: usize| text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
    Some((byte(start), byte(start + word.chars().count())))
}

/// Who asks, where the lead says so: 某議員的提問和某局局長的答覆.
pub fn questioner(article: &Article, first: usize) -> Option<Answerer> {
    article.paragraphs.iter().take(first).find_map(|p| {
        let (at, _) = place(&p.text, ASKED)?;
        let before = p.text.get(..at)?;
        let start = before.rfind(['上', '中', '，', '：']).map_or(0, |at| at + '上'.len_utf8());
        let called = name::called(before.get(start..)?)?;
        let evidence = p.text.chars().take(60).collect();
        called.name.is_some().then_some(Answerer { name: called.name, office: called.office, evidence })
    })
}

/// X就…回答了记者的提问.
fn subject(sentence: &str) -> Option<Answerer> {
    let (at, end) = place(sentence, ANSWERS)?;
    let rest = fold::folded(sentence.get(at..)?);
    // 接受 and 回答 want someone who asks.
    let asked = ["记者", "采访", "专访", "提问", "媒体", "访问", "访谈"].iter().any(|w| rest.contains(w));
    if !asked {
        return None;
    }
    let mut before = sentence.get(..at)?;
    // 就《某条例》有关问题某部负责人答记者问: what it is about stands before who answers.
    if let Some((_, who)) = before.strip_prefix('就').and_then(|about| about.rsplit_once('》')) {
        before = ["有关问题", "有關問題", "有关情况", "有關情況", "相关问题", "相關問題", "等问题", "等問題", "等"]
            .iter()
            .fold(who, |w, about| w.trim_start_matches(about));
    }
    if let Some(cut) = before.rfind('就').filter(|cut| *cut > 0) {
        before = before.get(..cut)?;
    }
    let before = before.trim_end_matches(['，', ',', ' ', '日', '前', '近', '早', '今', '昨', '曾', '晚']);
    from_end(before).map(|(name, office)| Answerer { name, office, evidence: evidence(sentence, end) })
}

/// 记者采访了X。
fn object(sentence: &str) -> Option<Answerer> {
    let (_, end) = place(sentence, ASKS)?;
    let after = sentence.get(end..)?;
    let piece: &str = after.split(['，', ',', '。', '；', '：', '！', '？', '请', '請', '就', '围', '圍']).next()?;
    let called = name::called(piece)?;
    called.name.is_some().then(|| Answerer {
        name: called.name,
        office: called.office,
        evidence: evidence(sentence, end),
    })
}

/// The office and the name that a text ends with, offices before it joined by 、.
fn from_end(text: &str) -> Option<(Option<String>, Option<String>)> {
    let clause = text.rsplit(['，', ',', '。', '；', '：', '—', '】', ' ', '　']).next()?.trim();
    let clause =
        ["近日", "日前", "今天", "昨日", "今日", "对此", "對此"].iter().fold(clause, |c, w| c.trim_start_matches(w));
    let pieces: Vec<&str> = clause.split('、').collect();
    let called = name::called(pieces.last()?)?;
    let mut office = called.office.clone();
    if called.surname.is_some() {
        return None;
    }
    if pieces.len() > 1 {
        let before = pieces[..pieces.len() - 1].join("、");
        office = Some(office.map_or_else(|| before.clone(), |o| format!("{before}、{o}")));
    }
    Some((called.name, office))
}

/// The beginning of the sentence that says it, as far as a byte.
fn evidence(sentence: &str, end: usize) -> String {
    let words = sentence.get(..end).unwrap_or(sentence);
    let count = words.chars().count();
    words.chars().skip(count.saturating_sub(60)).collect()
}

/// The words of a turn's first two paragraphs: a label may stand on a line of its own.
pub fn opening(paragraphs: &[Paragraph], labels: &[Option<Label>], at: usize) -> String {
    let next = labels.get(at + 1).is_some_and(Option::is_none).then(|| paragraphs.get(at + 1)).flatten();
    let first = paragraphs.get(at).map_or("", |p| p.text.as_str());
    format!("{first}{}", next.map_or("", |p| p.text.as_str()))
}

/// Whether someone leads a press conference: so their label says, or their first words.
pub fn leads(office: Option<&str>, text: &str) -> bool {
    if office.is_some_and(|o| o.contains("主持")) {
        return true;
    }
    let head: String = text.chars().take(400).collect();
    [
        "欢迎出席",
        "欢迎各位",
        "歡迎出席",
        "欢迎参加",
        "欢迎来到",
        "主持今天的",
        "请他为大家介绍",
        "出席今天发布会的是",
        "下面请各位提问",
        "欢迎大家",
    ]
    .iter()
    .any(|words| head.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_the_title_quotes() {
        let check = |title: &str, name: Option<&str>| {
            assert_eq!(quoted(title).and_then(|a| a.name).as_deref(), name, "{title}");
        };
        check("戴明亮：我只是播種的人", Some("戴明亮"));
        check("對話｜某某局局長李明：要務實", Some("李明"));
        check("焦點：誰來種地", None);
    }

    #[test]
    fn who_is_asked() {
        let check = |sentence: &str, expected: Option<(Option<&str>, Option<&str>)>| {
            let got = subject(sentence).or_else(|| object(sentence));
            assert_eq!(got.as_ref().map(|a| (a.name.as_deref(), a.office.as_deref())), expected, "{sentence}");
        };
        check(
            "《条例》公开发布之际，某某组织部负责人就《条例》的修订和贯彻落实等问题，回答了记者的提问。",
            Some((None, Some("某某组织部负责人"))),
        );
        check("某某局局长李明答记者问", Some((Some("李明"), Some("某某局局长"))));
        check("就《某某条例》某某部负责人答记者问", Some((None, Some("某某部负责人"))));
        check("就《某某条例》有关问题某某局局长李明答记者问", Some((Some("李明"), Some("某某局局长"))));
        check(
            "近日，某某部党组成员、副部长王小强接受本报记者专访。",
            Some((Some("王小强"), Some("某某部党组成员、副部长"))),
        );
        check("就此，记者采访了某某大学教授陈一鸣。", Some((Some("陈一鸣"), Some("某某大学教授"))));
        check("退休法官邱澤霖早前接受本網專訪，談及改革。", Some((Some("邱澤霖"), Some("退休法官"))));
        check("他接受了任务。", None);
    }
}
