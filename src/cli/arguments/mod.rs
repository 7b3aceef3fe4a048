//! The command line as clap reads it: the one definition that help, completions and manual are made from.

mod export;
mod global;
mod help;
mod keeping;
mod picture;
mod query;
mod reading;
mod serve;
mod value;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::evaluate::{Measured, Shown};
pub(super) use export::ExportArguments;
pub(super) use global::Global;
use help::{EXAMPLES, EXIT_CODES};
pub(super) use keeping::{
    DiffArguments, DiffFormat, MergeArguments, RepairArguments, RestoreArguments, VerifyArguments,
};
pub(super) use picture::PictureArguments;
pub(super) use query::QueryArguments;
pub(super) use reading::Reading;
pub(super) use serve::ServeArguments;
pub(super) use value::source_date;
use value::{delimiter, parse_date, seconds};

/// Reads news about diplomacy and conflict and turns it into a knowledge graph that answers questions.
#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = EXAMPLES,
    after_long_help = EXIT_CODES
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    /// Print the settings as they are in force, and where each comes from
    #[arg(long, global = true, help_heading = "General options")]
    pub(super) print_config: bool,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read documents, make a graph of them and save it
    #[command(after_help = "\
Examples:
  chancery build articles -o graph.ron
  chancery build one.txt two.txt --date 2025-06-12 -o graph.ron
  curl -s https://example.org/story.txt | chancery build - -o graph.ron

PATH is a file, a folder at any depth, or - for standard input: plain text, saved pages (HTML,
MHTML), RSS and Atom, mails, PDF, web archives (WARC), and records with a column of texts (CSV, TSV,
NDJSON), also packed with gzip or zstd. A plain text may begin with its title and lines
'date 2025-06-12' and 'source NAME'.")]
    Build {
        /// Files, folders, or - for standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Where to save the graph
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Keep only the sentences that prove something, not the whole text
        #[arg(long)]
        no_text: bool,
        #[command(flatten)]
        reading: Reading,
    },
    /// Read more documents into a saved graph
    #[command(after_help = "\
Examples:
  chancery add graph.ron new-articles
  chancery add graph.ron - --date 2025-06-12 < story.txt

A document with an id that the graph has already takes the place of the old one.")]
    Add {
        /// The saved graph
        #[arg(value_name = "GRAPH")]
        graph: PathBuf,
        /// Files, folders, or - for standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Keep only the sentences that prove something, not the whole text
        #[arg(long)]
        no_text: bool,
        #[command(flatten)]
        reading: Reading,
    },
    /// Take documents out of a saved graph, with exactly what they tell
    #[command(after_help = "\
Examples:
  chancery remove graph.ron 2025/07/largest-assault    all that are named, or none")]
    Remove {
        /// The saved graph
        graph: PathBuf,
        /// Ids of documents
        #[arg(required = true, value_name = "DOCUMENT")]
        documents: Vec<String>,
    },
    /// Read what appears or changes in folders into a saved graph, until it is stopped
    #[command(after_help = "\
Examples:
  chancery watch incoming -o graph.ron
  chancery watch wires translations -o graph.chy --settle 5
  chancery watch incoming -o graph.ron --once

The graph is opened where it is there, else begun. A file is read when it has not changed for a
while (--settle), so that none is read half-written; a file that changes takes the place of its old
document, and one that is removed takes its document out of the graph. The graph is saved after each
batch, in one step: who opens it finds it whole. What others write to it meanwhile is kept.

Ctrl-C or SIGTERM end it: with 0 when all that was found is read and saved, with 130 when it was in
the middle of reading; what was not read is read next time. With --once it ends by itself, with 3
where documents were passed over.")]
    Watch {
        /// Folders to look into, at any depth
        #[arg(required = true, value_name = "FOLDER")]
        folders: Vec<PathBuf>,
        /// The graph
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Read what is new or has changed since the graph was saved, and end
        #[arg(long)]
        once: bool,
        /// For how many seconds a file must not have changed before it is read
        #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "2")]
        settle: Duration,
        /// Look every so many seconds: for network folders, whose changes the system does not tell
        #[arg(long, value_name = "SECONDS", value_parser = seconds)]
        poll: Option<Duration>,
        /// Keep documents whose file is removed
        #[arg(long)]
        keep: bool,
        /// Take documents out whose file is not in the folders at the start, wherever they came from
        #[arg(long, conflicts_with = "keep")]
        prune: bool,
        /// Keep only the sentences that prove something, not the whole text
        #[arg(long)]
        no_text: bool,
        #[command(flatten)]
        reading: Reading,
    },
    /// Print the facts of documents, one line of JSON each
    #[command(after_help = "\
