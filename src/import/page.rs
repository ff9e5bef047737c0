//! An article as the rules read it: its paragraphs folded and parted into sentences, and the cast: everybody whose office
//! the text gives before the name, found in one pass.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::Role;

use super::article::Article;
use super::names::{Trust, bounded, is_foreign, is_name, name_at};
use super::people::{self, Found, Named};
use super::prose::{Prose, cut, rest};
use super::vocabulary::honours::{HIGH, HONOURS};

/// The paragraphs and the cast of an article.
#[derive(Debug)]
pub struct Page<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its paragraphs, folded; empty for those that no rule reads.
    pub proses: Vec<Prose>,
    /// Their sentences, as ranges of the folded text.
    pub sentences: Vec<Vec<Range<usize>>>,
    /// Those introduced with their office, for each paragraph.
    pub found: Vec<Vec<Found>>,
    /// Everybody whom the text names with certainty.
    pub cast: Cast,
}

/// Bytes of a list of those who speak, at most, behind the words that open it.
const LATELY: usize = 6_000;

/// Someone of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name, folded.
    pub folded: String,
    /// The name in the glyphs of the text.
    pub name: String,
    /// The fullest office that the text gives; None where it gives none.
    pub office: Option<String>,
}

/// Who is named in an article.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// In the order in which they are named.
    pub members: Vec<Member>,
    /// Where those stand whose names begin with two chars; one alone goes with a NUL.
    beginning: FxHashMap<(char, char), Vec<usize>>,
    named: FxHashMap<String, usize>,
}

impl Cast {
    /// Adds someone; an office that says more takes the place of one that says less.
    pub fn add(&mut self, folded: &str, who: Named) -> usize {
        if let Some(at) = self.named(folded) {
            let member = &mut self.members[at];
            let length = |office: &Option<String>| office.as_ref().map_or(0, String::len);
            if member.office.is_none() || length(&who.office) > 2 * length(&member.office) {
                member.office = who.office;
            }
            return at;
        }
        let at = self.members.len();
        self.members.push(Member { folded: folded.to_owned(), name: who.name, office: who.office });
        self.named.insert(folded.to_owned(), at);
        let mut chars = folded.chars();
        let begins = (chars.next().unwrap_or_default(), chars.next().unwrap_or_default());
        self.beginning.entry(begins).or_default().push(at);
        at
    }

    /// The member of a name, folded.
    pub fn named(&self, folded: &str) -> Option<usize> {
        self.named.get(folded).copied()
    }

    /// The member whose name begins at the start of a text.
    pub fn at_start(&self, text: &str) -> Option<usize> {
        let mut chars = text.chars();
        let (first, second) = (chars.next()?, chars.next().unwrap_or_default());
        let alike =
            [(first, second), (first, char::default())].into_iter().filter_map(|begins| self.beginning.get(&begins));
        alike
            .flatten()
            .copied()
            .filter(|at| text.starts_with(&self.members[*at].folded))
            .max_by_key(|at| self.members[*at].folded.len())
    }

    /// The one member whose office holds a title; None where none or several do.
    pub fn by_title(&self, title: &str) -> Option<usize> {
        let mut fits = self
            .members
            .iter()
            .enumerate()
            .filter(|(_, m)| m.office.as_deref().is_some_and(|o| Prose::of(o).text.contains(title)));
        let first = fits.next()?.0;
        // Of several the first that the text names is meant where the title is the highest of its kind.
        (title == "总书记" || title == "国家主席" || fits.next().is_none()).then_some(first)
    }
}

/// The length of a title of honour at the start of a text: 总书记 in 习近平总书记.
pub fn honour(text: &str) -> usize {
    // 代表中央, 主席团: the title is the beginning of another word.
    if [
        "代表中",
        "代表国",
        "代表党",
        "代表全",
        "代表团",
        "委员会",
        "主席团",
        "代表大",
        "代表本",
        "代表会",
        "代表民",
        "代表九",
        "代表农",
        "代表致",
        "代表我",
        "代表政",
        "代表各",
        "代表市",
        "代表省",
    ]
    .iter()
    .any(|w| text.starts_with(w))
    {
        return 0;
    }
    HONOURS.starting(text).map_or(0, str::len)
}

