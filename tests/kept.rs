//! What the user adds, in journeys: keys in, screen out, the library's file in between. Every job runs inline.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

#[path = "kept/home.rs"]
mod home;

use std::path::PathBuf;

use home::{Place, TEXT, name};
use zuotan::app::effect::{Effect, Ticket};
use zuotan::app::shelf::Key;
use zuotan::cli::screen::{Halves, parse, screen, text};
use zuotan::config::{Config, Lang};
use zuotan::library::Store;
use zuotan::model::{Annotations, Book, Note, annotated};
use zuotan::runtime::event::Event;
use zuotan::runtime::jobs;
use zuotan::runtime::keeper::Keeper;
use zuotan::runtime::session::{Session, Start};
use zuotan::text::width::Mode;

fn start(place: &Place, paths: Vec<PathBuf>) -> Start {
    let config = Config { lang: Some(Lang::En), ..Config::default() };
    let home = Some(place.home());
    Start { paths, home, config, mode: Some(Mode::Narrow), size: (110, 34), ..Start::default() }
}

fn rows(place: &Place, paths: &[PathBuf], keys: &str) -> String {
    screen(start(place, paths.to_vec()), keys, Halves::Hidden).unwrap().unwrap()
}

fn notes(place: &Place) -> Vec<Note> {
    Store::examine(&place.home()).unwrap().map_or_else(Vec::new, |store| store.kept().unwrap().notes)
}

/// A reader whose jobs are done when their effects are carried out.
struct Open {
    session: Session,
    keeper: Keeper,
    place: zuotan::library::Home,
}

impl Open {
    fn new(place: &Place, paths: Vec<PathBuf>) -> Self {
        let (mut session, effects) = Session::new(start(place, paths));
        let mut keeper = Keeper::new(Some(place.home()));
        let kept = keeper.read();
        let more = kept.map(|kept| session.feed(Event::Arrived(Ticket::default(), kept))).unwrap_or_default();
        let mut open = Self { session, keeper, place: place.home() };
        open.carry_out(effects.into_iter().chain(more).collect());
        open
    }

    fn keys(&mut self, steps: &str) {
        for event in parse(steps).unwrap() {
            self.feed(Event::Input(event));
        }
    }

    fn feed(&mut self, event: Event) {
        let effects = self.session.feed(event);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let mut answers = Vec::new();
            match effect {
                Effect::Start(ticket, job) => {
                    jobs::perform(&job, Some(&self.place), &mut |outcome| {
                        answers.push(Event::Arrived(ticket, outcome));
                        true
                    })
                    .unwrap();
                }
                Effect::Keep(ticket, keep) => {
                    let answer = self.keeper.keep(vec![keep]).pop().unwrap().unwrap();
                    answers.push(Event::Arrived(ticket, answer));
                }
                _ => {}
            }
            for answer in answers {
                self.feed(answer);
            }
        }
    }

    fn screen(&self) -> String {
        text(&self.session, Halves::Hidden)
    }
}

#[test]
fn marks_outlive_the_session_and_are_jumped_to() {
    let place = Place::new("marks");
    let file = place.write("a.txt", TEXT);
    let paths = [file];
    let marked = rows(&place, &paths, "3<tab>j<tab>m");
    assert!(marked.contains("Marked"), "{marked}");
    assert_eq!(notes(&place).len(), 1);
    let list = rows(&place, &paths, "'");
    assert!(list.contains("Marks") && list.contains("温知秋说"), "{list}");
    let there = rows(&place, &paths, "'<enter>i");
    assert!(there.contains("Paragraph 4 of 5"), "{there}");
    // The list filters by reading.
    assert!(rows(&place, &paths, "'/wenzhiqiu").contains("1/1"));
    assert!(rows(&place, &paths, "'/muhuaiyuan").contains("0/1"));
    // Again on the same place: the mark goes; undo brings it back, in another session too.
    assert!(rows(&place, &paths, "'<enter>m").contains("Mark removed"));
    assert_eq!(notes(&place).len(), 0);
    assert!(rows(&place, &paths, "u").contains("Undone"));
    assert_eq!(notes(&place).len(), 1);
}

