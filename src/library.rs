//! Floor 4: the only home of the user's files: sources (read only), what the user added, the cache of what import
//! understood, and the shipped texts, which take the same path as a user's files.

pub mod shipped;
pub mod source;

use std::path::PathBuf;

/// What can be wrong with a file, in one line: what, where, what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{path}: 没有这个文件或文件夹 no such file or folder; 请检查路径 check the path")]
    Missing {
        /// As given.
        path: PathBuf,
    },
    /// It cannot be read.
    #[error("{path}: 无法读取 cannot be read ({source}); 请检查权限 check its permissions")]
    Unreadable {
        /// As given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is nothing in it that import understands.
    #[error("{path}: {reason}")]
    Nothing {
        /// As given.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
}
