pub(crate) mod difference;
mod events;
mod graph;
mod judged;
mod people;
