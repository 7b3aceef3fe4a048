//! Trains and scores the model of names: `cargo run --release --features train --bin train_names -- train [--data DIR]
//! [--grammar DIR] [--out FILE]`, or `… -- evaluate FILE…`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chancery::learn::names::{Halves, NameSettings, Prepared, evaluate_names};

const USAGE: &str = "usage: train_names train [--data DIR] [--grammar DIR] [--out FILE]\n       \
                     train_names evaluate FILE…\n";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    let done = match arguments.split_first() {
        Some((command, rest)) if command == "train" => train(rest, &mut out),
        Some((command, rest)) if command == "evaluate" => evaluate(rest, &mut out),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Nothing is left to do where standard error is closed, too.
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}

fn train(arguments: &[String], out: &mut impl Write) -> Result<(), String> {
    let mut data =
        PathBuf::from(std::env::var_os("CHANCERY_DATA").unwrap_or_else(|| "../shared".into()));
    data.push("data");
    let (mut grammar, mut file) = (PathBuf::from("grammar"), PathBuf::from("models/names.bin"));
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name == "--data" => data = value.into(),
            [name, value] if name == "--grammar" => grammar = value.into(),
            [name, value] if name == "--out" => file = value.into(),
            _ => return Err(USAGE.to_owned()),
        }
    }
    let mut log = |line: &str| {
        // A closed pipe must not end the training.
        let _ = writeln!(out, "{line}");
    };
    let failed = |error: chancery::learn::names::NamesError| error.to_string();
    let models = Halves::learn(&data, &mut log).map_err(failed)?;
    let halves = Halves::read(&data, &models).map_err(failed)?;
    let settings = NameSettings::default();
    let prepared = Prepared::read(&data, &grammar, &halves, settings).map_err(failed)?;
    log("sentences read");
    let model = prepared.model(settings);
    std::fs::write(&file, &model).map_err(|error| format!("{}: {error}", file.display()))?;
    log(&format!("{}: {} bytes", file.display(), model.len()));
    Ok(())
}

fn evaluate(files: &[String], out: &mut impl Write) -> Result<(), String> {
    for file in files {
        let scores = evaluate_names(Path::new(file)).map_err(|error| error.to_string())?;
        let line = serde_json::to_string(&scores).map_err(|error| error.to_string())?;
        writeln!(out, "{line}").map_err(|error| error.to_string())?;
    }
    Ok(())
}
