//! The first clause behind a subject: whether it is one that gives words.

use crate::import::prose::cut;
use crate::import::vocabulary::speaking::SAYS;

/// A text as far as the first mark.
pub fn first_clause(text: &str) -> &str {
    let end = text.find([',', ':', ';', '。', '“', '!', '?']).unwrap_or(text.len());
    cut(text, 0..end)
}

/// The verb of speaking that a clause ends with.
pub fn clause_says(clause: &str) -> Option<&'static str> {
    let clause = clause.trim_end_matches(' ');
    // 回应指,…: words follow at the end of a clause alone; 指 begins other words.
    let verb = SAYS.ending(clause).or_else(|| clause.ends_with('指').then_some("指"))?;
    // 听取…介绍: somebody else's words. 在听取…后表示: one's own.
    let listens = || {
        !["指出", "强调", "表示", "认为", "说"].contains(&verb)
            && ["听取", "观看", "了解", "听了"].iter().any(|w| clause.contains(w))
    };
    // 出席…并致辞, 作工作报告: that something was given, and no words of it.
    let gives = |verb: &str| match verb {
        "致辞" => ["出席", "主持", "发表", "分别", "先后", "并致辞"].iter().any(|w| clause.contains(w)),
        "报告" | "总结" | "说明" => clause.contains('作'),
        _ => false,
    };
    (clause.chars().count() <= 40 && !listens() && !gives(verb)).then_some(verb)
}

/// Whether somebody says something in a manner that the clause names: 开门见山地宣布:“….
pub fn says_in_manner(after: &str) -> bool {
    let clause = first_clause(after);
    clause_says(clause).is_some_and(|verb| {
        let manner = cut(clause, 0..clause.trim_end_matches(' ').len() - verb.len());
        manner.ends_with('地') && manner.chars().count() <= 12 && !manner.contains('的')
    })
}

/// Whether what stands behind a name and a colon are words: 某部发言人 王某:“…”. 王某:带着乡亲过上好日子 is a head.
pub fn gives_words(after: &str) -> bool {
    after.trim_end().ends_with(['。', '!', '?', '”'])
}
