//! A self-contained HTML page: the article with its attributions marked,
//! drawings of its chains, and the findings beside the words.
//!
//! The page has no scripts and loads nothing, and its content security policy
//! forbids both to any markup that an article might bring along. Marks can
//! overlap and nest, so the text is split where any of them starts or ends, and
//! the classes of each piece say which marks cover it.

use super::escape::{markup, markup_in};
use super::json::Status;
use super::short;
use super::{Checked, Counts, Format, Item, sentence, svg};
use crate::article::BlockKind;
use crate::chain::Provenance;
use crate::cut::{beginning, cut};
use crate::finding::Severity;
use crate::fingerprint::fnv;
use crate::span::Span;
use std::fmt::Write as _;

/// The format `html`: one page with all articles, and a table of contents if
/// there are several.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

/// Maximum length of a table cell in characters.
const CELL: usize = 160;

const CSS: &str = include_str!("html.css");

impl Format for Html {
    fn head(&self, contents: &[String]) -> String {
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"generator\" content=\"secondhand {}\">\n<title>Who said it, and through whom</title>\n\
             <style>\n{CSS}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#articles\">Skip to the text</a>\n\
             <div class=\"page\">\n<header class=\"masthead\"><h1>Who said it, and through whom</h1>\
             <p>A report by secondhand: places to look, not verdicts</p></header>\n",
            env!("CARGO_PKG_VERSION")
        );
        if contents.len() > 1 {
            out.push_str(
                "<nav aria-label=\"Articles\"><table><thead><tr><th scope=\"col\">Article</th>\
                 <th scope=\"col\" class=\"n\">Errors</th><th scope=\"col\" class=\"n\">Warnings</th>\
                 <th scope=\"col\" class=\"n\">Notes</th><th scope=\"col\" class=\"n\">Second-hand</th>\
                 <th scope=\"col\" class=\"n\">Hearsay</th></tr></thead>\n<tbody>\n",
            );
            contents.iter().for_each(|entry| out.push_str(entry));
            out.push_str("</tbody></table></nav>\n");
        }
        out.push_str("<main id=\"articles\">\n");
        out
    }

    fn article(&self, checked: &Checked<'_>) -> String {
        Page::new(checked).render()
    }

    fn foot(&self, counts: &Counts) -> String {
        format!(
            "</main>\n<footer class=\"foot\">{}. Made by secondhand {}.</footer>\n</div>\n</body>\n</html>\n",
            markup(&super::summary(counts)),
            env!("CARGO_PKG_VERSION")
        )
    }

    fn has_contents(&self) -> bool {
        true
    }

    /// Reads the id from the first line: `<article class="story" id="…">`.
    fn ids<'r>(&self, article: &'r str) -> Option<&'r str> {
        article.split('"').nth(3)
    }

    fn entry(&self, checked: &Checked<'_>) -> String {
        let counts = Counts::of(checked);
        let name = markup(checked.name);
        let title = checked.analysis.article.metadata.title.as_deref();
        let link = title.map_or_else(|| name.clone(), markup);
        let below = if title.is_some() { format!("<small>{name}</small>") } else { String::new() };
        let mut out = format!("<tr><td><a href=\"#{}\">{link}</a>{below}</td>", key(checked));
        for n in [counts.errors, counts.warnings, counts.notes, counts.secondhand, counts.hearsay] {
            let _ = write!(out, "<td class=\"n\">{n}</td>");
        }
        out.push_str("</tr>\n");
        out
    }
}

/// Returns the prefix of the article's ids: a hash of its name and text.
fn key(checked: &Checked<'_>) -> String {
    format!("a{:016x}", fnv([checked.name.as_bytes(), checked.text().as_bytes()]))
}

/// A kind of mark on the text.
#[derive(Clone, Copy)]
enum Mark {
    /// Content of an attribution; the number is the index of its class in
    /// [`BY_GRAVITY`].
    Content(usize),
    Source,
    Cue,
    Quote,
    Finding,
}

struct Event {
    at: u32,
    is_start: bool,
    mark: Mark,
}

struct Page<'a, 'b> {
    checked: &'b Checked<'a>,
    key: String,
    /// The reported findings, numbered from 1 on the page.
    reported: Vec<Item<'a>>,
    events: Vec<Event>,
    /// Targets of links from the table of attributions: the byte offset of the
    /// first word of cue or content, and the attribution's index. Sorted.
    anchors: Vec<(u32, usize)>,
}