#[test]
fn a_document_opens_where_it_was_left() {
    let place = Place::new("left");
    let long: String = (1..=80)
        .fold(String::new(), |text, n| text + &format!("第{n}段，青岭市的日子一天天过去，各项工作照常进行。\n\n"));
    let file = place.write("a.txt", format!("青岭日志\n\n{long}"));
    let before = rows(&place, std::slice::from_ref(&file), "<tab><tab>20}");
    let after = rows(&place, std::slice::from_ref(&file), "");
    let status = |screen: &str| {
        screen.lines().last().unwrap().split("par. ").nth(1).unwrap().split(' ').next().unwrap().to_owned()
    };
    assert_eq!(status(&before), status(&after));
    // Words put before it move it.
    place.write("a.txt", format!("青岭日志\n\n编者按：今日刊出。\n\n{long}"));
    let moved = rows(&place, std::slice::from_ref(&file), "");
    assert_ne!(status(&after), status(&moved));
    let line = |screen: &str| {
        let here = screen.lines().find(|row| row.contains('»')).unwrap();
        here.split('»').nth(1).unwrap().trim().to_owned()
    };
    assert_eq!(line(&after), line(&moved));
}

#[test]
fn a_corrected_speaker_is_seen_kept_and_undone() {
    let place = Place::new("correct");
    let file = place.write("a.txt", TEXT);
    let paths = [file];
    let form = rows(&place, &paths, "3<tab>j<tab>a");
    for label in ["Correct", "speaker", "office", "form", "from", "to", "meeting", "date"] {
        assert!(form.contains(label), "{label} {form}");
    }
    // By reading: the best of what it finds is taken.
    let said = rows(&place, &paths, "3<tab>j<tab>amuhy<enter>i");
    assert!(said.contains("穆怀远") && said.contains("a human said so"), "{said}");
    let kept = notes(&place);
    assert_eq!(kept.len(), 1, "{kept:?}");
    let export = place.out(&["export", name(&paths[0])]);
    let whole: serde_json::Value = serde_json::from_str(&export).unwrap();
    let speeches = whole["documents"][0]["speeches"].as_array().unwrap();
    let mine: Vec<&serde_json::Value> = speeches.iter().filter(|s| s["attributed_by"] == "annotation").collect();
    assert_eq!(mine.len(), 1, "{export}");
    assert_eq!(mine[0]["speaker"], "穆怀远");
    assert!(mine[0]["text"].as_str().unwrap().starts_with("温知秋说"));
    assert!(rows(&place, &paths, "u").contains("undone"));
    assert_eq!(notes(&place), Vec::new());
    let plain = place.out(&["export", name(&paths[0])]);
    assert!(!plain.contains("\"annotation\""), "{plain}");
}

#[test]
fn esc_leaves_the_form_and_changes_nothing() {
    let place = Place::new("esc");
    let paths = [place.write("a.txt", TEXT)];
    let keys = "3<tab>j<tab>";
    assert_eq!(rows(&place, &paths, &format!("{keys}a某人<tab><tab>某职<esc>")), rows(&place, &paths, keys));
    assert!(rows(&place, &paths, &format!("{keys}a<enter>")).contains("Nothing was changed"));
    assert_eq!(notes(&place), Vec::new());
}

#[test]
fn what_cannot_be_is_said_in_the_form() {
    let place = Place::new("wrong");
    let paths = [place.write("a.txt", TEXT)];
    let date = rows(&place, &paths, &format!("3<tab>j<tab>a{}2024-13-40<enter>", "<tab>".repeat(7)));
    assert!(date.contains("Write a date as"), "{date}");
    let words = rows(&place, &paths, &format!("3<tab>j<tab>a{}<c-u>没有的话<enter>", "<tab>".repeat(4)));
    assert!(words.contains("do not stand in the text"), "{words}");
    let nobody = rows(&place, &paths, "3<tab>j<tab>a<c-u><enter>");
    assert!(nobody.contains("Name the speaker"), "{nobody}");
    assert_eq!(notes(&place), Vec::new());
}

