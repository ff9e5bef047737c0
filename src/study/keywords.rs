//! What a text is about: words weighed by TF-IDF. The segmenter and its frequencies (some 80 ms and 50 MB) are loaded when
//! they are first asked for, which is in the background and never before the first frame.

use std::sync::{Mutex, OnceLock, PoisonError};

use jieba_rs::{Jieba, KeywordExtract, TfIdf};

use crate::text::fold::folded;

struct Tools {
    jieba: Jieba,
    weights: TfIdf,
}

/// The weightiest words of a text, at most `limit`, the weightiest first, in the glyphs of the text. `names` are fed to
/// the segmenter as words, so that it neither cuts nor glues them.
pub fn keywords(text: &str, names: &[String], limit: usize) -> Vec<String> {
    static TOOLS: OnceLock<Mutex<Tools>> = OnceLock::new();
    let tools = TOOLS.get_or_init(|| Mutex::new(Tools { jieba: Jieba::new(), weights: TfIdf::default() }));
    // A panic elsewhere leaves the dictionary as it was: words are only ever added.
    let mut tools = tools.lock().unwrap_or_else(PoisonError::into_inner);
    for name in names {
        let name = folded(name);
        if name.chars().count() > 1 && !tools.jieba.has_word(&name) {
            tools.jieba.add_word(&name, None, Some("nr"));
        }
    }
    // The dictionary is of simplified forms: segmented is the folded text, shown are the glyphs that stand there.
    let plain = folded(text);
    let found = tools.weights.extract_keywords(&tools.jieba, &plain, limit, Vec::new());
    found.into_iter().filter_map(|keyword| as_written(text, &plain, &keyword.keyword)).collect()
}

/// The word as the text writes it where it first stands.
fn as_written(text: &str, plain: &str, word: &str) -> Option<String> {
    let start = plain.get(..plain.find(word)?)?.chars().count();
    Some(text.chars().skip(start).take(word.chars().count()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighty_words_in_the_glyphs_of_the_text() {
        let text = "要推動高質量發展，推動一體化發展。王浩说，高質量是關鍵，易炼红指出，一體化發展要靠改革。";
        let names = ["王浩".to_owned(), "易炼红".to_owned()];
        let found = keywords(text, &names, 10);
        assert!(found.iter().all(|word| text.contains(word.as_str())), "{found:?}");
        for word in ["一體化", "王浩", "易炼红"] {
            assert!(found.iter().any(|f| f == word), "{word} {found:?}");
        }
        assert!(!found.iter().any(|f| f.contains("王浩说")), "{found:?}");
        assert_eq!(keywords("", &[], 5), [""; 0]);
    }
}
