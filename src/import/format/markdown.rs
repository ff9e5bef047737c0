//! Markdown, with the HTML that stands in it. The decoded bytes are the source; what reads as nothing (marks, tags,
//! addresses) is accounted for as markup.
//!
//! It is read line by line and not by CommonMark: there `**某某：**答` is no emphasis because Han follows the mark, `1. 要…`
//! loses its number, two lines are one paragraph and an indented one is code, none of which holds in Chinese texts.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::html::tags::{self, Shape};
use super::page::{Hint, Page};
use super::{entities, front_matter};
use crate::import::day::day;
use crate::import::decode::Decoded;
use crate::import::flow::Flow;
use crate::model::Format;
use crate::text::Span;

/// Reads a text.
pub fn read(decoded: Decoded) -> Page {
    let mut page = Page::of(decoded, Format::Md);
    let source = std::mem::take(&mut page.source);
    let mut reader = Reader::default();
    let body = front(&source, &mut reader, &mut page);
    reader.markup(source.get(body..).unwrap_or(""), body);
    reader.end_line();
    page.flow = Some(reader.flow);
    page.hints = reader.hints;
    page.source = source;
    page
}

/// Front matter: the title (where no heading repeats it), author and day as bylines. Returns where the text begins.
fn front(source: &str, reader: &mut Reader, page: &mut Page) -> usize {
    let Some((entries, length)) = front_matter::split(source) else { return 0 };
    let body = source.get(length..).unwrap_or("");
    let of = |keys: &[&str]| {
        entries.iter().find(|e| keys.iter().any(|k| e.key.eq_ignore_ascii_case(k)) && !e.value.is_empty())
    };
    if let Some(title) = of(front_matter::TITLE) {
        let repeated =
            body.lines().any(|line| line.starts_with('#') && line.trim_start_matches('#').trim() == title.value);
        page.title = Some(title.value.to_owned());
        if !repeated {
            reader.line(title.value, title.value_at, Some(Hint::Title));
        }
    }
    for keys in [front_matter::AUTHOR, front_matter::DATE, front_matter::PUBLISHER] {
        if let Some(entry) = of(keys) {
            // The key and its value stand; the quotes are markup.
            let from = reader.flow.text.len();
            let colon = source.get(entry.at..entry.value_at).unwrap_or("").trim_end_matches(['"', '\'']);
            reader.flow.push(colon, entry.at);
            reader.flow.push(entry.value, entry.value_at);
            reader.hints.push((Span::new(from, reader.flow.text.len()), Hint::Byline));
            reader.flow.end_line();
        }
    }
    page.published = of(front_matter::DATE).and_then(|entry| day(entry.value));
    page.publisher =
        of(front_matter::PUBLISHER).filter(|e| !e.value.contains("://")).map(|entry| entry.value.to_owned());
    reader.flow.end_block();
    length
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    hints: Vec<(Span, Hint)>,
    /// What the line says of itself.
    hint: Option<Hint>,
    /// Where the open line begins in the flow.
    line_from: usize,
    /// Chars of the open line that are the words of links.
    linked: usize,
    /// Depth of elements whose text is not read.
    hidden: usize,
    /// Whether the open line has met its first text.
    begun: bool,
}

impl Reader {
    /// A whole line with a hint.
    fn line(&mut self, text: &str, at: usize, hint: Option<Hint>) {
        self.hint = hint;
        self.flow.push(text, at);
        self.begun = true;
        self.end_line();
    }

    fn end_line(&mut self) {
        let line = Span::new(self.line_from, self.flow.text.len());
        let chars = self.flow.text.get(line.start..).unwrap_or("").trim().chars().count();
        if chars > 0 {
            let hint = self.hint.or((self.linked >= chars && chars < 40).then_some(Hint::Aside));
            if let Some(hint) = hint {
                self.hints.push((line, hint));
            }
        }
        self.flow.end_line();
        (self.hint, self.linked, self.begun, self.line_from) = (None, 0, false, self.flow.text.len());
    }

    fn end_block(&mut self) {
        self.end_line();
        self.flow.end_block();
        self.line_from = self.flow.text.len();
    }

