//! What the place where something is shown can do.

/// What the place where something is shown can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Is it a terminal? Tables are then drawn, and nothing in a document may act on it.
    pub terminal: bool,
    /// May colours be used?
    pub colour: bool,
    /// Columns of the terminal, where that is known.
    pub width: Option<u16>,
}

impl Style {
    /// No terminal, no colours: what files and pipes get.
    pub const PLAIN: Self = Self { terminal: false, colour: false, width: None };

    /// `words` between the escape sequences of `code`, if colours may be used.
    pub fn paint(self, code: &str, words: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_owned() }
    }

    /// `words` in bold type, if the place can do it.
    pub fn bold(self, words: &str) -> String {
        self.paint("1", words)
    }

    /// `words` in pale type, if the place can do it.
    pub fn pale(self, words: &str) -> String {
        self.paint("2", words)
    }
}
