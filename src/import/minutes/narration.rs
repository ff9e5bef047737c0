//! What the clerk wrote and nobody said: stage directions in brackets, headings of the proceedings, sentences that tell
//! what was done (散會, 立法會遂於…休會, 某議員宣讀誓言), the names of those who voted. Tables of the language of records,
//! compared folded and without blanks.

use crate::import::dialogue::name::{self, Glyphs};

/// What a paragraph without a label is, where it is not words that someone spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A stage direction within a turn: the turn goes on after it.
    Aside,
    /// The clerk tells what happened: who spoke before does not go on.
    Clerk,
    /// The heading of a part of the proceedings.
    Heading,
    /// Those who voted so.
    Votes,
}

/// Headings of parts of the proceedings.
const HEADINGS: &[&str] = &[
    "提交文件",
    "其他文件",
    "附属法例",
    "下次会议",
    "议员质询的口头答复",
    "议员质询的书面答复",
    "质询的口头答复",
    "质询的书面答复",
    "口头答复",
    "书面答复",
    "法案",
    "政府法案",
    "议员法案",
    "法案首读",
    "法案二读",
    "法案三读",
    "恢复法案二读辩论",
    "恢复二读辩论",
    "全体委员会审议阶段",
    "议案",
    "议员议案",
    "政府议案",
    "发言",
    "声明",
    "呈请书",
    "休会",
    "休会辩论",
    "休会待续议案",
    "暂停会议",
    "恢复会议",
    "急切质询",
    "致辞",
    "宣誓",
    "作出立法会誓言",
    "选举主席",
    "附录",
    "附件",
    "请愿书",
    "报告事项",
    "选举事项",
    "讨论事项",
    "审查事项",
    "质询事项",
    "临时提案",
    "临时动议",
    "其他事项",
    "决议",
    "决定",
    "宣布事项",
    "报告",
    "附属法例/文书",
    "会议内容",
    "会议议程",
    "议程",
    "会议决议",
    "会议决定",
    "讨论内容",
    "发言记录",
    "会议记录",
    "文件",
    "报告事项及决定",
    "不属立法效力的议案",
    "不具立法效力的议案",
    "根据《议事规则》第16(2)条提出的休会议案",
    "质询",
    "行政长官答问会",
    "行政长官施政报告",
    "施政报告",
    "专案报告",
];

/// How sentences begin that tell what was done.
const CLERK: &[&str] = &[
    "立法会遂于",
    "立法会随即",
    "立法会恢复",
    "立法会暂停",
    "立法会于",
    "会议遂于",
    "会议于",
    "全体委员会随",
    "全体委员会隨",
    "立法会进入",
    "立法会成为",
    "立法会回复",
    "法案经过",
    "条例草案经首读",
    "条例草案经首次宣读",
    "条例草案经过",
    "条例草案受命",
    "议案措辞",
    "议案的措辞",
    "议案内容",
    "拟议修正案内容",
    "修正案内容",
    "修正案的措辞",
    "主席宣布",
    "全委会主席宣布",
    "代理主席宣布",
    "代理主席代为",
    "主席命令",
    "主席指示",
    "主席离",
    "主席恢复",
    "主席返回",
    "主席暂停",
    "下列文件",
    "以下文件",
    "下列议员",
    "表决钟响",
    "休息",
    "继续开会",
    "散会",
    "续行开会",
    "宣读",
    "记名表决",
    "功能团体:",
    "功能界别:",
    "地方选区:",
    "分区直选:",
    "地方选区及选举委员会:",
    "经由功能",
    "经由分区",
    "选举委员会:",
    "赞成:",
    "反对:",
    "弃权:",
    "赞成者:",
    "反对者:",
    "弃权者:",
    "表决结果",
    "会议结束",
    "休会",
    "暂停会议",
    "会议通过",
    "会议听取",
    "会议审议",
    "会议表决",
    "会议一致",
    "会议以",
    "会议决定",
    "出席人数",
    "议员点算",
    "点算人数",
];

/// What people do in a record without words.
const DEEDS: &[&str] = &[
    "宣读立法会誓",
    "宣读誓",
    "宣读立法会",
    "作出立法会",
    "站起来",
    "站立",
    "起立",
    "坐下",
    "离开",
    "返回",
    "进入",
    "离席",
    "继续站",
    "代为主持",
    "恢复主持",
    "主持会议",
    "动议的议案",
    "动议的修正案",
    "动议的拟议",
    "提出的修正案",
    "示意",
    "鼓掌",
    "拒绝",
    "展示",
    "没有按",
];

