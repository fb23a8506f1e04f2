//! What is known about an article besides its text.

use serde::Serialize;

/// What the caller, or the file, says about an article. These values take
/// precedence over what the text says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Metadata {
    /// The article's name in output: a path, a database key.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The outlet that published the article. It is never an intermediary.
    pub publisher: Option<String>,
    /// The news agency that the article is credited to. It is never an
    /// intermediary either.
    pub agency: Option<String>,
    /// The author or authors.
    pub byline: Option<String>,
    /// The date of publication, as `YYYY-MM-DD` if it could be parsed.
    pub published: Option<String>,
}

impl Metadata {
    /// Returns this metadata, with missing fields taken from `other`.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        };
        fill(&mut self.id, &other.id);
        fill(&mut self.title, &other.title);
        fill(&mut self.publisher, &other.publisher);
        fill(&mut self.agency, &other.agency);
        fill(&mut self.byline, &other.byline);
        fill(&mut self.published, &other.published);
        self
    }
}
