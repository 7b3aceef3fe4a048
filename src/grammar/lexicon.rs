//! The lexicon: countries, names of the world, and classes of words, from `grammar/lexicon/`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::error::{GrammarError, from_ron};
use super::files::Files;
use super::fold::fold;
use super::kind::EntityKind;
use super::reach::Reach;
use super::table::Table;
use super::word_class::WordClass;

/// A country or territory.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code.
    pub iso2: String,
    /// ISO 3166-1 alpha-3 code.
    pub iso3: String,
    /// Usual English name.
    pub name: String,
    /// Other names: formal, short, former.
    #[serde(default)]
    pub also: Vec<String>,
    /// Cities whose name stands for its government, the capital first.
    #[serde(default)]
    pub capitals: Vec<String>,
    /// Adjectives ("Peruvian").
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Names of its people in the plural ("Peruvians").
    #[serde(default)]
    pub people: Vec<String>,
}

/// A known name that is not a country's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownName {
    /// What kind of thing it names.
    pub kind: EntityKind,
    /// The full or usual name.
    pub name: String,
    /// Other names and acronyms.
    #[serde(default)]
    pub also: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country that it belongs to or lies in.
    #[serde(default)]
    pub country: Option<String>,
    /// Name of the body that it is part of.
    #[serde(default)]
    pub part_of: Option<String>,
    /// Cities whose name stands for it where they act ("Brussels decided").
    #[serde(default)]
    pub seats: Vec<String>,
    /// The sort of bodies that it belongs to: which of its nouns point back at it.
    #[serde(default)]
    pub sort: Option<String>,
    /// Nouns that point back at it, where not every noun for a body does ("the group" for armed groups); those of its
    /// sort belong to them.
    #[serde(default)]
    pub called: Vec<String>,
    /// Is it this only with "the" before it ("the Gulf")?
    #[serde(default)]
    pub article: bool,
}

/// Who is widely known to hold an office.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leader {
    /// Full name.
    pub name: String,
    /// The office in lower case.
    pub office: String,
    /// ISO 3166-1 alpha-2 code of the country, or name of the body, that it is held towards.
    pub of: String,
}

/// An office that only one state or body has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnOffice {
    office: String,
    of: String,
}

/// What one spelling can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// The name of a country: index for [`Lexicon::country`].
    Country(usize),
    /// The adjective of a country.
    Adjective(usize),
    /// The people of a country, in the plural.
    People(usize),
    /// The seat of a country's government.
    Capital(usize),
    /// Another known name: index for [`Lexicon::known`].
    Known(usize),
    /// The seat of a known body: index for [`Lexicon::known`].
    Seat(usize),
}

/// A town or a first-order region from the table of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Town<'a> {
    /// Its usual name.
    pub name: &'a str,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: &'a str,
    /// How many digits its number of inhabitants has: 5 for a small town, 8 for the largest cities.
    pub digits: u8,
    /// Is it a region (a state of the US), not a town?
    pub region: bool,
}

/// What a given name tells of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameGender {
    /// A man's name.
    Male,
    /// A woman's name.
    Female,
    /// Either, or a name that is a family name too.
    Either,
}

/// One file `lexicon/*.ron`. All parts are optional; the files are read in the order of their names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconFile {
    #[serde(default)]
    countries: Vec<Country>,
    #[serde(default)]
    names: Vec<KnownName>,
    #[serde(default)]
    sorts: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    words: BTreeMap<WordClass, Vec<String>>,
    #[serde(default)]
    leaders: Vec<Leader>,
    #[serde(default)]
    offices: Vec<OwnOffice>,
    #[serde(default)]
    regions: BTreeMap<String, Vec<String>>,
}

/// All of `grammar/lexicon/`.
#[derive(Debug, Clone)]
pub struct Lexicon {
    countries: Vec<Country>,
    known: Vec<KnownName>,
    spellings: FxHashMap<Box<str>, Vec<(Sense, Box<str>)>>,
    by_iso2: BTreeMap<String, usize>,
    words: FxHashMap<Box<str>, u64>,
    /// By the folded last name.
    leaders: BTreeMap<String, Vec<Leader>>,
    offices: BTreeMap<String, String>,
    /// The codes of the states that are called by the adjective of a region.
    regions: BTreeMap<String, Vec<String>>,
    places: Table,
    given: Table,
    /// Of spellings, words and places.
    reach: Reach,
}