#[test]
fn a_day_and_a_new_meeting_are_corrected() {
    let place = Place::new("day");
    let paths = [place.write("a.txt", TEXT)];
    let keys = format!("3<tab>j<tab>a穆怀远{}青岭市工作会议<tab>2023年3月2日<enter>", "<tab>".repeat(6));
    let screen = rows(&place, &paths, &format!("{keys}1"));
    assert!(screen.contains("青岭市工作会议") && screen.contains("03-02"), "{screen}");
}

#[test]
fn speeches_are_split_and_joined() {
    let place = Place::new("split");
    let head = TEXT.split("温知秋说").next().unwrap();
    let text = format!("{head}会后，与会者参观了园区。\n");
    let paths = [place.write("a.txt", text)];
    let speakers = |place: &Place| {
        let whole: serde_json::Value = serde_json::from_str(&place.out(&["export", name(&paths[0])])).unwrap();
        let speeches = whole["documents"][0]["speeches"].as_array().unwrap().clone();
        let told = |s: &serde_json::Value| {
            (s["speaker"].as_str().unwrap_or("—").to_owned(), s["text"].as_str().unwrap().to_owned())
        };
        speeches.iter().map(told).collect::<Vec<_>>()
    };
    let _ = rows(&place, &paths, "3<tab><tab>Ga温知秋<enter>");
    assert_eq!(speakers(&place).last().unwrap(), &("温知秋".to_owned(), "会后，与会者参观了园区。".to_owned()));
    // Joined with the one before it is that speaker's.
    let _ = rows(&place, &paths, "3<tab><tab>Ga<backtab> <enter>");
    let joined = speakers(&place);
    assert_eq!(joined.len(), 1, "{joined:?}");
    assert_eq!(
        joined[0],
        (
            "穆怀远".to_owned(),
            "穆怀远指出，要把产业做实做强，一件一件抓到底，让企业安心经营。\n会后，与会者参观了园区。".to_owned()
        )
    );
    // Split again, for somebody else.
    let _ = rows(&place, &paths, "3<tab><tab>Ga陆青川<backtab>  <enter>");
    let split = speakers(&place);
    assert_eq!(split.len(), 2, "{split:?}");
    assert_eq!(split[1], ("陆青川".to_owned(), "会后，与会者参观了园区。".to_owned()));
}

#[test]
fn a_file_that_changes_is_read_anew_and_notes_follow_it() {
    let place = Place::new("changed");
    let file = place.write("texts/a.txt", TEXT);
    let mut open = Open::new(&place, vec![place.0.join("texts")]);
    open.keys("3<tab>j<tab>m");
    open.keys("a陆青川<enter>");
    assert!(open.screen().contains("陆青川"));
    let edited = TEXT.replace("青岭社", "编者按：旧闻一则。\n\n青岭社");
    std::fs::write(&file, edited).unwrap();
    open.feed(Event::Changed(vec![file.clone()]));
    let screen = open.screen();
    assert!(screen.contains("陆青川") && screen.contains("Files changed"), "{screen}");
    open.keys("i");
    assert!(open.screen().contains("a human said so"), "{}", open.screen());
    open.keys("<esc>'<enter>");
    assert!(open.screen().contains("温知秋说"), "{}", open.screen());
    // Moved: the same text elsewhere.
    let there = place.0.join("texts/b.txt");
    std::fs::rename(&file, &there).unwrap();
    open.feed(Event::Changed(vec![file.clone(), there.clone()]));
    assert_eq!(open.session.app.catalogue.documents().len(), 1);
    assert_eq!(open.session.app.catalogue.documents()[0].source.path, name(&there));
    // Replaced by something else: the notes say nothing of it, and it says so.
    std::fs::write(&there, "云麓县通报天气\n\n云麓县明日有雨，望出行注意安全，带好雨具，早出早归。\n").unwrap();
    open.feed(Event::Changed(vec![there.clone()]));
    assert!(open.screen().contains("云麓县"), "{}", open.screen());
    // Gone.
    std::fs::remove_file(&there).unwrap();
    open.feed(Event::Changed(vec![there]));
    assert_eq!(open.session.app.catalogue.documents().len(), 0);
    assert_eq!(notes(&place).len(), 2);
}

