//! What a meeting states of itself: 会议指出，…; 会议听取了汇报，强调…. That it heard, deliberated or adopted something is no statement.

use crate::import::prose::{cut, rest};
use crate::import::vocabulary::speaking::STATEMENTS;
use crate::text::words::Words;

/// 会议研究某事，指出要…: a later clause states what the meeting, having heard or deliberated something, holds.
pub fn later_statement(after: &str) -> Option<usize> {
    DELIBERATES.starting(after)?;
    let mut from = 0;
    while let Some(step) = rest(after, from).find([',', ';']) {
        let start = from + step + 1;
        let later = rest(after, start);
        let later = later.strip_prefix('并').unwrap_or(later);
        if let Some(verb) = ["指出", "强调", "要求", "认为"].iter().find(|verb| later.starts_with(**verb))
            && !quoted(cut(after, 0..start))
        {
            return Some(after.len() - later.len() + verb.len());
        }
        from = start;
    }
    None
}

/// What a meeting does before it states something.
static DELIBERATES: Words = Words::new(&[
    "听取",
    "研究",
    "还研究",
    "审议",
    "还审议",
    "讨论",
    "对",
    "就",
    "传达",
    "学习",
    "部署",
    "分析",
    "通过",
    "围绕",
    "还听取",
    "决定",
    "回顾",
    "总结",
    "通报",
    "审定",
    "专题",
    "集中",
    "深入",
    "认真",
    "原则",
    "书面",
    "观看",
    "高度评价",
    "充分肯定",
]);

/// The length of the verb by which a meeting states something, where a statement follows.
pub fn statement(after: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(word) =
        ["还", "同时", "并", "最后", "特别", "进一步", "再次", "一致"].iter().find(|w| rest(after, at).starts_with(**w))
    {
        at += word.len();
    }
    let tail = rest(after, at);
    let verb = STATEMENTS.starting(tail)?;
    let behind = rest(tail, verb.len());
    let plain = behind.starts_with([',', ':'])
        || ["号召", "要求", "充分肯定", "高度评价", "希望", "强调", "决定", "建议"].contains(&verb)
            && !behind.starts_with(['了', '的']);
    plain.then_some(at + verb.len())
}

/// Whether words of others stand open at the end of a text.
pub fn quoted(before: &str) -> bool {
    before.matches('“').count() > before.matches('”').count()
}

/// Whether a clause says that somebody sets out the points that follow: 报告了…情况, 对…作了部署, 就…谈了两点意见.
pub fn sets_out(clause: &str) -> bool {
    SETS_OUT.first_in(clause).is_some_and(|(at, _)| !["听取", "了解"].iter().any(|w| cut(clause, 0..at).contains(w)))
}

/// Verbs of those who set out points, behind which what they are about may stand.
static SETS_OUT: Words = Words::new(&[
    "报告了",
    "回顾了",
    "汇报了",
    "介绍了",
    "通报了",
    "总结了",
    "阐述了",
    "部署了",
    "分析了",
    "提出了",
    "提出",
    "谈了",
    "讲了",
    "强调了",
    "作了部署",
    "作了安排",
    "作了安排部署",
    "作出部署",
    "作出安排",
    "作了讲话",
    "作了发言",
    "作了说明",
]);
