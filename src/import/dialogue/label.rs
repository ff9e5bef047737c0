//! The label before a paragraph's words, as far as one paragraph shows it: `问：`, `1問：`, `**胡官：**`, `Q：`,
//! `《某报》记者：`, `7. 陳茂波議員（譯文）：`, `主席（陳委員亭妃代）：`, `[主持人]`. Whether it is a speaker's in this text
//! is decided over the whole article, in `script`.

use crate::text::fold;

use super::name::{self, Called, Glyphs};

/// What stands before the words of a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words of the label, without number, marks and colon.
    pub words: String,
    /// Chars of the paragraph up to the first of the words spoken.
    pub chars: usize,
    /// The number before it: 7. 陳茂波議員, 1问.
    pub number: Option<u32>,
    /// Whom it means.
    pub who: Who,
    /// Whether a mark of its own sets it off (bold, brackets).
    pub marked: Marked,
}

impl Label {
    /// Whether it is 问题, in either script: a label of those who ask, and a word elsewhere.
    pub fn is_question(&self) -> bool {
        fold::folded(&self.words) == QUESTION
    }
}

/// Whether a label is set off by more than a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// A colon alone.
    Plain,
    /// Bold or brackets.
    Set,
}

/// Whom a label means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// 问, Q, 追问.
    Asks,
    /// 答, A.
    Answers,
    /// 记者, with the medium and the name where they stand there.
    Reporter {
        /// 新华社
        medium: Option<String>,
        /// The reporter's name.
        name: Option<String>,
    },
    /// 主席, 代理主席, 全委會主席; in brackets who that is.
    Chair {
        /// The office as the label gives it.
        office: String,
        /// 主席（陳委員亭妃代）.
        by: Option<Called>,
    },
    /// 主持人, with a name where it stands there.
    Host {
        /// The office as the label gives it.
        office: String,
        /// The name.
        name: Option<String>,
    },
    /// 眾人, 多位委員.
    Crowd,
    /// A person, a surname with an office, or an office.
    Called(Called),
    /// Words that may be a nickname, or no label at all.
    Other,
}

/// Chairs of parliaments and meetings, folded.
const CHAIRS: &[&str] = &[
    "主席",
    "代理主席",
    "署理主席",
    "暂代主席",
    "全委会主席",
    "全委会代理主席",
    "全体委员会主席",
    "临时主席",
    "会议主席",
    "大会主席",
    "委员会主席",
    "副主席",
    "议长",
    "副议长",
    "轮值主席",
    "执行主席",
    "小组主席",
    "合议庭主席",
    "president",
    "thepresident",
    "deputypresident",
    "actingpresident",
    "chairman",
];
/// Those who lead a talk, folded.
const HOSTS: &[&str] = &["主持人", "主持", "司仪", "会议主持人", "主持者", "会议主持", "访谈主持人", "节目主持人"];
/// Labels of those who ask, folded.
const ASKS: &[&str] = &[
    "问",
    "提问",
    "追问",
    "再问",
    "q",
    "网友提问",
    "网友问",
    "现场提问",
    "观众提问",
    "提问者",
    "有记者问",
    "有记者提问",
    "另有记者问",
    "另有记者提问",
    "有媒体问",
    "有媒体提问",
    "记者问",
    "记者提问",
    QUESTION,
];
/// A label of those who ask where an answer has a label too, and a word of the language elsewhere.
const QUESTION: &str = "问题";
/// Labels of those who answer, folded.
const ANSWERS: &[&str] =
    &["答", "回答", "答复", "答覆", "书面答复", "书面答覆", "a", "解答", "答曰", "权威解答", "专家解答"];
/// Many at once, folded.
const CROWDS: &[&str] =
    &["众", "众人", "众委员", "多位委员", "多名委员", "委员们", "在场委员", "在场人士", "众议员", "各委员", "多位议员"];

/// Chars before a colon that are read for a label.
const LONGEST: usize = 40;
/// Colons as texts write them: also the vertical and the mathematical one, which some systems put in their place.
pub const COLONS: [char; 4] = ['：', ':', '︰', '∶'];

