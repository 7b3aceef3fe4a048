//! Who speaks by a cue: by the tree, and by place where the tree errs.

use crate::entity::{Mention, MentionForm};
use crate::event::context::Context;
use crate::event::fillers::Fillers;
use crate::event::view::View;
use crate::grammar::{self, Content, EntityKind, NameGender, fold};
use crate::syntax::{Deprel, Number, Upos, VerbForm};

use super::cue::Cue;

/// Nouns that speak for whoever wrote them: "an agency tally found".
pub const PAPERS: [&str; 28] = [
    "statement",
    "report",
    "tally",
    "communique",
    "letter",
    "survey",
    "count",
    "post",
    "release",
    "summary",
    "note",
    "announcement",
    "memo",
    "tweet",
    "message",
    "readout",
    "study",
    "poll",
    "analysis",
    "document",
    "filing",
    "email",
    "editorial",
    "assessment",
    "speech",
    "transcript",
    "judgment",
    "indictment",
];

/// Is the subject "he" or "she"?
pub fn says_he(view: View<'_>, cue: &Cue<'_>) -> bool {
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    view.parsed
        .children_by(cue.word, &[Deprel::Nsubj])
        .any(|s| matches!(word(s), "he" | "she" | "He" | "She"))
}

/// How many sentences back the gender of a person is looked for.
const NEAR: usize = 8;

/// May the pronoun that is the subject mean this person: does neither the given name nor a pronoun near before tell the
/// other gender?
pub fn may_be(context: Context<'_>, view: View<'_>, cue: &Cue<'_>, person: usize) -> bool {
    let female = view
        .parsed
        .children_by(cue.word, &[Deprel::Nsubj])
        .any(|s| view.parsed.words.get(s).is_some_and(|w| w.form.eq_ignore_ascii_case("she")));
    let Some(record) = context.entities.get(person) else { return false };
    let first = record.name.split_whitespace().next().unwrap_or("");
    let given = context.grammar.lexicon.given_name(&fold(first));
    let (own, other) = if female { (NameGender::Female, "he") } else { (NameGender::Male, "she") };
    let named = given.is_none_or(|g| g == NameGender::Either || g == own);
    let from = cue.sentence.saturating_sub(NEAR);
    let called = (from..=cue.sentence).flat_map(|i| context.entities.in_sentence(i)).any(|m| {
        let words = m.span.of(context.text);
        let possessive = if female { "his" } else { "her" };
        m.entity == person
            && m.form == MentionForm::Pronoun
            && (words.eq_ignore_ascii_case(other) || words.eq_ignore_ascii_case(possessive))
    });
    named && !called
}

/// "The statement added", "she went on" where no mention tells who: the subject is who spoke last.
pub fn again(view: View<'_>, cue: &Cue<'_>) -> bool {
    if says_he(view, cue) {
        return true;
    }
    let subjects = [Deprel::Nsubj];
    view.parsed.children_by(cue.word, &subjects).any(|s| {
        let definite = view.child(s, Deprel::Det).is_some_and(|d| view.lemma(d) == "the");
        let bare =
            !view.parsed.children(s).iter().any(|&c| {
                matches!(view.rel(c), Deprel::NmodPoss | Deprel::Compound | Deprel::Amod)
            });
        definite && bare && PAPERS.contains(&view.lemma(s))
    })
}

pub fn is_subject(view: View<'_>, c: usize) -> bool {
    matches!(view.rel(c), Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent)
}

/// The entity that speaks where this word is the subject: of joint speakers the first.
pub fn speaker_of(fillers: Fillers<'_>, head: usize) -> Option<usize> {
    // A city or an embassy that says something is whoever speaks for it.
    let speaks = |entity: &usize| {
        !matches!(fillers.kind(*entity), None | Some(EntityKind::Weapon | EntityKind::Other))
    };
    if let Some(mention) = fillers.mention(head) {
        if is_nobody(fillers, mention) {
            return None;
        }
        // "The front-runner, Senator Ana Ruiz, said": who is named speaks.
        if let Some(named) = named_behind(fillers, mention) {
            return Some(named);
        }
        if is_told_apart(fillers, mention) {
            return Some(mention.entity).filter(speaks);
        }
        return match fillers.owner(mention) {
            Some(owners) => owners.into_iter().map(|f| f.entity).find(speaks),
            None => Some(mention.entity).filter(speaks),
        };
    }
    if PAPERS.contains(&fillers.view.lemma(head)) {
        return fillers.below(head).into_iter().map(|f| f.entity).find(speaks);
    }
    fillers.entities_of(head).into_iter().filter(|f| !f.below).map(|f| f.entity).find(speaks)
}

