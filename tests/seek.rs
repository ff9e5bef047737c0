//! Journeys through the search over all texts and the echo of a formulation: keys in, screen out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use zuotan::app::effect::{Effect, Job};
use zuotan::cli::screen::{Halves, screen, text};
use zuotan::config::{Config, Lang};
use zuotan::library::shipped;
use zuotan::runtime::event::Event;
use zuotan::runtime::jobs;
use zuotan::runtime::session::{Session, Start};
use zuotan::text::width::Mode;

fn start(size: (u16, u16), mode: Mode) -> Start {
    let config = Config { lang: Some(Lang::Zh), ..Config::default() };
    Start { documents: shipped::documents(), mode: Some(mode), size, config, ..Start::default() }
}

fn rows(size: (u16, u16), keys: &str) -> String {
    screen(start(size, Mode::Narrow), keys, Halves::Hidden).unwrap().unwrap()
}

/// Occurrences of a phrase in all paragraphs, counted by hand.
fn count(phrase: &str) -> usize {
    let documents = shipped::documents();
    documents.iter().flat_map(|d| &d.paragraphs).map(|p| p.text.matches(phrase).count()).sum()
}

#[test]
fn the_count_is_live_and_complete() {
    for typed in ["一", "一体", "一体化"] {
        let shown = rows((100, 24), &format!("S{typed}"));
        let head = shown.lines().next().unwrap();
        assert!(head.contains(&format!("{} 处", count(typed))), "{head}");
    }
    assert!(rows((100, 24), "S一体化<bs><bs>").lines().next().unwrap().contains(&format!("{} 处", count("一"))));
    assert!(rows((100, 24), "S没有这样的词").contains("没有找到"));
}

#[test]
fn the_palette_opens_over_the_results() {
    let shown = rows((100, 24), "S一体化<enter>:export-hits a.txt<enter>");
    assert!(shown.contains("文件名须以 .csv、.jsonl 或 .md 结尾"), "{shown}");
    assert!(shown.lines().next().unwrap().contains(&format!("{} 处", count("一体化"))), "{shown}");
}

/// What `y` copies after these keys, of a text of two speakers.
fn copied(keys: &str) -> String {
    let more = "人人出力，".repeat(60);
    let text = format!(
        "某省专家座谈会在临江召开\n4月8日，某省专家座谈会在临江召开，省长王思明主持会议。\n某局局长李明远说，{more}要修好路。\n某院院长赵文清说，{more}要治好水。\n大家还就有关问题作了交流。\n{}",
        "会议还研究了其他事项。\n".repeat(20)
    );
    let documents = zuotan::import::import("a.txt", text.as_bytes()).documents;
    let (mut session, _) = Session::new(Start { documents, ..start((120, 40), Mode::Narrow) });
    let mut out = String::new();
    for c in keys.chars() {
        let effects = session.feed(Event::Input(Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))));
        let _ = session.line();
        out.extend(effects.into_iter().filter_map(|effect| match effect {
            Effect::Copy(text) => Some(text),
            _ => None,
        }));
    }
    out
}

#[test]
fn what_is_copied_names_all_who_speak_in_it() {
    let one = copied("3llgvvvy");
    assert!(one.contains("要修好路。\n——李明远，某局局长；某省专家座谈会；"), "{one}");
    let both = copied("3llgvvv}y");
    assert!(both.contains("要修好路。\n某院院长赵文清说，"), "{both}");
    assert!(both.contains("要治好水。\n——李明远，某局局长；赵文清，某院院长；"), "whole paragraphs: {both}");
}

/// The columns at which a phrase begins, in cells, a row each.
fn columns(mode: Mode, keys: &str, phrase: &str) -> Vec<usize> {
    let shown = screen(start((80, 24), mode), keys, Halves::Shown).unwrap().unwrap();
    let phrase: String = phrase.chars().flat_map(|c| [c, '‖']).collect();
    let rule = shown.lines().position(|row| row.starts_with("──") || row.starts_with("--")).unwrap();
    let rows = shown.lines().skip(2).take(rule - 2);
    rows.filter_map(|row| row.find(&phrase).map(|at| row.get(..at).unwrap().chars().count())).collect()
}

