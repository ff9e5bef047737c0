//! EPUB: the documents of its spine in order, read as pages of XHTML. One that has a heading and prose of its own begins
//! another article; what has none goes on with the one before.

use super::archive::{self, Archive};
use super::html::body;
use super::html::text::{Dialect, Text};
use super::page::Page;
use super::part::{LARGEST, Unreadable, extension, finding};
use super::xml::{self, Item};
use crate::import::day::day;
use crate::import::decode;
use crate::model::{Code, Format};

/// Documents of a spine at most.
const DOCUMENTS: usize = 5_000;

/// What the package says.
#[derive(Debug, Default)]
struct Package {
    title: String,
    publisher: String,
    date: String,
    manifest: Vec<(String, String)>,
    spine: Vec<String>,
}

/// Reads a book.
pub fn read(bytes: &[u8]) -> Result<Page, Unreadable> {
    let damaged = |what: &str| Unreadable(format!("损坏的 EPUB a damaged EPUB ({what}); 请重新下载 download it again"));
    let mut archive = archive::open(bytes)?;
    let root = root(&mut archive).ok_or_else(|| damaged("META-INF/container.xml"))?;
    let opf = archive::member(&mut archive, &root, 8 << 20).ok_or_else(|| damaged(&root))?;
    let package = package(&opf);
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut page = Page { format: Some(Format::Epub), encoding: "UTF-8".to_owned(), ..Page::default() };
    let mut text = Text::default();
    let mut starts = Vec::new();
    let mut missing = Vec::new();
    let mut left = LARGEST;
    for id in package.spine.iter().take(DOCUMENTS) {
        let Some((_, href)) = package.manifest.iter().find(|(item, _)| item == id) else { continue };
        let name = resolve(folder, href);
        let part = archive::member(&mut archive, &name, left).and_then(|part| decode::decode(&part, None));
        let Some(part) = part else {
            missing.push(name);
            continue;
        };
        left = left.saturating_sub(part.text.len());
        page.encoding = part.encoding;
        let from = (text.out.len(), text.rows.len());
        text.read(&part.text, Dialect::Xhtml);
        starts.push(from);
    }
    if text.out.trim().is_empty() {
        return Err(Unreadable(
            "EPUB 里没有文字 no text in the EPUB; 若是扫描件，需先做文字识别 a scan needs OCR first".to_owned(),
        ));
    }
    body::leave(&mut text);
    page.chapters = chapters(&text, &starts);
    page.hints = text.hints();
    page.source = text.out;
    if !missing.is_empty() {
        let message = format!("EPUB 缺 {} 个部分，只有其余的", missing.len());
        page.findings.push(finding(Code::Truncated, message, missing.join("、")));
    }
    let some = |text: String| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    page.published = day(&package.date);
    page.title = some(package.title);
    page.publisher = some(package.publisher);
    Ok(page)
}

/// Where the articles begin: each document of the spine that has a heading and prose, from the second on.
fn chapters(text: &Text, starts: &[(usize, usize)]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut told = false;
    for (number, (at, row)) in starts.iter().enumerate() {
        let end = starts.get(number + 1).map_or(text.rows.len(), |(_, row)| *row);
        let rows = text.rows.get(*row..end).unwrap_or_default();
        let prose = body::has_prose(text, rows);
        if prose && told && body::has_heading(rows) {
            out.push(*at);
        }
        told |= prose;
    }
    out
}

/// The path of the package.
fn root(archive: &mut Archive<'_>) -> Option<String> {
    let container = archive::member(archive, "META-INF/container.xml", 1 << 20);
    let mut root = None;
    if let Some(container) = container {
        xml::walk(&container, &mut |item| {
            if let Item::Start(tag) = item
                && tag.name == "rootfile"
                && root.is_none()
            {
                root = tag.get("full-path").map(str::to_owned);
            }
        });
    }
    root.or_else(|| archive.file_names().find(|name| extension(name) == "opf").map(str::to_owned))
}

fn package(opf: &[u8]) -> Package {
    let mut out = Package::default();
    let mut open = String::new();
    xml::walk(opf, &mut |item| match item {
        Item::Start(tag) => {
            match tag.name.as_str() {
                "item" => {
                    if let (Some(id), Some(href)) = (tag.get("id"), tag.get("href")) {
                        out.manifest.push((id.to_owned(), href.to_owned()));
                    }
                }
                "itemref" => out.spine.extend(tag.get("idref").map(str::to_owned)),
                _ => {}
            }
            open.clone_from(&tag.name);
        }
        Item::End(_) => open.clear(),
        Item::Text(text) => match open.as_str() {
            "title" if out.title.is_empty() => out.title.push_str(text),
            "publisher" => out.publisher.push_str(text),
            "date" if out.date.is_empty() => out.date.push_str(text),
            _ => {}
        },
    });
    out
}

/// A reference of the package as the name of a member.
fn resolve(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    unescape(&parts.join("/"))
}

/// `%20` and the like decoded.
fn unescape(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let value = text.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        out.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let check = |folder: &str, href: &str, expected: &str| assert_eq!(resolve(folder, href), expected);
        check("OEBPS", "text/ch1.xhtml#a", "OEBPS/text/ch1.xhtml");
        check("OEBPS/x", "../ch%201.xhtml", "OEBPS/ch 1.xhtml");
        check("", "../../../etc/passwd", "etc/passwd");
        check("", "a%4", "a%4");
        check("", "%E7%AB%A0.xhtml", "章.xhtml");
    }
}
