//! One thing that was missed or made up.

/// Something that gold has and nobody read, or that was read and gold lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// Is it in gold? Else it was made up.
    pub in_gold: bool,
    /// What it is: `entity`, `relation`, `event` or `statement`.
    pub what: &'static str,
    /// Its kind or type, and who takes part in it.
    pub who: String,
    /// The words of the article that show it; its content, of a statement.
    pub quote: String,
}

impl Miss {
    /// `missed` or `made up`.
    pub const fn verdict(&self) -> &'static str {
        if self.in_gold { "missed" } else { "made up" }
    }
}
