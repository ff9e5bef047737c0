//! Words in quotation marks that open a sentence: who said them is named behind them (“…。”王某说).

use crate::import::prose::{cut, rest};

/// Where the words in quotation marks end that open a sentence, in bytes; None where none do, and where they are a name
/// (“一带一路”): what somebody said ends with a mark.
pub fn opening(sentence: &str) -> Option<usize> {
    let blank = sentence.len() - sentence.trim_start_matches(' ').len();
    let words = rest(sentence, blank);
    if !words.starts_with('“') {
        return None;
    }
    let mut depth = 0;
    let close = words.char_indices().find(|(_, c)| {
        depth += match c {
            '“' => 1,
            '”' => -1,
            _ => 0,
        };
        depth == 0
    });
    let at = close?.0;
    let said = cut(words, 0..at).ends_with(['。', '!', '?', ',', '…']);
    said.then_some(blank + at + '”'.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_open_a_sentence() {
        let check = |text: &str, behind: Option<&str>| {
            assert_eq!(opening(text).map(|at| rest(text, at)), behind, "{text}");
        };
        check("“好。”王五说", Some("王五说"));
        check(" “他说“好”。”王五说", Some("王五说"));
        check("“一带一路”倡议", None);
        check("“好。王五说", None);
        check("王五说:“好。”", None);
    }
}
