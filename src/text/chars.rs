//! Classes of characters that matter when text is cut into tokens.

/// Separates tokens: white space and control characters.
pub(super) fn blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Takes no room on the page: zero-width spaces and joiners, marks of direction, soft hyphen.
pub fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Belongs to a word: letters, digits, combining marks and invisible characters inside it.
pub(super) fn wordly(c: char) -> bool {
    c.is_alphanumeric() || invisible(c) || matches!(c, '\u{300}'..='\u{36f}' | '_')
}

/// An apostrophe in any of its shapes.
pub(crate) fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '′')
}

/// A hyphen that joins words.
pub(super) fn hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A mark that closes a quotation or a bracket.
pub(super) fn closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '}' | '›')
}

/// A mark that opens a quotation, a bracket or a list item.
pub(super) fn opening(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '‘'
            | '\''
            | '«'
            | '('
            | '['
            | '{'
            | '‹'
            | '„'
            | '•'
            | '*'
            | '-'
            | '–'
            | '—'
            | '●'
            | '▪'
            | '·'
            | '#'
            | '@'
    )
}

/// A symbol of a currency.
pub(super) fn currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₽' | '₴' | '₹' | '₪' | '₩' | '₺' | '¢')
}
