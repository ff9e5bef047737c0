//! Folded texts of many documents with their index, as the bytes of one file: written once, read where it lies. Whatever
//! is read of it carries a sum, so that damage is seen and never becomes a wrong or a missing hit.
//!
//! | part | holds |
//! | --- | --- |
//! | head | magic, version, the places of the parts, a sum over all that |
//! | text | folded paragraphs, a line feed after each |
//! | ends | for each paragraph the byte after its last |
//! | blocks | whole paragraphs of some 4 KB: first byte, first paragraph, sum over their text and ends |
//! | places, lists | `blocks`: which blocks hold which pairs of characters |
//! | documents | for each its first paragraph, the places of its glyphs and of its record |
//! | glyphs | for each document the chars that folding changed, as distance and char, and a sum |
//! | records | for each document what else is known of it, as its owner wrote it, and a sum |

use std::ops::Range;

use memchr::memmem;

use super::blocks::{Damaged, Lists, Packed};
use super::corpus::Place;
use super::query::Query;
use super::{chars, scan};
use crate::text::fold::{fold, fold_into};

const MAGIC: &[u8; 8] = b"zuotan\x001";
const VERSION: u32 = 1;
/// Bytes of a block, as near as whole paragraphs allow.
const BLOCK: usize = 4096;
const PARTS: usize = 8;
const HEAD: usize = 8 + 4 + (PARTS + 1) * 8 + 4;

/// Gathers documents.
#[derive(Default)]
pub struct Builder {
    text: String,
    ends: Vec<u32>,
    documents: Vec<[u32; 3]>,
    glyphs: Vec<u8>,
    records: Vec<u8>,
}

impl Builder {
    /// Adds a document: its paragraphs, and what else is to be known of it.
    pub fn push<'a>(&mut self, paragraphs: impl IntoIterator<Item = &'a str>, record: &[u8]) {
        self.documents.push([self.ends.len() as u32, self.glyphs.len() as u32, self.records.len() as u32]);
        let mut glyphs = Vec::new();
        let mut since = 0u32;
        for paragraph in paragraphs {
            fold_into(paragraph, &mut self.text);
            self.ends.push(self.text.len() as u32);
            self.text.push('\n');
            for c in paragraph.chars() {
                if fold(c) == c {
                    since += 1;
                } else {
                    number(&mut glyphs, since);
                    glyphs.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
                    since = 0;
                }
            }
        }
        self.glyphs.extend(crc32fast::hash(&glyphs).to_le_bytes());
        self.glyphs.extend(glyphs);
        self.records.extend(crc32fast::hash(record).to_le_bytes());
        self.records.extend(record);
    }

    /// Bytes of folded text.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Bytes that it holds altogether.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.glyphs.len() + self.records.len() + self.ends.len() * 4
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        let mut lists = Lists::default();
        let mut blocks: Vec<u8> = Vec::new();
        let (mut start, mut first) = (0usize, 0usize);
        for (paragraph, &end) in self.ends.iter().enumerate() {
            let after = end as usize + 1;
            if after - start >= BLOCK || paragraph + 1 == self.ends.len() {
                let text = self.text.get(start..after).unwrap_or_default();
                lists.push(text);
                let ends = self.ends.get(first..=paragraph).unwrap_or_default();
                let sum = block_sum(text.as_bytes(), &words(ends), start, first);
                blocks.extend(words(&[start as u32, first as u32, sum]));
                (start, first) = (after, paragraph + 1);
            }
        }
        blocks.extend(words(&[start as u32, first as u32, 0]));
        let (places, packed) = lists.packed();
        drop(lists);
        let mut documents: Vec<u8> = self.documents.iter().flat_map(|document| words(document)).collect();
        documents.extend(words(&[self.ends.len() as u32, self.glyphs.len() as u32, self.records.len() as u32]));
        let sum = crc32fast::hash(&documents);
        documents.extend(sum.to_le_bytes());
        let parts: [Vec<u8>; PARTS] = [
            self.text.into_bytes(),
            words(&self.ends),
            blocks,
            words(&places),
            packed,
            documents,
            self.glyphs,
            self.records,
        ];
        let mut out = Vec::with_capacity(HEAD + parts.iter().map(Vec::len).sum::<usize>());
        out.extend(MAGIC);
        out.extend(VERSION.to_le_bytes());
        let mut at = HEAD as u64;
        for part in &parts {
            out.extend(at.to_le_bytes());
            at += part.len() as u64;
        }
        out.extend(at.to_le_bytes());
        let sum = crc32fast::hash(&out);
        out.extend(sum.to_le_bytes());
        for part in parts {
            out.extend(part);
        }
        out
    }
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn block_sum(text: &[u8], ends: &[u8], start: usize, first: usize) -> u32 {
    let mut sum = crc32fast::Hasher::new_with_initial((start as u32) ^ (first as u32).rotate_left(16));
    sum.update(text);
    sum.update(ends);
    sum.finalize()
}

