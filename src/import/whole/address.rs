//! What a speech calls itself, and how it begins: whom it addresses. 同志们：, 各位代表：, 共青团员们，青年朋友们，同志们：.

use crate::import::article::Article;
use crate::import::prose::Prose;
use crate::model::Role;
use crate::text::words::Words;

/// What a speech in full calls itself.
pub static CALLED: Words = Words::new(&[
    "讲话",
    "演讲",
    "致辞",
    "报告",
    "发言",
    "主旨演讲",
    "主旨讲话",
    "书面演讲",
    "总结讲话",
    "说明",
    "开幕辞",
    "闭幕辞",
    "贺词",
    "开幕词",
    "闭幕词",
    "祝酒辞",
    "祝辞",
    "祝词",
    "悼词",
    "重要讲话",
    "开幕致辞",
    "书面致辞",
    "视频致辞",
    "主题演讲",
    "动员讲话",
    "辞职演说",
    "就职演说",
    "谈话",
]);

/// How those are called to whom a speech is made.
static VOCATIVES: Words = Words::new(&[
    "各位代表",
    "各位委员",
    "同志们",
    "女士们",
    "尊敬的",
    "各位同事",
    "各位嘉宾",
    "各位来宾",
    "各位领导",
    "各位同志",
    "先生们",
    "朋友们",
    "各位朋友",
    "主席先生",
    "各位专家",
    "亲爱的",
    "全国同胞",
    "各位企业家",
    "各位常委",
    "各位老师",
    "各位同学",
    "各位议员",
    "主席女士",
    "各位组成人员",
    "各位院士",
    "总统先生",
    "各位部长",
    "各位使节",
    "主席、各位",
    "各位青年",
    "各位乡亲",
    "各位委员、",
    "主任、各位",
    "全体同志",
]);

/// What ends the words for some of those who are addressed, and what begins them.
static ADDRESSED: (Words, Words) = (
    Words::new(&["们", "先生", "女士", "阁下", "殿下", "陛下", "同志", "来宾", "嘉宾"]),
    Words::new(&["各位", "尊敬的", "亲爱的", "全体"]),
);

/// Where someone is addressed for the first time, at the beginning of a paragraph or behind the head in the same one.
pub fn vocative(article: &Article, proses: &[Prose]) -> Option<(usize, usize)> {
    for (paragraph, prose) in proses.iter().enumerate() {
        let text = prose.text.as_str();
        if VOCATIVES.starting(text).is_some() || greets(text) {
            return Some((paragraph, 0));
        }
        if article.paragraphs[paragraph].role == Role::Title {
            continue;
        }
        // In one line with the head: (2020年11月12日)王某某女士们,先生们:
        let first = text.split('。').next().unwrap_or(text);
        let Some(head) = first.find("上的") else { continue };
        if let Some((at, _)) = VOCATIVES.first_in(first).filter(|(at, _)| *at > head) {
            return Some((paragraph, at));
        }
    }
    None
}

/// Whether a paragraph does nothing but address those who listen: 共青团员们,青年朋友们,同志们:.
fn greets(text: &str) -> bool {
    let Some(bare) = text.trim_end_matches(' ').strip_suffix([':', '!', ',']) else { return false };
    let (ends, begins) = &ADDRESSED;
    let pieces = || bare.split([',', '、', ' ', '!']).filter(|piece| !piece.is_empty());
    bare.chars().count() <= 80
        && pieces().next().is_some()
        && pieces().all(|piece| ends.ending(piece).is_some() || begins.starting(piece).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings() {
        let check = |text: &str, expected: bool| assert_eq!(greets(&Prose::of(text).text), expected, "{text}");
        check("共青团员们，青年朋友们，同志们：", true);
        check("尊敬的总统先生，各位同事：", true);
        check("少先队员们！", true);
        check("他对孩子们说：", false);
        check("同志们都来了，我们开会。", false);
        check("要求如下：", false);
    }
}
