//! The command line as clap reads it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::evaluate::{Measured, Shown};
use crate::text::iso_date;

/// Reads news about diplomacy and conflict and turns it into a knowledge graph that answers questions.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, max_term_width = 100, after_help = EXAMPLES, after_long_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  chancery build articles -o graph.ron
  chancery query graph.ron 'MATCH (a:Person)-[:MET]-(b:Person) RETURN a.name, b.name'
  chancery why graph.ron 'Sergei Lavrov'
  chancery repl graph.ron

'chancery help COMMAND' says more about a command.";

const EXIT_CODES: &str = "\
Examples:
  chancery build articles -o graph.ron
  chancery query graph.ron 'MATCH (a:Person)-[:MET]-(b:Person) RETURN a.name, b.name'
  chancery why graph.ron 'Sergei Lavrov'
  chancery repl graph.ron

Exit codes:
  0    done
  1    failed: a query, a snapshot, input that gave nothing, input or output
  2    wrong usage
  3    done, but some documents were passed over
  130  interrupted

Data goes to standard output, everything else to standard error. A reader of the data that goes
away early (head, less) ends the program quietly with 0.";

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Read by the grammar in this folder, not by the embedded one
    #[arg(long, global = true, value_name = "DIR", help_heading = "General options")]
    pub(super) grammar: Option<PathBuf>,
    /// The date of documents whose head has none, as 2025-06-12
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_date, help_heading = "General options")]
    pub(super) date: Option<Date>,
    /// When the documents were read, to be kept with them (RFC 3339); the default is SOURCE_DATE_EPOCH, or nothing
    #[arg(long, global = true, value_name = "TIME", value_parser = parse_time, help_heading = "General options")]
    pub(super) read_at: Option<String>,
    /// Threads to read with; the default is one a core
    #[arg(
        long,
        global = true,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        help_heading = "General options"
    )]
    pub(super) jobs: usize,
    /// When to use colours; NO_COLOR turns them off too
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "General options"
    )]
    pub(super) color: When,
    /// Say nothing but errors
    #[arg(short, long, global = true, help_heading = "General options")]
    pub(super) quiet: bool,
    /// Say more of what is done; twice: much more
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = "General options")]
    pub(super) verbose: u8,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
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

PATH is a file, a folder (its .txt and .text files and those without extension, at any depth) or -
for standard input. A document may begin with its title and lines 'date 2025-06-12' and
'source NAME'.")]
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
    },
    /// Ask a saved graph a question in openCypher
    #[command(after_help = "\
Examples:
  chancery query graph.ron 'MATCH (a:Person)-[:MET]-(b) RETURN a.name, b.name'
  chancery query graph.ron 'MATCH (p:Person {name: $name})-[:SAID]->(s) RETURN s.content' --param name='Ana Ruiz'
  chancery query graph.ron 'MATCH (c:Country) RETURN c.name, c.iso2' --format csv > countries.csv
  chancery query graph.ron 'MATCH (p:Person {name: \"A. Ruiz\"}) SET p.checked = true' --author me --reason 'seen on TV'
  echo '{\"query\": \"RETURN $x + 1 AS y\", \"params\": {\"x\": 1}}' | chancery query --batch")]
    Query {
        /// The saved graph; with --batch it may be left out
        #[arg(value_name = "GRAPH", required_unless_present = "batch")]
        graph: Option<PathBuf>,
        /// The question
        #[arg(value_name = "CYPHER", required_unless_present = "batch", conflicts_with = "batch")]
        query: Option<String>,
        /// Read questions from standard input, an object of JSON a line, and answer each with such a line
        #[arg(long, conflicts_with_all = ["format", "parameters"])]
        batch: bool,
        /// Give up a question after so many seconds
        #[arg(long, value_name = "SECONDS", value_parser = seconds)]
        timeout: Option<std::time::Duration>,
        /// How many rows an answer may have
        #[arg(long, value_name = "NUMBER")]
        max_rows: Option<usize>,
        /// How to print the answer
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: AnswerFormat,
        /// The value of a parameter: a number, true, false, null, JSON, or else text
        #[arg(long = "param", value_name = "NAME=VALUE", value_parser = super::parameter::parse)]
        parameters: Vec<super::parameter::Parameter>,
        #[command(flatten)]
        correcting: Correcting,
    },
    /// Show what was written to a saved graph, when, by whom and why
    #[command(after_help = "\
