//! Trains and scores the model of names: `cargo run --release --features train --bin train_names -- train [--data DIR]
//! [--grammar DIR] [--out FILE]`, or `… -- evaluate FILE…`.

use std::io::Write;
use std::process::ExitCode;

use chancery::learn::arguments::{Options, data_folder, run};
use chancery::learn::names::{Halves, NameSettings, NamesError, Prepared, evaluate_names};

const USAGE: &str = "usage: train_names train [--data DIR] [--grammar DIR] [--out FILE]\n       \
                     train_names evaluate FILE…";

fn main() -> ExitCode {
    run(USAGE, &[("train", train), ("evaluate", evaluate)])
}

fn train(mut options: Options, out: &mut dyn Write) -> Result<(), String> {
    let data = options.path("data", data_folder());
    let grammar = options.path("grammar", "grammar");
    let file = options.path("out", "models/names.bin");
    options.none_left()?;
    if file.is_dir() {
        return Err(format!("{}: a folder; --out names the file of the model", file.display()));
    }
    let mut log = |line: &str| {
        // A closed pipe must not end the training.
        let _ = writeln!(out, "{line}");
    };
    let failed = |error: NamesError| error.to_string();
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

fn evaluate(options: Options, out: &mut dyn Write) -> Result<(), String> {
    for file in options.files()? {
        let scores = evaluate_names(&file).map_err(|error| error.to_string())?;
        let line = serde_json::to_string(&scores).map_err(|error| error.to_string())?;
        writeln!(out, "{line}").map_err(|error| error.to_string())?;
    }
    Ok(())
}
