//! How a picture is drawn.

use std::sync::Arc;

/// What stands together in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cluster {
    /// Nothing.
    #[default]
    None,
    /// Nodes of a kind.
    Kind,
    /// What belongs to a country, as far as the graph says so.
    Country,
}

/// Colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Light or dark, as the reader's desktop is; a PNG is light.
    #[default]
    Auto,
    /// Dark on white.
    Light,
    /// Light on black.
    Dark,
}

/// Who says where nodes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Placing {
    /// The program: layers for what is small and branches little, forces for the rest.
    #[default]
    Auto,
    /// The program, in layers.
    Layered,
    /// The program, by forces.
    Force,
    /// Graphviz, by its program with this name.
    Graphviz(&'static str),
}

/// How a picture is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// What stands together in a frame.
    pub cluster: Cluster,
    /// Do layers follow each other from top to bottom, not from left to right?
    pub down: bool,
    /// Who says where nodes stand.
    pub placing: Placing,
    /// Colours.
    pub theme: Theme,
    /// Is it told what shapes and colours mean?
    pub legend: bool,
    /// Do lines tell their types?
    pub labels: bool,
    /// Pixels of a PNG for each of the SVG's.
    pub scale: f32,
    /// What stands above it.
    pub title: Option<String>,
    /// Further fonts for a PNG, by name and as their files' bytes: for scripts that the built-in one lacks.
    pub fonts: Vec<(String, Arc<Vec<u8>>)>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cluster: Cluster::None,
            down: false,
            placing: Placing::Auto,
            theme: Theme::Auto,
            legend: true,
            labels: true,
            scale: 1.0,
            title: None,
            fonts: Vec::new(),
        }
    }
}
