mod graph;
mod judged;
mod people;
