//! A whole day as heads and bylines give it: the day of publication, with its words.

use crate::model::date::By;
use crate::model::{Date, Precision};

/// The first whole day in a text: 2020-08-22, 2020年8月22日, 2020/8/22.
pub fn day(text: &str) -> Option<Date> {
    let chars: Vec<char> = text.chars().collect();
    let number = |from: usize| -> (u32, usize) {
        let mut at = from;
        let mut value = 0;
        while let Some(digit) = chars.get(at).and_then(|c| c.to_digit(10)).filter(|_| at - from < 4) {
            value = value * 10 + digit;
            at += 1;
        }
        (value, at)
    };
    for start in 0..chars.len() {
        if start > 0 && chars[start - 1].is_ascii_digit() {
            continue;
        }
        let (year, at) = number(start);
        if at - start != 4 || !(1900..2100).contains(&year) || !matches!(chars.get(at), Some('-' | '/' | '.' | '年')) {
            continue;
        }
        let (month, next) = number(at + 1);
        if next == at + 1 || !(1..=12).contains(&month) || !matches!(chars.get(next), Some('-' | '/' | '.' | '月')) {
            continue;
        }
        let (day, end) = number(next + 1);
        if end == next + 1 || !(1..=31).contains(&day) {
            continue;
        }
        let evidence: String = chars[start..end].iter().collect();
        return Some(Date {
            value: format!("{year:04}-{month:02}-{day:02}"),
            precision: Precision::Day,
            part_of_day: None,
            inferred: false,
            by: By::Rule,
            evidence,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_whole_or_not_at_all() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(day(text).map(|d| d.value).as_deref(), expected, "{text}");
        check("发表时间:2020-08-22 21:57", Some("2020-08-22"));
        check("2020年8月2日电", Some("2020-08-02"));
        check("8月22日", None);
        check("12020-08-22", None);
    }
}
