//! Bytes to text. Spans of all that follows are bytes of the text that this pass returns.

/// A decoded source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding it was decoded from.
    pub encoding: String,
    /// Bytes of the source at which nothing could be decoded; a replacement character stands there in the text.
    pub undecodable: Vec<usize>,
}

/// Decodes the bytes of a text; None where they are no text (a NUL byte among the first, an image, a program).
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if memchr::memchr(0, bytes.get(..8000).unwrap_or(bytes)).is_some() {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    let (mut undecodable, mut at) = (Vec::new(), 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            undecodable.push(at);
            at += chunk.invalid().len();
            text.push('\u{fffd}');
        }
    }
    Some(Decoded { text, encoding: "UTF-8".into(), undecodable })
}
