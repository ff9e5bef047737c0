//! What workers do. A job is a plain function that hands its parts to `send`; threads are `run.rs`'s business, and
//! `zuotan screen` and the tests call it inline.

use super::cores::Cores;
use super::{import, indexing};
use crate::app::effect::{Failure, Job, Outcome};
use crate::app::seeking;
use crate::library::{Home, shipped, source};

/// Keywords of a card.
const KEYWORDS: usize = 12;

/// Does a job to its end. `home`: where the cache lies; `send` takes each part and says whether to go on.
pub fn perform(job: &Job, home: Option<&Home>, send: &mut dyn FnMut(Outcome) -> bool) -> Result<(), Failure> {
    match job {
        Job::Import(paths) => import::import(paths, home, send),
        Job::Reread(paths) => import::reread(paths, home, send),
        Job::Source(path) => {
            let shipped =
                shipped::SOURCES.iter().find(|source| source.name == path).map(|source| source.bytes.to_vec());
            let text = match shipped {
                Some(bytes) => crate::import::decoded(path, &bytes),
                None => source::decoded(path).map_err(|error| Failure(error.to_string()))?,
            };
            send(Outcome::Source(text));
        }
        Job::Seek { texts, asked, stop } => seeking::seek(texts, asked, &Cores(&|| stop.go_on()), send),
        Job::Index(paths, care) => indexing::index(paths, *care, home, send),
        Job::Sift { sifter, typed, stop } => {
            if let Some(found) = sifter.0.sift(typed, &Cores(&|| stop.go_on())) {
                send(Outcome::Sifted(found));
            }
        }
        Job::Turn => {
            send(Outcome::Turn);
        }
        Job::Keywords { text, names } => {
            send(Outcome::Keywords(crate::study::keywords(text, names, KEYWORDS)));
        }
    }
    Ok(())
}
