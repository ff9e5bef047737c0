//! Every query of the README's table is read and finds what it says, in the texts that come with the program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use zuotan::app::fulltext::{self, Occurrence};
use zuotan::catalogue::Catalogue;
use zuotan::library::shipped;
use zuotan::model::{AttributedBy, By, Form};
use zuotan::search::limits::Limits;
use zuotan::search::query::Query;

/// The queries of the README's table.
fn queries() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (_, rest) = readme.split_once("<!-- queries -->\n").expect("the README has the table of queries");
    let (table, _) = rest.split_once("<!-- /queries -->").unwrap();
    let rows = table.lines().skip(2);
    rows.map(|row| row.split('`').nth(1).expect("a query between backticks").to_owned()).collect()
}

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    catalogue.extend(shipped::documents());
    catalogue
}

/// What must be true of an occurrence of a query, told independently of the search.
fn holds(query: &str, it: &Occurrence) -> bool {
    let (text, whole) = (it.text(), it.whole());
    let speaker = it.speech.and_then(|s| s.speaker.as_deref()).unwrap_or_default();
    let office = it.speech.and_then(|s| s.office.as_deref()).unwrap_or_default();
    let meeting = it.meeting.map_or("", |m| m.name.as_str());
    match query {
        "高质量发展" => text == query,
        "\"R AND D\"" => text.eq_ignore_ascii_case("R AND D"),
        "高质量*发展" => text.starts_with("高质量") && text.ends_with("发展") && text.chars().count() <= 9,
        "改革 AND 开放" => whole.contains("改革") && whole.contains("开放"),
        "改革 OR 开放" => text == "改革" || text == "开放",
        "改革 NOT 开放" => text == "改革" && !whole.contains("开放"),
        "改革 NEAR/20 开放" => text.contains("改革") && text.contains("开放") && text.chars().count() <= 24,
        "(改革 OR 创新) AND 开放" => whole.contains("开放") && (whole.contains("改革") || whole.contains("创新")),
        "/第[一二三四五六]届/" => text.starts_with('第') && text.ends_with('届'),
        "一体化 speaker:chenjining" => speaker == "陈吉宁",
        "一体化 office:省委书记" => office.contains("省委书记"),
        "一体化 meeting:\"高层论坛\"" => meeting.contains("高层论坛"),
        "一体化 place:温州" => it.meeting.and_then(|m| m.place.as_deref()).is_some_and(|p| p.contains("温州")),
        "一体化 form:said" => it.speech.is_some_and(|s| !matches!(s.form, Form::Resolution | Form::Article)),
        "一体化 from:2021 to:2023-11" | "一体化 date:2021..2023-11" => {
            ("2021".to_owned().."2023-12".to_owned()).contains(&it.date())
        }
        "speaker:chenjining date:2024" => speaker == "陈吉宁" && it.date().starts_with("2024"),
        "一体化 publisher:新华" => it.document.publisher.as_deref().is_some_and(|p| p.contains("新华")),
        "一体化 annotation:*" => {
            it.speech.is_some_and(|s| s.attributed_by == AttributedBy::Annotation)
                || it.meeting.and_then(|m| m.start.as_ref()).is_some_and(|d| d.by == By::Annotation)
        }
        "一体化 title:座谈会" => it.document.title.contains("座谈会"),
        // 韩 in Wade–Giles is han, 俊 chün, whose mark is left out as it mostly is.
        "一体化 spelled:\"Han Chun\"" => speaker == "韩俊",
        other => panic!("{other}: a new example needs its check here"),
    }
}

#[test]
fn every_example_of_the_readme_finds_what_it_says() {
    let catalogue = catalogue();
    let corpus = fulltext::corpus(&catalogue);
    for typed in queries() {
        let query = Query::new(&typed).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"));
        assert_eq!(corpus.find(&query, || true), corpus.verify(&query), "{typed}");
        let found = fulltext::find(&catalogue, &query, &Limits::default());
        // The shipped texts say nothing in English.
        assert!(!found.is_empty() || typed.contains("R AND D"), "{typed} finds nothing");
        for it in &found {
            assert!(holds(&typed, it), "{typed}: {:?} {}", it.chars, it.text());
        }
    }
}

#[test]
fn a_limit_leaves_out_what_it_does_not_allow_and_nothing_else() {
    let catalogue = catalogue();
    let find = |typed: &str| fulltext::find(&catalogue, &Query::new(typed).unwrap(), &Limits::default());
    let all = find("一体化");
    for typed in queries().iter().filter(|typed| typed.starts_with("一体化 ")) {
        let expected = all.iter().filter(|it| holds(typed, it)).count();
        assert_eq!(find(typed).len(), expected, "{typed}");
    }
}
