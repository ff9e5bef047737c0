//! Bytes to text. Spans of all that follows are bytes of the text that this pass returns.
//!
//! In order: a byte order mark; UTF-8; the pattern of UTF-16; UTF-8 with holes (a line of it in another encoding is repaired);
//! GB18030 or Big5, whichever gives the commoner characters; what the detector of browsers says. A byte that is nothing in
//! its encoding leaves a replacement character and is named.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::Span;

/// A decoded source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding it was decoded from.
    pub encoding: String,
    /// Where nothing could be decoded: a replacement character stands there in the text.
    pub undecodable: Vec<Mended>,
    /// Lines in another encoding than the rest, decoded from that.
    pub repaired: Vec<Mended>,
}

/// Bytes of the source that needed a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The first of them, in bytes of the source.
    pub at: usize,
    /// The first eight of them at most.
    pub bytes: Vec<u8>,
    /// What stands for them, in bytes of the text.
    pub span: Span,
    /// The encoding that they were decoded from; None where there is none.
    pub from: Option<&'static str>,
}

/// How much of a source is looked at to tell its encoding.
const SAMPLE: usize = 64 * 1024;

/// Characters that make up a fifth and more of any Chinese text, in both scripts, and its marks.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装這為個國來時們發對於說動產過會經後進學還無現實從機當點體開應業關內數與間樣變問題條結見將組計區據處隊給門強戰領導東規壓證權聯認清單風場車務萬達議報類離華確張馬節話傳許廣記，。、：；？！“”‘’（）《》「」　·—…";

/// Decodes the bytes of a text; None where they are no text. `label` is what the text says of its encoding, if it does.
pub fn decode(bytes: &[u8], label: Option<&str>) -> Option<Decoded> {
    let decoded = decoded(bytes, label)?;
    is_text(&decoded.text).then_some(decoded)
}

fn decoded(bytes: &[u8], label: Option<&str>) -> Option<Decoded> {
    for (mark, encoding) in [(&b"\xef\xbb\xbf"[..], UTF_8), (b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return Some(whole(rest, encoding, mark.len()));
        }
    }
    let has_nul = memchr::memchr(0, bytes).is_some();
    if !has_nul && let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded { text: text.to_owned(), encoding: UTF_8.name().into(), ..Decoded::default() });
    }
    if let Some(encoding) = wide(bytes) {
        return Some(whole(bytes, encoding, 0));
    }
    if has_nul && bytes.iter().take(SAMPLE).filter(|b| **b == 0).count() * 50 > bytes.len().min(SAMPLE) {
        return None;
    }
    if is_mostly_utf8(bytes) {
        return Some(by_lines(bytes));
    }
    let told = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    Some(whole(bytes, legacy(bytes, told), 0))
}

/// The whole in one encoding. `before` bytes of the source were taken off.
fn whole(bytes: &[u8], encoding: &'static Encoding, before: usize) -> Decoded {
    let mut out = Decoded { encoding: name_of(encoding).into(), ..Decoded::default() };
    append(&mut out, bytes, encoding, before);
    out
}

/// Decodes and appends; `at` is where the bytes stand in the source.
fn append(out: &mut Decoded, bytes: &[u8], encoding: &'static Encoding, at: usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut read = 0;
    out.text.reserve(bytes.len() + bytes.len() / 2);
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        if let Some(needed) = decoder.max_utf8_buffer_length_without_replacement(rest.len()) {
            out.text.reserve(needed);
        }
        let (result, taken) = decoder.decode_to_string_without_replacement(rest, &mut out.text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let end = read.saturating_sub(usize::from(after));
                let start = end.saturating_sub(usize::from(length));
                let bytes = bytes.get(start..end).unwrap_or_default().to_vec();
                let from = out.text.len();
                out.text.push('\u{fffd}');
                let span = Span::new(from, out.text.len());
                out.undecodable.push(Mended { at: at + start, bytes, span, from: None });
            }
        }
    }
}

/// UTF-8 line by line; a line that is none is decoded from the legacy encoding that fits it, if one does.
fn by_lines(bytes: &[u8]) -> Decoded {
    let mut out = Decoded { encoding: UTF_8.name().into(), ..Decoded::default() };
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if let Ok(text) = std::str::from_utf8(line) {
            out.text.push_str(text);
        } else {
            let other = legacy(line, None);
            let fits = !is_mostly_utf8(line) && is_chinese(other) && failures(line, other) == 0;
            if fits {
                let from = out.text.len();
                append(&mut out, line, other, at);
                let span = Span::new(from, out.text.len());
                let first = line.iter().position(|b| !b.is_ascii()).unwrap_or(0);
                let bytes = line.iter().skip(first).take(8).copied().collect();
                out.repaired.push(Mended { at: at + first, bytes, span, from: Some(name_of(other)) });
            } else {
                append(&mut out, line, UTF_8, at);
            }
        }
        at += line.len();
    }
    if let Some(first) = out.repaired.first() {
        out.encoding = format!("{} + {}", UTF_8.name(), first.from.unwrap_or_default());
    }
    out
}

