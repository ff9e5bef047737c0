//! Who was there: the fields at the head of minutes (時間, 地點, 主席, 出席委員 …), the lists under 出席議員： and 列席秘書：,
//! honours passed over, and the counts that such lists give of themselves (出席委員14人), held against the list.

use crate::import::dialogue::name::{self, Called};
use crate::import::lines::is_han;
use crate::import::people::Named;
use crate::model::Part;
use crate::text::fold;

/// A field at the head of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// 時間
    Time,
    /// 地點
    Place,
    /// 主席, 主持人
    Chair,
    /// 出席, 列席, 缺席, 請假
    Present(Part),
    /// 紀錄, 主任秘書: those who wrote it.
    Clerk,
    /// 議題
    Theme,
    /// 会议名称
    Name,
}

/// The words of the fields, folded; the longest match counts.
const FIELDS: &[(&str, Field)] = &[
    ("时间", Field::Time),
    ("会议时间", Field::Time),
    ("开会时间", Field::Time),
    ("日期", Field::Time),
    ("会议日期", Field::Time),
    ("地点", Field::Place),
    ("会议地点", Field::Place),
    ("开会地点", Field::Place),
    ("地址", Field::Place),
    ("主席", Field::Chair),
    ("会议主席", Field::Chair),
    ("主持", Field::Chair),
    ("主持人", Field::Chair),
    ("会议主持", Field::Chair),
    ("会议主持人", Field::Chair),
    ("主持者", Field::Chair),
    ("应出席", Field::Present(Part::Attendee)),
    ("应到", Field::Present(Part::Attendee)),
    ("实到", Field::Present(Part::Attendee)),
    ("应出席人数", Field::Present(Part::Attendee)),
    ("应到人数", Field::Present(Part::Attendee)),
    ("实到人数", Field::Present(Part::Attendee)),
    ("出席人数", Field::Present(Part::Attendee)),
    ("出席情况", Field::Present(Part::Attendee)),
    ("出席", Field::Present(Part::Attendee)),
    ("出席者", Field::Present(Part::Attendee)),
    ("出席人", Field::Present(Part::Attendee)),
    ("出席人员", Field::Present(Part::Attendee)),
    ("出席委员", Field::Present(Part::Attendee)),
    ("出席议员", Field::Present(Part::Attendee)),
    ("出席代表", Field::Present(Part::Attendee)),
    ("出席董事", Field::Present(Part::Attendee)),
    ("出席领导", Field::Present(Part::Attendee)),
    ("出席政府官员", Field::Present(Part::Attendee)),
    ("出席公职人员", Field::Present(Part::Attendee)),
    ("出席官员", Field::Present(Part::Attendee)),
    ("应邀出席者", Field::Present(Part::Attendee)),
    ("应邀出席人士", Field::Present(Part::Attendee)),
    ("列席", Field::Present(Part::Attendee)),
    ("列席者", Field::Present(Part::Attendee)),
    ("列席人", Field::Present(Part::Attendee)),
    ("列席委员", Field::Present(Part::Attendee)),
    ("列席议员", Field::Present(Part::Attendee)),
    ("列席人员", Field::Present(Part::Attendee)),
    ("列席官员", Field::Present(Part::Attendee)),
    ("列席秘书", Field::Present(Part::Attendee)),
    ("列席职员", Field::Present(Part::Attendee)),
    ("参加", Field::Present(Part::Attendee)),
    ("参加者", Field::Present(Part::Attendee)),
    ("参加人", Field::Present(Part::Attendee)),
    ("参加人员", Field::Present(Part::Attendee)),
    ("参会", Field::Present(Part::Attendee)),
    ("参会人员", Field::Present(Part::Attendee)),
    ("参会人", Field::Present(Part::Attendee)),
    ("与会", Field::Present(Part::Attendee)),
    ("与会者", Field::Present(Part::Attendee)),
    ("与会人员", Field::Present(Part::Attendee)),
    ("到会人员", Field::Present(Part::Attendee)),
    ("实到人员", Field::Present(Part::Attendee)),
    ("到席", Field::Present(Part::Attendee)),
    ("到席人员", Field::Present(Part::Attendee)),
    ("缺席", Field::Present(Part::Absent)),
    ("缺席者", Field::Present(Part::Absent)),
    ("缺席人", Field::Present(Part::Absent)),
    ("缺席人员", Field::Present(Part::Absent)),
    ("缺席议员", Field::Present(Part::Absent)),
    ("缺席委员", Field::Present(Part::Absent)),
    ("请假", Field::Present(Part::Absent)),
    ("请假者", Field::Present(Part::Absent)),
    ("请假人员", Field::Present(Part::Absent)),
    ("请假委员", Field::Present(Part::Absent)),
    ("请假议员", Field::Present(Part::Absent)),
    ("缺席代表", Field::Present(Part::Absent)),
    ("请假代表", Field::Present(Part::Absent)),
    ("列席领导", Field::Present(Part::Attendee)),
    ("列席单位", Field::Present(Part::Attendee)),
    ("列席代表", Field::Present(Part::Attendee)),
    ("与会代表", Field::Present(Part::Attendee)),
    ("与会领导", Field::Present(Part::Attendee)),
    ("参加领导", Field::Present(Part::Attendee)),
    ("参会领导", Field::Present(Part::Attendee)),
    ("参会单位", Field::Present(Part::Attendee)),
    ("到会领导", Field::Present(Part::Attendee)),
    ("未到人员", Field::Present(Part::Absent)),
    ("协商代表", Field::Present(Part::Attendee)),
    ("纪录", Field::Clerk),
    ("记录", Field::Clerk),
    ("记录人", Field::Clerk),
    ("记录员", Field::Clerk),
    ("会议记录人", Field::Clerk),
    ("整理", Field::Clerk),
    ("主任秘书", Field::Clerk),
    ("秘书长", Field::Clerk),
    ("专门委员", Field::Clerk),
    ("秘书", Field::Clerk),
    ("副秘书长", Field::Clerk),
    ("科长", Field::Clerk),
    ("会议名称", Field::Name),
    ("会议", Field::Name),
    ("议题", Field::Theme),
    ("协商主题", Field::Theme),
    ("会议议题", Field::Theme),
    ("主题", Field::Theme),
    ("会议主题", Field::Theme),
];

