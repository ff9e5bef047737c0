//! Every row of the grammar, and what is said of a query that is wrong.

use super::super::scan;
use super::*;

fn found(query: &str, text: &str) -> Vec<String> {
    let text = folded(text);
    let ranges = scan::expression(&text, &Query::new(query).unwrap().expression).unwrap_or_default();
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
    check("/第[一/", 1, "regular expression");
    check("/ab**)/", 5, "regular expression");
    check("*", 0, "beside *");
    check("改革 AND \"开放\" \"创新\"", 12, "operator is missing");
}

#[test]
fn without_an_operator_a_query_is_a_phrase() {
    for query in ["改革 开放", "（一）", "a/b", "(1)", "and", "R&D", "5·20", "“一体化”"] {
        assert_eq!(Query::new(query).unwrap().phrase(), Some(folded(query).as_str()), "{query}");
    }
}
