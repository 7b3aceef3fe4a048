//! Classes of words by which mentions are found and their kinds decided.

use serde::Deserialize;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// A class of words or phrases in `lexicon/*.ron`, under `words`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum WordClass { $($(#[$doc])* $name),+ }
    };
}

classes! {
    /// Before a man's name, no office.
    HonorificsMale,
    /// Before a woman's name, no office.
    HonorificsFemale,
    /// Before anybody's name, no office.
    Honorifics,
    /// Ranks of services.
    Ranks,
    /// Last words of offices.
    OfficeHeads,
    /// Offices of a state, whose country may go without saying.
    StateOffices,
    /// Offices of those who speak for somebody.
    Spokes,
    /// Words that say that an office is past.
    Former,
    /// Last words of names of organizations.
    OrgHeads,
    /// Bodies of a state.
    StateBodies,
    /// Bodies that are worth an entity when only described.
    DescribedOrgs,
    /// Bodies that are worth an entity when described with their country or their whole.
    DescribedBodies,
    /// Last words of names of companies.
    CompanySuffixes,
    /// Last words of names and descriptions of facilities.
    FacilityHeads,
    /// Last words of names of places.
    PlaceHeads,
    /// Words before "of" and the name of a place.
    PlacePrefixes,
    /// Groups of people that act.
    Groups,
    /// Persons that are only described.
    Persons,
    /// Verbs whose subject acts with a will.
    ActingVerbs,
    /// Verbs of violence and motion, whose object is a place.
    AttackVerbs,
    /// Verbs of saying and other acts of people.
    SayingVerbs,
    /// What ministries and committees are about: parts of offices, no names.
    Topics,
    /// Nouns that point back at a country.
    BackCountries,
    /// Nouns that point back at a place.
    BackPlaces,
    /// Nouns that point back at a union of states.
    BackUnions,
    /// Nouns that point back at a body.
    BackBodies,
    /// Of these, nouns by which a body is called whose name does not tell what it is.
    BackNamed,
    /// Adjectives by which a state is called: "the reclusive state", behind a hyphen, too: "the oil-rich kingdom".
    CountryTraits,
    /// Adjectives and nouns that tell a group that fights: "the armed group".
    Fighting,
    /// Months, days, times, units.
    MonthsDays,
    /// Small words within names of people.
    Particles,
    /// Last words of names of treaties, summits, wars.
    OtherHeads,
    /// Capitalized words that are not names by themselves.
    NotNames,
    /// Nouns that tell a woman.
    FemaleNouns,
    /// Nouns that tell a man.
    MaleNouns,
    /// What two people or states have together: "the Ruiz-Vera call".
    Shared,
    /// Nouns of which verbs of saying are told though nobody speaks by them alone: papers, findings, deeds.
    Silent,
    /// Nouns of several people or of a body, which speak.
    SpeakingBodies,
    /// Ships and what stands before their names: "the tanker Lima Star", "MV Lima Star".
    Vessels,
    /// Ships, vehicles and what they make together, told without a name: "two trawlers", "an aid convoy".
    Vehicles,
    /// Buildings and works that are told without a name, and that names do not end in.
    DescribedFacilities,
    /// The people of an armed group, who stand for it behind its name: "Condor rebels".
    BandMembers,
    /// Heads of what an unknown name before them is the name of, never its leader: "the Condor party".
    NamedHeads,
    /// Plural nouns of people who did something violent, which point back at those told before.
    Outlaws,
    /// Work that a person of a nation does, no office towards it: "a Chilean analyst".
    Callings,
    /// Relatives and friends, who are told of by whose they are.
    Kin,
    /// Countries and territories that "the island" may mean.
    Islands,
    /// What a body is called that is part of another: "an arm of the Condor group".
    Parts,
    /// Last words of names of bodies that are of a country, but no part of its state.
    OwnBodies,
    /// What a body is called behind its name, which means the body itself: "the Condor party".
    CalledBodies,
}

impl WordClass {
    /// The bit of the class in a set of classes.
    #[inline]
    pub(super) const fn bit(self) -> u64 {
        1 << self as u8
    }

    /// Is one of `wanted` among these classes, as [`Lexicon::classes`](super::Lexicon::classes) has them?
    #[inline]
    pub fn any(wanted: &[Self], classes: u64) -> bool {
        wanted.iter().fold(0, |bits, class| bits | class.bit()) & classes != 0
    }
}
