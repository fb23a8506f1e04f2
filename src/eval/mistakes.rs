//! Lists mistakes by kind, for people who want to fix them.

use super::align::Compared;
use super::types::{Found, Gold, Role, Spans};
use crate::analysis::Analysis;
use crate::article::BlockKind;
use crate::grammar::Grammar;
use crate::lexicon::PredicateKind;
use crate::source::LineIndex;
use crate::span::Span;
use crate::syntax::{Phrase, PhraseKind};
use std::fmt::Write as _;

/// The sort of a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A gold attribution without a match.
    Missed,
    /// A found attribution without a match.
    Spurious,
    /// A match whose spans of this role cover different words.
    Boundary(Role),
    /// A match, made for chains, with a different class.
    Class,
}

/// One mistake, with its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mistake {
    /// The sort of the mistake.
    pub what: What,
    /// The construction that read the found attribution, if the system says it.
    pub construction: Option<String>,
    /// The lemma of the reporting word in the cue, or the cue itself if it has
    /// none.
    pub cue: String,
    /// The kind of that word: *reporting verb, reporting noun, …*, or *words of
    /// no lexicon* for words that a user's lexicon could add.
    pub cue_kind: &'static str,
    /// The form of the content: *clause, that-clause, infinitive, question,
    /// noun phrase, quotation, partly quoted, …*
    pub content: &'static str,
    /// The place in the article: *title, heading, lead, body*, or *not read*
    /// for bylines, credits and boilerplate.
    pub place: &'static str,
    /// For a boundary, which end is wrong; for a class, which class was taken
    /// for which.
    pub how: String,
    /// The article's id and the line.
    pub at: String,
    /// The text around, with roles in brackets. Has further lines for
    /// boundaries and classes, which show gold and found.
    pub shown: String,
}

/// What must be known about an article to name the kinds of its mistakes.
pub struct Knowledge<'a> {
    analysis: &'a Analysis<'a>,
    grammar: &'a Grammar,
    /// Spans in bytes of verb groups and of words that open a clause inside a
    /// noun phrase, with whether it is a verb group.
    phrases: Vec<(Span, bool)>,
}

impl<'a> Knowledge<'a> {
    /// Collects this for an article that was analysed with `grammar`.
    #[must_use]
    pub fn new(analysis: &'a Analysis<'a>, grammar: &'a Grammar) -> Self {
        let place = |tokens: crate::span::TokenSpan| {
            let (first, last) = (tokens.start as usize, (tokens.end as usize).checked_sub(1)?);
            Some(analysis.tokens.get(first)?.span.cover(analysis.tokens.get(last)?.span))
        };
        let wanted = |p: &&Phrase| matches!(p.kind, PhraseKind::Verb | PhraseKind::Wh | PhraseKind::That);
        let wanted = analysis.parse.sentences().flatten().filter(wanted);
        let mut phrases: Vec<_> =
            wanted.filter_map(|phrase| Some((place(phrase.tokens)?, phrase.kind == PhraseKind::Verb))).collect();
        phrases.sort_unstable();
        Self { analysis, grammar, phrases }
    }

    /// Returns the lemma of the cue's reporting word, verbs before others, and
    /// its kind. For a cue without one, returns the cue itself.
    fn cue(&self, text: &str, cue: &[Span]) -> (String, &'static str) {
        let words: Vec<String> =
            cue.iter().flat_map(|s| s.of(text).split_whitespace()).take(12).map(str::to_lowercase).collect();
        let lexicon = self.grammar.lexicon();
        let lemma = |kind: PredicateKind| {
            let lemma = |word: &String| {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                let mut known = lexicon.predicates(lexicon.word(word)).iter().map(|&(p, _)| lexicon.predicate(p));
                known.find(|p| p.kind == kind).map(|p| p.lemma.to_string())
            };
            // A verb is last in its group, a noun comes before its object.
            if kind == PredicateKind::Verb { words.iter().rev().find_map(lemma) } else { words.iter().find_map(lemma) }
        };
        for (kind, name) in [
            (PredicateKind::Verb, "reporting verb"),
            (PredicateKind::Noun, "reporting noun"),
            (PredicateKind::Adjective, "reporting adjective"),
        ] {
            if let Some(lemma) = lemma(kind) {
                return (lemma, name);
            }
        }
        match words.as_slice() {
            [] => ("(none)".to_owned(), "no cue"),
            words if words.iter().all(|w| !w.contains(char::is_alphanumeric)) => (words.join(" "), "mark"),
            words if words.len() < 5 => (words.join(" "), "words of no lexicon"),
            words => (words[..4].join(" ") + " …", "words of no lexicon"),
        }
    }

