//! The lines of a decoded source with where they stand, and the shapes that tell furniture from text. Only shapes: what a
//! line says is the business of the tables.

use crate::text::Span;

/// One line without the blanks at its ends.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its text.
    pub text: &'a str,
    /// Bytes of the decoded source.
    pub span: Span,
}

/// The lines of a source, blank ones included (empty, at their place).
pub fn lines(source: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in source.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        // CR LF is one break, not a blank line.
        if piece == "\n" && source.get(..at).is_some_and(|before| before.ends_with('\r')) {
            at += piece.len();
            continue;
        }
        let body = piece.trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}']);
        let text = body.trim_matches(is_blank);
        let start = at + (body.len() - body.trim_start_matches(is_blank).len()).min(body.len() - text.len());
        out.push(Line { text, span: Span::new(start, start + text.len()) });
        at += piece.len();
    }
    out
}

/// Whether a character is white space or invisible: it may be lost without a finding.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Whether a character ends a sentence.
pub fn is_terminal(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '：' | ':' | '…')
}

/// Whether a character may follow the end of a sentence: a closing quote or bracket.
pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '〞' | '"')
}

/// Whether a character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

impl Line<'_> {
    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Number of chars.
    pub fn chars(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether it ends where a sentence ends.
    pub fn ends_sentence(&self) -> bool {
        let mut back = self.text.chars().rev().skip_while(|c| is_closing(*c));
        back.next().is_some_and(is_terminal)
    }

    /// Whether it reads as running text: a sentence, or long enough to hold one.
    pub fn is_prose(&self) -> bool {
        let chars = self.chars();
        if chars < 12 {
            return false;
        }
        if ['。', '！', '；'].iter().any(|mark| self.text.contains(*mark)) {
            return true;
        }
        let clauses = self.text.chars().filter(|c| matches!(c, '，' | ',' | '、')).take(2).count();
        (chars >= 40 && clauses >= 2) || (chars >= 20 && clauses >= 1 && self.ends_sentence())
    }

    /// Whether it is a date, a time of day, or both, and nothing else.
    pub fn is_moment(&self) -> bool {
        let digits = self.text.chars().filter(char::is_ascii_digit).count();
        // 2019年4月10日（星期三）
        let bare = self.text.trim_end_matches(|c| "（星期一二三四五六日）()".contains(c));
        let bare = if self.text.contains("星期") { bare } else { self.text };
        digits >= 3
            && bare
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '-' | '/' | '.' | ' ' | '年' | '月' | '日' | '：'))
            && self.text.chars().any(|c| matches!(c, ':' | '-' | '/' | '年' | '：'))
    }

    /// Whether it is marked as an item of a list of links.
    pub fn is_bullet(&self) -> bool {
        self.text.starts_with(['•', '●', '◆', '▪', '■', '►', '▶', '·'])
    }

    /// Whether it ends in a date: `… 2020-07-01`.
    pub fn ends_in_date(&self) -> bool {
        let tail: Vec<char> = self.text.chars().rev().take(10).collect();
        tail.len() == 10
            && tail.iter().enumerate().all(|(at, c)| if at == 2 || at == 5 { *c == '-' } else { c.is_ascii_digit() })
    }
}
