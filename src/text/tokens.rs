//! Cuts a stretch of text into tokens, as the English treebanks of Universal Dependencies do.

use super::chars::{apostrophe, blank, currency, hyphen, invisible, wordly};
use super::days::MONTHS;
use super::words::{HYPHENATED_PREFIXES, abbreviation, before_numbers, is_unit, listed};
use super::{Span, Token};

/// No token is longer than this, in bytes: what is longer is cut.
pub(super) const LONGEST_TOKEN: usize = 256;

/// The tokens of a stretch of text, one after the other. Cost: linear in the stretch.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// Tokens of the word last scanned that are still to be given out, last first.
    ready: Vec<Token>,
    /// Up to here no address of mail can start: looked at before.
    no_mail: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text` between the ends of `within`, which must lie on character boundaries.
    pub(super) fn new(text: &'a str, within: Span) -> Self {
        Self { text, at: within.start, end: within.end, ready: Vec::new(), no_mail: within.start }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }

    /// One past the last byte of the characters from `at` on that are like `same`.
    fn run(&self, at: usize, same: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(at..self.end).unwrap_or("");
        let limit = at + LONGEST_TOKEN;
        let mut end = at;
        for c in rest.chars() {
            if !same(c) || end + c.len_utf8() > limit {
                break;
            }
            end += c.len_utf8();
        }
        end
    }

    /// The end of an address of the web or of mail that starts at `at`, without the marks after it.
    fn address(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..self.end)?;
        let starts = |prefix: &str| {
            rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        let web = starts("http://") || starts("https://") || starts("www.");
        if !web && at < self.no_mail {
            return None;
        }
        let end = self.run(at, |c| !blank(c) && !matches!(c, '"' | '<' | '>' | '“' | '”'));
        let word = self.text.get(at..end)?;
        let mail = || {
            word.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty()
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-+".contains(c))
                    && host.contains('.')
                    && host.starts_with(|c: char| c.is_ascii_alphanumeric())
            })
        };
        if !web && !mail() {
            if !word.contains('@') {
                self.no_mail = end;
            }
            return None;
        }
        let kept = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
        (!kept.is_empty()).then(|| at + kept.len())
    }

    /// The end of the word that starts at `start` with a letter, a digit, `#` or `@`.
    fn word(&self, start: usize) -> usize {
        let first = self.char_at(start).map_or(0, char::len_utf8);
        let mut at = start + first;
        // Where the piece since the last inner stop or hyphen starts.
        let mut piece = start;
        while at < self.end && at - start < LONGEST_TOKEN {
            let Some(c) = self.char_at(at) else { break };
            if wordly(c) {
                at += c.len_utf8();
                continue;
            }
            let after = at + c.len_utf8();
            let before = self.text.get(piece..at).unwrap_or("");
            let next = self.char_at(after);
            let previous_digit = before.ends_with(|c: char| c.is_ascii_digit());
            let next_digit = next.is_some_and(|n| n.is_ascii_digit());
            let next_wordly = next.is_some_and(|n| n.is_alphanumeric());
            let joins = match c {
                '.' if next_digit && previous_digit => true,
                '.' if next_wordly => {
                    let single = before.chars().count() == 1;
                    let capital = next.is_some_and(char::is_uppercase);
                    let capital_word = capital
                        && self
                            .char_at(after + next.map_or(0, char::len_utf8))
                            .is_some_and(char::is_lowercase);
                    if single && capital_word {
                        return after;
                    }
                    let degree = before == "Ph" && next == Some('D');
                    let counted = next_digit && before_numbers(before);
                    if !single && !degree && (counted || abbreviation(before)) {
                        return after;
                    }
                    // The mark of a footnote is written on behind the stop.
                    if !single && next_digit && before.chars().all(char::is_lowercase) {
                        return at;
                    }
                    single || degree || !capital
                }
                '.' => {
                    let whole = self.text.get(start..at).unwrap_or("");
                    let dotted = whole.eq_ignore_ascii_case("ph.d")
                        || whole.contains('.')
                            && whole.split('.').all(|part| {
                                (1..=2).contains(&part.chars().count())
                                    && part.chars().all(char::is_alphabetic)
                            });
                    // "a post on X." names a network, no person.
                    let network =
                        whole == "X" && self.text.get(..start).is_some_and(|t| t.ends_with(" on "));
                    let initial = whole.chars().count() == 1
                        && !network
                        && whole.chars().all(|c| c.is_uppercase() && c != 'I');
                    let ends = next != Some('.')
                        && (dotted
                            || initial
                            || abbreviation(whole)
                            || (before_numbers(whole) && self.number_follows(after)));
                    return if ends { after } else { at };
                }
                ',' | ':' => previous_digit && next_digit,
                '/' => previous_digit && next_digit,
                '&' => {
                    next.is_some_and(char::is_uppercase) && before.chars().all(char::is_uppercase)
                }
                _ if apostrophe(c) => next_wordly,
                _ if hyphen(c) && self.hangs(after) => return after,
                _ if hyphen(c) => next_wordly && self.hyphen_joins(start, piece, at, after),
                _ if currency(c) => {
                    return if matches!(before, "US" | "A" | "C" | "HK" | "NZ" | "S") {
                        after
                    } else {
                        at
                    };
                }
                _ => false,
            };
            if !joins {
                return at;
            }
            if c == '.' || hyphen(c) {
                piece = after;
            }
            at = after;
        }
        at
    }

    /// Does a number stand next, after blanks, or a month (`b. March 1950`)?
    fn number_follows(&self, at: usize) -> bool {
        let start = self.run(at, |c| c == ' ');
        let word = self.text.get(start..self.run(start, char::is_alphanumeric)).unwrap_or("");
        word.starts_with(|c: char| c.is_ascii_digit()) || listed(&MONTHS, word)
    }

    /// Does the hyphen before `after` stand for the rest of a word that comes later: `short- and long-term`?
    fn hangs(&self, after: usize) -> bool {
        let start = self.run(after, |c| c == ' ');
        let word = self.text.get(start..self.run(start, char::is_alphanumeric)).unwrap_or("");
        start > after && matches!(word, "and" | "or" | "to")
    }

    /// Does the hyphen between `at` and `after` belong to the word (`co-operate`, `F-16`, `555-0101-22`)?
    fn hyphen_joins(&self, start: usize, piece: usize, at: usize, after: usize) -> bool {
        let before = self.text.get(piece..at).unwrap_or("");
        let next = self.text.get(after..self.run(after, char::is_alphanumeric)).unwrap_or("");
        let lower = before.to_lowercase();
        if before.len() <= 7 && HYPHENATED_PREFIXES.contains(&lower.as_str()) {
            return next.chars().any(char::is_alphabetic);
        }
        // "the President-elect", "the Prime Minister-designate": one office.
        if matches!(next, "elect" | "designate") {
            return before.chars().all(char::is_alphabetic);
        }
        let digits = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        if digits(before) && digits(next) {
            // A range of two numbers is three tokens; a telephone number or a date is one.
            let third = self.char_at(after + next.len()).is_some_and(hyphen)
                && self.char_at(after + next.len() + 1).is_some_and(|c| c.is_ascii_digit());
            return third || piece > start;
        }
        // Designations: one to four capitals (or a capital and a letter), then a number.
        before.chars().count() <= 5
            && before.starts_with(char::is_uppercase)
            && before.chars().all(char::is_alphabetic)
            && next.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Puts the tokens of the word between `start` and `end` where [`Iterator::next`] takes them.
    fn split_word(&mut self, start: usize, mut end: usize) {
        while let Some(cut) =
            self.text.get(start..end).and_then(|word| contraction(word).or_else(|| unit(word)))
        {
            self.ready.push(Token { span: Span::new(start + cut, end) });
            end = start + cut;
        }
        self.ready.push(Token { span: Span::new(start, end) });
    }
}

