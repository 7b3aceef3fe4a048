//! Trains and scores the models: `cargo run --release --features train --bin train -- train --data DIR --out DIR`, or
//! `… -- evaluate FILE.conllu …`, or `… -- attribution FILE.jsonl …` for who said what.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chancery::extract::Extractor;
use chancery::grammar::Grammar;
use chancery::learn::{
    LearnError, TrainSettings, evaluate_attribution, evaluate_sentences, load_model, read_treebank,
    score_labels, score_syntax, train,
};
use chancery::syntax::Syntax;

const USAGE: &str = "usage: train train [--data DIR] [--out DIR] [--SETTING NUMBER]…\n       \
                     train evaluate [--model FILE] [--by-deprel] FILE.conllu…\n       \
                     train attribution FILE.jsonl…\n       \
                     settings: tagger-epochs, folds, fold-epochs, parser-epochs, tagger-entries, \
                     parser-batch, parser-rate, \
                     parser-word-dropout, parser-hidden-dropout, explore, seed\n";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    let done = match arguments.split_first() {
        Some((command, rest)) if command == "train" => run_training(rest, &mut out),
        Some((command, rest)) if command == "evaluate" => run_evaluation(rest, &mut out),
        Some((command, rest)) if command == "attribution" => run_attribution(rest, &mut out),
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

fn run_training(arguments: &[String], out: &mut impl Write) -> Result<(), String> {
    let mut data =
        PathBuf::from(std::env::var_os("CHANCERY_DATA").unwrap_or_else(|| "../shared".into()));
    data.push("data");
    let mut folder = PathBuf::from("models");
    let mut settings = TrainSettings::default();
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { return Err(USAGE.to_owned()) };
        let number = || value.parse::<usize>().map_err(|_| USAGE.to_owned());
        match name.as_str() {
            "--data" => data = value.into(),
            "--out" => folder = value.into(),
            "--tagger-epochs" => settings.tagger_epochs = number()?,
            "--folds" => settings.folds = number()?,
            "--fold-epochs" => settings.fold_epochs = number()?,
            "--parser-epochs" => settings.parser_epochs = number()?,
            "--tagger-entries" => settings.tagger_entries = number()?,
            "--parser-batch" => settings.parser_batch = number()?,
            "--parser-rate" => settings.parser_rate = number()? as u32,
            "--parser-word-dropout" => settings.parser_word_dropout = number()? as u32,
            "--parser-hidden-dropout" => settings.parser_hidden_dropout = number()? as u32,
            "--explore" => settings.explore = number()?,
            "--seed" => settings.seed = number()? as u64,
            _ => return Err(USAGE.to_owned()),
        }
    }
    let mut log = |line: &str| {
        // A closed pipe must not end the training.
        let _ = writeln!(out, "{line}");
    };
    train(&data, &folder, settings, &mut log).map_err(|error| error.to_string())
}

fn run_attribution(files: &[String], out: &mut impl Write) -> Result<(), String> {
    let grammar = Grammar::embedded().map_err(|error| error.to_string())?;
    let extractor = Extractor::new(Arc::new(grammar)).map_err(|error| error.to_string())?;
    for file in files {
        let scores =
            evaluate_attribution(&extractor, file.as_ref()).map_err(|error| error.to_string())?;
        let row = |right| {
            let (p, r, f1) = scores.rates(right);
            format!("{{\"p\": {p:.4}, \"r\": {r:.4}, \"f1\": {f1:.4}}}")
        };
        writeln!(
            out,
            "{{\"documents\": {}, \"gold\": {}, \"read\": {}, \"source\": {}, \"content\": {}}}",
            scores.documents,
            scores.gold,
            scores.read,
            row(scores.source),
            row(scores.content),
        )
        .map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn run_evaluation(arguments: &[String], out: &mut impl Write) -> Result<(), String> {
    let failed = |error: LearnError| error.to_string();
    let mut by_label = false;
    let mut loaded = None;
    let mut files = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--by-deprel" => by_label = true,
            "--model" => {
                let path = rest.next().ok_or_else(|| USAGE.to_owned())?;
                loaded = Some(load_model(path.as_ref()).map_err(failed)?);
            }
            _ => files.push(PathBuf::from(argument)),
        }
    }
    let syntax = match &loaded {
        Some(syntax) => syntax,
        None => Syntax::embedded().map_err(|error| error.to_string())?,
    };
    for file in files {
        let gold = read_treebank(&file).map_err(failed)?;
        let scores = score_syntax(syntax, &gold);
        let splits = evaluate_sentences(&file).map_err(failed)?;
        writeln!(
            out,
            "{{\"upos\": {:.4}, \"uas\": {:.4}, \"las\": {:.4}, \"lemma\": {:.4}, \"feats\": {:.4}, \
             \"sentences\": {}, \"words\": {}, \"words_per_second\": {:.0}, \"sentence_f1\": {:.4}, \"token_f1\": {:.4}}}",
            scores.upos, scores.uas, scores.las, scores.lemma, scores.feats, scores.sentences,
            scores.words, scores.words_per_second, splits.sentences, splits.tokens,
        )
        .map_err(|error| error.to_string())?;
        if by_label {
            for label in score_labels(syntax, &gold) {
                let precision = label.right as f64 / label.given.max(1) as f64;
                let recall = label.right as f64 / label.gold.max(1) as f64;
                writeln!(out, "{:14} {:6} {precision:.3} {recall:.3}", label.label, label.gold)
                    .map_err(|error| error.to_string())?;
            }
        }
    }
    Ok(())
}
