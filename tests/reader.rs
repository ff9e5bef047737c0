//! Laws of the reader: any keys and sizes in any order never panic, no row is wider than the screen, no half character
//! stands alone, and what a key closes is as it was.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use zuotan::cli::outside::Outside;
use zuotan::cli::screen::{Halves, screen};
use zuotan::config::{Config, Lang, Theme};
use zuotan::library::shipped;
use zuotan::runtime::event::{Event, Reply};
use zuotan::runtime::painter::{Knows, Painter, Repeats};
use zuotan::runtime::session::{Session, Start};
use zuotan::text::width::{Mode, Risk, cells, risk};
use zuotan::ui::theme::Colours;

fn start(size: (u16, u16), mode: Option<Mode>) -> Start {
    Start { documents: shipped::documents(), mode, size, ..Start::default() }
}

fn rows(size: (u16, u16), keys: &str) -> String {
    screen(start(size, Some(Mode::Narrow)), keys, Halves::Hidden).unwrap().unwrap()
}

/// Every cell holds one cluster of the width that it takes, and no control character.
fn check_cells(session: &Session) {
    let (cols, rows) = session.app.size;
    let area = Rect::new(0, 0, cols, rows);
    let mut buffer = Buffer::empty(area);
    let cursor = session.draw(area, &mut buffer);
    if let Some(cursor) = cursor {
        assert!(cursor.x < cols && cursor.y < rows, "cursor {cursor:?} outside {cols}×{rows}");
    }
    for y in 0..rows {
        let mut x = 0;
        while x < cols {
            let symbol = buffer[(x, y)].symbol();
            assert!(!symbol.is_empty(), "half a character at {x},{y}");
            assert!(!symbol.chars().any(char::is_control), "a control character at {x},{y}");
            let wide = x + 1 < cols && buffer[(x + 1, y)].symbol().is_empty();
            assert_eq!(cells(symbol, session.mode()), 1 + u16::from(wide), "{symbol:?} at {x},{y} of {cols}×{rows}");
            x += 1 + u16::from(wide);
        }
    }
}

fn any_input() -> impl Strategy<Value = Input> {
    let key = |code| Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
    let named = prop::sample::select(vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Backspace,
        KeyCode::Delete,
    ]);
    let typed = prop::sample::select(
        "jkhlgG{}()[]/nN:iorzwsm'vyYaeuS?123<>5 长三角李强liqang，“—é".chars().collect::<Vec<_>>(),
    );
    let held = prop::sample::select("adefkunpowb".chars().collect::<Vec<_>>());
    prop_oneof![
        4 => named.prop_map(key),
        6 => typed.prop_map(move |c| key(KeyCode::Char(c))),
        1 => held.prop_map(|c| Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))),
        1 => (1u16..220, 1u16..70).prop_map(|(cols, rows)| Input::Resize(cols, rows)),
        1 => "[长三角a“—\u{301}\u{200d}\t]{0,12}".prop_map(Input::Paste),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_in_any_order(
        inputs in prop::collection::vec(any_input(), 100),
        mode in prop::sample::select(vec![None, Some(Mode::Narrow), Some(Mode::Wide), Some(Mode::Replace)]),
    ) {
        let (mut session, _) = Session::new(start((80, 24), mode));
        for input in inputs {
            let _ = session.feed(Event::Input(input));
            check_cells(&session);
        }
    }
}

