//! The command `restore`: an older state of a graph is brought back.

use super::arguments::RestoreArguments;
use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::snapshot::{self, Backup};
use crate::view;

/// `restore GRAPH [--list] [N]`.
pub(super) fn restore(shell: &mut Shell, arguments: &RestoreArguments) -> Result<Exit, Failure> {
    let RestoreArguments { graph, nth, list } = arguments;
    if *list {
        let backups = snapshot::backups(graph)?;
        let out = shell.screen.out();
        for (place, backup) in backups.iter().enumerate() {
            let file = backup.path.file_name().unwrap_or_default().to_string_lossy();
            writeln!(
                out,
                "{:>3}  {}  {:>13} bytes  {}",
                place + 1,
                saved(backup),
                view::grouped(usize::try_from(backup.length).unwrap_or(usize::MAX)),
                view::escape(&file)
            )?;
        }
        if backups.is_empty() {
            shell
                .screen
                .say("no older state was kept: --backup N keeps the last N when a graph is saved");
        }
        return Ok(Exit::Done);
    }
    let restored = shell.keeper().restore(graph, *nth)?;
    shell.screen.say(&format!("restored       {}, as saved {}", graph.display(), saved(&restored)));
    Ok(Exit::Done)
}

/// When a state was saved, to the second.
fn saved(backup: &Backup) -> String {
    let time = backup.saved.and_then(|time| jiff::Timestamp::try_from(time).ok());
    let time = time.and_then(|time| jiff::Timestamp::from_second(time.as_second()).ok());
    time.map_or_else(|| "at an unknown time".to_owned(), |time| time.to_string())
}
