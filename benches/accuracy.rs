//! How much of what a careful reader takes from real documents import takes too: `cargo bench --bench accuracy -- FOLDER`.
//! FOLDER holds the documents, `tests/gold/*.toml` what they say (facts and the first and last words of runs, no text).
//! Three measures: meetings (name, days, place, chair; a meeting too many counts against), paragraphs given to the right
//! voice, and F1 of those who spoke or were there. `--misses` prints what is wrong, `--only WORD` chooses documents.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a table for the reader; a broken gold file must stop it"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;
use zuotan::import::import;
use zuotan::model::{Document, Meeting, Part, Role, Voice};
use zuotan::text::fold::folded;

/// What a careful reader takes from one document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gold {
    /// The file's name in the folder.
    sample: String,
    /// The kinds that fit; empty where any does.
    #[serde(default)]
    kind: Vec<String>,
    #[serde(default, rename = "meeting")]
    meetings: Vec<GoldMeeting>,
    #[serde(default, rename = "voice")]
    voices: Vec<Run>,
    /// Names that nobody spoke under and nobody there bears: traps.
    #[serde(default)]
    never: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoldMeeting {
    /// Names that a reader may give it; the first is the best.
    name: Vec<String>,
    start: Option<String>,
    end: Option<String>,
    /// Places that fit; none given: the text says none. `?` lets it be open.
    #[serde(default)]
    place: Vec<String>,
    chair: Option<String>,
    /// `PART NAME [OFFICE]`, PART one of chair, speaker, attendee, absent; `chair+` for a chair who spoke.
    #[serde(default)]
    people: Vec<String>,
}

/// Paragraphs of one voice, from the one that holds `from` to the one that holds `to`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    /// A name, an organisation, `meeting`, `unknown`, or `nobody` (a run that no voice has is not written).
    who: String,
    /// Words of the first paragraph.
    from: String,
    /// Words of the last one; the first where it is left out.
    to: Option<String>,
    /// Whether a reader may also leave it to nobody.
    #[serde(default)]
    may: bool,
}

/// Right and all.
#[derive(Clone, Copy, Default)]
struct Share(usize, usize);

