//! Paragraphs to articles: where another one begins in the same source, and which of the lines at the head are whose title.

use super::article::Article;
use super::clean;
use super::day;
use super::dialogue::byline;
use super::dialogue::label::COLONS;
use super::format::page::Hint;
use super::people;
use super::prose::Prose;
use super::reflow::Block;
use super::roles::{self, article, as_line, is_prose, is_signature};
use crate::model::{Date, Paragraph, Role};

/// Whether a line gives the day of a report at its head: 5月27日，…
fn is_dated(text: &str) -> bool {
    let head: String = text.chars().take(12).filter(|c| *c != ' ').collect();
    head.starts_with(|c: char| c.is_ascii_digit()) && head.contains('月') && head.contains('日')
}

/// The line that the markup makes the title of a group. Where a source holds several articles, that of each stands last
/// above its text: the first may be that of the whole.
fn hinted(heads: &[&Block], several: usize) -> Option<usize> {
    let level = |block: &Block| match block.hint {
        Some(Hint::Title) => Some(0),
        Some(Hint::Heading(level)) => Some(level),
        _ => None,
    };
    let levels = || heads.iter().enumerate().filter_map(|(at, block)| Some((at, level(block)?)));
    if several > 1 {
        levels().next_back().map(|(at, _)| at)
    } else {
        levels().min_by_key(|(_, level)| *level).map(|(at, _)| at)
    }
}

/// How many articles paragraphs may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One, for the format says so.
    One,
    /// As many as begin in them.
    Several,
}

/// The articles of the paragraphs: a second lead, or a title after a signature, begins another.
pub fn split(mut blocks: Vec<Block>, holds: Holds) -> Vec<Article> {
    long_title(&mut blocks);
    let mut groups: Vec<Vec<Block>> = vec![Vec::new()];
    let mut told = false;
    let mut signed = false;
    // Whether the prose that stands next, at most three paragraphs on, begins a report.
    let ahead: Vec<bool> = (0..blocks.len())
        .map(|at| {
            let next = blocks.iter().skip(at + 1).take(4).find(|b| is_prose(b));
            next.is_some_and(|b| clean::is_lead(&as_line(b)) || is_dated(&b.text))
        })
        .collect();
    for (at, block) in blocks.into_iter().enumerate() {
        let line = as_line(&block);
        let prose = is_prose(&block);
        let opens = clean::is_lead(&line) && told && has_title(&groups);
        let headed = matches!(block.hint, Some(Hint::Title | Hint::Heading(_))) && told;
        let titled = (signed || headed) && !prose && !block.byline && line.chars() >= 6 && ahead[at];
        if (opens || titled) && holds == Holds::Several {
            // Short lines since the last prose are the title of what begins.
            let group = groups.last_mut().map(std::mem::take).unwrap_or_default();
            let keep = if opens {
                let ends = |b: &Block| is_prose(b) || is_signature(&b.text) || b.text.ends_with('。');
                group.iter().rposition(ends).map_or(0, |p| p + 1)
            } else {
                group.len()
            };
            let (before, title) = group.split_at(keep);
            let title = title.to_vec();
            if let Some(last) = groups.last_mut() {
                *last = before.to_vec();
            }
            groups.push(title);
            told = false;
            signed = false;
        }
        // Points set before the text (■ …) are of the same article.
        told |= prose && !line.is_bullet();
        signed |= told && is_signature(&block.text);
        if let Some(group) = groups.last_mut() {
            group.push(block);
        }
    }
    let first_titles = titles_of(&mut groups);
    let mut articles: Vec<Article> = groups
        .into_iter()
        .zip(first_titles)
        .filter(|(group, _)| !group.is_empty())
        .map(|(group, title)| article(group, title))
        .collect();
    if articles.len() >= 3 {
        contents(&mut articles);
    }
    articles
}

