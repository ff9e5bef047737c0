//! Who asks, as a byline says it: `（湖北某报记者 李明）` at the end, `本报记者 李明` under the title. And where the words
//! of the last turn end before a signature in brackets.

use crate::model::{Paragraph, Role};

use super::label::COLONS;
use super::name;
use crate::import::lines::is_han;
use crate::import::minutes::moment::{self, Era};

/// The reporter of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// The name.
    pub name: String,
    /// What the byline calls them: 湖北某报全媒记者.
    pub office: String,
    /// The words of the byline.
    pub evidence: String,
}

/// The reporter whom the bylines name; None where they name none, or several.
pub fn reporter(paragraphs: &[Paragraph]) -> Option<Reporter> {
    let ends = paragraphs.iter().rev().filter(|p| p.role == Role::Body).take(2).filter_map(|p| {
        let at = signature(&p.text)?;
        Some(p.text.chars().skip(at).collect::<String>())
    });
    // Under the title a short line with 记者 is a byline, whatever it was taken for.
    let head = |p: &&Paragraph| p.role == Role::Byline || p.role != Role::Body && p.text.chars().count() <= 30;
    let lines = paragraphs.iter().take(8).filter(head).map(|p| p.text.clone());
    let fields = paragraphs.iter().take(8).filter_map(|p| field(&p.text));
    if let Some(found) = fields.into_iter().next() {
        return Some(found);
    }
    let found: Vec<Reporter> = ends.chain(lines).filter_map(|text| read(&text)).collect();
    let first = found.first()?.clone();
    found.iter().all(|r| r.name == first.name).then_some(first)
}

/// 采访者：本刊记者 齐某: who asked, as a field says it.
fn field(text: &str) -> Option<Reporter> {
    let (head, value) = text.split_once(COLONS)?;
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let value = value.trim();
    if !["采访者", "采访人", "採訪者", "访问者", "訪問者", "采访", "採訪", "访谈人", "提问者"].contains(&head.as_str())
        || value.chars().count() > 24
    {
        return None;
    }
    read(value).or_else(|| {
        let called = name::called(value).filter(|c| c.office.is_none())?;
        Some(Reporter { name: called.name?, office: "记者".into(), evidence: text.trim().to_owned() })
    })
}

