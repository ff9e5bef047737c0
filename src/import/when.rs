//! Days as reports give them: 5月26日, 6月5日至6日, 20日上午, 2023年11月30日. A day whose year or month does not stand with it
//! is completed from what is known of the document, and says so; where nothing is known it stays open.

use crate::model::date::{By, days_of};
use crate::model::{Date, PartOfDay, Precision};

/// A day as it stands in a text, and a second one where it is a range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// The year, where it stands there.
    pub year: Option<u32>,
    /// The month, where it stands there.
    pub month: Option<u32>,
    /// The day of the month.
    pub day: u32,
    /// The last day of a range: month (where said), day.
    pub until: Option<(Option<u32>, u32)>,
    /// Days from the day of publication, where the text says 今天 or 昨天 and no day.
    pub relative: Option<i32>,
    /// 上午, 下午, 晚.
    pub part: Option<PartOfDay>,
    /// The words.
    pub words: String,
    /// Where the words begin and end, in chars.
    pub at: (usize, usize),
}

/// The year that is known, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The year.
    pub year: u32,
    /// The month, where the whole day is known.
    pub month: Option<u32>,
    /// The day of the month, where it is known.
    pub day: Option<u32>,
    /// The words that it rests on.
    pub evidence: String,
}

/// The days in a text, in order. 去年8月20日 is one too: what stands before it is for the caller to read.
pub fn days(text: &str) -> Vec<Day> {
    // Nothing to read where no unit stands: most clauses.
    if !text.contains('日') {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if digit(chars[at]).is_some()
            && (at == 0 || digit(chars[at - 1]).is_none())
            && let Some(day) = day(&chars, at)
        {
            at = day.at.1;
            out.push(day);
        } else {
            at += 1;
        }
    }
    out
}

/// A number and the unit after it, blanks between allowed; and the place behind.
fn unit(chars: &[char], from: usize, unit: char) -> Option<(u32, usize)> {
    let (mut value, mut at, mut digits) = (0u32, from, 0);
    while chars.get(at) == Some(&' ') {
        at += 1;
    }
    let mut tens = false;
    while let Some(c) = chars.get(at) {
        // 二〇二四年 is written digit by digit, 十二月 and 二十一日 with 十.
        if *c == '十' && digits <= 1 && unit != '年' {
            value = if digits == 0 { 10 } else { value * 10 };
            tens = true;
        } else if let Some(digit) = digit(*c) {
            value = if tens { value + digit } else { value.saturating_mul(10).saturating_add(digit) };
        } else {
            break;
        }
        digits += 1;
        at += 1;
    }
    while chars.get(at) == Some(&' ') {
        at += 1;
    }
    (digits > 0 && digits <= 4 && chars.get(at) == Some(&unit)).then_some((value, at + 1))
}

/// A digit, in figures of either kind.
fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| "〇一二三四五六七八九十".chars().position(|d| d == c).map(|at| at as u32)).or(match c {
        '○' | '零' => Some(0),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    })
}

fn day(chars: &[char], from: usize) -> Option<Day> {
    let mut at = from;
    // 民國101年 is 2012.
    let republic = matches!(chars.get(from.wrapping_sub(2)..from), Some(['民', '国' | '國']));
    let year = unit(chars, at, '年').map(|(y, next)| (if republic && y < 200 { y + 1911 } else { y }, next));
    let year = year.filter(|(y, _)| (1900..2100).contains(y));
    if let Some((_, next)) = year {
        at = next;
    }
    let month = unit(chars, at, '月').filter(|(m, _)| (1..=12).contains(m));
    if let Some((_, next)) = month {
        at = next;
    }
    if year.is_some() && month.is_none() {
        return None;
    }
    let in_month = |d: &(u32, usize)| (1..=31).contains(&d.0);
    // 11日至12日, 5日—6日, 11至12日.
    let Some((day, mut end)) = unit(chars, at, '日').filter(in_month) else {
        let joined = ['至', '到', '—', '-', '～'].iter().find_map(|j| unit(chars, at, *j).filter(in_month))?;
        let (last, end) = unit(chars, joined.1, '日').filter(in_month)?;
        let words = chars[from..end].iter().collect();
        let until = Some((None, last));
        return Some(Day {
            year: year.map(|y| y.0),
            month: month.map(|m| m.0),
            day: joined.0,
            until,
            part: part_of(&chars.iter().skip(end).take(3).collect::<String>()),
            words,
            at: (from, end),
            relative: None,
        });
    };
    let mut until = None;
    let mut look = end;
    while matches!(chars.get(look), Some(' ')) {
        look += 1;
    }
    if matches!(chars.get(look), Some('至' | '到' | '—' | '-' | '～')) {
        let mut next = look + 1;
        if chars.get(next) == Some(&'—') {
            next += 1;
        }
        let other = unit(chars, next, '月').filter(|(m, _)| (1..=12).contains(m));
        if let Some((_, after)) = other {
            next = after;
        }
        if let Some((last, after)) = unit(chars, next, '日').filter(in_month) {
            until = Some((other.map(|o| o.0), last));
            end = after;
        }
    }
    let rest: String = chars.iter().skip(end).take(3).collect();
    let part = part_of(&rest);
    let words = chars[from..end].iter().collect();
    Some(Day {
        year: year.map(|y| y.0),
        month: month.map(|m| m.0),
        day,
        until,
        part,
        words,
        at: (from, end),
        relative: None,
    })
}

