//! The text of a page: its nodes in order, in lines that end where blocks end, each with the block it stands in, the share of
//! it that is links, and what its tag says.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::meta::Meta;
use super::tags::{self, Shape};
use crate::import::format::page::Hint;
use crate::import::lines::is_han;
use crate::text::Span;

/// Open elements at most; what lies deeper is read as if it lay there.
const DEEPEST: usize = 256;
/// Open elements that the end of one may close.
const CLOSES: usize = 48;

/// Which dialect tags are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// HTML: `<title/>` opens.
    Html,
    /// XHTML: `<title/>` is empty.
    Xhtml,
}

/// A line of the text.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its bytes in the text.
    pub span: Span,
    /// The block it stands in.
    pub block: usize,
    /// Chars of it.
    pub chars: usize,
    /// Chars of it that are the words of links.
    pub linked: usize,
    /// What its tag says.
    pub hint: Option<Hint>,
}

/// A block of the page.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The block around it; its own number at the root.
    pub parent: usize,
    /// Why it may be the page's own.
    pub own: Own,
}

/// Why a block may be the page's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// It is not.
    No,
    /// A class or an id says so.
    Named,
    /// Its tag says so.
    Tagged,
}

/// The text of a page on its way.
#[derive(Debug)]
pub struct Text {
    /// The text.
    pub out: String,
    /// Its lines.
    pub rows: Vec<Row>,
    /// Its blocks, each after the one around it.
    pub blocks: Vec<Block>,
    /// The words of `title`.
    pub titles: Vec<String>,
    /// What the head says.
    pub meta: Meta,
    open: Vec<Open>,
    line: Line,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            out: String::new(),
            rows: Vec::new(),
            blocks: vec![Block { parent: 0, own: Own::No }],
            titles: Vec::new(),
            meta: Meta::default(),
            open: Vec::new(),
            line: Line::default(),
        }
    }
}

/// An open element.
#[derive(Debug)]
struct Open {
    name: Vec<u8>,
    shape: Shape,
    block: usize,
}

/// The open line.
#[derive(Debug, Default)]
struct Line {
    from: usize,
    chars: usize,
    linked: usize,
    cells: usize,
    longest: usize,
    hint: Option<Hint>,
    /// What parts the words from those that follow.
    gap: Gap,
}

/// Blanks in the markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    /// So many on one line of the markup: they are the author's.
    Blank(usize),
    /// A break of the line with the indents around it: a blank between words, and none between two Han.
    Break,
}

impl Gap {
    fn widen(self, blanks: usize) -> Self {
        match self {
            Self::Break => Self::Break,
            Self::None if blanks == 0 => Self::None,
            Self::None => Self::Blank(blanks),
            Self::Blank(before) => Self::Blank(before + blanks),
        }
    }
}

impl Text {
    /// Reads markup and appends its text.
    pub fn read(&mut self, markup: &str, dialect: Dialect) {
        let mut emitter = DefaultEmitter::<()>::new_with_span();
        emitter.naively_switch_states(dialect == Dialect::Html);
        let bottom = self.open.len();
        let mut hidden: Option<(Vec<u8>, usize)> = None;
        for Ok(token) in Tokenizer::new_with_emitter(markup, emitter) {
            if let Some((name, depth)) = &mut hidden {
                match &token {
                    Token::StartTag(tag) if *tag.name == name[..] && !tag.self_closing => *depth += 1,
                    Token::EndTag(tag) if *tag.name == name[..] => *depth -= 1,
                    _ => {}
                }
                if *depth == 0 {
                    hidden = None;
                }
                continue;
            }
            match token {
                Token::StartTag(tag) => {
                    if tags::shape(&tag.name) == Shape::Hidden {
                        if !tag.self_closing {
                            hidden = Some((tag.name.to_vec(), 1));
                        }
                    } else {
                        self.start(&tag, dialect);
                    }
                }
                Token::EndTag(tag) => self.end(&tag.name),
                Token::String(text) => self.text(&String::from_utf8_lossy(&text)),
                _ => {}
            }
        }
        self.end_row();
        self.open.truncate(bottom);
    }

