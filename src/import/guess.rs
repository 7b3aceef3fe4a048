//! What a plain column is, told from its cells.

use super::column::Kind;

/// What the cells of a column have been so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Guess {
    /// All are empty.
    #[default]
    Empty,
    /// All are whole numbers.
    Int,
    /// All are numbers.
    Float,
    /// One is no number.
    Text,
}

impl Guess {
    /// Looks at the next cell. Cost: its length, until one was no number.
    pub(super) fn look(&mut self, cell: &str) {
        if *self == Self::Text {
            return;
        }
        let cell = cell.trim_ascii();
        if cell.is_empty() {
            return;
        }
        *self = match (*self, number(cell)) {
            (Self::Empty | Self::Int, Number::Whole) => Self::Int,
            (_, Number::Whole | Number::Float) => Self::Float,
            (_, Number::None) => Self::Text,
        };
    }

    /// What its cells are made into.
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Int => Kind::Int,
            Self::Float => Kind::Float,
            Self::Empty | Self::Text => Kind::Text,
        }
    }
}

enum Number {
    Whole,
    Float,
    None,
}

/// A number is written in digits, with a point or an exponent where it is not whole. What begins with noughts is a code whose
/// digits all count; so is one that 64 bits do not hold.
fn number(cell: &str) -> Number {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let bytes = digits.as_bytes();
    let whole = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if whole == 0 || (whole > 1 && bytes.first() == Some(&b'0')) {
        return Number::None;
    }
    if whole == bytes.len() {
        return if cell.parse::<i64>().is_ok() { Number::Whole } else { Number::None };
    }
    let plain =
        bytes.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    match cell.parse::<f64>() {
        Ok(number) if plain && number.is_finite() => Number::Float,
        _ => Number::None,
    }
}

#[cfg(test)]
mod tests {
    use super::Guess;

    fn guess(cells: &[&str]) -> Guess {
        let mut guess = Guess::default();
        cells.iter().for_each(|cell| guess.look(cell));
        guess
    }

    #[test]
    fn a_column_is_of_numbers_where_all_its_cells_are() {
        assert_eq!(guess(&["1", "", " -20", "0"]), Guess::Int);
        assert_eq!(guess(&["1", "2.5", "-1e9"]), Guess::Float);
        assert_eq!(guess(&["2.5", "1"]), Guess::Float);
        assert_eq!(guess(&["1", "two", "3"]), Guess::Text);
        assert_eq!(guess(&["", ""]), Guess::Empty);
    }

    #[test]
    fn codes_words_and_days_are_no_numbers() {
        for cell in [
            "007",
            "+1",
            "1_000",
            "1,5",
            "nan",
            "inf",
            "1e999",
            "2025-07-10",
            "-",
            ".",
            "1.2.3",
            "0x1",
            "99999999999999999999",
            "١",
        ] {
            assert_eq!(guess(&[cell]), Guess::Text, "{cell}");
        }
    }
}
