//! JSON-LD: what a page says of its article for search engines.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

/// What the JSON-LD of a page says of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Data {
    pub(crate) headline: Option<String>,
    pub(crate) alternative: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) agency: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) is_free: Option<bool>,
}

/// Objects with a name, by their ids.
type Ids<'v> = FxHashMap<&'v str, &'v Map<String, Value>>;

/// How many objects of a page are read.
const MOST: usize = 20_000;

impl Data {
    /// Reads the scripts of a page, the best description of an article first.
    pub(crate) fn new<'s>(scripts: impl Iterator<Item = &'s str>) -> Self {
        let values: Vec<Value> = scripts.filter_map(parse).collect();
        let mut objects = Vec::new();
        let mut open: Vec<&Value> = values.iter().rev().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Object(object) => {
                    objects.push(object);
                    open.extend(object.values().rev().filter(|v| v.is_object() || v.is_array()));
                }
                Value::Array(list) => open.extend(list.iter().rev()),
                _ => {}
            }
            if objects.len() > MOST {
                break;
            }
        }
        let mut articles: Vec<&Map<String, Value>> = objects.iter().copied().filter(|o| trust(o) > 0).collect();
        articles.sort_by_key(|object| std::cmp::Reverse(trust(object)));
        let named = objects.iter().filter(|object| object.contains_key("name"));
        let by_id: Ids<'_> = named.filter_map(|object| Some((object.get("@id")?.as_str()?, *object))).rev().collect();
        let mut data = Self::default();
        for article in articles.iter().copied() {
            // Other articles of a list on the page are not this one.
            if article.contains_key("position") && data.headline.is_some() {
                continue;
            }
            data.take(article, &by_id);
        }
        data
    }

    /// Takes what is not known yet.
    fn take(&mut self, article: &Map<String, Value>, objects: &Ids<'_>) {
        let text = |key: &str| article.get(key).and_then(plain);
        let set = |field: &mut Option<String>, value: Option<String>| {
            if field.is_none() {
                *field = value;
            }
        };
        set(&mut self.headline, text("headline"));
        set(&mut self.alternative, text("alternativeHeadline").or_else(|| text("name")));
        set(&mut self.description, text("description"));
        set(&mut self.published, text("datePublished"));
        set(&mut self.language, text("inLanguage"));
        if self.body.is_none() {
            self.body = text("articleBody").or_else(|| text("text")).or_else(|| updates(article));
        }
        if self.authors.is_empty() {
            let authors = article.get("author").or_else(|| article.get("creator"));
            self.authors = names(authors, objects);
        }
        set(&mut self.publisher, names(article.get("publisher"), objects).into_iter().next());
        set(
            &mut self.agency,
            names(article.get("provider").or_else(|| article.get("sourceOrganization")), objects).into_iter().next(),
        );
        if self.is_free.is_none() {
            self.is_free = article.get("isAccessibleForFree").and_then(truth);
        }
    }
}

/// How likely an object describes the article of the page.
fn trust(object: &Map<String, Value>) -> u8 {
    let kinds = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return 0,
    };
    let of = |kind: &&str| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        match kind {
            kind if kind.ends_with("NewsArticle") => 4,
            kind if kind.ends_with("Article") || kind == "LiveBlogPosting" => 3,
            kind if kind.ends_with("Posting") || matches!(kind, "Report" | "Review" | "CreativeWork") => 2,
            "WebPage" | "ItemPage" => 1,
            _ => 0,
        }
    };
    kinds.iter().map(of).max().unwrap_or(0)
}

/// Returns the words of all posts of a live blog.
fn updates(article: &Map<String, Value>) -> Option<String> {
    let posts = article.get("liveBlogUpdate")?.as_array()?.iter();
    let bodies: Vec<String> = posts.filter_map(|post| plain(post.get("articleBody")?)).collect();
    (!bodies.is_empty()).then(|| bodies.join("\n"))
}

/// Reads a script as it should be written, or as it often is: with line ends
/// in strings, in a comment.
fn parse(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script = script
        .trim()
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    if script.is_empty() {
        return None;
    }
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&mended(script)).ok())
}

/// Blanks in place of control characters, and no comma before a bracket.
fn mended(script: &str) -> String {
    let mut mended = String::with_capacity(script.len());
    let mut in_string = false;
    let mut is_escaped = false;
    for c in script.chars() {
        let c = if c.is_control() { ' ' } else { c };
        if in_string {
            in_string = c != '"' || is_escaped;
            is_escaped = c == '\\' && !is_escaped;
        } else if c == '"' {
            in_string = true;
        } else if matches!(c, '}' | ']') {
            let end = mended.trim_end().len();
            if mended[..end].ends_with(',') {
                mended.truncate(end - 1);
            }
        }
        mended.push(c);
    }
    mended
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) => Some(!word.trim().eq_ignore_ascii_case("false")),
        _ => None,
    }
}

/// Returns the words of a string, without markup.
fn plain(value: &Value) -> Option<String> {
    let value = match value {
        Value::Array(list) => list.first()?,
        value => value,
    };
    let text = value.as_str()?;
    let text = super::plain(text);
    (!text.is_empty()).then_some(text)
}

/// Returns the items of a list in a list, and anything else as it is.
fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(list) => list,
        value => std::slice::from_ref(value),
    }
}

/// Returns the names of people or organisations.
fn names(value: Option<&Value>, objects: &Ids<'_>) -> Vec<String> {
    let list: Vec<&Value> = match value {
        None => return Vec::new(),
        Some(Value::Array(list)) => list.iter().flat_map(items).collect(),
        Some(value) => vec![value],
    };
    let named = |object: &Map<String, Value>| match object.get("name") {
        Some(Value::Array(names)) => names.iter().filter_map(plain).collect::<Vec<_>>(),
        Some(name) => plain(name).into_iter().collect(),
        None => Vec::new(),
    };
    let mut found = Vec::new();
    for value in list.into_iter().take(30) {
        match value {
            Value::String(name) => found.extend(plain(&Value::String(name.clone()))),
            Value::Object(object) => {
                let mut here = named(object);
                if here.is_empty()
                    && let Some(id) = object.get("@id").and_then(Value::as_str)
                {
                    here = objects.get(id).map(|object| named(object)).unwrap_or_default();
                }
                found.extend(here);
            }
            _ => {}
        }
    }
    found.dedup();
    found
}
