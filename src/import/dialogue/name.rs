//! Names as labels and lists give them, with the office before, behind or inside: 陳茂波議員, 林委員滄敏,
//! 財政司司長曾俊華先生, 国家统计局局长 康义, 李部長. Blanks inside are passed over, traditional glyphs are compared
//! folded and returned as they stand. A shape that is no name is None.

use crate::import::lines::is_han;
use crate::import::people;
use crate::import::vocabulary::{COMPOUND, SURNAMES};
use crate::text::fold;
use crate::text::office::OFFICES;
use crate::text::words::Words;

use super::words::{BEFORE, GROUPS, HONORIFICS, MORE, WORDS};

/// The words that offices end with in labels and lists.
static RANKS: Words = Words::joined(OFFICES, MORE);

/// Someone as a label or a list calls them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// The whole name; None where only a surname or an office stands there.
    pub name: Option<String>,
    /// The surname before an office: 李部長.
    pub surname: Option<String>,
    /// The office as it stands there.
    pub office: Option<String>,
}

/// A text without its blanks: as it stands, and folded.
#[derive(Clone, Debug, Default)]
pub struct Glyphs {
    plain: Vec<char>,
    folded: Vec<char>,
}

impl Glyphs {
    /// The glyphs of a text.
    pub fn of(text: &str) -> Self {
        let plain: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect();
        let folded = plain.iter().map(|c| fold::fold(*c)).collect();
        Self { plain, folded }
    }

    fn cut(&self, range: std::ops::Range<usize>) -> String {
        self.plain.get(range).map_or_else(String::new, |chars| chars.iter().collect())
    }

    fn fold(&self, range: std::ops::Range<usize>) -> &[char] {
        self.folded.get(range).unwrap_or(&[])
    }

    /// The folded text.
    pub fn folded(&self) -> String {
        self.folded.iter().collect()
    }

    fn len(&self) -> usize {
        self.plain.len()
    }
}

/// Whether a text is a dot between the parts of a foreign or an aboriginal name.
fn is_dot(c: char) -> bool {
    matches!(c, '·' | '．' | '‧' | '•' | '・' | '∙' | '.')
}

/// Whether folded glyphs have the shape of a person's name; a married name of two surnames counts (林鄭月娥).
fn is_person(folded: &[char]) -> bool {
    if folded.iter().any(|c| is_dot(*c)) {
        let parts: Vec<&[char]> = folded.split(|c| is_dot(*c)).collect();
        return (2..=5).contains(&parts.len())
            && (4..=20).contains(&folded.len())
            && parts.iter().all(|p| !p.is_empty() && p.iter().all(|c| is_han(*c)));
    }
    let text: String = folded.iter().collect();
    !WORDS.contains(&text.as_str())
        && !text.starts_with('第')
        && (people::is_name(&text) || (folded.len() == 4 && is_married(folded)))
}

/// 林鄭月娥, 范徐麗泰: two surnames and a given name of two.
fn is_married(folded: &[char]) -> bool {
    let [first, second, a, b] = folded else { return false };
    let inner: String = [first, a, b].into_iter().collect();
    first != second && SURNAMES.have(*second) && people::is_name(&inner)
}

/// Whether folded glyphs can be a name where an office stands beside them: looser than a name alone.
fn is_named(folded: &[char]) -> bool {
    if is_person(folded) {
        return true;
    }
    let text: String = folded.iter().collect();
    let surname = folded.first().is_some_and(|c| SURNAMES.have(*c)) || COMPOUND.starting(&text).is_some();
    (2..=4).contains(&folded.len())
        && surname
        && folded.iter().all(|c| is_han(*c))
        && !GROUPS.iter().any(|g| text.starts_with(g))
        && (folded.len() < 4 || is_married(folded) || COMPOUND.starting(&text).is_some())
        // 房屋局局長, 常委会副主任: an organisation before its office.
        && !(folded.len() >= 3 && folded.last().is_some_and(|c| "局部署厅会院处委".contains(*c)))
        && !folded.iter().any(|c| "的了们是或及与在请向对".contains(*c))
}

