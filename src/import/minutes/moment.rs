//! Days and hours as the heads of minutes give them: 中華民國101年10月11日（星期四）上午9時6分, 2012年 10月 10日星期三,
//! 二〇一二年十月十日. A year of the Republic is its number and 1911.

use crate::model::date::By;
use crate::model::{Date, PartOfDay, Precision};
use crate::text::fold;

/// Which calendar a small year without a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// None: 101年 is no year.
    Western,
    /// The Republic's: 101年 is 2012.
    Republic,
}

/// When a sitting was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// The first whole day of a text, and the last day where it is a range.
pub fn moment(text: &str, era: Era) -> Option<Moment> {
    // Blanks go, but for one that parts two numbers: 2023-01-17 10:00.
    let all: Vec<(usize, char)> = text.char_indices().collect();
    let digit = |at: Option<&(usize, char)>| at.is_some_and(|(_, c)| c.is_ascii_digit());
    let parts = |at: usize| digit(at.checked_sub(1).and_then(|b| all.get(b))) && digit(all.get(at + 1));
    let kept = all.iter().enumerate().filter(|(at, (_, c))| !c.is_whitespace() || parts(*at));
    let chars: Vec<(usize, char)> = kept.map(|(_, pair)| *pair).collect();
    let glyphs: Vec<char> = chars.iter().map(|(_, c)| fold::fold(*c)).collect();
    let (from, day, mut at) = (0..glyphs.len()).find_map(|from| {
        if from > 0 && glyphs.get(from - 1).is_some_and(|c| is_digit(*c)) {
            return None;
        }
        let (day, at) = whole(&glyphs, from, era)?;
        Some((from, day, at))
    })?;
    let slice = |from: usize, to: usize| {
        let end = chars.get(to).map_or(text.len(), |(at, _)| *at);
        chars.get(from).and_then(|(start, _)| text.get(*start..end)).unwrap_or("").trim().to_owned()
    };
    let mut words_end = at;
    at = weekday(&glyphs, at);
    let part = part_of_day(&glyphs, at).inspect(|(_, next)| {
        words_end = *next;
    });
    let date = |day: (u32, u32, u32), evidence: String, part: Option<PartOfDay>| Date {
        value: format!("{:04}-{:02}-{:02}", day.0, day.1, day.2),
        precision: Precision::Day,
        part_of_day: part,
        inferred: false,
        by: By::Rule,
        evidence,
    };
    let start = date(day, slice(from, words_end), part.map(|(p, _)| p));
    // A later day within the same clause: 至10月12日, 、12日.
    let rest = glyphs.get(words_end..).unwrap_or(&[]);
    let end = last_day(rest, day).map_or_else(|| start.clone(), |last| date(last, slice(from, glyphs.len()), None));
    Some(Moment { start, end })
}

/// Year, month and day of a whole date, and what follows it.
type Whole = ((u32, u32, u32), usize);

fn whole(glyphs: &[char], from: usize, era: Era) -> Option<Whole> {
    let starts = |at: usize, word: &str| {
        let word: Vec<char> = word.chars().collect();
        glyphs.get(at..at + word.len()).is_some_and(|g| g == word.as_slice())
    };
    let mut at = from;
    let mut era = era;
    for word in ["中华民国", "民国"] {
        if starts(at, word) {
            at += word.chars().count();
            era = Era::Republic;
            break;
        }
    }
    if from > 0 && at == from && glyphs.get(from - 1) == Some(&'国') {
        return None;
    }
    let (year, next) = number(glyphs, at)?;
    let dashed = matches!(glyphs.get(next), Some('-' | '/' | '.'));
    if !dashed && glyphs.get(next) != Some(&'年') {
        return None;
    }
    let year = match year {
        1900..2100 => year,
        1..200 if era == Era::Republic => year + 1911,
        _ => return None,
    };
    let (month, next) = number(glyphs, next + 1).filter(|(m, _)| (1..=12).contains(m))?;
    let unit = glyphs.get(next)?;
    if !(*unit == '月' || dashed && matches!(unit, '-' | '/' | '.')) {
        return None;
    }
    let (day, next) = number(glyphs, next + 1).filter(|(d, _)| (1..=31).contains(d))?;
    let next = if matches!(glyphs.get(next), Some('日' | '号')) {
        next + 1
    } else if dashed {
        next
    } else {
        return None;
    };
    Some(((year, month, day), next))
}

/// Past `（星期四）`, `星期三`, `(四)`.
fn weekday(glyphs: &[char], from: usize) -> usize {
    let mut at = from;
    if matches!(glyphs.get(at), Some('(' | '（')) {
        let close = glyphs.iter().skip(at).take(8).position(|c| matches!(c, ')' | '）'));
        return close.map_or(from, |length| at + length + 1);
    }
    for word in [['星', '期'], ['礼', '拜']] {
        if glyphs.get(at..at + 2) == Some(&word[..]) {
            at += 3;
        }
    }
    at
}

fn part_of_day(glyphs: &[char], from: usize) -> Option<(PartOfDay, usize)> {
    let at = if matches!(glyphs.get(from), Some(',' | '，')) { from + 1 } else { from };
    let two: String = glyphs.get(at..at + 2)?.iter().collect();
    let part = match two.as_str() {
        "上午" | "早上" | "凌晨" => PartOfDay::Morning,
        "下午" | "中午" => PartOfDay::Afternoon,
        "晚上" | "晚间" => PartOfDay::Evening,
        _ => return None,
    };
    // The hour stands with it: 上午9時6分.
    let mut end = at + 2;
    for unit in [&['时', '点', ':'][..], &['分', '正', '整']] {
        match number(glyphs, end) {
            Some((_, next)) if glyphs.get(next).is_some_and(|c| unit.contains(c)) => end = next + 1,
            Some((_, next)) if unit.contains(&'分') && glyphs.get(end - 1) == Some(&':') => end = next,
            _ => break,
        }
    }
    Some((part, end))
}