/// Whether a text without its blanks is as long as the words.
fn is_all(words: &str, text: &str) -> bool {
    let length = words.chars().count();
    text.chars().filter(|c| !c.is_whitespace()).take(length + 1).count() == length
}

/// The field that a paragraph is, and its value. A colon or a blank ends the words: 時　　間　中華民國….
pub fn field(text: &str) -> Option<(Field, &str)> {
    let mut words = String::new();
    let mut best: Option<(Field, &str)> = None;
    let mut spaced = false;
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-' | '•'));
    let trimmed = unnumbered(trimmed);
    for (at, c) in trimmed.char_indices().take(24) {
        if matches!(c, '：' | ':') {
            let value = trimmed.get(at + c.len_utf8()..).unwrap_or("").trim_start_matches('*').trim();
            return FIELDS.iter().find(|(w, _)| *w == bare(&words)).map(|(_, field)| (*field, value)).or(best);
        }
        if c.is_whitespace() {
            if let Some((_, field)) = FIELDS.iter().find(|(w, _)| *w == bare(&words)) {
                best = Some((*field, trimmed.get(at..).unwrap_or("").trim()));
            }
            spaced = true;
        } else if c != '*' {
            words.push(fold::fold(c));
        }
        if words.chars().count() > 8 || matches!(c, '。' | '，' | '？') {
            break;
        }
    }
    // Words that end the paragraph, colon or not: 出席議員.
    if best.is_none() && is_all(&words, trimmed) {
        let found = FIELDS.iter().find(|(w, _)| *w == bare(&words) && w.chars().count() >= 4);
        return found.map(|(_, field)| (*field, ""));
    }
    best.filter(|(_, value)| spaced && !value.is_empty())
}

/// A field without the number that heads it: 一、會議時間：….
fn unnumbered(text: &str) -> &str {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let numbered = bare.len() < text.len() && text.len() - bare.len() <= 6;
    bare.strip_prefix(['、', '.', '．']).filter(|_| numbered).map_or(text, str::trim_start)
}

/// Words of a field without a count in brackets: 出席（12人）.
fn bare(words: &str) -> &str {
    words.split(['(', '（']).next().unwrap_or(words)
}

