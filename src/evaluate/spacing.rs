//! Where words stood that are given one by one.

use crate::text::Span;

/// Marks that stand close behind the word before them.
const CLOSE_BEHIND: &[&str] = &[
    ",", ".", ";", ":", "?", "!", ")", "]", "}", "%", "”", "’", "…", "...", "'", "'s", "’s", "'S",
    "n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m",
];
/// Marks that stand close before the word after them.
const CLOSE_BEFORE: &[&str] = &["(", "[", "{", "“", "‘", "$", "£", "€"];

/// Adds a sentence to `text` and gives the place of each of its words there. Where it is known how it was written, so;
/// elsewhere with the blanks that English has between words and marks. Cost: linear.
pub(super) fn write(text: &mut String, forms: &[String], written: &str) -> Vec<Span> {
    if let Some(places) = places(forms, written) {
        let start = text.len();
        text.push_str(written);
        return places.iter().map(|at| Span::new(start + at.start, start + at.end)).collect();
    }
    let mut close = true;
    let mut spans = Vec::with_capacity(forms.len());
    for form in forms {
        if !close && !CLOSE_BEHIND.contains(&form.as_str()) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(form);
        spans.push(Span::new(start, text.len()));
        close = CLOSE_BEFORE.contains(&form.as_str());
    }
    spans
}

/// Where the words stand in a text that has nothing else but white space; `None` where it has.
fn places(forms: &[String], written: &str) -> Option<Vec<Span>> {
    let mut rest = written.trim_start();
    let mut places = Vec::with_capacity(forms.len());
    for form in forms {
        let after = rest.strip_prefix(form.as_str())?;
        let start = written.len() - rest.len();
        places.push(Span::new(start, start + form.len()));
        rest = after.trim_start();
    }
    rest.is_empty().then_some(places)
}

#[cfg(test)]
mod tests {
    use super::write;

    fn written(words: &str, text: &str) -> (String, Vec<String>) {
        let forms: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let mut all = "Before.\n".to_owned();
        let spans = write(&mut all, &forms, text);
        let words = spans.iter().map(|span| span.of(&all).to_owned()).collect();
        (all, words)
    }

    #[test]
    fn the_text_tells_where_blanks_are() {
        let (text, words) = written("Al - Ahd 's men", "Al-Ahd 's  men ");
        assert_eq!(text, "Before.\nAl-Ahd 's  men ");
        assert_eq!(words, ["Al", "-", "Ahd", "'s", "men"]);
    }

    #[test]
    fn without_a_text_that_fits_blanks_are_as_english_has_them() {
        for text in ["", "Ana left."] {
            let (text, words) = written("Peru 's ( old ) envoy , Ana .", text);
            assert_eq!(text, "Before.\nPeru's (old) envoy, Ana.");
            assert_eq!(words.len(), 9);
        }
    }
}