/// The part of the day at which a line says that the sitting began: 上午 11時正會議開始.
pub fn opening_part(text: &str) -> Option<PartOfDay> {
    let glyphs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).map(fold::fold).collect();
    let (part, end) = part_of_day(&glyphs, 0)?;
    let rest: String = glyphs.iter().skip(end).skip_while(|c| matches!(c, '正' | '整' | '半')).collect();
    let opens =
        rest.is_empty() || ["会议开始", "开会", "会议开始时间", "举行", "起"].iter().any(|w| rest.starts_with(w));
    opens.then_some(part)
}

/// The last day of a range that goes on behind its first one.
fn last_day(rest: &[char], first: (u32, u32, u32)) -> Option<(u32, u32, u32)> {
    let limit = rest.iter().position(|c| matches!(c, '。' | '；' | ';')).unwrap_or(rest.len()).min(60);
    let rest = &rest[..limit];
    let mut last = first;
    for at in 0..rest.len() {
        let Some((day, next)) = number(rest, at).filter(|(_, next)| rest.get(*next) == Some(&'日')) else { continue };
        if at > 0 && is_digit(rest[at - 1]) || !(1..=31).contains(&day) || next - at > 3 {
            continue;
        }
        // A month right before it: 10月12日.
        let month = (0..at).rev().take(4).find_map(|from| {
            number(rest, from)
                .filter(|(m, end)| rest.get(*end) == Some(&'月') && *end + 1 == at && (1..=12).contains(m))
        });
        let found = (first.0, month.map_or(last.1, |(m, _)| m), day);
        if found > last {
            last = found;
        }
    }
    (last != first).then_some(last)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百元".contains(c)
}

/// A number in digits or in Chinese numerals, and what follows it.
fn number(glyphs: &[char], from: usize) -> Option<(u32, usize)> {
    let digits: Vec<u32> = glyphs.iter().skip(from).take(5).map_while(|c| c.to_digit(10)).collect();
    if !digits.is_empty() {
        return Some((digits.iter().fold(0, |v, d| v * 10 + d), from + digits.len()));
    }
    let run: Vec<char> = glyphs.iter().skip(from).take(6).copied().take_while(|c| is_digit(*c)).collect();
    if run.is_empty() {
        return None;
    }
    let digit = |c: char| match c {
        '〇' | '零' => Some(0),
        '元' => Some(1),
        _ => "一二三四五六七八九".chars().position(|d| d == c).and_then(|at| u32::try_from(at + 1).ok()),
    };
    let end = from + run.len();
    if !run.iter().any(|c| matches!(c, '十' | '百')) {
        return Some((run.iter().filter_map(|c| digit(*c)).fold(0, |v, d| v * 10 + d), end));
    }
    let (mut total, mut open) = (0, None);
    for c in run {
        match c {
            '百' => total += open.take().unwrap_or(1) * 100,
            '十' => total += open.take().unwrap_or(1) * 10,
            _ => open = digit(c),
        }
    }
    Some((total + open.unwrap_or(0), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, era: Era, expected: Option<(&str, &str, Option<PartOfDay>)>) {
        let got = moment(text, era);
        let got = got.as_ref().map(|m| (m.start.value.as_str(), m.end.value.as_str(), m.start.part_of_day));
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn days_of_both_calendars() {
        let (morning, afternoon) = (Some(PartOfDay::Morning), Some(PartOfDay::Afternoon));
        check("中華民國101年10月11日（星期四）上午9時6分", Era::Western, Some(("2012-10-11", "2012-10-11", morning)));
        check("101年9月20日（星期四）上午9時9分至12時", Era::Republic, Some(("2012-09-20", "2012-09-20", morning)));
        check("101年9月20日", Era::Western, None);
        check("2012年 10月 10日星期三", Era::Western, Some(("2012-10-10", "2012-10-10", None)));
        check("中華民國一百零一年十月十一日下午二時", Era::Western, Some(("2012-10-11", "2012-10-11", afternoon)));
        check("二〇一九年三月五日", Era::Western, Some(("2019-03-05", "2019-03-05", None)));
        check("2023-01-17 10:00", Era::Western, Some(("2023-01-17", "2023-01-17", None)));
        check(
            "中華民國101年10月3日（星期三）、4日（星期四）上午9時",
            Era::Western,
            Some(("2012-10-03", "2012-10-04", None)),
        );
        check("2023年3月5日至3月13日", Era::Western, Some(("2023-03-05", "2023-03-13", None)));
        check("第101年度", Era::Republic, None);
    }

    #[test]
    fn the_part_of_the_day_on_a_line_of_its_own() {
        assert_eq!(opening_part("上午 11時正會議開始"), Some(PartOfDay::Morning));
        assert_eq!(opening_part("下午我們去了"), None);
    }

    #[test]
    fn the_evidence_is_the_words() {
        let got = moment("時　間　中華民國101年10月11日（星期四）上午9時6分", Era::Western);
        assert_eq!(got.map(|m| m.start.evidence).as_deref(), Some("中華民國101年10月11日（星期四）上午9時6分"));
    }
}