#[test]
fn what_was_found_stays_with_its_text_when_a_file_before_it_goes() {
    let place = Place::new("found");
    let first = place.write("texts/a.txt", "云麓县通报天气\n\n云麓县明日有雨，望出行注意安全，带好雨具，早出早归。\n");
    place.write("texts/b.txt", "云麓县修路\n\n云麓县今起修路，过往车辆请绕行，工期约为三个月，不便之处请谅解。\n");
    let third = place.write("texts/c.txt", TEXT);
    let mut open = Open::new(&place, vec![place.0.join("texts")]);
    open.keys("S办事比去年<enter>");
    assert!(open.screen().contains("办事比去年快了许多"), "{}", open.screen());
    std::fs::remove_file(&first).unwrap();
    open.feed(Event::Changed(vec![first]));
    assert!(open.screen().contains("办事比去年快了许多"), "{}", open.screen());
    open.keys("<enter>");
    assert!(!open.session.app.in_hits(), "{}", open.screen());
    let read = open.session.app.document().map(|document| document.source.path.clone());
    assert_eq!(read.as_deref(), Some(name(&third)), "{}", open.screen());
}

/// The title of the document that is selected in the list; empty where none is.
fn selected(open: &Open) -> String {
    let Some(Key::Document(at)) = open.session.app.selected() else { return String::new() };
    open.session.app.catalogue.documents()[*at].title.clone()
}

/// Goes down the documents until the one of this title is selected.
fn select(open: &mut Open, title: &str) {
    open.keys("3");
    for _ in 1..open.session.app.catalogue.documents().len() {
        if selected(open) != title {
            open.keys("j");
        }
    }
    assert_eq!(selected(open), title);
}

#[test]
fn lists_that_are_not_shown_follow_what_changed_when_they_are() {
    let place = Place::new("lists");
    let first = place.write("texts/a.txt", "云麓县通报天气\n\n云麓县明日有雨，望出行注意安全，带好雨具，早出早归。\n");
    let road = "云麓县修路\n\n云麓县今起修路，过往车辆请绕行，工期约为三个月，不便之处请谅解。\n";
    let second = place.write("texts/b.txt", road);
    place.write("texts/c.txt", TEXT);
    let mut open = Open::new(&place, vec![place.0.join("texts")]);
    select(&mut open, "云麓县修路");
    // What changes while the meetings are shown, twice before the documents are.
    open.keys("1");
    std::fs::remove_file(&first).unwrap();
    open.feed(Event::Changed(vec![first]));
    std::fs::write(&second, format!("{road}\n另有小雨。\n")).unwrap();
    let third =
        place.write("texts/d.txt", "云麓县赏花\n\n云麓县山上的杜鹃花开了，游人可以乘班车上山，末班车下午五点下山。\n");
    open.feed(Event::Changed(vec![second, third]));
    open.keys("3");
    let screen = open.screen();
    assert!(screen.contains("云麓县赏花") && !screen.contains("云麓县通报天气"), "{screen}");
    assert_eq!(selected(&open), "云麓县修路");
}

#[test]
fn a_document_that_is_edited_stays_selected() {
    let place = Place::new("selected");
    place.write("texts/a.txt", "云麓县通报天气\n\n云麓县明日有雨，望出行注意安全，带好雨具，早出早归。\n");
    let road = "云麓县修路\n\n云麓县今起修路，过往车辆请绕行，工期约为三个月，不便之处请谅解。\n";
    let second = place.write("texts/b.txt", road);
    place.write("texts/c.txt", TEXT);
    let mut open = Open::new(&place, vec![place.0.join("texts")]);
    select(&mut open, "云麓县修路");
    // Also where the title is another.
    for text in [format!("{road}\n另有小雨。\n"), road.replace("云麓县修路", "云麓县今日修路")] {
        std::fs::write(&second, text).unwrap();
        open.feed(Event::Changed(vec![second.clone()]));
        let read = open.session.app.document().map(|document| document.title.clone());
        assert_eq!(read.as_deref(), Some(selected(&open).as_str()), "{}", open.screen());
        assert!(selected(&open).ends_with("修路"), "{}", open.screen());
    }
}

