//! Who may ask: only pages of this server, on this machine, that show the token.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};

use super::Shared;
use super::complaint::Complaint;

/// What a request must show to be answered. Only its checksum is kept.
pub struct Token([u8; 32]);

impl Token {
    /// This text.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Is it this one? Takes the same time however much of it is right.
    fn is(&self, text: &str) -> bool {
        let shown: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        self.0.iter().zip(shown).fold(0, |other, (a, b)| other | (a ^ b)) == 0
    }
}

/// Looks at a request before anything else does, and puts headers on every answer that keep a browser from doing more with it.
pub(super) async fn guard(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let is_open = matches!(request.uri().path(), "/" | "/api/openapi.json");
    let answer = if !is_own_host(headers, shared.port) {
        // Another name that leads here is not ours: it may be a page that wants to read what only this machine may.
        Complaint::new(StatusCode::MISDIRECTED_REQUEST, "WrongHost", "this name is not served")
            .help("use the address that was printed at the start")
            .into_response()
    } else if !is_own_origin(headers, shared.port) {
        Complaint::new(StatusCode::FORBIDDEN, "WrongOrigin", "pages of others may not ask")
            .into_response()
    } else if !is_open && !has_token(headers, &shared.serving.token) {
        Complaint::new(StatusCode::UNAUTHORIZED, "NoToken", "the token is missing or wrong")
            .help("open the address that was printed at the start, or send the header Authorization: Bearer TOKEN")
            .into_response()
    } else {
        next.run(request).await
    };
    with_headers(answer)
}

/// The names of this server as a browser says them.
fn is_own(authority: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost"].iter().any(|name| {
        let rest = authority.strip_prefix(name).and_then(|rest| rest.strip_prefix(':'));
        rest.is_some_and(|rest| rest == port.to_string())
    })
}

fn is_own_host(headers: &HeaderMap, port: u16) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.is_some_and(|host| is_own(host, port))
}

/// A request without an origin comes from no page, or from one of this server's own.
fn is_own_origin(headers: &HeaderMap, port: u16) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let authority = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
    authority.is_some_and(|authority| is_own(authority, port))
}

fn has_token(headers: &HeaderMap, token: &Token) -> bool {
    let shown = headers.get(header::AUTHORIZATION).and_then(|shown| shown.to_str().ok());
    shown.and_then(|shown| shown.strip_prefix("Bearer ")).is_some_and(|shown| token.is(shown))
}

fn with_headers(mut answer: Response) -> Response {
    const ALL: [(&str, &str); 6] = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-store"),
    ];
    for (name, value) in ALL {
        answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let policy = HeaderName::from_static("content-security-policy");
    answer
        .headers_mut()
        .entry(policy)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    answer
}

#[cfg(test)]
mod tests {
    use super::{Token, is_own};

    #[test]
    fn only_the_same_token_is_it() {
        let token = Token::of("abc");
        assert!(token.is("abc") && !token.is("abd") && !token.is("") && !token.is("abcd"));
    }

    #[test]
    fn names_of_this_server_are_those_of_the_loopback_with_its_port() {
        assert!(is_own("127.0.0.1:80", 80) && is_own("localhost:80", 80));
        for other in [
            "127.0.0.1",
            "127.0.0.1:8",
            "127.0.0.1:800",
            "evil.example:80",
            "localhost.evil:80",
            "127.0.0.1:80@evil",
        ] {
            assert!(!is_own(other, 80), "{other}");
        }
    }
}