/// Paragraphs of whatever a text may hold: long runs, lines of tables, clusters of every width, controls.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[长三角一体化会议指出要落实，。、：；]{1,30}",
        2 => "[“”‘’—…·①Ж─→℃]{1,6}",
        2 => "[a-z0-9’'./:]{1,30}",
        1 => Just("会议指出，要落实“十四五”规划——‘两个毫不动摇’。".to_owned()),
        1 => prop::sample::select(vec![
            "👩\u{200d}🌾", "☎\u{fe0f}", "e\u{301}", "ᄒ\u{1161}\u{11ab}", "\u{31350}", "⿰", "ｶ\u{ff9e}", "🇨🇳", "\u{1b}[31m",
            "\u{202e}", "\u{200b}", "\t", "  ", "\u{3000}\u{3000}", "\u{7f}", "\u{feff}", "\u{e000}", "䷀", "𠀀", "\u{301}",
            "กำ", "नि", "\u{ad}", "᠎", "﷽", "🏴\u{e0067}\u{e0062}\u{e007f}", "\u{2028}", "\u{85}", "ﾞ",
        ]).prop_map(str::to_owned),
    ];
    let line = prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    let cell = "[长三角一体化，。“”—a-z0-9]{0,40}";
    let row =
        (prop::collection::vec(cell, 2..5), prop::sample::select(vec!["\t", "  ", " | "])).prop_map(|(cells, by)| {
            let line = cells.join(by);
            if by == " | " { format!("| {line} |") } else { line }
        });
    let lines = prop_oneof![3 => line.prop_map(|line| vec![line]), 1 => prop::collection::vec(row, 2..5)];
    prop::collection::vec(lines, 1..12).prop_map(|lines| lines.concat().join("\n"))
}

/// The bytes of the frames make the frames' cells in a terminal of another make. Of a cluster that terminals may set
/// otherwise only its neighbours are told.
fn check_painted(screen: &vt100::Screen, frame: &Buffer, mode: Mode, cursor: Option<Position>) {
    for y in 0..frame.area.height {
        for x in 0..frame.area.width {
            let ours = &frame[(x, y)];
            let theirs = screen.cell(y, x).unwrap();
            let certain = matches!(risk(ours.symbol()), Risk::Certain)
                || (mode == Mode::Narrow && matches!(risk(ours.symbol()), Risk::Ambiguous));
            if ours.symbol().is_empty() || !certain {
                continue;
            }
            let seen = if theirs.contents().is_empty() { " " } else { theirs.contents() };
            let row = || (0..frame.area.width).map(|x| frame[(x, y)].symbol()).collect::<String>();
            assert_eq!(ours.symbol(), seen, "{x},{y} of {:?}: {:?}", row(), screen.rows(0, 500).nth(usize::from(y)));
            assert_eq!(ours.modifier.contains(Modifier::REVERSED), theirs.inverse(), "reverse of {x},{y}: {:?}", row());
        }
    }
    assert_eq!(cursor.map(|at| (at.y, at.x)), Some(screen.cursor_position()).filter(|_| !screen.hide_cursor()));
}

fn terminal((cols, rows): (u16, u16)) -> vt100::Parser {
    let cells = |n| std::num::NonZeroU16::new(n).unwrap();
    vt100::Parser::new(cells(rows), cells(cols), 0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn odd_texts_are_painted_as_they_are_drawn(
        text in any_text(),
        inputs in prop::collection::vec(any_input(), 60),
        mode in prop::sample::select(vec![None, Some(Mode::Narrow), Some(Mode::Replace)]),
        repeats in prop::sample::select(vec![Repeats::Nothing, Repeats::Ascii, Repeats::Any]),
    ) {
        let documents = zuotan::import::import("a.txt", text.as_bytes()).documents;
        let (mut outside, mut session, _) = Outside::begin(Start { documents, mode, size: (80, 24), colours: Colours::Many, ..Start::default() });
        let mut painter = Painter::new(session.app.size);
        painter.learn(Knows { repeats, proved: mode.filter(|mode| *mode == Mode::Narrow), ..Knows::default() });
        let mut screen = terminal(session.app.size);
        let mut size = session.app.size;
        for input in inputs {
            let effects = session.feed(Event::Input(input));
            let _ = outside.carry_out(&mut session, effects);
            check_cells(&session);
            if session.app.size != size {
                size = session.app.size;
                screen = terminal(size);
            }
            let mode = session.mode();
            // This model sets what is ambiguous in one cell.
            if mode == Mode::Wide {
                painter.forget();
                continue;
            }
            let (mut frame, mut cursor) = (Buffer::empty(Rect::new(0, 0, size.0, size.1)), None);
            let bytes = painter.frame(size, mode, |area, buf| {
                cursor = session.draw(area, buf);
                frame = buf.clone();
                cursor
            });
            screen.process(bytes);
            painter.written();
            check_painted(screen.screen(), &frame, mode, cursor);
        }
    }
}

#[test]
fn what_opens_closes_again() {
    let size = (100, 30);
    let first = rows(size, "");
    for keys in ["?", "i", ":", "o", "z", "r", "/liq", "/qqq", "<enter>", "<enter><enter>", "<enter>/会", "2i"] {
        let back = "<esc>".repeat(4) + if keys.starts_with('2') { "1" } else { "" };
        let there = rows(size, keys);
        assert_ne!(there, first, "{keys} changes nothing");
        assert_eq!(rows(size, &format!("{keys}{back}")), first, "{keys}, then Esc");
    }
}

#[test]
fn every_size_draws() {
    for (cols, rows) in [(1, 1), (2, 2), (1, 50), (200, 1), (3, 3), (500, 200), (40, 12), (59, 15), (60, 16), (119, 40)]
    {
        for mode in [Mode::Narrow, Mode::Wide, Mode::Safe, Mode::Replace] {
            let (mut session, _) = Session::new(start((cols, rows), Some(mode)));
            for c in ['j', '?', ':', 'z', '2', 'i'] {
                let _ = session.feed(Event::Input(Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))));
                check_cells(&session);
            }
        }
    }
}

