//! A file of the cache, mapped into memory: read where it lies. The only unsafe code of the program.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use memmap2::Mmap;

/// A mapped file.
pub struct Map {
    path: PathBuf,
    map: Option<Mmap>,
}

impl Map {
    /// Maps a file that is never written again: it was renamed into its place whole.
    #[expect(unsafe_code, reason = "the file is written once under another name, renamed, and never changed in place")]
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // An empty file cannot be mapped.
        let map = if file.metadata()?.len() == 0 {
            None
        } else {
            // SAFETY: nobody truncates or writes it; replacing it by rename leaves this mapping whole.
            Some(unsafe { Mmap::map(&file)? })
        };
        Ok(Self { path: path.to_path_buf(), map })
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        self.map.as_deref().unwrap_or_default()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
