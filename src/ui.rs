//! Floor 7: `&App` to cells; the theme; one file per region. Drawing never writes state back.
