//! One sentence: who is said to speak in it. A subject (a known person, 他, 总书记, 会议, 大家) and a verb of speaking (指出，…;
//! 希望…; 对…表示赞赏) open a voice; a subject that only does something ends one.

mod clause;
mod quotation;
mod statement;

use std::ops::Range;

use self::clause::{clause_says, first_clause, gives_words, says_in_manner};
pub use self::statement::statement;
use self::statement::{later_statement, quoted, sets_out};
use super::lines::is_han;
use super::names::{self, Trust, name_at};
use super::page::{Member, Page, honour};
use super::places;
use super::prose::{cut, rest};
use super::vocabulary::honours::{ALONE, HIGH, QUOTED, TITLES};
use super::vocabulary::speaking::{ADVERBS, MANY, NOBODY, OFFICIALS, ORGANISATIONS, PLAIN, SAYS, SELVES, TELLS};
use crate::text::fold;
use crate::text::words::Words;

/// Who a sentence is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Someone of the cast.
    Member(usize),
    /// Someone of the cast, called by name and title: 习近平总书记.
    Honoured(usize),
    /// Someone whom only this sentence names: the name.
    Stranger(Range<usize>),
    /// 他, 她.
    Pronoun,
    /// A title alone: 总书记.
    Title(&'static str),
    /// The meeting itself.
    Meeting,
    /// Several whom the text does not tell apart: 大家.
    Nobody,
    /// Somebody without a name whose office the text gives: 某局有关负责人. The words.
    Unnamed(Range<usize>),
    /// An organisation: 平台企业. The words.
    Organisation(Range<usize>),
}

/// What a sentence does with its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It gives words: the clause that says so, and where the words' part begins.
    Says {
        /// Where the part begins.
        from: usize,
        /// The words of attribution.
        clause: Range<usize>,
    },
    /// It tells of something else.
    Does,
}

/// A sentence read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Who it is about.
    pub subject: Subject,
    /// What it does.
    pub act: Act,
}

/// Adverbials of one clause that stand before a subject without a mark between.
static BEFORE: Words = Words::new(&[
    "随后",
    "最后",
    "同时",
    "会上",
    "当天",
    "其间",
    "期间",
    "今天",
    "昨天",
    "因此",
    "为此",
    "对此",
    "会后",
    "会前",
    "座谈会上",
    "首先",
    "接着",
    "会见中",
    "会谈中",
    "讲话中",
    "其中",
    "而",
    "另外",
    "此外",
    "“",
    " ",
    "‘",
    "途中",
    "离开时",
    "事后",
    "据",
    "另据",
    "援引",
    "报道援引",
]);

/// Reads a sentence.
pub fn read(page: &Page<'_>, paragraph: usize, sentence: Range<usize>) -> Option<Read> {
    let text = page.text(paragraph);
    if let Some(read) = behind_words(page, paragraph, sentence.clone()) {
        return Some(read);
    }
    let mut start = sentence.start;
    for clause in 0..4 {
        let mut at = start;
        loop {
            let tail = cut(text, at..sentence.end);
            match BEFORE.starting(tail) {
                Some(word) => at += word.len(),
                None => break,
            }
        }
        if let Some((subject, end)) = subject(page, paragraph, at, sentence.end) {
            let act = act(text, &subject, at..end, sentence.clone());
            if matches!(subject, Subject::Stranger(_)) && act == Act::Does {
                return None;
            }
            return Some(Read { subject, act });
        }
        // The subject may stand behind a first clause: 在听取大家发言后，….
        let tail = cut(text, start..sentence.end);
        let length = tail.find([',', ':', ';'])?;
        let words = cut(tail, 0..length);
        if words.contains(['“', '”', '《']) && clause > 0 || words.chars().count() > 60 {
            return None;
        }
        start += length + 1;
    }
    None
}

/// “…。”王某说: who is named behind words in quotation marks has said them.
fn behind_words(page: &Page<'_>, paragraph: usize, sentence: Range<usize>) -> Option<Read> {
    let text = page.text(paragraph);
    let at = sentence.start + quotation::opening(cut(text, sentence.clone()))?;
    let (subject, end) = subject(page, paragraph, at, sentence.end)?;
    let act = act(text, &subject, at..end, sentence);
    let named = matches!(subject, Subject::Member(_) | Subject::Honoured(_) | Subject::Stranger(_) | Subject::Pronoun);
    (named && act != Act::Does).then_some(Read { subject, act })
}

