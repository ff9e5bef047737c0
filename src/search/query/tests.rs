//! Every row of the grammar, and what is said of a query that is wrong.

use super::super::limits::{Limits, Name};
use super::super::scan;
use super::*;

fn found(query: &str, text: &str) -> Vec<String> {
    let text = folded(text);
    let ranges = scan::expression(text.as_bytes(), &Query::new(query).unwrap().expression).unwrap_or_default();
    ranges.into_iter().map(|range| text.get(range).unwrap().to_owned()).collect()
}

#[test]
fn the_grammar() {
    let text = "改革开放是关键一招，高质量一体化发展要靠改革。R AND D 投入增长，第三届论坛，創新驅動";
    let check = |query: &str, expected: &[&str]| assert_eq!(found(query, text), expected, "{query}");
    check("改革", &["改革", "改革"]);
    check("创新驱动", &["创新驱动"]);
    check("\"R AND D\"", &["r and d"]);
    check("R AND D", &["r", "d", "d"]);
    check("高质量*发展", &["高质量一体化发展"]);
    check("改革*一招", &[]);
    check("关键*招", &["关键一招"]);
    check("改革 AND 开放", &["改革", "开放", "改革"]);
    check("改革 AND 封闭", &[]);
    check("封闭 OR 开放", &["开放"]);
    check("改革 NOT 封闭", &["改革", "改革"]);
    check("改革 NOT 开放", &[]);
    check("开放 NEAR/5 关键", &["开放是关键"]);
    check("关键 NEAR/1 开放", &["开放是关键"]);
    check("关键 NEAR/0 开放", &[]);
    check("(封闭 OR 创新) AND 开放", &["开放", "创新"]);
    check("（封闭　ＯＲ　创新）　ＡＮＤ　开放", &["开放", "创新"]);
    check("关键 ＮＥＡＲ／１ 开放", &["开放是关键"]);
    check("speaker:某人", &[folded(text).as_str()]);
    check("开放 AND NOT (封闭 OR 保守)", &["开放"]);
    check("/第[一二三]届/", &["第三届"]);
    check("/r and [A-Z]/ OR 封闭", &["r and d"]);
}

#[test]
fn what_is_wrong_is_pointed_at() {
    let check = |query: &str, at: usize, words: &str| {
        let fault = Query::new(query).unwrap_err();
        assert_eq!(fault.at, at, "{query}: {}", fault.message);
        assert!(fault.message.contains(words), "{query}: {}", fault.message);
    };
    check("", 0, "nothing to find");
    check("改革 AND", 6, "a word is missing");
    check("(改革 OR 开放", 0, "parenthesis");
    check("改革 OR 开放)", 8, "closing parenthesis too many");
    check("改革 AND \"开放", 7, "quotation mark");
    check("改革 NEAR 开放", 3, "NEAR/20");
    check("NOT 改革", 0, "nothing to find");
    check("/第[一/", 2, "regular expression");
    check("/ab**)/", 5, "regular expression");
    check("*", 0, "beside *");
    check("改革 AND \"开放\" \"创新\"", 12, "operator is missing");
    check("\"开放\" \"创新\"", 5, "operator is missing");
    check("\"开放\"创新", 4, "operator is missing");
    check("\"开放", 0, "quotation mark");
    check("\"", 0, "quotation mark");
    check("\"\"", 0, "nothing stands");
    check("//", 0, "nothing stands");
    check("改革　ＡＮＤ", 6, "a word is missing");
    check("改革 ＮＥＡＲ 开放", 3, "NEAR/20");
}

#[test]
fn without_an_operator_a_query_is_a_phrase() {
    for query in ["改革 开放", "（一）", "a/b", "(1)", "and", "R&D", "5·20", "“一体化”"] {
        assert_eq!(Query::new(query).unwrap().phrase(), Some(folded(query).as_str()), "{query}");
    }
}

#[test]
fn limits_are_taken_out_and_the_words_stay() {
    let check = |typed: &str, phrase: &str, expected: &[(Name, &str)]| {
        let query = Query::new(typed).unwrap();
        assert_eq!(query.phrase(), Some(phrase), "{typed}");
        let mut limits = Limits::default();
        for (name, value) in expected {
            limits.add(*name, value).unwrap();
        }
        assert_eq!(*query.limits(), limits, "{typed}");
    };
    check("改革", "改革", &[]);
    check("改革 speaker:李强", "改革", &[(Name::Speaker, "李强")]);
    check("speaker:李强 改革", "改革", &[(Name::Speaker, "李强")]);
    check("speaker:李强 AND 改革", "改革", &[(Name::Speaker, "李强")]);
    check("改革 AND SPEAKER：李强", "改革", &[(Name::Speaker, "李强")]);
    check("改革 speaker:李强 开放", "改革 开放", &[(Name::Speaker, "李强")]);
    check("meeting:\"第六届 论坛\" 改革", "改革", &[(Name::Meeting, "第六届 论坛")]);
    check("改革 from:2021 to:2023.05", "改革", &[(Name::From, "2021"), (Name::To, "2023-05")]);
    check("改革 form:said", "改革", &[(Name::Form, "said")]);
    check("改革 form:原话,转述", "改革", &[(Name::Form, "verbatim,reported")]);
    check("\"speaker:李强\"", "speaker:李强", &[]);
    check("\"loudspeaker:李强\"", "loudspeaker:李强", &[]);
    // A name that is none finds nothing: that is said.
    assert!(Query::new("loudspeaker:李强").is_err());
}

#[test]
fn limits_go_with_operators() {
    for typed in [
        "改革 AND speaker:李强 AND 开放",
        "改革 AND speaker:李强 开放",
        "speaker:李强 改革 AND 开放",
        "改革 AND 开放 speaker:李强",
    ] {
        let query = Query::new(typed).unwrap();
        assert_eq!(query.limits().speaker, ["李强"], "{typed}");
        assert_eq!(query.phrase(), None, "{typed}");
    }
    assert_eq!(Query::new("/a speaker:b/ place:温州").unwrap().limits().place, ["温州"]);
    assert!(Query::new("/a speaker:b/").unwrap().limits().is_empty());
}

#[test]
fn what_is_wrong_with_a_limit_is_pointed_at() {
    let check = |typed: &str, at: usize, words: &str| {
        let fault = Query::new(typed).unwrap_err();
        assert!(fault.at == at && fault.message.contains(words), "{typed}: {fault:?}");
    };
    check("改革 from:五月", 8, "date");
    check("改革 form:歌唱", 8, "verbatim");
    check("改革 speaker:", 3, "value");
    check("改革 speaker:\"李", 11, "quotation");
    check("改革 NOT speaker:李强", 7, "whole query");
    check("(改革 speaker:李强) OR 开放", 4, "parentheses");
    check("改革 from:2023 to:2021", 16, "after the last");
    check("改革 from:2021-02-29", 8, "date");
    check("改革 date:..", 8, "date");
}
