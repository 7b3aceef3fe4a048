//! The sample: five articles that the program carries.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::reading::kept;
use super::{Content, Report, Session, SessionError, Watch};
use crate::source;

static ARTICLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seeds");

impl Session {
    /// Reads the sample in the place of the graph. It counts as saved: the program has it.
    pub(super) fn sample(&mut self, watch: Watch<'_>) -> Result<Report, SessionError> {
        let extractor = self.extractor()?;
        let mut articles: Vec<_> = ARTICLES.files().collect();
        articles.sort_by_key(|file| file.path());
        let mut content = Content::default();
        let read_at = self.now();
        let mut report = Report::default();
        for file in articles {
            if watch.is_cancelled() {
                return Err(SessionError::Interrupted);
            }
            let id = file.path().with_extension("");
            let id = id.to_string_lossy();
            let bytes = file.contents().to_vec();
            let (document, _) =
                source::document(&id, Path::new(file.path()), bytes, &self.settings.options)?;
            let facts = extractor.extract(&document);
            content.corpus.insert(kept(document, facts, &read_at, true));
            report.read += 1;
        }
        self.content = content;
        self.turn();
        self.let_go();
        (self.file, self.unsaved) = (None, false);
        Ok(report)
    }
}
