//! What must never reach a terminal: control characters, bidi marks, zero-width characters that hide text.
//! They are shown as pictures; the text itself is never changed.

/// The picture that stands for a character which must not be painted (`␛` for ESC), None where it may be painted as it is.
pub fn picture(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('␡'),
        _ => None,
    }
}
