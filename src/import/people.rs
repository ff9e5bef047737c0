//! People in lists: offices and names as reports string them together. 上海市委书记李强，上海市委副书记、市长龚正 gives two
//! people; an office without a name goes on to the next piece; what names nobody (有关负责同志) is passed over.

use super::lines::is_han;
use super::vocabulary::{COMPOUND, SURNAMES};
use crate::text::office::OFFICES;

/// Someone named, with the office that stands before the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name, without blanks.
    pub name: String,
    /// The office as the text calls it; None where none stands there.
    pub office: Option<String>,
}

/// Whether a text has the shape of a person's name: a surname and one or two Han, three with a compound surname, or a name
/// with a middle dot.
pub fn is_name(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    if text.contains('·') {
        return chars.len() >= 4
            && chars.len() <= 20
            && chars.iter().all(|c| is_han(*c) || *c == '·')
            && !text.starts_with('·')
            && !text.ends_with('·');
    }
    if !chars.iter().all(|c| is_han(*c))
        || NO_NAMES.contains(&text)
        || chars.last().is_some_and(|c| NEVER_LAST.contains(*c))
    {
        return false;
    }
    match chars.len() {
        2 | 3 => SURNAMES.contains(chars[0]) && !chars[1..].iter().any(|c| NEVER_GIVEN.contains(*c)),
        4 => COMPOUND.iter().any(|s| text.starts_with(s)) && !chars[2..].iter().any(|c| NEVER_GIVEN.contains(*c)),
        _ => false,
    }
}

/// Characters that stand in no given name.
const NEVER_GIVEN: &str =
    "的了在和与及或是有为对从把被说同于其此各每个们您他她它这那哪也都还就又要会将已曾未不没等者某区县省市";
/// Characters that end words, not names.
const NEVER_LAST: &str = "部委办局厅处院会室社报省市县区州";
/// Words of the shape of a name.
const NO_NAMES: &[&str] = &[
    "安徽",
    "江苏",
    "黄河",
    "长江",
    "金融",
    "广东",
    "广西",
    "云南",
    "贵州",
    "海南",
    "湖北",
    "常委",
    "全国",
    "国家",
    "代表",
    "书记",
    "主任",
    "专家",
    "学者",
    "企业",
    "群众",
    "方面",
    "部门",
    "同志",
    "和谐",
    "高校",
    "党中央",
    "国务院",
    "全会",
    "大会",
    "会议",
    "安全",
    "经济",
    "项目",
    "时间",
    "时代",
    "花园",
    "平台",
    "方案",
    "成果",
    "水平",
    "任务",
    "通知",
    "文件",
    "项目",
    "段落",
    "江西",
    "都市",
    "有关",
    "于是",
    "关于",
    "全体",
    "宁夏",
    "安排",
    "相关",
    "包括",
    "许多",
    "应该",
    "从而",
    "何况",
    "和平",
    "能力",
    "金华",
    "温州",
    "常州",
    "徐州",
    "苏州",
    "杭州",
    "宁波",
    "池州",
    "江南",
    "江北",
    "大家",
    "与会",
    "习近平总",
    "党组",
    "干部",
    "单位",
    "万众",
];

/// The people of a list, in order. The text is what stands before the verb: `…李强，…龚正；…`.
pub fn named(list: &str) -> Vec<Named> {
    let mut out = Vec::new();
    let mut offices: Vec<String> = Vec::new();
    for piece in pieces(list) {
        let bare: String = piece.chars().filter(|c| !c.is_whitespace()).collect();
        if bare.is_empty() {
            continue;
        }
        match split_name(&bare) {
            Some((office, name)) => {
                if !office.is_empty() {
                    offices.push(office);
                }
                let office = (!offices.is_empty()).then(|| offices.join("、"));
                out.push(Named { name, office });
                offices.clear();
            }
            None if OFFICES.iter().any(|o| bare.ends_with(o)) => offices.push(bare),
            None => offices.clear(),
        }
    }
    out
}

/// The pieces of a list: between 、 ， ； 和 以及 and blanks that part names.
fn pieces(list: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for piece in list.split(['、', '，', ',', '；', ';', '。']) {
        let mut rest = piece;
        // 以及 and 和 part two people only where a name stands before them.
        while let Some((before, word, after)) = ["以及", "和", "及"]
            .iter()
            .filter_map(|w| rest.split_once(w).map(|(b, a)| (b, *w, a)))
            .min_by_key(|(b, _, _)| b.len())
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

/// The office and the name of one piece: 江苏省委书记信长星. Also a name in front of its office: 李强（上海市委书记）.
pub fn split_name(piece: &str) -> Option<(String, String)> {
    if is_name(piece) {
        return Some((String::new(), piece.to_owned()));
    }
    let chars: Vec<char> = piece.chars().collect();
    let mut best: Option<(usize, usize)> = None;
    for office in OFFICES {
        for (at, found) in piece.match_indices(office) {
            let end = at + found.len();
            let rest = piece.get(end..).unwrap_or("");
            if is_name(rest) && best.is_none_or(|(e, len)| end > e || (end == e && found.len() > len)) {
                best = Some((end, found.len()));
            }
        }
    }
    let (end, _) = best?;
    let name = piece.get(end..)?.to_owned();
    let office = piece
        .get(..end)?
        .trim_start_matches(|c: char| !is_han(c) && !c.is_alphanumeric() && !matches!(c, '“' | '《'))
        .to_owned();
    (chars.len() > name.chars().count()).then_some((office, name))
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
        check("有关专家学者、企业负责人", &[]);
    }
}
