//! Rows against the rules, and the laws of layout.

use proptest::prelude::*;

use super::*;

fn options(width: u16) -> Options {
    Options {
        width,
        mode: Mode::Narrow,
        strictness: Strictness::Strict,
        indent: 0,
        hanging_indent: 0,
        hang: Hang::Nothing,
    }
}

fn check(text: &str, width: u16, expected: &[&str]) {
    let rows = rows(text, &options(width));
    let got: Vec<&str> = rows.iter().map(|row| text.get(row.range.clone()).unwrap()).collect();
    assert_eq!(got, expected, "{text} at {width}");
}

#[test]
fn marks_stand_where_they_may() {
    check("要学习，要落实。", 8, &["要学习，", "要落实。"]);
    check("要学习，要落实。", 6, &["要学", "习，要", "落实。"]);
    check("他说“好的”了", 6, &["他说", "“好的”", "了"]);
    check("历史——现实", 6, &["历史——", "现实"]);
    check("共2021年5月", 6, &["共", "2021年", "5月"]);
    check("在2021—2023年", 12, &["在", "2021—2023年"]);
    check("a 中", 3, &["a", "中"]);
    check("1中文", 2, &["1", "中", "文"]);
    check("条例》  ........  12", 10, &["条例》", "........", "12"]);
    check("", 8, &[""]);
    check("见https://a.cn/b?c=d好", 12, &["见https://", "a.cn/b?c=d好"]);
}

#[test]
fn nested_quotation_stays_whole_at_its_edges() {
    // Neither an opening mark at a row's end nor a closing one at a row's start, however many stand together.
    let text = "他说：“要落实‘十四五’规划，坚持‘两个毫不动摇’。”会议指出，";
    check(text, 12, &["他说：“要落", "实‘十四五’规", "划，坚持‘两", "个毫不动", "摇’。”会议指", "出，"]);
    let corners = "他說：「要落實『十四五』規劃，堅持『兩個毫不動搖』。」";
    check(corners, 12, &["他說：「要落", "實『十四五』", "規劃，堅持", "『兩個毫不動", "搖』。」"]);
    // Two marks that stand together stay together, and a row may end before or behind them.
    check("见“‘一’”", 6, &["见", "“‘一’”"]);
    check("“‘一’”见", 6, &["“‘一’”", "见"]);
    check("“‘一’”，见", 8, &["“‘一’”，", "见"]);
    // The same set in the marks of certain width.
    let replaced = Options { mode: Mode::Replace, ..options(12) };
    let rows: Vec<&str> = rows(text, &replaced).into_iter().map(|row| text.get(row.range).unwrap()).collect();
    assert_eq!(rows, ["他说：“要落", "实‘十四五’", "规划，坚持", "‘两个毫不动", "摇’。”会议", "指出，"]);
}

#[test]
fn one_mark_may_hang() {
    let hanging = Options { hang: Hang::Marks, ..options(6) };
    let text = "要学习，要落实。";
    let got: Vec<u16> = rows(text, &hanging).iter().map(|row| row.cells).collect();
    assert_eq!(got, [8, 8]);
}

#[test]
fn an_indent_gives_way_to_what_stands_whole_without_it() {
    let item = Options::of(Style::Item, 20, Mode::Narrow, Strictness::Strict, Hang::Nothing);
    let rows = |text| -> Vec<(u16, u16)> { rows(text, &item).iter().map(|row| (row.indent, row.cells)).collect() };
    assert_eq!(rows("条例  ....................  12"), [(0, 4), (0, 20), (2, 2)]);
    assert_eq!(rows("见附录 abcdefghijklmnopqrstu"), [(0, 6), (2, 18), (2, 3)]);
}

#[test]
fn a_mark_that_hangs_in_a_row_of_one_cell_is_its_row() {
    let options = Options::of(Style::Plain, 1, Mode::Narrow, Strictness::Strict, Hang::Marks);
    let ends: Vec<usize> = rows("、》", &options).into_iter().map(|row| row.range.end).collect();
    assert_eq!(ends, [3, 6]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_too_wide(
        text in "[长三角一体化，。、“”‘’—…（）《》a-z0-9 .%年亿\u{301}\u{200d}👩é\u{3000}/:h\t]{0,80}",
        width in 1u16..60,
        mode in prop::sample::select(vec![Mode::Narrow, Mode::Wide, Mode::Safe, Mode::Replace]),
        hang in prop::sample::select(vec![Hang::Marks, Hang::Nothing]),
        style in prop::sample::select(vec![Style::Body, Style::Item, Style::Inset, Style::Plain]),
        strictness in prop::sample::select(vec![Strictness::Strict, Strictness::Normal, Strictness::Loose]),
    ) {
        let options = Options::of(style, width, mode, strictness, hang);
        let rows = rows(&text, &options);
        let mut at = 0;
        for row in &rows {
            let between = text.get(at..row.range.start).expect("rows in order, on borders of chars");
            prop_assert!(between.chars().all(char::is_whitespace), "lost {between:?}");
            let words = text.get(row.range.clone()).expect("a row is a range of the text");
            let cells = width::text_cells(words, mode);
            prop_assert_eq!(usize::from(row.cells), cells);
            let room = usize::from(width.saturating_sub(row.indent));
            let last = clusters(words).last().map_or("", |(_, cluster)| cluster);
            let hung = hang == Hang::Marks && rules::hangs(last) && cells <= room.max(1) + 2;
            // Nor does an apostrophe stand without the letters beside it where it is set by them.
            let apostrophes = clusters(words).filter(|(at, c)| mode == Mode::Replace && width::is_apostrophe(words, *at, c));
            let alone = clusters(words).filter(|(_, c)| width::cells(c, mode) > 0).count() <= 1 + 2 * apostrophes.count();
            prop_assert!(cells <= room || hung || alone, "{words:?} takes {cells} of {room}");
            at = row.range.end;
        }
        let rest = text.get(at..).expect("a border");
        prop_assert!(rest.chars().all(char::is_whitespace), "lost {rest:?}");
    }
}