/// The people of a line or a cell of such a list; names part at 、, commas, blanks, and bars of a table.
pub fn people(text: &str) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    let mut pending: Option<String> = None;
    // 副主任　米某、丁某: an office on its own before a blank is of all the names that 、 joins.
    let mut shared: Option<String> = None;
    let text = without_asides(text);
    let mut marks = text.chars().filter(|c| PARTS.contains(c));
    for group in text.split(PARTS) {
        let mut tokens: Vec<String> = Vec::new();
        for token in outside_brackets(group) {
            // 李　強: two single Han are one name.
            let single = |t: &str| t.chars().count() == 1 && t.chars().all(is_han);
            match tokens.last_mut() {
                Some(last) if single(last) && single(note(&token).0) => last.push_str(&token),
                _ => tokens.push(token),
            }
        }
        for token in tokens {
            let (token, note) = note(&token);
            if token.is_empty() || is_honour(token) || is_count(token) {
                continue;
            }
            match name::called(token) {
                Some(Called { name: Some(name), office, .. }) => {
                    let before = pending.take();
                    if let (None, Some(before)) = (&office, before.as_ref().filter(|o| several_hold(o))) {
                        shared = Some(before.clone());
                    } else if office.is_some() || note.is_some() {
                        shared = None;
                    }
                    let before = before.or_else(|| shared.clone().filter(|_| office.is_none() && note.is_none()));
                    let office = match (office, before, note) {
                        // 局長 尤某某教授: the title is a courtesy beside the office.
                        (Some(office), Some(before), _)
                            if ["教授", "博士", "醫生", "医生"].contains(&office.as_str()) =>
                        {
                            Some(before)
                        }
                        (Some(office), Some(before), _) => Some(format!("{before}、{office}")),
                        (Some(office), _, _) => Some(office),
                        (None, Some(before), _) => Some(before),
                        (None, None, Some(note)) => name::called(note)
                            .and_then(|c| c.office)
                            .or_else(|| name::ends_in_office(&fold::folded(note)).then(|| note.to_owned())),
                        (None, None, None) => None,
                    };
                    out.push(Named { name, office });
                }
                Some(Called { name: None, surname: None, office: Some(office) }) => pending = Some(office),
                _ => pending = None,
            }
        }
        if marks.next() != Some('、') {
            shared = None;
        }
    }
    out
}

/// Whether several people hold an office beside each other.
fn several_hold(office: &str) -> bool {
    let folded = fold::folded(office);
    ["委员", "副", "代表", "董事", "监事", "议员", "成员", "常委", "顾问"].iter().any(|w| folded.contains(w))
}

/// A text without the brackets that tell more than an office: （請假，由某次長代表列席。）.
fn without_asides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['（', '(']) {
        let (before, tail) = rest.split_at(open);
        out.push_str(before);
        let end = tail
            .find(['）', ')'])
            .map(|at| at + tail.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        let Some(end) = end else {
            rest = tail;
            break;
        };
        let inner = tail.get(..end).unwrap_or("");
        if !inner.contains(['，', '。', ',']) {
            out.push_str(inner);
        }
        rest = tail.get(end..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// What parts the names of a list.
const PARTS: [char; 10] = ['、', '，', ',', '；', ';', '。', '|', '\t', '：', ':'];

/// The pieces between blanks, brackets kept whole.
fn outside_brackets(group: &str) -> Vec<String> {
    let (mut out, mut piece, mut depth) = (Vec::new(), String::new(), 0i32);
    for c in group.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        if c.is_whitespace() && depth <= 0 {
            out.push(std::mem::take(&mut piece));
        } else {
            piece.push(c);
        }
    }
    out.push(piece);
    out.retain(|p| !p.is_empty());
    out
}

/// A token without a bracket at its end: 张三（市长）.
fn note(token: &str) -> (&str, Option<&str>) {
    let Some(inner) = token.strip_suffix(['）', ')']) else { return (token.trim_end_matches('等'), None) };
    let Some(at) = inner.rfind(['（', '(']) else { return (token, None) };
    (inner.get(..at).unwrap_or(""), Some(inner.get(at..).unwrap_or("").trim_start_matches(['（', '('])))
}

/// Honours behind a name: G.B.S., J.P., 大紫荊勳賢.
fn is_honour(token: &str) -> bool {
    let latin = token.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '.' | '．')) && token.contains(['.', '．']);
    let folded = fold::folded(token);
    latin
        || ["大紫荆勋贤", "大紫荆勳贤", "金紫荆星章", "银紫荆星章", "铜紫荆星章", "太平绅士", "资深大律师", "荣誉勋章"]
            .contains(&folded.as_str())
}

/// A number of people or a word of the list: 14人, 計, 等.
fn is_count(token: &str) -> bool {
    token.chars().any(|c| c.is_ascii_digit()) && !token.chars().any(|c| c == '·') && token.ends_with(['人', '名', '位'])
}

/// How many a list says that it holds: `（出席委員14人）`, `委員出席 14人`, `应出席15人`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Of whom.
    pub of: Of,
    /// How many.
    pub people: u32,
}

/// Whom a count is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// 應出席
    Due,
    /// 出席, 實到
    Present,
    /// 列席
    InAttendance,
    /// 缺席, 請假
    Absent,
}