impl<'a> Page<'a> {
    /// Reads the paragraphs of an article.
    pub fn of(article: &'a Article) -> Self {
        let reads = |role: Role| matches!(role, Role::Body | Role::List | Role::Heading | Role::Title);
        let proses: Vec<Prose> = article
            .paragraphs
            .iter()
            .map(|p| if reads(p.role) { Prose::of(&p.text) } else { Prose::default() })
            .collect();
        let sentences: Vec<Vec<Range<usize>>> = proses.iter().map(Prose::sentences).collect();
        let found: Vec<Vec<Found>> = proses.iter().map(|prose| people::introduced(&prose.text)).collect();
        let mut cast = Cast::default();
        for ((prose, people), paragraph) in proses.iter().zip(&found).zip(&article.paragraphs) {
            if paragraph.role == Role::Title {
                continue;
            }
            for person in people {
                let folded = cut(&prose.text, person.name.clone()).to_owned();
                cast.add(&folded, people::shown(person, prose, &paragraph.text));
            }
        }
        for (folded, name) in subjects(article, &proses) {
            cast.add(&folded, Named { name, office: None });
        }
        // 某校校长王某来某校作报告: whom only the title introduces, and of whom the text speaks.
        let title = Prose::of(&article.title);
        for person in people::introduced(&title.text) {
            let folded = cut(&title.text, person.name.clone());
            let told =
                proses.iter().zip(&article.paragraphs).any(|(p, it)| it.role == Role::Body && p.text.contains(folded));
            if told && cast.named(folded).is_none() {
                cast.add(folded, people::shown(&person, &title, &article.title));
            }
        }
        for ((prose, sentences), paragraph) in proses.iter().zip(&sentences).zip(&article.paragraphs) {
            for sentence in sentences.iter().filter(|_| paragraph.role == Role::Body) {
                if let Some((name, title)) = titled(&cast, &prose.text, sentence.clone()) {
                    let folded = cut(&prose.text, name.clone()).to_owned();
                    let shown = |range| prose.shown(&paragraph.text, range);
                    cast.add(&folded, Named { name: shown(name), office: Some(shown(title)) });
                }
            }
        }
        Self { article, proses, sentences, found, cast }
    }

    /// The glyphs of a range of a paragraph.
    pub fn shown(&self, paragraph: usize, range: Range<usize>) -> String {
        let source = self.article.paragraphs.get(paragraph).map_or("", |p| p.text.as_str());
        self.proses.get(paragraph).map_or_else(String::new, |prose| prose.shown(source, range))
    }

    /// The folded text of a paragraph.
    pub fn text(&self, paragraph: usize) -> &str {
        self.proses.get(paragraph).map_or("", |p| p.text.as_str())
    }

    /// Those whose names stand behind a byte, of whom a paragraph introduces.
    pub fn found_from(&self, paragraph: usize, byte: usize) -> &[Found] {
        let found = self.found.get(paragraph).map_or(&[][..], Vec::as_slice);
        found.get(found.partition_point(|f| f.name.start < byte)..).unwrap_or_default()
    }

    /// The text before a byte as far as what opens a list of those who speak may stand back.
    pub fn lately(&self, paragraph: usize, end: usize) -> &str {
        let text = self.text(paragraph);
        let from = (end.saturating_sub(LATELY)..=end).find(|at| text.is_char_boundary(*at)).unwrap_or(end);
        cut(text, from..end)
    }

    /// Whether a paragraph is running text.
    pub fn is_body(&self, paragraph: usize) -> bool {
        self.article.paragraphs.get(paragraph).is_some_and(|p| matches!(p.role, Role::Body | Role::List))
    }

    /// The title, folded.
    pub fn title(&self) -> Prose {
        Prose::of(&self.article.title)
    }
}

/// Whom a sentence begins with that calls them by a title behind their name and by no office before it (王某教授认为): the name
/// and the title. One of high office is quoted, not introduced.
fn titled(cast: &Cast, text: &str, sentence: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let words = cut(text, sentence.clone());
    let from = sentence.start + words.len() - words.trim_start().len();
    let tail = cut(text, from..sentence.end);
    if cast.at_start(tail).is_some() {
        return None;
    }
    let length = name_at(tail, 0, Trust::Plain)?;
    let title = honour(rest(tail, length));
    let name = from..from + length;
    let title = name.end..name.end + title;
    let called = cut(text, title.clone());
    let plain = !called.is_empty() && !HIGH.have(called) && !["同志", "先生", "女士"].contains(&called);
    (plain && bounded(rest(text, title.end))).then_some((name, title))
}

