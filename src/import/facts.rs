//! What sentences tell of a meeting: its theme, the documents that it adopted or deliberated, its chair.

use std::ops::Range;

use crate::model::{Meeting, Part};

use super::names::{Trust, name_at};
use super::page::{Page, honour};
use super::people::Named;
use super::presence::{Words, add};
use super::prose::{Prose, cut, rest};

/// Verbs before the documents of a meeting, the longer first.
const ADOPTING: &[&str] = &[
    "审议并原则通过",
    "审议并通过",
    "审议通过了",
    "审议通过",
    "审议了",
    "讨论并原则通过",
    "讨论并通过",
    "讨论通过",
    "表决通过了",
    "表决通过",
    "原则通过",
    "审议批准",
    "会议通过了",
    "会议通过",
    "通过了",
    "审议",
    "通过",
];

/// Reads one sentence.
pub fn read(page: &Page<'_>, paragraph: usize, sentence: Range<usize>, meeting: &mut Meeting) {
    let text = page.text(paragraph);
    let words = cut(text, sentence.clone());
    if meeting.theme.is_none() {
        meeting.theme =
            theme(words).map(|at| page.shown(paragraph, sentence.start + at.start..sentence.start + at.end));
    }
    if !words.contains("建议") && !words.contains("提请") {
        adopted(page, paragraph, &sentence, meeting);
    }
    if meeting.chair.is_none() {
        chair(page, paragraph, &sentence, meeting);
    }
}

fn adopted(page: &Page<'_>, paragraph: usize, sentence: &Range<usize>, meeting: &mut Meeting) {
    let words = cut(page.text(paragraph), sentence.clone());
    if !words.contains('《') {
        return;
    }
    for verb in ADOPTING {
        let mut from = 0;
        while let Some(at) = rest(words, from).find(verb) {
            let mut at = from + at + verb.len();
            from = at;
            while let Some(inner) = rest(words, at).strip_prefix('《') {
                // A title may hold titles: 《关于修改〈…〉的决定》, 《…（草案）》.
                let Some(close) = closing(inner) else { break };
                let start = sentence.start + at + '《'.len_utf8();
                let title = page.shown(paragraph, start..start + close);
                if !meeting.adopted.contains(&title) {
                    meeting.adopted.push(title);
                }
                at += 2 * '《'.len_utf8() + close;
                let tail = rest(words, at);
                at += ["、", "和", ",", "以及", "及"].iter().find(|w| tail.starts_with(**w)).map_or(0, |w| w.len());
            }
        }
        if !meeting.adopted.is_empty() {
            return;
        }
    }
}

/// Where the title that a text begins with closes.
fn closing(inner: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in inner.char_indices() {
        match c {
            '《' => depth += 1,
            '》' if depth == 0 => return Some(at),
            '》' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// PERSON主持会议; 会议由PERSON主持.
fn chair(page: &Page<'_>, paragraph: usize, sentence: &Range<usize>, meeting: &mut Meeting) {
    let text = page.text(paragraph);
    let words = cut(text, sentence.clone());
    // 主持学校工作的副书记, 《某人主持会议并讲话》: other things are chaired there.
    let chairs = |at: &usize| {
        let after = rest(words, at + "主持".len());
        let clause = after.split([',', '。', ';', '、']).next().unwrap_or("");
        let work = ["工作的", "日常工作", "全面工作"].iter().any(|word| clause.contains(word));
        let other = after.starts_with(['召', '人', '词', '编']) || after.starts_with("制定");
        !(other || work || quotes(cut(words, 0..*at)))
    };
    let Some(at) = words.match_indices("主持").map(|(at, _)| at).find(chairs) else { return };
    let after = rest(words, at + "主持".len());
    // What is chaired is this meeting: 会议, 学习, 开幕会, or nothing more is said.
    let verb = sentence.start + at;
    let clause =
        words.get(..at).unwrap_or("").rfind([',', '。', ';']).map_or(sentence.start, |at| sentence.start + at + 1);
    let by = cut(text, clause..verb);
    // 受主席团常务主席赵某某委托,李某某主持会议: who was asked to, chairs.
    let asked = |f: &super::people::Found| rest(text, f.name.end).starts_with("委托");
    let mut who: Option<Named> = page.found[paragraph]
        .iter()
        .rfind(|f| f.name.start >= sentence.start && f.name.end <= verb && f.name.end + 60 >= verb)
        .filter(|f| !asked(f))
        .map(|f| super::people::shown(f, &page.proses[paragraph], &page.article.paragraphs[paragraph].text));
    if who.is_none() {
        let by = by.trim_start();
        let from = by.rfind('由').map_or(0, |at| at + '由'.len_utf8());
        let member = page.cast.at_start(rest(by, from)).map(|at| &page.cast.members[at]);
        who = member.map(|m| {
            // 王某委员长主持: the title that follows is the office where the text gives no other.
            let start = verb - by.len() + from + m.folded.len();
            let title = start..start + honour(rest(text, start));
            let called = cut(text, title.clone());
            let title = (!called.is_empty() && !matches!(called, "同志" | "先生" | "女士"))
                .then(|| page.shown(paragraph, title));
            Named { name: m.name.clone(), office: m.office.clone().or(title) }
        });
    }
    if words.get(..at).is_some_and(|before| ["共同", "分别", "轮流"].iter().any(|w| before.ends_with(w))) {
        return;
    }
    // 赵某某委员长主持会议; 蔡某某副委员长主持: somebody named only here.
    if who.is_none() {
        let by = by.trim_start();
        let from = by.rfind('由').map_or(0, |at| at + '由'.len_utf8());
        let start = verb - by.len() + from;
        who = name_at(text, start, Trust::Plain).and_then(|length| {
            let after = start + length;
            let title = honour(rest(text, after));
            let next = rest(text, after + title);
            let office = (title > 0).then(|| page.shown(paragraph, after..after + title));
            (next.starts_with("主持") || next.starts_with('在'))
                .then(|| Named { name: page.shown(paragraph, start..after), office })
        });
    }
    let Some(who) = who else { return };
    meeting.chair = Some(who.name.clone());
    let spoke = ["通报", "讲话", "致辞", "发言", "作报告", "总结", "并作", "时强调", "时指出", "时表示"]
        .iter()
        .any(|word| after.contains(word));
    add(meeting, who, Part::Chair, if spoke { Words::Spoke } else { Words::Silent });
}

/// Whether a title or words of others stand open at the end of a text.
fn quotes(before: &str) -> bool {
    before.matches('《').count() > before.matches('》').count()
        || before.matches('“').count() > before.matches('”').count()
}

/// 以“…”为主题.
fn theme(words: &str) -> Option<Range<usize>> {
    for (at, open) in words.match_indices('“') {
        let from = at + open.len();
        let inner = rest(words, from);
        let Some(close) = inner.find('”') else { continue };
        let (before, after) = (cut(words, 0..at), rest(inner, close + '”'.len_utf8()));
        let said = before.ends_with('以') && after.starts_with("为主题")
            || before.ends_with("围绕") && (after.starts_with("的主题") || after.starts_with("主题"))
            || ["主题为", "主题是", "主题:", "为主题的"].iter().any(|w| before.ends_with(w));
        if said {
            return Some(from..from + close);
        }
    }
    None
}

/// The folded form of a name, as the cast has it.
pub fn folded(name: &str) -> String {
    Prose::of(name).text
}
