//! Who was there: lists that end in 出席, 参加, 先后发言, 列席, 缺席, and those who gave a speech, a report, a summary.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::model::{Meeting, Part};
use crate::text::words::longest;

use super::names::{self, Trust};
use super::page::Page;
use super::people::{self, Named};
use super::presence::{Words, add_all};
use super::prose::{cut, rest};
use super::vocabulary::offices::COLLECTIVE;

/// What lists of people end with, and what it makes of them; the longer first where one holds the other.
const LISTS: &[(&str, Part)] = &[
    ("先后发言", Part::Speaker),
    ("分别发言", Part::Speaker),
    ("作了发言", Part::Speaker),
    ("作交流发言", Part::Speaker),
    ("提出意见建议", Part::Speaker),
    ("提出意见和建议", Part::Speaker),
    ("提出了意见建议", Part::Speaker),
    ("提出建议", Part::Speaker),
    ("建言献策", Part::Speaker),
    ("作大会发言", Part::Speaker),
    ("作书面发言", Part::Speaker),
    ("书面发言", Part::Speaker),
    ("发言", Part::Speaker),
    ("作了讲话", Part::Speaker),
    ("作总结讲话", Part::Speaker),
    ("作动员讲话", Part::Speaker),
    ("分别讲话", Part::Speaker),
    ("发表讲话", Part::Speaker),
    ("发表重要讲话", Part::Speaker),
    ("讲话", Part::Speaker),
    ("致辞", Part::Speaker),
    ("致词", Part::Speaker),
    ("致开幕辞", Part::Speaker),
    ("致开幕词", Part::Speaker),
    ("致闭幕辞", Part::Speaker),
    ("致闭幕词", Part::Speaker),
    ("致欢迎辞", Part::Speaker),
    ("致欢迎词", Part::Speaker),
    ("致贺词", Part::Speaker),
    ("领学", Part::Speaker),
    ("作传达", Part::Speaker),
    ("作了传达", Part::Speaker),
    ("作研讨会总结", Part::Speaker),
    ("做研讨会总结", Part::Speaker),
    ("作研讨交流", Part::Speaker),
    ("作了研讨交流", Part::Speaker),
    ("欢聚一堂", Part::Attendee),
    ("齐聚一堂", Part::Attendee),
    ("到会祝贺", Part::Attendee),
    ("到会指导", Part::Attendee),
    ("参会", Part::Attendee),
    ("与会。", Part::Attendee),
    ("与会,", Part::Attendee),
    ("一起研讨", Part::Attendee),
    ("一起交流", Part::Attendee),
    ("主旨演讲", Part::Speaker),
    ("演讲", Part::Speaker),
    ("作了汇报", Part::Speaker),
    ("汇报", Part::Speaker),
    ("述职", Part::Speaker),
    ("作了说明", Part::Speaker),
    ("作说明", Part::Speaker),
    ("作工作报告", Part::Speaker),
    ("作报告", Part::Speaker),
    ("作了报告", Part::Speaker),
    ("作了工作报告", Part::Speaker),
    ("宣读", Part::Speaker),
    ("讲解", Part::Speaker),
    ("介绍调研", Part::Speaker),
    ("介绍情况", Part::Speaker),
    ("介绍有关情况", Part::Speaker),
    ("作了介绍", Part::Speaker),
    ("通报了", Part::Speaker),
    ("作了通报", Part::Speaker),
    ("作通报", Part::Speaker),
    ("通报有关情况", Part::Speaker),
    ("通报情况", Part::Speaker),
    ("通报", Part::Speaker),
    ("作了交流", Part::Speaker),
    ("作交流", Part::Speaker),
    ("作了表态", Part::Speaker),
    ("作表态", Part::Speaker),
    ("作辅导报告", Part::Speaker),
    ("作了关于", Part::Speaker),
    ("作关于", Part::Speaker),
    ("作了题为", Part::Speaker),
    ("作题为", Part::Speaker),
    ("就相关议题作", Part::Speaker),
    ("作宣讲", Part::Speaker),
    ("作首场", Part::Speaker),
    ("作专题", Part::Speaker),
    ("作了专题", Part::Speaker),
    ("作审议意见", Part::Speaker),
    ("作《", Part::Speaker),
    ("作了《", Part::Speaker),
    ("回答了", Part::Speaker),
    ("回答中外记者", Part::Speaker),
    ("作的", Part::Speaker),
    ("一同调研", Part::Attendee),
    ("一同考察", Part::Attendee),
    ("参加上述活动", Part::Attendee),
    ("参加有关活动", Part::Attendee),
    ("在主席台", Part::Attendee),
    ("出席", Part::Attendee),
    ("参加", Part::Attendee),
    ("列席", Part::Attendee),
    ("陪同", Part::Attendee),
    ("缺席", Part::Absent),
    ("请假", Part::Absent),
];

