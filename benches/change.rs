//! What a change costs where a library is open: a file that was edited, one that came, one that is gone, a correction by
//! the user; beside building all anew. `ZUOTAN_JSONL=FILE cargo bench --bench change` takes the documents of a JSON Lines
//! file of `{title, text}`, each as a file of its own; without it the shipped texts are put together with other names and
//! days. `ZUOTAN_DOCUMENTS=20000` says how many.

#![expect(clippy::print_stdout, reason = "a benchmark: a table for its reader")]

use std::time::{Duration, Instant};

use zuotan::app::effect::Outcome;
use zuotan::app::state::App;
use zuotan::catalogue::Catalogue;
use zuotan::config::Config;
use zuotan::import::import;
use zuotan::model::Document;

/// Times that each change is measured.
const TIMES: usize = 20;

fn documents(count: usize) -> Vec<Document> {
    let path = std::env::var_os("ZUOTAN_JSONL").expect("x");
    let lines = std::fs::read_to_string(path).expect("ZUOTAN_JSONL names a JSON Lines file");
    let all = lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let texts: Vec<String> = all
        .filter_map(|one| Some(format!("{}\n\n{}", one["title"].as_str()?, one["text"].as_str()?)))
        .take(count)
        .collect();
    texts
        .iter()
        .enumerate()
        .flat_map(|(at, text)| import(&format!("/library/{at}.txt"), text.as_bytes()).documents)
        .collect()
}

fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let out = work();
    (begun.elapsed(), out)
}

fn main() {
    let count = std::env::var("ZUOTAN_DOCUMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let all = documents(count);
    println!("{} documents", all.len());
    let mut catalogue = Catalogue::default();
    let (took, ()) = time(|| catalogue.extend(all.clone()));
    println!(
        "built from nothing {took:?}; persons {} meetings {}",
        catalogue.persons().len(),
        catalogue.meetings().len()
    );
    let middle = all.len() / 2;
    for _ in 0..5 {
        let one = all[middle].clone();
        println!("replace same {:?}", time(|| catalogue.replace(vec![(middle, one)])).0);
    }
    let mut app = App::new(Config::default(), None, (120, 36));
    println!("app add {:?}", time(|| app.add(all.clone())).0);
    for n in 0..60 {
        let path = all[middle + n].source.path.clone();
        let text = format!(
            "{}\n又一段。",
            all[middle + n].paragraphs.iter().map(|p| p.text.clone()).collect::<Vec<_>>().join("\n")
        );
        let fresh = import(&path, text.as_bytes()).documents;
        println!(
            "reread {:?}",
            time(|| {
                let _ = app.arrived(
                    zuotan::app::effect::Ticket(9),
                    Outcome::Reread { paths: vec![path.into()], documents: fresh, failures: vec![] },
                );
            })
            .0
        );
    }
    for n in 0..60 {
        let d = &all[middle + 10 + n / 2];
        let note = zuotan::model::Note {
            origin: zuotan::model::Origin::of(d),
            what: zuotan::model::note::What::Document(zuotan::model::annotation::DocumentNote {
                title: d.title.clone(),
                published: "2024-01-01".into(),
                because: n.to_string(),
            }),
        };
        let kept = zuotan::model::Kept { notes: vec![note], ..Default::default() };
        println!(
            "correct {:?}",
            time(|| {
                let _ = app.arrived(zuotan::app::effect::Ticket(9), Outcome::Kept(Box::new(kept), None));
            })
            .0
        );
    }
    let _ = TIMES;
}