/// What stands behind 论坛 and makes it another word: 论坛主持人王某, 论坛开幕式上.
static PARTS: Words = Words::new(&[
    "开幕",
    "闭幕",
    "主持人",
    "主席",
    "秘书",
    "现场",
    "嘉宾",
    "主办",
    "组委",
    "主任",
    "理事",
    "负责",
    "发言人",
    "创始",
]);

/// The subject that begins at a byte, and where it ends.
fn subject(page: &Page<'_>, paragraph: usize, at: usize, end: usize) -> Option<(Subject, usize)> {
    let text = page.text(paragraph);
    let tail = cut(text, at..end);
    // 教育部部长王某某介绍: an office and a name.
    let found =
        page.found.get(paragraph)?.iter().find(|f| f.office.start >= at && f.name.end <= end && !f.office.is_empty());
    // 来自某地的全国人大代表王某某介绍: what tells more of the one who speaks may stand before the office.
    let found = found.filter(|f| {
        let before = cut(text, at..f.office.start);
        f.office.start == at
            || before.ends_with('的')
                && before.chars().count() <= 30
                && !before.contains([',', ':', '。', '“'])
                && page.cast.at_start(before).is_none()
    });
    if let Some(found) = found {
        let folded = cut(text, found.name.clone());
        let member = page.cast.named(folded)?;
        return Some((Subject::Member(member), found.name.end));
    }
    if let Some(member) = page.cast.at_start(tail) {
        let length = page.cast.members[member].folded.len();
        let honour = honour(rest(tail, length));
        if honour > 0 {
            let title = cut(tail, length..length + honour);
            // 王某教授认为: who is called so and by no office is introduced thus.
            let office = page.cast.members[member].office.as_deref();
            let introduced = office.is_some_and(|office| fold::folded(office) == title);
            let subject =
                if QUOTED.have(title) && !introduced { Subject::Honoured(member) } else { Subject::Member(member) };
            return Some((subject, at + length + honour));
        }
        let after = rest(tail, length);
        if names::bounded(after) || says_soon(after) || conveys(after) || says_in_manner(after) {
            return Some((Subject::Member(member), at + length));
        }
    }
    if let Some((member, length)) = surnamed(page, tail) {
        return Some((Subject::Member(member), at + length));
    }
    if let Some(word) = SELVES.starting(tail).filter(|word| PARTS.starting(rest(tail, word.len())).is_none()) {
        return Some((Subject::Meeting, at + word.len()));
    }
    if let Some(word) = ["他", "她"].iter().find(|w| tail.starts_with(**w))
        && !rest(tail, word.len()).starts_with(['们', '的'])
    {
        return Some((Subject::Pronoun, at + word.len()));
    }
    if let Some(word) = NOBODY.starting(tail) {
        return Some((Subject::Nobody, at + word.len()));
    }
    if let Some(word) = TITLES.starting(tail) {
        return Some((Subject::Title(word), at + word.len()));
    }
    // 会长表示: whoever holds it at this meeting.
    if let Some(word) = ALONE.starting(tail).filter(|word| says_soon(rest(tail, word.len()))) {
        return Some((Subject::Title(word), at + word.len()));
    }
    if let Some(subject) = several(text, at, end) {
        return Some(subject);
    }
    // 但王某表示: the surname 但 is a word before somebody whom the text names.
    if let Some(other) = tail.strip_prefix(['但', '而'])
        && page.cast.at_start(other).is_some()
    {
        return subject(page, paragraph, at + '但'.len_utf8(), end);
    }
    let length = name_at(text, at, Trust::Plain).or_else(|| member_of(tail))?;
    let after = rest(tail, length);
    let honour = honour(after);
    // 习某总书记指出: one who is called by a high title and stands nowhere else is quoted.
    if honour > 0 && HIGH.have(cut(after, 0..honour)) {
        return None;
    }
    let name = at..at + length;
    // 齐某当选会长并发表讲话,他表示….
    let later = ["他", "她"].iter().any(|who| {
        after.split_once([',', ';']).is_some_and(|(_, next)| {
            next.strip_prefix(*who).is_some_and(|tail| says_soon(tail) || clause_says(first_clause(tail)).is_some())
        })
    });
    (honour > 0 || later || clause_says(first_clause(after)).is_some())
        .then_some((Subject::Stranger(name), at + length + honour))
}

