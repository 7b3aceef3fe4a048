mod graph;
mod people;
