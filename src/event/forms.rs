//! Dictionary forms of words that the lemmatizer does not know.

/// Past forms of verbs of conflict and diplomacy that no rule derives.
const IRREGULAR: [(&str, &str); 34] = [
    ("shot", "shoot"),
    ("struck", "strike"),
    ("fought", "fight"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("slew", "slay"),
    ("slain", "slay"),
    ("sought", "seek"),
    ("broke", "break"),
    ("broken", "break"),
    ("held", "hold"),
    ("met", "meet"),
    ("led", "lead"),
    ("fled", "flee"),
    ("withdrew", "withdraw"),
    ("withdrawn", "withdraw"),
    ("overthrew", "overthrow"),
    ("overthrown", "overthrow"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("overran", "overrun"),
    ("overrun", "overrun"),
    ("retook", "retake"),
    ("retaken", "retake"),
    ("undertook", "undertake"),
    ("forbade", "forbid"),
    ("forbidden", "forbid"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("beaten", "beat"),
];

/// The dictionary forms that a form in lower case may have: "freed" is of "free", "barred" of "bar",
/// "envoys" of "envoy". The likeliest first; some are no words.
pub fn dictionary_forms(form: &str) -> Vec<String> {
    let mut forms: Vec<String> = IRREGULAR
        .iter()
        .filter(|(past, _)| *past == form)
        .map(|(_, lemma)| (*lemma).to_owned())
        .collect();
    forms.push(form.to_owned());
    for ending in ["ed", "ing", "es", "s", "d", "n", "en"] {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        forms.push(stem.to_owned());
        forms.push(format!("{stem}e"));
        if let Some(stem) = stem.strip_suffix('i') {
            forms.push(format!("{stem}y"));
        }
        let mut last = stem.chars().rev();
        if let (Some(a), Some(b)) = (last.next(), last.next())
            && a == b
        {
            forms.push(stem.chars().take(stem.chars().count() - 1).collect());
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::dictionary_forms;

    #[test]
    fn the_dictionary_form_is_among_those_of_a_form() {
        for (form, lemma) in [
            ("freed", "free"),
            ("expelled", "expel"),
            ("denied", "deny"),
            ("troops", "troop"),
            ("shot", "shoot"),
            ("bombing", "bomb"),
        ] {
            assert!(dictionary_forms(form).iter().any(|f| f == lemma), "{form}");
        }
    }
}