#[test]
fn the_keyword_is_aligned_in_every_width_mode() {
    for mode in [Mode::Narrow, Mode::Wide, Mode::Safe, Mode::Replace] {
        let found = columns(mode, "S关键词<enter>", "关键词");
        assert!(found.len() > 3, "{mode:?} {found:?}");
        assert!(found.iter().filter(|at| **at == found[0]).count() * 2 > found.len(), "{mode:?} {found:?}");
        // A row may hold it again further on, never before.
        assert!(found.iter().all(|at| *at <= found[0]), "{mode:?} {found:?}");
    }
}

#[test]
fn enter_goes_there_and_esc_comes_back_to_exactly_where_one_was() {
    let size = (100, 30);
    for way in ["", "2jjl", "lljjjjj", "z", "3/高<enter>"] {
        let before = rows(size, way);
        assert_eq!(rows(size, &format!("{way}S<esc>")), before, "{way}");
        assert_eq!(rows(size, &format!("{way}S一体化<enter>jjj<esc>")), before, "{way}");
        let results = rows(size, &format!("{way}S一体化<enter>jjj"));
        assert_eq!(rows(size, &format!("{way}S一体化<enter>jjj<enter><esc>")), results, "{way}");
        assert_eq!(rows(size, &format!("{way}S一体化<enter>jjj<enter>nnN<esc><esc>")), before, "{way}");
        assert_eq!(rows(size, &format!("{way}S一体化<enter>q")), before, "{way}");
    }
    let there = rows(size, "S新质生产力<enter><enter>");
    assert!(there.contains("全文 /新质生产力 1/"), "{there}");
}

#[test]
fn n_walks_across_documents_and_around_the_ends() {
    let all = count("新质生产力");
    let at = |keys: &str| {
        let shown = rows((100, 30), keys);
        let mark = "/新质生产力 ";
        let from = shown.find(mark).unwrap() + mark.len();
        shown.get(from..).unwrap().chars().take_while(|c| c.is_ascii_digit() || *c == '/').collect::<String>()
    };
    assert_eq!(at("S新质生产力<enter><enter>n"), format!("2/{all}"));
    assert_eq!(at("S新质生产力<enter><enter>N"), format!("{all}/{all}"));
    assert_eq!(at(&format!("S新质生产力<enter><enter>{}", "n".repeat(all))), format!("1/{all}"));
}

#[test]
fn keys_group_order_and_refine() {
    let told = |keys: &str| rows((100, 24), keys).lines().nth(1).unwrap().trim().to_owned();
    assert_eq!(told("S一体化<enter>"), "按会议  文序");
    assert_eq!(told("S一体化<enter>2s"), "按发言  按日期");
    assert_eq!(told("S一体化<enter>3ss"), "按人物  按左邻");
    assert_eq!(told("S一体化<enter><backtab>sss"), "不分组  按右邻");
    let refined = rows((100, 24), "S一体化<enter>/xinchangxing<enter>");
    assert!(refined.contains("信长星") && !refined.contains("易炼红"), "{refined}");
    assert!(rows((100, 24), "S一体化<enter>/xinchangxing<enter><esc>").contains("按会议"));
}

#[test]
fn a_fault_is_pointed_at_and_the_last_answer_stays() {
    let shown = rows((80, 24), "S一体化 AND");
    assert!(shown.lines().nth(1).unwrap().contains("这里少了要找的词"), "{shown}");
    let shown = rows((80, 24), "S一体化 AND 高质量<bs><bs><bs>");
    let both = shown.lines().next().unwrap();
    assert!(!both.contains(" 0 处") && both.contains("处"), "{shown}");
}

#[test]
fn tab_completes_names_and_values_of_limits() {
    let head = |keys: &str| rows((100, 24), keys).lines().next().unwrap().to_owned();
    assert!(head("S一体化 sp<tab>").contains("一体化 speaker:"));
    assert!(head("S一体化 speaker:chenjn<tab>").contains("speaker:陈吉宁"));
    assert!(head("S一体化 form:<tab><tab>").contains("form:原话"));
}

