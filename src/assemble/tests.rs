mod events;
mod graph;
mod judged;
mod people;
