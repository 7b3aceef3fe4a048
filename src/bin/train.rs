//! Trains and scores the models: `cargo run --release --features train --bin train -- train --data DIR --out DIR`, or
//! `… -- evaluate --model FILE FILE.conllu…` for a model that is not embedded yet. The embedded model is scored by
//! `chancery evaluate`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chancery::evaluate::{Reading, Table};
use chancery::learn::arguments::{Options, data_folder, run};
use chancery::learn::{TrainSettings, load_model, read_treebank, train};
use chancery::syntax::Syntax;
use chancery::view::{Style, scores};

const USAGE: &str = "usage: train train [--data DIR] [--out DIR] [--keep DIR] [--SETTING NUMBER]…\n       \
                     train evaluate [--model FILE] [--by TABLE]… FILE.conllu…\n       \
                     settings: epochs, batch, rate, word-dropout, tag-dropout, hidden-dropout, \
                     untold, tag-weight, explore, teachers, teacher-epochs, \
                     shown, plain, seed\n       \
                     tables: deprel, argument, construction, confusion";

fn main() -> ExitCode {
    run(USAGE, &[("train", learn), ("evaluate", evaluate)])
}

fn learn(mut options: Options, out: &mut dyn Write) -> Result<(), String> {
    let data = options.path("data", data_folder());
    let folder = options.path("out", "models");
    let keep = options.take("keep").map(PathBuf::from);
    let mut settings = TrainSettings::default();
    options.number("epochs", &mut settings.epochs)?;
    options.number("batch", &mut settings.batch)?;
    options.number("rate", &mut settings.rate)?;
    options.number("word-dropout", &mut settings.word_dropout)?;
    options.number("tag-dropout", &mut settings.tag_dropout)?;
    options.number("hidden-dropout", &mut settings.hidden_dropout)?;
    options.number("untold", &mut settings.untold)?;
    options.number("tag-weight", &mut settings.tag_weight)?;
    options.number("explore", &mut settings.explore)?;
    options.number("teachers", &mut settings.teachers)?;
    options.number("teacher-epochs", &mut settings.teacher_epochs)?;
    options.number("shown", &mut settings.shown)?;
    options.number("plain", &mut settings.plain)?;
    options.number("seed", &mut settings.seed)?;
    options.none_left()?;
    let mut log = |line: &str| {
        // A closed pipe must not end the training.
        let _ = writeln!(out, "{line}");
    };
    train(&data, &folder, settings, keep.as_deref(), &mut log).map_err(|error| error.to_string())
}

/// Scores each file by itself, one line of JSON a file, then its tables.
fn evaluate(mut options: Options, out: &mut dyn Write) -> Result<(), String> {
    let said = |error: &dyn std::error::Error| error.to_string();
    let loaded = match options.take("model") {
        Some(path) => Some(load_model(path.as_ref()).map_err(|error| said(&error))?),
        None => None,
    };
    let syntax = match &loaded {
        Some(syntax) => syntax,
        None => Syntax::embedded().map_err(|error| said(&error))?,
    };
    let tables: Vec<Table> = std::iter::from_fn(|| options.take("by"))
        .map(|name| name.parse().map_err(|()| format!("there is no table {name}\n{USAGE}")))
        .collect::<Result<_, String>>()?;
    for file in options.files()? {
        let gold = read_treebank(&file).map_err(|error| said(&error))?;
        let reading = Reading::new(syntax, &gold);
        scores::json(out, &reading.scores()).map_err(|error| said(&error))?;
        for table in &tables {
            scores::table(out, *table, &reading, Style::PLAIN).map_err(|error| said(&error))?;
        }
    }
    Ok(())
}
