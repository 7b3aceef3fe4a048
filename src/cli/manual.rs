//! The commands `completions` and `man`: made from the one definition of the command line.

use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell as Target;
use clap_mangen::Man;

use super::arguments::Arguments;
use super::failure::{Exit, Failure};
use super::shell::Shell;

/// `completions SHELL`.
pub(super) fn completions(shell: &mut Shell, target: Target) -> Result<Exit, Failure> {
    // The generator takes no failing stream for an answer.
    let mut script = Vec::new();
    clap_complete::generate(target, &mut Arguments::command(), "chancery", &mut script);
    shell.screen.out().write_all(&script)?;
    Ok(Exit::Done)
}

/// `man [COMMAND]`: one page.
pub(super) fn page(shell: &mut Shell, command: Option<&str>) -> Result<Exit, Failure> {
    let mut root = built();
    let command = match command {
        None => &mut root,
        Some(name) => root.find_subcommand_mut(name).ok_or_else(|| {
            Failure::Usage(format!("there is no command {name:?}; `chancery help` lists them"))
        })?,
    };
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    shell.screen.out().write_all(&page)?;
    Ok(Exit::Done)
}

/// `man -o DIR`: a page for the program and one for each command.
pub(super) fn pages(shell: &mut Shell, folder: &Path) -> Result<Exit, Failure> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |reason| Failure::File { path, reason }
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let root = built();
    let mut written = 0;
    for command in std::iter::once(&root).chain(root.get_subcommands()) {
        let man = Man::new(command.clone());
        let path = folder.join(man.get_filename());
        let mut page = Vec::new();
        man.render(&mut page)?;
        std::fs::write(&path, page).map_err(failed(&path))?;
        written += 1;
    }
    shell.screen.say(&format!("wrote {written} pages to {}", folder.display()));
    Ok(Exit::Done)
}

/// The definition with the names that pages have: `chancery-query` for `chancery query`.
fn built() -> Command {
    let mut root = Arguments::command().disable_help_subcommand(true);
    root.build();
    root
}
