//! The labels of words: part and class of the name that a word belongs to.

use super::NameClass;

/// How many labels there are: outside, and four parts for each class.
pub const COUNT: usize = 1 + 4 * NameClass::ALL.len();

/// The label of a word that belongs to no name.
pub const OUTSIDE: u8 = 0;

/// Which part of a name a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first of several words.
    Begin,
    /// Neither the first nor the last.
    Inside,
    /// The last of several words.
    End,
    /// The only word.
    Single,
}

/// The label of a word that is `part` of a name of `class`.
pub const fn of(part: Part, class: NameClass) -> u8 {
    1 + 4 * class as u8 + part as u8
}

/// The part and class that a label stands for; `None` for [`OUTSIDE`].
pub fn split(label: u8) -> Option<(Part, NameClass)> {
    let rest = label.checked_sub(1)?;
    let part = [Part::Begin, Part::Inside, Part::End, Part::Single][usize::from(rest % 4)];
    Some((part, *NameClass::ALL.get(usize::from(rest / 4))?))
}

/// May a word with label `to` follow one with label `from`? `None` is the edge of the sentence.
pub fn follows(from: Option<u8>, to: Option<u8>) -> bool {
    let open = from.and_then(split).filter(|(part, _)| matches!(part, Part::Begin | Part::Inside));
    match (open, to.and_then(split)) {
        (Some((_, class)), Some((Part::Inside | Part::End, next))) => class == next,
        (Some(_), _) => false,
        (None, next) => !matches!(next, Some((Part::Inside | Part::End, _))),
    }
}

/// The names that a row of labels tells: first word, one past the last, class.
pub fn names(labels: &[u8]) -> Vec<(usize, usize, NameClass)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (i, &label) in labels.iter().enumerate() {
        match split(label) {
            Some((Part::Begin, _)) => start = i,
            Some((Part::End, class)) => found.push((start, i + 1, class)),
            Some((Part::Single, class)) => found.push((i, i + 1, class)),
            Some((Part::Inside, _)) | None => {}
        }
    }
    found
}

/// Writes the labels of a name of `class` over `words`.
pub fn write(labels: &mut [u8], words: std::ops::Range<usize>, class: NameClass) {
    let last = words.end.saturating_sub(1);
    for i in words.clone() {
        let part = match (i == words.start, i == last) {
            (true, true) => Part::Single,
            (true, false) => Part::Begin,
            (false, true) => Part::End,
            (false, false) => Part::Inside,
        };
        if let Some(label) = labels.get_mut(i) {
            *label = of(part, class);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNT, NameClass, OUTSIDE, Part, follows, names, of, split, write};

    #[test]
    fn labels_and_names_tell_the_same() {
        let mut labels = [OUTSIDE; 6];
        write(&mut labels, 0..1, NameClass::Place);
        write(&mut labels, 2..5, NameClass::Organization);
        assert_eq!(names(&labels), [(0, 1, NameClass::Place), (2, 5, NameClass::Organization)]);
    }

    #[test]
    fn every_label_is_one_part_of_one_class() {
        for label in 1..COUNT as u8 {
            let (part, class) = split(label).unwrap();
            assert_eq!(of(part, class), label);
        }
        assert_eq!(split(OUTSIDE), None);
        assert_eq!(split(COUNT as u8), None);
    }

    #[test]
    fn a_name_that_began_goes_on_in_its_class_until_it_ends() {
        let person = of(Part::Begin, NameClass::Person);
        assert!(follows(Some(person), Some(of(Part::End, NameClass::Person))));
        assert!(!follows(Some(person), Some(of(Part::End, NameClass::Place))));
        assert!(!follows(Some(person), Some(OUTSIDE)));
        assert!(!follows(Some(person), None));
        assert!(!follows(None, Some(of(Part::End, NameClass::Place))));
        assert!(follows(None, Some(person)));
    }
}