/// A number before a title: `3. `, `12、`.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    match rest.strip_prefix(['.', '、', '．']) {
        Some(rest) if (1..=2).contains(&digits) => rest.trim_start(),
        _ => text,
    }
}

/// The day in the head of a programme: 2031年3月5日, 20310305.
fn programme_day(text: &str) -> Option<Date> {
    day::day(text).or_else(|| {
        let digits: String =
            text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        let (year, rest) = (digits.get(..4)?, digits.get(4..).filter(|rest| rest.len() == 4)?);
        let found = day::day(&format!("{year}-{}-{}", rest.get(..2)?, rest.get(2..)?))?;
        Some(Date { evidence: digits, ..found })
    })
}

/// A programme of many items: its table of contents is a list and no article, numbers are no part of titles, and the day
/// in its head is that of every item.
fn contents(articles: &mut Vec<Article>) {
    let core = |text: &str| {
        let bare = unnumbered(text).trim_end_matches(['；', ';', '。', '，']);
        bare.chars().filter(|c| !c.is_whitespace()).collect::<String>()
    };
    let titles: std::collections::HashSet<String> =
        articles.iter().map(|a| core(&a.title)).filter(|t| t.chars().count() >= 4).collect();
    let first = articles[0].title.clone();
    let items = |a: &Article| {
        let it = |p: &Paragraph| p.text != first && titles.contains(&core(&p.text));
        a.paragraphs.iter().enumerate().filter(|(_, p)| it(p)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let listed = items(&articles[0]);
    if listed.len() >= 3 {
        for at in &listed {
            articles[0].paragraphs[*at].role = Role::List;
        }
        let day = articles[0].published.clone().or_else(|| {
            articles[0].paragraphs.iter().take(3).filter(|p| p.role == Role::Title).find_map(|p| programme_day(&p.text))
        });
        for article in articles.iter_mut().filter(|a| a.published.is_none()) {
            article.published.clone_from(&day);
        }
        // Nothing but the contents: they stand before the first item.
        if !articles[0].paragraphs.iter().any(|p| p.role == Role::Body) {
            let head = articles.remove(0);
            articles[0].paragraphs.splice(0..0, head.paragraphs);
            articles[0].findings.splice(0..0, head.findings);
        }
    }
    let numbered = articles.iter().filter(|a| unnumbered(&a.title) != a.title).count();
    if numbered * 2 > articles.len() {
        for article in articles.iter_mut() {
            article.title = unnumbered(&article.title).to_owned();
        }
    }
}

/// The first line of a source above a report is its title, however many clauses it has, where no sentence ends in it.
fn long_title(blocks: &mut [Block]) {
    let ends = |b: &Block| b.text.contains(['。', '！', '；', '!', ';']) || as_line(b).ends_sentence();
    let next = blocks.iter().skip(1).take(4).find(|b| is_prose(b));
    let report = next.is_some_and(|b| clean::is_lead(&as_line(b)) || is_dated(&b.text));
    if let Some(first) = blocks.first_mut()
        && report
        && is_prose(first)
        && first.text.chars().count() <= 160
        && !ends(first)
        && !clean::is_lead(&as_line(first))
        && !is_dated(&first.text)
    {
        first.hint = Some(Hint::Title);
    }
}

/// Whether there is a title for an article that would begin now: short lines since the last prose, or more blocks of title
/// lines at the head of the source than there are articles. A wire's name within a text begins none.
fn has_title(groups: &[Vec<Block>]) -> bool {
    let is_title = |b: &&Block| !b.byline && !is_prose(b) && !is_signature(&b.text);
    let last = groups.last().map_or(&[][..], Vec::as_slice);
    let own = last.iter().rev().take_while(|b| !is_prose(b)).any(|b| is_title(&b));
    let heads = groups.first().map_or(&[][..], Vec::as_slice).iter().take_while(|b| !is_prose(b)).filter(is_title);
    own || heads.count() > groups.len()
}

/// Titles that stand together at the head go to the article whose first words they share; the title of each article.
fn titles_of(groups: &mut [Vec<Block>]) -> Vec<String> {
    let is_title = |b: &Block| !b.byline && !is_prose(b);
    let lead =
        |group: &[Block]| -> String { group.iter().filter(|b| is_prose(b)).take(2).map(|b| b.text.as_str()).collect() };
    for at in 1..groups.len() {
        if groups[at].first().is_some_and(is_title) {
            continue;
        }
        let heads = groups[0].iter().take_while(|b| is_title(b)).count();
        let (own, theirs) = (lead(&groups[0]), lead(&groups[at]));
        // Title lines part into blocks at blank lines; a block goes over whole.
        let mut starts: Vec<usize> = (0..heads).filter(|line| *line == 0 || groups[0][*line].parted).collect();
        starts.push(heads);
        let moves = |range: std::ops::Range<usize>| {
            let best = |lead: &str| range.clone().map(|line| shared(&groups[0][line].text, lead)).max().unwrap_or(0);
            (best(&theirs) > best(&own)).then_some(range.clone())
        };
        let moved: Vec<std::ops::Range<usize>> = starts.windows(2).filter_map(|w| moves(w[0]..w[1])).collect();
        for range in moved.into_iter().rev() {
            let lines: Vec<Block> = groups[0].drain(range).collect();
            groups[at].splice(0..0, lines);
        }
    }
    let several = groups.len();
    groups
        .iter()
        .map(|group| {
            let lead = lead(group);
            let heads: Vec<&Block> = group.iter().filter(|b| !b.byline).take_while(|b| is_title(b)).take(40).collect();
            if let Some(title) = hinted(&heads, several) {
                return heads[title].text.clone();
            }
            let heads = heads.into_iter().take(12);
            let mut best: Option<(usize, &Block)> = None;
            // A line behind a dash or in brackets says more of the title and is none itself.
            let adds = |b: &Block| b.text.starts_with(['—', '－', '（', '(']);
            // The title stands above the line of source and day, where one stands there.
            let titled = |b: &&&Block| {
                b.text.chars().count() >= 4
                    && !as_line(b).is_moment()
                    && !as_line(b).is_bullet()
                    && !adds(b)
                    && !is_said(&b.text)
            };
            let dates = |b: &Block| b.byline || as_line(b).is_moment();
            let signed = group.iter().take_while(|b| !is_prose(b)).position(dates).unwrap_or(0);
            let above: Vec<&Block> = group.iter().take(signed).filter(|b| is_title(b)).collect();
            let heads: Vec<&Block> = heads.collect();
            let heads = if above.iter().any(|b| titled(&b)) { above } else { heads };
            let candidates: Vec<&&Block> = heads.iter().filter(titled).collect();
            if let [only] = candidates.as_slice() {
                return only.text.clone();
            }
            for block in candidates {
                // 区人民政府区长　米某: who speaks signs the title.
                let signs = signs(&block.text);
                let score = shared(&block.text, &lead) * 4 + block.text.chars().count().min(40) / 10;
                let score = if signs { 0 } else { score };
                if best.is_none_or(|(s, _)| score > s) {
                    best = Some((score, block));
                }
            }
            best.map_or_else(String::new, |(_, b)| b.text.clone())
        })
        .collect()
}

/// Whether a line is an office and a name, and nothing else, or the end of the line that names the occasion: …会议上.
fn signs(text: &str) -> bool {
    let bare: String = Prose::of(text).text.chars().filter(|c| *c != ' ').collect();
    bare.trim_end_matches(')').ends_with("会议上")
        || people::split_name(&bare).is_some_and(|(office, _)| people::ends_with_office(&office))
}

/// Whether a line says who wrote, or leads to what follows, or is a turn of a dialogue: no title.
fn is_said(text: &str) -> bool {
    roles::leads(text) || text.ends_with(COLONS) || byline::read(text).is_some() || roles::is_turn(text)
}

/// Length in chars of the longest run that two texts share.
fn shared(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(80).collect(), b.chars().take(1200).collect());
    let (mut row, mut best) = (vec![0usize; b.len() + 1], 0);
    for x in &a {
        for at in (0..b.len()).rev() {
            row[at + 1] = if *x == b[at] { row[at] + 1 } else { 0 };
            best = best.max(row[at + 1]);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use crate::import::import;

    fn titles(text: &str) -> Vec<String> {
        import("a.txt", text.as_bytes()).documents.into_iter().map(|d| d.title).collect()
    }

    #[test]
    fn a_programme_is_its_items() {
        let titles = ["临江市召开企业家座谈会", "全省水利工作会议举行", "青岭启动文明城市创建", "江海大桥今天通车"];
        let lead = "央视网消息（新闻联播）：3月5日，有关会议在临江举行，与会人员先后发言，提出意见建议。";
        let body = |number: &dyn Fn(usize) -> String| -> String {
            titles.iter().enumerate().fold(String::new(), |out, (at, t)| {
                out + &format!("{}{t}\n{lead}第{at}项。\n省领导陪同。\n\n", number(at))
            })
        };
        let list = |end: &str| -> String {
            titles.iter().enumerate().fold(String::new(), |out, (at, t)| out + &format!("{}、{t}{end}\n", at + 1))
        };
        let plain = |_: usize| String::new();
        let numbered = |at: usize| format!("{}. ", at + 1);
        for text in [
            format!("《某某联播》 2031年3月5日\n本期节目主要内容：\n{}\n详细内容\n{}", list("；"), body(&plain)),
            format!("某某联播 20310305\n内容提要\n{}\n{}", list(""), body(&numbered)),
        ] {
            let documents = import("a.txt", text.as_bytes()).documents;
            let got: Vec<&str> = documents.iter().map(|d| d.title.as_str()).collect();
            assert_eq!(got[got.len() - 3..], titles[1..], "{text}");
            assert_eq!(got.len(), 4, "{text}");
            for document in &documents {
                assert_eq!(document.published.as_ref().map(|d| d.value.as_str()), Some("2031-03-05"), "{text}");
                let last = document.paragraphs.last().map(|p| p.text.as_str());
                assert!(matches!(last, Some("省领导陪同。" | "详细内容")), "{last:?}");
            }
        }
    }

    #[test]
    fn a_long_title_is_no_article() {
        let title =
            "某某委员会召开会议，听取全市水利、交通、农业、林业工作汇报，研究部署下一阶段防汛抗旱和安全生产工作";
        let text = format!(
            "{title}\n2025-06-05\n\n新华社临江6月5日电 某某委员会6月5日召开会议，听取工作汇报。会议指出，要做好各项工作。\n"
        );
        assert_eq!(titles(&text), [title]);
    }

    #[test]
    fn a_lead_begins_an_article_where_a_title_stands_for_it() {
        let lead = "新华社临江6月5日电 全市企业家座谈会在临江召开，与会人员先后发言，提出意见建议。";
        let other = "新华社青岭6月6日电 全省水利工作会议在青岭举行，会议部署了下一阶段的重点任务。";
        let more = "会议指出，要做好各项工作，继续努力，确保目标任务如期完成。";
        assert_eq!(titles(&format!("企业家座谈会召开\n{lead}\n{more}\n{other}\n{more}\n")), ["企业家座谈会召开"]);
        assert_eq!(
            titles(&format!("企业家座谈会召开\n{lead}\n{more}\n水利工作会议举行\n{other}\n{more}\n")),
            ["企业家座谈会召开", "水利工作会议举行"]
        );
        assert_eq!(
            titles(&format!("企业家座谈会召开\n水利工作会议举行\n\n{lead}\n{more}\n{other}\n{more}\n")).len(),
            2
        );
    }
}