    fn content(&self, text: &str, content: &[Span]) -> &'static str {
        let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
        let Some(&first) = content.first() else { return "(none)" };
        let words = |span: &Span| span.of(text).trim_matches(|c: char| c.is_whitespace() || c == ',');
        let is_quote = |span: &Span| words(span).starts_with(is_mark) && words(span).ends_with(is_mark);
        if content.iter().all(is_quote) {
            return "quotation";
        }
        if content.iter().any(|span| span.of(text).contains(is_mark)) {
            return "partly quoted";
        }
        // A verb after *who* or *that* belongs to a noun phrase.
        let has_verb = content.iter().any(|span| {
            let from = self.phrases.partition_point(|(p, _)| p.end <= span.start);
            let inside = self.phrases[from..].iter().take_while(|(p, _)| p.start < span.end);
            inside.filter(|(p, is_verb)| *is_verb || p.start > span.start).map(|(_, is_verb)| *is_verb).next()
                == Some(true)
        });
        match first.of(text).split_whitespace().next().unwrap_or("").to_lowercase().as_str() {
            "that" if has_verb => "that-clause",
            "to" => "infinitive",
            "whether" | "if" | "who" | "whom" | "whose" | "what" | "which" | "why" | "how" | "when" | "where" => {
                "question"
            }
            word if word.len() > 5 && word.ends_with("ing") => "participle",
            _ if has_verb => "clause",
            _ => "noun phrase",
        }
    }

    fn place(&self, spans: &Spans) -> &'static str {
        let start = spans.place();
        let blocks = &self.analysis.article.blocks;
        let Some(block) = blocks.iter().rfind(|b| b.span.start <= start) else { return "not read" };
        match block.kind {
            BlockKind::Title => "title",
            BlockKind::Heading => "heading",
            BlockKind::Paragraph => match blocks.iter().find(|b| b.kind == BlockKind::Paragraph) {
                Some(lead) if lead.span == block.span => "lead",
                _ => "body",
            },
            _ => "not read",
        }
    }
}