/// Single people whom their noun alone tells apart where they speak: "an official said", "the envoy said".
const ONE: [&str; 13] = [
    "official",
    "envoy",
    "leader",
    "minister",
    "president",
    "soldier",
    "person",
    "observer",
    "analyst",
    "expert",
    "critic",
    "witness",
    "man",
];

/// Many who cannot be told apart: "sources said".
const MANY: [&str; 6] = ["source", "official", "insider", "analyst", "observer", "diplomat"];

/// Is the noun alone, or with "some" or "many"?
fn is_bare(view: View<'_>, mention: &Mention) -> bool {
    let head = mention.head;
    let behind = matches!(view.upos(head + 1), Upos::Adp | Upos::Adj)
        || matches!(view.parsed.words.get(head + 1).map_or("", |w| &*w.form), "who" | "with");
    mention
        .words
        .clone()
        .all(|w| w == head || matches!(view.lemma(w), "some" | "many" | "several" | "other"))
        && !behind
        && view
            .parsed
            .children_by(head, &[Deprel::Nummod, Deprel::AclRelcl, Deprel::Acl, Deprel::NmodPoss])
            .next()
            .is_none()
        && view
            .parsed
            .children_by(head, &[Deprel::Det])
            .all(|d| matches!(view.lemma(d), "some" | "many"))
}

fn is_plural(view: View<'_>, head: usize) -> bool {
    view.parsed.words.get(head).and_then(|w| w.feats.number) == Some(Number::Plur)
}

/// "sources said"
fn is_nobody(fillers: Fillers<'_>, mention: &Mention) -> bool {
    let view = fillers.view;
    mention.form == MentionForm::Description
        && is_plural(view, mention.head)
        && MANY.contains(&view.lemma(mention.head))
        && is_bare(view, mention)
}

/// "an official said", "two officials close to the talks said": one, or some of whom more is told than what they are.
fn is_told_apart(fillers: Fillers<'_>, mention: &Mention) -> bool {
    let view = fillers.view;
    let unnamed = fillers.entities.get(mention.entity).is_some_and(|record| record.unnamed);
    if !unnamed || mention.form != MentionForm::Description {
        return false;
    }
    if !is_plural(view, mention.head) {
        return ONE.contains(&view.lemma(mention.head));
    }
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let end = mention.words.end;
    let more = matches!(
        word(mention.head + 1),
        "who" | "familiar" | "close" | "briefed" | "with" | "involved" | "privy"
    ) || matches!(
        word(end),
        "who" | "familiar" | "close" | "briefed" | "with" | "involved" | "privy"
    );
    more && fillers
        .kind(mention.entity)
        .is_some_and(|kind| matches!(kind, EntityKind::Person | EntityKind::Organization))
}

/// The person named in apposition to a description.
fn named_behind(fillers: Fillers<'_>, mention: &Mention) -> Option<usize> {
    let view = fillers.view;
    let person = fillers.kind(mention.entity) == Some(EntityKind::Person);
    let unnamed = fillers.entities.get(mention.entity).is_some_and(|record| record.unnamed);
    if !person || !unnamed || mention.form != MentionForm::Description {
        return None;
    }
    view.parsed.children_by(mention.head, &[Deprel::Appos]).find_map(|c| {
        let named = fillers.mention(c).filter(|m| m.form == MentionForm::Name)?;
        (fillers.kind(named.entity) == Some(EntityKind::Person)).then_some(named.entity)
    })
}

/// "…, said a Chilean diplomat": whoever stands behind a comma and the verb, where nobody stands before it; the entity with
/// the last word of its mention. Where the tree has another subject (`known`), nothing may go on behind that speaker.
pub fn behind_comma(fillers: Fillers<'_>, v: usize, known: bool) -> Option<(usize, usize)> {
    let view = fillers.view;
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let finite = |w: usize| {
        let feats = view.parsed.words.get(w).map(|x| &x.feats);
        view.is_verb(w) && feats.is_some_and(|f| f.verb_form == Some(VerbForm::Fin))
    };
    let comma = v.checked_sub(1).filter(|&w| word(w) == "," && finite(v))?;
    let own = view.parsed.children_by(v, &[Deprel::Nsubj]).find(|&s| s < v);
    // "Ruiz, who left, said Peru …": her own clause ends at the comma.
    let aside =
        own.is_some_and(|s| (s..comma).any(|w| matches!(word(w), "who" | "which" | "that")));
    if (own.is_some() && !known) || aside || !(0..comma).any(finite) {
        return None;
    }
    let start = (v + 1..v + 4)
        .find(|&w| !matches!(view.upos(w), Upos::Det | Upos::Adj | Upos::Num))
        .filter(|&w| matches!(view.upos(w), Upos::Noun | Upos::Propn))?;
    let mention = view.mention_over(start).filter(|m| {
        m.words.start > v && !matches!(m.form, MentionForm::Adjective | MentionForm::Pronoun)
    })?;
    // "…, said Ruiz had left": a verb behind the name makes it the subject of what is said.
    let end = mention.words.end;
    let ends = view.upos(end) == Upos::Punct && !matches!(word(end), "(" | "“" | "\"" | "-");
    if finite(end) || (known && !ends && word(end) != "who" && end < view.parsed.words.len()) {
        return None;
    }
    Some((speaker_of(fillers, mention.head)?, mention.words.end - 1))
}

