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
