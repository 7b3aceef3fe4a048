//! The commands `diff` and `merge`: saved graphs side by side, and into one.

use std::path::Path;

use super::arguments::{DiffArguments, DiffFormat, MergeArguments};
use super::failure::{Exit, Failure};
use super::read::writable;
use super::shell::Shell;
use super::verify::held;
use crate::session::{self, SessionError};
use crate::snapshot::{self, Conflict, Content, Guards, Merged, SaveOptions};
use crate::view::{self, Diagnostic};

/// `diff A B`; whatever goes wrong is trouble, and no difference.
pub(super) fn diff(shell: &mut Shell, arguments: &DiffArguments) -> Exit {
    let compared = compared(shell, arguments)
        .and_then(|exit| shell.screen.flush().map(|()| exit).map_err(Failure::from));
    match compared {
        Ok(exit) => exit,
        Err(failure) => match failure.end(&mut shell.screen) {
            Exit::Failed => Exit::Usage,
            exit => exit,
        },
    }
}

fn compared(shell: &mut Shell, arguments: &DiffArguments) -> Result<Exit, Failure> {
    let (old, new) = (load(&arguments.old)?, load(&arguments.new)?);
    let grammar = shell.grammar()?;
    let changes = session::compare(&old, &new, &grammar).map_err(SessionError::from)?;
    let style = shell.screen.out_style;
    let out = shell.screen.out();
    match arguments.format {
        DiffFormat::Text => changes.write(out, usize::MAX, style)?,
        DiffFormat::Json => view::json_line(out, &changes.json())?,
    }
    Ok(if changes.is_empty() { Exit::Done } else { Exit::Differs })
}

fn load(path: &Path) -> Result<Content, Failure> {
    Ok(snapshot::load(path)?)
}

/// `merge A B… -o C`.
pub(super) fn merge(shell: &mut Shell, arguments: &MergeArguments) -> Result<Exit, Failure> {
    let MergeArguments { graphs, output } = arguments;
    writable(output)?;
    let keeper = shell.keeper();
    let lock = keeper.lock(output)?;
    let contents = graphs.iter().map(|path| load(path)).collect::<Result<Vec<_>, _>>()?;
    let Merged { content, conflicts } = snapshot::merge(contents);
    for conflict in conflicts {
        let code = match conflict {
            Conflict::Document { .. } => "DocumentsDiffer",
            Conflict::Node { .. } => "NodesDiffer",
        };
        shell.screen.show(&Diagnostic::warning(conflict.to_string()).code(code));
    }
    let guards = Guards { lock: Some(&lock), ..Guards::default() };
    keeper.save(output, &content, &SaveOptions::default(), guards)?;
    shell.screen.say(&format!("merged         {}", held(&content)));
    shell.screen.say(&format!("saved          {}", output.display()));
    Ok(Exit::Done)
}
