//! What workers do. A job is a plain function that hands its parts to `send`; threads are `run.rs`'s business, and
//! `zuotan screen` and the tests call it inline.

use std::path::Path;

use crate::app::effect::{Failure, Job, Outcome};
use crate::app::seeking;
use crate::library::{shipped, source};

/// Files of one part of an import.
const PART: usize = 32;
/// Keywords of a card.
const KEYWORDS: usize = 12;

/// Does a job to its end. `send` takes each part and says whether to go on.
pub fn perform(job: &Job, send: &mut dyn FnMut(Outcome) -> bool) -> Result<(), Failure> {
    match job {
        Job::Import(paths) => {
            let files = source::files(paths).map_err(|error| Failure(error.to_string()))?;
            let total = files.len();
            if total == 0 {
                send(Outcome::Documents { documents: Vec::new(), done: 0, total: 0, failures: Vec::new() });
            }
            for (at, part) in files.chunks(PART).enumerate() {
                let (mut documents, mut failures) = (Vec::new(), Vec::new());
                for file in part {
                    match source::read(file) {
                        Ok(read) => documents.extend(read),
                        Err(error) => failures.push(error.to_string()),
                    }
                }
                let done = (at * PART + part.len()).min(total);
                if !send(Outcome::Documents { documents, done, total, failures }) {
                    break;
                }
            }
        }
        Job::Source(path) => {
            let shipped =
                shipped::SOURCES.iter().find(|source| source.name == path).map(|source| source.bytes.to_vec());
            let bytes = match shipped {
                Some(bytes) => bytes,
                None => std::fs::read(Path::new(path)).map_err(|error| Failure(format!("{path}: {error}")))?,
            };
            send(Outcome::Source(crate::import::decoded(path, &bytes)));
        }
        Job::Seek { texts, asked, stop } => seeking::seek(texts, asked, stop, send),
        Job::Turn => {
            send(Outcome::Turn);
        }
        Job::Keywords { text, names } => {
            send(Outcome::Keywords(crate::study::keywords(text, names, KEYWORDS)));
        }
    }
    Ok(())
}
