//! What a frame costs: bytes on the line, by what the reader does, at two sizes and in one, two and three panes, beside
//! `less` and `vim -R` where they are installed. `cargo bench --bench paint`.

fn main() {}
