//! Where the name of a meeting begins and ends in running text: behind a verb (举行NAME，…), before one (NAME在PLACE举行), without
//! the day, the place and the manner around it.

use std::ops::Range;

use crate::import::lines::is_han;
use crate::import::places;
use crate::import::prose::{cut, rest};
use crate::import::vocabulary::gathering::{BARE, NOUNS, POINTERS, is_no_meeting};
use crate::import::when;
use crate::text::words::Words;

/// Whether a text leaves a quotation or a book title open.
pub fn quoted(before: &str) -> bool {
    depth(before) > 0
}

/// How many quotations and book titles a text opens more than it closes.
pub fn depth(text: &str) -> i32 {
    let mark = |c: char| i32::from(matches!(c, '“' | '《')) - i32::from(matches!(c, '”' | '》'));
    text.chars().map(mark).sum()
}

/// Whether a name is a number and a kind: 第二次全体会议.
pub fn is_numbered(name: &str) -> bool {
    name.starts_with('第') && name.contains('次') && name.chars().count() <= 9
}

/// The fuller name that a title gives a bare one: 举行民生主题记者会 for 记者会.
pub fn titled(title: &str, bare: &str) -> Option<Range<usize>> {
    for verb in ["主持召开", "主持", "举行", "召开", "进行"] {
        let Some(at) = title.find(verb) else { continue };
        let start = at + verb.len();
        let name = name_at_start(title, start, title.len())?;
        let words = cut(title, name.clone());
        return (words.ends_with(bare) && words.len() > bare.len()).then_some(name);
    }
    None
}

/// The first part of a title: before a blank.
pub fn first_part(title: &str) -> String {
    let end = title.find([' ', '\u{3000}']).unwrap_or(title.len());
    cut(title, 0..end).trim_matches(|c| matches!(c, '【' | '】')).to_owned()
}

/// What stands at the beginning of a clause and is no part of a name: 今天, 由….
pub fn leading_manner(words: &str) -> usize {
    static MANNERS: Words = Words::new(&[
        "今天",
        "昨天",
        "今日",
        "昨日",
        "日前",
        "近日",
        "当天",
        "当日",
        "上午",
        "下午",
        "晚",
        "由",
        "据悉",
        "据了解",
        "随后",
        "首次",
        "当地时间",
        "其中",
        "同时",
        "刚刚",
        "本届",
        "备受关注的",
        "为期两天的",
        "为期三天的",
        "为期一天的",
        " ",
        "日",
        "月",
        "至",
        "年",
        "(",
        ")",
        "—",
        "-",
        ":",
        "讯",
        "昨",
        "今",
    ]);
    let mut at = 0;
    loop {
        let tail = rest(words, at);
        let day = when::days(tail).first().filter(|d| d.at.0 == 0).map(|d| d.words.len());
        let manner = MANNERS.starting(tail).map(str::len);
        match day.or(manner) {
            Some(length) if length > 0 => at += length,
            _ => return at,
        }
    }
}

/// Where the name begins that a text ends with: behind marks, who holds it, its theme and the manner.
pub fn name_start(words: &str) -> usize {
    // 某诗会(某国专场)座谈会: brackets within a name do not begin one.
    let inner = words.rfind(')').is_some_and(|close| {
        cut(words, 0..close).rfind('(').is_some_and(|open| {
            cut(words, 0..open).ends_with(is_han) && open > 6 && !cut(words, open..close).ends_with('日')
        })
    });
    let marks: &[char] = if inner { &[' ', '!', '?'] } else { &[' ', ')', '!', '?'] };
    let mut parting = words.rmatch_indices(marks).map(|(at, _)| at).filter(|at| !quoted(cut(words, 0..*at)));
    let start = parting.next().map_or(0, |at| at + 1).max(behind_organisers(words));
    // 以“…”为主题的某某论坛: the theme is no part of a name that says something by itself.
    let theme = words.rfind("”为主题的").map_or(0, |at| at + "”为主题的".len());
    let start = if is_meeting_name(rest(words, theme)) { start.max(theme) } else { start };
    start + leading_manner(rest(words, start))
}

/// What a name ends with that joins a ceremony to a meeting: 某某论坛暨某会成立仪式.
pub fn joined(words: &str) -> Option<&'static str> {
    let (first, _) = words.split_once('暨')?;
    let ceremony = ["成立仪式", "启动仪式", "揭牌仪式", "颁奖仪式", "签约仪式", "颁奖典礼"];
    NOUNS.ending(first).and_then(|_| ceremony.into_iter().find(|end| words.ends_with(end)))
}

