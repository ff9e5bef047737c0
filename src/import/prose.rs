//! A paragraph as the rules read it: folded (simplified, half width), without the blanks that part nothing (李 强, 5 月 26 日),
//! and the way back: to chars of the paragraph for pieces, to its glyphs for what is shown.

use std::ops::Range;

use crate::text::fold::fold;

use super::lines::{is_blank, is_han};

/// The folded text and where each of its chars comes from.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The folded text.
    pub text: String,
    marks: Vec<Mark>,
    end: Mark,
}

/// One char of the folded text: where it begins there (bytes), and where in the paragraph (chars, bytes).
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    at: u32,
    char: u32,
    byte: u32,
}

/// A piece of a text; empty where the range does not fit.
pub fn cut(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}

/// What follows in a text; empty where the place does not fit.
pub fn rest(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or("")
}

/// Quotation marks of every kind as one, middle dots as one, the rest as `fold` has it.
fn unified(c: char) -> char {
    match c {
        '「' | '﹁' => '“',
        '」' | '﹂' => '”',
        '『' => '‘',
        '』' => '’',
        '•' | '・' | '‧' | '∙' | '･' | '．' => '·',
        _ => fold(c),
    }
}

impl Prose {
    /// Reads a paragraph.
    pub fn of(source: &str) -> Self {
        let marks = Vec::with_capacity(source.len() / 3);
        let mut out = Self { text: String::with_capacity(source.len()), marks, ..Self::default() };
        // Hanzi since the last blank or mark, and the width of the blank before them where it was left out.
        let (mut token, mut joined) = (0usize, 0usize);
        let mut chars = source.char_indices().enumerate().peekable();
        let mut count = 0;
        while let Some((char, (byte, c))) = chars.next() {
            count = char + 1;
            // Most chars are these.
            if matches!(c, '\u{4e00}'..='\u{9fff}') {
                token += 1;
                out.push(fold(c), char, byte);
                continue;
            }
            if is_blank(c) {
                let mut width = 1;
                while chars.next_if(|(_, (_, c))| is_blank(*c)).is_some() {
                    width += 1;
                    count += 1;
                }
                let Some(&(_, (after, _))) = chars.peek() else { break };
                if out.parts(rest(source, after), token, joined, width) {
                    out.push(' ', char, byte);
                    (token, joined) = (0, 0);
                } else {
                    let within = out.text.ends_with(is_han);
                    (token, joined) = (0, if within { width } else { 0 });
                }
                continue;
            }
            let c = unified(c);
            if is_han(c) {
                token += 1;
            } else {
                (token, joined) = (0, 0);
            }
            out.push(c, char, byte);
        }
        out.end = Mark { at: out.text.len() as u32, char: count as u32, byte: source.len() as u32 };
        out
    }

    fn push(&mut self, c: char, char: usize, byte: usize) {
        self.marks.push(Mark { at: self.text.len() as u32, char: char as u32, byte: byte as u32 });
        self.text.push(c);
    }

    /// Whether a blank parts what stands around it: a name is spelled 李 强, a title 政 府 工 作 报 告, a day 5 月 26 日.
    fn parts(&self, after: &str, token: usize, joined: usize, width: usize) -> bool {
        let before = self.text.chars().next_back().unwrap_or('。');
        let next = after.chars().next().unwrap_or('。');
        if before.is_ascii_alphabetic() && next.is_ascii_alphabetic() {
            return true;
        }
        if !is_han(before) || !is_han(next) {
            return false;
        }
        let length = after.chars().take_while(|c| is_han(*c)).count();
        let spaced = after.chars().nth(length).is_some_and(is_blank);
        let alone = token == 1 && (joined == 0 || length == 1 && width <= joined);
        !(alone || length == 1 && !spaced && joined == 0)
    }

    /// Index in chars of the paragraph of what stands at a byte of the text.
    pub fn char(&self, at: usize) -> usize {
        self.mark(at).char as usize
    }