/// The number of chars of the surname that a text begins with.
fn surname(folded: &[char]) -> Option<usize> {
    let text: String = folded.iter().take(2).collect();
    if folded.len() > 2 && COMPOUND.have(&text) {
        return Some(2);
    }
    folded.first().filter(|c| SURNAMES.have(**c)).map(|_| 1)
}

/// Whether folded glyphs end as an office ends.
pub fn ends_in_office(folded: &str) -> bool {
    RANKS.ending(folded).is_some()
}

/// Whether folded glyphs are an office and nothing before it: 主任委員, 副司長, 政務次長.
fn is_office(folded: &str) -> bool {
    let mut rest = folded;
    let mut parts = 0;
    while !rest.is_empty() {
        let known = RANKS.starting(rest);
        let before = BEFORE.iter().find(|b| rest.starts_with(**b) && rest.len() > b.len()).copied();
        let Some(part) = known.or(before) else { return false };
        rest = rest.get(part.len()..).unwrap_or("");
        parts += usize::from(known.is_some());
    }
    parts > 0
}

/// Reads a name with what stands around it; None where no name, surname with office, or office stands there.
pub fn called(text: &str) -> Option<Called> {
    let glyphs = Glyphs::of(text);
    let length = glyphs.len();
    if !(2..=40).contains(&length) {
        return None;
    }
    let honour = HONORIFICS.iter().map(|h| h.chars().count()).find(|h| {
        *h < length && HONORIFICS.contains(&glyphs.fold(length - h..length).iter().collect::<String>().as_str())
    });
    if let Some(honour) = honour {
        let bare = length - honour;
        // 陳家強教授 is a name and a title; 教授 alone with an office before is found below.
        let title: String = glyphs.fold(bare..length).iter().collect();
        let kept = ["教授", "博士", "医生"].contains(&title.as_str()).then(|| glyphs.cut(bare..length));
        if is_named(glyphs.fold(0..bare)) {
            return Some(Called { name: Some(glyphs.cut(0..bare)), surname: None, office: kept });
        }
        if let Some(found) = within(&glyphs, bare) {
            return Some(found);
        }
        if bare == 1 && surname(glyphs.fold(0..length)) == Some(1) || bare == 2 && COMPOUND.have(&glyphs.cut(0..2)) {
            return Some(Called {
                name: None,
                surname: Some(glyphs.cut(0..bare)),
                office: Some(glyphs.cut(bare..length)),
            });
        }
    }
    // 主席曾某某議員: an office on both sides; the one before says more.
    let found = within(&glyphs, length);
    if found.as_ref().is_none_or(|c| c.name.is_none())
        && let Some(bare) = length.checked_sub(2).filter(|bare| *bare >= 4)
        && ["议员", "委员", "代表"].contains(&glyphs.fold(bare..length).iter().collect::<String>().as_str())
        && let Some(inner) = after_office(&glyphs, bare)
    {
        return Some(inner);
    }
    found
}

/// The name and the office of the first `length` glyphs.
fn within(glyphs: &Glyphs, length: usize) -> Option<Called> {
    let whole: String = glyphs.fold(0..length).iter().collect();
    if is_office(&whole) {
        return Some(Called { name: None, surname: None, office: Some(glyphs.cut(0..length)) });
    }
    if let Some(found) = surname_office(glyphs, length) {
        return Some(found);
    }
    if glyphs.fold(0..length).iter().any(|c| is_dot(*c))
        && let Some(found) = after_office(glyphs, length)
    {
        return Some(found);
    }
    // 屈文議員 has the length of a name of four.
    if let Some(found) = before_office(glyphs, length) {
        return Some(found);
    }
    if is_person(glyphs.fold(0..length)) {
        return Some(Called { name: Some(glyphs.cut(0..length)), surname: None, office: None });
    }
    around_office(glyphs, length).or_else(|| after_office(glyphs, length)).or_else(|| {
        let folded: String = glyphs.fold(0..length).iter().collect();
        let group = GROUPS.iter().any(|g| folded.starts_with(g));
        (ends_in_office(&folded) && !group).then(|| Called {
            name: None,
            surname: None,
            office: Some(glyphs.cut(0..length)),
        })
    })
}

