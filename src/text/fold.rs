//! Folding for search and filter: case, full width, traditional to simplified. One char in, one char out, so that an
//! index into the folded text is an index into the text. What is shown keeps the original glyphs.
//! The table is laid out when the program is compiled: nothing is built or parsed at run time. Quotation marks that some
//! sources damage (〝〞) fold to the marks that they stand for.

/// Pairs of hanzi, one a line; the file says where they come from.
const PAIRS: &str = include_str!("../../data/fold.txt");
/// The first char of the part of the basic plane that the table covers (below are Latin, Greek, kana and marks).
const FIRST: usize = 0x3400;
/// The char after the last: the end of the unified ideographs and of the compatibility forms beside them.
const END: usize = 0xA000;
/// Chars of one page of the table: a page on which nothing folds takes no room.
const PAGE: usize = 64;
/// Pages on which something folds, and the empty one.
const PAGES: usize = 340;

/// The folded chars by page, 0 where a char stays as it is, and the page of each block of code points.
static TABLE: ([[u16; PAGE]; PAGES], [u16; (END - FIRST) / PAGE]) = table();

#[expect(clippy::large_stack_arrays, reason = "evaluated by the compiler: no stack of ours")]
const fn table() -> ([[u16; PAGE]; PAGES], [u16; (END - FIRST) / PAGE]) {
    let mut pages = [[0; PAGE]; PAGES];
    let mut of = [0; (END - FIRST) / PAGE];
    let mut used = 1;
    let bytes = PAIRS.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'#' {
            while bytes[at] != b'\n' {
                at += 1;
            }
        } else {
            // Every hanzi of the table lies in the basic plane above U+0800: three bytes.
            let from = three(bytes, at) as usize - FIRST;
            let to = three(bytes, at + 3);
            if of[from / PAGE] == 0 {
                of[from / PAGE] = used;
                used += 1;
            }
            pages[of[from / PAGE] as usize][from % PAGE] = to;
            at += 6;
        }
        at += 1;
    }
    (pages, of)
}

const fn three(bytes: &[u8], at: usize) -> u16 {
    ((bytes[at] as u16 & 0x0F) << 12) | ((bytes[at + 1] as u16 & 0x3F) << 6) | (bytes[at + 2] as u16 & 0x3F)
}

/// Whether a char is a letter or a digit of any script; a hanzi is known without Unicode's tables.
pub fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// The folded form of one character.
#[inline]
pub fn fold(c: char) -> char {
    let code = c as usize;
    if code < 0x80 {
        return c.to_ascii_lowercase();
    }
    if code.wrapping_sub(FIRST) < END - FIRST {
        let (pages, of) = &TABLE;
        let at = code - FIRST;
        return match pages[of[at / PAGE] as usize][at % PAGE] {
            0 => c,
            to => char::from_u32(u32::from(to)).unwrap_or(c),
        };
    }
    other(c)
}

/// Full width, quotation marks, and the case of scripts other than ASCII.
fn other(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '〝' => '“',
        '〞' => '”',
        '\u{FF01}'..='\u{FF5E}' => half(c).to_ascii_lowercase(),
        // Marks, bullets and kana have no case; what has one lies below them or in the supplementary planes.
        '\u{2000}'..='\u{33FF}'
            if !('\u{2100}'..='\u{24FF}').contains(&c) && !('\u{2C00}'..='\u{2DFF}').contains(&c) =>
        {
            c
        }
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// The ASCII char that a full-width one is the twin of, as an input method gives that was left on; case stays.
pub fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The folded text: as many chars as the text has.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded text to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    out.extend(text.chars().map(fold));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_folds() {
        let check = |text: &str, expected: &str| assert_eq!(folded(text), expected, "{text}");
        check("ＡＢＣ abc Ａｂ１", "abc abc ab1");
        check("習近平在臺灣強調：繁榮", "习近平在台湾强调:繁荣");
        check("裏 裡 衞 著 着 么 台", "里 里 卫 着 着 么 台");
        check("〝一体化〞　“质量”", "“一体化” “质量”");
        check("ÀÉ Ω Я İ", "àé ω я İ");
        check("𠮷野家", "𠮷野家");
    }

    #[test]
    fn the_table_is_used_whole() {
        let lines: Vec<Vec<char>> =
            PAIRS.lines().filter(|l| !l.starts_with('#')).map(|l| l.chars().collect()).collect();
        assert!(lines.len() > 2_900 && lines.is_sorted());
        for pair in lines {
            assert_eq!(fold(pair[0]), pair[1]);
        }
    }

    proptest! {
        #[test]
        fn one_in_one_out_and_settled(text in "\\PC{0,60}|[一-龥㐀-㐿Ａ-ｚ]{0,60}") {
            let once = folded(&text);
            prop_assert_eq!(once.chars().count(), text.chars().count());
            prop_assert_eq!(folded(&once), once);
        }
    }
}
