//! Floor 8: the only home of threads, clock, terminal and clipboard; `Session` and the loop.

pub mod cores;
pub mod decoder;
pub mod event;
pub mod import;
pub mod indexing;
pub mod jobs;
pub mod keeper;
pub mod keys;
pub mod line;
pub mod pace;
pub mod painter;
pub mod pen;
pub mod probe;
pub mod remembered;
pub mod run;
pub mod saving;
pub mod scroll;
pub mod session;
pub mod settings;
pub mod terminal;
pub mod threads;
pub mod watch;
