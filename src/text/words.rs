//! Closed lists of words that decide where tokens and sentences end: written for the project, common knowledge.

/// Prefixes whose hyphen stays inside the word, as in `co-operate`; other hyphens are tokens.
/// After the tokenisation guidelines of the English treebanks.
pub(super) const HYPHENATED_PREFIXES: &[&str] = &[
    "agro", "ante", "anti", "arch", "bi", "bio", "co", "counter", "cross", "cyber", "de", "e",
    "eco", "ex", "extra", "inter", "intra", "macro", "mega", "micro", "mid", "mini", "multi",
    "neo", "non", "over", "pan", "para", "post", "pre", "pro", "pseudo", "quasi", "re", "semi",
    "sub", "super", "tri", "ultra", "un", "uni",
];

/// Abbreviations that stand before what they belong to: a sentence never ends after them.
const BEFORE: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "ft", "mt", "gen", "lt", "col", "maj",
    "capt", "cpt", "sgt", "cpl", "cmdr", "brig", "adm", "gov", "sen", "rep", "reps", "sens",
    "pres", "supt", "det", "insp", "fr", "sr", "vs", "vol", "fig", "eq", "pp", "art", "sec",
    "approx", "ca", "cf", "e.g", "i.e", "messrs", "mme", "mlle", "pvt", "spc", "amb", "atty",
    "asst", "ret", "rt", "cdr", "comdr", "cdre", "msgr", "assoc", "pte", "cllr", "eng",
];

/// Abbreviations that may end a sentence.
const ANYWHERE: &[&str] = &[
    "jr", "inc", "ltd", "co", "corp", "bros", "etc", "al", "esq", "ave", "blvd", "rd", "dept",
    "est", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "ala", "ariz", "ark", "calif",
    "colo", "conn", "fla", "ga", "ill", "ind", "kan", "ky", "la", "mass", "md", "mich", "minn",
    "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis",
    "ph.d", "min", "max", "oz", "lb", "lbs", "ext",
];

/// Lower-case words that are abbreviations only with a number after them or a capital at their start.
const CAPITAL_ONLY: &[&str] = &[
    "no", "nos", "art", "sec", "ill", "ind", "mass", "mar", "mon", "wash", "ore", "fig", "la",
    "pa", "ga", "mo", "md", "est", "jun", "wed", "al", "co", "fr", "pres", "rep", "gen", "hon",
    "det", "kan", "min", "max", "ark", "sen", "tex", "ext", "tue", "fri", "sep", "dec", "jan",
    "oct", "nov", "st", "mt", "ft", "amb", "adm", "rev", "conn", "ala", "nev", "va", "vt", "ca",
];

/// Units that stand right after a number and are tokens of their own.
const UNITS: &[&str] = &[
    "am", "pm", "k", "m", "mm", "cm", "km", "kg", "mn", "bn", "tn", "ft", "ml", "mb", "gb", "tb",
    "mph", "kph", "kmh", "hp", "kw", "mw", "gw", "kwh", "mwh", "hz", "mhz", "ghz", "nm", "lb",
    "lbs", "oz", "min", "hrs", "sec", "mln", "bln", "million", "billion", "trillion", "gmt", "est",
    "a.m", "p.m", "a.m.", "p.m.",
];

/// Is `word` a unit that may stand right after a number?
pub(super) fn is_unit(word: &str) -> bool {
    listed(UNITS, word)
}

/// Words that often open a sentence and seldom go on after an abbreviation.
const OPENERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "this",
    "that",
    "these",
    "those",
    "in",
    "on",
    "at",
    "but",
    "and",
    "however",
    "if",
    "when",
    "while",
    "after",
    "before",
    "there",
    "his",
    "her",
    "its",
    "their",
    "our",
    "for",
    "as",
    "with",
    "since",
    "what",
    "who",
    "some",
    "many",
    "both",
    "one",
    "no",
    "not",
    "so",
    "then",
    "also",
    "meanwhile",
    "according",
    "by",
    "from",
    "to",
    "earlier",
    "asked",
    "although",
    "all",
    "several",
    "another",
    "last",
    "now",
    "despite",
    "see",
    "such",
    "most",
    "only",
    "under",
    "during",
    "between",
    "among",
    "two",
    "three",
    "officials",
    "analysts",
    "experts",
    "critics",
    "witnesses",
    "nobody",
    "nothing",
    "everyone",
    "yet",
    "still",
    "instead",
    "because",
    "though",
    "until",
    "even",
    "how",
    "why",
    "where",
];

/// Openers that no name goes on with, even after an initial: "group B. The" but "George W. In".
const SURE_OPENERS: &[&str] = &[
    "the",
    "he",
    "she",
    "it",
    "they",
    "we",
    "this",
    "that",
    "these",
    "those",
    "there",
    "but",
    "and",
    "however",
    "his",
    "her",
    "its",
    "their",
    "our",
    "if",
    "when",
    "while",
    "in",
    "at",
    "for",
    "yet",
    "although",
    "though",
    "even",
    "since",
    "after",
    "before",
    "meanwhile",
    "what",
    "who",
    "both",
    "some",
    "many",
    "as",
];

/// Words and marks that a date in a sentence stands behind.
const BEFORE_DATES: &[&str] = &[
    "on", "of", "until", "till", "since", "from", "by", "to", "before", "after", "for", "and",
    "or", "through", "is", "was", "be", "last", "this", "next", ",", "(", "-", "–", "—", ":",
];

/// Is `word`, without its last stop, an abbreviation when a number follows (`p. 28`, `No. 10`, `c. 1580`)?
pub(super) fn before_numbers(word: &str) -> bool {
    matches!(word, "p" | "c" | "ca" | "b" | "d" | "m" | "r" | "fl" | "div")
        || listed(&["no", "nos", "art", "sec", "fig", "para"], word)
}

/// Is `word` in `list`, whatever its capitals?
pub(super) fn listed(list: &[&str], word: &str) -> bool {
    word.len() <= 9 && list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Is `word`, without its last stop, an abbreviation?
pub(super) fn abbreviation(word: &str) -> bool {
    if word.starts_with(char::is_lowercase) && listed(CAPITAL_ONLY, word) {
        return word == "al";
    }
    listed(BEFORE, word) || listed(ANYWHERE, word)
}

/// Is `word`, without its last stop, an abbreviation that never ends a sentence?
pub(super) fn never_last(word: &str) -> bool {
    listed(BEFORE, word) || before_numbers(word)
}

/// Does `word` often open a sentence?
pub(super) fn opens_sentence(word: &str) -> bool {
    listed(OPENERS, word)
}

/// Does `word` surely open a sentence where it has a capital, even after an initial?
pub(super) fn opens_surely(word: &str) -> bool {
    listed(SURE_OPENERS, word)
}

/// May a date that follows `word` be a part of the same sentence?
pub(super) fn stands_before_date(word: &str) -> bool {
    listed(BEFORE_DATES, word)
}