/// Finds what ends a list, the longest at each place.
static ENDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| longest(LISTS.iter().map(|(word, _)| word)));

/// Words between a list and its verb.
const MANNERS: &[&str] = &[
    "分别",
    "先后",
    "应邀",
    "一同",
    "共同",
    "代表",
    "等",
    "也",
    "还",
    "在会上",
    "在讲话",
    "向",
    "就",
    "围绕",
    "结合",
    "作",
    "受",
    "对",
    "以",
    "在重要讲话",
    "发表",
    "并",
    "在会",
    "在开幕",
    "在论坛",
    "在大会",
    "逐一",
    "同",
    "在座谈",
    "主持",
    "在主",
    "通过",
    "依次",
    "现场",
    "作了",
    "提交了",
    "提交",
    "率",
    "偕",
    "做代表",
    "作代表",
    "做",
    "已",
];

/// Reads one sentence.
pub fn read(page: &mut Page<'_>, paragraph: usize, sentence: Range<usize>, meeting: &mut Meeting) {
    if let Some(who) = sets_out(page, paragraph, &sentence) {
        add_all(meeting, vec![who], Part::Speaker, Words::Spoke);
    }
    // Where the search goes on, and where the list begins.
    let (mut from, mut begin) = (sentence.start, sentence.start);
    // How many titles stand open, and as far as where they are counted.
    let (mut titles, mut seen) = (0, sentence.start);
    loop {
        let tail = cut(page.text(paragraph), from..sentence.end);
        let Some(hit) = ENDS.as_ref().and_then(|ends| ends.find(tail)) else { return };
        let (word, part) = LISTS[hit.pattern().as_usize()];
        let verb = from + hit.start()..from + hit.end();
        // 领学了《某人出席会议并讲话》: what a title tells is another meeting's.
        for c in cut(page.text(paragraph), seen..verb.start).chars() {
            titles += i32::from(c == '《') - i32::from(c == '》');
        }
        seen = verb.start;
        if titles > 0 {
            (from, begin) = (verb.end, verb.end);
            continue;
        }
        // 某部发言人李某: an office of the list, and no end of it.
        if rest(page.text(paragraph), verb.end).starts_with('人') && word.ends_with("发言") {
            from = verb.end;
            continue;
        }
        let after = cut(page.text(paragraph), verb.end..sentence.end).to_owned();
        let clause: &str = after.split([',', '。', ';']).next().unwrap_or("");
        // 出席的…, 讲话精神, 书面发言 that others handed in: no list ends here.
        let more = follows(&after);
        let mention = after.starts_with('的') && more.is_none()
            || ["精神", "要求", "指出", "人员", "者", "稿", "中指出", "提纲"].iter().any(|w| after.starts_with(w))
                && word != "致辞";
        // 集中学习了某书记关于…的讲话: the words of somebody who is not there. 作了热情的讲话 gives one's own.
        let before = cut(page.text(paragraph), begin..verb.start);
        let clause_before = before.rsplit([',', ';', '。']).next().unwrap_or(before);
        let noun = part == Part::Speaker
            && clause_before.ends_with('的')
            && !["作", "做", "发表", "致"].iter().any(|w| clause_before.contains(w));
        let called = word == "通报" && ["批评", "表扬", "会", "的", "称", "显示"].iter().any(|w| after.starts_with(w));
        let mention = mention || noun || called;
        // 受委托代表某会发言的周某,某公司董事长…先后发言: within the list it tells more of one of them.
        let within = mention && part == Part::Speaker && names_one(&after);
        let also = part == Part::Attendee
            && ["并讲话", "并发言", "并先后", "并分别", "并致辞", "并作", "并发表", "并宣读", "并主持"]
                .iter()
                .any(|w| clause.contains(w));
        // 应邀到会听取发言: who listens does not speak.
        let hears = ["听取", "听取了", "听取大会", "听取委员"].iter().any(|w| before.ends_with(w));
        let part = if hears && part == Part::Speaker { Part::Attendee } else { part };
        let (part, words) =
            if also || part == Part::Speaker { (Part::Speaker, Words::Spoke) } else { (part, Words::Silent) };
        let listed = after.starts_with(['的', '上', '会', '座']) && more.is_some();
        if !mention {
            let start = list_start(page, paragraph, begin..verb.start);
            let mut people = list(page, paragraph, start..verb.start);
            // 李强受中央委托通报了: who was asked to stands before it.
            let asked = cut(page.text(paragraph), begin..start).rfind('受').map_or(start, |at| begin + at);
            if people.is_empty() && asked < start && cut(page.text(paragraph), start..verb.start).is_empty() {
                people = list(page, paragraph, begin..asked);
            }
            for who in &mut people {
                let folded = super::facts::folded(&who.name);
                // 市领导韩某: whom the text calls by an office of their own has that one.
                let is_shared = |office: &String| COLLECTIVE.ending(&super::facts::folded(office)).is_some();
                if who.office.as_ref().is_some_and(is_shared) {
                    let own = page.cast.named(&folded).and_then(|at| page.cast.members[at].office.clone());
                    who.office = own.filter(|own| !is_shared(own)).or(who.office.take());
                }
                page.cast.add(&folded, who.clone());
            }
            add_all(meeting, people, part, words);
            // 参加会见的还有…; 陪同出访的有…; 出席座谈会的党外人士还有…: the list follows.
            if let Some(more) = more.filter(|_| listed || after.contains("的还有") || after.contains("的有")) {
                let people = named(page, paragraph, verb.end + more..sentence.end);
                for who in &people {
                    page.cast.add(&super::facts::folded(&who.name), who.clone());
                }
                add_all(meeting, people, part, words);
                return;
            }
        }
        from = verb.end;
        if !within {
            begin = verb.end;
        }
    }
}