    /// Text with tags in it.
    fn markup(&mut self, text: &str, at: usize) {
        if memchr::memchr(b'<', text.as_bytes()).is_none() {
            self.text(text, at);
            return;
        }
        let emitter = DefaultEmitter::<usize>::new_with_span();
        let mut done = 0;
        for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
            let (name, span, opens) = match &token {
                Token::StartTag(tag) => (&tag.name, tag.span, !tag.self_closing),
                Token::EndTag(tag) => (&tag.name, tag.span, false),
                Token::Comment(comment) => {
                    self.text(text.get(done..comment.span.start).unwrap_or(""), at + done);
                    done = comment.span.end.max(done);
                    continue;
                }
                _ => continue,
            };
            // The places of the tokenizer are taken only where a tag stands there.
            let shape = tags::shape(name);
            if !text.get(span.start..span.end).is_some_and(is_tag) || shape == Shape::Unknown || span.start < done {
                continue;
            }
            self.text(text.get(done..span.start).unwrap_or(""), at + done);
            done = span.end;
            match (shape, &token) {
                (Shape::Hidden, Token::StartTag(_)) if opens => self.hidden += 1,
                (Shape::Hidden, Token::EndTag(_)) => self.hidden = self.hidden.saturating_sub(1),
                (Shape::Heading(level), Token::StartTag(_)) => {
                    self.end_block();
                    self.hint = Some(Hint::Heading(level));
                }
                (Shape::Caption, Token::StartTag(_)) => {
                    self.end_block();
                    self.hint = Some(Hint::Caption);
                }
                (Shape::Block | Shape::Heading(_) | Shape::Caption | Shape::Rule, _) => self.end_block(),
                (Shape::Break | Shape::Row, _) => self.end_line(),
                _ => {}
            }
        }
        self.text(text.get(done..).unwrap_or(""), at + done);
    }

    /// Text between tags: lines, each with the marks at its head.
    fn text(&mut self, text: &str, at: usize) {
        if self.hidden > 0 {
            return;
        }
        let mut from = at;
        for line in text.split_inclusive(['\n', '\r']) {
            let bare = line.trim_end_matches(['\n', '\r']);
            let blank = bare.trim().is_empty();
            if !blank {
                self.piece(bare, from);
            }
            if bare.len() < line.len() {
                if blank && !self.begun {
                    self.end_block();
                } else {
                    self.end_line();
                }
            }
            from += line.len();
        }
    }

    /// A piece of one line.
    fn piece(&mut self, text: &str, at: usize) {
        let (mut text, mut at) = (text, at);
        if !self.begun {
            let bare = text.trim_start();
            let marks = marks(bare);
            if marks.len == bare.len() && marks.rule {
                return;
            }
            if let Some(level) = marks.heading {
                self.hint = Some(Hint::Heading(level));
            }
            let skip = text.len() - bare.len() + marks.len;
            // Blanks at the head of a line are of the text where no mark stands there: full-width indents.
            if marks.len > 0 {
                (text, at) = (text.get(skip..).unwrap_or(""), at + skip);
                if marks.heading.is_some() {
                    text = text.trim_end().trim_end_matches('#');
                }
            }
            self.begun = true;
        }
        self.inline(text, at);
    }

    /// Emphasis, links, pictures and escapes.
    fn inline(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        let (mut from, mut look) = (0, 0);
        while let Some(found) =
            bytes.get(look..).and_then(|rest| rest.iter().position(|b| b"*_~`!["[..].contains(b) || *b == b'\\'))
        {
            let here = look + found;
            let rest = text.get(here..).unwrap_or("");
            let mark = mark(rest, text.get(..here).unwrap_or(""));
            let Some(mark) = mark else {
                look = here + 1;
                continue;
            };
            entities::push(&mut self.flow, text.get(from..here).unwrap_or(""), at + from);
            match mark {
                Mark::Skip(length) => from = here + length,
                Mark::Escape => {
                    from = here + 1;
                    look = here + 2;
                    continue;
                }
                Mark::Link { words, length } => {
                    let words = rest.get(words.0..words.1).unwrap_or("");
                    let before = self.flow.text.len();
                    self.inline(words, at + here + 1);
                    self.linked += self.flow.text.get(before..).unwrap_or("").chars().count();
                    from = here + length;
                }
            }
            look = from;
        }
        entities::push(&mut self.flow, text.get(from..).unwrap_or(""), at + from);
    }
}

/// Whether this is a tag and no comparison (`a<b 时…>`): after the name stands nothing, or an attribute with its value.
fn is_tag(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) else { return false };
    let rest = inner.trim_start_matches('/').trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let rest = rest.trim().trim_end_matches('/');
    rest.is_empty() || rest.contains('=') && !rest.starts_with('=')
}

/// Marks at the head of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    /// Bytes of them.
    len: usize,
    heading: Option<u8>,
    /// A rule, a fence: nothing else stands in the line.
    rule: bool,
}

fn marks(line: &str) -> Marks {
    let is_rule = |c: char| {
        let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        bare.len() >= 3 && bare.chars().all(|other| other == c)
    };
    if ['-', '*', '_', '='].iter().any(|c| is_rule(*c)) || line.starts_with("```") || line.starts_with("~~~") {
        return Marks { len: line.len(), heading: None, rule: true };
    }
    let mut len = 0;
    let mut rest = line;
    while let Some(after) = rest.strip_prefix('>') {
        let bare = after.trim_start_matches(' ');
        len += rest.len() - bare.len();
        rest = bare;
    }
    let level = rest.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&level) {
        let after = rest.get(level..).unwrap_or("");
        // `##标题` without a blank is written as often as with one; `#话题#` is a topic.
        if after.starts_with([' ', '\t']) || level > 1 && !after.contains('#') {
            let bare = after.trim_start();
            return Marks { len: len + rest.len() - bare.len(), heading: u8::try_from(level).ok(), rule: false };
        }
    }
    for bullet in ["- ", "* ", "+ "] {
        if let Some(after) = rest.strip_prefix(bullet) {
            len += rest.len() - after.trim_start().len();
            break;
        }
    }
    Marks { len, heading: None, rule: false }
}