    fn block(&self) -> usize {
        self.open.last().map_or(0, |open| open.block)
    }

    fn start(&mut self, tag: &StartTag<()>, dialect: Dialect) {
        let empty = tag.self_closing && dialect == Dialect::Xhtml || tags::is_void(&tag.name);
        let shape = tags::shape(&tag.name);
        if &**tag.name == b"meta" {
            self.meta.read(tag);
            return;
        }
        self.close_implied(&tag.name, shape);
        match shape {
            Shape::Break | Shape::Rule => self.end_row(),
            Shape::Block | Shape::Heading(_) | Shape::Caption | Shape::Aside | Shape::Title | Shape::Row => {
                self.end_row();
            }
            Shape::Cell if self.line.chars > 0 => self.cell(),
            _ => {}
        }
        if empty || self.open.len() >= DEEPEST {
            return;
        }
        let mut block = self.block();
        if matches!(shape, Shape::Block | Shape::Heading(_) | Shape::Aside | Shape::Cell) {
            let named = ["class", "id", "role"].iter().filter_map(|key| tag.attributes.get(key.as_bytes()));
            let named =
                named.map(|value| String::from_utf8_lossy(value).into_owned()).any(|value| tags::is_own(&value));
            let own = match shape {
                Shape::Aside => Own::Tagged,
                _ if named => Own::Named,
                _ => Own::No,
            };
            let hides = tag.attributes.contains_key(&b"hidden"[..]);
            self.blocks.push(Block { parent: block, own: if hides { Own::Tagged } else { own } });
            block = self.blocks.len() - 1;
        }
        match shape {
            Shape::Heading(level) => self.line.hint = Some(Hint::Heading(level)),
            Shape::Caption => self.line.hint = Some(Hint::Caption),
            Shape::Title => self.line.hint = Some(Hint::Aside),
            _ => {}
        }
        self.open.push(Open { name: tag.name.to_vec(), shape, block });
    }

    /// Elements that the start of another closes without a tag.
    fn close_implied(&mut self, name: &[u8], shape: Shape) {
        let closes: &[&[u8]] = match name {
            b"li" => &[b"li"],
            b"dt" | b"dd" => &[b"dt", b"dd"],
            b"td" | b"th" => &[b"td", b"th"],
            b"tr" => &[b"td", b"th", b"tr"],
            b"option" => &[b"option"],
            _ if matches!(shape, Shape::Block | Shape::Heading(_) | Shape::Aside) => &[b"p"],
            _ => return,
        };
        let fence: &[&[u8]] =
            &[b"ul", b"ol", b"dl", b"table", b"div", b"article", b"section", b"select", b"blockquote", b"body"];
        let lowest = self.open.len().saturating_sub(CLOSES);
        for at in (lowest..self.open.len()).rev() {
            let open = self.open[at].name.as_slice();
            if closes.contains(&open) {
                self.end_row_unless_cell(shape);
                self.open.truncate(at);
                if name != b"tr" {
                    return;
                }
            } else if fence.contains(&open) {
                return;
            }
        }
    }

    fn end_row_unless_cell(&mut self, shape: Shape) {
        if shape != Shape::Cell {
            self.end_row();
        }
    }

    fn end(&mut self, name: &[u8]) {
        match tags::shape(name) {
            Shape::Cell | Shape::Inline | Shape::Link | Shape::Unknown | Shape::Hidden => {}
            _ => self.end_row(),
        }
        let lowest = self.open.len().saturating_sub(CLOSES);
        if let Some(at) = (lowest..self.open.len()).rev().find(|at| self.open[*at].name == name) {
            self.open.truncate(at);
        }
    }

    /// Another cell of the same row.
    fn cell(&mut self) {
        let from = self.out.rfind(['\n', '\t']).map_or(0, |at| at + 1).max(self.line.from);
        let chars = self.out.get(from..).unwrap_or("").chars().count();
        self.line.longest = self.line.longest.max(chars);
        self.line.cells += 1;
        self.line.gap = Gap::None;
        self.out.push('\t');
    }