/// Bullets that set off a question.
const BULLETS: [char; 6] = ['▲', '△', '●', '■', '◆', '►'];

/// The label that a paragraph begins with.
pub fn label(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    if !(first.is_alphanumeric()
        || first.is_whitespace()
        || matches!(first, '*' | '_' | '#' | '>' | '[' | '【' | '［' | '《' | '（' | '(' | '＊')
        || BULLETS.contains(&first))
    {
        return None;
    }
    let head: Vec<char> = text.chars().take(LONGEST + 12).collect();
    let mut at = 0;
    let mut bold = false;
    while let Some(c) =
        head.get(at).filter(|c| c.is_whitespace() || matches!(c, '*' | '_' | '#' | '>' | '＊') || BULLETS.contains(c))
    {
        bold |= matches!(c, '*' | '_' | '＊' | '#');
        at += 1;
    }
    if let Some(close) = head.get(at).and_then(|c| match c {
        '[' => Some(']'),
        '【' => Some('】'),
        '［' => Some('］'),
        _ => None,
    }) {
        let found = bracketed(&head, at, close);
        if found.is_some() {
            return found;
        }
        // [香港]《某报》记者: the place of a medium.
        let end = head.iter().skip(at).take(8).position(|c| *c == close)?;
        let rest: String = text.chars().skip(at + end + 1).collect();
        let inner = label(&rest).filter(|l| matches!(l.who, Who::Reporter { .. }) && l.marked == Marked::Plain)?;
        return Some(Label { chars: inner.chars + at + end + 1, ..inner });
    }
    let (number, after) = number(&head, at);
    let start = after;
    let mut depth = 0i32;
    let mut colon = None;
    for (index, c) in head.iter().enumerate().skip(start).take(LONGEST) {
        match c {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth -= 1,
            c if COLONS.contains(c) && depth <= 0 => {
                colon = Some(index);
                break;
            }
            '。' | '，' | '；' | '？' | '！' | '“' | '”' | '「' | '」' | ',' | ';' | '?' | '!' | '…' | '\n' | '|' =>
            {
                break;
            }
            _ => {}
        }
    }
    let colon = colon?;
    if head.get(colon + 1).is_some_and(|c| matches!(c, '/' | '：')) {
        return None;
    }
    let raw: String = head.get(start..colon)?.iter().collect();
    bold |= raw.contains("**");
    let mut words = raw.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '＊')).to_owned();
    let mut number = number;
    // 问1, Q1.
    let digits = words.chars().rev().take_while(char::is_ascii_digit).count();
    if number.is_none() && (1..=3).contains(&digits) {
        let bare: String = words.chars().take(words.chars().count() - digits).collect();
        if matches!(who(&bare), Some(Who::Asks | Who::Answers)) {
            number = words.get(bare.len()..).and_then(|d| d.parse().ok());
            words = bare;
        }
    }
    let mut who = who(&words)?;
    // 21世纪某报记者: digits of a name are no number of a question.
    let numbered = start > at && head.get(start - 1).is_none_or(|c| c.is_alphanumeric());
    if numbered && matches!(&who, Who::Reporter { medium: Some(_), .. }) {
        let whole: String = head.get(at..colon)?.iter().collect();
        whole.trim_matches(['*', '_', ' ']).clone_into(&mut words);
        who = self::who(&words)?;
        number = None;
    }
    // 某社记者追问 is 某社记者.
    if matches!(who, Who::Reporter { .. })
        && let Some(bare) = ["追问", "提问", "追問", "提問"].iter().find_map(|deed| words.strip_suffix(deed))
    {
        words = bare.trim_end().to_owned();
    }
    let mut chars = colon + 1;
    while head.get(chars).is_some_and(|c| c.is_whitespace() || (bold && *c == '*')) {
        chars += 1;
    }
    let marked = if bold { Marked::Set } else { Marked::Plain };
    Some(Label { words, chars, number, who, marked })
}

