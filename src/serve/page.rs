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