    fn text(&mut self, text: &str) {
        let in_title = self.open.last().is_some_and(|open| open.shape == Shape::Title);
        let linked = self.open.iter().rev().take(8).any(|open| open.shape == Shape::Link);
        let keeps = self.open.iter().rev().take(8).any(|open| open.name == b"pre");
        if in_title && !text.trim().is_empty() {
            self.titles.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let blank = [' ', '\t', '\u{c}'];
        for piece in text.split_inclusive(['\n', '\r']) {
            let bare = piece.trim_end_matches(['\n', '\r']);
            if keeps {
                self.words(bare);
            } else {
                let led = bare.trim_start_matches(blank);
                let words = led.trim_end_matches(blank);
                self.line.gap = self.line.gap.widen(bare.len() - led.len());
                self.words(words);
                self.line.gap = self.line.gap.widen(led.len() - words.len());
            }
            if linked {
                self.line.linked += bare.chars().filter(|c| !c.is_whitespace()).count();
            }
            if bare.len() < piece.len() {
                if keeps {
                    self.end_row();
                } else {
                    self.line.gap = Gap::Break;
                }
            }
        }
    }

    /// Appends words to the open line, with the blank that parts them from what stands there.
    fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.line.chars == 0 {
            self.line.from = self.out.len();
        } else {
            let wide = self.out.chars().next_back().is_some_and(is_wide) && words.chars().next().is_some_and(is_wide);
            match self.line.gap {
                Gap::Blank(blanks) if !self.out.ends_with('\t') => {
                    self.out.extend(std::iter::repeat_n(' ', blanks.min(8)));
                }
                Gap::Break if !wide && !self.out.ends_with('\t') => self.out.push(' '),
                _ => {}
            }
        }
        self.line.gap = Gap::None;
        self.out.push_str(words);
        self.line.chars += words.chars().filter(|c| !c.is_whitespace()).count();
    }

    /// Ends the open line, if anything stands in it.
    pub fn end_row(&mut self) {
        if self.line.chars > 0 {
            let trimmed = self.out.trim_end_matches([' ', '\t']).len();
            self.out.truncate(trimmed.max(self.line.from));
            if self.line.cells > 0 {
                self.cells();
            } else {
                self.row(self.line.from, self.out.len(), self.line.chars);
            }
            self.out.push('\n');
        }
        let hint = self.open.last().and_then(|open| match open.shape {
            Shape::Heading(level) => Some(Hint::Heading(level)),
            Shape::Caption => Some(Hint::Caption),
            Shape::Title => Some(Hint::Aside),
            _ => None,
        });
        self.line = Line { from: self.out.len(), hint, ..Line::default() };
    }

    /// The cells of a row are one line where they are short, and a line each where one of them is text.
    fn cells(&mut self) {
        let from = self.line.from;
        let last = self.out.get(from..).unwrap_or("").rsplit('\t').next().map_or(0, |cell| cell.chars().count());
        if self.line.longest.max(last) <= 40 {
            self.row(from, self.out.len(), self.line.chars);
            return;
        }
        let lines = self.out.get(from..).unwrap_or("").replace('\t', "\n");
        self.out.truncate(from);
        self.out.push_str(&lines);
        let mut at = from;
        for line in lines.split('\n') {
            let chars = line.chars().filter(|c| !c.is_whitespace()).count();
            if chars > 0 {
                self.row(at, at + line.len(), chars);
            }
            at += line.len() + 1;
        }
    }

    fn row(&mut self, from: usize, to: usize, chars: usize) {
        let linked = self.line.linked.min(chars);
        self.rows.push(Row { span: Span::new(from, to), block: self.block(), chars, linked, hint: self.line.hint });
    }

    /// What the markup says of the lines.
    pub fn hints(&self) -> Vec<(Span, Hint)> {
        self.rows.iter().filter_map(|row| Some((row.span, row.hint?))).collect()
    }
}

/// Han and the marks beside them, between which a break in the markup is no blank.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{2014}'..='\u{2026}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}
