//! The labels of a whole article: of what stands before colons, that which is a speaker's label in this text. A label
//! counts where it means an asker, an answerer, a chair; where it names someone with an office; where a bare name recurs
//! or stands elsewhere in the text, also in the list of those present; and a nickname where it recurs in a text that has
//! questions. Where no label means an asker, the one whose words end in questions is (`talk`).

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::model::{Paragraph, Role};

use crate::import::minutes::layout::field_of;
use crate::import::people;
use crate::import::vocabulary::gathering::PRESS;
use crate::text::fold::folded;

use super::label::{self, COLONS, Label, Marked, Who, label};
use super::name::Called;
use super::standing::Standing;

/// Words of the shape of a nickname that head paragraphs of other kinds, folded.
const NO_LABELS: &[&str] = &[
    "时间",
    "地点",
    "日期",
    "编者按",
    "注",
    "备注",
    "来源",
    "摘要",
    "关键词",
    "导语",
    "背景",
    "例如",
    "比如",
    "结论",
    "附件",
    "附",
    "一",
    "二",
    "三",
    "四",
    "五",
    "其中",
    "此外",
    "首先",
    "其次",
    "第一",
    "第二",
    "第三",
    "第四",
    "决定",
    "决议",
    "说明",
    "标题",
    "主题",
    "议题",
    "出席",
    "列席",
    "缺席",
    "请假",
    "纪录",
    "记录",
    "会议记录",
    "提案",
    "案由",
    "办法",
    "修正",
    "理由",
    "图",
    "表",
    "文",
    "摄影",
    "责编",
    "电话",
    "邮箱",
    "网址",
    "版权",
    "作者",
    "编辑",
    "问题",
    "目的",
    "原因",
    "意义",
    "措施",
    "建议",
    "意见",
    "要求",
    "会议时间",
    "会议地点",
    "参加人员",
    "出席人员",
    "会议议题",
    "散会",
    "附带决议",
    "临时提案",
    "说",
    "指出",
    "总结",
    "小结",
    "提示",
    "链接",
    "相关",
    "延伸阅读",
    "名词解释",
    "通讯员",
    "文字",
    "字幕",
    "全文",
    "如下",
    "以下",
    "即",
    "也就是",
];

