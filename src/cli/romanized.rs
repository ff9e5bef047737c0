//! Names as they are spelled outside of pinyin, for `lookup` and `find`: which names a spelling means, and one line that
//! says so, because such spellings are ambiguous.

use clap::ValueEnum;

use super::complain;
use crate::catalogue::Catalogue;
use crate::pinyin::roman::{Spelled, System};

/// How a name is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Romanized {
    /// 粤拼与香港拼写 · Jyutping, and as in Hong Kong: Leung Chun-ying
    #[value(alias = "jyutping")]
    Cantonese,
    /// 威妥玛 · Wade–Giles: Tsai
    WadeGiles,
}

impl Romanized {
    /// The names of persons that are spelled so, other spellings included; one line says which.
    pub fn names(self, catalogue: &Catalogue, typed: &str) -> Vec<String> {
        let (system, said) = match self {
            Self::Cantonese => (System::Cantonese, "粤语拼写 Cantonese"),
            Self::WadeGiles => (System::WadeGiles, "威妥玛拼写 Wade-Giles"),
        };
        let mut names: Vec<String> = Vec::new();
        if let Some(spelled) = Spelled::new(typed, system) {
            for person in catalogue.persons() {
                let is_so = std::iter::once(&person.name).chain(&person.aliases).any(|name| spelled.is(name));
                if is_so && !names.contains(&person.name) {
                    names.push(person.name.clone());
                }
            }
        }
        let found = if names.is_empty() { "没有这样的人名 no such name".to_owned() } else { names.join("、") };
        complain(&format!("{typed}: {said} = {found}"));
        names
    }
}