/// 湖北某报全媒记者 程某: the one reporter of a byline.
pub fn read(text: &str) -> Option<Reporter> {
    let bare = text.trim().trim_matches(['（', '）', '(', ')']);
    let (before, after) = bare.split_once("记者").or_else(|| bare.split_once("記者"))?;
    let word = if bare.contains("记者") { "记者" } else { "記者" };
    let after = after.trim_start_matches([':', '：', ' ', '　']);
    let names: Vec<&str> = after
        .split(['　', ' ', '、', '，', ',', '/'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .take_while(|piece| name::called(piece).is_some_and(|c| c.office.is_none()))
        .collect();
    let [one] = names[..] else { return None };
    let medium: String = before.chars().rev().take_while(|c| is_han(*c) || c.is_ascii_alphanumeric()).collect();
    let medium: String = medium.chars().rev().collect();
    Some(Reporter { name: one.to_owned(), office: format!("{medium}{word}"), evidence: text.trim().to_owned() })
}

/// The char at which a signature in brackets begins that ends a text; None where it ends otherwise.
pub fn signature(text: &str) -> Option<usize> {
    let trimmed = text.trim_end();
    let inner = trimmed.strip_suffix(['）', ')'])?;
    let at = inner.rfind(['（', '('])?;
    let words = inner.get(at..)?.trim_start_matches(['（', '(']);
    let chars = words.chars().count();
    let before = inner.get(..at)?;
    if before.trim().is_empty() || chars == 0 || chars > 40 {
        return None;
    }
    let signs =
        ["记者", "記者", "通讯员", "编辑", "责编", "整理", "采写"].iter().any(|w| words.contains(w)) || words == "完";
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let named = (2..=4).contains(&bare.chars().count()) && bare.chars().all(is_han);
    let ended = before.trim_end().ends_with(['。', '！', '？', '”', '」', '…', '.', '?', '!']);
    (ended && (signs || named)).then(|| before.chars().count())
}

/// A moment of a live report on a line of its own: 2031-08-28 10:00:48, 【15:10】.
pub fn is_moment(text: &str) -> bool {
    let bare = text.trim().trim_matches(['【', '】', '[', ']', '（', '）', '(', ')']);
    bare.chars().filter(char::is_ascii_digit).count() >= 3
        && bare.chars().count() <= 24
        && bare.contains([':', '：', '-', '时', '時'])
        && bare.chars().all(|c| c.is_ascii_digit() || " :：-/年月日时時分秒上下午".contains(c))
}

/// Whether a paragraph is the publisher's own and no one's words: a call to subscribe, a link, a claim of rights.
pub fn is_notice(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "訂戶",
        "订户",
        "訂閱",
        "订阅",
        "公众号",
        "公眾號",
        "扫码",
        "掃碼",
        "二维码",
        "版权所有",
        "版權所有",
        "转载请",
        "轉載請",
        "责任编辑",
        "責任編輯",
        "更多精彩",
        "延伸閱讀",
        "相關新聞",
        "相关新闻",
        "相關文章",
        "相关文章",
        "相关链接",
        "相關連結",
        "资料图片",
        "資料圖片",
        "本文略有删节",
        "有删节",
        "未经授权",
        "未經授權",
        "支持我們",
        "成為會員",
        "獨立報道",
        "本文来源",
        "延伸阅读",
        "相关阅读",
        "相關閱讀",
        "点击阅读",
        "阅读原文",
        "閱讀原文",
    ];
    let chars = text.chars().count();
    let dated = chars <= 24 && !text.contains(['。', '，', '？']) && moment::moment(text, Era::Western).is_some();
    let folded = crate::text::fold::folded(text);
    // 記者會於下午4時結束: the reporter tells.
    let over = chars <= 40
        && ["记者会", "发布会", "访谈", "采访", "直播", "问答", "论坛", "座谈会", "活动"]
            .iter()
            .any(|w| folded.starts_with(w))
        && (folded.trim_end_matches('。').ends_with("结束") || folded.contains("到此结束") || folded.contains("历时"));
    let heads = ["附件:", "附件：", "附:", "附：", "链接:", "延伸阅读", "背景资料", "注:", "注：", "来源:", "来源："];
    // Under such a heading the reporter writes.
    let aside = [
        "记者手记",
        "采访手记",
        "采访札记",
        "手记",
        "编后",
        "编后语",
        "人物简介",
        "人物档案",
        "人物名片",
        "新闻链接",
        "相关链接",
        "名词解释",
        "记者感言",
        "嘉宾简介",
        "新闻背景",
    ];
    let ends = text == "完"
        || aside.contains(&folded.trim_matches(|c: char| !is_han(c)))
        || dated
        || chars <= 60 && folded.contains("还就其他问题")
        || over
        || chars <= 60 && heads.iter().any(|h| folded.starts_with(h))
        || chars <= 16 && folded.starts_with("香港时间");
    ends || chars <= 120 && WORDS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_name_reporters() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let got = read(text);
            assert_eq!(got.as_ref().map(|r| (r.name.as_str(), r.office.as_str())), expected, "{text}");
        };
        check("（湖北某报全媒记者 程晓诗）", Some(("程晓诗", "湖北某报全媒记者")));
        check("本报记者　李明", Some(("李明", "本报记者")));
        check("记者 李明 王强", None);
        check("来源：某报", None);
    }

    #[test]
    fn what_the_reporter_tells_is_no_answer() {
        for text in ["記者會於下午4時結束。", "論壇歷時兩小時，約300人出席。", "附件：某某办法", "完", "【记者手记】"]
        {
            assert!(is_notice(text), "{text}");
        }
        for text in ["论坛很重要，我们会参加。", "附加题很难。", "采访结束后我们再谈。你看好不好？"]
        {
            assert!(!is_notice(text), "{text}");
        }
    }

    #[test]
    fn where_signatures_begin() {
        let check = |text: &str, expected: Option<usize>| assert_eq!(signature(text), expected, "{text}");
        check("切实降低成本。（某报记者 程晓诗）", Some(7));
        check("得到执行。（钟组轩）", Some(5));
        check("审查（草案）", None);
        check("（完）", None);
    }
}