Examples:
  chancery extract articles > facts.ndjson
  chancery extract --format json story.txt | jq '.events[]'
  chancery extract --format attributions story.txt | jq 'select(.kind == \"want\")'")]
    Extract {
        /// How to print them
        #[arg(long, value_name = "FORMAT", default_value = "json")]
        format: FactsFormat,
        /// Files, folders, or - for standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        reading: Reading,
    },
    /// Ask a saved graph a question in openCypher
    #[command(after_help = query::HELP)]
    Query(Box<QueryArguments>),
    /// Show what was written to a saved graph, when, by whom and why
    #[command(after_help = "\
Examples:
  chancery log graph.ron
  chancery log graph.ron --format ron > corrections.ron
  chancery log graph.ron --undo

What is written in RON can be shared: 'chancery correct OTHER apply corrections.ron' carries it out on
another graph. --undo is 'chancery correct GRAPH undo'.")]
    Log {
        /// The saved graph
        #[arg(value_name = "GRAPH")]
        graph: PathBuf,
        /// Undo the last entry that counts
        #[arg(long, conflicts_with = "format")]
        undo: bool,
        /// How to print it
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: LogFormat,
    },
    /// Correct a saved graph: merge, split, rename, reject, assert, undo
    #[command(after_help = "\
Examples:
  chancery correct graph.ron merge 'Marco Rubio' organization/rubio --reason 'one and the same'
  chancery correct graph.ron split 'Ana Ruiz' wires/003 as 'Ana Ruiz (senator)'
  chancery correct graph.ron distinct person/john-smith person/john-a-smith
  chancery correct graph.ron alias 'Ana Ruiz' 'La Jefa'
  chancery correct graph.ron rename person/ruiz 'Ana Ruiz'
  chancery correct graph.ron kind organization/ruiz person
  chancery correct graph.ron reject 'wires/003#v2'
  chancery correct graph.ron reject 'Ana Ruiz' MET 'Tomas Vera'
  chancery correct graph.ron assert 'Ana Ruiz' KNOWS 'Tomas Vera' \"{since: date('2024-05-01')}\"
  chancery correct graph.ron note 'Ana Ruiz' 'not the singer of this name'
  chancery correct graph.ron undo 3
  chancery correct graph.ron redo
  chancery correct graph.ron apply corrections.ron

Each correction becomes an entry of the log ('chancery log'), with author, date and reason, and holds
for documents that are read later, too. Nothing is taken out of the log: an entry that is undone no
longer counts. A correction that has lost its ground is kept and told.")]
    Correct {
        /// The saved graph
        #[arg(value_name = "GRAPH")]
        graph: PathBuf,
        /// What to do: merge, split, distinct, alias, rename, kind, reject, accept, assert, note, undo, redo, apply
        #[arg(value_name = "ACT")]
        act: String,
        /// What it is done to: names or ids of nodes, and what else the act takes
        #[arg(value_name = "WORD")]
        words: Vec<String>,
        #[command(flatten)]
        by: By,
    },
    /// Go through doubtful merges, unsure and conflicting facts one by one, and decide
    #[command(after_help = "\
Examples:
  chancery review graph.ron --author me
  chancery review graph.ron --below 80
  chancery review graph.ron --list

First come pairs of nodes that may be one, then facts of which a rule is less sure than --below, least
sure first, then offices that several persons are said to hold. Each is shown with the sentences that
prove it; a key decides, and Enter goes on. Each decision becomes an entry of the log and is saved at
once. What was accepted is not asked again.")]
    Review {
        /// The saved graph
        #[arg(value_name = "GRAPH")]
        graph: PathBuf,
        /// Ask about facts of which a rule is less sure than so many hundredths
        #[arg(long, value_name = "PERCENT", default_value = "60", value_parser = clap::value_parser!(u8).range(0..=100))]
        below: u8,
        /// List what is in doubt, and decide nothing
        #[arg(long)]
        list: bool,
        #[command(flatten)]
        by: By,
    },
    /// Import a graph made elsewhere from tables in CSV or TSV
    #[command(after_help = "\
Examples:
  chancery import --nodes Person=person.csv --relationships MET=met.csv -o graph.chy
  chancery import --nodes people.tsv --nodes Country=country.csv --relationships ties.csv -o graph.ron
  chancery import --nodes Person=header.csv,part-1.csv,part-2.csv -o graph.chy

