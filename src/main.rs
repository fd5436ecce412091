//! The `rumormill` program.

fn main() -> std::process::ExitCode {
    rumormill::cli::main()
}