    fn mark(&self, at: usize) -> Mark {
        let index = self.marks.partition_point(|m| (m.at as usize) < at);
        self.marks.get(index).copied().unwrap_or(self.end)
    }

    /// Length of the paragraph in chars.
    pub fn length(&self) -> usize {
        self.end.char as usize
    }

    /// The glyphs of the paragraph, without blanks, that a range of the text was made of.
    pub fn shown(&self, source: &str, range: Range<usize>) -> String {
        let (from, to) = (self.mark(range.start).byte as usize, self.mark(range.end).byte as usize);
        cut(source, from..to).chars().filter(|c| !is_blank(*c)).collect()
    }

    /// The sentences, as ranges of the text. What stands in quotation marks, book marks or brackets is not parted.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let balanced = split(&self.text, Quotes::Kept);
        match balanced {
            Some(sentences) => sentences,
            None => split(&self.text, Quotes::Ignored).unwrap_or_default(),
        }
    }
}

/// Whether sentences within quotation marks are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Kept,
    Ignored,
}

/// Bytes that a head in brackets has at least: 【观点】 is a tag.
const HEAD: usize = 24;

/// The sentences; None where marks stand open at the end.
fn split(text: &str, quotes: Quotes) -> Option<Vec<Range<usize>>> {
    let (mut out, mut start, mut depth) = (Vec::new(), 0, 0i32);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '“' | '《' | '(' if quotes == Quotes::Kept => depth += 1,
            '”' | '》' | ')' if quotes == Quotes::Kept => depth = (depth - 1).max(0),
            // 【某某在某地考察】4月20日,…: a head in brackets opens the paragraph.
            '】' if out.is_empty() && text.starts_with('【') && at > HEAD => {
                out.push(start..at + c.len_utf8());
                start = at + c.len_utf8();
                depth = 0;
            }
            '。' | '!' | '?' if depth == 0 => {
                let mut end = at + c.len_utf8();
                while let Some((at, c)) = chars.next_if(|(_, c)| matches!(c, '”' | '’' | ')' | '。' | '!' | '?')) {
                    end = at + c.len_utf8();
                }
                out.push(start..end);
                start = end;
            }
            _ => {}
        }
    }
    if start < text.len() {
        out.push(start..text.len());
    }
    (depth == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(Prose::of(source).text, expected, "{source}");
    }

    #[test]
    fn blanks_that_part_nothing_go() {
        check("主席李 强，市长王大明", "主席李强,市长王大明");
        check("李 强 赵乐际", "李强 赵乐际");
        check("李　强　　赵某某　　王　五", "李强 赵某某 王五");
        check("6 月 5 日至 6 日", "6月5日至6日");
        check("政 府 工 作 报 告", "政府工作报告");
        check("新华社北京12月9日电 国务院总理", "新华社北京12月9日电 国务院总理");
        check("「習近平」主持召開", "“习近平”主持召开");
    }

    #[test]
    fn the_way_back() {
        let source = "　　主席李 强，說：好。";
        let prose = Prose::of(source);
        let at = prose.text.find("李强").unwrap();
        assert_eq!(prose.shown(source, at..at + 6), "李强");
        assert_eq!(prose.char(at), 4);
        assert_eq!(prose.char(prose.text.find('说').unwrap()), 8);
        assert_eq!(prose.length(), 12);
        assert_eq!(prose.char(prose.text.len()), 12);
    }

    #[test]
    fn quotes_keep_sentences_whole() {
        let of = |text: &str| {
            let prose = Prose::of(text);
            prose.sentences().into_iter().map(|r| cut(&prose.text, r).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of("他说：“好。很好。”大家笑。"), ["他说:“好。很好。”大家笑。"]);
        assert_eq!(of("一。二！三"), ["一。", "二!", "三"]);
        assert_eq!(of("他说：“好。很好。"), ["他说:“好。", "很好。"]);
    }
}