impl Lexicon {
    /// The lexicon that the files below `lexicon/` declare: all `*.ron` there, and the tables `places.tsv` and `given.tsv`.
    ///
    /// # Errors
    /// The first mistake: of form; a code that is not one; a `country` or `part_of` that no file declares; an unsorted table.
    pub fn from_files(files: &Files) -> Result<Self, GrammarError> {
        let mut lexicon = Self {
            countries: Vec::new(),
            known: Vec::new(),
            spellings: FxHashMap::default(),
            by_iso2: BTreeMap::new(),
            words: FxHashMap::default(),
            leaders: BTreeMap::new(),
            offices: BTreeMap::new(),
            regions: BTreeMap::new(),
            places: Table::from_files(files, "lexicon/places.tsv", 5)?,
            given: Table::from_files(files, "lexicon/given.tsv", 2)?,
            reach: Reach::default(),
        };
        let mut wanted = Vec::new();
        let mut owners = Vec::new();
        let mut sorts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let ron = |path: &&String| path.starts_with("lexicon/") && path.ends_with(".ron");
        for path in files.keys().filter(ron) {
            let text = files.get(path).map_or("", String::as_str);
            let file: LexiconFile = from_ron(path, text)?;
            for (sort, nouns) in file.sorts {
                sorts.entry(sort).or_default().extend(nouns);
            }
            for country in file.countries {
                lexicon.add_country(path, text, country)?;
            }
            for name in file.names {
                wanted.push((path, text, name.clone()));
                lexicon.add_name(name);
            }
            for leader in file.leaders {
                owners.push((path, text, leader.of.clone()));
                let folded = fold(&leader.name);
                let generation =
                    |word: &&str| matches!(*word, "jr" | "jr." | "sr" | "sr." | "ii" | "iii");
                let last =
                    folded.rsplit(' ').find(|word| !generation(word)).unwrap_or("").to_owned();
                lexicon.leaders.entry(last).or_default().push(leader);
            }
            for (region, codes) in file.regions {
                owners.extend(codes.iter().map(|code| (path, text, code.clone())));
                lexicon.regions.entry(fold(&region)).or_default().extend(codes);
            }
            for own in file.offices {
                owners.push((path, text, own.of.clone()));
                lexicon.offices.insert(fold(&own.office), own.of);
            }
            for (class, words) in file.words {
                for word in words {
                    *lexicon.words.entry(fold(&word).into()).or_default() |= class.bit();
                }
            }
        }
        for (path, text, name) in wanted {
            lexicon.check_name(path, text, &name, &sorts)?;
        }
        for name in &mut lexicon.known {
            let nouns = name.sort.as_ref().and_then(|sort| sorts.get(sort));
            name.called.extend(nouns.into_iter().flatten().cloned());
        }
        for (path, text, of) in owners {
            if lexicon.by_iso2(&of).is_none() && lexicon.known_as(&of).is_none() {
                let message = format!("no country has the code {of:?} and nothing is called so");
                return Err(GrammarError::at(path, text, &format!("\"{of}\""), message)
                    .hint("an ISO 3166-1 alpha-2 code, or the `name` of an entry"));
            }
        }
        lexicon.places.keys().for_each(|key| lexicon.reach.add(key));
        let listed = lexicon.spellings.keys().chain(lexicon.words.keys());
        listed.for_each(|key| lexicon.reach.add(key));
        Ok(lexicon)
    }

    fn add_country(
        &mut self,
        path: &str,
        text: &str,
        country: Country,
    ) -> Result<(), GrammarError> {
        let fits = |code: &str, n| code.len() == n && code.bytes().all(|b| b.is_ascii_uppercase());
        for (code, n) in [(&country.iso2, 2), (&country.iso3, 3)] {
            if !fits(code, n) {
                let message =
                    format!("{}: {code:?} is no code of {n} capital letters", country.name);
                return Err(GrammarError::at(path, text, &format!("\"{code}\""), message));
            }
        }
        let index = self.countries.len();
        self.by_iso2.insert(country.iso2.clone(), index);
        self.add_spelling(&country.name, Sense::Country(index));
        for name in &country.also {
            self.add_spelling(name, Sense::Country(index));
        }
        for (list, sense) in [
            (&country.adjectives, Sense::Adjective(index)),
            (&country.people, Sense::People(index)),
            (&country.capitals, Sense::Capital(index)),
        ] {
            for name in list {
                self.add_spelling(name, sense);
            }
        }
        self.countries.push(country);
        Ok(())
    }

    fn add_name(&mut self, name: KnownName) {
        let sense = Sense::Known(self.known.len());
        self.add_spelling(&name.name, sense);
        for other in &name.also {
            self.add_spelling(other, sense);
        }
        for seat in &name.seats {
            self.add_spelling(seat, Sense::Seat(self.known.len()));
        }
        self.known.push(name);
    }

