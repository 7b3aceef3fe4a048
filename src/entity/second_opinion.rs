//! What the trained model of names says against the rules, where it is sure and they are weak.

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::name_model::{Name, NameClass};

/// From this margin on the model's class of a name is hardly ever wrong on news.
pub(super) const SURE: i32 = 600;

/// From this margin on the same holds of its words.
const CERTAIN: i32 = 900;

/// The candidates of a line, those of weak rules opened again where the model contradicts them, and the names that no
/// rule found. Cost: linear in the candidates and the names of the line, and their sorting.
pub(super) fn consult(line: &Line<'_>, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    use super::kind::knob;
    for candidate in &mut candidates {
        if knob("S_WEAK", 1) == 1 && contradicted(line, candidate) {
            candidate.seems = Seems::Unknown;
        }
    }
    let mut new = Vec::new();
    for name in &line.named {
        if name.class == NameClass::Person && name.margin >= CERTAIN && knob("S_WIDEN", 1) == 1 {
            widen(line, name, &mut candidates);
        }
        let free = candidates.iter().all(|c| apart(c, name));
        if free && name.margin >= knob("S_NEW_MARGIN", SURE) && knob("S_NEW", 1) == 1 {
            new.extend(found(line, name));
        }
    }
    candidates.extend(new);
    candidates.sort_by_key(|c| (c.words.start, std::cmp::Reverse(c.words.end)));
    candidates
}

fn apart(candidate: &Candidate, name: &Name) -> bool {
    candidate.words.end <= name.words.start || name.words.end <= candidate.words.start
}

/// Is the model sure of another class than a weak rule: a town of the table, an acronym, a given name?
fn contradicted(line: &Line<'_>, candidate: &Candidate) -> bool {
    let Some((class, margin)) = line.model_class(&candidate.core) else { return false };
    let agrees = match (candidate.seems, candidate.rule) {
        (Seems::Town, _) => class == NameClass::Place,
        (Seems::Organization, "name/acronym") => class == NameClass::Organization,
        (Seems::Person, "name/given") => class == NameClass::Person,
        _ => true,
    };
    !agrees && margin >= SURE
}

/// The candidate of a name that no rule found.
fn found(line: &Line<'_>, name: &Name) -> Option<Candidate> {
    let seems = match name.class {
        NameClass::Person => Seems::Person,
        NameClass::Organization => Seems::Organization,
        NameClass::Place => Seems::Place,
        NameClass::Other => return None,
    };
    let capital = name.words.clone().any(|i| line.is_capital(i));
    capital.then(|| Candidate::name(line.index, name.words.clone(), seems, "name/model"))
}

/// Lets the candidate of a person reach over all the words of the name, and drops what lay in the rest of them.
fn widen(line: &Line<'_>, name: &Name, candidates: &mut Vec<Candidate>) {
    let inside = |c: &Candidate| name.words.start <= c.words.start && c.words.end <= name.words.end;
    let loose = |c: &Candidate| {
        c.form == MentionForm::Name
            && inside(c)
            && matches!(c.seems, Seems::Unknown | Seems::Person | Seems::Town | Seems::Adjective(_))
    };
    let touching: Vec<&Candidate> = candidates.iter().filter(|c| !apart(c, name)).collect();
    let narrower = touching.iter().all(|c| c.core != name.words);
    if touching.is_empty() || !narrower || !touching.iter().all(|c| loose(c)) {
        return;
    }
    candidates.retain(|c| apart(c, name));
    candidates.push(Candidate::name(line.index, name.words.clone(), Seems::Person, "name/model"));
}