impl Day {
    /// First and last day as dates; None where the year or the month is not known.
    pub fn dates(&self, known: Option<&Known>) -> Option<(Date, Date)> {
        if let Some(offset) = self.relative {
            return self.counted(offset, known?);
        }
        let month = self.month.or_else(|| known.and_then(|k| self.month_before(k)))?;
        let year = self.year.or_else(|| known.map(|k| self.year_before(month, k)))?;
        let inferred = self.year.is_none() || self.month.is_none();
        let evidence = match known {
            Some(known) if inferred => format!("{}；{}", self.words, known.evidence),
            _ => self.words.clone(),
        };
        let date = |year: u32, month: u32, day: u32| Date {
            value: format!("{year:04}-{month:02}-{day:02}"),
            precision: Precision::Day,
            part_of_day: self.part,
            inferred,
            by: By::Rule,
            evidence: evidence.clone(),
        };
        let start = date(year, month, self.day);
        let end = self.until.map_or_else(
            || start.clone(),
            |(m, day)| {
                let last = m.unwrap_or(month);
                date(year + u32::from(last < month), last, day)
            },
        );
        Some((start, end))
    }

    /// The month of a day without one: the month of publication, or the one before where the day is still to come in it.
    fn month_before(&self, known: &Known) -> Option<u32> {
        let month = known.month?;
        let last = self.until.map_or(self.day, |(_, day)| day);
        let to_come = known.day.is_some_and(|day| last > day + 1);
        Some(if to_come { (month + 10) % 12 + 1 } else { month })
    }

    /// The year of a month without one: that of publication, or the one before where the month is still to come in it.
    fn year_before(&self, month: u32, known: &Known) -> u32 {
        let to_come =
            known.month.is_some_and(|published| month > published + 1 || month == published + 1 && self.day > 1);
        known.year - u32::from(to_come && known.day.is_some())
    }

    /// 今天, 昨天: counted from the day of publication.
    fn counted(&self, offset: i32, known: &Known) -> Option<(Date, Date)> {
        let (year, month, day) = shifted(known.year, known.month?, known.day?, offset);
        let date = Date {
            value: format!("{year:04}-{month:02}-{day:02}"),
            precision: Precision::Day,
            part_of_day: self.part,
            inferred: true,
            by: By::Rule,
            evidence: format!("{}；{}", self.words, known.evidence),
        };
        Some((date.clone(), date))
    }

    /// Whether what stands right before the day in its text says another year: 去年8月20日.
    pub fn long_past(&self, text: &str) -> bool {
        let before: String = text.chars().take(self.at.0).collect();
        ["去年", "前年", "明年", "当年", "同年", "翌年", "次年", "上年", "截至", "截止"]
            .iter()
            .any(|w| before.ends_with(w))
    }
}

impl Known {
    /// What a date of publication tells.
    pub fn of(date: &Date) -> Option<Self> {
        let mut parts = date.value.split('-').map(str::parse::<u32>);
        let (year, month, day) =
            (parts.next()?.ok()?, parts.next().and_then(Result::ok), parts.next().and_then(Result::ok));
        Some(Self { year, month, day, evidence: date.evidence.clone() })
    }
}

