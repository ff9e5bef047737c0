//! The one line on standard error that says what is wrong, where, and what to do.

/// One line on standard error.
#[expect(clippy::print_stderr, reason = "the command line is where the program speaks")]
pub fn complain(line: &str) {
    // A message may quote a file: nothing in it may steer the terminal, and it stays one line.
    let line: String = line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    eprintln!("zuotan: {line}");
}
