//! The work of a search over all texts: a plain function that a worker runs over the folded texts and that hands its hits
//! on in parts, the first ones at once. Between two parts, and often within one, it asks whether anybody still waits.

use std::ops::Range;

use crate::search::corpus::{Part, Texts};

use super::effect::Outcome;
use super::hit::{Asked, Hit, Stop};

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
    let (mut hits, mut most, mut bytes) = (Vec::new(), FIRST, 0);
    let go = || stop.go_on();
    for part in texts.parts(0) {
        if !go() {
            return;
        }
        let places: Vec<(usize, usize, Range<usize>, usize)> = match asked {
            Asked::Query(query) => {
                part.corpus.find(query, go).into_iter().map(|p| (p.document, p.paragraph, p.chars, 0)).collect()
            }
            Asked::Echo(formulation) => {
                let likenesses = formulation.find(&part.corpus, go).into_iter();
                likenesses.map(|l| (l.document, l.paragraph, l.chars, l.distance)).collect()
            }
        };
        for (document, paragraph, chars, distance) in places {
            hits.push(hit(part, document, paragraph, chars, distance));
            if hits.len() >= most {
                let outcome = Outcome::Hits { hits: std::mem::take(&mut hits), documents: part.first, ended: false };
                most = MORE;
                if !go() || !send(outcome) {
                    return;
                }
            }
        }
        bytes += part.corpus.len();
        if bytes >= PROGRESS {
            bytes = 0;
            let outcome = Outcome::Hits { hits: std::mem::take(&mut hits), documents: part.first, ended: false };
            if !send(outcome) {
                return;
            }
        }
    }
    if go() {
        send(Outcome::Hits { hits, documents: texts.documents(), ended: true });
    }
}

fn hit(part: &Part, document: usize, paragraph: usize, chars: Range<usize>, distance: usize) -> Hit {
    let text = part.corpus.paragraph(document, paragraph);
    let start = text.char_indices().nth(chars.start).map_or(text.len(), |(at, _)| at);
    let left = text.get(..start).unwrap_or_default().chars().rev().take(NEIGHBOURS).collect::<String>();
    let length = chars.len() + NEIGHBOURS;
    let right = text.get(start..).unwrap_or_default().chars().take(length).collect::<String>();
    let document = part.first + document;
    Hit { document, paragraph, chars, distance, speech: None, left: left.into(), right: right.into() }
}
