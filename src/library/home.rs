//! Where the library and the cache lie: `zuotan` in the platform's data folder and in its cache folder. Nothing is created
//! here; a folder comes with the first file that is written into it.

use std::path::{Path, PathBuf};

/// The two folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    data: PathBuf,
    cache: PathBuf,
}

impl Home {
    /// The folders of a platform: `zuotan` in each.
    pub fn new(data: &Path, cache: &Path) -> Self {
        Self { data: data.join("zuotan"), cache: cache.join("zuotan") }
    }

    /// The folder of what the user added.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The folder of what can be made again.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// The file of what the user added.
    pub fn library(&self) -> PathBuf {
        self.data.join("library.sqlite")
    }

    /// Whether the user ever added anything.
    pub fn has_library(&self) -> bool {
        self.library().exists()
    }
}
