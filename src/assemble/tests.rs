mod events;
mod graph;
mod people;
