//! Places: what stands behind 在 where a meeting was held. A place begins with the name of one, or ends as places do; 在会上,
//! 在讲话中, 在这次会议期间 are none. 在京 is 北京, and says so.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::lines::is_han;
use super::prose::{cut, rest};
use super::vocabulary::gathering::NOUNS;

static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/places.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// What the name of a place ends with.
const ENDS: &[&str] = &[
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "镇",
    "乡",
    "村",
    "自治区",
    "岛",
    "宾馆",
    "饭店",
    "酒店",
    "大会堂",
    "礼堂",
    "会堂",
    "会议中心",
    "展览中心",
    "博览中心",
    "文化中心",
    "会展中心",
    "中心",
    "大厦",
    "会议厅",
    "报告厅",
    "宴会厅",
    "厅",
    "会议室",
    "大楼",
    "广场",
    "大学",
    "学院",
    "党校",
    "总部",
    "公园",
    "体育馆",
    "剧院",
    "大剧院",
    "博物馆",
    "纪念馆",
    "图书馆",
    "基地",
    "机场",
    "首都",
    "会址",
    "官",
    "宫",
    "府",
    "楼",
    "庄园",
    "山庄",
    "园区",
    "新区",
    "国宾馆",
    "紫光阁",
    "中南海",
    "演播室",
    "演播厅",
    "使馆",
    "国际会议中心",
    "国家会议中心",
    "瀛台",
    "校区",
    "厂",
    "港",
    "馆",
    "园",
    "院",
];
/// Houses in which meetings are held.
const HOUSES: &[&str] = &["会议中心", "会展中心", "展览中心", "博览中心", "宾馆", "饭店", "酒店", "大会堂", "剧院"];
/// Rooms in which meetings are held: 新楼206会议室 begins as no place does.
const ROOMS: &[&str] = &["会议室", "报告厅", "会议厅", "礼堂", "议事厅"];
/// What begins a phrase that is no place.
const NO_STARTS: &[&str] = &[
    "这",
    "此",
    "该",
    "其",
    "会",
    "讲话",
    "致辞",
    "发言",
    "主持",
    "听取",
    "参加",
    "出席",
    "谈到",
    "回答",
    "贺",
    "接受",
    "访",
    "以",
    "一",
    "全国",
    "全市",
    "全省",
    "全县",
    "全区",
    "党",
    "我",
    "你",
    "他",
    "习近平",
    "认真",
    "仔细",
    "深入",
    "国务院常务",
    "中央",
    "第",
    "随后",
    "当前",
    "今年",
    "新",
    "各",
    "两国",
    "开幕",
    "闭幕",
    "座谈",
    "交流",
    "充分",
    "高质量",
    "考察",
    "调研",
    "国家主席",
];
/// What a place never holds: somebody's office.
const NO_PARTS: &[&str] = &["书记", "省长", "市长", "主席", "总理", "总统", "陪", "部长", "主任", "代表", "行政长官"];
/// Houses of the centre, whose names begin as those of its meetings do.
const CENTRAL: &[&str] = &["中央党校", "中央礼堂", "中央电视台", "中央广播电视总台", "中央统战部", "中央社会主义学院"];
/// What ends a phrase that is no place.
const NO_ENDS: &[&str] = &["时", "后", "中", "上", "下", "内", "间", "期间", "之际", "里", "前", "方面", "会"];
/// What follows a place.
const AFTER: &[&str] = &[
    "主持",
    "举行",
    "召开",
    "开幕",
    "闭幕",
    "举办",
    "会见",
    "同",
    "与",
    "和",
    "出席",
    "参加",
    "以",
    "通过",
    "考察",
    "调研",
    "视察",
    "集体",
    "分别",
    "共同",
    "看望",
    "就",
    "发表",
    "开班",
    "进行",
    "成功",
    "隆重",
    "如期",
    "亲切",
    "接见",
    "正式",
    "宣布",
    "启动",
    "拉开",
    "继续",
    "接受",
    "检阅",
    "观看",
    "揭幕",
    "落幕",
    "应约",
    "会晤",
    "签署",
    "迎来",
    "迎接",
    "为",
    "向",
    "的",
    "主会场",
    "组织",
    "开展",
];

/// Whether a text is the name of a place.
pub fn is_place(text: &str) -> bool {
    let count = text.chars().count();
    if !(2..=24).contains(&count)
        || !text.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '“' | '”' | '、'))
        || NO_STARTS.iter().any(|w| text.starts_with(w))
            && !begins_with_place(text)
            && !ROOMS.iter().any(|w| text.ends_with(w))
            && !CENTRAL.iter().any(|w| text.starts_with(w))
        || NO_PARTS.iter().any(|w| text.find(w).is_some_and(|at| !rest(text, at + w.len()).starts_with('府')))
        || NO_ENDS.iter().any(|w| text.ends_with(w))
    {
        return false;
    }
    begins_with_place(text)
        || CENTRAL.contains(&text)
        || ENDS.iter().any(|end| text.ends_with(end) && text.len() > end.len())
}

/// Whether a text may be the name of a place that no table knows and that has no end of its kind.
fn is_short(text: &str) -> bool {
    (2..=4).contains(&text.chars().count())
        && text.chars().all(is_han)
        && !NO_STARTS.iter().any(|w| text.starts_with(w))
        && !NO_ENDS.iter().any(|w| text.ends_with(w))
}

/// Whether a text begins with the name of a place.
pub fn begins_with_place(text: &str) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1).take(8);
    ends.into_iter().any(|end| NAMES.contains(cut(text, 0..end)))
}

