//! What must be found, what must not, and in which order.

use super::*;

fn person(name: &str, offices: &[&str]) -> Vec<Field> {
    let mut fields = vec![Field { text: name.into(), weight: Weight::PersonName }];
    fields.extend(offices.iter().map(|o| Field { text: (*o).into(), weight: Weight::Minor }));
    fields
}

fn people() -> (Index, Vec<&'static str>) {
    let rows: &[(&str, &[&str])] = &[
        ("石泰峰", &["宁夏回族自治区党委书记", "中央统战部部长"]),
        ("郑栅洁", &["浙江省委副书记、省长", "安徽省委书记"]),
        ("龚正", &["上海市委副书记、市长"]),
        ("李强", &["上海市委书记", "国务院总理"]),
        ("李锦斌", &["安徽省委书记"]),
        ("陈吉宁", &["上海市委书记"]),
        ("王清宪", &["安徽省委副书记、省长"]),
        ("许昆林", &["江苏省委副书记、省长"]),
        ("吕梁", &["律师协会会长"]),
        ("单增德", &["山东省农业厅副厅长"]),
        ("李克强", &["国务院总理"]),
        ("赵一德", &["陕西省委书记"]),
    ];
    let mut index = Index::default();
    for (name, offices) in rows {
        index.push(person(name, offices));
    }
    (index, rows.iter().map(|(name, _)| *name).collect())
}

fn found(pattern: &str) -> Vec<&'static str> {
    let (index, names) = people();
    Search::default().hits(&index, pattern).into_iter().map(|hit| names[hit.row]).collect()
}

#[test]
fn the_best_comes_first() {
    for (patterns, expected) in [
        ("lq|liq|liqiang|李q|li qiang|李强|LIQIANG|ｌｑ|li3 qiang2", "李强"),
        ("zsj|zhengshanjie|郑", "郑栅洁"),
        ("lv|lü|lvliang", "吕梁"),
        ("shan|danzengde|szd", "单增德"),
        ("lkq|李克", "李克强"),
    ] {
        for pattern in patterns.split('|') {
            assert_eq!(found(pattern).first(), Some(&expected), "{pattern}");
        }
    }
}

#[test]
fn secretaries_of_shanghai() {
    assert_eq!(found("sh shuji").get(..3), Some(["李强", "陈吉宁", "龚正"].as_slice()));
    assert_eq!(found("上海 书记").get(..2), Some(["李强", "陈吉宁"].as_slice()));
}

#[test]
fn what_is_not_found() {
    assert!(!found("hu").contains(&"许昆林"));
    assert_eq!(found("qqqq"), [""; 0]);
    assert_eq!(found("上海 !李"), ["陈吉宁", "龚正"]);
    assert_eq!(found("!shanghai ^li 书记$"), ["李锦斌"]);
    assert_eq!(found("'总理 李"), ["李强", "李克强"]);
}

#[test]
fn marks_are_char_indices() {
    let (index, _) = people();
    let hits = Search::default().hits(&index, "sh shuji");
    assert_eq!((hits[0].row, hits[0].matched.clone()), (3, vec![(1, vec![0, 1, 4, 5])]));
    let hits = Search::default().hits(&index, "李强");
    assert_eq!(hits[0].matched, [(0, vec![0, 1])]);
}

#[test]
fn contiguous_before_scattered() {
    let mut index = Index::default();
    for name in ["长江三角洲城市群", "扎实推动长三角一体化", "长三角论坛", "长江与三角"] {
        index.push(vec![Field { text: name.into(), weight: Weight::Name }]);
    }
    let rows: Vec<usize> = Search::default().hits(&index, "长三角").iter().map(|h| h.row).collect();
    assert_eq!(rows.get(..2), Some([2, 1].as_slice()));
    assert_eq!(rows.len(), 4);
}