/// Where what tells who holds a meeting ends: 由某院和某会联合举办的.
pub fn behind_organisers(words: &str) -> usize {
    let ends = ["主办的", "举办的", "承办的", "组织的", "牵头的", "召集的", "发起的"];
    ends.iter().filter_map(|end| words.rfind(end).map(|at| at + end.len())).max().unwrap_or(0)
}

/// Where what tells who came to a meeting ends: 由各部门负责人参加的.
fn behind_those_who_came(words: &str) -> usize {
    let clause = words.split([',', '。', ';']).next().unwrap_or("");
    let ends = ["参加的", "出席的", "参与的"];
    let end = ends.iter().filter_map(|end| clause.find(end).map(|at| at + end.len())).min();
    end.filter(|_| clause.starts_with('由')).unwrap_or(0)
}

/// Where those who tell of a meeting are at home.
static OWN: Words = Words::new(&["在我校", "在我院", "在我市", "在我县", "在我区", "在我省"]);

/// The length of a text without the day, the place or the manner at its end.
pub fn trimmed_right(words: &str, text: &str, start: usize) -> usize {
    static MANNERS: Words = Words::new(&[
        "今天",
        "昨天",
        "今日",
        "昨日",
        "日前",
        "近日",
        "当天",
        "当日",
        "上午",
        "下午",
        "晚上",
        "晚",
        "成功",
        "隆重",
        "正式",
        "如期",
        "圆满",
        "全天",
        "继续",
        "首次",
        "共同",
        "专门",
        "全天",
        "线上",
        "以视频方式",
        "以视频形式",
        "以电视电话会议形式",
        "以线上线下相结合的方式",
        "通过视频",
        "以线上方式",
        "以线上线下结合方式",
        "集中",
        "分别",
        "同时",
        "先后",
        "联合",
        "也",
        "还",
        "再次",
        "于",
        " ",
        "第二次",
        "就",
        "采取视频方式",
        "同步",
        "顺利",
        "在线",
        "现场",
        "开始",
        "又",
        "组织",
        "昨",
        "今",
    ]);
    if let Some(manner) = MANNERS.ending(words).filter(|manner| words.len() > manner.len()) {
        return words.len() - manner.len();
    }
    // 以线下和线上结合方式.
    if ["方式", "形式"].iter().any(|w| words.ends_with(w))
        && let Some(at) = words.rfind('以')
        && at > 6
        && cut(words, at..words.len()).chars().count() <= 24
    {
        return at;
    }
    // 昨(五)日, 今(26)日.
    if words.ends_with(")日")
        && let Some(at) = ["昨(", "今("].iter().filter_map(|word| words.rfind(word)).max()
    {
        return at;
    }
    // 在我校举行.
    if let Some(own) = OWN.ending(words) {
        return words.len() - own.len();
    }
    if words.ends_with("日起") {
        return words.len() - '起'.len_utf8();
    }
    if words.ends_with(')')
        && let Some(at) = words.rfind('(')
    {
        return at;
    }
    if let Some(place) = places::last_in(text, start..start + words.len())
        && place.with_in.end == start + words.len()
    {
        return place.with_in.start - start;
    }
    if let Some(day) = when::days(words).last()
        && words.ends_with(day.words.as_str())
    {
        return words.len() - day.words.len();
    }
    // 就…主题, 围绕…主题 before 进行第X次集体学习.
    if let Some(at) = words.rfind(['就', '围']).filter(|at| *at > 6)
        && !words.ends_with("会议")
        && cut(words, at..words.len()).chars().count() <= 60
        && cut(words, at..words.len()).chars().count() >= 4
    {
        return at;
    }
    words.len()
}

/// The name of a meeting that stands between marks at the start of a text, and is no part of a longer one: “某某研讨会”,与会专家.
fn in_marks(text: &str) -> Option<Range<usize>> {
    let inner = text.strip_prefix('“')?;
    let name = cut(inner, 0..inner.find('”')?);
    let from = '“'.len_utf8();
    let after = rest(inner, name.len() + '”'.len_utf8());
    let whole = after.is_empty() || after.starts_with([',', '。', ';', '(', '并', '上']);
    (whole && NOUNS.ending(name).is_some() && !is_no_meeting(name) && is_meeting_name(name))
        .then_some(from..from + name.len())
}

