//! Where names end: what follows a name, and what would, but goes on with it (康正和主持会议).

use crate::import::lines::is_han;
use crate::import::prose::rest;
use crate::import::vocabulary::bounds::{AFTER_NAME, AFTER_NAMES};
use crate::import::vocabulary::honours::HONOURS;
use crate::import::vocabulary::speaking::{ADVERBS, SAYS};
use crate::text::words::Words;

use super::is_surname;

/// What somebody gives (作) at a meeting.
static GIVEN: Words = Words::new(&[
    "报告", "说明", "发言", "讲话", "演讲", "讲座", "动员", "总结", "部署", "汇报", "介绍", "点评", "交流", "通报",
    "讲解",
]);

/// What somebody comes to do.
static VISITS: Words =
    Words::new(&["调研", "考察", "视察", "指导", "访问", "检查", "参观", "慰问", "座谈", "讲学", "出席", "参加", "作"]);

/// Whether 和 joins two people where this text follows it: what joins two stands before a name, never before what one does,
/// a title without a name behind it, a mark or another such word. 康正和主持会议, 康正和21日说, 康正和和李明; 康正和市长李明.
pub fn joins(after: &str) -> bool {
    // 勒某和100多名代表出席.
    let number = after.trim_start_matches(|c: char| c.is_ascii_digit());
    if number.len() < after.len() {
        return !number.starts_with(['日', '月', '年', '时']);
    }
    let name = |c: char| is_han(c) && !matches!(c, '和' | '及' | '与' | '等' | '还');
    let title = HONOURS.starting(after).map_or("", |title| rest(after, title.len()));
    let titled = title.starts_with(is_surname) && AFTER_NAMES.starting(title).is_none();
    after.starts_with(name) && (titled || AFTER_NAMES.starting(after).is_none() && HONOURS.starting(after).is_none())
}

/// Whether a name can end where this text follows.
pub fn bounded(after: &str) -> bool {
    let mut chars = after.chars();
    let Some(first) = chars.next() else { return true };
    if !is_han(first) && first != '·' {
        return true;
    }
    if matches!(first, '说' | '称') || first == '指' && chars.as_str().starts_with([',', ':', '“']) {
        return true;
    }
    // 周明从五个方面报告了….
    if first == '从' {
        let clause: String = chars.clone().take_while(|c| !matches!(c, ',' | '。' | ':')).take(12).collect();
        return ["方面", "角度", "入手", "入题", "层面"].iter().any(|word| clause.contains(word));
    }
    if first == '和' && !joins(chars.as_str()) {
        return false;
    }
    // 吴明一同志作讲解; 王明一同某国总理举行会谈: one who does something with others does it behind the word.
    if let Some(together) = after.strip_prefix("一同")
        && AFTER_NAMES.starting(together).is_none()
    {
        return false;
    }
    // 王建发表示: 发表 is none.
    if after.starts_with("发表示") {
        return false;
    }
    // 王明边听边记.
    if first == '边' {
        return chars.as_str().chars().skip(1).take(2).any(|c| c == '边');
    }
    // 王明于3月5日至6日访问.
    if first == '于' {
        return chars.as_str().starts_with(|c: char| c.is_ascii_digit()) || chars.as_str().starts_with("当地");
    }
    // 王明来我校调研.
    if first == '来' {
        let clause: String = chars.clone().take_while(|c| !matches!(c, ',' | '。' | ':' | ';')).take(16).collect();
        return VISITS.stand_in(&clause) || AFTER_NAMES.starting(after).is_some();
    }
    // 王明多番强调.
    if let Some(adverb) = ADVERBS.starting(after)
        && SAYS.starting(rest(after, adverb.len())).is_some()
    {
        return true;
    }
    // 王剑作某年度预算执行情况的报告, 王剑作《…》说明.
    if first == '作' {
        let clause: String = chars.clone().take_while(|c| !matches!(c, ',' | '。' | ':' | ';')).take(60).collect();
        if GIVEN.stand_in(&clause) {
            return true;
        }
    }
    let next = |c: char| is_han(c) || c.is_ascii_digit() || matches!(c, '《' | '“' | '(');
    if AFTER_NAME.contains(first) && chars.next().is_some_and(next) {
        return true;
    }
    AFTER_NAMES.starting(after).or_else(|| HONOURS.starting(after)).is_some()
        || SAYS.starting(after).is_some_and(|word| rest(after, word.len()).starts_with([',', ':', '“']))
}