/// The head of the mention that "who" or "which" at word `relative` points back at, by place: of "Ruiz, a
/// spokeswoman for the navy, who said" it is Ruiz.
pub fn antecedent(fillers: Fillers<'_>, relative: usize) -> Option<usize> {
    let view = fillers.view;
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let before = relative.checked_sub(1)?;
    if word(before) != "," {
        return view.mention_over(before).map(|m| m.head);
    }
    let person = (before.saturating_sub(14)..before)
        .rev()
        .find(|&w| word(w) == ",")
        .filter(|&open| matches!(word(open + 1), "a" | "an" | "the" | "its" | "their"))
        .and_then(|open| view.mention_over(open.checked_sub(1)?))
        .filter(|m| fillers.kind(m.entity) == Some(EntityKind::Person));
    person.or_else(|| view.mention_over(before.checked_sub(1)?)).map(|m| m.head)
}

/// "“…,” said Peru's president, Ana Ruiz": behind a quotation and its verb stands the speaker; the entity with
/// the last word of its mention.
pub fn inverted(fillers: Fillers<'_>, v: usize) -> Option<(usize, usize)> {
    let view = fillers.view;
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let closed =
        v.checked_sub(1).is_some_and(|w| matches!(word(w), "”" | "\"" | "'" | "’" | "''" | "»"));
    // "Ruiz "reaffirmed its ties"": a straight mark may open the quotation.
    let opens = v.checked_sub(1).is_some_and(|w| word(w) == "\"")
        && (0..v).filter(|&w| word(w) == "\"").count() % 2 == 1
        && view.parsed.children_by(v, &[Deprel::Nsubj]).any(|s| s < v);
    if !closed || opens || word(v).ends_with("ing") {
        return None;
    }
    let end = (v + 1..v + 14)
        .find(|&w| {
            matches!(view.upos(w), Upos::Verb | Upos::Aux | Upos::Sconj)
                || matches!(word(w), "" | "." | "who" | "“" | "\"" | ";" | ":")
        })
        .unwrap_or(v + 14);
    let within = || {
        fillers
            .entities
            .in_sentence(fillers.sentence)
            .filter(|m| m.words.start > v && m.words.end <= end && m.form != MentionForm::Adjective)
    };
    // The first mention must stand at once behind the verb, but for an article or adjectives.
    let start = within().map(|m| m.words.start).min()?;
    if (v + 1..start).any(|w| {
        !matches!(view.upos(w), Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn)
    }) {
        return None;
    }
    let person = within().find(|m| {
        m.form == MentionForm::Name && fillers.kind(m.entity) == Some(EntityKind::Person)
    });
    if let Some(mention) = person {
        return Some((mention.entity, mention.words.end - 1));
    }
    let mention = within().filter(|m| m.words.start == start).max_by_key(|m| m.words.end)?;
    let speaker = speaker_of(fillers, mention.head)?;
    Some((speaker, mention.words.end - 1))
}

/// "Ruiz, a former envoy from Lima, said": who is named before an aside that ends at the verb, where the tree
/// tells no subject; the entity with the first word of its mention.
pub fn across(fillers: Fillers<'_>, v: usize) -> Option<(usize, usize)> {
    let view = fillers.view;
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let finite = view.parsed.words.get(v)?.feats.verb_form == Some(VerbForm::Fin);
    let close = v.checked_sub(1).filter(|&w| word(w) == "," && finite)?;
    let open = (close.saturating_sub(28)..close).rev().find(|&w| word(w) == ",")?;
    let mention = view.mention_over(open.checked_sub(1)?).filter(|m| m.words.end == open)?;
    let from = mention.words.start;
    // "Delegate Ana Ruiz, wearing a hat, said": words before the name tell who she is.
    let mut first = from;
    while let Some(before) = first.checked_sub(1).filter(|&w| {
        matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det)
            && view.head(w) != Some(v)
    }) {
        first = before;
    }
    let led = first.checked_sub(1).is_none_or(|w| view.upos(w) == Upos::Punct);
    (led && mention.form == MentionForm::Name)
        .then(|| speaker_of(fillers, mention.head).map(|entity| (entity, first)))
        .flatten()
}

