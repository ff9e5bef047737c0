//! Where the user's library lies on this platform, and what is in it, as the commands ask for it.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use super::complain;
use crate::library::{Home, Store};
use crate::model::Notes;

/// The folders of the platform; None where there is no home.
pub fn of_platform() -> Option<Home> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(Home::new(&base.data_dir(), &base.cache_dir()))
}

/// The folders and files of the library; none where there is no library. A library that is damaged or busy is told of
/// once it is opened to be read in full.
pub fn folders(home: Option<&Home>) -> Vec<PathBuf> {
    home.filter(|home| home.has_library()).and_then(Store::glance).unwrap_or_default()
}

/// What the user noted; a library that cannot be read is told in one line, and the texts stand as import understood them.
pub fn notes(home: Option<&Home>) -> Notes {
    let Some(home) = home else { return Notes::default() };
    match Store::examine(home).and_then(|store| store.map(|store| store.kept()).transpose()) {
        Ok(kept) => kept.map(|kept| Notes::new(&kept.notes)).unwrap_or_default(),
        Err(error) => {
            complain(&error.to_string());
            Notes::default()
        }
    }
}