    fn add_spelling(&mut self, spelling: &str, sense: Sense) {
        let senses = self.spellings.entry(fold(spelling).into()).or_default();
        if !senses.iter().any(|(known, form)| *known == sense && **form == *spelling) {
            senses.push((sense, spelling.into()));
        }
    }

    fn check_name(
        &self,
        path: &str,
        text: &str,
        name: &KnownName,
        sorts: &BTreeMap<String, Vec<String>>,
    ) -> Result<(), GrammarError> {
        if let Some(sort) = name.sort.as_ref().filter(|sort| !sorts.contains_key(*sort)) {
            let message = format!("{}: no sort of bodies is called {sort:?}", name.name);
            return Err(GrammarError::at(path, text, &format!("sort: Some(\"{sort}\")"), message)
                .hint("a key of `sorts`"));
        }
        if let Some(code) = name.country.as_ref().filter(|code| !self.by_iso2.contains_key(*code)) {
            let message = format!("{}: no country has the code {code:?}", name.name);
            return Err(GrammarError::at(path, text, &format!("\"{code}\""), message)
                .hint("an ISO 3166-1 alpha-2 code in capitals"));
        }
        if let Some(whole) = name.part_of.as_ref().filter(|whole| self.known_as(whole).is_none()) {
            let message = format!("{}: nothing is called {whole:?}", name.name);
            return Err(GrammarError::at(
                path,
                text,
                &format!("part_of: Some(\"{whole}\")"),
                message,
            )
            .hint("the `name` of another entry"));
        }
        Ok(())
    }

    /// The country of this index.
    pub fn country(&self, index: usize) -> Option<&Country> {
        self.countries.get(index)
    }

    /// Index of the country with this ISO 3166-1 alpha-2 code.
    pub fn by_iso2(&self, code: &str) -> Option<usize> {
        self.by_iso2.get(code).copied()
    }

    /// The known name of this index.
    pub fn known(&self, index: usize) -> Option<&KnownName> {
        self.known.get(index)
    }

    /// Index of the entry whose full name this is.
    pub fn known_as(&self, name: &str) -> Option<usize> {
        let senses = self.spellings.get(fold(name).as_str())?;
        senses.iter().find_map(|(sense, _)| match sense {
            Sense::Known(index) if self.known.get(*index).is_some_and(|k| k.name == name) => {
                Some(*index)
            }
            _ => None,
        })
    }

    /// Those widely known to lead a state or body whose folded last name this is.
    pub fn leaders(&self, last: &str) -> &[Leader] {
        self.leaders.get(last).map_or(&[], Vec::as_slice)
    }

    /// The codes (ISO 3166-1 alpha-2) of the states that this adjective of a region, folded, tells: "west african".
    pub fn region(&self, adjective: &str) -> Option<&[String]> {
        self.regions.get(adjective).map(Vec::as_slice)
    }

    /// Whose an office is that only one state or body has: a code or a name, as in [`Leader::of`].
    pub fn owner_of(&self, office: &str) -> Option<&str> {
        self.offices.get(office).map(String::as_str)
    }

    /// Does [`Self::senses`] know any words of this folded form, however they are written?
    pub fn is_spelling(&self, folded: &str) -> bool {
        self.spellings.contains_key(folded)
    }

    /// What these words, as written, can mean; `folded` is their [`fold`]. Acronyms count only in capitals,
    /// and nothing counts that starts in lower case unless the lexicon has it so.
    pub fn senses<'a>(
        &'a self,
        written: &'a str,
        folded: &str,
    ) -> impl Iterator<Item = Sense> + 'a {
        let found = self.spellings.get(folded).map_or(&[][..], Vec::as_slice);
        found.iter().filter(move |(_, form)| accepts(form, written)).map(|(sense, _)| *sense)
    }

    /// The town or region of this folded name. Cost: one look-up.
    pub fn town(&self, folded: &str) -> Option<Town<'_>> {
        let mut fields = self.places.get(folded)?.split('\t');
        let (name, country) = (fields.next()?, fields.next()?);
        let region = fields.next()? == "r";
        let digits = fields.next().and_then(|digits| digits.parse().ok()).unwrap_or(5);
        Some(Town { name, country, digits, region })
    }

    /// What this folded word tells as a given name; `None` where it is not known as one.
    pub fn given_name(&self, folded: &str) -> Option<NameGender> {
        match self.given.get(folded)? {
            "m" => Some(NameGender::Male),
            "f" => Some(NameGender::Female),
            _ => Some(NameGender::Either),
        }
    }

    /// Is this folded word or phrase of the class?
    pub fn is(&self, class: WordClass, folded: &str) -> bool {
        self.words.get(folded).is_some_and(|bits| bits & class.bit() != 0)
    }

    /// Is this folded word or phrase of any of the classes?
    pub fn is_any(&self, classes: &[WordClass], folded: &str) -> bool {
        WordClass::any(classes, self.classes(folded))
    }

    /// The classes of this folded word or phrase, a bit for each (see [`WordClass::any`]).
    pub fn classes(&self, folded: &str) -> u64 {
        self.words.get(folded).copied().unwrap_or(0)
    }

    /// No name, place or phrase that starts as this folded text does takes more bytes. Cost: one look-up.
    pub fn reach(&self, folded: &str) -> usize {
        self.reach.of(folded)
    }
}