/// How many marks of each kind cover the current position.
#[derive(Default)]
struct Open {
    /// By class, in the order of [`BY_GRAVITY`].
    contents: [usize; CLASSES],
    findings: usize,
    sources: usize,
    cues: usize,
    quotes: usize,
}

impl<'a, 'b> Page<'a, 'b> {
    fn new(checked: &'b Checked<'a>) -> Self {
        let analysis = checked.analysis;
        let reported: Vec<Item<'a>> = checked.reported().collect();
        let mut events = Vec::new();
        let mut add = |span: Span, mark| {
            if !span.is_empty() {
                events.push(Event { at: span.start, is_start: true, mark });
                events.push(Event { at: span.end, is_start: false, mark });
            }
        };
        for (attribution, chain) in analysis.attributions.iter().zip(&analysis.chains) {
            let class = BY_GRAVITY.iter().position(|&class| class == chain.provenance).unwrap_or(0);
            attribution.content.iter().for_each(|&s| add(s, Mark::Content(class)));
            attribution.source.iter().for_each(|&s| add(s, Mark::Source));
            attribution.cue.iter().for_each(|&s| add(s, Mark::Cue));
        }
        analysis.quotations.iter().for_each(|q| add(q.span, Mark::Quote));
        reported.iter().for_each(|item| add(item.finding.span, Mark::Finding));
        events.sort_by_key(|e| (e.at, e.is_start));
        let mut anchors: Vec<(u32, usize)> = analysis
            .attributions
            .iter()
            .enumerate()
            .filter_map(|(i, a)| Some((a.cue.iter().chain(&a.content).map(|s| s.start).min()?, i)))
            .collect();
        anchors.sort_unstable();
        Self { checked, key: key(checked), reported, events, anchors }
    }

    fn render(&self) -> String {
        let (analysis, text) = (self.checked.analysis, self.checked.text());
        let mut out = String::with_capacity(text.len() * 3);
        self.header(&mut out);
        out.push_str("<div class=\"body\">\n");
        let whole = [(Span::new(0, text.len() as u32), BlockKind::Paragraph)];
        let blocks: Vec<(Span, BlockKind)> = match analysis.article.blocks.is_empty() {
            true => whole.to_vec(),
            false => analysis.article.blocks.iter().map(|b| (b.span, b.kind)).collect(),
        };
        let mut open = Open::default();
        let (mut event, mut anchor, mut finding) = (0, 0, 0);
        // Findings sorted by their start.
        let mut order: Vec<usize> = (0..self.reported.len()).collect();
        order.sort_by_key(|&i| self.reported[i].finding.span.start);
        for (n, &(span, kind)) in blocks.iter().enumerate() {
            let until = blocks.get(n + 1).map_or(u32::MAX, |(next, _)| next.start);
            let from = finding;
            while order.get(finding).is_some_and(|&i| self.reported[i].finding.span.start < until) {
                finding += 1;
            }
            let mut words = String::new();
            let has_marks = self.words(span, &mut open, (&mut event, &mut anchor), &order[from..finding], &mut words);
            let is_shown = match kind {
                // The page's header already shows the title.
                BlockKind::Title => has_marks || self.title() != span.of(text),
                _ => true,
            };
            if !is_shown {
                continue;
            }
            out.push_str("<div class=\"row\">");
            self.notes(&order[from..finding], &mut out);
            let (tag, class) = match kind {
                BlockKind::Heading | BlockKind::Title => ("h4", ""),
                BlockKind::Paragraph => ("p", ""),
                _ => ("p", " class=\"aside\""),
            };
            let _ = writeln!(out, "<{tag}{class}>{words}</{tag}></div>");
        }
        out.push_str("</div>\n");
        self.notices(&mut out);
        self.silent(&mut out);
        self.table(&mut out);
        out.push_str("</article>\n");
        out
    }

