//! The command `watch`: folders are followed, and what appears or changes in them is read.

mod changes;
mod events;
mod scan;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::failure::{Exit, Failure};
use super::read::writable;
use super::shell::Shell;
use crate::session::{Outcome, Report, Request, Session, SessionError, Watch};
use crate::snapshot::SnapshotError;
use crate::source::{Input, SourceError};
use crate::view::{self, Diagnostic, FilePlace};
use changes::{Changes, Followed};
use events::Events;
use scan::{Scan, Stamp};

/// How folders are followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ways {
    /// End when all is read?
    pub(super) once: bool,
    /// How long a file must not have changed.
    pub(super) settle: Duration,
    /// Look so often, without being told by the system.
    pub(super) poll: Option<Duration>,
    /// Keep documents whose file is removed?
    pub(super) keep: bool,
    /// Take documents out whose file is not there at the start?
    pub(super) prune: bool,
}

/// So many inputs are read before an interrupt can lose them.
const PORTION: usize = 500;

/// No change is overlooked for longer, whatever the system tells.
const LONGEST: Duration = Duration::from_secs(60);

/// `watch FOLDER… -o FILE`.
pub(super) fn watch(
    shell: &mut Shell,
    folders: &[PathBuf],
    output: &Path,
    whole_text: bool,
    ways: Ways,
) -> Result<Exit, Failure> {
    writable(output)?;
    folders.iter().try_for_each(|folder| is_folder(folder))?;
    // Before the first look, so that nothing falls between.
    let mut events = Events::of(folders, ways, &mut shell.screen);
    let session = shell.session(whole_text)?;
    let mut watcher = Watcher { session, output, saved: None, passed_over: false, said: None };
    watcher.renew(shell)?;
    let mut scan = watcher.look(folders, shell);
    let mut followed = Followed::of(watcher.session.corpus(), &scan, ways.prune, shell.options());
    if !ways.once {
        let names: Vec<_> = folders.iter().map(|folder| folder.display().to_string()).collect();
        let names = view::escape(&names.join(", ")).into_owned();
        shell.screen.say(&format!("watching {names}: Ctrl-C ends it"));
    }
    let begun = Instant::now();
    loop {
        let mut changes = followed.changes(&scan, ways.settle);
        if ways.keep {
            followed.forget(&std::mem::take(&mut changes.gone));
        }
        if !changes.is_empty() && !watcher.carry_out(shell, &changes, &scan, ways.keep)? {
            return Ok(Exit::Interrupted);
        }
        followed.note(&scan, &changes);
        if shell.is_cancelled() {
            shell.screen.say("stopped: all that was read is saved");
            return Ok(Exit::Done);
        }
        if ways.once && (!changes.waiting || begun.elapsed() > ways.settle * 3) {
            return Ok(watcher.end(shell, changes.waiting));
        }
        let wait =
            if changes.waiting { ways.settle.max(Duration::from_millis(20)) } else { LONGEST };
        events.wait(wait, &shell.interrupt.cancel);
        if !shell.is_cancelled() {
            scan = watcher.look(folders, shell);
        }
    }
}

fn is_folder(folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    let reason = if folder.exists() { "it is no folder" } else { "there is no such folder" };
    Err(Failure::Watch { path: folder.display().to_string(), reason: reason.to_owned() })
}

/// So long is waited while another program writes to the graph.
const BETWEEN: Duration = Duration::from_millis(200);

struct Watcher<'o> {
    session: Session,
    output: &'o Path,
    /// The graph's file as this program knows it.
    saved: Option<Stamp>,
    passed_over: bool,
    /// What was said last of a look that failed; it is said once.
    said: Option<String>,
}