/// `[主持人]`, `【康义】：`.
fn bracketed(head: &[char], open: usize, close: char) -> Option<Label> {
    let end = head.iter().skip(open).position(|c| *c == close)? + open;
    let words: String = head.get(open + 1..end)?.iter().collect();
    let who = who(words.trim()).filter(|who| !matches!(who, Who::Other))?;
    let mut chars = end + 1;
    while head.get(chars).is_some_and(|c| c.is_whitespace() || COLONS.contains(c)) {
        chars += 1;
    }
    Some(Label { words: words.trim().to_owned(), chars, number: None, who, marked: Marked::Set })
}

/// A number before the label: `7. `, `1`, `１、`.
fn number(head: &[char], from: usize) -> (Option<u32>, usize) {
    let (mut at, mut value) = (from, 0u32);
    while let Some(digit) =
        head.get(at).and_then(|c| crate::text::fold::fold(*c).to_digit(10)).filter(|_| at < from + 3)
    {
        value = value * 10 + digit;
        at += 1;
    }
    if at == from {
        // 一、问：
        let digits = head.iter().skip(from).take(3).take_while(|c| "一二三四五六七八九十".contains(**c)).count();
        let marked = digits > 0 && matches!(head.get(from + digits), Some('、' | '.' | '．'));
        return (None, if marked { from + digits + 1 } else { from });
    }
    while head.get(at).is_some_and(|c| c.is_whitespace() || matches!(c, '.' | '．' | '、' | ')' | '）')) {
        at += 1;
    }
    (Some(value), at)
}

/// Whom the words of a label mean; None where they cannot be a label.
pub fn who(words: &str) -> Option<Who> {
    let (words, note) = without_note(words);
    let words = without_kind(words);
    let glyphs = Glyphs::of(words);
    let folded = glyphs.folded();
    let length = folded.chars().count();
    if folded.is_empty() || length > 34 {
        return None;
    }
    let is = |table: &[&str]| table.contains(&folded.as_str());
    if let Some(called) = latin(words) {
        return Some(Who::Called(called));
    }
    let counted = folded.trim_end_matches(|c: char| "一二三四五六七八九十".contains(c));
    if counted.len() < folded.len() && ["问题", "提问", "问"].contains(&counted) {
        return Some(Who::Asks);
    }
    if is(ASKS) {
        return Some(Who::Asks);
    }
    // 网友青山: one of those who ask from outside.
    if folded.starts_with("网友") && length <= 10 {
        return Some(Who::Asks);
    }
    if is(ANSWERS) {
        return Some(Who::Answers);
    }
    if is(CROWDS) {
        return Some(Who::Crowd);
    }
    if is(CHAIRS) {
        let by = note.and_then(|n| name::called(n.trim_end_matches(['代', '）', ')']))).filter(|c| c.name.is_some());
        return Some(Who::Chair { office: plain(words), by });
    }
    if let Some(host) = HOSTS.iter().filter(|h| folded.starts_with(**h)).max_by_key(|h| h.len()) {
        let office: String = plain(words).chars().take(host.chars().count()).collect();
        let rest: String = plain(words).chars().skip(host.chars().count()).collect();
        let named = name::called(&rest).and_then(|c| c.name);
        if rest.is_empty() || named.is_some() {
            let named = named.or_else(|| note.and_then(name::called).and_then(|c| c.name));
            return Some(Who::Host { office, name: named });
        }
    }
    if let Some(reporter) = reporter(words) {
        return Some(reporter);
    }
    if let Some(called) = name::called(without_latin(words)) {
        return Some(Who::Called(called));
    }
    // 劉某某議員問, 教育局局長答, 何某某議員致辭: older records say with the label what is done.
    let deed = ["致辞的译文", "的译文", "致辞", "问题", "答复", "问", "答"]
        .iter()
        .find(|deed| folded.ends_with(**deed) && folded.len() > deed.len());
    if let Some(deed) = deed {
        let plain = plain(words);
        let before: String = plain.chars().take(length - deed.chars().count()).collect();
        if let Some(called) = name::called(&before).filter(|c| c.office.is_some()) {
            return Some(Who::Called(called));
        }
        if CHAIRS.contains(&fold::folded(&before).as_str()) {
            return Some(Who::Chair { office: before, by: None });
        }
    }
    if is_medium(&plain(words)) {
        return Some(Who::Reporter { medium: Some(plain(words).trim_matches(['《', '》']).to_owned()), name: None });
    }
    let wordy = folded.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | '《' | '》' | '.' | '-' | '、'));
    (wordy && length <= 12).then_some(Who::Other)
}