#[test]
fn searches_are_remembered_and_forgotten() {
    let again = rows((100, 24), "S新质生产力<enter><esc>S<enter>");
    assert!(again.contains(&format!("{} 处", count("新质生产力"))), "{again}");
    assert!(rows((100, 24), "S新质生产力<enter><esc>:新质").contains("检索"));
    assert!(!rows((100, 24), "S新质生产力<enter><esc>:forget-searches<enter>S").contains("新质生产力"));
}

#[test]
fn an_echo_is_told_oldest_first() {
    let shown = rows((120, 30), "S两个关键词<enter><enter>e");
    let dates: Vec<&str> =
        shown.lines().skip(2).filter_map(|row| row.get(3..13)).filter(|d| d.starts_with("20")).collect();
    assert!(!dates.is_empty() && dates.is_sorted(), "{shown}");
    assert!(shown.lines().next().unwrap().contains("提法"), "{shown}");
}

/// The session with a job that never ends: keys are taken all the same, and a further key stops what is of no use.
#[test]
fn typing_never_waits_for_a_search() {
    let (mut session, _) = Session::new(start((80, 24), Mode::Narrow));
    let key = |c: char| Event::Input(Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
    let mut running: Vec<(zuotan::app::effect::Ticket, Job)> = Vec::new();
    session.feed(key('S'));
    for (typed, c) in "一体化".chars().enumerate() {
        let effects = session.feed(key(c));
        let cancelled = effects.iter().filter(|e| matches!(e, Effect::Cancel(_))).count();
        assert_eq!(cancelled, usize::from(typed > 0), "{effects:?}");
        running.extend(effects.into_iter().filter_map(|effect| match effect {
            Effect::Start(ticket, job @ Job::Seek { .. }) => Some((ticket, job)),
            _ => None,
        }));
    }
    assert_eq!(running.len(), 3);
    // What nobody waits for ends by itself and says nothing; the last one answers.
    let mut answers = Vec::new();
    for (ticket, job) in &running {
        let mut parts = 0;
        jobs::perform(job, None, &mut |outcome| {
            parts += 1;
            session.feed(Event::Arrived(*ticket, outcome));
            true
        })
        .unwrap();
        answers.push(parts);
    }
    assert!(answers[0] == 0 && answers[1] == 0 && answers[2] > 0, "{answers:?}");
    assert!(text(&session, Halves::Hidden).contains(&format!("{} 处", count("一体化"))));
    // The real cursor stands in the field.
    let area = Rect::new(0, 0, 80, 24);
    let cursor = session.draw(area, &mut Buffer::empty(area)).unwrap();
    assert_eq!((cursor.x, cursor.y), (1 + 4 + 1 + 1 + 6, 0));
}

/// A folder that goes with the test.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Feeds an event and all that its jobs answer; the jobs that were begun.
fn feed(session: &mut Session, event: Event) -> Vec<Job> {
    let mut waiting = session.feed(event);
    let mut begun = Vec::new();
    while !waiting.is_empty() {
        let mut next = Vec::new();
        for effect in waiting {
            let Effect::Start(ticket, job) = effect else { continue };
            jobs::perform(&job, None, &mut |outcome| {
                next.extend(session.feed(Event::Arrived(ticket, outcome)));
                true
            })
            .unwrap();
            begun.push(job);
        }
        waiting = next;
    }
    begun
}

#[test]
fn an_index_that_comes_or_breaks_changes_no_answer() {
    use zuotan::app::effect::{Care, Outcome, Ticket};
    use zuotan::library::index::{Index, Read};
    use zuotan::library::source;

    let home = Folder(std::env::temp_dir().join(format!("zuotan-seek-index-{}", std::process::id())));
    std::fs::create_dir_all(&home.0).unwrap();
    let files: Vec<std::path::PathBuf> = ["甲市推动改革", "乙市改革开放", "丙市发展"]
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let path = home.0.join(format!("{number}.txt"));
            std::fs::write(&path, format!("第{number}篇\n\n{text}，{}\n", "改革".repeat(number))).unwrap();
            path
        })
        .collect();
    let begin = Start { documents: Vec::new(), paths: files.clone(), ..start((100, 24), Mode::Narrow) };
    let (mut session, effects) = Session::new(begin);
    for effect in effects {
        let Effect::Start(ticket, job @ Job::Import(_)) = effect else { continue };
        jobs::perform(&job, None, &mut |outcome| {
            let _ = session.feed(Event::Arrived(ticket, outcome));
            true
        })
        .unwrap();
    }
    let head = |session: &Session| text(session, Halves::Hidden).lines().next().unwrap().to_owned();
    let key = |c: char| Event::Input(Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
    feed(&mut session, key('S'));
    feed(&mut session, key('改'));
    assert!(head(&session).contains("5 处"), "{}", head(&session));
    // An index of two of the three files.
    let reading = || -> Read<'static> { Box::new(source::read) };
    let index = || Index::open(&home.0.join("index"), &files[..2], &reading, &|| true).unwrap().0;
    let shelves = index().into_shelves().unwrap();
    feed(&mut session, Event::Arrived(Ticket::default(), Outcome::Indexed(shelves)));
    assert!(head(&session).contains("5 处"), "{}", head(&session));
    feed(&mut session, key('革'));
    assert!(head(&session).contains("5 处"), "{}", head(&session));
    // A byte of the folded text turns over in the file that is mapped.
    let segment = std::fs::read_dir(home.0.join("index")).unwrap().flatten().map(|entry| entry.path());
    let segment = segment.into_iter().find(|path| path.extension().is_some_and(|end| end == "segment")).unwrap();
    let mut bytes = std::fs::read(&segment).unwrap();
    let place = bytes.windows(3).position(|window| window == "甲".as_bytes()).unwrap();
    bytes[place] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    let begun = feed(&mut session, Event::Input(Input::Key(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE))));
    assert!(head(&session).contains("5 处"), "{}", head(&session));
    assert!(begun.iter().any(|job| matches!(job, Job::Index(_, Care::Mend))), "{begun:?}");
}

