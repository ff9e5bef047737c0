//! Names by pinyin among many others: the right one first, whatever reading its surname has, and none that is not so.

use zuotan::filter::{Field, Index, Search, Weight};
use zuotan::text::sounds::Sounds;

/// Surnames whose reading as a surname is not the usual one of their hanzi, with made-up given names; and other names.
const NAMES: [(&str, &str, &str); 48] = [
    ("单雄飞", "shanxiongfei", "sxf"),
    ("仇文英", "qiuwenying", "qwy"),
    ("解学东", "xiexuedong", "xxd"),
    ("朴成浩", "piaochenghao", "pch"),
    ("查国良", "zhaguoliang", "zgl"),
    ("盖立新", "gelixin", "glx"),
    ("尉迟敬", "yuchijing", "ycj"),
    ("缪瑞华", "miaoruihua", "mrh"),
    ("乐嘉明", "yuejiaming", "yjm"),
    ("区国栋", "ouguodong", "ogd"),
    ("曾庆山", "zengqingshan", "zqs"),
    ("种师德", "chongshide", "csd"),
    ("秘建国", "bijianguo", "bjg"),
    ("繁永安", "poyongan", "pya"),
    ("翟志远", "zhaizhiyuan", "zzy"),
    ("覃海波", "qinhaibo", "qhb"),
    ("折家宁", "shejianing", "sjn"),
    ("员半山", "yunbanshan", "ybs"),
    ("句长河", "gouchanghe", "gch"),
    ("召文博", "shaowenbo", "swb"),
    ("祭遵义", "zhaizunyi", "zzunyi"),
    ("薄立群", "boliqun", "blq"),
    ("都随安", "dusuian", "dsa"),
    ("重光远", "chongguangyuan", "cgy"),
    ("阚泽民", "kanzemin", "kzm"),
    ("隗晓峰", "weixiaofeng", "wxf"),
    ("郇明轩", "xunmingxuan", "xmx"),
    ("郗超群", "chichaoqun", "ccq"),
    ("澹台明", "tantaiming", "ttm"),
    ("万俟林", "moqilin", "mql"),
    ("单于森", "chanyusen", "cys"),
    ("乜云飞", "nieyunfei", "nyf"),
    ("佴思齐", "naisiqi", "nsq"),
    ("卜向东", "buxiangdong", "bxd"),
    ("圈子豪", "juanzihao", "juanzh"),
    ("扎西宁", "zaxining", "zxn"),
    ("能向前", "naixiangqian", "nxq"),
    ("藏春林", "zangchunlin", "zcl"),
    ("不一凡", "fouyifan", "fyf"),
    ("贠文海", "yunwenhai", "ywh"),
    ("长孙海", "zhangsunhai", "zsh"),
    ("洗星河", "xianxinghe", "xxh"),
    ("召南星", "shaonanxing", "snx"),
    ("李強", "liqiang", "lq"),
    ("吕绿茵", "lvlvyin", "lly"),
    ("郑栅", "zhengshan", "zhengsh"),
    ("许虎林", "xuhulin", "xhl"),
    ("区伯安", "ouboan", "oba"),
];

fn index() -> Index {
    let mut index = Index::default();
    for (name, _, _) in NAMES {
        index.push(vec![Field { text: name.to_owned(), weight: Weight::PersonName }]);
    }
    index
}

fn hits(search: &mut Search, index: &Index, typed: &str) -> Vec<&'static str> {
    search.hits(index, typed).iter().map(|hit| NAMES[hit.row].0).collect()
}

#[test]
fn the_right_name_comes_first() {
    let index = index();
    let mut search = Search::default();
    for (name, full, initials) in NAMES {
        for typed in [full, initials] {
            assert_eq!(hits(&mut search, &index, typed).first(), Some(&name), "{typed}");
        }
        // Half of it, and with a syllable's border typed.
        let half: String = full.chars().take(full.len() - 2).collect();
        assert_eq!(hits(&mut search, &index, &half).first(), Some(&name), "{half}");
    }
}

#[test]
fn a_surname_is_read_as_one_first() {
    let index = index();
    let mut search = Search::default();
    for (typed, name) in [
        ("shan", "单雄飞"),
        ("qiu", "仇文英"),
        ("zeng", "曾庆山"),
        ("ceng", "曾庆山"),
        ("ge", "盖立新"),
        ("piao", "朴成浩"),
    ] {
        assert_eq!(hits(&mut search, &index, typed).first(), Some(&name), "{typed}");
    }
}

#[test]
fn tones_marks_and_script_forms_do_not_matter() {
    let index = index();
    let mut search = Search::default();
    for typed in ["li3 qiang2", "lǐ qiáng", "li3qiang2", "李qiang", "李强", "Li'qiang", "ＬＱ", "LIQIANG"] {
        assert_eq!(hits(&mut search, &index, typed).first(), Some(&"李強"), "{typed}");
    }
    for typed in ["lv", "lü", "lu", "lǚ"] {
        assert!(hits(&mut search, &index, typed).contains(&"吕绿茵"), "{typed}");
    }
}

#[test]
fn what_must_not_be_found() {
    let index = index();
    let mut search = Search::default();
    for (typed, absent) in
        [("hulin", "李強"), ("iqiang", "李強"), ("liqiangx", "李強"), ("lqq", "李強"), ("^hu", "许虎林")]
    {
        assert!(!hits(&mut search, &index, typed).contains(&absent), "{typed}");
    }
}

#[test]
fn sounds_are_taken_for_one_where_the_user_says_so() {
    let index = index();
    for (sound, typed, name) in [
        ("zh", "sanxiongfei", "单雄飞"),
        ("n", "niqiang", "李強"),
        ("ang", "liqian", "李強"),
        ("zh", "zaguoliang", "查国良"),
    ] {
        let plain = hits(&mut Search::default(), &index, typed);
        assert!(!plain.contains(&name) || typed == "liqian", "{typed} {plain:?}");
        let sounds = Sounds::default().with(sound).expect("a sound of that name");
        assert_eq!(hits(&mut Search::hearing(sounds), &index, typed).first(), Some(&name), "{typed}");
        // What is read so still is.
        assert_eq!(hits(&mut Search::hearing(sounds), &index, "liqiang").first(), Some(&"李強"));
    }
}
