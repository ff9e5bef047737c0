//! HTML, a page or a piece of one, read as a stream of tags: time and memory grow with its length and with nothing else.
//! The decoded source is the text of all its nodes in order, a line break where a block ends; what is the page's own is
//! told from the text by where the prose stands (`body`), by tags and by the names of classes.

pub mod body;
pub mod meta;
pub mod tags;
pub mod text;

use self::text::{Dialect, Text};
use super::page::Page;
use crate::import::decode::Decoded;
use crate::model::Format;

/// Reads a page.
pub fn read(decoded: Decoded) -> Page {
    let mut page = Page::of(decoded, Format::Html);
    let markup = std::mem::take(&mut page.source);
    // What decoding found has its place in the markup, not in the text of the nodes.
    page.findings.iter_mut().for_each(|finding| finding.spans.clear());
    let mut text = Text::default();
    text.read(&markup, Dialect::Html);
    body::choose(&mut text);
    page.title = text.meta.title.clone().or_else(|| text.titles.first().cloned());
    page.publisher = text.meta.publisher.take();
    page.published = text.meta.published.take();
    page.hints = text.hints();
    page.source = text.out;
    page
}

#[cfg(test)]
mod tests;