impl Share {
    fn count(&mut self, right: bool) {
        self.0 += usize::from(right);
        self.1 += 1;
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    fn percent(self) -> String {
        if self.1 == 0 { "–".into() } else { format!("{:.1}", 100.0 * self.0 as f64 / self.1 as f64) }
    }
}

/// Right, too many, missed.
#[derive(Clone, Copy, Default)]
struct Found(usize, usize, usize);

impl Found {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    fn f1(self) -> String {
        let all = 2 * self.0 + self.1 + self.2;
        if all == 0 { "1.000".into() } else { format!("{:.3}", 2.0 * self.0 as f64 / all as f64) }
    }
}

#[derive(Default)]
struct Score {
    meetings: Share,
    voices: Share,
    people: Found,
    offices: Share,
    traps: Share,
    misses: Vec<String>,
}

fn main() -> ExitCode {
    let mut folder: Option<PathBuf> = None;
    let mut only = String::new();
    let mut misses = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--misses" => misses = true,
            "--only" => only = arguments.next().unwrap_or_default(),
            "--bench" => {}
            path => folder = Some(PathBuf::from(path)),
        }
    }
    let Some(folder) = folder else {
        eprintln!(
            "accuracy: NOTHING WAS MEASURED: give the folder of the documents: cargo bench --bench accuracy -- FOLDER"
        );
        return ExitCode::SUCCESS;
    };
    let golds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&golds).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    println!("{:<34} {:>9} {:>9} {:>8} {:>9} {:>6}", "document", "meetings", "voices", "F1", "offices", "traps");
    let (mut all, mut seen) = (Score::default(), 0);
    for path in paths {
        let gold: Gold = toml::from_str(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if !gold.sample.contains(&only) {
            continue;
        }
        let Ok(bytes) = std::fs::read(folder.join(&gold.sample)) else {
            println!("{:<34} not in the folder", gold.sample);
            continue;
        };
        seen += 1;
        let score = judge(&gold, &import(&gold.sample, &bytes).documents);
        row(&gold.sample, &score);
        if misses {
            score.misses.iter().for_each(|miss| println!("    ✗ {miss}"));
        }
        all.meetings = Share(all.meetings.0 + score.meetings.0, all.meetings.1 + score.meetings.1);
        all.voices = Share(all.voices.0 + score.voices.0, all.voices.1 + score.voices.1);
        all.offices = Share(all.offices.0 + score.offices.0, all.offices.1 + score.offices.1);
        all.traps = Share(all.traps.0 + score.traps.0, all.traps.1 + score.traps.1);
        let (a, b) = (all.people, score.people);
        all.people = Found(a.0 + b.0, a.1 + b.1, a.2 + b.2);
    }
    row(&format!("all {seen}"), &all);
    if seen == 0 {
        eprintln!("accuracy: NOTHING WAS MEASURED: none of the documents of tests/gold lies in {}", folder.display());
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn row(name: &str, score: &Score) {
    let (meetings, voices, offices) = (score.meetings.percent(), score.voices.percent(), score.offices.percent());
    let traps = format!("{}/{}", score.traps.0, score.traps.1);
    println!("{name:<34} {meetings:>9} {voices:>9} {:>8} {offices:>9} {traps:>6}", score.people.f1());
}

/// Text without blanks and marks of quotation, folded: how names, places and words are compared.
fn bare(text: &str) -> String {
    folded(text).chars().filter(|c| !c.is_whitespace() && !"《》“”\"‘’「」『』*".contains(*c)).collect()
}

fn judge(gold: &Gold, documents: &[Document]) -> Score {
    let mut score = Score::default();
    kind(gold, documents, &mut score);
    meetings(gold, documents, &mut score);
    voices(gold, documents, &mut score);
    people(gold, documents, &mut score);
    score
}

fn kind(gold: &Gold, documents: &[Document], score: &mut Score) {
    let kinds = documents.iter().map(|d| serde_json::to_string(&d.kind).unwrap().replace('"', ""));
    let wrong: Vec<String> = kinds.filter(|k| !gold.kind.is_empty() && !gold.kind.contains(k)).collect();
    score.traps.count(wrong.is_empty());
    if !wrong.is_empty() {
        score.misses.push(format!("kind {wrong:?}, not {:?}", gold.kind));
    }
}

fn meetings(gold: &Gold, documents: &[Document], score: &mut Score) {
    let mut left: Vec<&Meeting> = documents.iter().flat_map(|d| &d.meetings).collect();
    if gold.meetings.is_empty() && left.is_empty() {
        score.meetings.count(true);
    }
    for want in &gold.meetings {
        let fits = |m: &Meeting| want.name.iter().any(|n| bare(n) == bare(&m.name));
        let Some(at) = left.iter().position(|m| fits(m)) else {
            let there: Vec<&str> = left.iter().map(|m| m.name.as_str()).collect();
            score.misses.push(format!("no meeting {}; there are {there:?}", want.name[0]));
            (0..4).for_each(|_| score.meetings.count(false));
            continue;
        };
        let got = left.remove(at);
        score.meetings.count(true);
        let days = |date: &Option<zuotan::model::Date>| date.as_ref().map(|d| d.value.clone());
        let (start, end) = (days(&got.start), days(&got.end));
        let dated = start == want.start && (end == want.end.clone().or(want.start.clone()) || end.is_none());
        score.meetings.count(dated);
        let placed = match &got.place {
            None => want.place.is_empty() || want.place.iter().any(|p| p == "?"),
            Some(place) => want.place.iter().any(|p| same_place(p, place)),
        };
        score.meetings.count(placed);
        let chaired = got.chair.as_deref().map(bare) == want.chair.as_deref().map(bare);
        score.meetings.count(chaired);
        let mut miss = |ok: bool, text: String| {
            if !ok {
                score.misses.push(format!("{}: {text}", want.name[0]));
            }
        };
        miss(dated, format!("{start:?}..{end:?}, not {:?}..{:?}", want.start, want.end));
        miss(placed, format!("place {:?}, not {:?}", got.place, want.place));
        miss(chaired, format!("chair {:?}, not {:?}", got.chair, want.chair));
        for person in &want.people {
            let (part, name, office) = person_of(person);
            let Some(there) = got.participants.iter().find(|p| bare(&p.name) == bare(name)) else { continue };
            let right = there.part == part && office.is_none_or(|o| there.office.as_deref().map(bare) == Some(bare(o)));
            score.offices.count(right);
            if !right {
                score.misses.push(format!("{person}: {:?} {:?}", there.part, there.office));
            }
        }
    }
    for extra in left {
        score.meetings.count(false);
        score.misses.push(format!("a meeting too many: {} {:?}", extra.name, extra.start.as_ref().map(|d| &d.value)));
    }
}

fn same_place(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a).replace(['省', '市'], ""), bare(b).replace(['省', '市'], ""));
    a == b
}

