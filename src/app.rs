//! Floor 5: the state of the reader, its commands and the effects that it asks for: no input or output, no clock, no
//! threads, no colours. [`state::App`] holds the state; each file beside it adds what one group of commands does to it.
//! Invariant: after every change `App::settle` has run, so drawing finds a selection and a place that exist.

pub mod added;
pub mod arrive;
pub mod behind;
pub mod card;
pub mod choose;
pub mod command;
pub mod complete;
pub mod copy;
pub mod correct;
pub mod effect;
pub mod field;
pub mod flow;
pub mod form;
pub mod frame;
pub mod fulltext;
pub mod go;
pub mod hit;
pub mod hits;
pub mod hits_file;
pub mod input;
pub mod keep;
pub mod know;
pub mod layer;
pub mod list;
pub mod motion;
pub mod picker;
pub mod place;
pub mod read;
pub mod reading;
pub mod region;
pub mod rows;
pub mod seek;
pub mod seeking;
pub mod shelf;
pub mod sieve;
pub mod sift;
pub mod sought;
pub mod state;
pub mod stop;
pub mod tables;
pub mod told;
pub mod tones;
pub mod view;
pub mod words;

pub use state::App;
