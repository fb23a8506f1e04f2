//! Attributions inside what others hold.

use super::reading::Text;
use crate::attribution::Attribution;
use crate::span::Span;

impl Text<'_> {
    /// An attribution whose cue lies in another's content is nested in it;
    /// the innermost holder counts.
    pub(super) fn nest(&self, attributions: &mut [Attribution]) {
        // By start of content; holders of a place are found on a stack.
        let mut contents: Vec<(Span, u32)> =
            attributions.iter().enumerate().flat_map(|(i, a)| a.content.iter().map(move |c| (*c, i as u32))).collect();
        contents.sort_by_key(|(c, i)| (c.start, std::cmp::Reverse(c.end), *i));
        let mut order: Vec<u32> = (0..attributions.len() as u32).collect();
        order.sort_by_key(|&i| attributions[i as usize].cue.first().map_or(0, |c| c.start));
        let mut stack: Vec<(Span, u32)> = Vec::new();
        let mut next = 0;
        for i in order {
            let Some(cue) = attributions[i as usize].cue.first().copied() else { continue };
            while next < contents.len() && contents[next].0.start <= cue.start {
                while stack.last().is_some_and(|(c, _)| c.end <= contents[next].0.start) {
                    stack.pop();
                }
                stack.push(contents[next]);
                next += 1;
            }
            while stack.last().is_some_and(|(c, _)| c.end <= cue.start) {
                stack.pop();
            }
            let own = attributions[i as usize].tokens;
            let holder = stack.iter().rev().take(12).find(|(c, h)| {
                // Two readings can hold each other's cue: the wider is the holder.
                let other = &attributions[*h as usize];
                // What has been cut since may no longer hold it.
                c.contains(cue) && *h != i && other.content_around(cue).is_some() && {
                    let mutual =
                        other.cue.first().is_some_and(|&c| attributions[i as usize].content_around(c).is_some());
                    // *A said C, B reported*: who comes last holds all of it.
                    let last = |x: &Attribution, y: &Attribution| {
                        let cue = |x: &Attribution| x.cue.first().map_or(0, |c| c.start);
                        cue(x) > cue(y) && x.content.last().is_none_or(|c| c.end <= cue(x))
                    };
                    if mutual && last(other, &attributions[i as usize]) {
                        return true;
                    }
                    if mutual && last(&attributions[i as usize], other) {
                        return false;
                    }
                    !mutual || other.tokens.len() > own.len() || other.tokens.len() == own.len() && *h < i
                }
            });
            attributions[i as usize].nested_in = holder.map(|(_, h)| *h);
            // What is said within content ends where that does.
            let content = holder.and_then(|(_, h)| attributions[*h as usize].content_around(cue));
            if let Some(end) = content.map(|c| c.end) {
                let beyond = |s: &&mut Span| s.start >= cue.end && s.start < end && s.end > end;
                attributions[i as usize].content.iter_mut().filter(beyond).for_each(|s| s.end = end);
                self.quote(&mut attributions[i as usize]);
            }
        }
        break_rings(attributions);
    }
}

/// Three readings or more can hold one another's cues in a ring: the one that
/// closes it is held by nobody.
fn break_rings(attributions: &mut [Attribution]) {
    let mut seen_from = vec![usize::MAX; attributions.len()];
    for from in 0..attributions.len() {
        let mut at = from;
        while seen_from[at] == usize::MAX {
            seen_from[at] = from;
            let Some(up) = attributions[at].nested_in.map(|up| up as usize) else { break };
            if seen_from[up] == from {
                attributions[at].nested_in = None;
            }
            at = up;
        }
    }
}

#[cfg(test)]
mod tests {
    /// A dozen contents that were over hid the holder around them.
    #[test]
    fn what_is_over_hides_no_holder() {
        let text = format!("{}no{}", "«a said ".repeat(40), "», he said".repeat(40));
        let analysis = crate::analyze(&text);
        let apart: Vec<_> = analysis.attributions.iter().filter(|a| a.nested_in.is_none()).collect();
        assert!(analysis.attributions.len() > 12 && apart.len() == 1, "{apart:#?}");
    }
}