#[test]
fn columns_of_tables_stand_one_below_the_other() {
    let source = "关于会议安排的通知\n\n现将会议日程印发给你们，请按时参加会议，并做好准备。\n\n| 时间 | 议程 | 主持人 |\n| --- | --- | --- |\n\
        | 09:00 | 开幕式 | 张三 |\n| 10:30 | 通报“十四五”规划的落实情况 | 欧阳修 |\n\n会议由办公厅承办，其他事项另行通知。\n";
    let documents = zuotan::import::import("table.md", source.as_bytes()).documents;
    let shown = |size, mode| {
        let start = Start { documents: documents.clone(), mode: Some(mode), size, ..Start::default() };
        screen(start, "<enter>z", Halves::Hidden).unwrap().unwrap()
    };
    let check = |size, mode, expected: &[&str]| {
        let shown = shown(size, mode);
        let rows: Vec<&str> =
            shown.lines().map(|row| row.trim_matches([' ', '»'])).filter(|row| row.starts_with('|')).collect();
        assert_eq!(rows, expected, "{size:?} {mode:?}: {shown}");
    };
    check(
        (80, 24),
        Mode::Narrow,
        &[
            "| 时间  | 议程                       | 主持人 |",
            "| 09:00 | 开幕式                     | 张三   |",
            "| 10:30 | 通报“十四五”规划的落实情况 | 欧阳修 |",
        ],
    );
    check(
        (80, 24),
        Mode::Replace,
        &[
            "| 时间  | 议程                         | 主持人 |",
            "| 09:00 | 开幕式                       | 张三   |",
            "| 10:30 | 通报「十四五」规划的落实情况 | 欧阳修 |",
        ],
    );
    // Where it is too wide, the widest column is narrowed and its cells are wrapped in it, but for a screen too narrow.
    check(
        (40, 24),
        Mode::Narrow,
        &[
            "| 时间  | 议程           | 主持人 |",
            "| 09:00 | 开幕式         | 张三   |",
            "| 10:30 | 通报“十四五”规 | 欧阳修 |",
            "|       | 划的落实情况   |        |",
        ],
    );
    check(
        (30, 40),
        Mode::Narrow,
        &[
            "| 时间",
            "| 议程",
            "| 主持人 |",
            "| 09:00",
            "| 开幕式",
            "| 张三 |",
            "| 10:30",
            "| 通报“十四五”规划的落",
            "| 欧阳修 |",
        ],
    );
    // It stands apart from the text above and below.
    let shown = shown((80, 24), Mode::Narrow);
    let rows: Vec<&str> = shown.lines().map(|row| row.trim_matches([' ', '»'])).collect();
    let first = rows.iter().position(|row| row.starts_with('|')).unwrap();
    assert_eq!((rows[first - 1], rows[first + 3], rows[first + 4].is_empty()), ("", "", false), "{shown}");
}