/// A mark within a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// So many bytes read as nothing.
    Skip(usize),
    /// A backslash: what follows it stands for itself.
    Escape,
    /// A link whose words stand between these bytes.
    Link { words: (usize, usize), length: usize },
}

fn mark(rest: &str, before: &str) -> Option<Mark> {
    for double in ["**", "__", "~~"] {
        if rest.starts_with(double) {
            // A run of underscores is a line to write on.
            return (!(double == "__" && (rest.starts_with("___") || before.ends_with('_')))).then_some(Mark::Skip(2));
        }
    }
    if let Some(after) = rest.strip_prefix('\\') {
        return after.starts_with(|c: char| c.is_ascii_punctuation()).then_some(Mark::Escape);
    }
    if let Some(after) = rest.strip_prefix('*') {
        let opens = after.starts_with(|c: char| !c.is_whitespace()) && after.contains('*');
        let closes = before.contains('*') && before.ends_with(|c: char| !c.is_whitespace());
        return (opens || closes).then_some(Mark::Skip(1));
    }
    if let Some(after) = rest.strip_prefix('`') {
        return (after.contains('`') || before.contains('`')).then_some(Mark::Skip(1));
    }
    if let Some(picture) = rest.strip_prefix('!') {
        let (_, length) = link(picture)?;
        return Some(Mark::Skip(1 + length));
    }
    let (words, length) = link(rest)?;
    Some(Mark::Link { words: (1, words), length })
}

/// `[words](address)`: where the words end, and the length of all.
fn link(rest: &str) -> Option<(usize, usize)> {
    let inner = rest.strip_prefix('[')?;
    let mut depth = 0usize;
    let mut end = None;
    for (at, c) in inner.char_indices().take(2000) {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => {
                end = Some(at + 1);
                break;
            }
            ']' => depth -= 1,
            _ => {}
        }
    }
    let end = end?;
    let address = rest.get(end + 1..)?.strip_prefix('(')?;
    let mut depth = 0usize;
    for (at, c) in address.char_indices().take(4000) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((end, end + 2 + at + 1)),
            ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::decode::decode;

    fn check(source: &str, expected: &[(&str, Option<Hint>)]) {
        let page = read(decode(source.as_bytes(), None).unwrap());
        let mut got = Vec::new();
        let mut at = 0;
        for line in page.text().split_inclusive('\n') {
            let hint = page.hints.iter().find(|(span, _)| span.start >= at && span.start < at + line.len());
            if !line.trim().is_empty() {
                got.push((line.trim(), hint.map(|(_, hint)| *hint)));
            }
            at += line.len();
        }
        assert_eq!(got, expected, "{source}");
    }

    #[test]
    fn lines_marks_and_tags() {
        check(
            "### 会议在某市举行\n\n正文**强调**，好。",
            &[("会议在某市举行", Some(Hint::Heading(3))), ("正文强调，好。", None)],
        );
        check(
            "**林晓岚：**好的\n1. 第一项\n- 第二项",
            &[("林晓岚：好的", None), ("1. 第一项", None), ("第二项", None)],
        );
        check(
            "<p><strong>快讯</strong>（某台）：甲。<br></p><p>乙&nbsp;&amp;丙。</p>",
            &[("快讯（某台）：甲。", None), ("乙\u{a0}&丙。", None)],
        );
        check(
            "[查看原文](https://e.org/a(1).html)\n\n见[附件](x)。",
            &[("查看原文", Some(Hint::Aside)), ("见附件。", None)],
        );
        check("![图](a.jpg)\n\n正文\n\n---\n\n末段", &[("正文", None), ("末段", None)]);
        check("> ## 引文\n3 * 4 = 12，a_b，\\*注", &[("引文", Some(Hint::Heading(2))), ("3 * 4 = 12，a_b，*注", None)]);
        check("甲 < 乙，<《条例》>，<注>。<!-- 不见 -->丁", &[("甲 < 乙，<《条例》>，<注>。丁", None)]);
        check("<style>p { color: red }</style>正文<script>x < y</script>。", &[("正文。", None)]);
        check(
            "---\ntitle: \"甲\"\nauthor: \"林晓岚\"\ndate: 2024-05-01\ntags:\n  - 乙\n---\n正文",
            &[
                ("甲", Some(Hint::Title)),
                ("author: 林晓岚", Some(Hint::Byline)),
                ("date: 2024-05-01", Some(Hint::Byline)),
                ("正文", None),
            ],
        );
        check("---\ntitle: 甲\n---\n# 甲\n正文", &[("甲", Some(Hint::Heading(1))), ("正文", None)]);
    }
}
