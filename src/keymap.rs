//! Floor 6: chords to commands. Derived from the command rows and from what the configuration changes.
