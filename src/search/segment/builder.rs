//! Gathers documents and writes them as the bytes of a segment; `segment` says what stands where.

use crate::search::positions::{self, Written};
use crate::text::fold::{fold, fold_into};

pub(super) const MAGIC: &[u8; 8] = b"zuotan\x001";
pub(super) const VERSION: u32 = 2;
/// Bytes of a block, as near as whole paragraphs allow.
pub(super) const BLOCK: usize = 4096;
pub(super) const PARTS: usize = 9;
/// Numbers of a row of the table of blocks.
pub(super) const FIELDS: usize = 4;
pub(super) const HEAD: usize = 8 + 4 + (PARTS + 1) * 8 + 4;

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
        let Written { top, table, lists } = positions::written(&self.text);
        let mut blocks: Vec<u8> = Vec::new();
        let (mut start, mut first, mut char) = (0usize, 0usize, 0usize);
        for (paragraph, &end) in self.ends.iter().enumerate() {
            let after = end as usize + 1;
            if after - start >= BLOCK || paragraph + 1 == self.ends.len() {
                let text = self.text.get(start..after).unwrap_or_default();
                let ends = words(self.ends.get(first..=paragraph).unwrap_or_default());
                let head = [start as u32, first as u32, char as u32];
                blocks.extend(words(&head));
                blocks.extend(block_sum(text.as_bytes(), &ends, &words(&head)).to_le_bytes());
                (start, first, char) = (after, paragraph + 1, char + text.chars().count());
            }
        }
        blocks.extend(words(&[start as u32, first as u32, char as u32, 0]));
        let sum = crc32fast::hash(&blocks);
        blocks.extend(sum.to_le_bytes());
        let mut documents: Vec<u8> = self.documents.iter().flat_map(|document| words(document)).collect();
        documents.extend(words(&[self.ends.len() as u32, self.glyphs.len() as u32, self.records.len() as u32]));
        let sum = crc32fast::hash(&documents);
        documents.extend(sum.to_le_bytes());
        let parts: [Vec<u8>; PARTS] = [
            self.text.into_bytes(),
            words(&self.ends),
            blocks,
            top,
            table,
            lists,
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

pub(super) fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

pub(super) fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(super) fn block_sum(text: &[u8], ends: &[u8], head: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(text);
    sum.update(ends);
    sum.update(head);
    sum.finalize()
}
