//! Which format bytes are in: by their first bytes and their shape, by the name where these leave it open. What is known
//! and not read (an image, an old Word file) is named, with what to do.

use super::archive::{self, Holds};
use super::part::{Unreadable, extension};
use crate::import::decode::{self, Decoded};

/// A format, with the text where it is one.
#[derive(Debug)]
pub enum Kind {
    /// Plain text.
    Text(Decoded),
    /// Markdown.
    Markdown(Decoded),
    /// HTML.
    Html(Decoded),
    /// JSON Lines.
    Lines(Decoded),
    /// Word.
    Docx,
    /// EPUB.
    Epub,
    /// PDF.
    Pdf,
    /// A zip of these.
    Archive,
}

/// First bytes of formats that are not read: what they are, and what to do.
const KNOWN: &[(&[u8], &str)] = &[
    (
        b"\xd0\xcf\x11\xe0",
        "旧版 Office 文件 (.doc .xls .ppt) an old Office file; 请另存为 .docx 或 .txt save it as .docx or .txt",
    ),
    (b"{\\rtf", "RTF 文件 an RTF file; 请另存为 .docx 或 .txt save it as .docx or .txt"),
    (b"\x89PNG", "图像 (PNG) an image; 需先做文字识别 it needs OCR first"),
    (b"\xff\xd8\xff", "图像 (JPEG) an image; 需先做文字识别 it needs OCR first"),
    (b"GIF8", "图像 (GIF) an image; 需先做文字识别 it needs OCR first"),
    (b"BM", "图像 (BMP) an image; 需先做文字识别 it needs OCR first"),
    (b"II*\0", "图像 (TIFF) an image; 需先做文字识别 it needs OCR first"),
    (b"MM\0*", "图像 (TIFF) an image; 需先做文字识别 it needs OCR first"),
    (b"RIFF", "音像或图像 (RIFF) audio, video or an image; 请给出文字稿 give its transcript"),
    (b"ID3", "音频 (MP3) audio; 请给出文字稿 give its transcript"),
    (b"OggS", "音频 (Ogg) audio; 请给出文字稿 give its transcript"),
    (b"\x1f\x8b", "gzip 压缩文件 a gzip file; 请先解压 unpack it first"),
    (b"BZh", "bzip2 压缩文件 a bzip2 file; 请先解压 unpack it first"),
    (b"\xfd7zXZ", "xz 压缩文件 an xz file; 请先解压 unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd 压缩文件 a zstd file; 请先解压 unpack it first"),
    (b"Rar!", "RAR 压缩文件 a RAR file; 请解压或改用 zip unpack it or use zip"),
    (b"7z\xbc\xaf", "7z 压缩文件 a 7z file; 请解压或改用 zip unpack it or use zip"),
    (b"\x7fELF", "程序 a program; 请给出文本 name a text"),
    (b"MZ", "程序 a program; 请给出文本 name a text"),
    (b"SQLite format 3", "SQLite 数据库 a database; 请导出为文本 export it as text"),
    (b"%!PS", "PostScript 文件 a PostScript file; 请转成 PDF convert it to PDF"),
];

/// Tags with which a page or a piece of one begins.
const OPENERS: &[&str] = &[
    "!doctype", "html", "head", "body", "div", "p", "article", "section", "main", "table", "span", "h1", "h2", "h3",
    "h4", "title", "meta", "font", "center", "ul", "ol", "header", "nav", "br", "strong", "b", "link", "script",
    "style", "a",
];

/// The format of a source.
pub fn kind(path: &str, bytes: &[u8]) -> Result<Kind, Unreadable> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    if memchr::memmem::find(head, b"%PDF-").is_some_and(|at| at == 0 || !is_text_name(path)) {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(match archive::holds(bytes)? {
            Holds::Docx => Kind::Docx,
            Holds::Epub => Kind::Epub,
            Holds::Texts => Kind::Archive,
        });
    }
    let label = label(head);
    let decoded = decode::decode(bytes, label.as_deref());
    let known = KNOWN.iter().find(|(first, _)| bytes.starts_with(first));
    match (decoded, known) {
        // Text may begin with letters that another format begins with; that one holds bytes that no text does.
        (Some(decoded), known) if known.is_none_or(|(first, _)| first.len() < 5 && bytes.is_ascii() || looks_written(&decoded, first)) => text(path, decoded),
        (_, Some((_, what))) => Err(Unreadable((*what).to_owned())),
        _ => Err(Unreadable(
            "不认识的二进制格式 an unknown binary format; 可读 txt、md、html、docx、epub、pdf、zip、jsonl，请先转换 convert it to one of these"
                .to_owned(),
        )),
    }
}

/// Whether a text that begins like another format is one all the same: its first bytes are letters, not marks.
fn looks_written(decoded: &Decoded, first: &[u8]) -> bool {
    first.len() <= 3
        && first.is_ascii()
        && decoded.undecodable.is_empty()
        && !decoded.text.chars().take(4096).any(|c| c < ' ' && !c.is_whitespace())
}

