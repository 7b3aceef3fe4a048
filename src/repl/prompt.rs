//! The loop of the prompt on a terminal.

use std::path::Path;

use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Editor};

use super::command::{self, Command};
use super::complete::Vocabulary;
use super::helper::LineHelper;
use super::interpreter::{Flow, Interpreter, ReplError};
use super::split::{Statement, statements};
use super::{Ended, history};
use crate::session::Session;

type LineEditor = Editor<LineHelper, DefaultHistory>;

/// Asks and answers until the user leaves.
///
/// # Errors
/// The terminal fails.
pub fn prompt(mut interpreter: Interpreter<'_>) -> std::io::Result<Ended> {
    let colour = interpreter.screen().out_style.colour;
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .max_history_size(10_000)
        .and_then(|config| config.history_ignore_dups(true))
        .map_err(other)?
        .history_ignore_space(true)
        .bracketed_paste(true)
        .build();
    let mut editor = LineEditor::with_config(config).map_err(other)?;
    let mut vocabulary = Known::default();
    editor.set_helper(Some(LineHelper::new(colour)));
    let file = history::file();
    if let Some(file) = &file {
        // A first start has no history yet.
        let _ = editor.load_history(file);
    }
    interpreter.be_talkative();
    welcome(&mut interpreter);
    let prompt = interpreter.screen().out_style.bold("chancery> ");
    loop {
        vocabulary.renew(interpreter.session(), &mut editor);
        interpreter.screen().flush()?;
        let leaving = match editor.readline(&("chancery> ", prompt.as_str())) {
            Ok(line) => {
                remember(&mut editor, &line, file.as_deref());
                run(&mut interpreter, &mut editor, &line)? == Flow::Leave
            }
            Err(ReadlineError::Interrupted) => false,
            Err(ReadlineError::Eof) => true,
            Err(error) => return Err(other(error)),
        };
        if leaving && may_lose(&interpreter, &mut editor, "Leave all the same?")? {
            let passed = interpreter.has_passed_over();
            return Ok(if passed { Ended::PassedOver } else { Ended::Done });
        }
    }
}

fn welcome(interpreter: &mut Interpreter<'_>) {
    let empty = interpreter.session().corpus().is_empty();
    let screen = interpreter.screen();
    screen.say("A question ends with ; and commands begin with : (:help lists them).");
    if empty {
        screen.say("The graph is empty: :add PATH reads documents, :open PATH a saved graph.");
    }
}

/// Carries out all statements of a line; an error ends the line.
fn run(
    interpreter: &mut Interpreter<'_>,
    editor: &mut LineEditor,
    line: &str,
) -> std::io::Result<Flow> {
    for statement in statements(line) {
        let opens = matches!(statement, Statement::Command(line) if matches!(command::parse(line), Ok(Command::Open(_))));
        if opens && !may_lose(interpreter, editor, "Open another graph all the same?")? {
            break;
        }
        match interpreter.carry_out(statement) {
            Ok(Flow::Next) => {}
            Ok(Flow::Leave) => return Ok(Flow::Leave),
            Err(ReplError::Output(error)) => return Err(error),
            Err(error) => {
                interpreter.show(&error, statement);
                break;
            }
        }
    }
    Ok(Flow::Next)
}

/// May what is not saved be lost? The user is asked, if there is such.
fn may_lose(
    interpreter: &Interpreter<'_>,
    editor: &mut LineEditor,
    question: &str,
) -> std::io::Result<bool> {
    if !interpreter.session().is_unsaved() {
        return Ok(true);
    }
    let answering = |editor: &mut LineEditor, value| {
        if let Some(helper) = editor.helper_mut() {
            helper.answering = value;
        }
    };
    answering(editor, true);
    let answer = editor.readline(&format!("What was read is not saved. {question} [y/N] "));
    answering(editor, false);
    match answer {
        Ok(answer) => Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")),
        // Ctrl-D twice means it.
        Err(ReadlineError::Eof) => Ok(true),
        Err(ReadlineError::Interrupted) => Ok(false),
        Err(error) => Err(other(error)),
    }
}

fn remember(editor: &mut LineEditor, line: &str, file: Option<&Path>) {
    if line.trim().is_empty() || !editor.add_history_entry(line).unwrap_or(false) {
        return;
    }
    let Some(file) = file else { return };
    // A history that cannot be kept is no reason to stop.
    if let Some(folder) = file.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
    let _ = editor.append_history(file);
}

/// For which graph the words of completion were gathered.
#[derive(Default)]
struct Known {
    size: Option<(usize, usize, usize)>,
}

impl Known {
    fn renew(&mut self, session: &Session, editor: &mut LineEditor) {
        // A graph that cannot be made says so when it is asked.
        let Ok(graph) = session.graph() else { return };
        let size = (session.corpus().len(), graph.node_count(), graph.relationship_count());
        if self.size.replace(size) != Some(size)
            && let Some(helper) = editor.helper_mut()
        {
            helper.vocabulary = Vocabulary::of(graph);
        }
    }
}

fn other(error: ReadlineError) -> std::io::Error {
    match error {
        ReadlineError::Io(error) => error,
        error => std::io::Error::other(error),
    }
}
