//! Writes a plain text as every format and encoding that import reads.

#![allow(dead_code, reason = "each of the tests that take this file uses a part of it")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use encoding_rs::{BIG5, GB18030};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The text in every form: name and bytes.
pub fn all(name: &str, text: &str) -> Vec<(String, Vec<u8>)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |extension: &str, bytes: Vec<u8>| out.push((format!("{name}.{extension}"), bytes));
    add("bom.txt", [b"\xef\xbb\xbf", text.as_bytes()].concat());
    add("crlf.txt", lines.join("\r\n").into_bytes());
    add("cr.txt", lines.join("\r").into_bytes());
    add("gb.txt", GB18030.encode(text).0.into_owned());
    let (big, _, lossy) = BIG5.encode(text);
    if !lossy {
        add("big5.txt", big.into_owned());
    }
    let wide = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    add("le.txt", wide(u16::to_le_bytes));
    add("be.txt", wide(u16::to_be_bytes));
    add("le-bom.txt", [b"\xff\xfe".to_vec(), wide(u16::to_le_bytes)].concat());
    add("be-bom.txt", [b"\xfe\xff".to_vec(), wide(u16::to_be_bytes)].concat());
    let blocks: String =
        lines.iter().filter(|l| !l.trim().is_empty()).map(|line| format!("<p>{}</p>\n", escape(line))).collect();
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"CHARSET\"><title>页面</title><style>p {{ margin: 0 }}</style></head><body>\n<nav><a href=\"/\">首页</a> <a href=\"/n\">要闻</a></nav>\n<div class=\"sidebar\"><p>广告：全场八折，欢迎选购，数量有限，售完为止，先到先得。</p></div>\n<div id=\"content\">\n{blocks}</div>\n<footer>版权所有，未经许可不得转载。</footer></body></html>"
    );
    add("page.html", page.replace("CHARSET", "utf-8").into_bytes());
    add("fragment.html", blocks.clone().into_bytes());
    let html = format!("<html><head><meta charset=\"gb2312\"></head><body>{blocks}</body></html>");
    add("gb.html", GB18030.encode(&html).0.into_owned());
    add("md", lines.iter().map(|line| format!("{}\n\n", mark(line))).collect::<String>().into_bytes());
    add("docx", docx(&lines));
    add("epub", epub(&blocks));
    let (title, rest) = text.trim_start().split_once('\n').unwrap_or((text, ""));
    if title == title.trim() && !rest.trim().is_empty() {
        let entry = serde_json::json!({ "title": title, "text": rest });
        add("jsonl", format!("{entry}\n").into_bytes());
    }
    add("zip", zip(&[("inner.txt", text.as_bytes())]));
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What Markdown would read as a mark, escaped.
fn mark(line: &str) -> String {
    let escaped: String =
        line.chars().flat_map(|c| if "*_`~[]<&\\".contains(c) { vec!['\\', c] } else { vec![c] }).collect();
    let bare = escaped.trim_start();
    let marked = bare.starts_with(['#', '>', '-', '+', '=']);
    if marked { format!("\\{bare}") } else { escaped }
}

/// A zip of the members.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(lines: &[&str]) -> Vec<u8> {
    let paragraphs: String = lines
        .iter()
        .map(|line| {
            let (first, second) = line.split_at(line.char_indices().nth(3).map_or(line.len(), |(at, _)| at));
            format!("<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(first), escape(second))
        })
        .collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}<w:sectPr/></w:body></w:document>"
    );
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

fn epub(blocks: &str) -> Vec<u8> {
    let chapter = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body>{blocks}</body></html>"
    );
    let container = "<?xml version=\"1.0\"?><container><rootfiles><rootfile full-path=\"OEBPS/content.opf\"/></rootfiles></container>";
    let package = "<?xml version=\"1.0\"?><package><metadata/><manifest><item id=\"c1\" href=\"ch%201.xhtml\"/></manifest><spine><itemref idref=\"c1\"/></spine></package>";
    zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("OEBPS/content.opf", package.as_bytes()),
        ("OEBPS/ch 1.xhtml", chapter.as_bytes()),
    ])
}

/// A container one of whose parts went through `change`: its name and bytes.
pub fn with_part(which: usize, text: &str, change: &dyn Fn(&[u8]) -> Vec<u8>) -> (&'static str, Vec<u8>) {
    let lines: Vec<&str> = text.lines().collect();
    let blocks: String = lines.iter().map(|line| format!("<p>{}</p>\n", escape(line))).collect();
    let (name, whole, part) = match which {
        0 => ("a.docx", docx(&lines), "word/document.xml"),
        1 => ("a.epub", epub(&blocks), "OEBPS/ch 1.xhtml"),
        2 => ("a.epub", epub(&blocks), "OEBPS/content.opf"),
        3 => ("a.epub", epub(&blocks), "META-INF/container.xml"),
        _ => ("a.zip", zip(&[("a.txt", text.as_bytes()), ("b.txt", b"x")]), "a.txt"),
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::copy(&mut file, &mut bytes).unwrap();
        let bytes = if file.name() == part { change(&bytes) } else { bytes };
        members.push((file.name().to_owned(), bytes));
    }
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    (name, zip(&members))
}

/// A PDF with a line of text each; its font says which characters its codes are.
pub fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut content = String::new();
    for (at, line) in lines.iter().enumerate() {
        let codes: String = line.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        writeln!(content, "BT /F1 12 Tf 50 {} Td <{codes}> Tj ET", 780 - at * 40).unwrap();
    }
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end";
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>".into(),
        stream(&content),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>".into(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>".into(),
        stream(map),
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>".into(),
    ])
}

/// A PDF of one page on which nothing is written.
pub fn pdf_without_text() -> Vec<u8> {
    objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>".into(),
    ])
}

/// A PDF of these objects, numbered from 1; the first is its catalogue.
fn objects(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    out.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).into_bytes(),
    );
    out
}
