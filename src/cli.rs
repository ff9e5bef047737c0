//! Floor 9: one file per subcommand; reading is the default. The only place that prints.

pub mod screen;

use std::process::ExitCode;

/// Parses the arguments, runs, prints the chain of an error.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