/// 鄭委員天財Sra Kacaw: the name in the letters of its own language behind the one in hanzi.
fn without_latin(words: &str) -> &str {
    let bare = words.trim_end_matches(|c: char| {
        c.is_ascii_alphabetic() || c.is_whitespace() || matches!(c, '.' | '\'' | '’' | '-' | '‧' | '．' | '·' | '・')
    });
    let letters = words.strip_prefix(bare).unwrap_or("").chars().filter(char::is_ascii_alphabetic).count();
    if letters >= 3 && bare.ends_with(crate::import::lines::is_han) { bare } else { words }
}

/// MR ABRAHAM LEE, SECRETARY FOR JUSTICE: the labels of a record that keeps the language of the floor.
fn latin(words: &str) -> Option<Called> {
    const TITLES: &[&str] = &["MR", "MRS", "MS", "MISS", "DR", "PROF", "IR", "SIR", "MADAM", "REV"];
    const OFFICES: &[&str] =
        &["SECRETARY", "FINANCIAL", "CHIEF", "UNDER", "ATTORNEY", "CLERK", "DIRECTOR", "COMMISSIONER"];
    let upper = |c: char| c.is_ascii_uppercase() || matches!(c, ' ' | '-' | '\'' | '.' | ',');
    if !words.contains(' ') && words != "CLERK" || !words.chars().all(upper) {
        return None;
    }
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let first = first.trim_end_matches('.');
    if TITLES.contains(&first) && rest.len() >= 3 {
        return Some(Called { name: Some(rest.trim().to_owned()), surname: None, office: None });
    }
    OFFICES.contains(&first).then(|| Called { name: None, surname: None, office: Some(words.to_owned()) })
}

