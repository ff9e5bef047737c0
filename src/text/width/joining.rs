//! Characters that join, and those that describe others: by names and widths of `tests/unicode/EastAsianWidth.txt`
//! and by the properties of the regex crate.
//! Generated: `UPDATE=1 cargo test` rewrites it.

/// Ideographic description characters and strokes, which versions of Unicode count otherwise: first and last code point.
#[rustfmt::skip]
pub const DESCRIBING: &[(u32, u32)] = &[
    (0x2ff0, 0x2fff), (0x31c0, 0x31e3), (0x31ef, 0x31ef),
];

/// Regional indicators, two of which are a flag: first and last code point.
#[rustfmt::skip]
pub const FLAGS: &[(u32, u32)] = &[
    (0x1f1e6, 0x1f1ff),
];

/// Voicing marks of one cell, though they extend a cluster: first and last code point.
#[rustfmt::skip]
pub const HALFWIDTH_MARKS: &[(u32, u32)] = &[
    (0xff9e, 0xff9f),
];

/// Vowels and finals of Hangul, which take a cell where they do not join: first and last code point.
#[rustfmt::skip]
pub const VOWELS: &[(u32, u32)] = &[
    (0x1160, 0x11ff), (0xd7b0, 0xd7c6), (0xd7cb, 0xd7fb), (0x16d63, 0x16d63), (0x16d67, 0x16d6a),
];