/// What a paragraph is that has no label; None where it may be words.
pub fn told(text: &str) -> Option<Told> {
    let first = text.chars().next()?;
    if matches!(first, '(' | '（' | '[' | '［') && is_bracketed(text) {
        return Some(Told::Aside);
    }
    let head: String = text.chars().take(80).collect();
    let glyphs = Glyphs::of(&head);
    let folded = glyphs
        .folded()
        .replace('（', "(")
        .replace('）', ")")
        .replace('覆', "复")
        .replace('，', ",")
        .replace('：', ":")
        .replace('／', "/");
    let length = folded.chars().count();
    if heads(&folded) {
        return Some(Told::Heading);
    }
    if votes(text) {
        return Some(Told::Votes);
    }
    // 立法會遂於下午…休會: any body does so.
    let adjourns = folded
        .find("遂于")
        .is_some_and(|at| folded.get(..at).is_some_and(|w| w.chars().count() <= 10 && !w.contains(',')))
        && ["休会", "暂停会议", "续会", "复会", "恢复会议", "结束"]
            .iter()
            .any(|w| folded.trim_end_matches('。').ends_with(w));
    let clerk = adjourns
        || CLERK.iter().any(|word| folded.starts_with(word))
            && (length < 60 || folded.contains("出席,") || folded.contains("宣布经由"));
    if clerk || deed(&folded) {
        return Some(Told::Clerk);
    }
    None
}

/// Whether folded glyphs are the heading of a part of the proceedings.
fn heads(folded: &str) -> bool {
    let bare = folded.trim_end_matches([':', '：']);
    let bare = bare.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '#' | '*') || "一二三四五六七八九十、.()".contains(c)
    });
    HEADINGS.contains(&bare)
        || HEADINGS.iter().any(|h| {
            h.chars().count() >= 4
                && bare.starts_with(h)
                && !bare.contains(['。', ','])
                && bare.chars().count() <= h.chars().count() + 6
        })
}

/// Whether one pair of brackets holds the whole text.
fn is_bracketed(text: &str) -> bool {
    let trimmed = text.trim_end();
    if !trimmed.ends_with([')', '）', ']', '］']) {
        return false;
    }
    let (mut depth, last) = (0i32, trimmed.chars().count() - 1);
    for (at, c) in trimmed.chars().enumerate() {
        match c {
            '(' | '（' | '[' | '［' => depth += 1,
            ')' | '）' | ']' | '］' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at == last && at > 2 && trimmed.chars().any(crate::import::lines::is_han);
        }
    }
    false
}

/// 甲議員、乙議員及丙議員贊成。
fn votes(text: &str) -> bool {
    let tail: String = text.chars().rev().take(6).filter(|c| !c.is_whitespace()).collect();
    let tail: String = crate::text::fold::folded(&tail).chars().rev().collect();
    let tail = tail.trim_end_matches('。');
    let vote = ["赞成", "反对", "弃权", "没有表决", "沒有表决"].iter().any(|v| tail.ends_with(v));
    let first = text.split(['、', '及', '和', ' ']).find(|piece| !piece.trim().is_empty()).unwrap_or("");
    let first = ["贊成", "赞成", "反對", "反对", "棄權", "弃权", "沒有表決", "没有表决"]
        .iter()
        .fold(first.trim_end_matches('。'), |f, w| f.trim_end_matches(w));
    vote && name::called(first).is_some_and(|c| c.name.is_some() && c.office.is_some())
}

/// 何某某議員宣讀立法會誓詞.
fn deed(folded: &str) -> bool {
    let length = folded.chars().count();
    // 某議員動議的議案如下：
    let folded = folded.trim_end_matches("(译文)").trim_end_matches("如下:");
    if length > 44 || folded.contains([',', ':', '?', '!', '“']) {
        return false;
    }
    let Some((at, _)) = DEEDS.iter().filter_map(|d| folded.find(d).map(|at| (at, *d))).min_by_key(|(at, _)| *at) else {
        return false;
    };
    let subject = folded.get(..at).unwrap_or("");
    let subject = subject.trim_start_matches("主席").trim_end_matches("再次").trim_end_matches("继续");
    subject.is_empty() && at > 0 || name::called(subject).is_some_and(|c| c.office.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_said() {
        let check = |text: &str, expected: Option<Told>| assert_eq!(told(text), expected, "{text}");
        check("(梁某某議員站起來 )", Some(Told::Aside));
        check("（依立法院各委員會組織法第三條規定：置召集委員二人。）", Some(Told::Aside));
        check("（一）某事；（二）某事", None);
        check("討　論　事　項", Some(Told::Heading));
        check("議員質詢的口頭答覆", Some(Told::Heading));
        check("何某仁議員宣讀立法會誓詞", Some(Told::Clerk));
        check("立法會遂於下午 12時 43分休會。", Some(Told::Clerk));
        check("宣讀各黨團以推選方式之書面同意書。", Some(Told::Clerk));
        check("散會（9時13分）", Some(Told::Clerk));
        check("涂謹明議員、李卓文議員及梁耀中議員贊成。", Some(Told::Votes));
        check("今日議程均已處理完畢，現在散會。", None);
        check("主席杜某某議員沒有表決。", Some(Told::Votes));
        check("議政會遂於下午 7時 31分休會。", Some(Told::Clerk));
        check("條例草案經首次宣讀後，依據《議事規則》第53(3)條的規定受命安排二讀。", Some(Told::Clerk));
        check("黃國文議員動議的修正案如下：(譯文)", Some(Told::Clerk));
        check("我同意何議員的意見，我贊成。", None);
        check("條例草案的目的是改善制度。", None);
    }
}
