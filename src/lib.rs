//! zuotan 座谈: a keyboard-driven terminal reader for Chinese meetings and speeches.
//!
//! The rooms stand on floors and every arrow points down; `tests/tidy.rs` holds the table.
//!
//! | floor | room | what it is |
//! | --- | --- | --- |
//! | 9 | [`cli`] | one file per subcommand; reading is the default |
//! | 8 | [`runtime`] | the only home of threads, clock, terminal and clipboard; the loop |
//! | 7 | [`ui`] | `&App` to cells; one file per region |
//! | 6 | [`keymap`] | chords to commands |
//! | 5 | [`app`] | state, commands, effects: no input or output, no clock, no threads |
//! | 4 | [`library`] | the only home of the user's files |
//! | 3 | [`catalogue`], [`study`] | what only shows across documents |
//! | 2 | [`import`], [`search`], [`filter`], [`export`] | raw to documents · exact full text · fuzzy match · JSON, Markdown, citations |
//! | 1 | [`layout`], [`model`], [`pinyin`] | paragraphs to rows · plain data · readings |
//! | 0 | [`text`], [`config`] | width, clusters, classes, folding, numerals · the settings as typed |

pub mod app;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod export;
pub mod filter;
pub mod import;
pub mod keymap;
pub mod layout;
pub mod library;
pub mod model;
pub mod pinyin;
pub mod runtime;
pub mod search;
pub mod study;
pub mod text;
pub mod ui;