#[test]
fn every_finding_is_walked_to() {
    let place = Place::new("walked");
    let file = place.write(
        "a.txt",
        "某省专家座谈会在临江召开\n4月8日，某省专家座谈会在临江召开，省长王思明主持会议。\n会议应出席代表10人，出席8人，缺席5人。\n王思明指出，\u{1}要修好路。\n版权所有 某某网 未经许可不得转载\n",
    );
    let mut open = Open::new(&place, vec![file]);
    open.keys("3<tab><tab>g");
    let count = open.session.app.document().map_or(0, |document| document.findings.len());
    assert!(count >= 2, "{count}");
    let mut told: Vec<String> = Vec::new();
    for _ in 0..count {
        open.keys("]");
        told.extend(open.session.app.notice.clone());
    }
    let each: std::collections::BTreeSet<&String> = told.iter().collect();
    assert_eq!(each.len(), count, "{told:?}");
    open.keys("]");
    let again = open.session.app.notice.clone().unwrap_or_default();
    assert!(again.starts_with(&told[0]) && again.ends_with("(from the start again)"), "{again} {told:?}");
    open.keys("[");
    assert!(open.session.app.notice.clone().unwrap_or_default().ends_with("(from the end again)"));
}

#[test]
fn annotations_that_no_longer_fit_are_a_finding() {
    let place = Place::new("unfit");
    let file = place.write("a.txt", TEXT);
    let _ = rows(&place, std::slice::from_ref(&file), "3<tab>j<tab>a陆青川<enter>");
    place.write("a.txt", TEXT.replace("温知秋说，要把服务送到门口", "会上还谈到服务"));
    let export = place.out(&["export", name(&file)]);
    assert!(export.contains("annotation-unfit") && !export.contains("\"speaker\": \"陆青川\""), "{export}");
}

#[test]
fn annotations_go_out_and_come_back() {
    let place = Place::new("out");
    let file = place.write("a.txt", TEXT);
    let _ = rows(&place, std::slice::from_ref(&file), "3<tab>j<tab>ma陆青川<enter>");
    let toml = place.0.join("notes.toml");
    place.out(&["annotations", "export", name(&toml)]);
    let text = std::fs::read_to_string(&toml).unwrap();
    let book: Book = toml::from_str(&text).unwrap();
    assert_eq!(book.notes(), Book::of(&notes(&place)).notes());
    let other = Place::new("back");
    assert!(other.out(&["annotations", "import", name(&toml)]).contains("imported 2"));
    assert!(other.out(&["annotations", "import", name(&toml)]).contains("imported 0, 2 were there"));
    assert_eq!(notes(&other), Book::of(&notes(&place)).notes());
    assert_eq!(place.out(&["export", name(&file)]), other.out(&["export", name(&file)]));
    // The shape of the annotations beside the shipped texts: one source, no outer table.
    let flat = toml::to_string(&book.sources[0]).unwrap();
    assert!(!flat.contains("[[source]]"));
    let third = Place::new("flat");
    let flat = third.write("flat.toml", flat);
    assert!(third.out(&["annotations", "import", name(&flat)]).contains("imported 2"));
    let wrong = third.write("wrong.toml", "sha256 = \"ab\"\n[[speech]]\nform = \"sung\"\n");
    let ran = third.run(&["annotations", "import", name(&wrong)]);
    assert_eq!((ran.code, ran.err.lines().count()), (Some(2), 1), "{ran:?}");
    assert!(ran.err.contains("wrong.toml:"), "{ran:?}");
}

#[test]
fn shipped_annotations_and_the_user_s_take_the_same_path() {
    let source = &zuotan::library::shipped::SOURCES[0];
    let annotations: Annotations = toml::from_str(source.annotations).unwrap();
    let raw = zuotan::import::import(source.name, source.bytes).documents;
    let by_note = zuotan::model::Notes::new(&annotations.notes()).lay(raw.clone());
    assert_eq!(by_note, annotated(raw, &annotations));
}