/// The name of a meeting that begins at a byte of a text.
pub fn name_at_start(text: &str, from: usize, end: usize) -> Option<Range<usize>> {
    let tail = cut(text, from..end);
    let skipped = ["了一场", "了一次", "了", "的", "为期一天的", "为期两天的", "在京", "他所在的", "她所在的"]
        .iter()
        .find(|w| tail.starts_with(**w))
        .map_or(0, |w| w.len());
    // 联合主办了一场….
    let one = ["一场", "一次"].iter().find(|w| cut(text, 0..from).ends_with('了') && tail.starts_with(**w));
    let start = from + one.map_or(skipped, |w| w.len());
    let start = start + behind_those_who_came(cut(text, start..end));
    let clause = cut(text, start..end);
    if let Some(name) = in_marks(clause) {
        return Some(start + name.start..start + name.end);
    }
    // The clause ends at a mark outside of quotation marks, or at what is done at the meeting.
    let mut depth = 0i32;
    let mut stop = clause.len();
    for (at, c) in clause.char_indices() {
        match c {
            '“' | '《' | '(' => depth += 1,
            '”' | '》' | ')' => depth -= 1,
            ',' | '。' | ';' | ':' | '!' | '?' | ' ' if depth <= 0 => {
                stop = at;
                break;
            }
            _ => {}
        }
    }
    let clause = cut(clause, 0..stop);
    let verbs = [
        "并",
        "以及",
        "研究",
        "听取",
        "审议",
        "强调",
        "部署",
        "传达",
        "时指出",
        "时强调",
        "会见",
        "回答",
        "邀请",
        "表示",
        "指出",
        "主持",
        "召开",
        "举行",
        "宣布",
    ];
    let within = verbs
        .iter()
        .filter_map(|v| clause.find(v).filter(|at| *at > 6).map(|at| (*v, at)))
        // 动员部署会议, 代表团审议: the verb is of the name.
        .filter(|(verb, at)| {
            let named = NOUNS.iter().any(|noun| rest(clause, at + verb.len()).starts_with(noun));
            let before = cut(clause, 0..*at);
            !(quoted(before) || before.ends_with("代表团") || before.ends_with("代表团的") || named && *verb == "部署")
        })
        .map(|(_, at)| at)
        .min();
    let clause = cut(clause, 0..within.unwrap_or(clause.len()));
    let length = NOUNS
        .ends(clause)
        .find(|(end, noun)| {
            // 第二十八次定期会晤: the word goes on.
            !is_no_meeting(cut(clause, 0..*end))
                && !quoted(cut(clause, 0..end - noun.len()))
                && !rest(clause, *end).starts_with('晤')
        })?
        .0;
    let after = rest(clause, length);
    if [
        "期间",
        "时",
        "后",
        "前",
        "之际",
        "精神",
        "以来",
        "的",
        "上",
        "框架",
        "成果",
        "系列",
        "筹备",
        "代表",
        "主席团",
        "决定",
        "部署",
        "第",
        "通过",
        "秘书处",
        "彩排",
        "演练",
        "完成",
        "全要素",
    ]
    .iter()
    .any(|w| after.starts_with(w))
    {
        return None;
    }
    let name = cut(clause, 0..length);
    (is_meeting_name(name) || BARE.have(name)).then_some(start..start + length)
}

pub fn is_meeting_name(name: &str) -> bool {
    let count = name.chars().count();
    let verbs = [
        "出席",
        "主持召开",
        "会见了",
        "发表",
        "指出",
        "强调",
        "他们",
        "我们",
        "获悉",
        "记者从",
        "将举行",
        "访问的",
        "今天通过",
        "昨天通过",
        "通过自",
        "是继",
        "共组织",
        "共举办",
        "多场",
    ];
    let talk = ["的会谈", "的会晤", "的对话", "的磋商"].iter().any(|w| name.ends_with(w)) && !name.contains('第');
    // 分论坛、圆桌会、对话会: several of a kind, and no name.
    let kind = |part: &str| part.chars().count() <= 6 || part.starts_with(|c: char| c.is_ascii_digit());
    let several = name.contains('、') && name.split('、').all(|part| NOUNS.ending(part).is_some() && kind(part));
    // 创设自主学术会议: a verb and its object.
    let made = ["创设", "创办", "划分", "设立", "承办", "筹办"].iter().any(|verb| name.starts_with(verb));
    // 第五次、第六次主任会议: two, and no name.
    let two = name.split('、').filter(|part| part.starts_with('第')).count() >= 2;
    (4..=64).contains(&count)
        && !made
        && !two
        && !talk
        && !several
        && !name.contains("会和闭")
        && !verbs.iter().any(|v| name.contains(v))
        && !name.starts_with(['到', '对', '向'])
        && !name.ends_with("集中学习")
        && POINTERS.starting(name).is_none()
        && !BARE.have(name)
}