/// Whom a surname and a title mean: 许县长, where the text introduces one 县长许某 and no other. And how long the words are.
fn surnamed(page: &Page<'_>, tail: &str) -> Option<(usize, usize)> {
    let first = tail.chars().next()?;
    let surname = cut(tail, 0..first.len_utf8());
    let length = honour(rest(tail, surname.len()));
    let title = cut(tail, surname.len()..surname.len() + length);
    if length == 0 || HIGH.have(title) {
        return None;
    }
    let holds = |member: &Member| {
        member.folded.starts_with(surname) && member.office.as_deref().is_some_and(|o| fold::folded(o).contains(title))
    };
    let mut fits = page.cast.members.iter().enumerate().filter(|(_, member)| holds(member));
    let (at, _) = fits.next()?;
    fits.next().is_none().then_some((at, surname.len() + length))
}

/// Who speaks as one of many: 与会代表, 他们, 某方; as an office without a name; as an organisation. Only where the clause is
/// this and a verb of speaking.
fn several(text: &str, at: usize, end: usize) -> Option<(Subject, usize)> {
    let clause = first_clause(cut(text, at..end));
    if clause.chars().count() > 30 {
        return None;
    }
    let verb = clause_says(clause)?;
    let who = cut(clause, 0..clause.len() - verb.len());
    let who = PLAIN.ending(who).and_then(|word| who.strip_suffix(word)).unwrap_or(who);
    // 某部发言人在回答记者提问时: the occasion stands behind who speaks.
    let who = match who.rsplit_once('在') {
        Some((who, occasion)) if occasion.ends_with(['时', '上', '中', '后']) => who,
        _ => who,
    };
    let count = who.chars().count();
    if count < 2 || !who.chars().all(|c| is_han(c) || c == '、') {
        return None;
    }
    let upto = at + who.len();
    if MANY.starting(who).is_some() || who.ends_with('方') && count <= 4 {
        return Some((Subject::Nobody, upto));
    }
    if OFFICIALS.ending(who).is_some() && count <= 24 {
        return Some((Subject::Unnamed(at..upto), upto));
    }
    let held = ORGANISATIONS.ending(who).is_some() && (3..=20).contains(&count);
    let plain = !who.contains(['、', '的', '在', '向', '就', '对', '了', '以', '从', '为', '是'])
        && !["代表", "委员", "常委", "常委会"].iter().any(|word| who.contains(word) && !who.ends_with("委员会"));
    (held && plain).then_some((Subject::Organisation(at..upto), upto))
}

/// A member of another people by name and title at a sitting: 阿不来提委员发言说. The length of the name.
fn member_of(tail: &str) -> Option<usize> {
    let clause = first_clause(tail);
    let at = ["委员", "常委", "代表"].iter().filter_map(|title| clause.find(title)).min()?;
    let speaks = clause.contains("发言") || clause.ends_with('说') || clause.ends_with("建议");
    let name = cut(clause, 0..at);
    // 演觉委员发言说: between the beginning of the sentence and title and verb any name is one, a monk's too.
    let titled = ["委员发言", "委员代表"].iter().any(|w| rest(clause, at).starts_with(w)) && clause.contains("发言");
    let plain = (2..=4).contains(&name.chars().count())
        && name.chars().all(is_han)
        && !NO_ONE.iter().any(|w| name.contains(w))
        && !places::begins_with_place(name);
    let named = names::is_foreign(name) && name.chars().count() >= 3 || titled && plain;
    (speaks && named).then_some(at)
}

/// Words of those whom the clause does not name: 14位委员, 部分委员.
const NO_ONE: &[&str] = &["位", "名", "些", "的", "多", "各", "部分", "与会", "政协", "全体", "界", "听", "在", "有"];

