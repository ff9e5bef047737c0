//! Days as reports give them: 5月26日, 6月5日至6日, 20日上午, 2023年11月30日. A day whose year or month does not stand with it
//! is completed from what is known of the document, and says so; where nothing is known it stays open.

use crate::model::date::By;
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
    /// The words that it rests on.
    pub evidence: String,
}

/// The days in a text, in order. 去年8月20日 is one too: what stands before it is for the caller to read.
pub fn days(text: &str) -> Vec<Day> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_ascii_digit()
            && (at == 0 || !chars[at - 1].is_ascii_digit())
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
    while let Some(digit) = chars.get(at).and_then(|c| c.to_digit(10)) {
        value = value.saturating_mul(10).saturating_add(digit);
        digits += 1;
        at += 1;
    }
    while chars.get(at) == Some(&' ') {
        at += 1;
    }
    (digits > 0 && digits <= 4 && chars.get(at) == Some(&unit)).then_some((value, at + 1))
}

fn day(chars: &[char], from: usize) -> Option<Day> {
    let mut at = from;
    let year = unit(chars, at, '年').filter(|(y, _)| (1900..2100).contains(y));
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
            part: None,
            words,
            at: (from, end),
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
    let rest: String = chars.iter().skip(end).take(2).collect();
    let part = match rest.as_str() {
        "上午" => Some(PartOfDay::Morning),
        "下午" => Some(PartOfDay::Afternoon),
        "晚上" | "晚间" => Some(PartOfDay::Evening),
        _ => None,
    };
    let words = chars[from..end].iter().collect();
    Some(Day { year: year.map(|y| y.0), month: month.map(|m| m.0), day, until, part, words, at: (from, end) })
}

impl Day {
    /// First and last day as dates; None where the year or the month is not known.
    pub fn dates(&self, known: Option<&Known>) -> Option<(Date, Date)> {
        let year = self.year.or(known.map(|k| k.year))?;
        let month = self.month.or_else(|| known.and_then(|k| k.month))?;
        let inferred = self.year.is_none() || self.month.is_none();
        let evidence = match known {
            Some(known) if inferred => format!("{}；{}", self.words, known.evidence),
            _ => self.words.clone(),
        };
        let date = |month: u32, day: u32| Date {
            value: format!("{year:04}-{month:02}-{day:02}"),
            precision: Precision::Day,
            part_of_day: self.part,
            inferred,
            by: By::Rule,
            evidence: evidence.clone(),
        };
        let start = date(month, self.day);
        let end = self.until.map_or_else(|| start.clone(), |(m, d)| date(m.unwrap_or(month), d));
        Some((start, end))
    }
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
