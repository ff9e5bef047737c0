//! The program: parses, runs, prints the chain of an error and leaves with the exit code of the contract.

use std::process::ExitCode;

fn main() -> ExitCode {
    zuotan::cli::main()
}
