//! Zip archives, read from memory: an archive of texts, and the container of DOCX and EPUB. Sizes are bounded by what is
//! read and not by what the archive says of itself; no name of it is ever a path on disk.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::page::Page;
use super::part::{LARGEST, Part, Unreadable, extension, finding};
use crate::import::decode;
use crate::model::Code;

/// An open archive.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Archives within archives at most.
const DEEPEST: usize = 2;
/// Bytes unpacked from one archive at most.
const TOTAL: usize = 128 << 20;
/// Members read of one archive at most.
const MEMBERS: usize = 30_000;
/// A member that is larger than it is packed by more than this factor, and larger than [`MODEST`], is no text.
const RATIO: u64 = 200;
/// Bytes at which the factor begins to count.
const MODEST: u64 = 4 << 20;

/// Extensions of members that are beside the texts: pictures, styles, scripts.
const BESIDE: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "tif", "tiff", "css", "js", "json", "map", "woff",
    "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "wav", "avi", "mov", "webm", "xml", "db", "ini", "lnk", "exe",
    "dll",
];

/// Opens an archive.
pub fn open(bytes: &[u8]) -> Result<Archive<'_>, Unreadable> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        Unreadable(format!("损坏的 zip a damaged zip ({error}); 请重新下载或打包 download or pack it again"))
    })
}

/// What an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A Word document.
    Docx,
    /// A book.
    Epub,
    /// Texts.
    Texts,
}