    fn title(&self) -> &'a str {
        self.checked.analysis.article.metadata.title.as_deref().unwrap_or(self.checked.name)
    }

    fn header(&self, out: &mut String) {
        let (checked, counts) = (self.checked, Counts::of(self.checked));
        let metadata = &checked.analysis.article.metadata;
        let _ = write!(
            out,
            "<article class=\"story\" id=\"{}\">\n<p class=\"kicker\">{}</p>\n<h2>{}</h2>\n",
            self.key,
            markup(checked.name),
            markup(self.title())
        );
        let credit: Vec<String> = [
            metadata.byline.as_deref().map(|name| format!("By {}", markup(name))),
            metadata.publisher.as_deref().map(markup),
            metadata.agency.as_deref().map(markup),
            metadata.published.as_deref().map(markup),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !credit.is_empty() {
            let _ = writeln!(out, "<p class=\"credit\">{}</p>", credit.join(" · "));
        }
        let many = |n: usize, what: &str| format!("<li><b>{n}</b> {what}{}</li>", if n == 1 { "" } else { "s" });
        let mut sums = String::new();
        for (n, what) in [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")] {
            if n > 0 {
                sums.push_str(&many(n, what));
            }
        }
        if sums.is_empty() {
            sums.push_str("<li>no findings</li>");
        }
        for (n, what) in [(counts.suppressed, "suppressed"), (counts.known, "in the baseline")] {
            if n > 0 {
                let _ = write!(sums, "<li><b>{n}</b> {what}</li>");
            }
        }
        let classes = [
            (counts.firsthand, "fh", "first-hand"),
            (counts.secondhand, "sh", "second-hand"),
            (counts.hearsay, "hs", "hearsay"),
            (counts.unsourced, "un", "unsourced"),
        ];
        sums.push_str(&many(classes.iter().map(|c| c.0).sum(), "attribution"));
        let _ = writeln!(out, "<ul class=\"sums\">{sums}</ul>");
        if classes.iter().any(|c| c.0 > 0) {
            out.push_str("<div class=\"bar\" aria-hidden=\"true\">");
            for (n, class, _) in classes.iter().filter(|c| c.0 > 0) {
                let _ = write!(out, "<i class=\"{class}\" style=\"flex:{n}\"></i>");
            }
            out.push_str("</div>\n");
        }
        out.push_str("<ul class=\"key\" aria-label=\"How words are marked\">");
        for (n, class, what) in classes {
            let _ = write!(out, "<li><span class=\"c {class}\">{what}</span> {n}</li>");
        }
        out.push_str(
            "<li><span class=\"s\">source</span></li><li><span class=\"k\">cue</span></li>\
             <li><span class=\"c fh q\">“quoted”</span></li><li><span class=\"q\">“quoted, nobody’s”</span></li>\
             </ul>\n",
        );
        let graph = svg::graph(checked.analysis);
        if !graph.is_empty() {
            let _ =
                writeln!(out, "<h3>How the words came here</h3>\n<div class=\"drawn\" tabindex=\"0\">{graph}</div>");
        }
    }

    /// Writes the words of a block in pieces. Returns whether any of them is
    /// marked.
    fn words(
        &self,
        block: Span,
        open: &mut Open,
        (event, anchor): (&mut usize, &mut usize),
        findings: &[usize],
        out: &mut String,
    ) -> bool {
        let text = self.checked.text();
        let mut at = block.start;
        let mut has_marks = false;
        let mut next_finding = 0;
        loop {
            while let Some(e) = self.events.get(*event).filter(|e| e.at <= at) {
                open.apply(e);
                *event += 1;
            }
            while let Some((_, i)) = self.anchors.get(*anchor).filter(|(place, _)| *place <= at) {
                let _ = write!(out, "<a id=\"{}-a{}\"></a>", self.key, i + 1);
                *anchor += 1;
            }
            while let Some(&i) =
                findings.get(next_finding).filter(|&&i| self.reported[i].finding.span.start <= at || at >= block.end)
            {
                self.reference(i, out);
                next_finding += 1;
                has_marks = true;
            }
            if at >= block.end {
                return has_marks;
            }
            let next = self.events.get(*event).map_or(block.end, |e| e.at).min(block.end);
            let next = self.anchors.get(*anchor).map_or(next, |(place, _)| (*place).min(next));
            let next = match findings.get(next_finding) {
                Some(&i) => self.reported[i].finding.span.start.min(next),
                None => next,
            };
            let words = Span::new(at, next).of(text);
            let classes = self.classes(open);
            let tag = if open.findings == 0 { "span" } else { "mark" };
            if classes.is_empty() && tag == "span" {
                let is_line_start = out.trim_end_matches([' ', '\t']).ends_with('\n');
                out.push_str(&markup_in(words, is_line_start));
            } else {
                has_marks = true;
                let _ = write!(out, "<{tag} class=\"{}\">{}</{tag}>", classes.join(" "), markup(words));
            }
            at = next;
        }
    }

    fn classes(&self, open: &Open) -> Vec<&'static str> {
        let mut classes = Vec::new();
        // If several contents cover the words, the gravest class wins:
        // second-hand words inside first-hand content are second-hand, and so
        // are first-hand words inside second-hand content.
        if let Some(gravest) = (0..CLASSES).rev().find(|&class| open.contents[class] > 0) {
            classes.extend(["c", class(BY_GRAVITY[gravest])]);
            if open.contents.iter().sum::<usize>() > 1 {
                classes.push("d2");
            }
        }
        let others = [(open.sources, "s"), (open.cues, "k"), (open.quotes, "q")];
        classes.extend(others.into_iter().filter(|(n, _)| *n > 0).map(|(_, class)| class));
        classes
    }

    /// Writes the number in the text that links to the finding's note.
    fn reference(&self, index: usize, out: &mut String) {
        let finding = self.reported[index].finding;
        let (n, level) = (index + 1, finding.severity.as_str());
        let _ = write!(
            out,
            "<a class=\"ref {level}\" id=\"{key}-m{n}\" href=\"#{key}-f{n}\" aria-label=\"{level} {n}: {}\">{n}</a>",
            markup(finding.rule),
            key = self.key,
        );
    }

    fn notes(&self, findings: &[usize], out: &mut String) {
        if findings.is_empty() {
            return;
        }
        out.push_str("<aside class=\"notes\" aria-label=\"Findings in this paragraph\">\n");
        let mut drawn: Vec<(u32, usize)> = Vec::new();
        for &i in findings {
            let item = self.reported[i];
            let finding = item.finding;
            let (n, level) = (i + 1, finding.severity.as_str());
            let _ = write!(
                out,
                "<section class=\"note {level}\" id=\"{key}-f{n}\"><h4><span class=\"ref {level}\">{n}</span>\
                 <span class=\"level\">{} {level}</span> <span>{} {}</span>\
                 <a class=\"back\" href=\"#{key}-m{n}\" aria-label=\"Back to the words\">↩</a></h4>\
                 <p class=\"said\">{}</p>",
                sign(finding.severity),
                markup(finding.code),
                markup(finding.rule),
                markup(&sentence(&short::message(&finding.message))),
                key = self.key,
            );
            self.chain(finding.attribution, n, &mut drawn, out);
            let _ =
                writeln!(out, "<p class=\"todo\">{}</p></section>", markup(&sentence(&short::message(&finding.help))));
        }
        out.push_str("</aside>\n");
    }

    /// Writes the chain of a finding: as text if it is first-hand, else as a
    /// drawing. Further findings about the same attribution in a paragraph link
    /// to the first one. `drawn` holds the attributions written so far and the
    /// numbers of their notes.
    fn chain(&self, attribution: Option<u32>, n: usize, drawn: &mut Vec<(u32, usize)>, out: &mut String) {
        let analysis = self.checked.analysis;
        let Some(index) = attribution else { return };
        let Some(chain) = analysis.chains.get(index as usize) else { return };
        // Findings about the same attribution are close together.
        if let Some((_, other)) = drawn.iter().rev().take(8).find(|(i, _)| *i == index) {
            let _ = write!(out, "<p class=\"from\">Its chain: see <a href=\"#{}-f{other}\">{other}</a></p>", self.key);
            return;
        }
        drawn.push((index, n));
        if chain.provenance == Provenance::Firsthand {
            let _ = write!(out, "<p class=\"from\">{}</p>", markup(&analysis.chain_line(index as usize)));
        } else {
            out.push_str(&svg::chain(analysis, index as usize));
        }
    }

    fn notices(&self, out: &mut String) {
        if self.checked.notices().is_empty() {
            return;
        }
        out.push_str("<h3>Besides</h3>\n");
        for notice in self.checked.notices() {
            let level = notice.severity.as_str();
            let _ = writeln!(
                out,
                "<section class=\"note {level}\"><h4><span class=\"level\">{} {level}</span> <span>{}</span> \
                 <span>{}:{}:{}</span></h4><p class=\"said\">{}</p><p>{}</p></section>",
                sign(notice.severity),
                markup(notice.code),
                markup(&short::id(&notice.file)),
                notice.line,
                notice.column,
                markup(&sentence(&short::message(&notice.message))),
                markup(&sentence(&short::message(&notice.help))),
            );
        }
    }

    /// Writes the table of findings that are not reported, with the reasons.
    fn silent(&self, out: &mut String) {
        let items: Vec<Item<'_>> = self.checked.items().filter(|item| !item.standing.is_reported()).collect();
        if items.is_empty() {
            return;
        }
        let _ = write!(
            out,
            "<details><summary>{} more, suppressed or in the baseline</summary>\n<div class=\"wide\"><table><thead><tr>\
             <th scope=\"col\">Line</th><th scope=\"col\">Rule</th><th scope=\"col\">Finding</th>\
             <th scope=\"col\">Words</th><th scope=\"col\">Why it is not reported</th></tr></thead><tbody>\n",
            items.len()
        );
        for item in items {
            let why = match (&item.standing.suppression, Status::of(item.standing)) {
                (Some(suppression), _) => format!("Suppressed: {}", short::message(&suppression.reason)),
                (None, _) => "In the baseline".to_owned(),
            };
            let finding = item.finding;
            let _ = writeln!(
                out,
                "<tr><td class=\"n\">{}</td><td>{} {}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                self.checked.place(finding.span.start).0,
                markup(finding.code),
                markup(finding.rule),
                markup(&sentence(&short::message(&finding.message))),
                markup(&cut(finding.span.of(self.checked.text()), CELL)),
                markup(&why),
            );
        }
        out.push_str("</tbody></table></div></details>\n");
    }

    fn table(&self, out: &mut String) {
        let (analysis, text) = (self.checked.analysis, self.checked.text());
        if analysis.attributions.is_empty() {
            return;
        }
        let _ = write!(
            out,
            "<details><summary>All attributions ({})</summary>\n<div class=\"wide\"><table><thead><tr>\
             <th scope=\"col\">Line</th><th scope=\"col\">Class</th><th scope=\"col\">Source</th>\
             <th scope=\"col\">Cue</th><th scope=\"col\">Content</th><th scope=\"col\">Chain</th></tr></thead>\
             <tbody>\n",
            analysis.attributions.len()
        );
        for (i, (a, chain)) in analysis.attributions.iter().zip(&analysis.chains).enumerate() {
            let joined = |spans: &[Span]| {
                // Skip what the cell has no room for.
                let parts: Vec<&str> = spans.iter().take(CELL).map(|s| beginning(s.of(text), CELL + 1)).collect();
                markup(&cut(&parts.join(" … "), CELL))
            };
            let first = a.source.iter().chain(&a.cue).chain(&a.content).min().copied().unwrap_or_default();
            let _ = writeln!(
                out,
                "<tr><td class=\"n\"><a href=\"#{}-a{}\">{}</a></td><td><span class=\"c {}\">{}</span></td><td>{}</td>\
                 <td>{}</td><td>{}</td><td>{}</td></tr>",
                self.key,
                i + 1,
                self.checked.place(first.start).0,
                class(chain.provenance),
                class_name(chain.provenance),
                joined(&a.source),
                joined(&a.cue),
                joined(&a.content),
                markup(&analysis.chain_line(i)),
            );
        }
        out.push_str("</tbody></table></div></details>\n");
    }
}

