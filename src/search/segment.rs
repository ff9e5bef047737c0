//! Folded texts of many documents with their index, as the bytes of one file: written once, read where it lies. Whatever
//! is read of it carries a sum, so that damage is seen and never becomes a wrong or a missing hit.
//!
//! | part | holds |
//! | --- | --- |
//! | head | magic, version, the places of the parts, a sum over all that |
//! | text | folded paragraphs, a line feed after each |
//! | ends | for each paragraph the byte after its last |
//! | blocks | whole paragraphs of some 4 KB: first byte, first paragraph, first char, sum over these, their text and ends |
//! | top, table, lists | `positions`: where which pairs of characters stand |
//! | documents | for each its first paragraph, the places of its glyphs and of its record |
//! | glyphs | for each document the chars that folding changed, as distance and char, and a sum |
//! | records | for each document what else is known of it, as its owner wrote it, and a sum |

use std::ops::Range;

use super::corpus::Place;
use super::positions::{Damaged, Positions};
use super::query::Query;
use super::texts::Take;
use super::{chars, scan};

mod builder;
mod candidates;

pub use builder::Builder;
use builder::{FIELDS, HEAD, MAGIC, PARTS, VERSION, block_sum};

/// A file of folded texts, read where it lies.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    text: &'a [u8],
    ends: &'a [u8],
    blocks: &'a [u8],
    positions: Positions<'a>,
    documents: &'a [u8],
    glyphs: &'a [u8],
    records: &'a [u8],
}

/// One block.
struct Block<'a> {
    /// First byte of the text.
    start: usize,
    /// The bytes of its paragraphs, a line feed after each.
    text: &'a [u8],
    /// Its paragraphs.
    paragraphs: Range<usize>,
    /// Its first char, counted over the whole text.
    char: usize,
}

fn word(bytes: &[u8], at: usize) -> Result<usize, Damaged> {
    let bytes = bytes.get(at * 4..at * 4 + 4).ok_or(Damaged)?;
    Ok(u32::from_le_bytes(bytes.try_into().map_err(|_| Damaged)?) as usize)
}

impl<'a> Segment<'a> {
    /// Reads the head of a file.
    ///
    /// # Errors
    /// It is none, or one of another version, or one that is cut short.
    pub fn open(file: &'a [u8]) -> Result<Self, Damaged> {
        let head = file.get(..HEAD).ok_or(Damaged)?;
        let (told, sum) = head.split_at(HEAD - 4);
        let is_ours = told.starts_with(MAGIC) && told.get(8..12) == Some(&VERSION.to_le_bytes()[..]);
        if !is_ours || crc32fast::hash(told).to_le_bytes() != sum {
            return Err(Damaged);
        }
        let mut places = [0usize; PARTS + 1];
        for (place, bytes) in places.iter_mut().zip(told.get(12..).unwrap_or_default().chunks_exact(8)) {
            *place =
                usize::try_from(u64::from_le_bytes(bytes.try_into().map_err(|_| Damaged)?)).map_err(|_| Damaged)?;
        }
        if places[PARTS] != file.len() {
            return Err(Damaged);
        }
        let part = |number: usize| file.get(places[number]..places[number + 1]).ok_or(Damaged);
        Ok(Self {
            text: part(0)?,
            ends: part(1)?,
            blocks: part(2)?,
            positions: Positions { top: part(3)?, table: part(4)?, lists: part(5)? },
            documents: part(6)?,
            glyphs: part(7)?,
            records: part(8)?,
        })
    }