/// Reads the parts of a member, so many archives deep.
pub type Within = fn(&str, &[u8], usize, &mut dyn FnMut(Part<'_>));

/// Which kind of archive it is.
pub fn holds(bytes: &[u8]) -> Result<Holds, Unreadable> {
    let mut archive = open(bytes)?;
    let has = |archive: &Archive<'_>, name: &str| archive.index_for_name(name).is_some();
    if has(&archive, "word/document.xml") {
        return Ok(Holds::Docx);
    }
    let mimetype = member(&mut archive, "mimetype", 200).unwrap_or_default();
    if mimetype.starts_with(b"application/epub")
        || has(&archive, "META-INF/container.xml") && has_extension(&archive, "opf")
    {
        return Ok(Holds::Epub);
    }
    for (name, what) in [
        ("xl/workbook.xml", "Excel 表格 an Excel sheet; 请另存为 .txt 或 .docx save it as .txt or .docx"),
        ("ppt/presentation.xml", "PowerPoint 演示文稿 a presentation; 请另存为 .txt 或 .docx save it as .txt or .docx"),
        ("content.xml", "OpenDocument 文件 an OpenDocument file; 请另存为 .docx save it as .docx"),
    ] {
        if has(&archive, name) && (name != "content.xml" || mimetype.starts_with(b"application/vnd.oasis")) {
            return Err(Unreadable(what.to_owned()));
        }
    }
    Ok(Holds::Texts)
}

fn has_extension(archive: &Archive<'_>, wanted: &str) -> bool {
    archive.file_names().any(|name| extension(name) == wanted)
}

/// The bytes of a member, `most` at most; None where there is none, it cannot be unpacked or is too large.
pub fn member(archive: &mut Archive<'_>, name: &str, most: usize) -> Option<Vec<u8>> {
    let at = archive.index_for_name(name)?;
    unpack(archive, at, most).ok()
}

/// Why a member was not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    /// It is packed in a way that is not read, encrypted or damaged.
    Damaged,
    /// It is too large, or its size is out of all proportion.
    Large,
}

fn unpack(archive: &mut Archive<'_>, at: usize, most: usize) -> Result<Vec<u8>, Refused> {
    let file = archive.by_index(at).map_err(|_| Refused::Damaged)?;
    let packed = file.compressed_size();
    let most = (most as u64).min(packed.saturating_mul(RATIO).max(MODEST));
    let mut out = Vec::with_capacity(usize::try_from(file.size().min(most).min(1 << 20)).unwrap_or(0));
    file.take(most + 1).read_to_end(&mut out).map_err(|_| Refused::Damaged)?;
    if out.len() as u64 > most { Err(Refused::Large) } else { Ok(out) }
}

/// The name of a member in the encoding that it is written in; packers on Chinese systems write GBK and say nothing.
fn name(raw: &[u8], fallback: &str) -> String {
    decode::decode(raw, None).map_or_else(|| fallback.to_owned(), |decoded| decoded.text)
}

/// Whether a member is read: no folder, nothing hidden, nothing that is beside the texts.
fn is_text(name: &str) -> bool {
    let hidden =
        name.split(['/', '\\']).any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX");
    !hidden && !name.ends_with(['/', '\\']) && !BESIDE.contains(&extension(name).as_str())
}

/// Hands on the members, in the order of the archive.
pub fn each(path: &str, bytes: &[u8], depth: usize, within: Within, take: &mut dyn FnMut(Part<'_>)) {
    let alone =
        |message: String| Part { path: path.to_owned(), bytes, first: 0, place: None, page: Err(Unreadable(message)) };
    if depth >= DEEPEST {
        return take(alone(format!("压缩包套了 {DEEPEST} 层以上 archives nested too deep; 请先解压 unpack it first")));
    }
    let mut archive = match open(bytes) {
        Ok(archive) => archive,
        Err(unreadable) => {
            return take(Part { path: path.to_owned(), bytes, first: 0, place: None, page: Err(unreadable) });
        }
    };
    let mut passed: Vec<String> = Vec::new();
    let mut members: Vec<(usize, String)> = Vec::new();
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(at) else { continue };
        let name = name(file.name_raw(), file.name());
        if is_text(&name) && !file.is_symlink() {
            members.push((at, name));
        } else if !file.is_dir() {
            passed.push(name);
        }
    }
    if members.is_empty() {
        return take(alone(
            "压缩包里没有文本 no text in the archive; 请放入 txt、md、html、docx、epub、pdf put texts into it"
                .to_owned(),
        ));
    }
    let mut left = TOTAL;
    let over = members.split_off(members.len().min(MEMBERS)).len();
    let mut cut = over;
    let count = members.len();
    for (number, (at, name)) in members.into_iter().enumerate() {
        let path = format!("{path}!/{name}");
        let broken = |message: &str| Part {
            path: path.clone(),
            bytes: &[],
            first: 0,
            place: None,
            page: Err(Unreadable(message.to_owned())),
        };
        let unpacked = match unpack(&mut archive, at, left.min(LARGEST)) {
            Ok(unpacked) => unpacked,
            Err(Refused::Damaged) => {
                take(broken("压缩包成员损坏或加密 a damaged or encrypted member; 请重新打包 pack it again"));
                continue;
            }
            Err(Refused::Large) => {
                cut += 1;
                take(broken(
                    "压缩包成员解开后过大，未读 a member too large when unpacked, not read; 请先解压 unpack it first",
                ));
                continue;
            }
        };
        left = left.saturating_sub(unpacked.len().max(64));
        within(&path, &unpacked, depth + 1, &mut |mut part| {
            if let Ok(page) = &mut part.page {
                if number == 0 {
                    note_passed(page, &passed);
                }
                if number + 1 == count {
                    note_cut(page, cut);
                }
            }
            take(part);
        });
    }
}

/// What the first page of an archive says of those that were passed over.
fn note_passed(page: &mut Page, passed: &[String]) {
    if !passed.is_empty() {
        let message = format!("压缩包里另有 {} 个文件不是文本，未读", passed.len());
        page.findings.push(finding(
            Code::Unreadable,
            message,
            passed.iter().take(5).cloned().collect::<Vec<_>>().join("、"),
        ));
    }
}

/// What the last page of an archive says of those that were cut.
fn note_cut(page: &mut Page, cut: usize) {
    if cut > 0 {
        let message = format!("压缩包太大，{cut} 个文件未读");
        page.findings.push(finding(Code::Truncated, message, format!("上限 {} MB、{MEMBERS} 个文件", TOTAL >> 20)));
    }
}

/// The bytes of the member that a path of an archive names: `b.txt`, `b.zip!/c.txt`.
pub fn find(bytes: &[u8], inner: &str) -> Option<Vec<u8>> {
    let (here, rest) = inner.split_once("!/").map_or((inner, None), |(here, rest)| (here, Some(rest)));
    let mut archive = open(bytes).ok()?;
    let at = (0..archive.len())
        .find(|at| archive.by_index_raw(*at).is_ok_and(|file| name(file.name_raw(), file.name()) == here))?;
    let unpacked = unpack(&mut archive, at, LARGEST).ok()?;
    match rest {
        Some(rest) => find(&unpacked, rest),
        None => Some(unpacked),
    }
}
