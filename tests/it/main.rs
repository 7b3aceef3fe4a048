//! All integration tests in one program; this list is the map.
// The helpers beside the tests may fail as the tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod answers; // the main job: news in, answers with evidence out
mod browser; // the page, exported and served, in a browser
mod by_hand; // things that no document tells of, corrected
mod cli; // the commands: what goes where, and with which exit code
mod corrections; // what an analyst writes to a graph, and what becomes of it
mod data; // where the development data lies, and what to do without it
mod disaster; // programs that are killed, disks that fail, and what is left then
mod documents; // saved pages, feeds, mails, tables, archives: whatever documents stand in
mod evaluate; // the measures on treebanks, and the CoNLL-U that they read back
mod evaluate_articles; // the measure of whole articles, beside the scorer of the development data
mod evaluate_marked; // the measures of names, of attributions and of types of events
mod exports; // other programs read what is exported
mod floors; // scores that may only rise
mod fuzz; // any input is answered, whatever it is
mod generator; // invented articles for tests and benchmarks, and what is read in them
mod graphs; // the committed graph and picture of the samples
mod hostile; // names that would act if anything let them
mod import; // graphs from elsewhere, and the compact form of snapshots
mod inputs; // whatever can be wrong with an input, and what becomes of it
mod keeping; // saved graphs looked after: locks, backups, journals, repair, diff, merge
mod manual; // help, completions and manual, all from one definition
mod pictures;
mod program; // the program as a user runs it
mod query; // questions by the line, statements that write, procedures
mod query_grammar; // the grammar of the query language and its parser
mod reading; // any text to tokens that tile it and trees that are trees
mod readme; // its commands print what it shows
mod reliability; // the page of promises names tests that there are
mod repl; // the prompt, and scripts without one
mod scripting; // the program in scripts: pipes, exit codes, errors and answers for other programs
mod sessions; // conversations at the prompt, as they stand in files
mod settings; // the file of settings, and what goes before what
mod soak; // long work on a large graph, and what it leaves
mod tck; // the compatibility kit of openCypher
mod telling;
mod terminal; // the prompt on a real pseudo-terminal
mod tidy; // the rules of the house: imports, fences, sizes
mod tour; // the picture of a session
mod watching; // folders that are followed
