//! Is a text in English? Only English is read.
//!
//! `whichlang` tells 16 languages apart and always answers. The small words of English tell when it may be wrong: a headline of
//! names has none and says nothing, an English sentence has several. What is short is let pass with no claim.

use std::collections::BTreeSet;

use whichlang::Lang;

/// So much of a text is looked at, in bytes.
const LOOKED_AT: usize = 4000;

/// Words that English news is full of, and that its neighbours do not have.
const ENGLISH: &[&str] = &[
    "the", "and", "of", "to", "said", "with", "from", "that", "for", "by", "has", "have", "after",
    "would", "were", "his", "their", "which", "they", "this", "been", "who", "not", "are", "will",
];

/// One word in so many is one of those at least, in the barest English; in most it is one in five.
const PLAINLY: usize = 12;

/// Fewer different words than this that begin with a small letter make no claim.
const FEW: usize = 5;

/// What can be said of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// It is in English.
    English,
    /// It is in another language: the one of those known that it is most like.
    Other(&'static str),
    /// Nothing.
    Unsure,
}

/// Which language a text is in. Cost: the first four kilobytes.
pub(super) fn claim(text: &str) -> Claim {
    let text = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text);
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    // Scripts without blanks have few words, but many letters beyond those of Latin.
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let beyond = text.chars().filter(|c| c.is_alphabetic() && u32::from(*c) > 0x2ff).count();
    let another_script = beyond > 12 && beyond * 2 > letters;
    // Names say nothing: a list of towns has no language.
    let small: BTreeSet<&str> =
        text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).collect();
    if small.len() < FEW && !another_script {
        return Claim::Unsure;
    }
    let english = words.iter().filter(|word| ENGLISH.contains(&word.as_str())).count();
    let plainly = english * PLAINLY >= words.len();
    match whichlang::detect_language(text) {
        // Languages that it does not know look like any; without one small word this is none.
        Lang::Eng if english == 0 && words.len() >= 25 => {
            Claim::Other("a language that is not known")
        }
        Lang::Eng if english == 0 => Claim::Unsure,
        Lang::Eng => Claim::English,
        other if another_script || !plainly => Claim::Other(name(other)),
        _ => Claim::Unsure,
    }
}

/// Does a page or a feed declare another language than English?
pub(super) fn is_declared_foreign(declared: &str) -> bool {
    let code: String = declared.trim().chars().take_while(char::is_ascii_alphabetic).collect();
    code.len() == 2 && !code.eq_ignore_ascii_case("en")
}

fn name(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "Arabic",
        Lang::Cmn => "Chinese",
        Lang::Deu => "German",
        Lang::Eng => "English",
        Lang::Fra => "French",
        Lang::Hin => "Hindi",
        Lang::Ita => "Italian",
        Lang::Jpn => "Japanese",
        Lang::Kor => "Korean",
        Lang::Nld => "Dutch",
        Lang::Por => "Portuguese",
        Lang::Rus => "Russian",
        Lang::Spa => "Spanish",
        Lang::Swe => "Swedish",
        Lang::Tur => "Turkish",
        Lang::Vie => "Vietnamese",
    }
}

#[cfg(test)]
mod tests;
