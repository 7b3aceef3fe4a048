//! How pictures are drawn.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::cli::failure::Failure;
use crate::export::picture::{Cluster, Options, Placing, Theme};

/// How a picture is drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Pictures")]
pub(in crate::cli) struct PictureArguments {
    /// What stands above it; the default is the focus or the question
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What stands together in a frame
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::None)]
    cluster: By,
    /// Who places the nodes: auto, layered and force are the program's own, the others Graphviz's
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Layout::Auto)]
    layout: Layout,
    /// Which way layers follow each other
    #[arg(long, value_enum, value_name = "WAY", default_value_t = Direction::Right)]
    direction: Direction,
    /// Light, dark, or as the reader's desktop is
    #[arg(long, value_enum, value_name = "THEME", default_value_t = Colours::Auto)]
    theme: Colours,
    /// Draw documents too, which are next to everything that they mention
    #[arg(long)]
    pub(in crate::cli) documents: bool,
    /// Do not tell what shapes and colours mean
    #[arg(long)]
    no_legend: bool,
    /// Do not write types and dates on lines
    #[arg(long)]
    no_labels: bool,
    /// How large a PNG is drawn, from 0.1 to 8
    #[arg(long, value_name = "TIMES", default_value_t = 1.0, value_parser = scale)]
    scale: f32,
    /// A font file for a PNG with names in scripts that the built-in font lacks; may be given several times
    #[arg(long = "font", value_name = "FILE")]
    fonts: Vec<PathBuf>,
}

/// What stands together in a frame.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    None,
    Kind,
    Country,
}

/// Who places nodes.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Layout {
    Auto,
    Layered,
    Force,
    Dot,
    Neato,
    Fdp,
    Sfdp,
    Twopi,
    Circo,
}

/// Which way layers follow each other.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Direction {
    Right,
    Down,
}

/// Colours.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Colours {
    Auto,
    Light,
    Dark,
}

impl PictureArguments {
    /// The options; a title where none was given.
    pub(in crate::cli) fn options(&self, title: Option<&str>) -> Result<Options, Failure> {
        let read = |path: &PathBuf| {
            let name = path.display().to_string();
            match std::fs::read(path) {
                Ok(bytes) => Ok((name, Arc::new(bytes))),
                Err(reason) => Err(Failure::File { path: name, reason }),
            }
        };
        Ok(Options {
            cluster: match self.cluster {
                By::None => Cluster::None,
                By::Kind => Cluster::Kind,
                By::Country => Cluster::Country,
            },
            down: matches!(self.direction, Direction::Down),
            placing: match self.layout {
                Layout::Auto => Placing::Auto,
                Layout::Layered => Placing::Layered,
                Layout::Force => Placing::Force,
                Layout::Dot => Placing::Graphviz("dot"),
                Layout::Neato => Placing::Graphviz("neato"),
                Layout::Fdp => Placing::Graphviz("fdp"),
                Layout::Sfdp => Placing::Graphviz("sfdp"),
                Layout::Twopi => Placing::Graphviz("twopi"),
                Layout::Circo => Placing::Graphviz("circo"),
            },
            theme: match self.theme {
                Colours::Auto => Theme::Auto,
                Colours::Light => Theme::Light,
                Colours::Dark => Theme::Dark,
            },
            legend: !self.no_legend,
            labels: !self.no_labels,
            scale: self.scale,
            title: self.title.as_deref().or(title).map(str::to_owned),
            fonts: self.fonts.iter().map(read).collect::<Result<_, _>>()?,
        })
    }
}

fn scale(text: &str) -> Result<f32, String> {
    let scale: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.1..=8.0).contains(&scale) { Ok(scale) } else { Err("from 0.1 to 8".to_owned()) }
}
