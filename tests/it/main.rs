//! All integration tests in one program; this list is the map.

mod answers; // the main job: news in, answers with evidence out
mod data; // where the development data lies, and what to do without it
mod floors; // scores that may only rise
mod graphs; // the committed graph and picture of the samples
mod program; // the program as a user runs it
mod tidy; // the rules of the house: imports, fences, sizes
