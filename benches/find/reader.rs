//! What the reader's search costs over an index: the first hits, all of them, and how soon work ends that nobody waits for
//! any more.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use zuotan::app::effect::Outcome;
use zuotan::app::hit::Asked;
use zuotan::app::seeking::seek;
use zuotan::app::stop::Stop;
use zuotan::model::{Document, DocumentId, Format, Kind, Source};
use zuotan::runtime::cores::Cores;
use zuotan::search::positions::Damaged;
use zuotan::search::query::Query;
use zuotan::search::segment::Segment;
use zuotan::search::texts::{Held, Name, Shelf, Take, Texts};
use zuotan::study::echo::Formulation;

use super::dice::Dice;
use super::{megabytes, percentile};

/// How often each search is stopped.
const STOPS: usize = 20;
/// What is looked for: a phrase, frequent ones, a regular expression with and without literals, nearness, a wildcard.
const QUERIES: [&str; 9] = [
    "高质量发展",
    "发展",
    "的",
    "/第[一二三四五六七八九十]+届/",
    "/.[a-z]{3}./",
    "改革 NEAR/20 开放",
    "的 NEAR/3 和",
    "高质量*发展",
    "发展 NOT 改革",
];
/// What the echo is asked for.
const ECHO: [&str; 2] = ["坚持以人民为中心的发展思想", "推动发展"];

/// A segment that lies in memory.
#[derive(Debug)]
struct Lying(Vec<u8>);

impl Lying {
    fn segment(&self) -> Result<Segment<'_>, Damaged> {
        Segment::open(&self.0)
    }
}

impl Held for Lying {
    fn each(&self, query: &Query, go: &dyn Fn() -> bool, take: &mut Take) -> Result<(), Damaged> {
        self.segment()?.each(query, go, take)
    }

    fn holding(&self, literals: &[String], go: &dyn Fn() -> bool) -> Result<Vec<(usize, usize)>, Damaged> {
        self.segment()?.holding(literals, go)
    }

    fn paragraph(&self, document: usize, paragraph: usize) -> Result<&str, Damaged> {
        self.segment()?.paragraph(document, paragraph)
    }

    fn bytes(&self) -> usize {
        self.segment().map_or(0, |segment| segment.len())
    }
}

fn document(number: usize) -> Document {
    Document {
        id: DocumentId(number.to_string()),
        title: String::new(),
        kind: Kind::Other,
        publisher: None,
        published: None,
        about: None,
        source: Source { path: String::new(), sha256: String::new(), encoding: String::new(), format: Format::Txt },
        paragraphs: Vec::new(),
        meetings: Vec::new(),
        speeches: Vec::new(),
        findings: Vec::new(),
    }
}

/// Measures searches over segments.
pub fn measure(segments: Vec<Vec<u8>>) {
    let (mut texts, mut documents, mut shelves) = (Texts::default(), Vec::new(), Vec::new());
    for bytes in segments {
        let from = documents.len();
        documents.extend((from..from + Segment::open(&bytes).unwrap().documents()).map(document));
        let name = |d: &Document| Some(Name { id: d.id.clone(), path: String::new() });
        let names: Arc<[Option<Name>]> = documents.iter().skip(from).map(name).collect();
        shelves.push(Shelf { held: Arc::new(Lying(bytes)), names });
    }
    texts.adopt(shelves, &documents);
    drop(documents);
    let bytes = texts.parts(0).iter().map(|part| part.held.bytes()).sum();
    println!("\nin the reader, {:.0} MB in {} parts:", megabytes(bytes), texts.len());
    let mut dice = Dice(11);
    for typed in QUERIES {
        search(&texts, typed, &Asked::Query(Box::new(Query::new(typed).unwrap())), &mut dice);
    }
    for typed in ECHO {
        search(&texts, typed, &Asked::Echo(Formulation::within(typed, 20).unwrap()), &mut dice);
    }
}

fn search(texts: &Texts, typed: &str, asked: &Asked, dice: &mut Dice) {
    let begun = Instant::now();
    let (mut first, mut count) = (None, 0);
    seek(texts, asked, &Cores(&|| true), &mut |outcome| {
        if let Outcome::Hits { hits, .. } = outcome {
            count += hits.len();
            first = first.or((!hits.is_empty()).then(|| begun.elapsed()));
        }
        true
    });
    let all = begun.elapsed();
    let mut ends = Vec::new();
    for _ in 0..STOPS {
        let (stop, (parts, taken)) = (Stop::default(), mpsc::sync_channel(4));
        let ended = thread::scope(|scope| {
            let own = stop.clone();
            let work = scope.spawn(move || {
                seek(texts, asked, &Cores(&|| own.go_on()), &mut |outcome| parts.send(outcome).is_ok());
                Instant::now()
            });
            // Whoever waits takes what comes, as the loop does.
            scope.spawn(move || taken.into_iter().for_each(drop));
            thread::sleep(all.mul_f64(dice.below(90) as f64 / 100.0).min(Duration::from_millis(500)));
            let said = Instant::now();
            stop.say();
            work.join().unwrap().saturating_duration_since(said)
        });
        ends.push(ended);
    }
    let first = first.map_or(f64::NAN, |first| first.as_secs_f64() * 1e3);
    let all = all.as_secs_f64() * 1e3;
    let (half, most) = (percentile(&mut ends, 50), percentile(&mut ends, 100));
    println!(
        "  {typed}: {count} hits, first {first:.2} ms, all {all:.0} ms; stopped within {half:.2}, at most {most:.2} ms"
    );
}
