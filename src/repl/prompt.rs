//! The loop of the prompt on a terminal.

use std::path::Path;

use rustyline::config::Configurer as _;
use rustyline::error::ReadlineError;
use rustyline::history::{History as _, MemHistory, SearchDirection};
use rustyline::{CompletionType, Config, EditMode, Editor};

use super::command::{self, Command};
use super::error::ReplError;
use super::gather::Gatherer;
use super::helper::{LineHelper, Shared};
use super::history::{self, History};
use super::interpreter::{Flow, Interpreter};
use super::settings::Keys;
use super::split::{Statement, statements};
use super::{Ended, edit};
use crate::view;

type LineEditor = Editor<LineHelper, MemHistory>;

/// Asks and answers until the user leaves.
///
/// # Errors
/// The terminal fails.
pub fn prompt(mut interpreter: Interpreter<'_>, history: &History) -> std::io::Result<Ended> {
    let style = interpreter.screen().out_style;
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .max_history_size(history::MOST)
        .and_then(|config| config.history_ignore_dups(false))
        .map_err(other)?
        .history_ignore_space(true)
        .bracketed_paste(true)
        .build();
    let memory = MemHistory::with_config(&config);
    let mut editor = LineEditor::with_history(config, memory).map_err(other)?;
    let words = Shared::default();
    editor.set_helper(Some(LineHelper::new(style.colour, words.clone())));
    let file = history.file();
    for statement in file.as_deref().map(history::load).unwrap_or_default() {
        editor.add_history_entry(statement).map_err(other)?;
    }
    let mut gatherer = Gatherer::new(words);
    welcome(&mut interpreter);
    interpreter.offer();
    let prompt = ("chancery> ", style.bold("chancery> "));
    // What the line begins with: a statement that comes from the user's editor.
    let mut begun = String::new();
    loop {
        attune(&interpreter, &mut editor);
        interpreter.screen().flush()?;
        let initial = std::mem::take(&mut begun);
        let typed = gatherer.while_waiting(interpreter.session(), || {
            editor.readline_with_initial(&prompt, (&initial, ""))
        });
        fit(&mut interpreter);
        let leaving = match typed {
            Ok(line) => {
                let before = last_statement(&editor);
                remember(&mut editor, &line, file.as_deref());
                match run(&mut interpreter, &mut editor, &line)? {
                    Flow::Next => false,
                    Flow::Leave => true,
                    Flow::Edit => {
                        let editor = interpreter.settings_mut().edit_with.clone();
                        match edit::edit(&before, editor.as_deref()) {
                            Ok(text) => begun = text,
                            Err(error) => interpreter.show(&error, Statement::Command(":edit")),
                        }
                        false
                    }
                }
            }
            Err(ReadlineError::Interrupted) => false,
            Err(ReadlineError::Eof) => true,
            Err(error) => return Err(other(error)),
        };
        if leaving && may_lose(&interpreter, &mut editor, "Leave all the same?")? {
            if interpreter.session().is_unsaved() && interpreter.session().has_journal() {
                interpreter
                    .screen()
                    .say("the corrections are kept: they are offered the next time");
            }
            let passed = interpreter.has_passed_over();
            return Ok(if passed { Ended::PassedOver } else { Ended::Done });
        }
    }
}

fn welcome(interpreter: &mut Interpreter<'_>) {
    let session = interpreter.session();
    let imported =
        session.corpus().is_empty() && session.graph().is_ok_and(|graph| graph.node_count() > 0);
    let empty = session.corpus().is_empty() && !imported;
    let screen = interpreter.screen();
    if empty {
        screen.say("The graph is empty.");
        screen.say("  :add PATH   reads articles, a file or a folder of them");
        screen.say("  :open PATH  opens a saved graph");
        screen.say(
            "  :demo       reads the sample; :examples has questions, :help lists the commands",
        );
    } else {
        screen.say(
            "A question ends with ; and commands begin with : (:help lists them, :examples has questions).",
        );
    }
}

/// Tells the line editor what is set, and what can be named.
fn attune(interpreter: &Interpreter<'_>, editor: &mut LineEditor) {
    let settings = interpreter.settings();
    editor.set_edit_mode(match settings.editor {
        Keys::Emacs => EditMode::Emacs,
        Keys::Vi => EditMode::Vi,
    });
    if let Some(helper) = editor.helper_mut() {
        helper.hints = settings.hints;
        helper.said.parameters = interpreter.parameters().keys().map(ToString::to_string).collect();
        helper.said.columns = interpreter.columns().to_vec();
    }
}

/// The terminal may have another width than before.
fn fit(interpreter: &mut Interpreter<'_>) {
    if let Some(width) = view::terminal_width() {
        let screen = interpreter.screen();
        screen.out_style.width = Some(width);
        screen.err_style.width = Some(width);
    }
}

/// Carries out all statements of a line; an error ends the line.
fn run(
    interpreter: &mut Interpreter<'_>,
    editor: &mut LineEditor,
    line: &str,
) -> std::io::Result<Flow> {
    for statement in statements(line) {
        if replaces(statement)
            && !may_lose(interpreter, editor, "Open another graph all the same?")?
        {
            break;
        }
        match interpreter.carry_out(statement) {
            Ok(Flow::Next) => {}
            Ok(flow) => return Ok(flow),
            Err(ReplError::Output(error)) => return Err(error),
            Err(error) => {
                interpreter.show(&error, statement);
                break;
            }
        }
    }
    Ok(Flow::Next)
}

/// Does the statement put another graph in the place of this one?
fn replaces(statement: Statement<'_>) -> bool {
    let Statement::Command(line) = statement else { return false };
    matches!(command::parse(line), Ok(Command::Open(_) | Command::Demo))
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
    let answer =
        editor.readline(&format!("What was read or written is not saved. {question} [y/N] "));
    answering(editor, false);
    match answer {
        Ok(answer) => Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")),
        // Ctrl-D twice means it.
        Err(ReadlineError::Eof) => Ok(true),
        Err(ReadlineError::Interrupted) => Ok(false),
        Err(error) => Err(other(error)),
    }
}

/// What was typed last, to be written on.
fn last_statement(editor: &LineEditor) -> String {
    let history = editor.history();
    let last = history.len().checked_sub(1);
    let entry = last.and_then(|at| history.get(at, SearchDirection::Reverse).ok().flatten());
    entry.map(|entry| entry.entry.into_owned()).unwrap_or_default()
}

/// Puts a line into the history, where it stands once.
fn remember(editor: &mut LineEditor, line: &str, file: Option<&Path>) {
    let line = line.trim_end();
    if line.trim().is_empty() || line.starts_with(' ') {
        return;
    }
    let history = editor.history();
    let entry = |at| history.get(at, SearchDirection::Forward).ok().flatten();
    let known: Vec<String> =
        (0..history.len()).filter_map(entry).map(|it| it.entry.into_owned()).collect();
    if known.iter().any(|other| other == line) {
        // The history cannot forget one entry: it is filled anew without it.
        let _ = editor.clear_history();
        for other in known.iter().filter(|other| *other != line) {
            let _ = editor.add_history_entry(other.as_str());
        }
    }
    let _ = editor.add_history_entry(line);
    // A history that cannot be kept is no reason to stop.
    if let Some(file) = file {
        let _ = history::append(file, line);
    }
}

fn other(error: ReadlineError) -> std::io::Error {
    match error {
        ReadlineError::Io(error) => error,
        error => std::io::Error::other(error),
    }
}
