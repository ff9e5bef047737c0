//! What a sentence or a paragraph does beside giving words: it leads to them, it tells, it goes on with what was begun.

use crate::import::vocabulary::speaking::NOBODY;
use crate::import::when;

/// Whether what stands before the first words of a paragraph does nothing but say that someone now speaks.
pub fn introduces(before: &str) -> bool {
    before.chars().count() <= 60
        && !before.contains("主持召开")
        && !["先后", "分别", "、"].iter().any(|w| before.contains(w))
        && ["讲话", "发言", "致辞", "回顾", "演讲"].iter().any(|word| before.contains(word))
}

/// Whether a sentence tells of people who come, go and listen, whoever they are.
pub fn narrates(sentence: &str) -> bool {
    let words = sentence.trim_start_matches(' ');
    let people = [
        "出席会议。",
        "参加会议。",
        "参加座谈会。",
        "出席座谈会。",
        "参加会见。",
        "参加考察。",
        "陪同考察。",
        "参加上述活动。",
        "参加调研。",
    ];
    people.iter().any(|w| words.ends_with(w))
        || ["进行讲解", "作了讲解", "认真听取了"].iter().any(|w| words.contains(w)) && !words.contains("强调")
        || words.split(',').next().is_some_and(|clause| clause.ends_with("班期间"))
        || ["据介绍", "据悉", "据了解", "会前,", "会后,", "会议期间", "座谈会前", "记者了解到", "座谈会后"]
            .iter()
            .any(|w| words.starts_with(w))
        || NOBODY.starting(words).is_some() && words.contains("发言") && !words.contains('要')
        || when::days(words).first().is_some_and(|day| day.at.0 == 0)
            && ["举行", "召开", "抵达", "来到", "在"].iter().any(|w| words.contains(w))
}

/// Whether a paragraph counts on what was begun: 一是…, 第二，….
pub fn counts_on(text: &str) -> bool {
    const COUNTERS: &[&str] = &[
        "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是", "首先", "其次", "再次", "最后",
        "一要", "二要", "三要", "四要", "五要",
    ];
    let ordinal = text.strip_prefix('第').is_some_and(|rest| {
        let number = rest.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
        number > 0 && rest.chars().nth(number).is_some_and(|c| matches!(c, ',' | '、' | ':'))
    });
    let bracketed = text.strip_prefix('(').is_some_and(|rest| rest.starts_with(|c| "一二三四五六七八九十".contains(c)));
    ordinal || bracketed || COUNTERS.iter().any(|c| text.starts_with(c))
}

/// Whether a paragraph demands, as what is said at meetings does and what is told of them does not.
pub fn wants(text: &str) -> bool {
    let first: String = text.chars().take_while(|c| !matches!(c, '。' | ';')).collect();
    let opens = ["要", "必须", "我们", "各地区", "各部门", "希望", "应", "坚持", "新时代", "中方", "双方要", "我愿"]
        .iter()
        .any(|w| text.starts_with(w));
    opens
        || first.contains("要")
            && ["要加强", "要坚持", "要适度", "要灵活", "要把", "要继续", "要进一步", "要以", "要全面"]
                .iter()
                .any(|w| first.contains(w))
}
