//! People with their offices, in running text and in lists. 上海市委书记李强，上海市委副书记、市长龚正 gives two people; an office
//! without a name goes on to the next piece; what names nobody (有关负责同志) is passed over.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::lines::is_han;
use super::names::{self, Trust, name_at};
use super::prose::{Prose, cut, rest};
use super::vocabulary::bounds::AFTER_NAMES;
use super::vocabulary::honours::{HIGH, HONOURS};
use super::vocabulary::offices::{BEFORE_OFFICES, JOINED, SHARED};
use crate::text::fold::folded;
use crate::text::office::{OFFICES, WORDS};
use crate::text::words::{Words, longest};

pub use super::names::is_name;

/// Someone named, with the office that stands before the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name, without blanks.
    pub name: String,
    /// The office as the text calls it; None where none stands there.
    pub office: Option<String>,
}

/// Someone in a text: where the name and the office stand, in bytes of the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name.
    pub name: Range<usize>,
    /// The office before it; empty where none stands there.
    pub office: Range<usize>,
    /// Whether the office is that of somebody before in the list, who shares it.
    pub shared: bool,
}

/// Finds offices in folded text, the longest at each place.
static AUTOMATON: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| longest(OFFICES.iter().map(|office| folded(office))));

/// Where words of office stand in a folded text.
pub fn offices(text: &str) -> Vec<Range<usize>> {
    AUTOMATON.as_ref().map_or_else(Vec::new, |found| found.find_iter(text).map(|m| m.range()).collect())
}

/// Whether a text ends with a word of office.
pub fn ends_with_office(text: &str) -> bool {
    WORDS.ending(text).or_else(|| WORDS.ending(&folded(text))).is_some()
}

/// Those whose office stands before their name, and those who follow them in a list.
pub fn introduced(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for office in offices(text) {
        // 委员会, 主席国: the word goes on and is no office.
        let tail = rest(text, office.end);
        let word = cut(text, office.clone());
        if word.ends_with("委员") && tail.starts_with('会')
            || word.ends_with("主席") && tail.starts_with(['国', '台', '团'])
        {
            continue;
        }
        // 人大代表 雷某春 说: blanks may set a name off.
        let gap = usize::from(tail.starts_with(' '));
        let trust = if gap > 0 { Trust::Plain } else { Trust::Sure };
        let named = name_at(text, office.end + gap, trust).or_else(|| {
            // 某国总统 某某:“…”: as a label, also a foreign name.
            let length = name_at(text, office.end + gap, Trust::Sure).filter(|_| gap > 0)?;
            rest(text, office.end + gap + length).starts_with(':').then_some(length)
        });
        let Some(length) = named else { continue };
        // 王某主席经验丰富: the title of somebody just named introduces no word.
        if names::is_noun(cut(text, office.end + gap..office.end + gap + length))
            && names::is_titled(text, office.start)
        {
            continue;
        }
        if out.last().is_some_and(|last| office.start < last.name.end) {
            continue;
        }
        let floor = out.last().map_or(0, |last| last.name.end);
        let from = office_from(text, office.start, floor);
        let name = office.end + gap..office.end + gap + length;
        let shares = SHARED.ending(cut(text, from..office.end)).is_some();
        let mut end = name.end;
        out.push(Found { name, office: from..office.end, shared: false });
        // 常委李强、赵乐际、王沪宁: a list goes on with names alone.
        while let Some(next) = next_in_list(text, end) {
            end = next.end;
            let office = if shares { from..office.end } else { next.start..next.start };
            out.push(Found { name: next, office, shared: true });
        }
    }
    out
}