fn person_of(words: &str) -> (Part, &str, Option<&str>) {
    let mut pieces = words.splitn(3, ' ');
    let part = match pieces.next().unwrap_or("") {
        "chair" | "chair+" => Part::Chair,
        "speaker" => Part::Speaker,
        "attendee" => Part::Attendee,
        "absent" => Part::Absent,
        other => panic!("{words}: {other} is no part"),
    };
    (part, pieces.next().unwrap_or_else(|| panic!("{words}: no name")), pieces.next())
}

/// A voice as a short word: a name, `meeting`, `unknown`, `nobody`.
fn voice_of(document: &Document, paragraph: usize) -> BTreeSet<String> {
    let here = document.speeches.iter().filter(|s| s.parts.iter().any(|p| p.paragraph == paragraph));
    here.map(|s| match s.voice {
        Voice::Meeting => "meeting".to_owned(),
        Voice::Unknown => "unknown".to_owned(),
        Voice::Person | Voice::Organisation => bare(s.speaker.as_deref().unwrap_or("unknown")),
    })
    .collect()
}

fn voices(gold: &Gold, documents: &[Document], score: &mut Score) {
    let paragraphs: Vec<(&Document, usize)> = documents
        .iter()
        .flat_map(|d| (0..d.paragraphs.len()).map(move |at| (d, at)))
        .filter(|(d, at)| !matches!(d.paragraphs[*at].role, Role::Title | Role::Byline))
        .collect();
    let text = |at: usize| bare(&paragraphs[at].0.paragraphs[paragraphs[at].1].text);
    let mut want: Vec<(BTreeSet<String>, bool)> = vec![(BTreeSet::new(), false); paragraphs.len()];
    let mut from = 0;
    for run in &gold.voices {
        let holds = |words: &str, after: usize| (after..paragraphs.len()).find(|at| text(*at).contains(&bare(words)));
        let Some(start) = holds(&run.from, from).or_else(|| holds(&run.from, 0)) else {
            score.voices.count(false);
            score.misses.push(format!("no paragraph holds {}", run.from));
            continue;
        };
        let end = run.to.as_ref().map_or(Some(start), |to| holds(to, start));
        let Some(end) = end else {
            score.voices.count(false);
            score.misses.push(format!("no paragraph after {} holds {:?}", run.from, run.to));
            continue;
        };
        from = start;
        for (voices, may) in &mut want[start..=end] {
            if run.who != "nobody" {
                voices.insert(if ["meeting", "unknown"].contains(&run.who.as_str()) {
                    run.who.clone()
                } else {
                    bare(&run.who)
                });
            }
            *may |= run.may;
        }
    }
    for (at, (voices, may)) in want.iter().enumerate() {
        let (document, paragraph) = paragraphs[at];
        let got = voice_of(document, paragraph);
        // A heading belongs to whom it stands with, or to nobody.
        let heading =
            matches!(document.paragraphs[paragraph].role, Role::Heading | Role::Caption | Role::List | Role::Stage);
        let right = got == *voices || got.is_empty() && (*may || heading);
        score.voices.count(right);
        if !right {
            let words: String = text(at).chars().take(24).collect();
            score.misses.push(format!("paragraph {paragraph} “{words}…”: {got:?}, not {voices:?}"));
        }
    }
}

fn people(gold: &Gold, documents: &[Document], score: &mut Score) {
    let named = gold.meetings.iter().flat_map(|m| &m.people).map(|p| bare(person_of(p).1));
    let speakers =
        gold.voices.iter().map(|v| bare(&v.who)).filter(|w| !["meeting", "unknown", "nobody"].contains(&w.as_str()));
    let want: BTreeSet<String> = named.chain(speakers).collect();
    let there = documents.iter().flat_map(|d| &d.meetings).flat_map(|m| &m.participants).map(|p| bare(&p.name));
    let spoke =
        documents.iter().flat_map(|d| &d.speeches).filter(|s| matches!(s.voice, Voice::Person | Voice::Organisation));
    let got: BTreeSet<String> = there.chain(spoke.filter_map(|s| s.speaker.as_deref().map(bare))).collect();
    score.people = Found(want.intersection(&got).count(), got.difference(&want).count(), want.difference(&got).count());
    let list = |of: Vec<&String>| of.into_iter().cloned().collect::<Vec<_>>().join("、");
    if score.people.1 + score.people.2 > 0 {
        let (many, missed) = (list(got.difference(&want).collect()), list(want.difference(&got).collect()));
        score.misses.push(format!("people too many: {many}; missed: {missed}"));
    }
    for trap in &gold.never {
        let right = !got.contains(&bare(trap));
        score.traps.count(right);
        if !right {
            score.misses.push(format!("trap: {trap}"));
        }
    }
}