/// Those whom the text names without an office, but surely: the subject of the title where the text speaks of it, and the two
/// sides of talks (李某同卢卡申科举行会谈).
fn subjects(article: &Article, proses: &[Prose]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let title = Prose::of(&article.title);
    let mut start = 0;
    while let Some(length) = name_at(&title.text, start, Trust::Plain) {
        let folded = cut(&title.text, start..start + length);
        let told =
            proses.iter().zip(&article.paragraphs).any(|(p, it)| it.role == Role::Body && p.text.contains(folded));
        if told && !rest(&title.text, start + length).is_empty() {
            out.push((folded.to_owned(), title.shown(&article.title, start..start + length)));
        }
        // 某某会议在京召开 王某某出席并讲话: each part of a title may begin with one.
        match rest(&title.text, start).find(' ') {
            Some(at) => start += at + 1,
            None => break,
        }
    }
    let first = article.paragraphs.iter().position(|p| p.role == Role::Body);
    let Some((prose, source)) = first.and_then(|at| Some((proses.get(at)?, &article.paragraphs.get(at)?.text))) else {
        return out;
    };
    let text = prose.text.as_str();
    let sentence = text.find('。').unwrap_or(text.len());
    for talk in ["举行会谈", "举行会晤", "通电话", "举行视频会晤", "举行小范围", "举行大小范围"]
    {
        let Some(verb) = cut(text, 0..sentence).find(talk) else { continue };
        let Some((at, with)) = ["同", "与", "和"].iter().filter_map(|w| Some((cut(text, 0..verb).rfind(w)?, *w))).max()
        else {
            continue;
        };
        let from = at + with.len();
        let guest = cut(text, from..verb);
        let bare = HONOURS.ending(guest).and_then(|title| guest.strip_suffix(title)).unwrap_or(guest);
        if is_foreign(bare) || is_name(bare) {
            out.push((bare.to_owned(), prose.shown(source, from..from + bare.len())));
        }
        break;
    }
    out
}

/// Where the news begins behind what stands before it: 央视网消息（新闻联播）：, 新华社上海11月30日电.
pub fn dateline(text: &str) -> usize {
    let mut end = 0;
    let limit = text.char_indices().nth(48).map_or(text.len(), |(at, _)| at);
    let head = cut(text, 0..limit);
    if let Some(end) = credit(head) {
        return end;
    }
    if !head.contains(['电', '息', '讯']) {
        return 0;
    }
    for mark in
        ["日电", "消息:", "消息(新闻联播):", "消息(新闻联播)", "日讯", "报讯", "快讯", "网讯", "社电", "站讯", "心讯"]
    {
        if let Some(at) = head.find(mark)
            && head.find(['。', ',']).is_none_or(|stop| at < stop)
        {
            end = end.max(at + mark.len());
        }
    }
    if end == 0 {
        return 0;
    }
    loop {
        let tail = rest(text, end);
        let trimmed = tail.trim_start_matches([' ', ':', '】', '讯']);
        end += tail.len() - trimmed.len();
        match trimmed.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            Some((inner, _)) if inner.contains("记者") || inner.chars().count() <= 12 => end += inner.len() + 2,
            _ => return end + reporters(trimmed),
        }
    }
}

/// Where the bracket ends that opens a report and says who wrote it: 【本报讯】, 〔记者某某/台中报导〕.
fn credit(head: &str) -> Option<usize> {
    let close = match head.chars().next()? {
        '【' => '】',
        '〔' => '〕',
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let at = head.find(close)?;
    let inner = cut(head, 0..at);
    let credits = ["记者", "报道", "报导", "报讯", "网讯", "社讯"].iter().any(|word| inner.contains(word));
    let end = at + close.len_utf8();
    let tail = rest(head, end);
    credits.then(|| end + (tail.len() - tail.trim_start_matches([' ', ':', '\u{3000}']).len()))
}

/// The length of those who wrote a report and stand behind its dateline: 记者某某 通讯员某某 报道:.
fn reporters(tail: &str) -> usize {
    if !["记者", "通讯员", "实习生", "特派员"].iter().any(|word| tail.starts_with(word)) {
        return 0;
    }
    let line = tail.split(['。', ',']).next().unwrap_or("");
    let reports =
        ["报道:", "报导:", "报道 ", "报导 "].iter().filter_map(|word| line.find(word).map(|at| at + word.len()));
    reports.min().filter(|end| cut(line, 0..*end).chars().count() <= 48).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_where_the_news_begins() {
        let check = |text: &str, expected: &str| assert_eq!(rest(text, dateline(text)), expected);
        check("央视网消息(新闻联播):某某会议在北京举行。", "某某会议在北京举行。");
        check("新华社北京12月9日电 国务院总理", "国务院总理");
        check("本报北京3月5日电 (记者王五)国务院总理", "国务院总理");
        check("某某会议9日在京召开,消息:不实", "某某会议9日在京召开,消息:不实");
        check("〔记者王小明/临江报导〕临江市议会今日开议", "临江市议会今日开议");
        check("【本报讯】临江县议会", "临江县议会");
        check("【观点】临江县议会", "【观点】临江县议会");
        check("今日临江网讯 记者王明 通讯员李某 报道:15日,某某", "15日,某某");
    }
}
