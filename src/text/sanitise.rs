//! What must never reach a terminal: control characters, bidi marks, characters that hide. Controls and bidi marks are shown
//! as pictures; what only marks a place between characters is not painted. The text itself is never changed.

/// The picture that stands for a character which must not be painted (`␛` for ESC), None where it may be painted as it is
/// or is not painted at all. Pictures take one cell in every mode.
pub fn picture(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        // C1 controls, bidi marks and line separators: a substitute.
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}' => Some('␚'),
        _ => None,
    }
}

/// Whether a character stands for nothing that could be seen: a place to break, a mark of the byte order, a tag.
pub fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}