/// Whether a verb of speaking follows at once or behind an adverb.
fn says_soon(after: &str) -> bool {
    let after = ADVERBS.starting(after).and_then(|word| after.strip_prefix(word)).unwrap_or(after);
    SAYS.starting(after).or_else(|| TELLS.starting(after)).is_some()
}

/// Whether somebody asks another to convey a greeting: 某国总统请李某转达对王某的问候,表示….
fn conveys(after: &str) -> bool {
    after.starts_with('请') && first_clause(after).contains("转达")
}

/// What a sentence does with its subject.
fn act(text: &str, subject: &Subject, at: Range<usize>, sentence: Range<usize>) -> Act {
    let after = cut(text, at.end..sentence.end);
    let clause = first_clause(after);
    let says = |from: usize, length: usize| Act::Says { from, clause: at.start..at.end + length };
    if *subject == Subject::Meeting {
        let length = statement(after).or_else(|| later_statement(after));
        return length.map_or(Act::Does, |length| says(sentence.start, length));
    }
    // 某总统的律师称: another speaks; 某总统的讲话强调: the words are that one's own.
    let own = ["讲话", "的话", "文章", "致辞", "演讲", "贺信", "回信", "报告", "批示", "指示", "声明"];
    if matches!(subject, Subject::Member(_) | Subject::Honoured(_) | Subject::Stranger(_))
        && clause.starts_with('的')
        && !own.iter().any(|word| clause.contains(word))
    {
        return Act::Does;
    }
    let next = rest(after, clause.len());
    let told = next.starts_with([',', ':', '“']) || next.starts_with('。') && cut(text, 0..at.start).ends_with('”');
    if told && clause_says(clause).is_some() && !clause.contains("没有") {
        return says(sentence.start, clause.len());
    }
    // 周某从五个方面报告了…情况:一是…: the points are that one's own words.
    let named = !matches!(subject, Subject::Nobody | Subject::Unnamed(_));
    if next.starts_with(':') && (clause.is_empty() && named && gives_words(after) || sets_out(clause)) {
        return says(sentence.start, clause.len());
    }
    // 马某某常委发言提出，…; 王某某委员建议促进…: one who is called by title at a sitting.
    if matches!(subject, Subject::Stranger(_))
        && ["发言", "建议", "提出", "认为", "说"].iter().any(|w| clause.starts_with(w))
    {
        return says(sentence.start, clause.len().min(6));
    }
    let mut bare = after;
    let mut skipped = 0;
    while let Some(word) = ADVERBS.starting(bare) {
        bare = rest(bare, word.len());
        skipped += word.len();
    }
    if let Some(verb) = TELLS.starting(bare) {
        let object = rest(bare, verb.len());
        let tells = match verb {
            // 对…表示赞赏, 就…提出四点建议.
            "对" | "就" => {
                // 就…精神,提出三点意见: what is put forward may stand in the next clause.
                let told = object.split('。').next().unwrap_or(object);
                let near = told.chars().count() <= 80 && !told.contains(['“', ';', ':']);
                let clause = if verb == "就" && near { told } else { first_clause(object) };
                let asks = clause.split_once("提出").is_some_and(|(_, what)| {
                    ["希望", "要求", "意见", "建议", "主张"].iter().any(|w| what.ends_with(w))
                });
                // 就如何落实提出三点意见: 大家就某事提出意见 gives no words.
                let points = || clause.split_once("提出").is_some_and(|(_, what)| what.contains('点'));
                let asks = asks && (verb == "对" || points());
                let wishes = ["希望", "要求"].iter().any(|what| clause.ends_with(what));
                // 就此提3点希望.
                let asks = asks
                    || clause.split_once('提').is_some_and(|(_, what)| {
                        let what =
                            what.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六几".contains(c));
                        what.starts_with('点') && ["希望", "要求", "意见", "建议"].iter().any(|w| what.ends_with(w))
                    });
                asks && (!clause.contains('、') || wishes && matches!(subject, Subject::Member(_)))
                    || verb == "对"
                        && ["表示", "予以", "给予高度", "深表"].iter().any(|w| clause.contains(w))
                        && !clause.contains("进行")
            }
            "代表" => {
                ["表示", "致以", "转达", "欢迎", "祝贺", "感谢", "对", "向"]
                    .iter()
                    .any(|w| first_clause(object).contains(w))
                    && *subject != Subject::Nobody
            }
            "愿" | "祝" => !object.is_empty(),
            // 介绍了有关情况: that something was told, and no words of it.
            "介绍" | "介绍了"
                if first_clause(object).ends_with("情况") && first_clause(object).chars().count() <= 12 =>
            {
                false
            }
            "介绍" | "回顾" | "阐述" => {
                !object.starts_with('了') || object.contains("说") || object.contains("表示")
            }
            _ => !object.is_empty() && !object.starts_with(['。', '的']),
        };
        if tells {
            return says(sentence.start, skipped + verb.len());
        }
    }
    // A later clause gives the words: …，指出…; …时强调….
    let mut from = clause.len();
    while let Some(step) = rest(after, from).find([',', ';', ':', '“']) {
        let start = from + step + rest(after, from + step).chars().next().map_or(1, char::len_utf8);
        let later = rest(after, start);
        // 李明海作交流发言,他指出…: the same one.
        let whole = later.len();
        let later = later.strip_prefix(['并', '他', '她']).unwrap_or(later);
        let behind = whole - later.len();
        let opens = ["指出", "强调", "表示", "认为", "说,", "说:", "要求"];
        if opens.iter().any(|w| later.starts_with(w)) && !quoted(cut(after, 0..start)) {
            let part = at.end + start;
            let event = ["主持召开", "举行", "出席", "召开"].iter().any(|w| cut(after, 0..start).contains(w));
            let from = if event { part } else { sentence.start };
            return Act::Says { from, clause: at.start..part + behind + "指出".len() };
        }
        if start > 600 || start <= from {
            break;
        }
        from = start;
    }
    Act::Does
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::article::Article;
    use crate::model::{Paragraph, Role};

    /// The subject as a word, and the words of attribution; None where the sentence gives no words.
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let paragraph = |text: &str| Paragraph { text: text.to_owned(), role: Role::Body, spans: Vec::new() };
        let cast = "国务院总理李明、某国总统卢卡申科、上海市委书记陈宁。";
        let article = Article { paragraphs: vec![paragraph(cast), paragraph(text)], ..Article::default() };
        let page = Page::of(&article);
        let read = read(&page, 1, 0..page.text(1).len());
        let got = read.and_then(|read| match read.act {
            Act::Says { clause, .. } => {
                let who = match read.subject {
                    Subject::Member(at) | Subject::Honoured(at) => page.cast.members[at].name.clone(),
                    Subject::Stranger(at) | Subject::Unnamed(at) | Subject::Organisation(at) => page.shown(1, at),
                    Subject::Pronoun => "他".into(),
                    Subject::Title(word) => word.into(),
                    Subject::Meeting => "会议".into(),
                    Subject::Nobody => "大家".into(),
                };
                Some((who, page.shown(1, clause)))
            }
            Act::Does => None,
        });
        let got = got.as_ref().map(|(who, clause)| (who.as_str(), clause.as_str()));
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn clauses_of_attribution() {
        check("陈宁说，去年11月，李明主持召开座谈会。", Some(("陈宁", "陈宁说")));
        check("王五在讲话中表示，要认真学习。", Some(("王五", "王五在讲话中表示")));
        check("在听取大家发言后，李明指出，战略实施以来很好。", Some(("李明", "李明指出")));
        check("李明希望专家学者扎根现实深入研究。", Some(("李明", "李明希望")));
        check("卢卡申科感谢中方长期以来的支持。", Some(("卢卡申科", "卢卡申科感谢")));
        check("卢卡申科祝贺中国取得的成就，表示愿深化合作。", Some(("卢卡申科", "卢卡申科祝贺")));
        check("李明对某国长期以来的支持表示赞赏。", Some(("李明", "李明对")));
        check("教育部部长怀某介绍，当前很好。", Some(("怀某", "教育部部长怀某介绍")).filter(|_| false));
        check("教育部部长怀鹏介绍，当前很好。", Some(("怀鹏", "教育部部长怀鹏介绍")));
        check("他强调，要实干。", Some(("他", "他强调")));
        check("总书记指出，要实干。", Some(("总书记", "总书记指出")));
        check("会议指出，要实干。", Some(("会议", "会议指出")));
        check("会议还强调，要实干。", Some(("会议", "会议还强调")));
        check("大家认为，形势很好。", Some(("大家", "大家认为")));
        check("与会企业代表表示，形势很好。", Some(("大家", "与会企业代表表示")));
        check("美方表示，愿加强合作。", Some(("大家", "美方表示")));
        check("平台企业表示，将加强合规。", Some(("平台企业", "平台企业表示")));
        check("水务局有关负责人介绍，水质很好。", Some(("水务局有关负责人", "水务局有关负责人介绍")));
        check("会议听取了防汛汇报，指出要压实责任。", Some(("会议", "会议听取了防汛汇报，指出")));
        check("会议研究了其他事项。", None);
        check("李明对各地提出两点希望。", Some(("李明", "李明对")));
        check("李明在听取代表们发言后表示，要实干。", Some(("李明", "李明在听取代表们发言后表示")));
        check("李明听取了王五的介绍，随后离开。", None);
        check("李明对各党派、各团体提出3点希望。", Some(("李明", "李明对")));
        check("大家对就业、教育提出意见。", None);
        check("演觉委员发言说，要实干。", Some(("演觉", "演觉委员发言说")));
        check("多位委员发言说，要实干。", None);
        check("在听取委员发言后，形势很好。", None);
        check(
            "水务局发言人在回答记者提问时表示，水质很好。",
            Some(("水务局发言人", "水务局发言人在回答记者提问时表示")),
        );
        check("李明在临江出席论坛并致辞，某国部长出席。", None);
        check("李明作工作报告，陈宁主持会议。", None);
        check("阿来提江委员发言说，要实干。", Some(("阿来提江", "阿来提江委员发言说")));
        check("卢卡申科请李明转达问候，表示愿深化合作。", Some(("卢卡申科", "卢卡申科请李明转达问候，表示")));
        check("卢卡申科请李明一同参观。", None);
        check("李明的律师称，要实干。", None);
        check("李明的话说，要实干。", Some(("李明", "李明的话说")));
        check("李明的重要讲话强调，要实干。", Some(("李明", "李明的重要讲话强调")));
        check("李明回应指，要实干。", Some(("李明", "李明回应指")));
        check("李明就此对各党派、各团体提3点希望。", Some(("李明", "李明就此对")));
        check("李明介绍了有关情况，陈宁主持会议。", None);
        check("某省工商联建议，加大支持力度。", Some(("某省工商联", "某省工商联建议")));
        check("会议期间，考察了湿地。", None);
        check("会议听取了汇报。", None);
        check("李明来到一家企业，了解生产情况。", None);
        check("卢卡申科出席会见。", None);
        check("安徽表示，要实干。", None);
        check("陈书记说，要实干。", Some(("陈宁", "陈书记说")));
        check("陈宁就如何落实，提出三点意见。", Some(("陈宁", "陈宁就")));
        check("大家还就解决问题提出意见建议。", None);
        check("陈宁作交流发言，他指出要实干。", Some(("陈宁", "陈宁作交流发言，他指出")));
        check("论坛主持人宣布开幕。", None);
        check("会议决定将有关议案提请审议。", Some(("会议", "会议决定")));
        check("会议建议的议程还有：审议报告。", None);
        check("“要把好事办好。”陈宁在回答提问时表示。", Some(("陈宁", "陈宁在回答提问时表示")));
        check("“要把好事办好。”临江市市长罗平说，办好才有用。", Some(("罗平", "临江市市长罗平说")));
        check("“要把好事办好！”陈宁希望大家一起努力。", Some(("陈宁", "陈宁希望")));
        check("“要把好事办好。”陈宁来到企业。", None);
        check("“一带一路”企业代表来到临江。", None);
        check("9时整，陈宁开门见山地宣布：“现在开始。”", Some(("陈宁", "陈宁开门见山地宣布")));
        check("陈宁夫的家人感慨地说，好。", None);
    }
}