/// The last row of the screen: the path to what is read.
fn path(keys: &str) -> String {
    rows((100, 30), keys).lines().last().unwrap().to_owned()
}

#[test]
fn path_and_shelf_are_those_of_the_hit() {
    let before = path("");
    // Each hit on the way lies where the path says, and there the shelf stands.
    let mut seen = std::collections::BTreeSet::new();
    for steps in 0..12 {
        let keys = format!("S关键词<enter><enter>{}", "n".repeat(steps));
        let shown = rows((100, 30), &keys);
        let name = path(&keys).trim().split(" › ").next().unwrap().split("  ").next().unwrap().to_owned();
        // What the path begins with stands at the head of the text too, as far as both have room.
        let start: String = name.chars().take(6).collect();
        let text: String = shown.lines().filter_map(|row| row.split('│').nth(1)).collect();
        assert!(!start.is_empty() && (text.contains(&start) || !before.contains(&start)), "{name}\n{shown}");
        let mut lists = shown.lines().filter_map(|row| row.split('│').next()?.strip_prefix('▌'));
        assert!(lists.next().is_some_and(|row| row.contains(&start)), "{name}\n{shown}");
        seen.insert(name);
    }
    assert!(seen.len() > 1, "{seen:?}");
}

#[test]
fn what_is_marked_is_annotated() {
    let of = |keys: &str| {
        let head = rows((100, 24), keys).lines().next().unwrap().to_owned();
        let counted = head.split(" 处").next().unwrap().split_whitespace().last().unwrap().to_owned();
        counted.parse::<usize>().unwrap_or(0)
    };
    // No mark: whatever is annotated is attributed or dated by a human.
    let before = of("S的 annotation:*");
    let marked = of("zm<esc>S的 annotation:*");
    assert!(marked >= before);
    // A mark in a paragraph that nobody annotated, on the words of a hit.
    let marks = |way: &str| of(&format!("S新质生产力<enter><enter>{way}<esc><esc>S新质生产力 annotation:新质生产力"));
    assert_eq!(marks(""), 0);
    assert!(marks("m") > 0);
}