/// May words `written` so be what the lexicon writes as `form`?
fn accepts(form: &str, written: &str) -> bool {
    if form == written {
        return true;
    }
    let acronym = form.chars().filter(|c| c.is_alphabetic()).count() <= 5
        && !form.chars().any(char::is_lowercase);
    let capital = written.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    !acronym && capital
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::files;

    fn lexicon() -> Lexicon {
        Lexicon::from_files(&files::embedded()).unwrap()
    }

    fn senses(lexicon: &Lexicon, written: &str) -> Vec<Sense> {
        lexicon.senses(written, &fold(written)).collect()
    }

    #[test]
    fn every_country_has_its_codes_adjective_and_capital() {
        let lexicon = lexicon();
        let peru = lexicon.by_iso2("PE").unwrap();
        assert_eq!(lexicon.country(peru).unwrap().iso3, "PER");
        assert_eq!(senses(&lexicon, "Peru"), [Sense::Country(peru)]);
        assert_eq!(senses(&lexicon, "Peruvian"), [Sense::Adjective(peru)]);
        assert_eq!(senses(&lexicon, "Lima"), [Sense::Capital(peru)]);
    }

    #[test]
    fn acronyms_count_only_in_capitals() {
        let lexicon = lexicon();
        assert_eq!(senses(&lexicon, "who"), []);
        assert_eq!(senses(&lexicon, "WHO").len(), 1);
        assert_eq!(senses(&lexicon, "us"), []);
    }

    #[test]
    fn towns_and_given_names_come_from_tables() {
        let lexicon = lexicon();
        assert_eq!(lexicon.town("arequipa").unwrap().country, "PE");
        assert_eq!(lexicon.given_name("lucia"), Some(NameGender::Female));
        assert_eq!(lexicon.town("no such town"), None);
    }

    #[test]
    fn a_file_of_the_users_adds_names_and_is_checked() {
        let mut files = files::embedded();
        let own = "(names: [(kind: organization, name: \"Harbour Guild\", country: Some(\"QQ\"))])";
        files.insert("lexicon/own.ron".to_owned(), own.to_owned());
        let error = Lexicon::from_files(&files).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("lexicon/own.ron", 1));
        files.insert("lexicon/own.ron".to_owned(), own.replace("QQ", "PE"));
        let lexicon = Lexicon::from_files(&files).unwrap();
        assert_eq!(senses(&lexicon, "Harbour Guild").len(), 1);
    }

    #[test]
    fn a_sort_lends_its_nouns_to_its_names() {
        let mut files = files::embedded();
        let own = "(sorts: {\"guild\": [\"guild\"]}, names: [(kind: organization, name: \"Harbour Men\", \
                   sort: Some(\"guild\"), called: [\"union\"])])";
        files.insert("lexicon/own.ron".to_owned(), own.to_owned());
        let lexicon = Lexicon::from_files(&files).unwrap();
        let name = lexicon.known(lexicon.known_as("Harbour Men").unwrap()).unwrap();
        assert_eq!(name.called, ["union", "guild"]);
        files.insert("lexicon/own.ron".to_owned(), own.replacen("guild", "club", 1));
        let error = Lexicon::from_files(&files).unwrap_err();
        assert!(error.to_string().contains("no sort of bodies is called \"guild\""), "{error}");
    }
    #[test]
    fn the_example_in_the_documentation_is_read() {
        let page = include_str!("../../docs/entities.md");
        let example = page.split("```ron\n").nth(1).unwrap().split("```").next().unwrap();
        let mut files = files::embedded();
        files.insert("lexicon/own.ron".to_owned(), example.to_owned());
        let lexicon = Lexicon::from_files(&files).unwrap();
        assert_eq!(senses(&lexicon, "Andean Ports Council").len(), 1);
        assert_eq!(lexicon.owner_of("harbour minister"), Some("PE"));
        assert!(lexicon.is(WordClass::Groups, "dockers"));
    }
}
