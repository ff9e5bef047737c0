//! What the formats have in common. Each reads its bytes to a [`Page`]: the decoded source that spans point into, the text
//! as it reads, and what the markup says of its lines. The format is told by the content first, by the name second.
//!
//! Nothing is unpacked to disk, nothing is taken for granted: sizes, depths and counts are bounded, and what is cut says so.

pub mod archive;
pub mod docx;
pub mod entities;
pub mod epub;
pub mod front_matter;
pub mod html;
pub mod jsonl;
pub mod markdown;
pub mod page;
pub mod part;
pub mod pdf;
pub mod sniff;
pub mod xml;

use self::page::Page;
use self::part::{LARGEST, Part, Unreadable};
use self::sniff::Kind;

/// Hands on the parts of a source in order: one, or many of an archive or of JSON Lines.
pub fn each(path: &str, bytes: &[u8], take: &mut dyn FnMut(Part<'_>)) {
    within(path, bytes, 0, take);
}

/// The same, `depth` archives deep.
fn within(path: &str, bytes: &[u8], depth: usize, take: &mut dyn FnMut(Part<'_>)) {
    let one = |page| Part { path: path.to_owned(), bytes, first: 0, place: None, page };
    if bytes.len() > LARGEST {
        let message = format!(
            "文件太大 too large ({} MB，最多 at most {} MB); 请分成几个文件 split it into several files",
            bytes.len() >> 20,
            LARGEST >> 20
        );
        return take(one(Err(Unreadable(message))));
    }
    match sniff::kind(path, bytes) {
        Err(unreadable) => take(one(Err(unreadable))),
        Ok(Kind::Docx) => take(one(docx::read(bytes))),
        Ok(Kind::Epub) => take(one(epub::read(bytes))),
        Ok(Kind::Pdf) => take(one(pdf::read(bytes))),
        Ok(Kind::Archive) => archive::each(path, bytes, depth, within, take),
        Ok(Kind::Text(decoded)) => take(one(Ok(Page::plain(decoded)))),
        Ok(Kind::Markdown(decoded)) => take(one(Ok(markdown::read(decoded)))),
        Ok(Kind::Html(decoded)) => take(one(Ok(html::read(decoded)))),
        Ok(Kind::Lines(decoded)) => jsonl::each(path, bytes, &decoded, take),
    }
}

/// The decoded source of a path: of a member where it names one of the archive that the bytes are.
pub fn decoded(path: &str, bytes: &[u8]) -> String {
    if let Some((_, inner)) = path.split_once("!/")
        && let Some(member) = archive::find(bytes, inner)
    {
        return decoded(inner.rsplit("!/").next().unwrap_or(inner), &member);
    }
    match sniff::kind(path, bytes) {
        Ok(Kind::Lines(decoded)) => decoded.text,
        Ok(Kind::Archive) | Err(_) => String::new(),
        _ => {
            let mut out = String::new();
            each(path, bytes, &mut |part| out = part.page.map(|page| page.source).unwrap_or_default());
            out
        }
    }
}
