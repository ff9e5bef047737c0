//! Floor 5: the state of the reader, its commands and the effects that it asks for: no input or output, no clock, no
//! threads, no colours.

pub mod effect;

/// The state of the reader.
#[derive(Default)]
pub struct App {}
