use super::{TokenKind, is_complete, tokens};

fn kinds(text: &str) -> Vec<TokenKind> {
    tokens(text).unwrap().into_iter().map(|token| token.kind).collect()
}

#[test]
fn comments_and_white_space_are_left_out() {
    let expected = [TokenKind::Int(1), TokenKind::Mark("+"), TokenKind::Int(2), TokenKind::End];
    assert_eq!(kinds("1 // one\n + /* two */ 2"), expected);
}

#[test]
fn a_range_is_two_whole_numbers() {
    let expected = [TokenKind::Int(1), TokenKind::Mark(".."), TokenKind::Int(3), TokenKind::End];
    assert_eq!(kinds("1..3"), expected);
}

#[test]
fn escapes_are_resolved() {
    assert_eq!(kinds(r"'it\'s \u00e9'").first(), Some(&TokenKind::Text("it's é".into())));
    assert_eq!(tokens(r"'\uH'").unwrap_err().code, "InvalidUnicodeLiteral");
    assert_eq!(kinds("`a``b`").first(), Some(&TokenKind::Quoted("a`b".into())));
}

#[test]
fn numbers_are_read_in_every_base() {
    assert_eq!(kinds("0xff .5 1e3 0o17").len(), 5);
    assert_eq!(kinds("1.5e-2").first(), Some(&TokenKind::Float(0.015)));
    assert_eq!(tokens("9223372036854775809").unwrap_err().code, "IntegerOverflow");
    assert_eq!(tokens("12abc").unwrap_err().code, "InvalidNumberLiteral");
    assert_eq!(tokens("1e999").unwrap_err().code, "FloatingPointOverflow");
}

#[test]
fn a_query_is_complete_at_its_semicolon() {
    assert!(is_complete("RETURN 1;"));
    assert!(is_complete("RETURN 1; // done"));
    assert!(!is_complete("RETURN ';"));
    assert!(!is_complete("RETURN ';'"));
    assert!(!is_complete("RETURN 1 /* ; "));
    assert!(!is_complete("RETURN 1"));
    assert!(is_complete("RETURN ~1;"));
    assert!(is_complete("RETURN 'a\\q';"));
}
