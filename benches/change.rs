//! What a change costs where a library is open, beside making all anew: a document that was corrected, one that was edited,
//! one that came and one that is gone, in the catalogue alone and in the reader with its lists.
//! `ZUOTAN_JSONL=FILE cargo bench --bench change` takes the documents of a JSON Lines file of `{title, text}`, each as a
//! file of its own; without it reports are put together. `ZUOTAN_DOCUMENTS=20000` says how many.

#![expect(clippy::print_stdout, reason = "a benchmark: a table for its reader")]

#[path = "find/dice.rs"]
mod dice;

use std::time::{Duration, Instant};

use dice::Dice;
use zuotan::app::effect::{Outcome, Ticket};
use zuotan::app::state::App;
use zuotan::catalogue::Catalogue;
use zuotan::config::Config;
use zuotan::import::import;
use zuotan::model::annotation::DocumentNote;
use zuotan::model::note::What;
use zuotan::model::{Document, Kept, Note, Origin};

/// Times that each change is measured.
const TIMES: usize = 21;

/// The texts that the documents are made of, so many at most.
fn texts(count: usize) -> Vec<String> {
    if let Some(path) = std::env::var_os("ZUOTAN_JSONL") {
        let lines = std::fs::read_to_string(path).expect("ZUOTAN_JSONL names a JSON Lines file");
        let all = lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let texts = all.filter_map(|one| Some(format!("{}\n\n{}", one["title"].as_str()?, one["text"].as_str()?)));
        return texts.take(count).collect();
    }
    let mut dice = Dice(7);
    let words: Vec<&str> =
        "改革 开放 创新 发展 环境 保护 科技 产业 教育 医疗 就业 安全 文化 农业 乡村 城市 企业 投资 消费 贸易 金融 \
        能源 交通 港口 铁路 网络 数据 人才 青年 粮食 水利 旅游 体育 法治 基层 社区 老人 儿童 工厂 码头"
            .split_whitespace()
            .collect();
    let surnames: Vec<char> = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高".chars().collect();
    let mut report = |_| {
        let name: String = (0..3).map(|_| surnames[dice.below(surnames.len())]).collect();
        let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
        let mut sentence = || {
            let words: Vec<&str> = (0..12).map(|_| words[dice.below(words.len())]).collect();
            format!("{name}指出，要抓好{}。", words.join("、"))
        };
        let said: Vec<String> = (0..8).map(|_| sentence()).collect();
        format!(
            "工作座谈会召开\n2024年{month}月{day}日，工作座谈会在临江召开。市长{name}出席会议并讲话。\n{}",
            said.join("\n")
        )
    };
    (0..count).map(&mut report).collect()
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let out = work();
    let took = begun.elapsed();
    drop(out);
    took
}

/// A line of the table: the median and the longest of some changes, and how often the median goes into making all anew.
fn line(what: &str, anew: Duration, mut change: impl FnMut(usize) -> Duration) {
    let mut times: Vec<Duration> = (0..TIMES).map(&mut change).collect();
    times.sort_unstable();
    let (median, longest) = (times[TIMES / 2].as_secs_f64(), times[TIMES - 1].as_secs_f64());
    println!(
        "{what}: median {:.1} ms, longest {:.1} ms, {:.0} × less than anew",
        median * 1e3,
        longest * 1e3,
        anew.as_secs_f64() / median
    );
}

/// Another text at the path of a document.
fn edited(document: &Document, nth: usize) -> Vec<Document> {
    let words: Vec<&str> = document.paragraphs.iter().map(|p| p.text.as_str()).collect();
    let text = format!("{}\n第{nth}次改动，加上这一段。\n", words.join("\n"));
    import(&document.source.path, text.as_bytes()).documents
}

fn main() {
    let count = std::env::var("ZUOTAN_DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let texts = texts(count);
    let read = |(at, text): (usize, &String)| import(&format!("/library/{at}.txt"), text.as_bytes()).documents;
    let all: Vec<Document> = texts.iter().enumerate().flat_map(read).collect();
    let mut catalogue = Catalogue::default();
    let given = all.clone();
    let anew = time(|| catalogue.extend(given));
    println!("catalogue of {} documents made from nothing: {:.0} ms", all.len(), anew.as_secs_f64() * 1e3);
    // Each time another one, all over the library.
    let nth = |time: usize| (time * 2 + 1) * all.len() / (TIMES * 2);
    line("corrected", anew, |at| {
        let one = all[nth(at)].clone();
        time(|| catalogue.change(&[nth(at)], vec![(nth(at), one)]))
    });
    line("edited", anew, |at| {
        let come = edited(&all[nth(at)], at).into_iter().enumerate().map(|(more, d)| (nth(at) + more, d)).collect();
        time(|| catalogue.change(&[nth(at)], come))
    });
    line("came in the middle", anew, |at| {
        let come = edited(&all[nth(at)], at + TIMES).into_iter().map(|document| (nth(at), document)).collect();
        time(|| catalogue.change(&[], come))
    });
    line("gone", anew, |at| time(|| catalogue.change(&[nth(at)], Vec::new())));

    let mut app = App::new(Config::default(), None, (120, 36));
    let given = all.clone();
    let anew = time(|| app.add(given));
    println!("reader with all of them: {:.0} ms", anew.as_secs_f64() * 1e3);
    line("corrected", anew, |at| {
        let document = &all[nth(at)];
        let because = "a bench".to_owned();
        let note = DocumentNote { title: document.title.clone(), published: "2024-01-01".to_owned(), because };
        let note = Note { origin: Origin::of(document), what: What::Document(note) };
        let kept = Box::new(Kept { notes: vec![note], ..Kept::default() });
        time(|| app.arrived(Ticket(0), Outcome::Kept(kept, None)))
    });
    line("edited", anew, |at| {
        let (paths, documents) = (vec![all[nth(at)].source.path.clone().into()], edited(&all[nth(at)], at));
        time(|| app.arrived(Ticket(0), Outcome::Reread { paths, documents, failures: Vec::new() }))
    });
}