/// 陳茂波議員.
fn before_office(glyphs: &Glyphs, length: usize) -> Option<Called> {
    // 高某．以用委員: a name with dots is as long as it is.
    if glyphs.fold(0..length).iter().any(|c| is_dot(*c)) {
        return (4..length.saturating_sub(1)).rev().find_map(|n| {
            let office: String = glyphs.fold(n..length).iter().collect();
            (is_person(glyphs.fold(0..n)) && is_office(&office)).then(|| Called {
                name: Some(glyphs.cut(0..n)),
                surname: None,
                office: Some(glyphs.cut(n..length)),
            })
        });
    }
    (2..=4).rev().filter(|n| n + 1 < length).find_map(|n| {
        let office: String = glyphs.fold(n..length).iter().collect();
        (is_named(glyphs.fold(0..n)) && is_office(&office)).then(|| Called {
            name: Some(glyphs.cut(0..n)),
            surname: None,
            office: Some(glyphs.cut(n..length)),
        })
    })
}

/// 林委員滄敏, and with an organisation before it 經濟部施部長顏祥.
fn around_office(glyphs: &Glyphs, length: usize) -> Option<Called> {
    for start in 0..length.saturating_sub(3) {
        let organisation: String = glyphs.fold(0..start).iter().collect();
        if start > 0
            && !organisation
                .ends_with(['部', '院', '会', '局', '署', '处', '室', '行', '社', '司', '组', '委', '厅', '省', '市'])
        {
            continue;
        }
        let mut widths: Vec<usize> = surname(glyphs.fold(start..length)).into_iter().collect();
        // 高金委員素梅, 張廖委員萬堅: two surnames before the office.
        if glyphs.fold(start..start + 2).iter().all(|c| SURNAMES.have(*c)) && !widths.contains(&2) {
            widths.push(2);
        }
        for width in widths {
            for given in [2, 1] {
                let Some(end) = length.checked_sub(given).filter(|end| *end >= start + width + 2) else { continue };
                let office: String = glyphs.fold(start + width..end).iter().collect();
                let rest = glyphs.fold(end..length);
                let folded: String = rest.iter().collect();
                if !is_office(&office)
                    || !rest.iter().all(|c| is_han(*c))
                    || is_office(&folded)
                    || HONORIFICS.contains(&folded.as_str())
                {
                    continue;
                }
                let name = format!("{}{}", glyphs.cut(start..start + width), glyphs.cut(end..length));
                let office = format!("{}{}", glyphs.cut(0..start), glyphs.cut(start + width..end));
                return Some(Called { name: Some(name), surname: None, office: Some(office) });
            }
        }
    }
    None
}

/// 財政司司長曾俊華, 国家统计局局长康义.
fn after_office(glyphs: &Glyphs, length: usize) -> Option<Called> {
    let folded: String = glyphs.fold(0..length).iter().collect();
    if folded.contains(is_dot) {
        // The name begins behind the last office before the first dot.
        let dot = glyphs.fold(0..length).iter().position(|c| is_dot(*c))?;
        return (1..dot).rev().find_map(|at| {
            let office: String = glyphs.fold(0..at).iter().collect();
            (ends_in_office(&office) && is_person(glyphs.fold(at..length))).then(|| Called {
                name: Some(glyphs.cut(at..length)),
                surname: None,
                office: Some(glyphs.cut(0..at)),
            })
        });
    }
    let mut found = (2..=4).filter(|n| n + 2 <= length).filter(|n| {
        let office: String = glyphs.fold(0..length - n).iter().collect();
        ends_in_office(&office)
            && is_named(glyphs.fold(length - n..length))
            && !is_office(&glyphs.fold(length - n..length).iter().collect::<String>())
    });
    let n = found.next_back()?;
    // An office of two words keeps its second: 秘書長陳維安 ends in 長 and not in 秘書.
    Some(Called { name: Some(glyphs.cut(length - n..length)), surname: None, office: Some(glyphs.cut(0..length - n)) })
}

