//! Floor 1: readings of hanzi. One table hanzi → toneless readings; no pinyin string is ever stored beside a text.

/// The toneless readings of a hanzi, the most usual first; empty where none is known.
pub fn readings(c: char) -> &'static [&'static str] {
    let _ = c;
    &[]
}