/// One whom a sentence begins with and who sets something out, where the paragraph says that several spoke: 8位专家先后发言。某院
/// 副院长邬某阐述了….
fn sets_out(page: &Page<'_>, paragraph: usize, sentence: &Range<usize>) -> Option<Named> {
    let text = page.text(paragraph);
    let from = sentence.start + cut(text, sentence.clone()).len() - cut(text, sentence.clone()).trim_start().len();
    let found = page.found_from(paragraph, from).first().filter(|f| f.office.start == from && !f.office.is_empty())?;
    let after = rest(text, found.name.end);
    let tells = ["阐述", "谈", "介绍", "分析", "建议", "提出", "围绕", "就", "对", "结合", "讲"];
    let several = ["先后发言", "分别发言", "先后在会上发言", "作了发言", "踊跃发言"]
        .iter()
        .any(|word| page.lately(paragraph, sentence.end).contains(word));
    (several && found.name.end <= sentence.end && tells.iter().any(|verb| after.starts_with(verb)))
        .then(|| people::shown(found, &page.proses[paragraph], &page.article.paragraphs[paragraph].text))
}

/// Whether 的 and the name of one of a list follow: 发言的周某,….
fn names_one(after: &str) -> bool {
    let Some(name) = after.strip_prefix('的') else { return false };
    names::name_at(name, 0, Trust::Plain).is_some_and(|length| rest(name, length).starts_with([',', '、', '和', '等']))
}

/// Where a list begins that follows its verb: behind 还有, 的有 in the first clause.
fn follows(after: &str) -> Option<usize> {
    let clause = after.split([',', '。', ';', '、']).next().unwrap_or("");
    let about = clause.contains('的');
    let words = ["的还有:", "的还有", "还有:", "还有", "的有:", "的有", "包括:"];
    let found = words.iter().find_map(|w| clause.find(w).map(|at| at + w.len())).filter(|_| about);
    // 会议的有关精神: no list.
    found.filter(|at| !rest(clause, *at).starts_with('关'))
}

/// A list begins behind the last mark that parts sentences.
fn list_start(page: &Page<'_>, paragraph: usize, range: Range<usize>) -> usize {
    let words = cut(page.text(paragraph), range.clone());
    // 受…委托: who is not there stands before it; 受委托 names nobody.
    let asked = words.match_indices("委托").filter(|(at, _)| !cut(words, 0..*at).ends_with('受'));
    let absent = asked.last().map_or(0, |(at, _)| at + "委托".len());
    range.start + absent
}

