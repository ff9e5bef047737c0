//! How and on what the reader opens: the arguments that reading and `screen` share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::text::width::Mode;

/// How and on what the reader opens.
#[derive(Clone, Debug, Default, Args)]
pub struct Reader {
    /// 文件或文件夹；- 为标准输入 · files and folders; - is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 歧义宽度字符的设法 · how characters of ambiguous width are set
    #[arg(long, value_enum, default_value = "auto")]
    pub ambiguous: Ambiguous,
    /// 不向终端询问字宽 · do not ask the terminal for its widths
    #[arg(long)]
    pub no_probe: bool,
    /// 界面语言 · language of labels
    #[arg(long, value_enum)]
    pub lang: Option<Language>,
    /// 逐行朗读式输出，供读屏软件 · one line a step, for screen readers
    #[arg(long)]
    pub linear: bool,
}

impl Reader {
    /// Whether lines were asked for instead of a screen.
    pub fn lines(&self) -> Linear {
        if self.linear { Linear::Asked } else { Linear::NotAsked }
    }
}

/// Whether lines were asked for instead of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linear {
    /// They were.
    Asked,
    /// They were not.
    NotAsked,
}

/// How characters of ambiguous width are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Ambiguous {
    /// 由终端的回答而定 · as the terminal answers
    #[default]
    Auto,
    /// 一格 · one cell
    Narrow,
    /// 两格 · two cells
    Wide,
    /// 两种都不错位 · right in both
    Safe,
    /// 换成宽度确定的字符 · shown as characters of certain width
    Replace,
}

impl Ambiguous {
    /// The mode; None for auto.
    pub fn mode(self) -> Option<Mode> {
        match self {
            Self::Auto => None,
            Self::Narrow => Some(Mode::Narrow),
            Self::Wide => Some(Mode::Wide),
            Self::Safe => Some(Mode::Safe),
            Self::Replace => Some(Mode::Replace),
        }
    }
}

/// The language of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 中文 · Chinese
    Zh,
    /// 英文 · English
    En,
}
