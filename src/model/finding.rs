//! Findings 存疑: what a reader must know before trusting a text.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Something removed, guessed, contradictory or damaged, with its place and evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// One sentence for the reader, in Chinese (texts of findings are shown as they are; labels of codes are translated).
    pub message: String,
    /// Where, in bytes of the decoded source.
    pub spans: Vec<Span>,
    /// The words or facts that show it.
    pub evidence: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $zh:literal,)*) => {
        /// The kinds of findings; each is documented in the README.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Code {
            /// All codes, in the order of the README's table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in the JSON contract.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The label in Chinese.
            pub const fn chinese(self) -> &'static str {
                match self { $(Self::$variant => $zh),* }
            }
        }
    };
}

codes! {
    /// Navigation, advertisements, page heads: set aside, not lost.
    Boilerplate "boilerplate" "页面杂项",
    /// The source holds several articles.
    SeveralArticles "several-articles" "一文多篇",
    /// The same article stands in the source again.
    DuplicateArticle "duplicate-article" "全文重出",
    /// A glyph that cannot be what was written.
    DamagedGlyph "damaged-glyph" "字符受损",
    /// Nearly the same text stands in another document.
    NearDuplicate "near-duplicate" "近似重复",
    /// Lines broken at a column's width, joined again.
    HardWrapped "hard-wrapped" "硬换行",
    /// Bytes that were repaired when decoding.
    EncodingRepaired "encoding-repaired" "编码已修",
    /// Bytes that could not be decoded.
    Undecodable "undecodable" "无法解码",
    /// Some of a date was inferred.
    DateInferred "date-inferred" "日期推定",
    /// Dates that contradict each other.
    DateConflict "date-conflict" "日期矛盾",
    /// One person, two offices that cannot both be.
    RoleConflict "role-conflict" "职务矛盾",
    /// A list that is longer or shorter than it says.
    CountConflict "count-conflict" "人数不符",
    /// Words without a named speaker.
    UnattributedSpeech "unattributed-speech" "未署发言人",
    /// A speaker that a rule inferred.
    InferredSpeaker "inferred-speaker" "发言人推定",
    /// Words replaced by synonyms throughout.
    SynonymSubstitution "synonym-substitution" "同义替换",
    /// Control or bidi characters in the text.
    ControlCharacters "control-characters" "控制字符",
    /// The text ends in the middle.
    Truncated "truncated" "文本残缺",
    /// An annotation quotes words that stand nowhere in the text any more.
    AnnotationUnfit "annotation-unfit" "批注失位",
    /// Nothing could be read: a scan, a damaged file.
    Unreadable "unreadable" "无法读取",
    /// Marks of a markup, tags and addresses: they read as nothing.
    Markup "markup" "标记",
}
