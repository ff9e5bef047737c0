//! What a report says against itself: counts that do not add up (应出席…人，实到…人，缺席…人), days that cannot all be true
//! (a meeting after the day on which it was published, or after the dateline that tells of it). Only contradictions are
//! findings: which of the two is wrong, the reader must see.

use crate::model::{Code, Finding, Role};

use super::article::Article;
use super::minutes::present::{Of, counts};
use super::page::{Page, dateline};
use super::prose::cut;
use super::reading::Reading;
use super::when::{self, Day, Known};

/// The contradictions of a report.
pub fn findings(page: &Page<'_>, reading: &Reading) -> Vec<Finding> {
    let mut out: Vec<Finding> = (0..page.proses.len()).filter_map(|at| miscounted(page, at)).collect();
    out.extend(misdated(page, reading));
    out
}

/// A sentence whose counts do not add up.
fn miscounted(page: &Page<'_>, paragraph: usize) -> Option<Finding> {
    let text = page.text(paragraph);
    if !page.is_body(paragraph) || !["应出席", "应到", "应参加"].iter().any(|word| text.contains(word)) {
        return None;
    }
    page.sentences[paragraph].iter().find_map(|sentence| {
        let words = cut(text, sentence.clone());
        let counts = counts(words);
        let said = |of: Of| counts.iter().find(|c| c.of == of).map(|c| c.people);
        let (due, there, absent) = (said(Of::Due)?, said(Of::Present)?, said(Of::Absent));
        let wrong = absent.map_or(there > due, |absent| there + absent != due);
        let absent = absent.map_or(String::new(), |absent| format!("、缺席 {absent} 人"));
        wrong.then(|| Finding {
            code: Code::CountConflict,
            message: format!("应出席 {due} 人，而出席 {there} 人{absent}"),
            spans: spans(page.article, paragraph),
            evidence: page.shown(paragraph, sentence.clone()).chars().take(60).collect(),
        })
    })
}

/// A meeting that was held after it was reported: after the day of publication, or after the dateline of its report.
fn misdated(page: &Page<'_>, reading: &Reading) -> Option<Finding> {
    let (at, wired) = wired(page)?;
    let published = page.article.published.as_ref().and_then(Known::of);
    // The dateline and the byline.
    if let (Some(known), Some(month)) = (&published, wired.month)
        && let (Some(published_month), Some(published_day)) = (known.month, known.day)
        && known.year == wired.year.unwrap_or(known.year)
        && ordinal(month, wired.day) > ordinal(published_month, published_day) + 1
        && ordinal(month, wired.day) < ordinal(published_month, published_day) + HALF_A_YEAR
    {
        return Some(finding(page, at, &wired, &known.evidence, "电头的日期晚于发布日期"));
    }
    // The dateline and the day of the meeting.
    let (paragraph, held) = reading.days.iter().flatten().next()?;
    let last = held.until.map_or(held.day, |(_, day)| day);
    let month = held.until.and_then(|(month, _)| month).or(held.month).or(wired.month)?;
    let (told, on) = (ordinal(wired.month?, wired.day), ordinal(month, last));
    let same_year = held.year.is_none() || wired.year.is_none() || held.year == wired.year;
    (same_year && held.relative.is_none() && on > told && on < told + HALF_A_YEAR)
        .then(|| finding(page, *paragraph, held, &wired.words, "会议的日期晚于报道它的电头"))
}

/// Days after which a later month is rather one of the year before.
const HALF_A_YEAR: u32 = 180;

/// A day as the days of a year are counted, in months of 31.
fn ordinal(month: u32, day: u32) -> u32 {
    month * 31 + day
}

/// The day of the dateline, and its paragraph: 新华社某地6月5日电.
fn wired(page: &Page<'_>) -> Option<(usize, Day)> {
    let first = page.article.paragraphs.iter().position(|p| p.role == Role::Body)?;
    let text = page.text(first);
    let head = cut(text, 0..dateline(text));
    let day = head.contains('电').then(|| when::days(head).into_iter().next_back()).flatten()?;
    Some((first, day))
}

fn finding(page: &Page<'_>, paragraph: usize, day: &Day, other: &str, message: &str) -> Finding {
    Finding {
        code: Code::DateConflict,
        message: message.to_owned(),
        spans: spans(page.article, paragraph),
        evidence: format!("{}；{other}", day.words),
    }
}

fn spans(article: &Article, paragraph: usize) -> Vec<crate::text::Span> {
    article.paragraphs.get(paragraph).map_or_else(Vec::new, |p| p.spans.clone())
}

#[cfg(test)]
mod tests {
    use crate::import::import;
    use crate::model::Code;

    /// The codes and the evidence of what contradicts itself.
    fn check(text: &str, expected: &[(Code, &str)]) {
        let found = import("a.txt", text.as_bytes());
        let findings = found.documents.iter().flat_map(|d| &d.findings);
        let got: Vec<(Code, &str)> = findings
            .filter(|f| matches!(f.code, Code::DateConflict | Code::CountConflict))
            .map(|f| (f.code, f.evidence.as_str()))
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn what_contradicts_itself_is_said() {
        let report = |byline: &str, wire: &str, day: &str, counts: &str| {
            format!(
                "全市水利工作会议召开\n{byline}\n新华社临江{wire}电 全市水利工作会议{day}在临江召开。会议指出，要做好各项工作。\n{counts}\n"
            )
        };
        let right = "会议应出席委员30人，实到28人，缺席2人，符合规定人数。";
        check(&report("2024-06-06", "6月5日", "6月5日", right), &[]);
        check(&report("2024-06-06", "6月5日", "5日", right), &[]);
        check(&report("2025-01-02", "12月31日", "12月30日至31日", right), &[]);
        check(&report("2024-06-06", "6月5日", "6月7日", right), &[(Code::DateConflict, "6月7日；6月5日")]);
        check(&report("2024-06-02", "6月5日", "6月5日", right), &[(Code::DateConflict, "6月5日；2024-06-02")]);
        check(
            &report("2024-06-06", "6月5日", "6月5日", "会议应出席委员30人，实到28人，缺席3人，符合规定人数。"),
            &[(Code::CountConflict, "会议应出席委员30人，实到28人，缺席3人，符合规定人数。")],
        );
    }
}
