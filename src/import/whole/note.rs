//! What the text around a speech says of it: the note at its end (※这是某某2020年8月24日在某某座谈会上讲话的一部分), the report that
//! leads to it (某某发表新年贺词。全文如下：), and what stands behind it and is no part of it: annexes, the line of the agency.

use std::ops::Range;

use crate::import::article::Article;
use crate::import::lines::is_han;
use crate::import::people;
use crate::import::prose::{Prose, cut, rest};
use crate::model::{Paragraph, Role};

use super::address::CALLED;

/// Paragraphs of the body in which a report may lead to the words of a speech.
const LEAD: usize = 3;

/// Paragraphs at the end among which a note may stand.
const TAIL: usize = 4;

/// How notes begin that say what the text is.
const OPENS: &[&str] = &["这是", "本文是", "本文系", "本文为", "此文是", "这篇文章是", "以上是", "此件是"];

/// The paragraph at the end that says where the words were spoken, and the place of that occasion in its folded text.
pub fn occasion(article: &Article) -> Option<(usize, Range<usize>)> {
    let count = article.paragraphs.len();
    let tail = article.paragraphs.iter().enumerate().skip(count.saturating_sub(TAIL).max(1));
    // 在…上 stands in every one: most texts are done with at a look.
    let may = |p: &Paragraph| p.role != Role::Title && p.text.contains('上') && p.text.chars().count() <= 160;
    tail.filter(|(_, p)| may(p)).find_map(|(at, paragraph)| {
        let prose = Prose::of(&paragraph.text);
        let text = prose.text.as_str();
        let bare = text.trim_start_matches(|c: char| !is_han(c));
        let tells = OPENS.iter().any(|word| bare.starts_with(word));
        tells.then(|| spoken(text)).flatten().map(|occasion| (at, occasion))
    })
}

/// 在某某座谈会上讲话的一部分, 在某某座谈会上的讲话节录: the occasion.
fn spoken(text: &str) -> Option<Range<usize>> {
    let (end, _) = text.match_indices('上').find(|(at, above)| {
        let after = rest(text, at + above.len());
        let after = after.strip_prefix('的').unwrap_or(after);
        let after = after.strip_prefix("发表的").or(after.strip_prefix("所作的")).unwrap_or(after);
        CALLED.starting(after).is_some()
    })?;
    let start = cut(text, 0..end).rfind('在')? + '在'.len_utf8();
    ((4..=60).contains(&cut(text, start..end).chars().count())).then_some(start..end)
}

/// The paragraph that leads to the words of a speech, and in its folded text who speaks (office, name):
/// 国家主席习某某发表了二〇二一年新年贺词。全文如下：.
pub fn leads_to(article: &Article) -> Option<(usize, people::Found)> {
    let bodies = article.paragraphs.iter().enumerate().filter(|(_, p)| p.role == Role::Body).take(LEAD);
    for (at, paragraph) in bodies {
        let length = paragraph.text.chars().count();
        let end: String = paragraph.text.chars().skip(length.saturating_sub(12)).collect();
        if !end.contains("全文如下") && !end.contains("讲话全文") {
            continue;
        }
        let prose = Prose::of(&paragraph.text);
        let text = prose.text.as_str();
        if !CALLED.stand_in(text) || text.contains("文章") {
            continue;
        }
        let gives = |f: &people::Found| ["发表", "致", "作"].iter().any(|verb| rest(text, f.name.end).contains(verb));
        if let Some(who) = people::introduced(text).into_iter().find(gives) {
            return Some((at, who));
        }
    }
    None
}

/// What a paragraph behind the words of a speech is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// The line of an agency or a journal: (新华社北京5月10日电).
    Line,
    /// An annex begins: 附件, 名词解释.
    Annex,
}

/// What a paragraph is that is no part of the speech before it.
pub fn behind(paragraph: &Paragraph) -> Option<Behind> {
    if paragraph.text.chars().count() > 60 {
        return None;
    }
    let prose = Prose::of(&paragraph.text);
    let text = prose.text.trim_matches([' ', '*', '#']);
    let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let signs = |inner: &str| {
        inner.contains("新华社") && inner.ends_with('电')
            || inner.contains("日报》")
            || inner.contains("》20") && inner.contains('期')
            || ["作者为", "作者系", "作者是", "作者单位", "作者:", "原载", "责任编辑", "来源:", "记者 ", "据新华社"]
                .iter()
                .any(|word| inner.starts_with(word))
    };
    if inner.is_some_and(signs) {
        return Some(Behind::Line);
    }
    let bare = text.trim_end_matches(':');
    let annex =
        ["附件", "附", "附录", "附表", "名词解释", "名词注释", "有关名词解释", "注释", "有关用语说明", "有关名词说明"];
    let numbered = bare
        .strip_prefix("附件")
        .is_some_and(|n| n.chars().count() <= 2 && n.chars().all(|c| c.is_ascii_digit() || "一二三四五".contains(c)));
    (annex.contains(&bare) || numbered).then_some(Behind::Annex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Paragraph {
        Paragraph { text: text.into(), role: Role::Body, spans: Vec::new() }
    }

    #[test]
    fn what_stands_behind() {
        let check = |text: &str, expected: Option<Behind>| assert_eq!(behind(&paragraph(text)), expected, "{text}");
        check("（新华社北京5月10日电）", Some(Behind::Line));
        check("（《人民日报》2031年5月10日）", Some(Behind::Line));
        check("附件：", Some(Behind::Annex));
        check("名词解释", Some(Behind::Annex));
        check("附件1", Some(Behind::Annex));
        check("（一）要抓好落实。", None);
        check("谢谢大家！", None);
    }

    #[test]
    fn notes_name_the_occasion() {
        let check = |text: &str, expected: Option<&str>| {
            let article =
                Article { paragraphs: vec![paragraph("要抓好落实。"), paragraph(text)], ..Article::default() };
            let got = occasion(&article).map(|(_, at)| Prose::of(text).shown(text, at));
            assert_eq!(got.as_deref(), expected, "{text}");
        };
        check("※这是王某某同志2031年8月24日在某某座谈会上讲话的一部分。", Some("某某座谈会"));
        check("（本文系作者2031年8月24日在某某论坛上的主旨演讲）", Some("某某论坛"));
        check("这是一次重要的会议。", None);
    }
}
