//! What a printed page adds to a text: a running head that recurs with its page number, the number alone, a footnote
//! below a rule. Only shapes and recurrence tell them: a line that merely repeats (a vote, a refrain) is text.

use std::collections::HashMap;

use crate::import::lines::Line;

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing stands in it.
    Blank,
    /// Text.
    Text,
    /// A running head or a page number.
    Head,
    /// The first line of a footnote.
    Note,
    /// A footnote goes on.
    NoteGoesOn,
}

/// The mark of each line; `source`: the text that the lines are of.
pub fn marks(source: &str, lines: &[Line<'_>]) -> Vec<Mark> {
    let mut marks: Vec<Mark> =
        lines.iter().map(|line| if line.is_blank() { Mark::Blank } else { Mark::Text }).collect();
    heads(lines, &mut marks);
    footnotes(source, lines, &mut marks);
    marks
}

/// A bare page number: `149`, `- 3 -`, `第 3 页`, `3 / 10`.
pub fn page_number(text: &str) -> Option<u32> {
    if text.chars().count() > 16 {
        return None;
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_matches(['-', '—', '－', '─', '–', '·', '~']);
    let bare = bare.strip_prefix('第').and_then(|t| t.split(['页', '頁']).next()).unwrap_or(bare);
    let bare = bare.split_once('/').map_or(bare, |(page, _)| page);
    let digits = !bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|b| b.is_ascii_digit());
    // 138/2012 is the number of a paper.
    let paper = text.split_once('/').is_some_and(|(_, of)| of.trim().len() > 3);
    (digits && !paper).then(|| bare.parse().ok()).flatten()
}

/// A line without blanks and without a page number at its ends, and that number.
fn key(text: &str) -> Option<(String, Option<u32>)> {
    if text.chars().count() > 60 {
        return None;
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let trailing = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let leading = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    // 2012年 at the front is a date, not a page.
    let dated = bare.get(leading..).is_some_and(|rest| rest.starts_with(['年', '月', '.', '、', '-', '/']));
    let (cut, number) = if trailing > 0 && trailing <= 5 && trailing < bare.len() {
        (bare.get(..bare.len() - trailing)?, bare.get(bare.len() - trailing..)?)
    } else if leading > 0 && leading <= 5 && leading < bare.len() && !dated {
        (bare.get(leading..)?, bare.get(..leading)?)
    } else {
        (bare.as_str(), "")
    };
    (cut.chars().count() >= 4).then(|| (cut.to_owned(), number.parse().ok()))
}

/// Whether a line has the shape of a running head: a dash between two parts, or the name of a gazette.
fn is_headlike(key: &str) -> bool {
    let dashed = key.contains(['─', '—', '－', '│', '–', '―']) && key.chars().any(|c| c.is_ascii_digit());
    dashed
        || ["公報", "公报", "LEGISLATIVECOUNCIL", "委員會紀錄", "委员会纪录", "議事錄"].iter().any(|w| key.contains(w))
}

/// A line that may be a head, the number of its page, and the line of that number where it has one of its own.
type Place = (usize, Option<u32>, Option<usize>);

fn heads(lines: &[Line<'_>], marks: &mut [Mark]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|at| marks[*at] == Mark::Text).collect();
    // Where a head may stand, with the number of its page on the same line or beside it.
    let mut places: HashMap<String, Vec<Place>> = HashMap::new();
    for (at, line) in filled.iter().enumerate() {
        let text = lines[*line].text;
        if page_number(text).is_some() {
            continue;
        }
        let Some((key, own)) = key(text) else { continue };
        let beside = |other: Option<&usize>| other.and_then(|o| Some((*o, page_number(lines[*o].text)?)));
        let after = beside(filled.get(at + 1));
        let before = at.checked_sub(1).and_then(|b| beside(filled.get(b)));
        let near = after.or(before);
        let (number, place) = match (own, near) {
            (Some(own), _) if !is_headlike(&key) || near.is_none() => (Some(own), None),
            (_, Some((place, number))) => (Some(number), Some(place)),
            (own, None) => (own, None),
        };
        places.entry(key).or_default().push((*line, number, place));
    }
    for (key, found) in &places {
        let numbered: Vec<u32> = found.iter().filter_map(|(_, n, _)| *n).collect();
        let rising = numbered.windows(2).filter(|w| w[0] < w[1] && w[1] - w[0] <= 4).count();
        let orderly = numbered.len() * 10 >= found.len() * 8 && rising * 10 >= numbered.len().saturating_sub(1) * 8;
        let first = filled.first() == found.first().map(|(line, _, _)| line);
        let often = match (found.len(), is_headlike(key)) {
            (1, true) => first && numbered.len() == 1,
            (2, headlike) => headlike && orderly,
            (_, headlike) => {
                orderly && (headlike || numbered.len() >= 3) || headlike && found.len() >= 4 && key.contains(['─', '—'])
            }
        };
        if !often {
            continue;
        }
        for (line, _, number) in found {
            marks[*line] = Mark::Head;
            if let Some(number) = number {
                marks[*number] = Mark::Head;
            }
        }
    }
    lone_numbers(lines, &filled, marks);
}

/// Page numbers that stand alone: they rise by one through the whole text.
fn lone_numbers(lines: &[Line<'_>], filled: &[usize], marks: &mut [Mark]) {
    let numbers: Vec<(usize, u32)> = filled
        .iter()
        .filter(|line| marks[**line] == Mark::Text)
        .filter_map(|line| Some((*line, page_number(lines[*line].text)?)))
        .collect();
    let mut run: Vec<(usize, u32)> = Vec::new();
    for (line, number) in numbers {
        match run.last() {
            Some((before, last)) if number == last + 1 && line > before + 4 => run.push((line, number)),
            None => run.push((line, number)),
            _ => {}
        }
    }
    if run.len() >= 3 {
        for (line, _) in run {
            marks[line] = Mark::Head;
        }
    }
}

/// The mark that a footnote begins with: `( 1 )`, `[2]`, `註1`.
fn note_number(text: &str) -> Option<u32> {
    let bare: String = text.chars().take(8).filter(|c| !c.is_whitespace()).collect();
    let inner = bare.strip_prefix(['(', '（', '[', '［'])?;
    let end = inner.find([')', '）', ']', '］'])?;
    inner.get(..end)?.parse().ok().filter(|n| *n < 400)
}

/// Notes at the foot of a page: below a rule of blanks or strokes, or, where the rule is lost, what the page refers to.
fn footnotes(source: &str, lines: &[Line<'_>], marks: &mut [Mark]) {
    if !marks.contains(&Mark::Head) {
        return;
    }
    let mut from = 0;
    while from < lines.len() {
        let end = (from..lines.len()).find(|at| marks[*at] == Mark::Head && *at > from).unwrap_or(lines.len());
        let first = (from..end).find(|at| {
            marks[*at] == Mark::Text
                && note_number(lines[*at].text)
                    .is_some_and(|n| ruled(source, lines, *at) || referred(lines, marks, from, *at, n))
        });
        if let Some(first) = first {
            for at in first..end {
                if marks[at] == Mark::Text {
                    let opens = note_number(lines[at].text).is_some();
                    marks[at] = if opens { Mark::Note } else { Mark::NoteGoesOn };
                }
            }
        }
        from = end.max(from + 1);
    }
}

/// Whether the line before is a rule: many blanks or strokes and nothing else.
fn ruled(source: &str, lines: &[Line<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|b| &lines[b]) else { return false };
    let raw_start = at.checked_sub(2).map_or(0, |b| lines[b].span.end);
    let raw = source.get(raw_start..lines[at].span.start).unwrap_or("");
    if before.is_blank() {
        return raw.lines().any(|line| line.chars().filter(|c| matches!(c, ' ' | '　')).count() >= 20);
    }
    before.chars() >= 3 && before.text.chars().all(|c| matches!(c, '_' | '─' | '—' | '-' | '－' | '＿' | ' '))
}

/// Whether the page refers to a note of this number before it, and the note ends the page.
fn referred(lines: &[Line<'_>], marks: &[Mark], from: usize, at: usize, number: u32) -> bool {
    let forms = [format!("({number})"), format!("（{number}）")];
    (from..at).filter(|l| marks[*l] == Mark::Text).any(|l| {
        let bare: String = lines[l].text.chars().filter(|c| !c.is_whitespace()).collect();
        let bare = bare.trim_end_matches('。');
        forms.iter().any(|f| bare.ends_with(f.as_str()) && bare.len() > f.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;

    fn check(text: &str, expected: &str) {
        let lines = lines(text);
        let got: String = marks(text, &lines)
            .iter()
            .map(|mark| match mark {
                Mark::Blank => '.',
                Mark::Text => 't',
                Mark::Head => 'h',
                Mark::Note => 'n',
                Mark::NoteGoesOn => '+',
            })
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn heads_numbers_and_notes() {
        let head = "議會  ─  2020年 1月 2日";
        check(&format!("{head}\n \n1\n開會。\n{head}\n \n2\n散會。"), "h.hth.ht");
        check(&format!("{head} 7\n開會。\n{head} 8\n散會。\n{head} 9\n完。"), "hththt");
        check("某某公報 第1卷\n35\n甲。\n某某公報 第1卷\n36\n乙。", "hhthht");
        check("是。\n是。\n是。\n是。", "tttt");
        check("甲\n乙\n丙\n丁\n1\n甲\n乙\n丙\n丁\n2\n甲\n乙\n丙\n丁\n3", "tttthtttthtttth");
        let rule = " ".repeat(30);
        check(&format!("{head}\n1\n宣讀誓言 (1 )\n{rule}\n( 1 )  裁定\n重新。\n{head}\n2\n乙"), "hht.n+hht");
    }

    #[test]
    fn numbers_of_papers_are_no_pages() {
        assert_eq!(page_number("138/2012"), None);
        assert_eq!(page_number("- 3 -"), Some(3));
        assert_eq!(page_number("第 3 页 共 10 页"), Some(3));
    }
}