The first line of a table names its columns. Plain: id is the id of a node, src and dst (or source
and target, from and to, start and end) are the ends of a relationship, every other column is a
property, of numbers where all its cells are numbers, else of text. Or as Neo4j's bulk import
has it: personId:ID(Person), :LABEL, :START_ID(Person), :END_ID(Person), :TYPE, name:string, age:int,
day:date, tags:string[] (separated by ;), note:IGNORE. Without LABEL= or TYPE= the columns :LABEL and
:TYPE tell them. Empty cells are no properties. Bad lines are named and passed over. In files called
.tsv and .tab cells are separated by tabs, in all others by commas. docs/importing.md says more.")]
    Import {
        /// A table of nodes with their label (or several, A:B); the header may have a file of its own
        #[arg(long, value_name = "[LABEL=]FILE", required = true)]
        nodes: Vec<String>,
        /// A table of relationships with their type
        #[arg(long, value_name = "[TYPE=]FILE")]
        relationships: Vec<String>,
        /// What separates cells: one character, or tab
        #[arg(long, value_name = "CHAR", value_parser = delimiter)]
        delimiter: Option<u8>,
        /// Where to save the graph
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Write a saved graph in another form: .chy is compact and opens fast, .ron is text
    #[command(after_help = "\
Examples:
  chancery convert graph.ron graph.chy
  chancery convert graph.chy graph.ron")]
    Convert {
        /// The saved graph
        #[arg(value_name = "IN")]
        from: PathBuf,
        /// Where to write it
        #[arg(value_name = "OUT")]
        to: PathBuf,
    },
    /// Check that saved graphs are whole
    #[command(after_help = keeping::VERIFY)]
    Verify(VerifyArguments),
    /// Save what is whole in a damaged graph
    #[command(after_help = keeping::REPAIR)]
    Repair(RepairArguments),
    /// Bring an older state of a graph back
    #[command(after_help = keeping::RESTORE)]
    Restore(RestoreArguments),
    /// Tell what differs between two saved graphs
    #[command(after_help = keeping::DIFF)]
    Diff(DiffArguments),
    /// Make one saved graph of several
    #[command(after_help = keeping::MERGE)]
    Merge(MergeArguments),
    /// Write a saved graph for other programs, or draw it
    #[command(after_help = export::HELP)]
    Export(ExportArguments),
    /// Look at a saved graph in the browser, and answer other programs, on this machine only
    #[command(after_help = serve::HELP)]
    Serve(ServeArguments),
    /// Show the sentences that prove something
    #[command(after_help = "\
Examples:
  chancery why graph.ron 'Sergei Lavrov'
  chancery why graph.ron 'articles/003#v2'
  chancery why graph.ron 'Sergei Lavrov' --as-of 2025-07-10
  chancery why graph.ron 'articles/003#v2' --format json | jq '.proofs[].quotes[].reader'")]
    Why {
        /// The saved graph
        #[arg(value_name = "GRAPH")]
        graph: PathBuf,
        /// The id of a node, or a name as it stands in the graph
        #[arg(value_name = "ID|NAME")]
        name: String,
        /// How to print it
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: ProofFormat,
        #[command(flatten)]
        seen: Seen,
    },
    /// Ask questions at a prompt
    #[command(after_help = "\
Examples:
  chancery repl graph.ron
  chancery repl articles
  echo 'MATCH (n) RETURN count(n);' | chancery repl graph.ron

A query ends with ; and may have many lines; commands begin with : (try :help). What is read from
standard input that is no terminal runs as a script, without a prompt; its first error ends it with
exit code 1.")]
    Repl {
        /// A saved graph (.ron, .chy), or documents to be read first
        #[arg(value_name = "GRAPH|PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        correcting: Correcting,
        #[command(flatten)]
        seen: Seen,
        /// Keep the history of the prompt in this file, or nowhere: off
        #[arg(long, value_name = "PATH|off")]
        history: Option<String>,
        #[command(flatten)]
        reading: Box<Reading>,
    },
    /// Show how documents are read: tokens, tags, trees, mentions
    #[command(after_help = "\
Examples:
  chancery annotate story.txt
  chancery annotate story.txt --format conllu > story.conllu")]
    Annotate {
        /// Files, folders, or - for standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// How to show it
        #[arg(long, value_name = "FORMAT", default_value = "columns")]
        format: AnnotationFormat,
        /// Only words, tags and trees: leave out who and what is mentioned, which is faster
        #[arg(long)]
        no_mentions: bool,
        #[command(flatten)]
        reading: Reading,
    },
    /// Measure how well is read: whole articles, names, events, who said what, treebanks
    #[command(after_help = "\
Examples:
  chancery evaluate my-articles --by aspect --errors
  chancery evaluate --entities en_ewt-ud-dev.iob2
  chancery evaluate --pronouns gap.tsv
  chancery evaluate --chains en_gum-ud-dev.conllu
  chancery evaluate --attribution articles.jsonl
  chancery evaluate --events sentences.jsonl --by category
  chancery evaluate --syntax en_gum-ud-dev.conllu --by deprel
  chancery evaluate --sentences dev.conllu news.conllu
  chancery annotate story.txt --format conllu > my.conllu && chancery evaluate --syntax my.conllu

Without a flag PATH is a folder: articles NAME.txt, and beside each its facts NAME.json in the
form that 'chancery extract' prints. With a flag it is a file of gold. Several are measured
together. The scores are one line of JSON, shares of 1; tables and errors follow.
docs/measuring.md tells the forms of the files and what counts as right.

Of treebanks, words whose tag is PUNCT count in all scores but uas and las; las wants subtypes of
labels right, feats all features that Chancery writes.")]
    Evaluate {
        #[command(flatten)]
        what: Measured,
        #[command(flatten)]
        shown: Shown,
        /// Folders of articles with their facts, or files of gold
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Check a folder of grammar files
    #[command(after_help = "\
Examples:
  chancery check-grammar my-grammar && chancery --grammar my-grammar build articles -o graph.ron")]
    CheckGrammar {
        /// The folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Print a script that completes this program's commands and options in a shell
    #[command(after_help = "\
Examples:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery
  chancery completions zsh > ~/.zfunc/_chancery
  chancery completions fish > ~/.config/fish/completions/chancery.fish
  chancery completions powershell >> $PROFILE

Of zsh, the folder must stand in fpath before compinit runs: fpath+=~/.zfunc")]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print a page of the manual, or write all of them to a folder
    #[command(after_help = "\
Examples:
  chancery man | man -l -
  chancery man query | man -l -
  chancery man -o ~/.local/share/man/man1")]
    Man {
        /// The command whose page is printed; the default is the page of the whole program
        #[arg(value_name = "COMMAND", conflicts_with = "output")]
        command: Option<String>,
        /// Write a page for each command to this folder
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

/// How the log of corrections is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// For people
    Text,
    /// To be shared and applied to another graph
    Ron,
}

/// Who writes to a graph, and why.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Correcting {
    /// Refuse queries that write
    #[arg(long)]
    pub(super) read_only: bool,
    #[command(flatten)]
    pub(super) by: By,
}

/// Who corrects a graph, and why.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct By {
    /// Who writes, for the log of corrections
    #[arg(long, value_name = "NAME", env = "CHANCERY_AUTHOR", hide_env_values = true)]
    pub(super) author: Option<String>,
    /// Why, for the log of corrections
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
}

/// What of a graph is looked at.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Seen {
    /// Only what could be known by the end of this day, as 2025-06-12: what was published and corrected by then
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
}

