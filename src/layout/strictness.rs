//! How strict the rules of row starts and ends are.

/// How strict the rules of row starts and ends are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strictness {
    /// No `——` or `……` at a row's start either.
    #[default]
    Strict,
    /// `——` and `……` may start a row.
    Normal,
    /// Also middle dots and connectors.
    Loose,
}
