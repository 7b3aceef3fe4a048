//! The list of commands: what `:help` shows, what is completed and what other programs' fingers may type.

/// What follows a command, for completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follows {
    /// Nothing, or text of its own.
    Text,
    /// Names of things in the graph.
    Names,
    /// The id of a document.
    Document,
    /// A path of files.
    Path,
    /// One of these words.
    Words(&'static [&'static str]),
    /// The name of a setting, then its value.
    Setting,
    /// A form of answers.
    Mode,
    /// A subject of the help.
    Topic,
    /// The name of a parameter.
    Parameter,
    /// The name of a column of the last answer.
    Column,
}

/// One command.
#[derive(Debug)]
pub(crate) struct Spec {
    /// Its name, with the colon.
    pub(crate) name: &'static str,
    /// What may follow it.
    pub(crate) takes: &'static str,
    /// What it does, in a line.
    pub(crate) does: &'static str,
    /// Other spellings.
    pub(crate) also: &'static [&'static str],
    /// What is completed after it.
    pub(crate) follows: Follows,
    /// More about it, for `:help NAME`.
    pub(crate) more: &'static str,
}

const ON_OFF: Follows = Follows::Words(&["on", "off"]);

/// All commands, in the order of the help.
pub(crate) const COMMANDS: &[Spec] = &[
    Spec {
        name: ":help",
        takes: "[TOPIC]",
        does: "this list, or more about a command, function or topic",
        also: &["\\?", "\\h", ".help", "help", "?"],
        follows: Follows::Topic,
        more: "Topics: any command, any function, any procedure; queries, functions, procedures, keys, modes, settings, completion.",
    },
    Spec {
        name: ":examples",
        takes: "[N]",
        does: "questions to begin with, about this graph; with a number, ask that one",
        also: &[],
        follows: Follows::Text,
        more: "The questions name who is mentioned most in this graph.",
    },
    Spec {
        name: ":schema",
        takes: "",
        does: "labels, relationship types and properties of the graph",
        also: &["\\d", "\\dt", ".schema", ".tables"],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":stats",
        takes: "",
        does: "how much there is in the graph",
        also: &[".stats"],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":sources",
        takes: "",
        does: "who published what was read: documents, days, events and statements",
        also: &[],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":docs",
        takes: "",
        does: "the documents that were read",
        also: &["\\l", ".docs"],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":who",
        takes: "NAME",
        does: "a card: kinds, offices, aliases, events by year, statements, neighbours",
        also: &[],
        follows: Follows::Names,
        more: "NAME is a name, an alias, some words of a name, or an id. Of several the one that most hangs on is shown, and the\nids of the others. `\\d NAME` does the same.\n\n  :who Rubio\n  :who person/marco-rubio",
    },
    Spec {
        name: ":timeline",
        takes: "[NAME] [FROM [TO]]",
        does: "what is dated, of somebody or of all, within days",
        also: &[],
        follows: Follows::Names,
        more: "Days are 2025, 2025-07 or 2025-07-10; one alone is its whole year, month or day.\n\n  :timeline Rubio\n  :timeline 2025-07\n  :timeline Ukraine 2025-07-01 2025-07-15",
    },
    Spec {
        name: ":path",
        takes: "A, B",
        does: "the shortest ways from one thing to another",
        also: &[],
        follows: Follows::Names,
        more: "A comma, `->` or quotation marks tell where the first name ends. Documents are stepped through only where there is\nno other way.\n\n  :path Rubio, Lavrov\n  :path 'Marco Rubio' 'Ukraine'",
    },
    Spec {
        name: ":why",
        takes: "[ID|NAME]",
        does: "the sentences that prove it, or the last answer",
        also: &[],
        follows: Follows::Names,
        more: "",
    },
    Spec {
        name: ":text",
        takes: "DOC",
        does: "a document with the marks of what was read in it",
        also: &[],
        follows: Follows::Document,
        more: "DOC is an id, or a part of an id or title that only one document has. Names stand in [brackets] or are bright, words\nthat tell an event in {braces} or are yellow, those that tell who said what in <angles> or are green.",
    },
    Spec {
        name: ":add",
        takes: "PATH",
        does: "read a file or folder into the graph",
        also: &[],
        follows: Follows::Path,
        more: "",
    },
    Spec {
        name: ":remove",
        takes: "DOC",
        does: "take exactly what one document tells out of the graph",
        also: &[],
        follows: Follows::Document,
        more: "",
    },
    Spec {
        name: ":save",
        takes: "[--force] [PATH]",
        does: "save the graph",
        also: &[".save"],
        follows: Follows::Path,
        more: "Where another program has changed the file since it was opened it is not overwritten, but by --force.",
    },
    Spec {
        name: ":recover",
        takes: "",
        does: "take over the corrections that were not saved when the prompt ended",
        also: &[],
        follows: Follows::Text,
        more: "Each correction at the prompt stands in a journal beside the graph's file until it is saved. What an earlier prompt has\nleft there is offered when the graph is opened.",
    },
    Spec {
        name: ":forget",
        takes: "",
        does: "drop the corrections that were not saved when the prompt ended",
        also: &[],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":open",
        takes: "PATH",
        does: "open a saved graph in the place of this one",
        also: &[".open"],
        follows: Follows::Path,
        more: "",
    },
    Spec {
        name: ":demo",
        takes: "",
        does: "read the sample, five articles, in the place of this graph",
        also: &[],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":diff",
        takes: "",
        does: "what changed since the graph was opened or saved",
        also: &[],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":log",
        takes: "",
        does: "what was written to the graph, and by whom",
        also: &[],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":reason",
        takes: "[TEXT]",
        does: "why what you write from now on is written; kept in the log",
        also: &[],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":undo",
        takes: "[N]",
        does: "let an entry of the log no longer count: the last, or that of this number",
        also: &[],
        follows: Follows::Text,
        more: "Nothing is taken out of the log: that an entry was undone is an entry, too, and :redo lets it count again.",
    },
    Spec {
        name: ":redo",
        takes: "[N]",
        does: "let an entry count again: the one undone last, or that of this number",
        also: &[],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":merge",
        takes: "A B…",
        does: "these are one; the first keeps its id",
        also: &[],
        follows: Follows::Names,
        more: "Names stand in quotation marks, or with commas between them; ids need neither. What documents that are read later\ncall so is merged, too.\n\n  :merge person/marco-rubio organization/rubio\n  :merge Marco Rubio, Rubio",
    },
    Spec {
        name: ":split",
        takes: "NODE DOC… [as NAME]",
        does: "what these documents call so is another",
        also: &[],
        follows: Follows::Names,
        more: "  :split 'Ana Ruiz' wires/003 wires/007 as 'Ana Ruiz (senator)'",
    },
    Spec {
        name: ":distinct",
        takes: "A B…",
        does: "no two of these are ever one, whatever documents call them",
        also: &[],
        follows: Follows::Names,
        more: "",
    },
    Spec {
        name: ":alias",
        takes: "NODE NAME",
        does: "it goes by this name, too; what documents call so is counted to it",
        also: &[],
        follows: Follows::Names,
        more: "",
    },
    Spec {
        name: ":rename",
        takes: "NODE NAME",
        does: "this is its name; the old one is kept among the others",
        also: &[],
        follows: Follows::Names,
        more: "The id stays as it is.",
    },
    Spec {
        name: ":kind",
        takes: "NODE KIND",
        does: "it is a person, organization, country, place, facility, weapon or other",
        also: &[],
        follows: Follows::Names,
        more: "",
    },
    Spec {
        name: ":reject",
        takes: "ID | A TYPE B",
        does: "this event, statement or relationship is not so",
        also: &[],
        follows: Follows::Names,
        more: "An event or statement goes from the graph with all that was drawn from it; a relationship that was drawn from an\nevent takes the event with it. The documents keep what they say.\n\n  :reject wires/003#v2\n  :reject 'Ana Ruiz' MET 'Tomas Vera'",
    },
    Spec {
        name: ":accept",
        takes: "ID | A TYPE B | A B",
        does: "this is right, or this pair is two: no review asks again",
        also: &[],
        follows: Follows::Names,
        more: "",
    },
    Spec {
        name: ":assert",
        takes: "A TYPE B [{…}]",
        does: "this is so, though no document says it",
        also: &[],
        follows: Follows::Names,
        more: "  :assert 'Ana Ruiz' KNOWS 'Tomas Vera' {since: date('2024-05-01'), source: 'interview'}",
    },
    Spec {
        name: ":note",
        takes: "NODE TEXT",
        does: "a remark on it",
        also: &[],
        follows: Follows::Names,
        more: "Remarks are the property `notes` of a node.",
    },
    Spec {
        name: ":last",
        takes: "",
        does: "the last answer again, whole",
        also: &[],
        follows: Follows::Text,
        more: "Neither rows nor values are left out, whatever maxrows and cut are.",
    },
    Spec {
        name: ":chart",
        takes: "[COLUMN]",
        does: "the numbers of the last answer as bars",
        also: &[],
        follows: Follows::Column,
        more: "Without a column the last one with numbers is drawn.\n\n  MATCH (:Event)-[:ACTOR]->(c:Country) RETURN c.name, count(*) AS events ORDER BY events DESC;\n  :chart",
    },
    Spec {
        name: ":dot",
        takes: "[PATH]",
        does: "a picture of the last answer, or of the graph; with a path into that file",
        also: &[],
        follows: Follows::Path,
        more: "A path that ends in .svg or .png is drawn by the program, .pdf by Graphviz, any other is text for that. Without a path\na picture is made and opened where that can be, else the text is shown.",
    },
    Spec {
        name: ":export",
        takes: "PATH",
        does: "the last answer into a file, in the form that its name ends in",
        also: &[],
        follows: Follows::Path,
        more: "Ends: .csv, .tsv, .json, .jsonl, .md, .dot, .svg, .png, .pdf; any other gets the form that :mode tells.",
    },
    Spec {
        name: ":mode",
        takes: "[MODE]",
        does: "the form of answers: auto, table, line, csv, tsv, json, jsonl, markdown, dot",
        also: &[".mode"],
        follows: Follows::Mode,
        more: "`\\x` changes between line and auto. `:help modes` tells what each is.",
    },
    Spec {
        name: ":maxrows",
        takes: "[N]",
        does: "how many rows of an answer are shown; 0 for all",
        also: &[".maxrows"],
        follows: Follows::Text,
        more: "",
    },
    Spec {
        name: ":output",
        takes: "[PATH]",
        does: "what is shown goes to a file from now on; alone: to the screen again",
        also: &["\\o", ".output"],
        follows: Follows::Path,
        more: "The form is that which the file's name ends in (see :export).",
    },
    Spec {
        name: ":once",
        takes: "PATH",
        does: "the next answer goes to a file",
        also: &[".once"],
        follows: Follows::Path,
        more: "",
    },
    Spec {
        name: ":read",
        takes: "PATH",
        does: "carry out the questions and commands in a file",
        also: &["\\i", ".read"],
        follows: Follows::Path,
        more: "It ends at the first error.",
    },
    Spec {
        name: ":param",
        takes: "[NAME [VALUE]]",
        does: "give a parameter a value, an expression; alone: list them",
        also: &["\\set", ".param"],
        follows: Follows::Parameter,
        more: "`=`, `=>` or `:` may stand between; without a value the parameter is taken away.\n\n  :param who 'Marco Rubio'\n  :param since date('2025-07-01')\n  MATCH (p {name: $who})-[:SAID]->(s) RETURN s.content;",
    },
    Spec {
        name: ":set",
        takes: "[NAME [VALUE]]",
        does: "change a setting; alone: list them",
        also: &[],
        follows: Follows::Setting,
        more: "",
    },
    Spec {
        name: ":show",
        takes: "[NAME]",
        does: "the settings and parameters, or one of them",
        also: &[".show"],
        follows: Follows::Setting,
        more: "",
    },
    Spec {
        name: ":timer",
        takes: "[on|off]",
        does: "tell how long a question took",
        also: &["\\timing", ".timer"],
        follows: ON_OFF,
        more: "",
    },
    Spec {
        name: ":edit",
        takes: "",
        does: "write the next statement in $VISUAL or $EDITOR, beginning with the last one",
        also: &["\\e", ".edit"],
        follows: Follows::Text,
        more: "What was written stands at the prompt afterwards: Enter asks it.",
    },
    Spec {
        name: ":quit",
        takes: "",
        does: "leave (so does Ctrl-D)",
        also: &["\\q", ".quit", ".exit", ":exit", ":q", "quit", "exit"],
        follows: Follows::Text,
        more: "",
    },
];

/// The command that a first word means: by its name, or by a spelling that other programs use.
pub(crate) fn find(word: &str) -> Option<&'static Spec> {
    let is = |known: &str| known.eq_ignore_ascii_case(word);
    COMMANDS.iter().find(|spec| is(spec.name) || spec.also.iter().any(|also| is(also)))
}

/// Is the line a command and no question? Words without a mark are commands only where they stand alone.
pub(crate) fn is_command(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with([':', '\\', '.', '?']) {
        return true;
    }
    let bare = line.trim_end_matches(';').trim_end();
    matches!(bare.to_lowercase().as_str(), "help" | "quit" | "exit")
}