/// Where the unit after a number starts: `5|pm`, `1.2|bn`.
fn unit(word: &str) -> Option<usize> {
    let at = word.find(|c: char| c.is_ascii_alphabetic())?;
    let number = word.get(..at)?;
    let digits = number.ends_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
    (digits && is_unit(word.get(at..)?)).then_some(at)
}

/// Is `word` a contraction whose last part starts at byte `cut` (`do|n't`, `Russia|'s`, `can|not`)?
pub fn contracted(word: &str, cut: usize) -> bool {
    contraction(word) == Some(cut)
}

/// Where the last clitic of a word starts: `do|n't`, `Russia|'s`, `can|not`.
fn contraction(word: &str) -> Option<usize> {
    const WHOLE: [(&str, usize); 6] =
        [("cannot", 3), ("gonna", 3), ("gotta", 3), ("wanna", 3), ("gimme", 3), ("lemme", 3)];
    if let Some((_, cut)) = WHOLE.iter().find(|(whole, _)| word.eq_ignore_ascii_case(whole)) {
        return Some(*cut);
    }
    let (at, mark) = word.char_indices().rev().find(|(_, c)| apostrophe(*c))?;
    if at == 0 {
        return None;
    }
    let tail = word.get(at + mark.len_utf8()..)?;
    if tail.eq_ignore_ascii_case("t") {
        let head = word.get(..at)?;
        let (n, letter) = head.char_indices().next_back()?;
        return (n > 0 && letter.eq_ignore_ascii_case(&'n')).then_some(n);
    }
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|t| tail.eq_ignore_ascii_case(t)).then_some(at)
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(token) = self.ready.pop() {
            return Some(token);
        }
        let c = loop {
            let c = self.char_at(self.at)?;
            if !blank(c) && !invisible(c) {
                break c;
            }
            self.at += c.len_utf8();
        };
        let start = self.at;
        let after = start + c.len_utf8();
        let next = self.char_at(after);
        let tagged = matches!(c, '#' | '@') && next.is_some_and(char::is_alphabetic);
        let signed = matches!(c, '-' | '+' | '−')
            && next.is_some_and(|n| n.is_ascii_digit())
            && !self.text.get(..start).is_some_and(|head| head.ends_with(wordly));
        let decimal = c == '.'
            && next.is_some_and(|n| n.is_ascii_digit())
            && self.text.get(..start).is_none_or(|head| head.is_empty() || head.ends_with(blank));
        let elided = apostrophe(c) && c != '`' && self.elision(start, after);
        let end = if let Some(end) = wordly(c).then(|| self.address(start)).flatten() {
            end
        } else if wordly(c) || tagged || signed || decimal || elided {
            let mut end = self.word(start);
            // An invisible character at the end belongs to the gap.
            while let Some(last) = self.text.get(start..end).and_then(|w| w.chars().next_back()) {
                if !invisible(last) || end - last.len_utf8() <= start {
                    break;
                }
                end -= last.len_utf8();
            }
            end
        } else if matches!(c, '.' | '-' | '=' | '*' | '~' | '–' | '—' | '…' | '<' | '>') {
            self.run(start, |d| d == c)
        } else if matches!(c, '!' | '?') {
            self.run(start, |d| matches!(d, '!' | '?'))
        } else if c == '`' || c == '\'' {
            // Two of them are one quotation mark.
            if next == Some(c) { after + 1 } else { after }
        } else {
            self.run(start, |d| d == c).min(after)
        };
        self.at = end;
        if wordly(c) {
            self.split_word(start, end);
            return self.ready.pop();
        }
        Some(Token { span: Span::new(start, end) })
    }
}

impl Tokens<'_> {
    /// Does the apostrophe at `start` stand for letters left out (`'s` on its own, `'em`, `'90s`)?
    fn elision(&self, start: usize, after: usize) -> bool {
        let end = self.run(after, char::is_alphanumeric);
        let word = self.text.get(after..end).unwrap_or("");
        let attached = self.text.get(..start).is_some_and(|head| head.ends_with(wordly));
        let clitic = ["s", "re", "ve", "ll", "d", "m"].iter().any(|t| word.eq_ignore_ascii_case(t));
        let short =
            ["em", "tis", "twas", "cause", "til"].iter().any(|t| word.eq_ignore_ascii_case(t));
        let decade = word.len() == 3
            && word.ends_with('s')
            && word.chars().take(2).all(|c| c.is_ascii_digit());
        (clitic && (attached || self.char_at(end).is_none_or(blank))) || short || decade
    }
}