/// The name behind 、 or 和.
fn next_in_list(text: &str, from: usize) -> Option<Range<usize>> {
    let tail = rest(text, from);
    let part = ["、", "和", "及", " "].into_iter().find(|part| tail.starts_with(part))?;
    let start = from + part.len();
    let length = name_at(text, start, Trust::Plain).or_else(|| {
        // Between the names of a list one that is also a word is a name.
        let length = name_at(text, start, Trust::Sure)?;
        let after = rest(text, start + length);
        let name = after
            .strip_prefix('、')
            .is_some_and(|_| name_at(text, start + length + '、'.len_utf8(), Trust::Plain).is_some());
        (part == "、" && name).then_some(length)
    })?;
    let goes_on = rest(text, start + length).starts_with(['、', ' ', '和', '等', ',', '。', ';']);
    let after = rest(text, start + length);
    let does = super::vocabulary::speaking::DOES.starting(after).is_some()
        // 越南副总理某某: what a title follows is a country.
        || part == "、" && AFTER_NAMES.starting(after).is_some() && HONOURS.starting(after).is_none();
    (goes_on || does).then_some(start..start + length)
}

/// Where the office begins whose last word begins at `word`: behind the mark or the word that stands before offices, with
/// the offices that 、 joins to it.
fn office_from(text: &str, word: usize, floor: usize) -> usize {
    let mut start = segment_from(text, word, floor);
    while start > floor {
        let before = cut(text, floor..start);
        let Some(head) = before.strip_suffix('、').or_else(|| before.strip_suffix(',')) else { break };
        let Some(rank) = WORDS.ending(head) else { break };
        let word = floor + head.len();
        // 某部党委委员、副部长,某局局长许某: a comma parts offices of one where the first are several; what stands behind
        // a name is that one's title.
        if before.ends_with(',') {
            let earlier = segment_from(text, word, floor);
            let several = cut(text, floor..earlier).ends_with('、');
            if !several || names::is_titled(text, word - rank.len()) {
                break;
            }
            // Of a list that begins with no office only the last part would stand there.
            let first = office_from(text, word, floor);
            if !cut(text, floor..first).ends_with('、') {
                start = first;
            }
            break;
        }
        let earlier = segment_from(text, word, floor);
        if earlier >= word {
            break;
        }
        start = earlier;
    }
    start
}

/// The beginning of one segment of an office: its chars to the left as far as no mark and no word parts them.
fn segment_from(text: &str, end: usize, floor: usize) -> usize {
    let region = cut(text, floor..end);
    let mut from = floor;
    let mut depth = 0;
    for (at, c) in region.char_indices().rev() {
        let inside = match c {
            // 日电(记者王某某)国务院总理: who wrote it is no part of the office.
            ')' if signs(cut(region, 0..at)) => false,
            // “…。”某局局长王某: the words before are no part of the office.
            '”' if cut(region, 0..at).ends_with(['。', '!', '?', ',', '…']) => false,
            ')' => {
                depth += 1;
                true
            }
            '(' if depth > 0 => {
                depth -= 1;
                true
            }
            _ => depth > 0 || is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '—' | '-' | '“' | '”'),
        };
        if !inside {
            from = floor + at + c.len_utf8();
            break;
        }
    }
    let segment = cut(text, from..end);
    // A day before the office: 4月8日下午国务院总理.
    let mut start = segment.rfind(['日', '月', '年']).map_or(0, |at| {
        let day = cut(segment, 0..at).ends_with(|c: char| c.is_ascii_digit());
        let end = at + '日'.len_utf8();
        // 2031年度某奖获得者: the year is that of the prize.
        if day { end + if rest(segment, end).starts_with('度') { '度'.len_utf8() } else { 0 } } else { 0 }
    });
    let parts = BEFORE_OFFICES.ends(rest(segment, start)).find(|(end, word)| {
        let (at, end) = (start + end - word.len(), start + end);
        let before = cut(segment, 0..at).chars().next_back();
        let after = rest(segment, end).chars().next();
        let joined = JOINED.iter().any(|(of, not_after, not_before)| {
            of == word
                && (before.is_some_and(|c| not_after.contains(c)) || after.is_some_and(|c| not_before.contains(c)))
        });
        // 文化和旅游部: what joins two people has a name before it.
        let people =
            !matches!(*word, "和" | "及" | "电" | "为" | "时" | "后" | "在") || ends_with_name(cut(segment, 0..at));
        !joined && people
    });
    start += parts.map_or(0, |(end, _)| end);
    // 主持学校工作的副书记: what one leads for the time is no part of the office.
    if cut(text, floor..from + start).ends_with("主持")
        && let Some(at) = rest(segment, start).find("工作的")
    {
        start += at + "工作的".len();
    }
    // What joins the office to the person before it in a list.
    if floor > 0 && from == floor && start == 0 {
        start = ["以及", "和", "及", "与", "同", "在", "由", "向", "对"]
            .iter()
            .find(|w| segment.starts_with(**w))
            .map_or(0, |w| w.len());
    }
    from + start
}