/// Returns the mistakes of one article: missed, spurious, boundaries by role,
/// classes. Spurious ones are in the order of the system, the others in that of
/// the gold.
#[must_use]
pub fn mistakes(gold: &Gold, found: &[Found], compared: &Compared, known: &Knowledge<'_>) -> Vec<Mistake> {
    let text = &*gold.text;
    let lines = LineIndex::new(text);
    let mistake = |what, spans: &Spans, found: Option<&Found>, how: String, shown| {
        let (cue, cue_kind) = known.cue(text, &spans.cue);
        let (line, _) = lines.place(spans.place());
        Mistake {
            what,
            construction: found.and_then(|f| f.construction.clone()),
            cue,
            cue_kind,
            content: known.content(text, &spans.content),
            place: known.place(spans),
            how,
            at: format!("{}:{line}", gold.id),
            shown,
        }
    };
    let mut all = Vec::new();
    for (g, item) in compared.gold.iter().enumerate() {
        if compared.pairs.iter().all(|pair| pair.0 != g) {
            let spans = &gold.attributions[item.index].spans;
            all.push(mistake(What::Missed, spans, None, String::new(), around(text, spans, &Role::ALL)));
        }
    }
    for (f, item) in compared.found.iter().enumerate() {
        if compared.pairs.iter().all(|pair| pair.1 != f) {
            let found = &found[item.index];
            all.push(mistake(
                What::Spurious,
                &found.spans,
                Some(found),
                String::new(),
                around(text, &found.spans, &Role::ALL),
            ));
        }
    }
    let mut pairs = compared.pairs.clone();
    pairs.sort_unstable();
    for role in Role::ALL {
        for &(g, f) in &pairs {
            let (g, f) = (&compared.gold[g], &compared.found[f]);
            let (mine, theirs) = (g.of(role), f.of(role));
            if mine != theirs {
                let (spans, found) = (&gold.attributions[g.index].spans, &found[f.index]);
                let shown =
                    format!("gold   {}\nfound  {}", around(text, spans, &[role]), around(text, &found.spans, &[role]));
                all.push(mistake(What::Boundary(role), spans, Some(found), ends(mine, theirs).to_owned(), shown));
            }
        }
    }
    let mut chained = compared.chained.clone();
    chained.sort_unstable();
    for (g, f) in chained {
        let (marked, found) = (&gold.attributions[g], &found[f]);
        let Some(chain) = &marked.chain else { continue };
        let class = found.provenance.as_deref().unwrap_or("none");
        if class != chain.class {
            let how = format!("{} taken for {class}", chain.class);
            let mut shown = around(text, &marked.spans, &Role::ALL);
            let links = found.links.iter().filter(|l| l.role == "intermediary");
            let gold = listed(chain.intermediaries.iter().map(|i| i.span.of(text)));
            let _ = write!(shown, "\ngold   through {gold}\nfound  through {}", listed(links.map(|l| &*l.name)));
            all.push(mistake(What::Class, &marked.spans, Some(found), how, shown));
        }
    }
    all
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

/// Returns which end of the found words is wrong.
fn ends(gold: &[u32], found: &[u32]) -> &'static str {
    let (Some(first), Some(last)) = (gold.first(), gold.last()) else { return "the gold has none" };
    let (Some(start), Some(end)) = (found.first(), found.last()) else { return "none found" };
    if super::pairing::common(gold, found) == 0 {
        return "elsewhere";
    }
    match (start.cmp(first), end.cmp(last)) {
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Equal) => "wrong in the middle",
        (std::cmp::Ordering::Less, std::cmp::Ordering::Equal) => "starts too early",
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Equal) => "starts too late",
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Less) => "ends too early",
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Greater) => "ends too late",
        (std::cmp::Ordering::Less, std::cmp::Ordering::Less) => "starts and ends too early",
        (std::cmp::Ordering::Less, std::cmp::Ordering::Greater) => "too long at both ends",
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Less) => "too short at both ends",
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Greater) => "starts and ends too late",
    }
}

/// How much text is shown beside and between the roles, in characters.
const BESIDE: usize = 40;
/// How much of a role's words is shown at either end, in characters.
const WITHIN: usize = 60;

/// Shows the roles' words in brackets, with the text around them, on one line.
pub(super) fn around(text: &str, spans: &Spans, roles: &[Role]) -> String {
    let mut places: Vec<(Span, Role)> =
        roles.iter().flat_map(|&role| spans.of(role).iter().map(move |&span| (span, role))).collect();
    places.sort_unstable();
    let Some(&(first, _)) = places.first() else {
        // The role has no words: show the attribution by its other roles.
        return match roles {
            [role] if *spans != Spans::default() => {
                let others: Vec<Role> = Role::ALL.into_iter().filter(|r| r != role).collect();
                around(text, spans, &others)
            }
            _ => String::new(),
        };
    };
    let mut out = tail(&text[..first.start as usize], BESIDE);
    let mut at = first.start as usize;
    for (span, role) in places {
        let (start, end) = (span.start as usize, span.end as usize);
        if let Some(between) = text.get(at..start) {
            out.push_str(&middle(between, BESIDE));
        }
        let _ = write!(out, "[{} {}]", role.name(), middle(span.of(text), WITHIN));
        at = at.max(end);
    }
    out.push_str(&head(&text[at..], BESIDE));
    out.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns the beginning of a text, cut after a word.
fn head(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((cut, _)) => {
            let cut = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
            format!("{}…", &text[..cut])
        }
    }
}