    /// Bytes of folded text.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        (self.documents.len() / 12).saturating_sub(1)
    }

    fn block(&self, number: usize) -> Result<Block<'a>, Damaged> {
        let at = |field: usize| word(self.blocks, number * FIELDS + field);
        let (start, first, char, sum) = (at(0)?, at(1)?, at(2)?, at(3)?);
        let (end, last) = (at(4)?, at(5)?);
        let text = self.text.get(start..end).ok_or(Damaged)?;
        let ends = self.ends.get(first * 4..last * 4).ok_or(Damaged)?;
        let head = self.blocks.get(number * FIELDS * 4..(number * FIELDS + 3) * 4).ok_or(Damaged)?;
        if block_sum(text, ends, head) as usize != sum {
            return Err(Damaged);
        }
        Ok(Block { start, text, paragraphs: first..last, char })
    }

    fn block_count(&self) -> usize {
        (self.blocks.len() / (FIELDS * 4)).saturating_sub(1)
    }

    /// The last block whose field is not above a number.
    fn block_at(&self, field: usize, number: usize) -> Result<usize, Damaged> {
        let (mut low, mut high) = (0, self.block_count());
        while low < high {
            let middle = low.midpoint(high);
            if word(self.blocks, middle * FIELDS + field)? <= number { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1).ok_or(Damaged)
    }

    /// The number of occurrences.
    pub fn count(&self, query: &Query) -> Result<usize, Damaged> {
        let Some(phrase) = query.phrase() else { return Ok(self.find(query, || true)?.len()) };
        self.positions.check_top()?;
        self.positions.count(&phrase.chars().collect::<Vec<char>>())
    }

    /// Every occurrence, in order; `go` is asked now and then and ends the search when it says no.
    pub fn find(&self, query: &Query, go: impl Fn() -> bool) -> Result<Vec<Place>, Damaged> {
        let mut places = Vec::new();
        self.each(query, &go, &mut |place, _| {
            places.push(place);
            true
        })?;
        Ok(places)
    }

    /// Hands on every occurrence, in order, with the folded text of its paragraph, as long as `take` says so; `go` is asked
    /// now and then and ends it too.
    pub fn each(&self, query: &Query, go: &dyn Fn() -> bool, take: &mut Take) -> Result<(), Damaged> {
        self.check_blocks()?;
        match query.phrase() {
            // A char that stands nearly everywhere is sooner found where it stands than sorted out of all its pairs.
            Some(phrase) if !self.is_everywhere(phrase)? => self.each_of_phrase(phrase, go, take),
            _ => self.each_of_expression(query, go, take),
        }
    }

    /// Whether a phrase is one char that stands in many blocks.
    fn is_everywhere(&self, phrase: &str) -> Result<bool, Damaged> {
        let mut chars = phrase.chars();
        let (Some(one), None) = (chars.next(), chars.next()) else { return Ok(false) };
        self.positions.check_top()?;
        Ok(self.positions.count(&[one])? >= self.block_count() / 4)
    }

    fn each_of_phrase(&self, phrase: &str, go: &dyn Fn() -> bool, take: &mut Take) -> Result<(), Damaged> {
        let phrase: Vec<char> = phrase.chars().collect();
        let starts = self.positions.places(&phrase)?;
        self.each_at(&starts, go, &mut |place, start, text| {
            take(Place { chars: start..start + phrase.len(), ..place }, text)
        })
    }

    /// Hands on where chars of the whole text stand: the place, whose chars are left empty, the char of its paragraph, and
    /// that paragraph. They must be in order. `go` is asked before each block.
    fn each_at(
        &self,
        starts: &[u32],
        go: &dyn Fn() -> bool,
        take: &mut dyn FnMut(Place, usize, &str) -> bool,
    ) -> Result<(), Damaged> {
        let mut starts = starts.iter().map(|start| *start as usize).peekable();
        while let Some(&start) = starts.peek() {
            if !go() {
                break;
            }
            // The table leads to the block; what the block is then found to hold is checked.
            let block = self.block(self.block_at(2, start)?)?;
            let mut char = block.char;
            for paragraph in block.paragraphs.clone() {
                let bytes = self.bytes_of(&block, paragraph)?;
                let end = char + scan::count(bytes);
                if starts.peek().is_some_and(|start| *start < end) {
                    let text = simdutf8::basic::from_utf8(bytes).map_err(|_| Damaged)?;
                    let (document, first) = self.document_of(paragraph)?;
                    let place = Place { document, paragraph: paragraph - first, chars: 0..0 };
                    while let Some(start) = starts.next_if(|start| *start < end) {
                        if !take(place.clone(), start.checked_sub(char).ok_or(Damaged)?, text) {
                            return Ok(());
                        }
                    }
                }
                char = end + 1;
            }
            if starts.peek().is_some_and(|next| *next == start) {
                return Err(Damaged);
            }
        }
        Ok(())
    }

    fn each_of_expression(&self, query: &Query, go: &dyn Fn() -> bool, take: &mut Take) -> Result<(), Damaged> {
        let blocks = match self.candidates(&query.need(), go)? {
            Some(blocks) => blocks,
            None => (0..self.block_count()).collect(),
        };
        for block in blocks {
            if !go() {
                break;
            }
            let block = self.block(block)?;
            if !scan::may_hold(block.text, &query.expression) {
                continue;
            }
            for paragraph in block.paragraphs.clone() {
                let bytes = self.bytes_of(&block, paragraph)?;
                let found = scan::expression(bytes, &query.expression).unwrap_or_default();
                if !found.is_empty() {
                    let text = simdutf8::basic::from_utf8(bytes).map_err(|_| Damaged)?;
                    let (document, first) = self.document_of(paragraph)?;
                    let place = |chars| Place { document, paragraph: paragraph - first, chars };
                    if !chars(text, found).into_iter().map(place).all(|place| take(place, text)) {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    /// The paragraphs that hold one of the literals (folded, none empty), in order: document, paragraph. `go` is asked now
    /// and then and ends it when it says no.
    pub fn holding(&self, literals: &[String], go: &dyn Fn() -> bool) -> Result<Vec<(usize, usize)>, Damaged> {
        self.check_blocks()?;
        let mut starts = Vec::new();
        for literal in literals {
            if !go() {
                break;
            }
            starts.extend(self.positions.places(&literal.chars().collect::<Vec<char>>())?);
        }
        // One way through the text for all of them.
        starts.sort_unstable();
        let mut found = Vec::new();
        self.each_at(&starts, go, &mut |place, _, _| {
            if found.last() != Some(&(place.document, place.paragraph)) {
                found.push((place.document, place.paragraph));
            }
            true
        })?;
        Ok(found)
    }

    /// The folded text of a paragraph of a document, whose sum is checked.
    pub fn paragraph(&self, document: usize, paragraph: usize) -> Result<&'a str, Damaged> {
        let paragraph = word(self.documents, document * 3)? + paragraph;
        let block = self.block(self.block_at(1, paragraph)?)?;
        if !block.paragraphs.contains(&paragraph) {
            return Err(Damaged);
        }
        simdutf8::basic::from_utf8(self.bytes_of(&block, paragraph)?).map_err(|_| Damaged)
    }

    fn bytes_of(&self, block: &Block, paragraph: usize) -> Result<&'a [u8], Damaged> {
        let start = match paragraph.checked_sub(1).filter(|_| paragraph > block.paragraphs.start) {
            Some(before) => word(self.ends, before)? + 1,
            None => block.start,
        };
        self.text.get(start..word(self.ends, paragraph)?).ok_or(Damaged)
    }

    /// Checks the table of documents: to be done once before any of it is trusted.
    pub fn check(&self) -> Result<(), Damaged> {
        let (table, sum) = self.documents.split_last_chunk::<4>().ok_or(Damaged)?;
        if crc32fast::hash(table).to_le_bytes() == *sum { self.check_blocks() } else { Err(Damaged) }
    }

    /// Checks the table of blocks and what leads into that of pairs.
    fn check_blocks(&self) -> Result<(), Damaged> {
        let (table, sum) = self.blocks.split_last_chunk::<4>().ok_or(Damaged)?;
        if crc32fast::hash(table).to_le_bytes() == *sum { self.positions.check_top() } else { Err(Damaged) }
    }

    /// Checks every byte.
    pub fn check_all(&self) -> Result<(), Damaged> {
        self.check()?;
        for block in 0..self.block_count() {
            self.block(block)?;
        }
        self.positions.check()?;
        for document in 0..self.documents() {
            self.record(document)?;
            self.paragraphs(document)?;
        }
        Ok(())
    }

    /// The document of a paragraph, and its first paragraph.
    fn document_of(&self, paragraph: usize) -> Result<(usize, usize), Damaged> {
        let (mut low, mut high) = (0, self.documents());
        while low < high {
            let middle = low.midpoint(high);
            if word(self.documents, middle * 3)? <= paragraph { low = middle + 1 } else { high = middle }
        }
        let document = low.checked_sub(1).ok_or(Damaged)?;
        Ok((document, word(self.documents, document * 3)?))
    }

    /// What its owner wrote of a document.
    pub fn record(&self, document: usize) -> Result<&'a [u8], Damaged> {
        checked(self.records, word(self.documents, document * 3 + 2)?, word(self.documents, document * 3 + 5)?)
    }

    /// The paragraphs of a document, in the glyphs of the source.
    pub fn paragraphs(&self, document: usize) -> Result<Vec<String>, Damaged> {
        let (first, last) = (word(self.documents, document * 3)?, word(self.documents, document * 3 + 3)?);
        let glyphs = word(self.documents, document * 3 + 1)?;
        let mut glyphs = checked(self.glyphs, glyphs, word(self.documents, document * 3 + 4)?)?;
        let mut out = Vec::with_capacity(last.saturating_sub(first));
        let mut left = distance(&mut glyphs);
        for paragraph in first..last {
            let start = paragraph.checked_sub(1).map_or(Ok(0), |before| Ok(word(self.ends, before)? + 1))?;
            let bytes = self.text.get(start..word(self.ends, paragraph)?).ok_or(Damaged)?;
            let folded = simdutf8::basic::from_utf8(bytes).map_err(|_| Damaged)?;
            let mut text = String::with_capacity(folded.len() + 8);
            for c in folded.chars() {
                if left == Some(0) {
                    text.push(glyph(&mut glyphs).ok_or(Damaged)?);
                    left = distance(&mut glyphs);
                } else {
                    left = left.map(|left| left - 1);
                    text.push(c);
                }
            }
            out.push(text);
        }
        Ok(out)
    }
}

/// A piece of a part that begins with the sum over the rest of it.
fn checked(part: &[u8], from: usize, to: usize) -> Result<&[u8], Damaged> {
    let (sum, bytes) = part.get(from..to).and_then(|piece| piece.split_first_chunk::<4>()).ok_or(Damaged)?;
    if crc32fast::hash(bytes).to_le_bytes() == *sum { Ok(bytes) } else { Err(Damaged) }
}

fn distance(glyphs: &mut &[u8]) -> Option<u32> {
    let (mut value, mut shift) = (0u32, 0);
    loop {
        let (&byte, rest) = glyphs.split_first()?;
        *glyphs = rest;
        value |= u32::from(byte & 0x7F).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
        shift += 7;
    }
}

fn glyph(glyphs: &mut &[u8]) -> Option<char> {
    let length = match glyphs.first()? {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    };
    let (char, rest) = glyphs.split_at_checked(length)?;
    *glyphs = rest;
    std::str::from_utf8(char).ok()?.chars().next()
}

#[cfg(test)]
mod tests;