/// Whether the bracket that is open at the end of a text names those who wrote it: (记者王某某 通讯员李某.
fn signs(text: &str) -> bool {
    let inner = text.rfind('(').map_or("", |open| rest(text, open + '('.len_utf8()));
    ["记者", "通讯员", "编译", "特派"].iter().any(|word| inner.contains(word))
}

/// Whether a text ends with an office and a name.
fn ends_with_name(text: &str) -> bool {
    split_name(text).is_some()
}

/// The people of a list, in order. The text is what stands before the verb: `…李强，…龚正；…`.
pub fn named(list: &str) -> Vec<Named> {
    let mut out = Vec::new();
    let mut offices: Vec<String> = Vec::new();
    let mut shared: Option<String> = None;
    let pieces: Vec<String> = pieces(list)
        .into_iter()
        // 受委托代表某会发言的周某: what tells more of one of a list stands before the name.
        .map(|piece| piece.rsplit_once("发言的").map_or(piece, |(_, name)| name))
        // 五日由陈某惠、简某庭…上场: the first of a list.
        .map(|piece| {
            piece
                .rsplit_once('由')
                .filter(|(day, name)| day.ends_with(['日', '会', '午']) && is_name(name))
                .map_or(piece, |(_, name)| name)
        })
        // 吉某军分别代表某党: the name ends the piece.
        .map(|piece| piece.split_once("分别代表").filter(|(one, _)| is_name(one)).map_or(piece, |(one, _)| one))
        // 区政协主席叶某山等区四套班子领导: the name ends the piece.
        .map(|piece| piece.split_once('等').filter(|(one, _)| split_name(one).is_some()).map_or(piece, |(one, _)| one))
        .map(|piece| piece.strip_suffix('等').unwrap_or(piece).chars().filter(|c| !c.is_whitespace()).collect())
        .collect();
    let mut beside = false;
    for (at, bare) in pieces.iter().enumerate().filter(|(_, piece)| !piece.is_empty()) {
        // A word that is also a name is one only beside a name or behind an office.
        let next = || pieces.get(at + 1).is_some_and(|next| names::is_chinese(next, Trust::Plain));
        let sure = beside || !offices.is_empty() || !names::is_noun(bare) || next();
        let found = split_name(bare).filter(|(office, _)| sure || !office.is_empty());
        beside = found.is_some();
        match found {
            Some((office, name)) => {
                let own = !office.is_empty() || !offices.is_empty();
                if !office.is_empty() {
                    offices.push(office);
                }
                let office = if own { Some(offices.join("、")) } else { shared.clone() };
                if own {
                    shared = office.clone().filter(|o| SHARED.ending(o).is_some());
                }
                out.push(Named { name, office });
                offices.clear();
            }
            None if ends_with_office(bare) => {
                offices.push(bare.clone());
                shared = None;
            }
            None => {
                offices.clear();
                shared = None;
            }
        }
    }
    out
}

/// The pieces of a list: between 、 ， ； 和 以及 and blanks that part names.
fn pieces(list: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for piece in list.split(['、', '，', ',', '；', ';', '。', '：', ':']) {
        let mut rest = piece;
        // 以及 and 和 part two people only where a name stands before them.
        while let Some((before, word, after)) = ["以及", "和", "及", " "]
            .into_iter()
            .filter_map(|word| {
                let (before, after) = parted(rest, word)?;
                Some((before, word, after))
            })
            .min_by_key(|(before, _, _)| before.len())
        {
            let bare: String = before.chars().filter(|c| !c.is_whitespace()).collect();
            if split_name(&bare).is_none() && word != "以及" {
                break;
            }
            out.push(before);
            rest = after;
        }
        out.push(rest);
    }
    out
}