/// The people of a list: pieces between marks, the last one without the manner.
fn list(page: &Page<'_>, paragraph: usize, range: Range<usize>) -> Vec<Named> {
    let words = cut(page.text(paragraph), range.clone());
    let cutting = MANNERS
        .iter()
        .filter_map(|w| words.rfind(w))
        .filter(|at| !rest(words, *at).contains(['、', ';', ',']) && ends_with_person(page, cut(words, 0..*at)))
        .chain(counted(words).filter(|at| {
            // 等21个某盟国家领导人以及某联盟秘书长盖某: the list goes on.
            let more = page.found[paragraph].iter().any(|f| (range.start + at..range.end).contains(&f.name.start));
            !more && ends_with_person(page, cut(words, 0..*at))
        }))
        .min();
    let end = range.start + cutting.unwrap_or(words.len());
    let mut people = named(page, paragraph, range.start..end);
    // Foreign names and names before a verb that the pieces do not show: those whom the paragraph introduces at the end.
    let last = page.found[paragraph].iter().rfind(|f| f.name.end == end || f.name.end == range.end);
    if let Some(last) = last {
        let who = people::shown(last, &page.proses[paragraph], &page.article.paragraphs[paragraph].text);
        if let Some(there) = people.iter_mut().find(|p| p.name == who.name) {
            there.office = who.office;
        } else {
            people.push(who);
        }
    }
    // 李强作总结讲话: someone known, alone.
    if people.is_empty() {
        let clause = words.rfind([',', '。', ';', ' ']).map_or(0, |at| at + 1);
        let bare = rest(words, clause);
        let member = page.cast.at_start(bare).map(|at| &page.cast.members[at]);
        let plain = |m: &&super::page::Member| {
            let after = rest(bare, m.folded.len());
            names::bounded(after) && super::page::honour(after) == 0
        };
        if let Some(member) = member.filter(plain) {
            people.push(Named { name: member.name.clone(), office: member.office.clone() });
        }
    }
    // 中心组成员张某以…为题,围绕…作中心发言: one with an office opens the sentence, and nobody else is named.
    let mut there = page.found[paragraph].iter().filter(|f| f.name.start >= range.start && f.name.end <= range.end);
    if people.is_empty()
        && let (Some(one), None) = (there.next(), there.next())
        && one.office.start == range.start + (words.len() - words.trim_start().len())
        && one.office.start < one.name.start
        && rest(page.text(paragraph), one.name.end).starts_with(['以', '围', '结', '就', '作'])
    {
        people.push(people::shown(one, &page.proses[paragraph], &page.article.paragraphs[paragraph].text));
    }
    // A name that stands alone, without an office, in the middle of a sentence may be a word: only one that the text gives
    // elsewhere is believed, and one that the sentence begins with.
    let alone = people.len() == 1;
    people.retain(|p| {
        let folded = super::facts::folded(&p.name);
        let known = || page.cast.named(&folded).is_some();
        !p.name.is_empty() && (!alone || p.office.is_some() || known() || words.trim_start().starts_with(&folded))
    });
    people
}

/// Where a list says how many it is, or is a part of: 等6位代表, 高某11位企业家. Names end there, whatever follows.
fn counted(words: &str) -> Option<usize> {
    // 来自近300名: only the last name of a list stands before a number.
    let begins = |at: usize| cut(words, 0..at).rsplit_once('、').is_some_and(|(_, name)| people::is_name(name));
    let counts = |(at, c): (usize, char)| match c {
        '等' => Some((at, c.len_utf8())),
        '0'..='9' if begins(at) => Some((at, 0)),
        _ => None,
    };
    let (at, _) = words.char_indices().filter_map(counts).find(|(at, and)| {
        let number = rest(words, at + and);
        let unit =
            number.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十百余多".contains(c));
        unit.len() < number.len() && unit.starts_with(['位', '名', '人', '个'])
    })?;
    Some(at)
}

/// The people of a list in the glyphs of the paragraph: they are read folded.
fn named(page: &Page<'_>, paragraph: usize, range: Range<usize>) -> Vec<Named> {
    let list = cut(page.text(paragraph), range.clone());
    let mut from = 0;
    let mut shown = |word: String| match rest(list, from).find(&word) {
        Some(at) => {
            let start = range.start + from + at;
            from += at + word.len();
            page.shown(paragraph, start..start + word.len())
        }
        None => word,
    };
    // What one shares with somebody before in the list stands there once, in its glyphs.
    let mut shared: Option<(String, String)> = None;
    people::named(list)
        .into_iter()
        .map(|who| {
            let stands = |office: &String| list.contains(&format!("{office}{}", who.name));
            let office = match (who.office, &shared) {
                (Some(office), Some((folded, there))) if *folded == office && !stands(&office) => Some(there.clone()),
                (Some(office), _) => {
                    let there = shown(office.clone());
                    shared = Some((office, there.clone()));
                    Some(there)
                }
                (None, _) => None,
            };
            Named { office, name: shown(who.name) }
        })
        .collect()
}

/// Whether a text ends with a name: a known one, or one behind an office or in a list.
fn ends_with_person(page: &Page<'_>, words: &str) -> bool {
    let piece = words.rsplit(['、', ',', ';', '。', '和', ' ']).next().unwrap_or(words);
    page.cast.members.iter().any(|m| words.ends_with(&m.folded)) || people::split_name(piece).is_some()
}
