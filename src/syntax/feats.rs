//! Morphological features: those that events and coreference need.

use super::upos::spelled;

spelled! {
    /// Grammatical number (`Ptan`, plural only, counts as plural).
    Number { /// Singular.
        Sing = "Sing", /// Plural.
        Plur = "Plur" }
}
spelled! {
    /// Grammatical person.
    Person { /// I, we.
        First = "1", /// You.
        Second = "2", /// Everybody else.
        Third = "3" }
}
spelled! {
    /// Tense of a verb form.
    Tense { /// Past.
        Past = "Past", /// Present.
        Pres = "Pres" }
}
spelled! {
    /// Mood of a finite verb.
    Mood { /// Indicative.
        Ind = "Ind", /// Imperative.
        Imp = "Imp", /// Subjunctive.
        Sub = "Sub" }
}
spelled! {
    /// Form of a verb.
    VerbForm { /// Finite.
        Fin = "Fin", /// Infinitive.
        Inf = "Inf", /// Participle.
        Part = "Part", /// Gerund.
        Ger = "Ger" }
}
spelled! {
    /// Type of a pronoun, determiner or adverb.
    PronType { /// Article.
        Art = "Art", /// Demonstrative.
        Dem = "Dem", /// Emphatic.
        Emp = "Emp", /// Indefinite.
        Ind = "Ind", /// Interrogative.
        Int = "Int", /// Negative.
        Neg = "Neg", /// Personal.
        Prs = "Prs", /// Reciprocal.
        Rcp = "Rcp", /// Relative.
        Rel = "Rel", /// Total.
        Tot = "Tot" }
}
spelled! {
    /// Gender of a pronoun.
    Gender { /// Feminine.
        Fem = "Fem", /// Masculine.
        Masc = "Masc", /// Neuter.
        Neut = "Neut" }
}

/// The features of one word; `None` where the word has no such feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Feats {
    /// `Number`.
    pub number: Option<Number>,
    /// `Person`.
    pub person: Option<Person>,
    /// `Tense`.
    pub tense: Option<Tense>,
    /// `Mood`.
    pub mood: Option<Mood>,
    /// `VerbForm`.
    pub verb_form: Option<VerbForm>,
    /// `PronType`.
    pub pron_type: Option<PronType>,
    /// `Gender`.
    pub gender: Option<Gender>,
    /// `Voice=Pass`.
    pub passive: bool,
    /// `Poss=Yes`.
    pub possessive: bool,
}

impl Feats {
    /// The features packed into one number; [`Self::from_code`] gives them back.
    pub fn code(self) -> u32 {
        fn digit<T: Copy + PartialEq>(value: Option<T>, all: &[T]) -> u32 {
            value.and_then(|v| all.iter().position(|&x| x == v)).map_or(0, |i| i as u32 + 1)
        }
        let digits = [
            (digit(self.number, Number::ALL), 3),
            (digit(self.person, Person::ALL), 4),
            (digit(self.tense, Tense::ALL), 3),
            (digit(self.mood, Mood::ALL), 4),
            (digit(self.verb_form, VerbForm::ALL), 5),
            (digit(self.pron_type, PronType::ALL), 11),
            (digit(self.gender, Gender::ALL), 4),
            (u32::from(self.passive), 2),
            (u32::from(self.possessive), 2),
        ];
        digits.iter().rev().fold(0, |code, (digit, base)| code * base + digit)
    }

    /// The features that [`Self::code`] packed; values out of range give none.
    pub fn from_code(mut code: u32) -> Self {
        let mut digit = |base: u32| {
            let digit = code % base;
            code /= base;
            digit as usize
        };
        fn value<T: Copy>(digit: usize, all: &[T]) -> Option<T> {
            digit.checked_sub(1).and_then(|i| all.get(i)).copied()
        }
        Self {
            number: value(digit(3), Number::ALL),
            person: value(digit(4), Person::ALL),
            tense: value(digit(3), Tense::ALL),
            mood: value(digit(4), Mood::ALL),
            verb_form: value(digit(5), VerbForm::ALL),
            pron_type: value(digit(11), PronType::ALL),
            gender: value(digit(4), Gender::ALL),
            passive: digit(2) == 1,
            possessive: digit(2) == 1,
        }
    }

    /// The features as CoNLL-U writes them, in alphabetical order; `_` where there are none.
    pub fn to_conllu(self) -> String {
        let parts = [
            ("Gender", self.gender.map(Gender::as_str)),
            ("Mood", self.mood.map(Mood::as_str)),
            ("Number", self.number.map(Number::as_str)),
            ("Person", self.person.map(Person::as_str)),
            ("Poss", self.possessive.then_some("Yes")),
            ("PronType", self.pron_type.map(PronType::as_str)),
            ("Tense", self.tense.map(Tense::as_str)),
            ("VerbForm", self.verb_form.map(VerbForm::as_str)),
            ("Voice", self.passive.then_some("Pass")),
        ];
        let set: Vec<String> = parts
            .iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", (*value)?)))
            .collect();
        if set.is_empty() { "_".to_owned() } else { set.join("|") }
    }

    /// Reads the features column of CoNLL-U; features that Chancery does not use are passed over.
    pub fn from_conllu(column: &str) -> Self {
        let mut feats = Self::default();
        for part in column.split('|') {
            let Some((name, value)) = part.split_once('=') else { continue };
            match name {
                "Number" if value == "Ptan" => feats.number = Some(Number::Plur),
                "Number" => feats.number = value.parse().ok(),
                "Person" => feats.person = value.parse().ok(),
                "Tense" => feats.tense = value.parse().ok(),
                "Mood" => feats.mood = value.parse().ok(),
                "VerbForm" => feats.verb_form = value.parse().ok(),
                "PronType" => feats.pron_type = value.parse().ok(),
                "Gender" => feats.gender = value.parse().ok(),
                "Voice" => feats.passive = value == "Pass",
                "Poss" => feats.possessive = value == "Yes",
                _ => {}
            }
        }
        // "You" is one or many, and commands have no person of their own: treebanks differ, so neither is read.
        if feats.person == Some(Person::Second) {
            feats.number = None;
        }
        if feats.mood == Some(Mood::Imp) || feats.verb_form == Some(VerbForm::Inf) {
            feats.person = None;
        }
        feats
    }
}

#[cfg(test)]
mod tests {
    use super::Feats;

    #[test]
    fn features_survive_packing_and_writing() {
        for column in [
            "_",
            "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
            "Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
            "Tense=Past|VerbForm=Part|Voice=Pass",
            "PronType=Tot",
        ] {
            let feats = Feats::from_conllu(column);
            assert_eq!(feats.to_conllu(), column);
            assert_eq!(Feats::from_code(feats.code()), feats);
        }
    }
}
