//! The work of a search over all texts: a plain function that a worker runs over the texts of the library and that hands
//! its hits on in parts, the first ones at once. Between two parts, and often within one, it asks whether anybody still
//! waits.

use std::ops::Range;

use crate::search::corpus::Place;
use crate::search::positions::Damaged;
use crate::search::texts::{Part, Texts};

use super::effect::Outcome;
use super::hit::{Asked, Hit};
use super::stop::Stop;

/// Chars on either side that hits are ordered by.
const NEIGHBOURS: usize = 8;
/// Hits of the first part: more than a screen shows.
const FIRST: usize = 128;
/// Hits of the parts after it.
const MORE: usize = 2_048;
/// Bytes of text after which the progress is told.
const PROGRESS: usize = 32 << 20;

/// Looks through texts. `send` takes the parts and says whether to go on; the last part says that it is.
pub fn seek(texts: &Texts, asked: &Asked, stop: &Stop, send: &mut dyn FnMut(Outcome) -> bool) {
    let mut sent = Sent { stop, send, hits: Vec::new(), most: FIRST, ended: false };
    let mut bytes = 0;
    for part in texts.parts(0) {
        if sent.look_through(part, asked).is_err() {
            // What an index says is believed no more: the search begins anew without it.
            (sent.send)(Outcome::Damaged);
            return;
        }
        if sent.ended {
            return;
        }
        bytes += part.held.bytes();
        if bytes >= PROGRESS {
            bytes = 0;
            sent.hand_on(part.before);
        }
    }
    if stop.go_on() && !sent.ended {
        (sent.send)(Outcome::Hits { hits: sent.hits, documents: texts.documents(), ended: true });
    }
}

/// Hits on their way.
struct Sent<'s> {
    stop: &'s Stop,
    send: &'s mut dyn FnMut(Outcome) -> bool,
    hits: Vec<Hit>,
    most: usize,
    /// Nobody waits any more.
    ended: bool,
}

impl Sent<'_> {
    fn look_through(&mut self, part: &Part, asked: &Asked) -> Result<(), Damaged> {
        let stop = self.stop;
        let go = || stop.go_on();
        if !go() {
            self.ended = true;
            return Ok(());
        }
        match asked {
            Asked::Query(query) => {
                let mut done = Ok(());
                part.held.each(query, &go, &mut |place| {
                    done = self.take(part, place, 0);
                    done.is_ok() && !self.ended
                })?;
                done
            }
            Asked::Echo(formulation) => {
                for like in formulation.find_in(part.held.as_ref(), &go)? {
                    let place = Place { document: like.document, paragraph: like.paragraph, chars: like.chars };
                    self.take(part, place, like.distance)?;
                    if self.ended {
                        break;
                    }
                }
                Ok(())
            }
        }
    }

    fn take(&mut self, part: &Part, place: Place, distance: usize) -> Result<(), Damaged> {
        let Some(document) = part.document(place.document) else { return Ok(()) };
        let text = part.held.paragraph(place.document, place.paragraph)?;
        self.hits.push(hit(text, document, place.paragraph, place.chars, distance));
        if self.hits.len() >= self.most {
            self.most = MORE;
            self.hand_on(part.before);
        }
        Ok(())
    }

    fn hand_on(&mut self, documents: usize) {
        let hits = std::mem::take(&mut self.hits);
        self.ended = !self.stop.go_on() || !(self.send)(Outcome::Hits { hits, documents, ended: false });
    }
}

fn hit(text: &str, document: usize, paragraph: usize, chars: Range<usize>, distance: usize) -> Hit {
    let start = text.char_indices().nth(chars.start).map_or(text.len(), |(at, _)| at);
    let left = text.get(..start).unwrap_or_default().chars().rev().take(NEIGHBOURS).collect::<String>();
    let length = chars.len() + NEIGHBOURS;
    let right = text.get(start..).unwrap_or_default().chars().take(length).collect::<String>();
    Hit { document, paragraph, chars, distance, speech: None, left: left.into(), right: right.into() }
}