/// The labels of an article's paragraphs, None where a paragraph has none.
pub fn script(paragraphs: &[Paragraph]) -> Vec<Option<Label>> {
    let mut raw: Vec<Option<Label>> = paragraphs
        .iter()
        .map(|p| {
            let reads = matches!(p.role, Role::Body | Role::Heading | Role::List | Role::Caption);
            let found = || introduced(&p.text).or_else(|| label(&p.text).filter(|_| legend(&p.text).is_empty()));
            reads.then(found).flatten()
        })
        .collect();
    // 以下為某長官會見傳媒的談話全文： an office heads what its holder says, be it once.
    let headed = headed(paragraphs);
    let first = raw.iter().position(Option::is_some).unwrap_or(0);
    let fewest = if headed.is_some() || first > 0 && asks_at_end(&paragraphs[first - 1].text) { 1 } else { 2 };
    if raw.iter().flatten().count() < fewest {
        return vec![None; paragraphs.len()];
    }
    let listed = listed(paragraphs);
    for (found, paragraph) in raw.iter_mut().zip(paragraphs) {
        let Some(found) = found.as_mut().filter(|l| matches!(l.who, Who::Other) && in_list(&listed, &l.words)) else {
            continue;
        };
        if field_of(&paragraph.text).is_none() {
            let name = found.words.chars().filter(|c| !c.is_whitespace()).collect();
            found.who = Who::Called(Called { name: Some(name), surname: None, office: None });
        }
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for found in raw.iter().flatten() {
        *counts.entry(found.words.as_str()).or_insert(0) += 1;
    }
    let counts: HashMap<String, usize> = counts.into_iter().map(|(words, n)| (words.to_owned(), n)).collect();
    let strong = raw.iter().flatten().filter(|l| is_strong(l)).count();
    let answered = raw.iter().flatten().any(|l| matches!(l.who, Who::Answers));
    let asked = raw.iter().flatten().any(|l| matches!(l.who, Who::Asks | Who::Answers | Who::Reporter { .. }));
    let talks = talk(paragraphs, &raw).is_some();
    // 欢迎大家出席某办的中外记者见面会: those whom the text names speak, each maybe once.
    let press = paragraphs.iter().take(6).any(|p| PRESS.stand_in(&folded(&p.text)));
    let bare = raw.iter().flatten().filter_map(|l| match &l.who {
        Who::Called(Called { name: Some(name), office: None, .. }) => Some(name.clone()),
        _ => None,
    });
    let bare: Vec<String> = bare.collect();
    let standing = LazyCell::new(|| Standing::of(bare.iter(), paragraphs));
    let mut kept: Vec<Option<Label>> = raw
        .into_iter()
        .enumerate()
        .map(|(at, found)| {
            let found = found?;
            let recurs = counts.get(&found.words).copied().unwrap_or(0) >= 2;
            let stays = match &found.who {
                _ if introduced(&paragraphs[at].text).is_some() => true,
                Who::Called(called) => match (&called.name, &called.office) {
                    // MR ABRAHAM LEE: of another script, and no word of this one.
                    (Some(name), None) if name.is_ascii() => true,
                    (name, Some(_)) if called.surname.is_some() || name.is_some() => strong >= 2 || recurs,
                    (None, Some(office)) if headed.as_ref().is_some_and(|head| head.contains(office.as_str())) => true,
                    (Some(name), None) => {
                        recurs
                            || in_list(&listed, name)
                            || strong >= 2 && standing.besides(name, at)
                            || (asked || press) && standing.besides(name, at)
                            || (asked || talks) && paragraphs[at].text.chars().count() <= found.chars
                            || at > 0 && asks_at_end(&paragraphs[at - 1].text)
                    }
                    _ => recurs || strong >= 2,
                },
                Who::Other => {
                    (asked || talks)
                        && recurs
                        && is_nickname(&found)
                        && (talks || (2..=6).contains(&found.words.chars().count()))
                }
                // 某某社： is a reporter's label where others are labelled too.
                Who::Reporter { .. } if label::is_medium(&found.words) => {
                    strong >= 3 || talks && recurs || paragraphs[at].text.trim_end().ends_with(['？', '?'])
                }
                // 主持：文某 at the head names the one whose label follows.
                Who::Host { name: None, .. } => {
                    let rest: String = paragraphs[at].text.chars().skip(found.chars).collect();
                    rest.is_empty() || !counts.contains_key(rest.trim())
                }
                Who::Asks if found.is_question() => answered,
                _ => true,
            };
            stays.then_some(found)
        })
        .collect();
    if kept.iter().flatten().count() < fewest {
        kept.fill(None);
    }
    kept
}

/// A label with a note in brackets: what shorter one stands for it further on (项怀某（以下简称“项”）：前三任都不在了), or the
/// office.
fn introduced(text: &str) -> Option<Label> {
    let (name, note) = text.split_once(['（', '('])?;
    let (inner, after) = note.split_once(['）', ')'])?;
    let words = after.trim_start().strip_prefix(COLONS)?;
    // 周某（某某办公室主任）：各位媒体朋友: the office may stand in brackets.
    let plain = inner.contains("简称") || inner.contains("簡稱") || people::ends_with_office(inner);
    let found = label(&format!("{name}：{words}")).filter(|_| name.chars().count() <= 12)?;
    let chars = text.chars().count() - words.trim_start().chars().count();
    let office = people::ends_with_office(inner).then(|| inner.to_owned());
    let who = match found.who {
        Who::Called(called) => Who::Called(Called { office: called.office.or(office), ..called }),
        _ => return None,
    };
    (plain && !words.trim().is_empty()).then_some(Label { chars, who, ..found })
}

/// Whether a reporter's question stands in a paragraph that tells of the occasion: 在某日例行记者会上，有记者问：…？
pub fn asks_at_end(text: &str) -> bool {
    ["记者问", "记者提问", "媒体提问", "記者問", "記者提問"].iter().any(|word| text.contains(word))
        && text.trim_end().ends_with(['？', '?'])
}

/// The line at the head that gives the words of somebody in full: 以下是行政長官某某…的談話全文：.
pub fn headed(paragraphs: &[Paragraph]) -> Option<String> {
    let says = |text: &str| {
        let folded = crate::text::fold::folded(text);
        folded.trim_start().starts_with("以下")
            && ["谈话", "发言", "全文"].iter().any(|word| folded.contains(word))
            && folded.trim_end().ends_with(COLONS)
    };
    paragraphs.iter().take(8).find(|p| says(&p.text)).map(|p| p.text.clone())
}

/// A talk whose labels are names, media or nicknames alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The words of the label that asks; None where all talk alike.
    pub asker: Option<String>,
}

