//! Sentences of the treebanks with other countries in them.
//!
//! Treebanks name a few countries often and most never; some names are words, too (Chile, Turkey, Chad). A sentence that
//! holds of one country holds of another.

use super::conllu::GoldSentence;
use super::random::Random;
use crate::grammar::Lexicon;
use crate::syntax::Upos;

/// Names of one word that may stand for each other.
#[derive(Debug, Clone, Default)]
pub struct Swaps {
    /// Of countries: "Chile".
    countries: Vec<String>,
    /// Adjectives of countries: "Chilean".
    adjectives: Vec<String>,
}

impl Swaps {
    /// The names of a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut swaps = Self::default();
        let word = |name: &&String| name.chars().all(char::is_alphabetic);
        for country in (0..).map_while(|number| lexicon.country(number)) {
            swaps.countries.extend(Some(&country.name).filter(word).cloned());
            swaps.adjectives.extend(country.adjectives.iter().filter(word).cloned());
        }
        for list in [&mut swaps.countries, &mut swaps.adjectives] {
            list.sort();
            list.dedup();
        }
        swaps
    }

    /// One of the countries, whatever the number.
    pub(crate) fn country(&self, number: usize) -> Option<&str> {
        let at = number.checked_rem(self.countries.len())?;
        self.countries.get(at).map(String::as_str)
    }

    /// A copy of each sentence that names countries, with others in their place.
    pub(crate) fn swapped(&self, sentences: &[GoldSentence], seed: u64) -> Vec<GoldSentence> {
        let mut random = Random::new(seed);
        let mut made = Vec::new();
        for sentence in sentences {
            let mut copy = sentence.clone();
            let mut changed = false;
            for word in &mut copy.words {
                let list = match word.upos {
                    Upos::Propn => &self.countries,
                    Upos::Adj => &self.adjectives,
                    _ => continue,
                };
                if list.binary_search(&word.form).is_ok()
                    && let Some(other) = list.get(random.below(list.len()))
                {
                    word.form.clone_from(other);
                    changed = true;
                }
            }
            if changed {
                made.push(copy);
            }
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::Swaps;
    use crate::grammar::Grammar;
    use crate::learn::conllu::parse_conllu;

    #[test]
    fn what_holds_of_one_country_holds_of_another() {
        let swaps = Swaps::new(&Grammar::embedded().expect("it is whole").lexicon);
        let row = |number: usize, form: &str, upos: &str, head: usize| {
            format!("{number}\t{form}\t{form}\t{upos}\t_\t_\t{head}\tdep\t_\t_\n")
        };
        let text = |first: &str| {
            let rows = [row(1, first, "PROPN", 2), row(2, "waits", "VERB", 0)];
            format!("{}\n", rows.concat())
        };
        let sentences = parse_conllu(&(text("Peru") + &text("Ana"))).expect("well formed");
        let made = swaps.swapped(&sentences, 1);
        assert_eq!(made.len(), 1, "nobody is swapped who is no country");
        assert!(swaps.countries.contains(&made[0].words[0].form));
        assert_ne!(made[0].words[0].form, "Peru");
        assert_eq!(made[0].words[1], sentences[0].words[1]);
    }
}
