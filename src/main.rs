//! The `chancery` program.

use std::process::ExitCode;

/// A document is read into many small parts, which this one hands out sooner than the system does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    chancery::cli::run(std::env::args_os())
}
