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

/// Few characters that share initials, readings and letters, so that every way of matching comes up.
const ROW: &str = "[李力吕律强墙长三山角一上海市书记许昆西安先a股qlsh ,·“]{0,9}";
const PATTERN: &str = "[!^']?[李吕强长三上海lqisahnguzjxv'3]{1,6}\\$?( [!^']?[李强三lqsh]{1,3}\\$?)?";

fn index_of(rows: &[(String, String)], times: usize) -> Index {
    let mut index = Index::default();
    for (name, office) in rows.iter().cycle().take(rows.len() * times) {
        index.push(vec![
            Field { text: name.clone(), weight: Weight::PersonName },
            Field { text: office.clone(), weight: Weight::Minor },
        ]);
    }
    index
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 3000, ..Default::default() })]

    /// Postings and survivors leave exactly the rows that looking at every row leaves, whatever was typed before.
    #[test]
    fn postings_leave_what_a_plain_scan_leaves(
        rows in proptest::collection::vec((ROW, ROW), 1..40),
        patterns in proptest::collection::vec(PATTERN, 1..4),
    ) {
        let times = postings::FROM.div_ceil(rows.len()) + 1;
        let index = index_of(&rows, times);
        proptest::prop_assert!(index.postings.is_some());
        let mut search = Search::default();
        for pattern in patterns {
            let ends: Vec<usize> = pattern.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
            // Typed key by key, then taken back.
            for &end in ends.iter().chain(ends.iter().rev()) {
                let typed = pattern.get(..end).unwrap();
                let atoms = atoms(typed, Sounds::default());
                let mut scorer = Scorer::default();
                let has = |row: usize, scorer: &mut Scorer| {
                    atoms.iter().all(|a| scorer.matches(&index.rows, row, a) == (a.sense == Sense::Must))
                };
                // Rows repeat: the first round decides for all.
                let once: Vec<bool> = (0..rows.len()).map(|row| has(row, &mut scorer)).collect();
                let expected: Vec<usize> = (0..index.len()).filter(|row| once[row % rows.len()]).collect();
                proptest::prop_assert!(search.rows(&index, typed) == expected, "{} {:?}", typed, once);
            }
        }
    }

    #[test]
    fn hits_are_the_rows_and_marks_lie_within(rows in proptest::collection::vec((ROW, ROW), 1..20), pattern in PATTERN) {
        let index = index_of(&rows, 1);
        let mut search = Search::default();
        let expected = search.rows(&index, &pattern);
        let hits = search.hits(&index, &pattern);
        let mut found: Vec<usize> = hits.iter().map(|hit| hit.row).collect();
        found.sort_unstable();
        proptest::prop_assert_eq!(found, expected);
        for hit in hits {
            for (column, at) in hit.matched {
                let (name, office) = &rows[hit.row];
                let length = [name, office][column].chars().count();
                proptest::prop_assert!(at.iter().all(|&at| at < length) && at.is_sorted());
            }
        }
    }
}