/// How facts are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FactsFormat {
    /// One object a document, each on one line
    Json,
    /// What is attributed to whom, beliefs and wishes included: one object an attribution, each on one line
    Attributions,
}

/// How proofs are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ProofFormat {
    /// For people: the sentences, with the words marked
    Text,
    /// For programs: one object with all that is known of each proof
    Json,
}

/// How annotations are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AnnotationFormat {
    /// One word a line with its tag, lemma, head and mentions
    #[value(alias = "text")]
    Columns,
    /// CoNLL-U, for other programs
    Conllu,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn the_command_line_is_in_order() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_and_option_is_on_the_page() {
        let page = include_str!("../../../docs/command-line.md");
        let mut missing = Vec::new();
        let root = Arguments::command();
        for command in std::iter::once(&root).chain(root.get_subcommands()) {
            let name = command.get_name();
            let headed = page.lines().any(|line| line.starts_with("##") && line.contains(name));
            if name != "chancery" && !headed {
                missing.push(format!("a section for {name}"));
            }
            // From the command's own section: two commands may have options of one name.
            let own = page.split("\n## ").find(|part| part.starts_with(name)).unwrap_or(page);
            for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
                let long = argument.get_long().map(|long| format!("`--{long}"));
                let short = argument.get_short().map(|short| format!("`-{short}"));
                let value = argument.is_positional().then(|| {
                    argument.get_value_names().unwrap_or_default().first().map(ToString::to_string)
                });
                for form in [long, short, value.flatten()].into_iter().flatten() {
                    if !own.contains(&form) {
                        missing.push(format!("{name}: {form}"));
                    }
                }
            }
        }
        assert!(missing.is_empty(), "docs/command-line.md lacks {missing:#?}");
    }

    #[test]
    fn every_command_has_examples() {
        for command in Arguments::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:"), "{}", command.get_name());
        }
    }
}
