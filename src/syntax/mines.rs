//! "The mine was closed": a noun that the treebanks hardly know beside "mine" of "a friend of mine", which stands behind no
//! article and no other noun.

use super::Upos;
use super::lexeme::Lexeme;
use super::tag::{Inventory, Tag};
use crate::model::hash_str;

/// Tags "mine" as a noun behind an article, a number, an adjective or a noun. Cost: linear.
pub(crate) fn settle(words: &[Lexeme], tags: &mut [Tag], inventory: &Inventory) {
    let mine = hash_str("mine");
    for at in 1..tags.len() {
        if words.get(at).is_none_or(|word| word.word != mine) {
            continue;
        }
        let upos = |i: usize| tags.get(i).map(|&tag| inventory.upos(tag));
        let is_noun = matches!(
            upos(at - 1),
            Some(Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
        );
        if is_noun
            && upos(at) == Some(Upos::Pron)
            && let Some(noun) = inventory.noun()
            && let Some(tag) = tags.get_mut(at)
        {
            *tag = noun;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::{Syntax, Upos};

    fn tag_of_mine(text: &str) -> Upos {
        let forms: Vec<&str> = text.split(' ').collect();
        let parsed = Syntax::embedded().unwrap().parse_tokens(&forms);
        parsed.words.iter().find(|word| &*word.form == "mine").unwrap().upos
    }

    #[test]
    fn a_mine_is_a_noun_and_a_friend_of_mine_has_none() {
        assert_eq!(tag_of_mine("The mine was closed ."), Upos::Noun);
        assert_eq!(tag_of_mine("They hit a sea mine ."), Upos::Noun);
        assert_eq!(tag_of_mine("She is a friend of mine ."), Upos::Pron);
        assert_eq!(tag_of_mine("That coat is mine ."), Upos::Pron);
    }
}