/// The counts that a text gives.
pub fn counts(text: &str) -> Vec<Count> {
    const WORDS: &[(&str, Of)] = &[
        ("应出席", Of::Due),
        ("应到", Of::Due),
        ("应参加", Of::Due),
        ("实际出席", Of::Present),
        ("实到", Of::Present),
        ("出席", Of::Present),
        ("列席", Of::InAttendance),
        ("缺席", Of::Absent),
        ("请假", Of::Absent),
    ];
    let folded: Vec<char> = fold::folded(text).chars().filter(|c| !c.is_whitespace()).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        let rest: String = folded.iter().skip(at).take(4).collect();
        let Some((word, of)) = WORDS.iter().find(|(w, _)| rest.starts_with(w)) else {
            at += 1;
            continue;
        };
        at += word.chars().count();
        // What kind of people may stand between: 出席委員14人.
        let between = folded.iter().skip(at).take(6).take_while(|c| !c.is_ascii_digit()).count();
        let plain = folded.iter().skip(at).take(between).all(|c| is_han(*c) || matches!(c, ':' | '('));
        let digits: String = folded.iter().skip(at + between).take_while(|c| c.is_ascii_digit()).collect();
        let unit = folded.get(at + between + digits.len());
        if between < 6 && plain && !digits.is_empty() && digits.len() <= 4 && matches!(unit, Some('人' | '名' | '位'))
        {
            at += between + digits.len();
            out.extend(digits.parse().ok().map(|people| Count { of: *of, people }));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_heads() {
        let check = |text: &str, expected: Option<(Field, &str)>| assert_eq!(field(text), expected, "{text}");
        check("時　　間　中華民國101年10月11日", Some((Field::Time, "中華民國101年10月11日")));
        check("主　　席　張委員慶中", Some((Field::Chair, "張委員慶中")));
        check("出席委員：丁一　李二", Some((Field::Present(Part::Attendee), "丁一　李二")));
        check("出席議員：", Some((Field::Present(Part::Attendee), "")));
        check("缺席議員", Some((Field::Present(Part::Absent), "")));
        check("協商代表：丁一　李二", Some((Field::Present(Part::Attendee), "丁一　李二")));
        check("地点: 三楼会议室", Some((Field::Place, "三楼会议室")));
        check("**时间**：2023年1月5日", Some((Field::Time, "2023年1月5日")));
        check("出席了会议的有", None);
        check("主席，各位同事", None);
    }

    #[test]
    fn people_of_lists() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let got: Vec<(String, String)> =
                people(text).into_iter().map(|n| (n.name, n.office.unwrap_or_default())).collect();
            let got: Vec<(&str, &str)> = got.iter().map(|(n, o)| (n.as_str(), o.as_str())).collect();
            assert_eq!(got, expected, "{text}");
        };
        check("主席曾鈺文議員 , G.B.S., J.P.", &[("曾鈺文", "主席")]);
        check("劉皇明議員 , 大紫荊勳賢 , G.B.S., J.P.", &[("劉皇明", "議員")]);
        check("財政司司長曾俊文先生 , G.B.M., J.P.", &[("曾俊文", "財政司司長")]);
        check("丁守文　李　華　楊瓊文　（出席委員3人）", &[("丁守文", ""), ("李華", ""), ("楊瓊文", "")]);
        check(
            "主任　米　兰；副主任　郗建国、丛　林，委员　龙　飞（请假）",
            &[("米兰", "主任"), ("郗建国", "副主任"), ("丛林", "副主任"), ("龙飞", "委员")],
        );
        check("財政部部長　蘇建文（請假，由阮次長清安代表列席。）", &[("蘇建文", "財政部部長")]);
        check("某某部部長　施顏文", &[("施顏文", "某某部部長")]);
        check("院　長　王金文", &[("王金文", "院長")]);
        check("张一明、李二（财务部经理）、王三", &[("张一明", ""), ("李二", "财务部经理"), ("王三", "")]);
        check("|  1 |   丁守文 |    2 |   李慶文", &[("丁守文", ""), ("李慶文", "")]);
    }

    #[test]
    fn counts_of_lists() {
        let check = |text: &str, expected: &[(Of, u32)]| {
            let got: Vec<(Of, u32)> = counts(text).into_iter().map(|c| (c.of, c.people)).collect();
            assert_eq!(got, expected, "{text}");
        };
        check("（出席委員14人）", &[(Of::Present, 14)]);
        check("应出席委员15人，实到13人，缺席2人", &[(Of::Due, 15), (Of::Present, 13), (Of::Absent, 2)]);
        check("出席委員6人，已足法定人數", &[(Of::Present, 6)]);
        check("出席了第3次会议", &[]);
    }
}
