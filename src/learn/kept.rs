//! Teachers on disk, so that a training that was cut off goes on, and another student can learn from the same ones.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::LearnError;
use super::network::Net;
use super::parsing::Lesson;
use super::train::TrainSettings;

/// A folder of teachers that were learned from the same lessons in the same way.
#[derive(Debug)]
pub(crate) struct Kept<'a> {
    folder: Option<&'a Path>,
    /// Tells teachers of other data or settings from these. What the code does is not in it: after a change of the trainer
    /// the folder must be emptied.
    key: u64,
}

impl<'a> Kept<'a> {
    /// Teachers of these lessons in `folder`; without one nothing is kept.
    pub(crate) fn new(folder: Option<&'a Path>, lessons: &[Lesson], how: TrainSettings) -> Self {
        let mut hasher = DefaultHasher::new();
        // What only the last network learns changes no teacher.
        let how = TrainSettings { epochs: 0, teachers: 0, shown: 0, plain: 0, ..how };
        format!("{how:?}").hash(&mut hasher);
        for lesson in lessons {
            lesson.inputs.iter().for_each(|input| input.rows.hash(&mut hasher));
            if let Some(gold) = &lesson.gold {
                gold.tags.hash(&mut hasher);
                format!("{:?}", gold.tree).hash(&mut hasher);
            }
        }
        Self { folder, key: hasher.finish() }
    }

    /// The teacher of this number: from the folder, or else learned and kept there.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn teacher(
        &self,
        number: u64,
        learn: impl FnOnce() -> Net,
    ) -> Result<Net, LearnError> {
        let Some(folder) = self.folder else { return Ok(learn()) };
        let path = folder.join(format!("teacher-{:016x}-{number}.net", self.key));
        if let Some(net) = std::fs::read(&path).ok().and_then(|bytes| Net::from_bytes(&bytes)) {
            return Ok(net);
        }
        let net = learn();
        let failed = |path: PathBuf| move |source| LearnError::Write { path, source };
        std::fs::create_dir_all(folder).map_err(failed(folder.to_owned()))?;
        // Under its name only when it is whole.
        let part = path.with_extension("part");
        std::fs::write(&part, net.to_bytes()).map_err(failed(part.clone()))?;
        std::fs::rename(&part, &path).map_err(failed(path))?;
        Ok(net)
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;
    use crate::learn::TrainSettings;
    use crate::learn::network::Net;
    use crate::learn::random::Random;

    fn net(seed: u64) -> Net {
        Net::new(3, &mut Random::new(seed))
    }

    #[test]
    fn a_teacher_is_learned_once() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(Some(folder.path()), &[], TrainSettings::default());
        let first = kept.teacher(1, || net(1)).unwrap().to_bytes();
        let again = kept.teacher(1, || panic!("it is there")).unwrap().to_bytes();
        assert_eq!(first, again);
        assert_ne!(kept.teacher(2, || net(2)).unwrap().to_bytes(), first);
        let other = TrainSettings { seed: 7, ..TrainSettings::default() };
        let kept = Kept::new(Some(folder.path()), &[], other);
        assert_ne!(kept.teacher(1, || net(3)).unwrap().to_bytes(), first, "another start");
    }
}
