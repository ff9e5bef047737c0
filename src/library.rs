//! Floor 4: the only home of the user's files: sources (read only), what the user added (one SQLite file), the cache of
//! what import understood, and the shipped texts, which take the same path as a user's files.

pub mod cache;
pub mod home;
pub mod index;
pub mod kept;
mod map;
pub mod reader;
pub mod shipped;
pub mod source;
pub mod store;

use std::path::PathBuf;

pub use home::Home;
pub use kept::Folder;
pub use store::Store;

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
    /// The library's folder cannot be written.
    #[error("{path}: 写不进去 cannot be written ({source}); 请检查权限与磁盘空间 check permissions and free space")]
    Unwritable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The library's file is damaged.
    #[error("{path}: 文库文件损坏 the library file is damaged ({reason}); 请勿删除 do not delete it")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The library's file was written by a newer version of this program.
    #[error("{path}: 由更新的版本写成 written by a newer version; 请更新座谈 update zuotan")]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// The library's file cannot be read or written.
    #[error(
        "{path}: 文库读写失败 the library cannot be read or written ({reason}); 请检查权限与磁盘空间 check permissions and free space"
    )]
    Library {
        /// The file.
        path: PathBuf,
        /// What SQLite said: words of its own, so that a chain of errors does not say it twice.
        reason: String,
    },
}
