//! The page of the server: that of the file, with a box for questions. It holds nothing of the graph: its script asks for
//! that, with the token of the address.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};

use crate::export::html::{Frame, Parts};

/// The page.
pub(super) async fn page() -> Response {
    static PAGE: LazyLock<(String, String)> = LazyLock::new(|| {
        let frame = Frame::of(Parts {
            markup: include_str!("page/live.html"),
            style: include_str!("page/live.css"),
            script: concat!(
                include_str!("page/ask.js"),
                include_str!("page/complete.js"),
                include_str!("page/live.js"),
            ),
            connect: "'self'",
        });
        let page = [frame.before_data(), "null", frame.behind_data()].concat();
        (page, frame.policy().to_owned() + "; frame-ancestors 'none'")
    });
    let (page, policy) = &*PAGE;
    let mut headers = HeaderMap::new();
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    (headers, Html(page.as_str())).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    /// Waits for what is ready at once.
    fn now<T>(what: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(what)
    }

    #[test]
    fn the_page_is_whole_and_asks_only_its_server() {
        let answer = now(super::page());
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.contains("connect-src 'self'") && policy.contains("frame-ancestors 'none'"));
        let body = now(axum::body::to_bytes(answer.into_body(), usize::MAX)).unwrap();
        let page = String::from_utf8(body.to_vec()).unwrap();
        assert!(page.contains("id=\"question\"") && page.ends_with("</html>\n"));
        assert!(!page.contains("{{"), "a mark is left");
    }
}
