//! Floor 1: readings of hanzi. One table hanzi → toneless readings; no pinyin string is ever stored beside a text: `spell`
//! runs what was typed over the hanzi themselves. `name` knows how names are read, for order and display.
//! The table is laid out when the program is compiled; nothing is built at start-up.

pub mod name;
pub mod roman;
pub mod spell;
pub mod walk;

/// Lines of readings and the hanzi that have them; the file says where they come from.
const LINES: &str = include_str!("../data/pinyin.txt");
/// The hanzi that the table covers: the unified ideographs of the basic plane and those of extension A.
const FIRST: usize = 0x3400;
const END: usize = 0xA000;
/// An upper bound of the number of lines, the empty first one included.
const LISTS: usize = 4_600;

/// The bits of the initials of one letter; those of zh, ch and sh stand behind them.
const ONE_LETTER: u32 = (1 << 26) - 1;
/// The first letters of the initials of two, in the order of their bits.
pub const DIGRAPHS: [u8; 3] = [b'c', b's', b'z'];

/// Which line each hanzi stands on (0: none), where the readings of each line start, how many bytes they are, and their
/// initials by bit.
struct Table {
    of: [u16; END - FIRST],
    at: [u32; LISTS],
    len: [u8; LISTS],
    initials: [u32; LISTS],
}

static TABLE: Table = table();

#[expect(clippy::large_stack_arrays, reason = "evaluated by the compiler: no stack of ours")]
const fn table() -> Table {
    let mut table = Table { of: [0; END - FIRST], at: [0; LISTS], len: [0; LISTS], initials: [0; LISTS] };
    let bytes = LINES.as_bytes();
    let (mut at, mut line) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'#' {
            while bytes[at] != b'\n' {
                at += 1;
            }
        } else {
            line += 1;
            table.at[line] = at as u32;
            let mut initial = true;
            while bytes[at] != b'\t' {
                if initial {
                    table.initials[line] |= 1 << (bytes[at] - b'a');
                    let mut digraph = 0;
                    while digraph < DIGRAPHS.len() {
                        if bytes[at] == DIGRAPHS[digraph] && bytes[at + 1] == b'h' {
                            table.initials[line] |= 1 << (26 + digraph);
                        }
                        digraph += 1;
                    }
                }
                initial = bytes[at] == b' ';
                at += 1;
            }
            table.len[line] = (at - table.at[line] as usize) as u8;
            at += 1;
            while bytes[at] != b'\n' {
                let code = ((bytes[at] as usize & 0x0F) << 12)
                    | ((bytes[at + 1] as usize & 0x3F) << 6)
                    | (bytes[at + 2] as usize & 0x3F);
                // 〇 alone lies outside of the block; `line` looks for it there.
                table.of[if code < FIRST { 0x4DC0 - FIRST } else { code - FIRST }] = line as u16;
                at += 3;
            }
        }
        at += 1;
    }
    table
}

/// The line of a hanzi; 0 where it has none. U+4DC0 is a hexagram, whose place 〇 takes.
fn line(c: char) -> usize {
    let code = match c {
        '〇' => 0x4DC0,
        '\u{4DC0}' => return 0,
        _ => c as usize,
    };
    TABLE.of.get(code.wrapping_sub(FIRST)).copied().unwrap_or(0).into()
}

/// The toneless readings of a hanzi, the most usual first (v for ü); none where none is known.
pub fn readings(c: char) -> impl Iterator<Item = &'static str> + Clone {
    let line = line(c);
    let start = TABLE.at[line] as usize;
    let list = LINES.get(start..start + usize::from(TABLE.len[line])).filter(|list| !list.is_empty());
    list.into_iter().flat_map(|list| list.split(' '))
}

/// The same as bytes, for where it is asked millions of times.
pub fn reading_bytes(c: char) -> impl Iterator<Item = &'static [u8]> {
    let line = line(c);
    let start = TABLE.at[line] as usize;
    let list = LINES.as_bytes().get(start..start + usize::from(TABLE.len[line])).filter(|list| !list.is_empty());
    list.into_iter().flat_map(|list| list.split(|&byte| byte == b' '))
}

/// The first letters of all readings of a hanzi: bit 0 is a, bit 25 is z; 0 where no reading is known.
pub fn initials(c: char) -> u32 {
    all_initials(c).0
}

/// The same, and by bit in the order of [`DIGRAPHS`] which of ch, sh and zh begin a reading.
pub fn all_initials(c: char) -> (u32, u32) {
    let bits = TABLE.initials[line(c)];
    (bits & ONE_LETTER, bits >> 26)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_come_from_the_table() {
        let check = |c: char, expected: &str| assert_eq!(readings(c).collect::<Vec<_>>().join(" "), expected, "{c}");
        check('李', "li");
        check('长', "zhang chang");
        check('吕', "lv");
        check('曾', "ceng zeng");
        check('许', "xu");
        check('〇', "ling yuan xing");
        check('a', "");
        check('\u{4DC0}', "");
        check('龥', "yu");
        assert_eq!(initials('长'), 1 << 25 | 1 << 2);
        assert_eq!(initials('x'), 0);
        assert_eq!(all_initials('长'), (1 << 25 | 1 << 2, 0b101));
        assert_eq!(all_initials('三'), (1 << 18, 0));
    }

    #[test]
    fn the_table_is_whole() {
        let mut hanzi = 0;
        for line in LINES.lines().filter(|l| !l.starts_with('#')) {
            let (list, chars) = line.split_once('\t').unwrap();
            for c in chars.chars() {
                assert!(readings(c).eq(list.split(' ')), "{c}");
                hanzi += 1;
            }
        }
        assert_eq!(hanzi, 26_704);
    }
}