/// Someone whom a piece calls by a title behind the name: 某校副校长孙某教授 by office and name, 某大学李某教授 by the title and
/// the name alone.
fn titled(piece: &str) -> Option<(String, String)> {
    let Some(title) = BEHIND.ending(piece) else {
        // 陈某某副委员长: of the titles of honour those that are none of many.
        let title = HONOURS
            .ending(piece)
            .filter(|title| !HIGH.have(title) && !["代表", "委员", "常委", "同志"].contains(title))?;
        let name = piece.strip_suffix(title).filter(|name| names::is_chinese(name, Trust::Plain))?;
        return Some((title.to_owned(), name.to_owned()));
    };
    let bare = piece.strip_suffix(title)?;
    if is_name(bare) {
        return Some((title.to_owned(), bare.to_owned()));
    }
    split_name(bare).filter(|(office, _)| !office.is_empty()).or_else(|| {
        let (end, _) = BODIES.ends(bare).find(|(end, _)| is_name(rest(bare, *end)))?;
        Some((title.to_owned(), rest(bare, end).to_owned()))
    })
}

/// Titles that stand behind a name also where an office stands before it.
static BEHIND: Words = Words::new(&["教授", "副教授", "院士", "博士", "研究员", "先生", "女士", "老师", "律师"]);

/// What the name of a body ends with whose people are called by a title behind their name.
static BODIES: Words = Words::new(&[
    "大学",
    "学院",
    "学校",
    "中学",
    "研究院",
    "研究所",
    "研究中心",
    "社科院",
    "科学院",
    "党校",
    "中心",
    "公司",
    "集团",
    "协会",
    "学会",
    "医院",
    "事务所",
]);

/// What stands before and behind the first of a word that parts two of a list. 康正和: what nothing follows is the end of a
/// name.
fn parted<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let mut parts = text.match_indices(word).map(|(at, _)| (cut(text, 0..at), rest(text, at + word.len())));
    parts.find(|(_, after)| !after.trim().is_empty() && (word != "和" || names::joins(after)))
}

/// The office and the name of one piece: 江苏省委书记信长星. Also a name in front of its office: 李强（上海市委书记）.
pub fn split_name(piece: &str) -> Option<(String, String)> {
    if is_name(piece) {
        return Some((String::new(), piece.to_owned()));
    }
    if let Some(found) = titled(piece) {
        return Some(found);
    }
    if let Some((name, office)) = piece.split_once(['（', '(']) {
        let office = office.trim_end_matches(['）', ')']);
        if is_name(name) && ends_with_office(office) {
            return Some((office.to_owned(), name.to_owned()));
        }
        // 林佳某（李某某夫人）.
        if is_name(name) && office.ends_with("夫人") {
            return Some((String::new(), name.to_owned()));
        }
    }
    // The shortest name that an office stands before; of the offices that end there the longest.
    let (end, length) = piece.char_indices().rev().find_map(|(end, _)| {
        let name = rest(piece, end);
        let before = cut(piece, 0..end);
        let office = || WORDS.ending(before).map(str::len);
        (is_name(name) || names::is_foreign(name)).then(office).flatten().map(|length| (end, length))
    })?;
    let name = rest(piece, end).to_owned();
    let from = segment_from(piece, end - length, 0);
    let office = cut(piece, from..end)
        .trim_start_matches(|c: char| !is_han(c) && !c.is_alphanumeric() && !matches!(c, '“' | '《'))
        .to_owned();
    Some((office, name))
}