/// A file of folded texts, read where it lies.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    text: &'a [u8],
    ends: &'a [u8],
    blocks: &'a [u8],
    packed: Packed<'a>,
    documents: &'a [u8],
    glyphs: &'a [u8],
    records: &'a [u8],
}

/// One block.
struct Block<'a> {
    text: &'a [u8],
    /// First byte of the text.
    start: usize,
    /// Its paragraphs.
    paragraphs: Range<usize>,
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
            packed: Packed { places: part(3)?, bytes: part(4)? },
            documents: part(5)?,
            glyphs: part(6)?,
            records: part(7)?,
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
        let at = |field: usize| word(self.blocks, number * 3 + field);
        let (start, first, sum) = (at(0)?, at(1)?, at(2)?);
        let (end, last) = (at(3)?, at(4)?);
        let text = self.text.get(start..end).ok_or(Damaged)?;
        let ends = self.ends.get(first * 4..last * 4).ok_or(Damaged)?;
        if block_sum(text, ends, start, first) as usize != sum {
            return Err(Damaged);
        }
        Ok(Block { text, start, paragraphs: first..last })
    }

    fn block_count(&self) -> usize {
        (self.blocks.len() / 12).saturating_sub(1)
    }

    /// The blocks that may hold a query.
    fn candidates(&self, query: &Query) -> Result<Vec<u32>, Damaged> {
        let all = || (0..self.block_count() as u32).collect();
        Ok(self.packed.candidates(&query.need())?.unwrap_or_else(all))
    }

    /// The number of occurrences.
    pub fn count(&self, query: &Query) -> Result<usize, Damaged> {
        let Some(phrase) = query.phrase() else { return Ok(self.find(query, || true)?.len()) };
        let finder = memmem::Finder::new(phrase);
        let mut count = 0;
        for block in self.candidates(query)? {
            count += finder.find_iter(self.block(block as usize)?.text).count();
        }
        Ok(count)
    }

    /// Every occurrence, in order; `go` is asked now and then and ends the search when it says no.
    pub fn find(&self, query: &Query, go: impl Fn() -> bool) -> Result<Vec<Place>, Damaged> {
        let blocks = self.candidates(query)?;
        let finder = query.phrase().map(memmem::Finder::new);
        let mut places = Vec::new();
        for (number, block) in blocks.into_iter().enumerate() {
            if number % 64 == 63 && !go() {
                break;
            }
            let block = self.block(block as usize)?;
            if let Some(finder) = &finder
                && finder.find(block.text).is_none()
            {
                continue;
            }
            for paragraph in block.paragraphs.clone() {
                let text = self.paragraph_of(&block, paragraph)?;
                let found = match query.phrase() {
                    Some(phrase) => scan::literal(text, phrase),
                    None => scan::expression(text, &query.expression).unwrap_or_default(),
                };
                if !found.is_empty() {
                    let (document, first) = self.document_of(paragraph)?;
                    let chars = chars(text, found);
                    places.extend(chars.into_iter().map(|chars| Place {
                        document,
                        paragraph: paragraph - first,
                        chars,
                    }));
                }
            }
        }
        Ok(places)
    }

    fn paragraph_of(&self, block: &Block<'a>, paragraph: usize) -> Result<&'a str, Damaged> {
        let start = match paragraph.checked_sub(1).filter(|_| paragraph > block.paragraphs.start) {
            Some(before) => word(self.ends, before)? + 1,
            None => block.start,
        };
        let bytes = self.text.get(start..word(self.ends, paragraph)?).ok_or(Damaged)?;
        std::str::from_utf8(bytes).map_err(|_| Damaged)
    }

    /// Checks the table of documents: to be done once before any of it is trusted.
    pub fn check(&self) -> Result<(), Damaged> {
        let (table, sum) = self.documents.split_last_chunk::<4>().ok_or(Damaged)?;
        if crc32fast::hash(table).to_le_bytes() == *sum { Ok(()) } else { Err(Damaged) }
    }

    /// Checks every byte.
    pub fn check_all(&self) -> Result<(), Damaged> {
        self.check()?;
        for block in 0..self.block_count() {
            self.block(block)?;
        }
        self.packed.check()?;
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
            let folded = std::str::from_utf8(bytes).map_err(|_| Damaged)?;
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