/// 李部長, 簡次長.
fn surname_office(glyphs: &Glyphs, length: usize) -> Option<Called> {
    let width = surname(glyphs.fold(0..length)).filter(|w| *w < length)?;
    let office: String = glyphs.fold(width..length).iter().collect();
    let whole: String = glyphs.fold(0..length).iter().collect();
    (is_office(&office) && !is_office(&whole)).then(|| Called {
        name: None,
        surname: Some(glyphs.cut(0..width)),
        office: Some(glyphs.cut(width..length)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_before_behind_and_inside() {
        let check = |text: &str, name: Option<&str>, office: Option<&str>| {
            let got = called(text);
            let got = got.as_ref().map(|c| (c.name.as_deref(), c.office.as_deref()));
            assert_eq!(got, Some((name, office)), "{text}");
        };
        check("鄧主任秘書陽僖", Some("鄧陽僖"), Some("主任秘書"));
        check("林委員滄敏", Some("林滄敏"), Some("委員"));
        check("潘主任委員世偉", Some("潘世偉"), Some("主任委員"));
        check("林召集委員滄敏", Some("林滄敏"), Some("召集委員"));
        check("李部長鴻源", Some("李鴻源"), Some("部長"));
        check("王政務次長某", Some("王某"), Some("政務次長"));
        check("高金委員素梅", Some("高金素梅"), Some("委員"));
        check("經濟部施部長顏祥", Some("施顏祥"), Some("經濟部部長"));
        check("陳茂波議員", Some("陳茂波"), Some("議員"));
        check("屈文議員", Some("屈文"), Some("議員"));
        check("葉劉淑儀議員", Some("葉劉淑儀"), Some("議員"));
        check("主席曾鈺成議員", Some("曾鈺成"), Some("主席"));
        check("秘書長陳維安先生", Some("陳維安"), Some("秘書長"));
        check("副秘書長林鄭寶玲女士", Some("林鄭寶玲"), Some("副秘書長"));
        check("財經事務及庫務局局長陳家強教授", Some("陳家強"), Some("財經事務及庫務局局長"));
        check("国家统计局局长 康义", Some("康义"), Some("国家统计局局长"));
        check("副局长、新闻发言人 邢慧娜", Some("邢慧娜"), Some("副局长、新闻发言人"));
        check("胡敏", Some("胡敏"), None);
        check("秘書", None, Some("秘書"));
        check("李部長", None, Some("部長"));
        check("簡次長", None, Some("次長"));
        check("財政司司長", None, Some("財政司司長"));
        check("中央组织部负责人", None, Some("中央组织部负责人"));
        check("欧阳市长", None, Some("市长"));
        check("买买提·艾力", Some("买买提·艾力"), None);
        check("高潞．以用委員", Some("高潞．以用"), Some("委員"));
        check("区长买买提·艾力", Some("买买提·艾力"), Some("区长"));
        check("房屋局局長", None, Some("房屋局局長"));
        check("常委会副主任", None, Some("常委会副主任"));
    }

    #[test]
    fn groups_and_words_are_nobody() {
        for text in ["全體議員現在", "原因如下", "第一", "各位", "我的看法是"] {
            assert_eq!(called(text), None, "{text}");
        }
        assert_eq!(called("各位委員"), None);
    }
}
