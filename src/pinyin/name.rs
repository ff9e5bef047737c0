//! How names are read: surnames and places whose reading is not the most usual one of their hanzi, for order and display.
//! Matching does not need it: there any reading does; it only ranks a surname's own reading first.

/// Names and their readings; the file says where they come from.
const LINES: &str = include_str!("../../data/readings-names.txt");

/// The readings that the start of a person's name has as a surname, where that is not the most usual one: as many as the
/// surname has hanzi. Two hanzi go before one: 单于 before 单.
pub fn surname(name: &str) -> Option<impl Iterator<Item = &'static str>> {
    listed("s", name).map(|(_, readings)| readings.split(' '))
}

/// The longest listed name of a kind that the text starts with, and its readings.
fn listed(kind: &str, text: &str) -> Option<(&'static str, &'static str)> {
    // Most names have no line: one look turns them away.
    LINES.contains(text.chars().next()?).then_some(())?;
    LINES
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            (cells.next() == Some(kind)).then_some(())?;
            Some((cells.next()?, cells.next()?))
        })
        .filter(|(name, _)| text.starts_with(name))
        .max_by_key(|(name, _)| name.len())
}

/// What a name is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The name of a person: the surname is read as one.
    Person,
    /// Any other name: places in it are read as places.
    Thing,
}

/// The readings of a name in order, separated by spaces, v for ü; what has no reading stands as it is, in lower case.
/// Names that are ordered by it stand as in a Chinese dictionary.
pub fn spelled(name: &str, of: Of) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut rest = name;
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        let known = match of {
            Of::Person if first => listed("s", rest),
            Of::Person => None,
            Of::Thing => listed("p", rest),
        };
        first = false;
        if let Some((name, readings)) = known {
            out.push(readings.to_owned());
            rest = rest.strip_prefix(name).unwrap_or_default();
            continue;
        }
        rest = rest.strip_prefix(c).unwrap_or_default();
        match super::readings(c).next() {
            Some(reading) => out.push(reading.to_owned()),
            None if c.is_whitespace() => {}
            None => out.push(c.to_lowercase().collect()),
        }
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_names() {
        let check = |name: &str, of: Of, expected: &str| assert_eq!(spelled(name, of), expected, "{name}");
        check("李强", Of::Person, "li qiang");
        check("曾庆红", Of::Person, "zeng qing hong");
        check("单单", Of::Person, "shan dan");
        check("尉迟恭", Of::Person, "yu chi gong");
        check("重庆市", Of::Thing, "chong qing shi");
        check("六安", Of::Thing, "lu an");
        check("长三角 G60", Of::Thing, "chang san jiao g 6 0");
    }

    #[test]
    fn every_reading_is_one_of_the_hanzi() {
        for line in LINES.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let readings: Vec<&str> = cells[2].split(' ').collect();
            assert_eq!(cells[1].chars().count(), readings.len(), "{line}");
            for (c, reading) in cells[1].chars().zip(readings) {
                assert!(super::super::readings(c).any(|r| r == reading), "{line}");
            }
        }
    }
}