impl Watcher<'_> {
    /// Opens the graph where it is not as it was saved last: another program may have written to it.
    fn renew(&mut self, shell: &Shell) -> Result<(), Failure> {
        let now = Stamp::of(self.output);
        if now.is_some() && now != self.saved {
            shell.run(&mut self.session, Request::Open { path: self.output.to_owned() })?;
            self.saved = now;
        }
        Ok(())
    }

    fn look(&mut self, folders: &[PathBuf], shell: &mut Shell) -> Scan {
        let scan = Scan::of(folders, shell.options());
        let trouble = scan.trouble.first().map(ToString::to_string);
        if let Some(error) = scan.trouble.first()
            && trouble != self.said
        {
            let file =
                FilePlace { file: error.path().display().to_string(), ..FilePlace::default() };
            shell.screen.show(
                &Diagnostic::warning(error.to_string())
                    .code(error.code())
                    .in_file(Some(file))
                    .help(error.hint()),
            );
        }
        self.said = trouble;
        scan
    }

    /// Reads, takes out and saves; false where it was interrupted.
    fn carry_out(
        &mut self,
        shell: &mut Shell,
        changes: &Changes,
        scan: &Scan,
        keep: bool,
    ) -> Result<bool, Failure> {
        loop {
            self.renew(shell)?;
            let (mut report, whole) = self.follow(shell, changes, scan)?;
            if whole && !keep {
                self.take_leftovers_out(shell, changes, scan, &mut report)?;
            }
            if self.session.is_unsaved() {
                if Stamp::of(self.output) != self.saved && Stamp::of(self.output).is_some() {
                    // Somebody wrote to the graph while this one read: that goes first.
                    continue;
                }
                if !self.save(shell)? {
                    continue;
                }
            }
            self.tell(shell, &report);
            if !whole {
                let done = report.read + report.older + report.passed_over.len();
                let left = changes.inputs.len().saturating_sub(done).max(1);
                shell.screen.say(&format!("interrupted: {left} files are left for the next time"));
            }
            return Ok(whole);
        }
    }

    /// Saves, once no other program writes to the graph; false where that has changed it since it was opened.
    fn save(&mut self, shell: &mut Shell) -> Result<bool, Failure> {
        let mut told = false;
        loop {
            let path = Some(self.output.to_owned());
            match shell.run(&mut self.session, Request::Save { path }) {
                Ok(_) => {
                    self.saved = Stamp::of(self.output);
                    return Ok(true);
                }
                Err(SessionError::Snapshot(SnapshotError::Changed { .. })) => return Ok(false),
                Err(SessionError::Snapshot(SnapshotError::Locked { holder, .. }))
                    if !shell.is_cancelled() =>
                {
                    if !std::mem::replace(&mut told, true) {
                        shell
                            .screen
                            .say(&format!("{} writes to the graph: waiting", holder.told()));
                    }
                    std::thread::sleep(BETWEEN);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Reads in portions, so that an interrupt loses at most one; was all read?
    fn follow(
        &mut self,
        shell: &Shell,
        changes: &Changes,
        scan: &Scan,
    ) -> Result<(Report, bool), Failure> {
        let mut whole = Report::default();
        let progress = shell.progress();
        let all = changes.inputs.len();
        let portions = changes.inputs.chunks(PORTION.max(all / 20)).map(<[Input]>::to_vec);
        // What is gone goes with the first portion, or alone.
        let mut gone = Some(self.documents_of(&changes.gone, scan));
        let alone = changes.inputs.is_empty().then(Vec::new);
        for (i, inputs) in portions.chain(alone).enumerate() {
            let before = i * PORTION.max(all / 20);
            let advance = |done, _| progress.advance(before + done, all);
            let watch = Watch { cancel: &shell.interrupt.cancel, progress: &advance };
            let request = Request::Follow { inputs, gone: gone.take().unwrap_or_default() };
            match self.session.run(request, watch) {
                Ok(Outcome::Read(report)) => {
                    whole.read += report.read;
                    whole.older += report.older;
                    whole.documents.extend(report.documents);
                    whole.replaced.extend(report.replaced);
                    whole.removed.extend(report.removed);
                    whole.passed_over.extend(report.passed_over);
                    whole.warnings.extend(report.warnings);
                }
                Ok(_) => {}
                Err(error) if error.is_interrupt() => return Ok((whole, false)),
                Err(error) => return Err(error.into()),
            }
        }
        Ok((whole, true))
    }

    /// The documents that came from inputs which are gone: those of their names, and those of what they held.
    fn documents_of(&self, gone: &[String], scan: &Scan) -> Vec<String> {
        let gone: BTreeSet<&str> = gone.iter().map(String::as_str).collect();
        let is_gone = |document: &str| {
            let mut above = Some(document);
            while let Some(id) = above {
                if gone.contains(id) {
                    return true;
                }
                above = id.rsplit_once('/').map(|(parent, _)| parent);
            }
            false
        };
        if gone.is_empty() {
            return Vec::new();
        }
        let ids = self.session.corpus().iter().map(|read| read.document.id.as_str());
        ids.filter(|id| is_gone(id) && scan.owner(id).is_none()).map(str::to_owned).collect()
    }

    /// Takes out what files of many documents held before, and no longer hold. Where such a file could not be read to its end,
    /// what it held stays.
    fn take_leftovers_out(
        &mut self,
        shell: &Shell,
        changes: &Changes,
        scan: &Scan,
        report: &mut Report,
    ) -> Result<(), Failure> {
        let broken: BTreeSet<&Path> =
            report.passed_over.iter().filter(|it| it.ends_input()).map(SourceError::path).collect();
        let again: BTreeSet<&str> = changes
            .inputs
            .iter()
            .filter(|input| !input.holds_one() && !broken.contains(input.place.path()))
            .map(|input| input.id.as_str())
            .collect();
        if again.is_empty() {
            return Ok(());
        }
        let read: BTreeSet<&str> = report.documents.iter().map(String::as_str).collect();
        let ids = self.session.corpus().iter().map(|read| read.document.id.as_str());
        let left: Vec<String> = ids
            .filter(|id| !read.contains(id))
            .filter(|id| scan.owner(id).is_some_and(|input| again.contains(input.id.as_str())))
            .map(str::to_owned)
            .collect();
        if left.is_empty() {
            return Ok(());
        }
        let watch = Watch { cancel: &shell.interrupt.cancel, progress: &|_, _| {} };
        let request = Request::Follow { inputs: Vec::new(), gone: left };
        if let Outcome::Read(more) = self.session.run(request, watch)? {
            report.removed.extend(more.removed);
        }
        Ok(())
    }

    fn tell(&mut self, shell: &mut Shell, report: &Report) {
        self.passed_over |= !report.passed_over.is_empty();
        report.diagnostics().for_each(|diagnostic| shell.screen.show(&diagnostic));
        let mut parts = Vec::new();
        let mut part = |n: usize, what: &str| {
            if n > 0 {
                parts.push(format!("{what} {}", view::grouped(n)));
            }
        };
        part(report.read - report.replaced.len(), "read");
        part(report.replaced.len(), "read again");
        part(report.removed.len(), "removed");
        part(report.passed_over.len(), "passed over");
        part(report.older, "left out");
        if parts.is_empty() {
            return;
        }
        let documents = self.session.corpus().len();
        let words = if documents == 1 { "document" } else { "documents" };
        shell.screen.say(&format!(
            "{}; {} {words} in {}",
            parts.join(", "),
            view::grouped(documents),
            view::escape(&self.output.display().to_string()),
        ));
    }

    /// The end of `--once`.
    fn end(&self, shell: &mut Shell, waiting: bool) -> Exit {
        if waiting {
            shell.screen.say("some files are still being written: they are left for the next time");
        }
        if waiting || self.passed_over || self.said.is_some() {
            Exit::PassedOver
        } else {
            Exit::Done
        }
    }
}
