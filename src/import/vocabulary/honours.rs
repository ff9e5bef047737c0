//! Titles: those that stand for a person named before (总书记指出), those that follow a name (习近平总书记, 吴晓明副校长), those whose
//! holders others quote. All words are folded, as `prose` makes the text.

use crate::text::words::Words;

/// Titles of those whom others quote.
pub static HIGH: Words = Words::new(&["总书记", "主席", "国家主席", "总理", "总统", "首相", "国王"]);

/// Titles that stand for a person named before.
pub static TITLES: Words = Words::new(&[
    "总书记",
    "习主席",
    "国家主席",
    "主席先生",
    "主席",
    "总理",
    "委员长",
    "总统",
    "首相",
    "国王",
    "外长",
    "书记",
    "省长",
    "市长",
    "部长",
]);

/// Of these those that stand for somebody whose office is called otherwise.
pub const HELD: &[(&str, &str)] = &[("习主席", "国家主席"), ("主席先生", "主席")];

const SPOKEN_OF: &[&str] = &[
    "总书记",
    "国家主席",
    "主席",
    "总理",
    "委员长",
    "副主席",
    "副总理",
    "总统",
    "首相",
    "外长",
    "部长",
    "国务委员",
    "书记",
    "省长",
    "市长",
    "同志",
    "先生",
    "女士",
    "议长",
    "国王",
    "大使",
    "教授",
    "院士",
    "常委",
    "委员",
    "代表",
    "副委员长",
    "主任",
];

/// Titles that follow the name of one who is spoken of: within the words of another those are quoted.
pub static QUOTED: Words = Words::new(SPOKEN_OF);

/// Titles that follow a name of honour: 习近平总书记, 李强总理.
pub static HONOURS: Words = Words::joined(
    SPOKEN_OF,
    &[
        "副主任",
        "校长",
        "副校长",
        "院长",
        "副院长",
        "局长",
        "副局长",
        "厅长",
        "司长",
        "处长",
        "所长",
        "会长",
        "理事长",
        "秘书长",
        "董事长",
        "总经理",
        "总裁",
        "县长",
        "副县长",
        "区长",
        "副区长",
        "镇长",
        "副市长",
        "副省长",
        "副书记",
        "副部长",
        "副会长",
        "议员",
        "博士",
        "研究员",
        "老师",
        "检察长",
        "主委",
        "副主委",
        "行长",
        "司令员",
        "政委",
    ],
);

/// Titles that stand for the one at a meeting who holds them, where they speak at once: 会长表示.
pub static ALONE: Words = Words::new(&[
    "会长",
    "校长",
    "院长",
    "局长",
    "县长",
    "区长",
    "镇长",
    "董事长",
    "总经理",
    "理事长",
    "秘书长",
    "议长",
    "主任",
    "所长",
    "厅长",
    "行长",
]);