/// Whether the name says that it is a text.
fn is_text_name(path: &str) -> bool {
    ["txt", "md", "markdown", "html", "htm", "jsonl"].contains(&extension(path).as_str())
}

/// The encoding that a page or an XML file names near its head.
fn label(head: &[u8]) -> Option<String> {
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let head: String = head.iter().map(|b| if b.is_ascii() { b.to_ascii_lowercase() as char } else { ' ' }).collect();
    let at = head.find("charset").map(|at| at + 7).or_else(|| head.find("encoding").map(|at| at + 8))?;
    let rest = head.get(at..)?.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    (!name.is_empty()).then_some(name)
}

/// Which kind of text it is.
fn text(path: &str, decoded: Decoded) -> Result<Kind, Unreadable> {
    if decoded.text.chars().all(super::super::lines::is_blank) {
        return Err(Unreadable("文件是空的 the file is empty; 请换一个文件 choose another file".into()));
    }
    let extension = extension(path);
    let head = decoded.text.trim_start_matches(|c: char| super::super::lines::is_blank(c));
    let first = head.char_indices().nth(2000).and_then(|(end, _)| head.get(..end)).unwrap_or(head);
    if first.starts_with("MIME-Version:") || first.contains("\nContent-Type: multipart/related") {
        return Err(Unreadable("网页归档 (MHTML) a web archive; 请另存为 HTML save the page as HTML".to_owned()));
    }
    if super::jsonl::is_lines(head) {
        return Ok(Kind::Lines(decoded));
    }
    let named = |names: &[&str]| names.contains(&extension.as_str());
    if opens_html(first) && !named(&["md", "markdown"])
        || named(&["html", "htm", "xhtml", "shtml"]) && first.contains('<')
    {
        return Ok(Kind::Html(decoded));
    }
    if named(&["md", "markdown", "mdx"]) || opens_markdown(first) {
        return Ok(Kind::Markdown(decoded));
    }
    Ok(Kind::Text(decoded))
}

/// Whether a text begins with a tag of a page.
fn opens_html(first: &str) -> bool {
    let mut rest = first;
    // A declaration and comments may stand before the first tag.
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else { return rest.starts_with("<?xml") };
        rest = after;
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '!').collect();
    let name = name.to_ascii_lowercase();
    let ends = tag.chars().nth(name.len()).is_none_or(|c| matches!(c, '>' | ' ' | '/' | '\n' | '\r' | '\t'));
    OPENERS.contains(&name.as_str()) && ends && rest.contains('>')
}

/// Whether a text begins as Markdown does: front matter, or a heading.
fn opens_markdown(first: &str) -> bool {
    if super::front_matter::split(first).is_some() {
        return true;
    }
    let line = first.lines().next().unwrap_or("");
    let level = line.chars().take_while(|c| *c == '#').count();
    (1..=6).contains(&level) && line.get(level..).is_some_and(|rest| rest.starts_with(' ') && rest.trim().len() > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_first_then_the_name() {
        let check = |path: &str, bytes: &str, expected: &str| {
            let got = match kind(path, bytes.as_bytes()) {
                Ok(Kind::Text(_)) => "txt",
                Ok(Kind::Markdown(_)) => "md",
                Ok(Kind::Html(_)) => "html",
                Ok(Kind::Lines(_)) => "jsonl",
                Ok(Kind::Pdf) => "pdf",
                Ok(_) => "zip",
                Err(_) => "none",
            };
            assert_eq!(got, expected, "{path}: {bytes}");
        };
        check("a.txt", "会议指出，要做好工作。", "txt");
        check("-", "<!DOCTYPE html><html><body>会议</body></html>", "html");
        check("a.txt", "<?xml version=\"1.0\"?>\n<!-- x -->\n<html><body>会议</body></html>", "html");
        check("-", "<p>会议指出</p>", "html");
        check("a.md", "<p>会议指出</p>", "md");
        check("a.txt", "<《条例》解读> 正文", "txt");
        check("-", "### 会议在某市举行\n\n<p>正文</p>", "md");
        check("-", "---\ntitle: 会议\n---\n正文", "md");
        check("a.md", "会议", "md");
        check("a.txt", "#1 会议", "txt");
        check("a.html", "会议<br>正文", "html");
        check("a.txt", "{\"title\": \"会议\", \"date\": \"2024-05-01\", \"text\": \"正文\"}\n", "jsonl");
        check("a.txt", "MZ 是两个字母，BM 也是。", "txt");
        check("a.txt", "  \n", "none");
        check("a.rtf", "{\\rtf1\\ansi x}", "none");
        check("a.pdf", "%PDF-1.7\n", "pdf");
        check("x", "BM\u{0}\u{1}\u{2}\u{3}\u{0}\u{1}\u{2}\u{3}\u{0}", "none");
    }
}
