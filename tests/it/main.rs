//! The integration tests.

mod tck;