/// What the contract calls an encoding.
fn name_of(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "gb18030" | "GBK" => "GB18030",
        other => other,
    }
}

fn is_chinese(encoding: &Encoding) -> bool {
    encoding == GB18030 || encoding == BIG5
}

/// Whether at least half of the bytes above ASCII belong to sequences of three or four bytes that are UTF-8. In other
/// encodings such sequences come about by chance alone.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut high) = (0, 0);
    for chunk in bytes.get(..SAMPLE.max(bytes.len().min(1 << 20))).unwrap_or(bytes).utf8_chunks() {
        for c in chunk.valid().chars().filter(|c| !c.is_ascii()) {
            high += c.len_utf8();
            sound += if c.len_utf8() > 2 { c.len_utf8() } else { 0 };
        }
        high += chunk.invalid().len();
    }
    high > 0 && sound * 2 >= high
}

/// Whether the pattern is that of UTF-16 without a mark: common characters in one order of the bytes and not in the other.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let units = sample.len() / 2;
    if units < 4 {
        return None;
    }
    let score = |unit: fn([u8; 2]) -> u16| {
        let (mut plain, mut common) = (0, 0);
        for pair in sample.chunks_exact(2) {
            let unit = unit([pair[0], pair[1]]);
            plain +=
                usize::from(matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0xA0..=0xFF | 0x2010..=0x206F | 0x2460..=0x27BF
                | 0x3000..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0xFF01..=0xFF5E | 0xD800..=0xDFFF));
            common += usize::from(unit < 0x7F || char::from_u32(u32::from(unit)).is_some_and(is_common));
        }
        (plain, common)
    };
    let (little, big) = (score(u16::from_le_bytes), score(u16::from_be_bytes));
    let is = |this: (usize, usize), other: (usize, usize)| {
        this.0 * 20 >= units * 19 && this.1 * 8 >= units && this.1 > other.1 * 2
    };
    if is(little, big) {
        Some(UTF_16LE)
    } else if is(big, little) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether a character is one of the commonest.
fn is_common(c: char) -> bool {
    static SORTED: std::sync::OnceLock<Vec<char>> = std::sync::OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut all: Vec<char> = COMMON.chars().collect();
        all.sort_unstable();
        all
    });
    sorted.binary_search(&c).is_ok()
}

/// The encoding of bytes that are no Unicode.
fn legacy(bytes: &[u8], told: Option<&'static Encoding>) -> &'static Encoding {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut best = (0, UTF_8);
    for encoding in [GB18030, BIG5] {
        let score = commonness(sample, encoding);
        if score > best.0 {
            best = (score, encoding);
        }
    }
    // One common character in eight is Chinese beyond doubt; below that the text's own word and the detector are heard.
    if best.0 >= 125 {
        return best.1;
    }
    if let Some(told) = told.filter(|told| *told != UTF_8 && *told != UTF_16LE && *told != UTF_16BE) {
        return if told.name() == "GBK" { GB18030 } else { told };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    if guessed.name() == "GBK" { GB18030 } else { guessed }
}

/// Common characters in a thousand of those above ASCII; what cannot be decoded counts against it.
fn commonness(sample: &[u8], encoding: &'static Encoding) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut high, mut score) = (0i64, 0i64);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        high += 1;
        score += match c {
            '\u{fffd}' => -3,
            '\u{e000}'..='\u{f8ff}' => -1,
            _ => i64::from(is_common(c)),
        };
    }
    // A character that the sample cuts in two is no failure.
    if text.ends_with('\u{fffd}') {
        score += 3;
    }
    score * 1000 / high.max(1)
}

fn failures(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    text.chars().filter(|c| *c == '\u{fffd}').count()
}

/// Whether what came out is text: control characters and holes are the exception.
fn is_text(text: &str) -> bool {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars().take(SAMPLE) {
        all += 1;
        let control = c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1b}');
        odd += usize::from(control || matches!(c, '\u{fffd}' | '\u{7f}'..='\u{9f}'));
    }
    odd <= 3 || odd * 10 <= all
}

#[cfg(test)]
mod tests;
