//! Invariants that hold for the analysis of any text.

use secondhand::Analysis;
use secondhand::attribution::QuotationKind;
use secondhand::chain::{Provenance, Role};
use secondhand::span::{Span, TokenSpan};

/// Returns the invariants that an analysis breaks, one sentence for each.
pub(crate) fn faults(analysis: &Analysis<'_>) -> Vec<String> {
    let mut sound = Sound { analysis, text: analysis.text(), faults: Vec::new() };
    sound.text_and_tokens();
    sound.quotations();
    sound.sentences();
    sound.attributions();
    sound.nesting();
    sound.quotes();
    sound.chains();
    sound.parties_and_findings();
    sound.faults
}

struct Sound<'a> {
    analysis: &'a Analysis<'a>,
    text: &'a str,
    faults: Vec<String>,
}

impl Sound<'_> {
    fn must(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.faults.push(fault());
        }
    }

    /// Checks that a span is not empty, inside the text and on character
    /// boundaries.
    fn span(&mut self, what: &str, span: Span) {
        let holds = !span.is_empty() && self.text.get(span.range()).is_some();
        self.must(holds, || format!("{what}: the span {span:?} is empty or not one of the text"));
    }

    fn tokens(&mut self, what: &str, tokens: TokenSpan) {
        let holds = tokens.start <= tokens.end && tokens.end as usize <= self.analysis.tokens.len();
        self.must(holds, || format!("{what}: {tokens:?} is not within the tokens"));
    }

    fn apart_in_order(&mut self, what: &str, spans: &[Span]) {
        for pair in spans.windows(2) {
            self.must(pair[0].end <= pair[1].start, || format!("{what}: {:?} after {:?}", pair[1], pair[0]));
        }
    }

    fn text_and_tokens(&mut self) {
        let tokens: Vec<Span> = self.analysis.tokens.iter().map(|t| t.span).collect();
        let blocks: Vec<Span> = self.analysis.article.blocks.iter().map(|b| b.span).collect();
        tokens.iter().for_each(|&span| self.span("a token", span));
        blocks.iter().for_each(|&span| self.span("a block", span));
        self.apart_in_order("tokens", &tokens);
        self.apart_in_order("blocks", &blocks);
        if let Some(span) = self.analysis.article.dateline {
            self.span("the dateline", span);
        }
    }

    fn quotations(&mut self) {
        let list = &self.analysis.quotations;
        for (i, q) in list.iter().enumerate() {
            self.span("a quotation", q.span);
            self.tokens("a quotation", q.tokens);
            let parent = q.parent.map(|p| p as usize);
            self.must(parent.is_none_or(|p| p < i), || format!("quotation {i} before its parent {parent:?}"));
            let Some(outer) = parent.and_then(|p| list.get(p)) else {
                self.must(q.depth == 0 || parent.is_some(), || format!("quotation {i} has a depth and no parent"));
                continue;
            };
            self.must(outer.span.contains(q.span), || format!("quotation {i} sticks out of its parent"));
            self.must(q.depth == outer.depth.saturating_add(1), || format!("quotation {i}: depth {}", q.depth));
        }
        for pair in list.windows(2) {
            self.must(pair[0].span.start <= pair[1].span.start, || "quotations out of order".to_owned());
        }
    }

    fn sentences(&mut self) {
        for s in &self.analysis.sentences {
            self.tokens("a sentence", s.tokens);
            let (blocks, quotations) = (self.analysis.article.blocks.len(), self.analysis.quotations.len());
            self.must((s.block as usize) < blocks, || format!("a sentence of block {}", s.block));
            self.must(s.quotation.is_none_or(|q| (q as usize) < quotations), || {
                "a sentence of no quotation".to_owned()
            });
        }
    }

    fn attributions(&mut self) {
        let grammar = secondhand::Grammar::builtin();
        let mut last = 0;
        for (i, a) in self.analysis.attributions.iter().enumerate() {
            let what = |role: &str| format!("attribution {i} ({}), {role}", a.construction);
            for (role, spans) in [("source", &a.source), ("cue", &a.cue), ("content", &a.content), ("venue", &a.venues)]
            {
                spans.iter().for_each(|&span| self.span(&what(role), span));
            }
            a.links.iter().for_each(|l| self.span(&what("link"), l.span));
            self.must(!a.cue.is_empty(), || what("no cue"));
            self.must(!a.content.is_empty() || !a.source.is_empty(), || what("neither source nor content"));
            self.must(grammar.construction(&a.construction).is_some(), || what("no such construction"));
            self.apart_in_order(&what("content"), &a.content);
            let roles: Vec<Span> = a.source.iter().chain(&a.cue).chain(&a.content).copied().collect();
            for (n, one) in roles.iter().enumerate() {
                for other in &roles[n + 1..] {
                    self.must(!one.overlaps(*other), || {
                        format!("{}: {:?} and {:?} overlap", what("roles"), one.of(self.text), other.of(self.text))
                    });
                }
            }
            self.must((a.sentence as usize) < self.analysis.sentences.len(), || what("no such sentence"));
            self.must((a.cue_head as usize) < self.analysis.tokens.len(), || what("no such head"));
            self.tokens(&what("tokens"), a.tokens);
            let first = roles.iter().map(|s| s.start).min().unwrap_or(0);
            self.must(last <= first, || what("out of order"));
            last = first;
        }
    }

    fn nesting(&mut self) {
        let list = &self.analysis.attributions;
        for (i, a) in list.iter().enumerate() {
            let Some(up) = a.nested_in else { continue };
            let Some(outer) = list.get(up as usize) else {
                self.faults.push(format!("attribution {i} is nested in {up}, which is none"));
                continue;
            };
            let held = a.cue.iter().all(|c| outer.content.iter().any(|o| o.contains(*c)));
            self.must(held, || format!("attribution {i} is nested in {up}, whose content does not hold its cue"));
            let (mut steps, mut at) = (0, Some(up));
            while let Some(next) = at.filter(|_| steps <= list.len()) {
                (steps, at) = (steps + 1, list.get(next as usize).and_then(|a| a.nested_in));
            }
            self.must(steps <= list.len(), || format!("attribution {i} is nested in a ring"));
        }
    }

    /// Each lists the outermost quotations in its content that do not stand in
    /// the content of an attribution nested in it.
    fn quotes(&mut self) {
        let (list, quotations) = (&self.analysis.attributions, &self.analysis.quotations);
        let holders: Vec<Vec<usize>> = quotations
            .iter()
            .map(|q| (0..list.len()).filter(|&i| list[i].content.iter().any(|c| c.contains(q.span))).collect())
            .collect();
        let descends = |inner: usize, outer: usize| {
            let mut up = std::iter::successors(Some(inner), |&i| list[i].nested_in.map(|up| up as usize)).skip(1);
            up.any(|i| i == outer)
        };
        let mut expected: Vec<Vec<u32>> = vec![Vec::new(); list.len()];
        for (q, quotation) in quotations.iter().enumerate() {
            for &i in &holders[q] {
                let outermost = quotation.parent.is_none_or(|p| !holders[p as usize].contains(&i));
                if outermost && !holders[q].iter().any(|&inner| descends(inner, i)) {
                    expected[i].push(q as u32);
                }
            }
        }
        for (i, a) in list.iter().enumerate() {
            let inside = |span: Span| a.content.iter().any(|c| c.contains(span));
            let outermost = quotations.iter().enumerate().filter(|(q, quotation)| {
                holders[*q].contains(&i) && quotation.parent.is_none_or(|p| !holders[p as usize].contains(&i))
            });
            let quoted: u32 = outermost.map(|(_, quotation)| quotation.tokens.len()).sum();
            let all = self.analysis.tokens.iter().filter(|t| inside(t.span)).count() as u32;
            let kind = match quoted {
                0 => QuotationKind::Indirect,
                quoted if quoted >= all => QuotationKind::Direct,
                _ => QuotationKind::Mixed,
            };
            self.must(a.quotation == kind, || format!("attribution {i} is {:?}, not {kind:?}", a.quotation));
        }
        for (i, expected) in expected.iter().enumerate() {
            let quotes = &list[i].quotes;
            self.must(quotes == expected, || {
                format!("attribution {i} has the quotations {quotes:?}, not {expected:?}")
            });
        }
    }

    fn chains(&mut self) {
        let (chains, attributions) = (&self.analysis.chains, &self.analysis.attributions);
        self.must(chains.len() == attributions.len(), || "one chain an attribution".to_owned());
        for (i, chain) in chains.iter().enumerate() {
            let what = |fault: &str| format!("chain {i}: {fault}");
            for (n, link) in chain.links.iter().enumerate() {
                self.must((link.party as usize) < self.analysis.parties.len(), || what("no such party"));
                self.span(&what("mention"), link.mention);
                let last = n + 1 == chain.links.len();
                match link.role {
                    Role::Origin => self.must(last && link.relation.is_none(), || what("an origin is last and bare")),
                    Role::Intermediary => self.must(link.relation.is_some(), || what("no relation")),
                }
            }
            let through = chain.links.iter().filter(|l| l.role == Role::Intermediary).count();
            let origin = chain.links.len() > through;
            let holds = match chain.provenance {
                Provenance::Firsthand => through == 0 && origin,
                Provenance::Secondhand => through > 0 && origin,
                _ => true,
            };
            self.must(holds, || what(&format!("{:?} with {} links", chain.provenance, chain.links.len())));
        }
    }

    fn parties_and_findings(&mut self) {
        for party in &self.analysis.parties {
            self.must(!party.name.is_empty(), || "a party without a name".to_owned());
            party.mentions.iter().chain(&party.description).for_each(|&s| self.span(&party.name, s));
            // Mentions may overlap, since a title belongs to one mention and
            // not to the next, but each is listed once.
            let in_order = party.mentions.windows(2).all(|m| (m[0].start, m[0].end) < (m[1].start, m[1].end));
            self.must(in_order, || format!("mentions of {}: {:?}", party.name, party.mentions));
        }
        for finding in &self.analysis.findings {
            self.span(finding.code, finding.span);
            finding.labels.iter().for_each(|(span, _)| self.span(finding.code, *span));
            let count = self.analysis.attributions.len();
            self.must(finding.attribution.is_none_or(|a| (a as usize) < count), || {
                "a finding about nothing".to_owned()
            });
        }
        for pair in self.analysis.findings.windows(2) {
            self.must(pair[0].span.start <= pair[1].span.start, || "findings out of order".to_owned());
        }
    }
}
