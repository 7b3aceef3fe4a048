//! The page, live: questions are asked of a saved graph in the browser. On this machine only, and nothing is written.
//!
//! The only module that names axum and tokio.

mod answer;
mod api;
mod complaint;
mod document;
mod guard;
mod page;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use axum::{Router, serve as serve_on};
use jiff::ZonedDateTime;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

pub use guard::Token;

use crate::session::{Limits, Session};

/// How it is served.
pub struct Serving {
    /// The port of the loopback address; 0: one that is free.
    pub port: u16,
    /// What a request must show.
    pub token: Token,
    /// How much a question may take.
    pub limits: Limits,
    /// Ends the serving, and the questions that are being answered.
    pub stop: Arc<AtomicBool>,
    /// The moment that questions take for now.
    pub now: Box<dyn Fn() -> ZonedDateTime + Send + Sync>,
    /// Is the graph's file no longer the one that was opened?
    pub is_changed: Box<dyn Fn() -> bool + Send + Sync>,
}

/// How many questions are answered at once; more wait.
const AT_ONCE: usize = 4;

/// How many bytes a request may have.
const LARGEST: usize = 256 * 1024;

/// What all requests share.
struct Shared {
    session: Session,
    serving: Serving,
    turns: Semaphore,
    port: u16,
}

/// Serves a session until it is stopped; `ready` hears the address first.
///
/// # Errors
/// The port is taken, or the system refuses.
pub fn serve(session: Session, serving: Serving, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, serving.port)).await?;
        let address = listener.local_addr()?;
        let stop = Arc::clone(&serving.stop);
        let turns = Semaphore::new(AT_ONCE);
        let shared = Arc::new(Shared { session, serving, turns, port: address.port() });
        ready(address);
        serve_on(listener, router(shared)).with_graceful_shutdown(stopped(stop)).await
    })
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(page::page))
        .route("/api/openapi.json", get(document::document))
        .route("/api/status", get(api::status))
        .route("/api/schema", get(api::schema))
        .route("/api/graph", get(api::graph))
        .route("/api/query", post(api::query))
        .route("/api/why", get(api::why))
        .route("/api/export", post(api::export))
        .fallback(complaint::nothing_here)
        .method_not_allowed_fallback(complaint::not_this_way)
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard::guard))
        .with_state(shared)
}

/// Ends when it is to stop. Nothing wakes an interrupt's flag, so it is looked at ten times a second.
async fn stopped(stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