/// A place in a clause: where its words stand, and its name where that is not those words (在京).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text, with 在.
    pub with_in: Range<usize>,
    /// Bytes of the text.
    pub at: Range<usize>,
    /// The name in full, where the text has it short.
    pub full: Option<&'static str>,
}

/// The last 在PLACE of a range.
pub fn last_in(text: &str, range: Range<usize>) -> Option<Found> {
    let within = cut(text, range.clone());
    within.rmatch_indices('在').find_map(|(at, word)| at_in(text, range.start + at + word.len(), range.end))
}

/// A text without the day and the part of it that it ends with: 座谈会6月5日上午.
fn undated(text: &str) -> &str {
    let text = ["上午", "下午", "晚上", "晚"].iter().find_map(|part| text.strip_suffix(part)).unwrap_or(text);
    if !text.ends_with('日') {
        return text;
    }
    let in_day = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '至' | '-' | '—');
    // NAME,于DAY在PLACE举行.
    text.trim_end_matches(in_day).trim_end_matches(['于', '已', ','])
}

/// Whether the name of a place goes on at a byte of a text: 新疆和田, 亚的斯亚贝巴.
fn within_name(text: &str, at: usize) -> bool {
    let starts = cut(text, 0..at).char_indices().rev().map(|(start, _)| start).take(2);
    std::iter::once(at).chain(starts).any(|start| {
        let name = rest(text, start);
        name.char_indices()
            .map(|(end, c)| start + end + c.len_utf8())
            .take(6)
            .any(|end| end > at && NAMES.contains(cut(text, start..end)))
    })
}

/// The place that begins right behind 在.
fn at_in(text: &str, from: usize, end: usize) -> Option<Found> {
    let with_in = from - '在'.len_utf8();
    // 在我校某某校区举行: whose it is goes without saying.
    let own = ["我校", "我院", "我市", "我县", "我区", "我省"];
    let own = own.iter().find(|own| cut(text, from..end).starts_with(**own)).map_or(0, |own| own.len());
    let from = from + own;
    let tail = cut(text, from..end);
    if own > 0 && AFTER.iter().any(|word| tail.starts_with(word)) {
        return None;
    }
    for (short, full) in
        [("京", "北京"), ("沪", "上海"), ("宁", "南京"), ("杭", "杭州"), ("津", "天津"), ("渝", "重庆"), ("蓉", "成都")]
    {
        let Some(after) = tail.strip_prefix(short) else { continue };
        if after.is_empty() || after.starts_with([' ', ',']) || AFTER.iter().any(|w| after.starts_with(w)) {
            let at = from..from + short.len();
            return Some(Found { with_in: with_in..at.end, at, full: Some(full) });
        }
    }
    // Behind the name of a meeting any short name is a place: 座谈会在某地召开.
    let held = NOUNS.ending(undated(cut(text, 0..with_in))).is_some();
    let mut best = None;
    let mut stop = tail.len();
    for (at, c) in tail.char_indices() {
        if !is_han(c) && !c.is_ascii_alphanumeric() && !matches!(c, '·' | '“' | '”') {
            stop = at;
            break;
        }
        if at > 0
            && !within_name(tail, at)
            && AFTER.iter().any(|w| rest(tail, at).starts_with(w))
            && (is_place(cut(tail, 0..at)) || held && is_short(cut(tail, 0..at)))
        {
            best = Some(at);
            break;
        }
        if at > 90 {
            return None;
        }
    }
    let whole = cut(tail, 0..stop);
    // 韩国庆州和白会议中心: before the verb itself the whole is one house.
    // So is 日本昭和大学: no place of its own stands behind 和.
    let second = best.and_then(|at| rest(tail, at).strip_prefix('和')).filter(|_| stop == tail.len());
    let house = second.is_some_and(|second| {
        let school = ["大学", "学院"].iter().any(|end| whole.ends_with(end));
        HOUSES.iter().any(|end| whole.ends_with(end))
            || school && second.chars().count() <= 4 && !begins_with_place(second)
    }) && is_place(whole);
    let best = best.filter(|_| !house);
    let length = best.or_else(|| (is_place(whole) || held && is_short(whole)).then_some(stop))?;
    Some(Found { with_in: with_in..from + length, at: from..from + length, full: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = last_in(text, 0..text.len());
        let got = found.map(|f| f.full.unwrap_or(cut(text, f.at)).to_owned());
        assert_eq!(got.as_deref(), expected, "{text}");
    }

    #[test]
    fn places_behind_in() {
        check("某某论坛在江苏无锡", Some("江苏无锡"));
        check("国家主席王五在北京人民大会堂同外国总统", Some("北京人民大会堂"));
        check("王五30日上午在上海主持", Some("上海"));
        check("会议30日在京召开", Some("北京"));
        check("王五在浙江安吉考察时", Some("浙江安吉"));
        check("王五在主持学习时", None);
        check("王五在会上", None);
        check("王五在讲话中", None);
        check("在安徽调研期间", Some("安徽"));
        check("当地时间18日上午,王五在里约热内卢出席", Some("里约热内卢"));
        check("在第三届某某论坛期间", None);
        check("研讨会在日本昭和大学", Some("日本昭和大学"));
        check("研讨会在北京和上海大学", Some("北京"));
        check("研讨会9月21日在我校东湖校区", Some("东湖校区"));
        check("研讨会在我校举行", None);
        check("全市企业家座谈会在临江召开", Some("临江"));
        check("全市企业家座谈会6月5日至7日上午在临江召开", Some("临江"));
        check("王五在临江召开", None);
    }
}