/// Someone of the folded text in the glyphs of the paragraph.
pub fn shown(found: &Found, prose: &Prose, source: &str) -> Named {
    let office = (!found.office.is_empty()).then(|| prose.shown(source, found.office.clone()));
    Named { name: prose.shown(source, found.name.clone()), office }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &str, expected: &[(&str, &str)]) {
        let got: Vec<(String, String)> =
            named(list).into_iter().map(|n| (n.office.unwrap_or_default(), n.name)).collect();
        let got: Vec<(&str, &str)> = got.iter().map(|(o, n)| (o.as_str(), n.as_str())).collect();
        assert_eq!(got, expected, "{list}");
    }

    #[test]
    fn offices_go_to_the_name_that_follows() {
        check(
            "上海市委书记李强,上海市委副书记、市长龚正;江苏省委书记娄勤俭",
            &[("上海市委书记", "李强"), ("上海市委副书记、市长", "龚正"), ("江苏省委书记", "娄勤俭")],
        );
        check(
            "中共中央政治局常委、国务院副总理、某某领导小组组长韩正",
            &[("中共中央政治局常委、国务院副总理、某某领导小组组长", "韩正")],
        );
        check(
            "丁薛祥、刘鹤、陈希、王勇以及中央和国家机关有关部门负责同志、有关省市负责同志",
            &[("", "丁薛祥"), ("", "刘鹤"), ("", "陈希"), ("", "王勇")],
        );
        check(
            "国家发展改革委主任郑栅洁、安徽省委书记韩俊，国家发展改革委有关负责同志",
            &[("国家发展改革委主任", "郑栅洁"), ("安徽省委书记", "韩俊")],
        );
        check("某省省长司马光、欧阳修", &[("某省省长", "司马光"), ("", "欧阳修")]);
        check("某某大学教授但彦、屈平", &[("某某大学教授", "但彦"), ("某某大学教授", "屈平")]);
        check("有关专家学者、企业负责人", &[]);
        check(
            "外事学院副校长孙吉明教授、临江大学李德光教授、陈弘义教授",
            &[("外事学院副校长", "孙吉明"), ("教授", "李德光"), ("教授", "陈弘义")],
        );
        check("某研究中心主任王明先生、丁小青女士", &[("某研究中心主任", "王明"), ("女士", "丁小青")]);
    }

    #[test]
    fn people_in_running_text() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let prose = Prose::of(text);
            let got: Vec<Named> = introduced(&prose.text).iter().map(|f| shown(f, &prose, text)).collect();
            let got: Vec<(&str, &str)> =
                got.iter().map(|n| (n.office.as_deref().unwrap_or(""), n.name.as_str())).collect();
            assert_eq!(got, expected, "{text}");
        };
        check(
            "公安部党委委员、副部长，移民局局长许明华介绍，情况良好",
            &[("公安部党委委员、副部长，移民局局长", "许明华")],
        );
        check("新华社北京3月5日电（记者王小明）国务院总理李明", &[("国务院总理", "李明")]);
        check("“要把好事办好。”水务局局长李明说", &[("水务局局长", "李明")]);
        check("省领导张华、王平参加座谈会。", &[("省领导", "张华"), ("省领导", "王平")]);
        check(
            "中共中央总书记、国家主席、中央军委主席王木山30日上午在上海主持召开",
            &[("中共中央总书记、国家主席、中央军委主席", "王木山")],
        );
        check(
            "4月8日下午，国务院总理李思明在北京同来华进行正式访问的白俄罗斯总统卢卡申科举行会谈。",
            &[("国务院总理", "李思明"), ("白俄罗斯总统", "卢卡申科")],
        );
        check(
            "副委员长王甲、李乙思、欧阳丙等参加会见。",
            &[("副委员长", "王甲"), ("副委员长", "李乙思"), ("副委员长", "欧阳丙")],
        );
        check(
            "应急管理部党委书记、部长陈一新和云南省省长王宁作了汇报。",
            &[("应急管理部党委书记、部长", "陈一新"), ("云南省省长", "王宁")],
        );
        check("文化和旅游部部长孙业明介绍，当前", &[("文化和旅游部部长", "孙业明")]);
        check("代表团团长表示，主任会议讨论", &[]);
        check("全國人大常委會委員長趙樂明主持會議。", &[("全國人大常委會委員長", "趙樂明")]);
        check("受省委书记王大明委托，市长李小明出席。", &[("省委书记", "王大明"), ("市长", "李小明")]);
    }
}
