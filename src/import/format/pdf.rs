//! PDF with a text layer. The decoded source is the text of its pages in order, a blank line between blocks. The parser is
//! another's and reads what anybody wrote: it is kept in bounds of pages, text and time, and a panic of it is a finding.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use unpdf::{PageStreamOptions, ParseEvent, PdfParser};

use super::page::Page;
use super::part::{Unreadable, finding};
use crate::model::{Code, Format};

/// Pages at most.
const PAGES: u32 = 5_000;
/// Bytes of text at most.
const LONGEST: usize = 32 << 20;
/// Bytes of a file at most: the parser holds it and its streams.
const LARGEST: usize = 64 << 20;
/// No further page is begun after so long.
const PATIENCE: Duration = Duration::from_secs(8);

/// What was read of it.
#[derive(Debug, Default)]
struct Read {
    text: String,
    title: Option<String>,
    pages: u32,
    done: u32,
    failed: u32,
    images: u32,
    /// Why it was not read to its end.
    cut: Option<&'static str>,
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<Page, Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable(format!("PDF 太大 too large (最多 at most {} MB); 请分成几份 split it", LARGEST >> 20)));
    }
    let done = catch_unwind(AssertUnwindSafe(|| pages(bytes)));
    let read = match done {
        Ok(Ok(read)) => read,
        Ok(Err(reason)) => {
            return Err(Unreadable(format!(
                "损坏或加密的 PDF a damaged or encrypted PDF ({reason}); 请去掉密码或另存 remove its password or save it again"
            )));
        }
        Err(_) => {
            return Err(Unreadable(
                "损坏的 PDF，解析失败 a damaged PDF, parsing failed; 请另存为新的 PDF save it anew".to_owned(),
            ));
        }
    };
    if read.text.trim().is_empty() {
        return Err(Unreadable(match (read.cut, read.images) {
            (Some(cut), _) => format!("PDF {cut}，没有读出文字 no text could be read in time; 请分成几份 split it"),
            _ => format!(
                "PDF 没有文字层 no text layer ({} 页 pages)，应是扫描件 it is a scan; 需先做文字识别 (OCR) it needs OCR first",
                read.pages
            ),
        }));
    }
    let mut page = Page {
        source: read.text,
        title: read.title,
        format: Some(Format::Pdf),
        encoding: "UTF-8".to_owned(),
        ..Page::default()
    };
    if let Some(cut) = read.cut {
        let message = format!("PDF {cut}，只读了 {} 页中的前 {} 页", read.pages, read.done);
        page.findings.push(finding(Code::Truncated, message, format!("{} / {}", read.done, read.pages)));
    }
    if read.failed > 0 {
        let message = format!("PDF 有 {} 页读不出文字，可能是扫描页，需做文字识别 (OCR)", read.failed);
        page.findings.push(finding(Code::Unreadable, message, format!("{} / {}", read.failed, read.pages)));
    }
    Ok(page)
}

fn pages(bytes: &[u8]) -> Result<Read, String> {
    let begun = Instant::now();
    let parser = PdfParser::from_bytes(bytes).map_err(|error| error.to_string())?;
    let mut out = Read::default();
    let options = PageStreamOptions { parallel: false, window_size: 1, ..PageStreamOptions::default() };
    let mut take = |event: ParseEvent| {
        match event {
            ParseEvent::DocumentStart { metadata, page_count, .. } => {
                out.title = metadata.title.filter(|title| title.chars().count() >= 4);
                out.pages = page_count;
            }
            ParseEvent::PageParsed(page) => {
                let text = page.plain_text();
                out.done += 1;
                if text.trim().is_empty() {
                    out.failed += u32::from(page.image_op_count > 0);
                    out.images += page.image_op_count;
                } else {
                    if !out.text.is_empty() {
                        out.text.push_str("\n\n");
                    }
                    out.text.push_str(&text);
                }
            }
            ParseEvent::PageFailed { .. } => {
                out.done += 1;
                out.failed += 1;
            }
            _ => {}
        }
        out.cut = if begun.elapsed() > PATIENCE {
            Some("太费时")
        } else if out.text.len() > LONGEST {
            Some("文字太多")
        } else if out.done >= PAGES {
            Some("页数太多")
        } else {
            None
        };
        if out.cut.is_some() && out.done < out.pages { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    parser.for_each_page(options, &mut take).map_err(|error| error.to_string())?;
    if out.done >= out.pages {
        out.cut = None;
    }
    Ok(out)
}