#[test]
fn colours_are_of_the_background_that_the_terminal_answers_and_of_none_before() {
    let grounds = |session: &Session| {
        let area = Rect::new(0, 0, 80, 24);
        let mut buffer = Buffer::empty(area);
        let _ = session.draw(area, &mut buffer);
        let mut grounds: Vec<Color> = buffer.content().iter().map(|cell| cell.bg).collect();
        grounds.sort_by_key(|colour| format!("{colour:?}"));
        grounds.dedup();
        grounds
    };
    let answered = |background| Event::Answered(Reply { mode: None, background });
    let begin = |config| {
        let start = Start { colours: Colours::True, config, ..start((80, 24), Some(Mode::Narrow)) };
        let (mut session, _) = Session::new(start);
        let _ = session.feed(Event::Input(Input::Key(KeyEvent::new(KeyCode::Char('?'), KeyModifiers::NONE))));
        session
    };
    let mut asked = begin(Config::default());
    assert_eq!(grounds(&asked), [Color::Reset], "nobody knows what ink the terminal's own ground bears");
    let mut seen = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        let _ = asked.feed(answered(Some(theme)));
        seen.push(grounds(&asked));
    }
    let _ = asked.feed(answered(None));
    assert_eq!(grounds(&asked), seen[1], "no answer changes nothing");
    assert!(seen[0] != seen[1] && seen.iter().all(|grounds| grounds.len() > 1), "{seen:?}");
    let mut named = begin(Config { theme: Some(Theme::Light), ..Config::default() });
    let _ = named.feed(answered(Some(Theme::Dark)));
    assert_eq!(grounds(&named), seen[0], "the user's word holds");
}

#[test]
fn hints_are_left_out_whole_and_the_help_last() {
    for cols in 24..=100 {
        let shown = rows((cols, 24), "<enter><enter>");
        let status = shown.lines().last().unwrap_or_default().to_owned();
        assert!(cols < 34 || status.contains("? 帮助"), "{cols}: {status}");
        for hint in ["/ 查找", "i 详情", "r 原件", "z 放大"] {
            let begin: String = hint.chars().take(3).collect();
            assert_eq!(status.contains(&begin), status.contains(hint), "{cols}: {status}");
        }
    }
    assert!(rows((80, 24), "<enter><enter>").lines().last().unwrap_or_default().contains("/ 查找"));
}

#[test]
fn days_of_a_person_stand_whole_and_the_oldest_first() {
    let days =
        |row: &str| row.split(|c: char| !c.is_ascii_digit() && c != '-').find(|day| day.len() == 10).map(str::to_owned);
    let shown = rows((100, 30), "2/lq<enter>");
    // Of the list alone: the text beside it names days too.
    let listed: Vec<_> = shown.lines().filter_map(|row| days(row.split('│').next()?)).collect();
    assert_eq!(listed, ["2021-05-27", "2023-11-30"], "{shown}");
    // Beside it in three panes too, where a form takes eight cells.
    let config = Config { lang: Some(Lang::En), ..Config::default() };
    let beside = Start { config, ..start((120, 36), Some(Mode::Narrow)) };
    let shown = screen(beside, "2/lq<enter>", Halves::Hidden).unwrap().unwrap();
    assert!(["2021-05-27", "2023-11-30"].iter().all(|day| shown.contains(day)), "{shown}");
    let card = rows((100, 30), "2/lq<enter>i");
    let meetings: Vec<_> = card.lines().skip_while(|row| !row.contains("│ 会议 ")).map_while(days).collect();
    assert!(meetings.len() >= 4 && meetings.is_sorted(), "{card}");
}
