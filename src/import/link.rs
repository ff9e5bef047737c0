//! The day in the addresses of a page: https://…/2024/04/08/…, where the text itself gives none. Aired or published, not held.

use crate::model::{By, Date, Precision};

/// The day that every dated address of a source gives; None where they differ or there is none.
pub fn day(source: &str) -> Option<Date> {
    let mut found: Option<Date> = None;
    for (at, _) in source.match_indices("://") {
        let Some(date) = of(source, at) else { continue };
        match &found {
            Some(before) if before.value != date.value => return None,
            Some(_) => {}
            None => found = Some(date),
        }
    }
    found
}

/// The day of the address whose `://` stands at a byte.
fn of(source: &str, at: usize) -> Option<Date> {
    let tail = source.get(at..)?;
    let end = tail.find(|c: char| c.is_whitespace() || matches!(c, ')' | '"' | '<' | '>' | '）')).unwrap_or(tail.len());
    let address = tail.get(..end)?;
    let parts: Vec<&str> = address.split('/').collect();
    let number = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<u32>().ok()).flatten()
    };
    let day = parts.windows(3).find_map(|w| Some((number(w[0], 4)?, number(w[1], 2)?, number(w[2], 2)?)));
    let (year, month, day) =
        day.filter(|(y, m, d)| (1990..2100).contains(y) && (1..=12).contains(m) && (1..=31).contains(d))?;
    let scheme: Vec<char> = source.get(..at)?.chars().rev().take_while(char::is_ascii_alphabetic).collect();
    Some(Date {
        value: format!("{year:04}-{month:02}-{day:02}"),
        precision: Precision::Day,
        part_of_day: None,
        inferred: true,
        by: By::Rule,
        evidence: scheme.into_iter().rev().collect::<String>() + address,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_addresses() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(day(text).map(|d| d.value).as_deref(), expected);
        check("[原文](https://tv.example.com/2024/04/08/V.shtml)", Some("2024-04-08"));
        check("http://a.cn/2024/04/08/a.htm http://a.cn/2024/04/08/b.htm", Some("2024-04-08"));
        check("http://a.cn/2024/04/08/a.htm http://a.cn/2024/04/09/b.htm", None);
        check("http://a.cn/2024/a.htm", None);
    }
}
