//! The labels of a whole article: of what stands before colons, that which is a speaker's label in this text. A label
//! counts where it means an asker, an answerer, a chair; where it names someone with an office; where a bare name recurs
//! or stands elsewhere in the text; and a nickname where it recurs in a text that has questions.

use std::collections::HashMap;

use crate::model::{Paragraph, Role};

use super::label::{self, Label, Marked, Who, label};

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
    let raw: Vec<Option<Label>> = paragraphs
        .iter()
        .map(|p| {
            let reads = matches!(p.role, Role::Body | Role::Heading | Role::List | Role::Caption);
            if reads { label(&p.text) } else { None }
        })
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for found in raw.iter().flatten() {
        *counts.entry(found.words.as_str()).or_insert(0) += 1;
    }
    let counts: HashMap<String, usize> = counts.into_iter().map(|(words, n)| (words.to_owned(), n)).collect();
    let strong = raw.iter().flatten().filter(|l| is_strong(l)).count();
    let asked = raw.iter().flatten().any(|l| matches!(l.who, Who::Asks | Who::Answers | Who::Reporter { .. }));
    let mut elsewhere: HashMap<String, bool> = HashMap::new();
    let mut kept: Vec<Option<Label>> = raw
        .into_iter()
        .enumerate()
        .map(|(at, found)| {
            let found = found?;
            let recurs = counts.get(&found.words).copied().unwrap_or(0) >= 2;
            let stays = match &found.who {
                Who::Called(called) => match (&called.name, &called.office) {
                    (name, Some(_)) if called.surname.is_some() || name.is_some() => strong >= 2 || recurs,
                    (Some(name), None) => {
                        recurs
                            || strong >= 2
                                && *elsewhere
                                    .entry(name.clone())
                                    .or_insert_with(|| stands_elsewhere(paragraphs, at, name))
                    }
                    _ => recurs || strong >= 2,
                },
                Who::Other => {
                    let folded: String = found.words.chars().map(crate::text::fold::fold).collect();
                    let short = (2..=6).contains(&folded.chars().count());
                    let proper = !NO_LABELS.contains(&folded.as_str())
                        && !folded.ends_with(['是', '为', '说', '年', '月', '日']);
                    short
                        && proper
                        && recurs
                        && asked
                        && (found.marked == Marked::Set || !folded.chars().any(|c| c.is_ascii_digit()))
                }
                // 某某社： is a reporter's label where others are labelled too.
                Who::Reporter { .. } if label::is_medium(&found.words) => strong >= 3,
                _ => true,
            };
            stays.then_some(found)
        })
        .collect();
    if kept.iter().flatten().count() < 2 {
        kept.fill(None);
    }
    kept
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

/// Whether a name stands in another paragraph.
fn stands_elsewhere(paragraphs: &[Paragraph], at: usize, name: &str) -> bool {
    paragraphs.iter().enumerate().any(|(index, p)| index != at && p.text.contains(name))
}