Examples:
  chancery log graph.ron
  chancery log graph.ron --undo")]
    Log {
        /// The saved graph
        #[arg(value_name = "GRAPH")]
        graph: PathBuf,
        /// Take back the last entry
        #[arg(long)]
        undo: bool,
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
    /// Draw a saved graph
    #[command(after_help = "\
Examples:
  chancery export graph.ron --format dot -o graph.dot && dot -Tsvg graph.dot -o graph.svg
  chancery export graph.ron --focus 'Sergei Lavrov' --depth 2 | dot -Tpng -o lavrov.png")]
    Export {
        /// The saved graph
        #[arg(value_name = "GRAPH")]
        graph: PathBuf,
        /// What to write
        #[arg(long, value_name = "FORMAT", default_value = "dot")]
        format: ExportFormat,
        /// Where to write it; the default is standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        part: Part,
    },
    /// Show the sentences that prove something
    #[command(after_help = "\
Examples:
  chancery why graph.ron 'Sergei Lavrov'
  chancery why graph.ron 'articles/003#v2'")]
    Why {
        /// The saved graph
        #[arg(value_name = "GRAPH")]
        graph: PathBuf,
        /// The id of a node, or a name as it stands in the graph
        #[arg(value_name = "ID|NAME")]
        name: String,
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
        /// Keep the history of the prompt in this file, or nowhere: off
        #[arg(long, value_name = "PATH|off")]
        history: Option<String>,
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
}

/// Who writes to a graph, and why.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Correcting {
    /// Refuse queries that write
    #[arg(long)]
    pub(super) read_only: bool,
    /// Who writes, for the log of corrections
    #[arg(long, value_name = "NAME", env = "CHANCERY_AUTHOR")]
    pub(super) author: Option<String>,
    /// Why, for the log of corrections
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
}

/// Which part of a graph is drawn.
#[derive(Debug, Args)]
pub(super) struct Part {
    /// Only what stands around the node with this name or id
    #[arg(long, value_name = "NAME")]
    pub(super) focus: Option<String>,
    /// How many relationships away from it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub(super) depth: usize,
    /// At most so many nodes, the best connected first
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
}

/// How facts are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FactsFormat {
    /// One object a document, each on one line
    Json,
    /// What is attributed to whom, beliefs and wishes included: one object an attribution, each on one line
    Attributions,
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    /// Drawn on a terminal, separated by tabs elsewhere
    Table,
    /// Comma-separated values, names of the columns first
    Csv,
    /// One object with columns, rows and warnings
    Json,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// A picture for Graphviz
    Dot,
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

fn parse_date(text: &str) -> Result<Date, String> {
    iso_date(text).ok_or_else(|| "expected a day that exists, as 2025-06-12".to_owned())
}

/// A time in RFC 3339, in UTC; a day alone is its first moment.
fn parse_time(text: &str) -> Result<String, String> {
    let time = match iso_date(text) {
        Some(date) => format!("{date}T00:00:00Z").parse(),
        None => text.parse::<jiff::Timestamp>(),
    };
    time.map(|time| time.to_string())
        .map_err(|_| "expected a time in RFC 3339, as 2025-06-12T08:30:00Z".to_owned())
}

/// A number of seconds, with or without a fraction.
fn seconds(text: &str) -> Result<std::time::Duration, String> {
    let seconds = text.parse::<f64>().ok();
    seconds
        .and_then(|seconds| std::time::Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| format!("{text:?} is no number of seconds"))
}

/// What separates cells: one ASCII character, but none that quotes or ends lines.
fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if text == "tab" || text == "\\t" => Ok(b'\t'),
        &[byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(byte),
        _ => Err("expected one character, as ; or |, or tab".to_owned()),
    }
}

/// The time that SOURCE_DATE_EPOCH gives, in seconds since 1970.
pub(super) fn source_date(epoch: &str) -> Result<String, String> {
    epoch
        .trim()
        .parse::<i64>()
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map(|time| time.to_string())
        .ok_or_else(|| format!("SOURCE_DATE_EPOCH is {epoch:?}: expected seconds since 1970"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::{Arguments, parse_date, parse_time, source_date};

    #[test]
    fn the_command_line_is_in_order() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        for command in Arguments::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:"), "{}", command.get_name());
        }
    }

    #[test]
    fn times_are_kept_in_one_form() {
        assert_eq!(parse_time("2024-05-01T10:00:00+02:00").as_deref(), Ok("2024-05-01T08:00:00Z"));
        assert_eq!(parse_time("2024-05-01").as_deref(), Ok("2024-05-01T00:00:00Z"));
        assert_eq!(source_date("1714550400").as_deref(), Ok("2024-05-01T08:00:00Z"));
        assert!(parse_time("noon").is_err() && source_date("x").is_err());
        assert!(parse_date("2024-02-30").is_err() && parse_date("2024-5-1").is_err());
    }
}