/// Returns the end of a text, cut before a word.
fn tail(text: &str, most: usize) -> String {
    match text.char_indices().rev().nth(most) {
        None => text.to_owned(),
        Some((cut, c)) => {
            let cut = cut + c.len_utf8();
            let cut = text[cut..].find(char::is_whitespace).map_or(cut, |i| cut + i);
            format!("…{}", text[cut..].trim_start())
        }
    }
}

/// Shortens a long text to its two ends.
fn middle(text: &str, most: usize) -> String {
    // A text that is only a little too long is not cut.
    if text.char_indices().nth(2 * most + most / 2).is_none() {
        return text.to_owned();
    }
    format!("{} {}", head(text, most), tail(text, most).trim_start_matches('…'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str, source: &str, cue: &str, content: &str) -> Spans {
        let all = |words: &str| {
            text.find(words)
                .filter(|_| !words.is_empty())
                .map(|i| Span::new(i as u32, (i + words.len()) as u32))
                .into_iter()
                .collect()
        };
        Spans { source: all(source), cue: all(cue), content: all(content) }
    }

    #[test]
    fn kinds_of_content_and_cue() {
        let text = "Ana Ruiz said that it rained. She has called for an end to it, wants to go, asked why. “No,” she said. \
                    It was “over”, Bo added. According to him it rained.";
        let analysis = crate::analyze(text);
        let known = Knowledge::new(&analysis, Grammar::builtin());
        let kind = |cue: &str, content: &str| {
            let spans = spans(text, "", cue, content);
            (known.cue(text, &spans.cue).0, known.content(text, &spans.content))
        };
        assert_eq!(kind("said", "that it rained"), ("say".to_owned(), "that-clause"));
        assert_eq!(kind("has called for", "an end to it"), ("call".to_owned(), "noun phrase"));
        assert_eq!(kind("wants", "to go"), ("want".to_owned(), "infinitive"));
        assert_eq!(kind("asked", "why"), ("ask".to_owned(), "question"));
        assert_eq!(kind("said", "“No,”"), ("say".to_owned(), "quotation"));
        assert_eq!(kind("added", "It was “over”"), ("add".to_owned(), "partly quoted"));
        assert_eq!(kind("According to", "it rained."), ("according to".to_owned(), "clause"));
        assert_eq!(kind("", ""), ("(none)".to_owned(), "(none)"));
        let kind = |cue: &str| known.cue(text, &spans(text, "", cue, "").cue).1;
        assert_eq!(
            ["asked", "According to", "“", ""].map(kind),
            ["reporting verb", "words of no lexicon", "mark", "no cue"]
        );
    }

    #[test]
    fn which_end_is_wrong() {
        assert_eq!(ends(&[1, 2, 3], &[1, 2]), "ends too early");
        assert_eq!(ends(&[1, 2, 3], &[0, 1, 2, 3]), "starts too early");
        assert_eq!(ends(&[1, 2, 3], &[0, 1, 2, 3, 4]), "too long at both ends");
        assert_eq!(ends(&[1, 2, 3], &[1, 3]), "wrong in the middle");
        assert_eq!(ends(&[1], &[2]), "elsewhere");
        assert_eq!(ends(&[], &[2]), "the gold has none");
        assert_eq!(ends(&[1], &[]), "none found");
    }

    #[test]
    fn the_text_around_is_one_line_and_short() {
        let text = format!("Before.\n\nAna said\tthat {} was over. After {}", "it ".repeat(200), "x ".repeat(200));
        let content = format!("that {} was over", "it ".repeat(200));
        let shown = around(&text, &spans(&text, "Ana", "said", &content), &Role::ALL);
        assert!(shown.starts_with("Before. [source Ana] [cue said] [content that it it"), "{shown}");
        assert!(shown.contains("… it it") && shown.ends_with("…"), "{shown}");
        assert!(shown.len() < 300, "{shown}");
        assert_eq!(around("It rained.", &Spans::default(), &Role::ALL), "");
    }
}