/// Whether recurring labels take turns as those who talk do: one of them asks, or all are set off and one is a name.
pub fn talk(paragraphs: &[Paragraph], labels: &[Option<Label>]) -> Option<Talk> {
    let candidate = |label: &Label| match &label.who {
        Who::Other => is_nickname(label),
        Who::Called(called) => called.name.is_some() || called.surname.is_some(),
        Who::Reporter { .. } => true,
        _ => false,
    };
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (paragraph, label) in paragraphs.iter().zip(labels) {
        if let Some(label) = label.as_ref().filter(|l| candidate(l)) {
            let count = counts.entry(label.words.as_str()).or_insert((0, 0));
            count.0 += 1;
            count.1 += usize::from(paragraph.text.contains(['？', '?']));
        }
    }
    // A label on a line of its own is no paragraph of words.
    let alone = |p: &Paragraph, l: &Label| p.text.chars().count() <= l.chars;
    let taken: Vec<(&Label, bool)> = paragraphs
        .iter()
        .zip(labels)
        .filter_map(|(p, l)| l.as_ref().map(|l| (l, alone(p, l))))
        .filter(|(l, alone)| candidate(l) && (*alone || counts.get(l.words.as_str()).is_some_and(|(all, _)| *all >= 2)))
        .collect();
    let all = taken.len();
    // A record that labels each paragraph labels those of one turn alike.
    let mut sequence: Vec<&Label> = Vec::new();
    for (label, alone) in taken {
        let again = sequence.last().is_some_and(|last| last.words == label.words);
        if !(again && (alone || label.marked == Marked::Set)) {
            sequence.push(label);
        }
    }
    let changes = sequence.windows(2).filter(|pair| pair[0].words != pair[1].words).count();
    if sequence.len() < 4 || changes < 3 || changes * 10 < (sequence.len() - 1) * 7 {
        return None;
    }
    let first = sequence.first()?;
    let asks = |words: &str| counts.get(words).is_some_and(|(all, asked)| *asked >= 2 && asked * 2 >= *all);
    // Who asks opens the talk, or stands second behind a greeting.
    let asker = sequence.iter().take(2).find(|l| asks(&l.words)).map(|l| l.words.clone());
    let others = sequence.iter().filter(|l| Some(&l.words) != asker.as_ref());
    let named = others.clone().any(|l| matches!(&l.who, Who::Called(_)) || l.words.chars().count() == 1);
    // A round of several whose labels stand before most paragraphs, one of them a person's.
    let bodies = paragraphs
        .iter()
        .zip(labels)
        .skip_while(|(_, l)| l.is_none())
        .filter(|(p, l)| p.role == Role::Body && !l.as_ref().is_some_and(|l| alone(p, l)));
    let full = all >= 6 && all * 10 >= bodies.count() * 6;
    let set = full || sequence.iter().all(|l| l.marked == Marked::Set);
    let calm = others.filter(|l| asks(&l.words)).count() == 0;
    match asker {
        Some(asker) if named && calm => Some(Talk { asker: Some(asker) }),
        None if set && sequence.iter().any(|l| matches!(&l.who, Who::Called(_))) => {
            let opens = paragraphs
                .iter()
                .take(12)
                .any(|p| p.text.starts_with("主持") && p.text.trim_end().ends_with(first.words.as_str()));
            Some(Talk { asker: opens.then(|| first.words.clone()) })
        }
        _ => None,
    }
}