#[test]
fn sounds_that_are_taken_for_one_hold_in_limits_and_in_the_refining_filter() {
    let heard = |sounds: zuotan::text::sounds::Sounds, keys: &str| {
        let mut start = start((100, 24), Mode::Narrow);
        start.config.sounds = sounds;
        screen(start, keys, Halves::Hidden).unwrap().unwrap()
    };
    let told_apart = zuotan::text::sounds::Sounds::default();
    let folded = told_apart.with("ang").unwrap().with("zh").unwrap();
    // 信长星 is xin chang xing: heard as xing can xin.
    for keys in ["S一体化 speaker:xingcangxin", "S一体化<enter>/xingcangxin"] {
        assert!(heard(folded, keys).contains("信长星"), "{keys}");
        let apart = heard(told_apart, keys);
        let list: String = apart.lines().skip(2).collect();
        assert!(!list.contains("信长星"), "{keys}\n{apart}");
    }
}

#[test]
fn a_spelling_says_whom_it_means() {
    let shown = rows((120, 24), "S一体化 spelled:\"Han Chun\"<enter>");
    assert!(shown.lines().nth(1).unwrap().contains("Han Chun = 韩俊（威妥玛 Wade-Giles）"), "{shown}");
    assert!(!shown.lines().next().unwrap().contains(" 0 处"), "{shown}");
    let none = rows((120, 24), "S一体化 spelled:Qwx<enter>");
    assert!(none.contains("没有这样的人名"), "{none}");
}

/// Leave for two threads that is taken away from the second at one of its questions (0: at none), after a while in which the
/// asking thread has done all else.
struct Stalled {
    asking: std::thread::ThreadId,
    /// Milliseconds for which the second thread waits at each question.
    slow: u64,
    left: std::sync::atomic::AtomicUsize,
    stopped: std::sync::atomic::AtomicBool,
}

impl zuotan::filter::Leave for Stalled {
    fn go_on(&self) -> bool {
        use std::sync::atomic::Ordering::SeqCst;
        let wait = |millis| std::thread::sleep(std::time::Duration::from_millis(millis));
        if std::thread::current().id() == self.asking {
            // So that the second thread comes to something.
            wait(1 + self.slow.min(2));
        } else if self.left.fetch_sub(1, SeqCst) == 1 {
            wait(100);
            self.stopped.store(true, SeqCst);
        } else {
            wait(self.slow);
        }
        !self.stopped.load(SeqCst)
    }

    fn threads(&self) -> usize {
        2
    }

    fn beside(&self, threads: usize, work: &(dyn Fn() + Sync), own: &mut dyn FnMut()) {
        zuotan::runtime::cores::Cores(&|| true).beside(threads, work, own);
    }
}

#[test]
fn a_search_ends_wherever_it_is_stopped_and_whoever_is_last() {
    use std::sync::{Arc, mpsc};
    use std::time::Duration;

    use zuotan::app::hit::Asked;
    use zuotan::app::seeking::seek;
    use zuotan::model::Document;
    use zuotan::search::query::Query;
    use zuotan::search::texts::Texts;

    // So much text that two threads share it, in many parts.
    let documents: Vec<Document> = std::iter::repeat_n(shipped::documents(), 100).flatten().collect();
    let mut texts = Texts::default();
    while !texts.grow(&documents, 1 << 18) {}
    let bytes: usize = texts.parts(0).iter().map(|part| part.held.bytes()).sum();
    assert!(bytes > 4 << 20 && texts.len() > 8, "{bytes} bytes in {} parts", texts.len());
    let (texts, query) = (Arc::new(texts), Box::new(Query::new("没有这句话").unwrap()));
    // Where it is not stopped, it comes to its end with either thread as the last.
    for (question, slow) in (1..=16).map(|question| (question, 0)).chain((1..=16).map(|slow| (0, slow))) {
        let (texts, asked, (say, hear)) = (Arc::clone(&texts), Asked::Query(query.clone()), mpsc::channel());
        std::thread::spawn(move || {
            let (left, stopped) = (question.into(), false.into());
            let leave = Stalled { asking: std::thread::current().id(), slow, left, stopped };
            seek(&texts, &asked, &leave, &mut |_| true);
            say.send(())
        });
        let ended = hear.recv_timeout(Duration::from_secs(20));
        assert!(ended.is_ok(), "it hangs when it is stopped at question {question}, {slow} ms slow");
    }
}