impl Open {
    fn apply(&mut self, event: &Event) {
        let one = |count: &mut usize| *count = if event.is_start { *count + 1 } else { count.saturating_sub(1) };
        match event.mark {
            Mark::Content(class) => one(&mut self.contents[class]),
            Mark::Finding => one(&mut self.findings),
            Mark::Source => one(&mut self.sources),
            Mark::Cue => one(&mut self.cues),
            Mark::Quote => one(&mut self.quotes),
        }
    }
}

const CLASSES: usize = 4;

/// The classes of provenance, the least grave first.
const BY_GRAVITY: [Provenance; CLASSES] =
    [Provenance::Firsthand, Provenance::Unsourced, Provenance::Secondhand, Provenance::Hearsay];

fn class(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Firsthand => "fh",
        Provenance::Secondhand => "sh",
        Provenance::Hearsay => "hs",
        Provenance::Unsourced => "un",
    }
}

fn class_name(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Firsthand => "first-hand",
        Provenance::Secondhand => "second-hand",
        Provenance::Hearsay => "hearsay",
        Provenance::Unsourced => "unsourced",
    }
}

/// Returns a sign for a severity, so that severities differ by shape as well as
/// by colour.
fn sign(severity: Severity) -> char {
    match severity {
        Severity::Error => '■',
        Severity::Warning => '▲',
        Severity::Note => '●',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{shown, with_standings};
    use crate::triage::Triage;

    /// Asserts that every element of the page is closed, in the right order.
    fn balanced(page: &str) {
        let mut open: Vec<&str> = Vec::new();
        for tag in page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or("")) {
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or("");
            match tag {
                _ if tag.ends_with('/') || matches!(name, "meta" | "!DOCTYPE") => {}
                _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "{page}"),
                _ => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    fn ids(page: &str) -> (Vec<&str>, Vec<&str>) {
        let of = |attribute: &str| -> Vec<&str> {
            page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).collect()
        };
        (of(" id=\""), of(" href=\"#"))
    }

    #[test]
    fn links_lead_both_ways() {
        let page = with_standings(&Html, "a.txt");
        balanced(&page);
        let (ids, links) = ids(&page);
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        assert!(links.iter().all(|link| ids.contains(link)), "{links:?} in {ids:?}");
        for end in ["-m1", "-f1", "-a1"] {
            assert!(links.iter().any(|link| link.ends_with(end)), "{end} in {links:?}");
        }
        assert!(page.contains("Suppressed: on the record with &lt;AP&gt; &amp; &quot;us&quot;"), "{page}");
    }

    /// With duplicate ids, links would lead to the first article.
    #[test]
    fn the_same_article_again_has_ids_of_its_own() {
        let analysis = crate::report::tests::analysis();
        let triage = Triage::new(&analysis);
        let checked = Checked::new(&analysis, "a.txt", &triage);
        let page = crate::report::page(&Html, &[checked.clone(), checked.clone(), checked]);
        balanced(&page);
        let (ids, links) = ids(&page);
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        assert!(links.iter().all(|link| ids.contains(link)), "{links:?} in {ids:?}");
        let linked: std::collections::BTreeSet<_> = links.iter().collect();
        assert_eq!(linked.len() % 3, 1, "three articles and the text: {linked:?}");
    }

    #[test]
    fn an_article_brings_no_markup() {
        let text = "<script>alert(1)</script> \"<img src=x onerror=alert(1)>,\" Ana <b>Ruiz</b> told Der Spiegel.\n\n\
                    The Post quoted Lena \"<i>\" Okafor as saying \"it's </style><script>alert(2)</script>.\"";
        let analysis = crate::analyze(text);
        let triage = Triage::new(&analysis);
        let name = "\"><script>alert(3)</script>.txt";
        let checked = Checked::new(&analysis, name, &triage);
        let page = crate::report::page(&Html, &[checked.clone(), checked]);
        balanced(&page);
        for markup in ["<script", "<img", "<b>Ruiz", "<i>\"", "\"><s"] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn every_word_is_on_the_page_once() {
        let text = "Talks end\n\nThe Post quoted Ana Ruiz as saying \"Lena Okafor told me 'no' twice.\"\n\nReportedly it rained.";
        let analysis = crate::analyze(text);
        let page = Html.article(&Checked::new(&analysis, "a", &Triage::new(&analysis)));
        let mut words = String::new();
        for row in page.split("<div class=\"row\">").skip(1) {
            let row = row.rsplit_once("</aside>").map_or(row, |(_, after)| after);
            let row = row.split("</div>").next().unwrap_or("");
            // The numbers that link to notes are not words of the article.
            let mut parts = row.split("<a class=\"ref");
            let mut row = parts.next().unwrap_or("").to_owned();
            row.extend(parts.filter_map(|part| part.split_once("</a>")).map(|(_, after)| after));
            for piece in row.split('<') {
                words.push_str(piece.split_once('>').map_or("", |(_, after)| after));
            }
            words.push('\n');
        }
        let plain = words.replace("&quot;", "\"").replace("&#39;", "'");
        let plain: Vec<&str> = plain.split_whitespace().collect();
        let expected: Vec<&str> = text.split_whitespace().skip(2).collect();
        assert!(plain.ends_with(&expected), "{plain:?}");
    }

    #[test]
    fn several_articles_have_contents() {
        assert!(!shown(&Html, "a.txt").contains("<nav"));
        let (one, two) = (crate::analyze("It rained, Ana Ruiz said."), crate::analyze("“No,” said Ana Ruiz."));
        let (first, second) = (Triage::new(&one), Triage::new(&two));
        let page =
            crate::report::page(&Html, &[Checked::new(&one, "a.txt", &first), Checked::new(&two, "b.txt", &second)]);
        balanced(&page);
        let nav = page.split("<nav").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("contents");
        assert!(nav.contains(">a.txt</a>") && nav.contains(">b.txt</a>"), "{nav}");
    }
}