/// 新华社记者 李明, 《某报》记者, 记者.
fn reporter(words: &str) -> Option<Who> {
    let plain: String = plain(words);
    let at = ["记者", "記者"].iter().filter_map(|w| plain.find(w)).min()?;
    let medium = plain.get(..at)?.trim_matches(['《', '》', '「', '」', '“', '”', '、']);
    let rest = plain.get(at + "记者".len()..)?.trim_matches(['（', '）', '(', ')', '—', '-']);
    let named = name::called(rest).and_then(|c| c.name);
    let number = rest.chars().all(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十甲乙丙".contains(c));
    if !(rest.is_empty() || named.is_some() || number || ["提问", "问", "追问", "提問", "問"].contains(&rest)) {
        return None;
    }
    let medium = (!medium.is_empty()
        && !matches!(medium, "本报" | "本報" | "本刊" | "本网" | "现场" | "有" | "女" | "男"))
    .then(|| medium.to_owned());
    Some(Who::Reporter { medium, name: named })
}

/// Whether words name a medium: 《某某日报》, 某某社.
pub fn is_medium(words: &str) -> bool {
    let folded = fold::folded(words);
    let bare = folded.trim_matches(['《', '》']);
    let ends = [
        "通讯社",
        "广播公司",
        "社",
        "日报",
        "时报",
        "晚报",
        "早报",
        "周刊",
        "电视台",
        "卫视",
        "电台",
        "在线",
        "新闻",
        "网",
        "杂志",
        "周末",
        "月刊",
        "导报",
        "商报",
        "新京报",
        "青年报",
    ];
    let titled = folded.starts_with('《') && folded.ends_with('》');
    titled && (2..=12).contains(&bare.chars().count())
        || (3..=14).contains(&bare.chars().count())
            && ends.iter().any(|end| bare.ends_with(end))
            && bare.chars().all(char::is_alphanumeric)
}

/// 委員陸某某書面質詢 is a label of 委員陸某某: what is written stands for what is said.
fn without_kind(words: &str) -> &str {
    ["書面質詢", "書面意見", "書面發言", "書面資料", "书面质询", "书面意见", "书面发言", "书面资料"]
        .iter()
        .find_map(|kind| words.strip_suffix(kind))
        .map_or(words, |words| words.trim_end_matches(['之', '的', '等']))
}

/// Words without blanks.
fn plain(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words without a bracket at their end, and what stands in it.
fn without_note(words: &str) -> (&str, Option<&str>) {
    let trimmed = words.trim();
    let Some(inner) = trimmed.strip_suffix(['）', ')']) else { return (trimmed, None) };
    match inner.rfind(['（', '(']) {
        Some(at) if at > 0 => {
            let note = inner.get(at..).unwrap_or("").trim_start_matches(['（', '(']).trim();
            (inner.get(..at).unwrap_or("").trim(), Some(note))
        }
        _ => (trimmed, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_labels() {
        let check = |text: &str, words: &str, chars: usize, number: Option<u32>| {
            let got = label(text);
            let got = got.as_ref().map(|l| (l.words.as_str(), l.chars, l.number));
            assert_eq!(got, Some((words, chars, number)), "{text}");
        };
        check("问：请介绍背景？", "问", 2, None);
        check("1问：请介绍背景？", "问", 3, Some(1));
        check("Q1: why?", "Q", 4, Some(1));
        check("一、问：何时开工？", "问", 4, None);
        check("**胡官：** 先有普選。", "胡官", 8, None);
        check("**胡官**：先有普選。", "胡官", 7, None);
        check("7. 陳茂波議員（譯文）：主席，", "陳茂波議員（譯文）", 13, Some(7));
        check("梁國雄議員： ......我是說", "梁國雄議員", 7, None);
        check("国家统计局局长 康义：女士们", "国家统计局局长 康义", 11, None);
        check("[主持人] 大家好。", "主持人", 6, None);
        check("21世纪某某报道记者：请问", "21世纪某某报道记者", 11, None);
        check("某某社记者追问：能否具体？", "某某社记者", 8, None);
        check("行政長官︰早晨。", "行政長官", 5, None);
        check("記者∶傳聞屬實？", "記者", 3, None);
        check("DR MARGARET LAM (in Cantonese)：多謝主席。", "DR MARGARET LAM (in Cantonese)", 31, None);
        check("《某某日报》记者:请问", "《某某日报》记者", 9, None);
        check("[香港]《某某报》记者：请问", "《某某报》记者", 12, None);
    }

    #[test]
    fn whom_labels_mean() {
        let check = |words: &str, expected: Option<Who>| assert_eq!(who(words), expected, "{words}");
        let reporter = |medium: Option<&str>, name: Option<&str>| {
            Some(Who::Reporter { medium: medium.map(Into::into), name: name.map(Into::into) })
        };
        check("問", Some(Who::Asks));
        check("答", Some(Who::Answers));
        check("记者", reporter(None, None));
        check("新华社记者", reporter(Some("新华社"), None));
        check("《某报》记者 李明", reporter(Some("某报"), Some("李明")));
        check("主 席", Some(Who::Chair { office: "主席".into(), by: None }));
        let by = name::called("陳委員亭妃");
        check("主席（陳委員亭妃代）", Some(Who::Chair { office: "主席".into(), by }));
        check("主持人", Some(Who::Host { office: "主持人".into(), name: None }));
        check("主持人 寿小丽", Some(Who::Host { office: "主持人".into(), name: Some("寿小丽".into()) }));
        check("鬍鬚Sir", Some(Who::Other));
        check("委員陸以正書面質詢", Some(Who::Called(name::called("委員陸以正").unwrap_or_default())));
        check("劉明慧議員問", name::called("劉明慧議員").map(Who::Called));
        check("教育局局長答", name::called("教育局局長").map(Who::Called));
        check("問題三", Some(Who::Asks));
        check("《某某晚报》", reporter(Some("某某晚报"), None));
        check("鄭委員天財Sra Kacaw", name::called("鄭委員天財").map(Who::Called));
        check("我认为，原因", None);
    }

    #[test]
    fn times_and_sentences_have_no_label() {
        for text in ["他说，原因是：一", "https://example.org", "“问：”", "。问："] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
