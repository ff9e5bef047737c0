//! Journeys through lists so long that they are filtered behind the loop, with a job that takes as long as the test likes:
//! typing goes on, the last answer stays on the screen, and what nobody waits for stops.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use zuotan::app::effect::{Effect, Job, Ticket};
use zuotan::app::list::LONG;
use zuotan::cli::screen::{Halves, text};
use zuotan::config::{Config, Lang};
use zuotan::library::shipped;
use zuotan::model::{Document, DocumentId};
use zuotan::runtime::event::Event;
use zuotan::runtime::jobs;
use zuotan::runtime::session::{Session, Start};
use zuotan::text::width::Mode;

/// Very many documents with titles of their own.
fn documents(count: usize) -> Vec<Document> {
    let mut first = shipped::documents().remove(0);
    first.paragraphs.truncate(2);
    (first.meetings, first.speeches, first.findings) = (Vec::new(), Vec::new(), Vec::new());
    let titles = ["甲地召开一体化座谈会", "乙地推动高质量发展", "丙地改革开放"];
    (0..count)
        .map(|number| {
            let mut document = first.clone();
            document.id = DocumentId(format!("{number:08}"));
            document.title = format!("{}之{number}", titles[number % titles.len()]);
            document.paragraphs[0].text.clone_from(&document.title);
            document
        })
        .collect()
}

fn key(code: KeyCode) -> Event {
    Event::Input(Input::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn sifts(effects: &[Effect]) -> Vec<(Ticket, Job)> {
    let job = |effect: &Effect| match effect {
        Effect::Start(ticket, job @ Job::Sift { .. }) => Some((*ticket, job.clone())),
        _ => None,
    };
    effects.iter().filter_map(job).collect()
}

/// Does a job and feeds its answers; how many there were.
fn run(session: &mut Session, (ticket, job): &(Ticket, Job)) -> usize {
    let mut outcomes = Vec::new();
    jobs::perform(job, None, &mut |outcome| {
        outcomes.push(outcome);
        true
    })
    .unwrap();
    let count = outcomes.len();
    for outcome in outcomes {
        let more = session.feed(Event::Arrived(*ticket, outcome));
        for job in sifts(&more) {
            run(session, &job);
        }
    }
    count
}

fn begin(count: usize) -> (Session, Vec<(Ticket, Job)>) {
    let config = Config { lang: Some(Lang::Zh), ..Config::default() };
    let (mode, size) = (Some(Mode::Narrow), (100, 24));
    let (mut session, mut effects) =
        Session::new(Start { documents: documents(count), mode, size, config, ..Start::default() });
    effects.extend(session.feed(key(KeyCode::Char('3'))));
    (session, sifts(&effects))
}

/// The head of the shelf: what is typed, and how many rows it leaves.
fn head(session: &Session) -> String {
    text(session, Halves::Hidden).lines().next().unwrap().split('│').next().unwrap().trim().to_owned()
}

#[test]
fn typing_goes_on_while_a_long_list_is_filtered() {
    let count = LONG + 100;
    let (mut session, prepared) = begin(count);
    assert!(!prepared.is_empty(), "the rows are taken in behind the loop");
    session.feed(key(KeyCode::Char('/')));
    // The first job has not even begun while the second and third key come.
    let mut jobs = Vec::new();
    for c in "高质量".chars() {
        let effects = session.feed(key(KeyCode::Char(c)));
        let cancelled = effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).count();
        assert_eq!(cancelled, 1, "{effects:?}");
        let begun = sifts(&effects);
        assert_eq!(begun.len(), 1);
        jobs.extend(begun);
    }
    // What is typed stands there, and below it the last answer: all rows.
    assert!(head(&session).contains("高质量") && head(&session).contains(&format!("{count}/{count}")));
    // What nobody waits for any more ends by itself and says nothing.
    assert_eq!(run(&mut session, &prepared[0]), 0);
    assert_eq!(run(&mut session, &jobs[0]), 0);
    assert_eq!(run(&mut session, &jobs[1]), 0);
    assert_eq!(run(&mut session, &jobs[2]), 1);
    let expected = (0..count).filter(|number| number % 3 == 1).count();
    assert!(head(&session).contains(&format!("{expected}/{count}")), "{}", head(&session));
    assert!(text(&session, Halves::Hidden).contains("乙地推动高质量发展之1"));
    // A backspace: the last answer stays until the next one is there.
    let effects = session.feed(key(KeyCode::Backspace));
    assert!(head(&session).contains(&format!("{expected}/{count}")), "{}", head(&session));
    let job = sifts(&effects).remove(0);
    // Esc drops the filter at once, whatever runs.
    session.feed(key(KeyCode::Esc));
    assert!(!head(&session).contains('/'), "{}", head(&session));
    assert_eq!(run(&mut session, &job), 0);
    assert!(!head(&session).contains('/'), "{}", head(&session));
}

#[test]
fn rows_that_come_while_something_is_typed_are_found() {
    let (mut session, prepared) = begin(LONG + 100);
    run(&mut session, &prepared[0]);
    session.feed(key(KeyCode::Char('/')));
    let effects = session.feed(key(KeyCode::Char('丙')));
    run(&mut session, &sifts(&effects)[0]);
    let before = head(&session);
    // The same again and as many more, as an import adds them.
    let more = documents(LONG * 2).split_off(LONG + 100);
    session.app.add(more);
    assert_eq!(head(&session).replace(char::is_numeric, ""), before.replace(char::is_numeric, ""));
    let effects = session.feed(Event::Arrived(Ticket::default(), zuotan::app::effect::Outcome::Acknowledged));
    run(&mut session, &sifts(&effects)[0]);
    let expected = (0..LONG * 2).filter(|number| number % 3 == 2).count();
    assert!(head(&session).contains(&format!("{expected}/{}", LONG * 2)), "{}", head(&session));
}

#[test]
fn enter_in_the_palette_means_the_best_of_what_was_typed() {
    let (mut session, prepared) = begin(LONG + 100);
    run(&mut session, &prepared[0]);
    let mut jobs = sifts(&session.feed(key(KeyCode::Char(':'))));
    for c in "丙地之8000".chars() {
        jobs.extend(sifts(&session.feed(key(KeyCode::Char(c)))));
    }
    session.feed(key(KeyCode::Enter));
    assert!(text(&session, Halves::Hidden).contains("丙地之8000"), "it waits for the answer");
    for job in &jobs {
        run(&mut session, job);
    }
    let shown = text(&session, Halves::Hidden);
    assert!(shown.contains("丙地改革开放之8000") && !shown.contains("丙地之8000"), "{shown}");
}