/// The first 今天 or 昨天 of a text that no day in brackets explains.
pub fn relative(text: &str) -> Option<Day> {
    const WORDS: &[(&str, i32)] = &[
        ("今天", 0),
        ("今日", 0),
        ("今晚", 0),
        ("今早", 0),
        ("今晨", 0),
        ("昨天", -1),
        ("昨日", -1),
        ("昨晚", -1),
        ("前天", -2),
        ("昨在", -1),
        ("今在", 0),
    ];
    let (at, word, offset) =
        WORDS.iter().filter_map(|(word, offset)| text.find(word).map(|at| (at, *word, *offset))).min()?;
    let behind = text.get(at + word.len()..).unwrap_or("");
    let part = part_of(behind).or((word.ends_with('晚')).then_some(PartOfDay::Evening));
    let start = text.get(..at).unwrap_or("").chars().count();
    let words = word.to_owned();
    Some(Day { relative: Some(offset), part, words, at: (start, start + 2), ..Day::default() })
}

/// 上午, 下午, 晚 at the start of a text.
fn part_of(text: &str) -> Option<PartOfDay> {
    let text = text.trim_start();
    if text.starts_with("上午") || text.starts_with("早上") || text.starts_with("早晨") {
        Some(PartOfDay::Morning)
    } else if text.starts_with("下午") {
        Some(PartOfDay::Afternoon)
    } else if text.starts_with('晚') && !text.starts_with("晚些") || text.starts_with("当晚") {
        Some(PartOfDay::Evening)
    } else {
        None
    }
}

/// A day some days later or earlier.
fn shifted(mut year: u32, mut month: u32, day: u32, offset: i32) -> (u32, u32, u32) {
    let mut day = day as i32 + offset;
    while day < 1 {
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        day += days_of(year, month) as i32;
    }
    while day > days_of(year, month) as i32 {
        day -= days_of(year, month) as i32;
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (year, month, day.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Year, month, day and the last day of a range.
    type Parts = (Option<u32>, Option<u32>, u32, Option<u32>);

    fn check(text: &str, expected: &[Parts]) {
        let got: Vec<_> = days(text).into_iter().map(|d| (d.year, d.month, d.day, d.until.map(|u| u.1))).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn days_are_completed_from_the_day_of_publication() {
        let check = |text: &str, published: (u32, u32, u32), expected: &str| {
            let known =
                Known {
                    year: published.0, month: Some(published.1), day: Some(published.2), evidence: "发布".into()
                };
            let day = days(text).into_iter().next().or_else(|| relative(text)).unwrap();
            let (start, end) = day.dates(Some(&known)).unwrap();
            assert_eq!(format!("{}..{}", start.value, end.value), expected, "{text}");
        };
        check("习某30日上午在", (2025, 4, 30), "2025-04-30..2025-04-30");
        check("习某30日上午在", (2025, 5, 1), "2025-04-30..2025-04-30");
        check("12月31日在", (2025, 1, 2), "2024-12-31..2024-12-31");
        check("14日至17日到", (2025, 4, 17), "2025-04-14..2025-04-17");
        check("12月30日至1月2日", (2025, 1, 3), "2024-12-30..2025-01-02");
        check("今天上午", (2024, 3, 1), "2024-03-01..2024-03-01");
        check("昨天举行", (2024, 3, 1), "2024-02-29..2024-02-29");
        check("二〇二四年十二月二十一日", (2025, 1, 2), "2024-12-21..2024-12-21");
        check("中華民國101年9月20日", (2013, 1, 2), "2012-09-20..2012-09-20");
    }

    #[test]
    fn days_as_reports_give_them() {
        check("快讯 5月26日,某会", &[(None, Some(5), 26, None)]);
        check("6 月 5 日至 6 日，", &[(None, Some(6), 5, Some(6))]);
        check("12月11日至12日在北京", &[(None, Some(12), 11, Some(12))]);
        check("12月11至12日", &[(None, Some(12), 11, Some(12))]);
        check("习近平30日上午在", &[(None, None, 30, None)]);
        check("2023年11月30日电", &[(Some(2023), Some(11), 30, None)]);
        check("2021年度，5年来，第3届", &[]);
    }
}
