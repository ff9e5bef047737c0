//! The folded text of all rows in one run of bytes, two for a hanzi, with the ends of columns and rows: what an index over
//! many rows can afford (no allocation a row). Nothing here matches.

use super::field::{Field, Weight};
use crate::pinyin::walk::Unit;
use crate::text::fold::fold;

/// Code points that take two bytes, in order: hanzi first, then marks and letters that stand beside them.
const PAIRS: [(u32, u32); 6] =
    [(0x4E00, 0xA000), (0x3400, 0x4DC0), (0x3000, 0x3100), (0x2000, 0x2600), (0x00A0, 0x0500), (0xFF00, 0xFFF0)];
/// The byte before a code point that takes three more.
const OTHER: u8 = 0xFF;

/// Adds a char to packed text.
fn pack(c: char, out: &mut Vec<u8>) {
    let code = u32::from(c);
    if let Ok(byte) = u8::try_from(code)
        && byte < 0x80
    {
        out.push(byte);
        return;
    }
    let mut first = 0;
    for (from, to) in PAIRS {
        if (from..to).contains(&code) {
            let number = first + code - from;
            out.extend([0x80 + (number >> 8) as u8, number as u8]);
            return;
        }
        first += to - from;
    }
    let [_, bytes @ ..] = code.to_be_bytes();
    out.push(OTHER);
    out.extend(bytes);
}

/// The text of a column, packed.
#[derive(Clone, Copy, Debug)]
pub struct Column<'r> {
    packed: &'r [u8],
    /// What it is.
    pub weight: Weight,
}

/// A packed char.
#[derive(Clone, Copy, Debug)]
pub enum Packed {
    /// One byte or two.
    Short(u16),
    /// One that takes more.
    Long(char),
}

impl Unit for Packed {
    fn slot(self) -> usize {
        match self {
            Self::Short(short) => short.into(),
            Self::Long(_) => usize::MAX,
        }
    }

    fn char(self) -> char {
        let short = match self {
            Self::Long(c) => return c,
            Self::Short(short) => u32::from(short),
        };
        let Some(mut number) = short.checked_sub(0x8000) else { return char::from_u32(short).unwrap_or_default() };
        for (from, to) in PAIRS {
            if number < to - from {
                return char::from_u32(from + number).unwrap_or_default();
            }
            number -= to - from;
        }
        char::default()
    }
}

impl<'r> Column<'r> {
    /// Its chars.
    pub fn chars(&self) -> impl Iterator<Item = char> + use<'r> {
        self.units().map(Packed::char)
    }

    /// Its chars as they are packed.
    pub fn units(&self) -> impl Iterator<Item = Packed> + use<'r> {
        let mut left = self.packed;
        std::iter::from_fn(move || match left {
            [byte @ ..0x80, rest @ ..] => {
                left = rest;
                Some(Packed::Short(u16::from(*byte)))
            }
            [high @ ..=0xFE, low, rest @ ..] => {
                left = rest;
                Some(Packed::Short(u16::from_be_bytes([*high, *low])))
            }
            [OTHER, a, b, c, rest @ ..] => {
                left = rest;
                char::from_u32(u32::from_be_bytes([0, *a, *b, *c])).map(Packed::Long)
            }
            _ => None,
        })
    }
}

/// Rows of columns.
#[derive(Default)]
pub struct Rows {
    packed: Vec<u8>,
    /// For each column of each row: the byte after its last.
    columns: Vec<u32>,
    weights: Vec<Weight>,
    /// For each row: the column after its last.
    ends: Vec<u32>,
    /// For each row the first char of its first column, as far as it has sixteen bits.
    first: Vec<u16>,
}

impl Rows {
    /// Adds a row. What does not fit into 4 GiB of packed text stays empty and is not found.
    pub fn push(&mut self, fields: &[Field]) {
        for field in fields {
            if u32::try_from(self.packed.len() + 4 * field.text.len()).is_ok() {
                for c in field.text.chars() {
                    pack(fold(c), &mut self.packed);
                }
            }
            self.columns.push(self.packed.len() as u32);
            self.weights.push(field.weight);
        }
        self.ends.push(self.columns.len() as u32);
        let first = fields.first().and_then(|field| field.text.chars().next()).map_or('\0', fold);
        self.first.push(u16::try_from(u32::from(first)).unwrap_or(0));
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The columns of a row.
    pub fn columns(&self, row: usize) -> impl Iterator<Item = Column<'_>> {
        let first = row.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let last = self.ends[row] as usize;
        let mut start = first.checked_sub(1).map_or(0, |before| self.columns[before] as usize);
        let weights = self.weights.get(first..last).unwrap_or_default();
        self.columns.get(first..last).unwrap_or_default().iter().zip(weights).map(move |(&end, &weight)| {
            let from = std::mem::replace(&mut start, end as usize);
            Column { packed: self.packed.get(from..end as usize).unwrap_or_default(), weight }
        })
    }

    /// Touches the text of rows that are going to be looked at. Rows that stand apart are not in the processor's cache: to wait
    /// for many at once is quicker than for one after the other.
    pub fn touch(&self, rows: impl Iterator<Item = usize>) {
        let touched = rows.fold(0, |sum, row| {
            let text =
                self.columns(row).find(|column| !column.packed.is_empty()).map_or(&[][..], |column| column.packed);
            sum ^ text.first().unwrap_or(&0) ^ text.last().unwrap_or(&0)
        });
        std::hint::black_box(touched);
    }

    /// The first char of the first column of a row; `\0` for one of more than sixteen bits.
    pub fn first(&self, row: usize) -> char {
        self.first.get(row).and_then(|first| char::from_u32(u32::from(*first))).unwrap_or('\0')
    }

    /// Gives back memory that growing has set aside.
    pub fn settle(&mut self) {
        self.packed.shrink_to_fit();
        self.columns.shrink_to_fit();
        self.weights.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.first.shrink_to_fit();
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        let columns = self.columns.capacity() * 4 + self.weights.capacity() * size_of::<Weight>();
        self.packed.capacity() + columns + self.ends.capacity() * 4 + self.first.capacity() * 2
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold::folded;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_packed_comes_back_folded(rows in proptest::collection::vec(
            proptest::collection::vec(proptest::prop_oneof![".{0,12}", "[一-丆臺㐂、Ａﾰ𠀀😀é“a]{0,12}"], 0..4), 0..8)) {
            let mut packed = Rows::default();
            for row in &rows {
                let fields: Vec<Field> =
                    row.iter().map(|text| Field { text: text.clone(), weight: Weight::Name }).collect();
                packed.push(&fields);
            }
            for (at, row) in rows.iter().enumerate() {
                let back: Vec<String> = packed.columns(at).map(|column| column.chars().collect()).collect();
                let expected: Vec<String> = row.iter().map(|text| folded(text)).collect();
                prop_assert_eq!(back, expected);
            }
        }
    }
}
