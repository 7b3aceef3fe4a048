//! Strings and numbers.

use crate::text::Span;

use super::{Lexer, QueryError, TokenKind};

/// The magnitude of the smallest integer, one more than the greatest.
const MOST: u64 = 1 << 63;

impl Lexer<'_> {
    /// ebnf: String
    pub(super) fn string(&mut self, quote: char) -> Result<TokenKind, QueryError> {
        let start = self.at;
        let mut value = String::new();
        self.at += quote.len_utf8();
        loop {
            value.push_str(self.take_while(|c| c != quote && c != '\\'));
            let rest = self.rest();
            if rest.starts_with(quote) {
                self.at += quote.len_utf8();
                return Ok(TokenKind::Text(value.into()));
            }
            if rest.is_empty() {
                let span = Span::new(start, start + 1);
                let message = format!("the string does not end: expected another `{quote}`");
                return Err(QueryError::syntax("UnexpectedSyntax", span, message));
            }
            value.push(self.escape()?);
        }
    }

    /// An escape; the rest of the text starts with a backslash.
    ///
    /// ebnf: Escape Hex
    fn escape(&mut self) -> Result<char, QueryError> {
        let start = self.at;
        let Some(letter) = self.rest().chars().nth(1) else {
            self.at = self.text.len();
            let span = Span::new(start, start + 1);
            return Err(QueryError::syntax("UnexpectedSyntax", span, "the string does not end"));
        };
        self.at += 1 + letter.len_utf8();
        let digits = match letter {
            'n' => return Ok('\n'),
            't' => return Ok('\t'),
            'r' => return Ok('\r'),
            'b' => return Ok('\u{8}'),
            'f' => return Ok('\u{c}'),
            '\\' | '\'' | '"' | '`' | '/' => return Ok(letter),
            'u' => 4,
            'U' => 8,
            _ => {
                let span = Span::new(start, self.at);
                let message = format!("`\\{letter}` is no escape that a string may hold");
                return Err(QueryError::syntax("UnexpectedSyntax", span, message)
                    .with_help("write a backslash as `\\\\`"));
            }
        };
        let code = self.rest().get(..digits).unwrap_or("");
        let value = u32::from_str_radix(code, 16)
            .ok()
            .filter(|_| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(char::from_u32);
        let Some(value) = value else {
            let span = Span::new(start, self.at);
            let message =
                format!("expected {digits} hexadecimal digits of a character after `\\{letter}`");
            return Err(QueryError::syntax("InvalidUnicodeLiteral", span, message));
        };
        self.at += digits;
        Ok(value)
    }

    /// ebnf: Integer Float Exponent
    pub(super) fn number(&mut self) -> Result<TokenKind, QueryError> {
        let start = self.at;
        for (prefixes, radix) in [(["0x", "0X"], 16), (["0o", "0O"], 8)] {
            if prefixes.iter().any(|prefix| self.rest().starts_with(prefix)) {
                self.at += 2;
                let digits = self.take_while(|c| c.is_alphanumeric());
                return self.integer(start, digits, radix);
            }
        }
        let whole = self.take_while(|c| c.is_ascii_digit());
        let mut float = false;
        let mut ahead = self.rest().chars();
        if ahead.next() == Some('.') && ahead.next().is_some_and(|c| c.is_ascii_digit()) {
            float = true;
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit());
        }
        let mut ahead = self.rest().chars().peekable();
        if ahead.next_if(|c| matches!(c, 'e' | 'E')).is_some() {
            let sign = ahead.next_if(|c| matches!(c, '+' | '-')).is_some();
            if ahead.next().is_some_and(|c| c.is_ascii_digit()) {
                float = true;
                self.at += 1 + usize::from(sign);
                self.take_while(|c| c.is_ascii_digit());
            }
        }
        let tail = self.take_while(super::is_name_part);
        let span = Span::new(start, self.at);
        if !tail.is_empty() && self.rest().trim_start().starts_with(':') {
            let message =
                format!("{} is no name: names do not start with digits", span.of(self.text));
            return Err(QueryError::syntax("UnexpectedSyntax", span, message)
                .with_help("put it between backticks"));
        }
        if !tail.is_empty() {
            let message = format!("{} is no number", span.of(self.text));
            return Err(QueryError::syntax("InvalidNumberLiteral", span, message));
        }
        if !float {
            if whole.len() > 1 && whole.starts_with('0') {
                // Octal as older versions of the language wrote it.
                return self.integer(start, whole, 8);
            }
            return self.integer(start, whole, 10);
        }
        match span.of(self.text).parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(TokenKind::Float(value)),
            _ => {
                let message = format!("{} is too great for a number", span.of(self.text));
                Err(QueryError::syntax("FloatingPointOverflow", span, message))
            }
        }
    }

    fn integer(&self, start: usize, digits: &str, radix: u32) -> Result<TokenKind, QueryError> {
        let span = Span::new(start, self.at);
        let written = span.of(self.text);
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            let message = format!("{written} is no whole number in base {radix}");
            return Err(QueryError::syntax("InvalidNumberLiteral", span, message));
        }
        match u64::from_str_radix(digits, radix) {
            Ok(value) if value <= MOST => Ok(TokenKind::Int(value)),
            _ => {
                let message = format!("{written} is too great for a whole number of 64 bits");
                Err(QueryError::syntax("IntegerOverflow", span, message))
            }
        }
    }
}
