//! PDF with a text layer. The decoded source is the text of its pages in order, a paragraph a line, as `set` makes it of
//! the places at which the parser found its runs; running heads and page numbers are no text and told of. The parser is
//! another's and reads what anybody wrote: it is kept in bounds of pages, text and time, and a panic of it is a finding.

mod set;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use unpdf::parser::LayoutAnalyzer;
use unpdf::parser::backend::{PdfBackend, RawBackend};
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
    /// Running heads and page numbers: how many, and the first head.
    heads: (usize, Option<String>),
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
    if let (count @ 1.., head) = read.heads {
        let message = format!("{count} 处每页的页眉和页码，不入正文");
        page.findings.push(finding(Code::Boilerplate, message, head.unwrap_or_default()));
    }
    if read.failed > 0 {
        let message = format!("PDF 有 {} 页读不出文字，可能是扫描页，需做文字识别 (OCR)", read.failed);
        page.findings.push(finding(Code::Unreadable, message, format!("{} / {}", read.failed, read.pages)));
    }
    Ok(page)
}

/// The title that a file gives itself.
fn title(bytes: &[u8]) -> Option<String> {
    let parser = PdfParser::from_bytes(bytes).ok()?;
    let mut title = None;
    let options = PageStreamOptions { parallel: false, window_size: 1, ..PageStreamOptions::default() };
    let mut take = |event: ParseEvent| {
        if let ParseEvent::DocumentStart { metadata, .. } = event {
            title = metadata.title.filter(|title| title.chars().count() >= 4);
        }
        ControlFlow::Break(())
    };
    // Its first event is all that is asked for.
    let _ = parser.for_each_page(options, &mut take);
    title
}

fn pages(bytes: &[u8]) -> Result<Read, String> {
    let begun = Instant::now();
    let backend = RawBackend::load_bytes(bytes).map_err(|error| error.to_string())?;
    let analyzer = LayoutAnalyzer::new(&backend).with_ocr_suppression(true);
    let mut out = Read { title: title(bytes), ..Read::default() };
    let numbers: Vec<u32> = backend.pages().into_keys().collect();
    out.pages = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    let mut pages = Vec::new();
    let mut length = 0;
    for number in numbers {
        out.done += 1;
        match analyzer.extract_page_spans(number) {
            Ok(spans) => {
                let images = analyzer.page_op_counts().image;
                let runs: Vec<set::Run> = spans.into_iter().map(run).collect();
                length += runs.iter().map(|run| run.text.len()).sum::<usize>();
                if runs.iter().all(|run| run.text.trim().is_empty()) {
                    out.failed += u32::from(images > 0);
                    out.images += images;
                } else {
                    pages.push(set::lines(runs));
                }
            }
            Err(_) => out.failed += 1,
        }
        out.cut = if begun.elapsed() > PATIENCE {
            Some("太费时")
        } else if length > LONGEST {
            Some("文字太多")
        } else if out.done >= PAGES {
            Some("页数太多")
        } else {
            None
        };
        if out.cut.is_some() {
            break;
        }
    }
    out.heads = set::without_heads(&mut pages);
    out.text = set::text(&pages);
    if out.done >= out.pages {
        out.cut = None;
    }
    Ok(out)
}

/// A run with its place. The parser measures its width, or it is told by its glyphs.
fn run(span: unpdf::parser::TextSpan) -> set::Run {
    let glyphs: f32 = span.text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
    let width = match span.ink_width {
        Some(ink) if span.width_measured => ink,
        _ if span.width > 0.0 => span.width,
        _ => glyphs * span.font_size,
    };
    // Blanks at its head are an indent.
    let blanks = span.text.chars().take_while(|c| *c == '\u{3000}').map(|_| span.font_size).sum::<f32>();
    set::Run { from: span.x + blanks, to: span.x + width, base: span.y, size: span.font_size, text: span.text }
}