/// Whether a label can be a nickname: short, no word that heads paragraphs of other kinds.
fn is_nickname(label: &Label) -> bool {
    let folded: String = label.words.chars().map(crate::text::fold::fold).collect();
    (1..=6).contains(&folded.chars().count())
        && !NO_LABELS.contains(&folded.as_str())
        && !folded.ends_with(['是', '为', '说', '年', '月', '日'])
        && (label.marked == Marked::Set || !folded.chars().any(|c| c.is_ascii_digit()))
}

/// What short labels stand for, where a line says it: 港：《港聞》　　屈：屈思遠.
pub fn legend(text: &str) -> Vec<(String, String)> {
    let bare = text.trim_matches(['（', '）', '(', ')', '*', '【', '】', ' ']);
    if text.chars().count() > 80 || text.matches(COLONS).count() < 2 || text.contains(['。', '？', '?', '！']) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for piece in bare.split(['　', ' ', '；', ';', '，', ',', '、', '/', '|']).filter(|p| !p.is_empty()) {
        let Some((key, value)) = piece.split_once(COLONS) else { return Vec::new() };
        let fits = (1..=3).contains(&key.chars().count()) && (2..=14).contains(&value.chars().count());
        if !fits || !key.chars().all(char::is_alphanumeric) || value.chars().any(|c| c.is_ascii_digit()) {
            return Vec::new();
        }
        out.push((key.to_owned(), value.to_owned()));
    }
    let short = out.iter().filter(|(key, _)| key.chars().count() == 1).count();
    if out.len() >= 2 && short >= 1 { out } else { Vec::new() }
}

/// The lists of those present at the head, without blanks.
fn listed(paragraphs: &[Paragraph]) -> String {
    let mut out = String::new();
    for paragraph in paragraphs.iter().take(60).filter(|p| field_of(&p.text).is_some()) {
        out.extend(paragraph.text.chars().filter(|c| !c.is_whitespace() || *c == '\n'));
        out.push('\n');
    }
    out
}

/// Whether a list of those present holds a name.
fn in_list(listed: &str, words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    (2..=4).contains(&bare.chars().count())
        && bare.chars().all(crate::import::lines::is_han)
        && !NO_LABELS.contains(&bare.as_str())
        && listed.contains(&bare)
}

/// Whether a label is one wherever it stands.
fn is_strong(label: &Label) -> bool {
    match &label.who {
        Who::Reporter { .. } => !label::is_medium(&label.words),
        Who::Asks | Who::Answers | Who::Chair { .. } | Who::Host { .. } | Who::Crowd => true,
        Who::Called(called) => called.name.is_some() && called.office.is_some(),
        Who::Other => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legends() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let got = legend(text);
            let got: Vec<(&str, &str)> = got.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            assert_eq!(got, expected, "{text}");
        };
        check("港：《港聞》　　屈：屈思遠", &[("港", "《港聞》"), ("屈", "屈思遠")]);
        check("（記：本刊記者；林：林若水）", &[("記", "本刊記者"), ("林", "林若水")]);
        check("時間：三月　地點：禮堂", &[]);
        check("問：你怎樣看？答：不錯：很好", &[]);
    }

    #[test]
    fn talks_take_turns() {
        let text = |words: &[&str]| -> Vec<Paragraph> {
            words.iter().map(|w| Paragraph { text: (*w).into(), role: Role::Body, spans: Vec::new() }).collect()
        };
        let asker = |words: &[&str]| {
            let paragraphs = text(words);
            let labels: Vec<Option<Label>> = paragraphs.iter().map(|p| label(&p.text)).collect();
            talk(&paragraphs, &labels).map(|t| t.asker)
        };
        let talk = ["《江北周刊》：难吗？", "宗庆余：难。", "《江北周刊》：后来呢？", "宗庆余：好了。"];
        assert_eq!(asker(&talk), Some(Some("《江北周刊》".into())));
        assert_eq!(asker(&["优点：快？", "缺点：贵。", "优点：好？", "缺点：少。"]), None);
        assert_eq!(asker(&["宗庆余：难。", "宗庆余：好。", "宗庆余：行。", "宗庆余：对。"]), None);
    }
}