/// The "who" or "which" that is the subject of the verb `v`.
pub fn relative_subject(view: View<'_>, v: usize) -> Option<usize> {
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    // "troops who, it says, train rebels": the other subject says it.
    let mut subjects = view.parsed.children_by(v, &[Deprel::Nsubj]);
    let own = subjects.any(|s| {
        s < v && !matches!(word(s), "who" | "which" | "that") && view.mention_over(s).is_some()
    });
    if own {
        return None;
    }
    view.parsed.children(v).iter().copied().find(|&c| {
        c < v
            && (matches!(word(c), "who" | "which")
                || (word(c) == "that" && view.rel(c) == Deprel::Nsubj))
    })
}

/// May the speaker stand behind the verb? Not where who is spoken to stands there ("…, told parliament").
pub fn inverts(group: &grammar::Cue) -> bool {
    !group.addresses && group.takes.contains(&Content::Quotation)
}

/// The speaker by place alone, with the first and last word of its name: "Ruiz said", "…, said Ruiz".
pub fn beside(
    fillers: Fillers<'_>,
    v: usize,
    inverts: bool,
) -> Option<(Option<usize>, usize, usize)> {
    let view = fillers.view;
    // A participle or infinitive has its subject elsewhere.
    let form = view.parsed.words.get(v).map_or("", |w| &w.form);
    if form.ends_with("ing") || view.child(v, Deprel::Mark).is_some_and(|m| view.lemma(m) == "to") {
        return None;
    }
    let relative = |w: usize| {
        view.parsed.words.get(w).is_some_and(|x| matches!(&*x.form, "which" | "who" | "whom"))
    };
    let mark = |w: Option<usize>| w.is_none_or(|w| view.upos(w) == Upos::Punct || relative(w));
    let behind = fillers
        .entities
        .in_sentence(fillers.sentence)
        .find(|m| m.words.start == v + 1 && m.form != MentionForm::Adjective);
    // "Ruiz, a former envoy, said Vera had left": what goes on behind the name is the clause that is said.
    let goes_on = |w: usize| {
        matches!(
            view.upos(w),
            Upos::Verb | Upos::Aux | Upos::Part | Upos::Noun | Upos::Adj | Upos::Num
        )
    };
    let led = view.parsed.children_by(v, &[Deprel::Nsubj]).any(|s| s < v);
    let addresses = fillers.view.parsed.words.get(v).is_some_and(|w| {
        matches!(
            &*w.lemma,
            "tell" | "ask" | "urge" | "warn" | "inform" | "assure" | "remind" | "call"
        )
    });
    if let Some(mention) = behind
        && inverts
        && v > 0
        && mark(v.checked_sub(1))
        && !goes_on(mention.words.end)
        && !(led && (addresses || view.parsed.children_by(v, &[Deprel::Ccomp]).any(|c| c > v)))
    {
        return Some((speaker_of(fillers, mention.head), v + 1, mention.words.end - 1));
    }
    let mut at = v;
    while at > 0 && matches!(view.upos(at - 1), Upos::Aux | Upos::Adv) {
        at -= 1;
    }
    // "Ruiz (Lima) said", "Ruiz (Lima), said"
    let word = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    let comma = at.checked_sub(1).filter(|&w| word(w) == ",").unwrap_or(at);
    if comma.checked_sub(1).is_some_and(|w| word(w) == ")")
        && let Some(open) = (comma.saturating_sub(8)..comma).rev().find(|&w| word(w) == "(")
    {
        at = open;
    }
    let mention = view.mention_over(at.checked_sub(1)?).filter(|m| m.words.end == at)?;
    // The article before a name may stand outside its mention.
    let from = mention
        .words
        .start
        .checked_sub(1)
        .filter(|&w| view.upos(w) == Upos::Det)
        .unwrap_or(mention.words.start);
    mark(from.checked_sub(1))
        .then(|| (speaker_of(fillers, mention.head), from, mention.words.end - 1))
}

/// The last word of the name that begins right behind the verb.
pub fn first_behind(view: View<'_>, v: usize) -> usize {
    view.mention_over(v + 1).map_or(v, |m| m.words.end - 1)
}

/// Where a speaker with an apposition ends: ", the minister," belongs to the cue.
pub fn apposition_end(view: View<'_>, last: usize) -> usize {
    let form = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    if form(last + 1) != "," {
        return last;
    }
    for w in last + 2..last + 14 {
        if view.upos(w) == Upos::Verb || w >= view.parsed.words.len() {
            return last;
        }
        if form(w) == "," || (view.upos(w) == Upos::Punct && w + 1 == view.parsed.words.len()) {
            return w - 1;
        }
    }
    last
}
