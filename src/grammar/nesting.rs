//! Finds attributions that are nested in the content of others.

use super::reading::Text;
use crate::attribution::Attribution;
use crate::span::Span;

impl Text<'_> {
    /// Sets [`Attribution::nested_in`]: an attribution whose cue is in the
    /// content of others is nested in the innermost of them.
    pub(super) fn nest(&self, attributions: &mut [Attribution]) {
        // Pieces of content by their start. A stack holds those that may be
        // around a place of the text.
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
                // If each of two attributions contains the other's cue, the
                // wider one is the holder.
                let other = &attributions[*h as usize];
                // The holder's content may have been cut short since `contents`
                // was filled.
                c.contains(cue) && *h != i && other.content_around(cue).is_some() && {
                    let mutual =
                        other.cue.first().is_some_and(|&c| attributions[i as usize].content_around(c).is_some());
                    // *A said C, B reported*: the one whose cue comes behind
                    // all of its content is the holder.
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
            // Content of a nested attribution ends where its holder's does.
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

/// Three attributions or more can hold each other's cues in a ring. Breaks each
/// ring at the attribution that closes it, which is then nested in none.
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
    /// Contents that ended before a cue must not hide the holder around it.
    #[test]
    fn contents_that_have_ended_hide_no_holder() {
        let text = format!("{}no{}", "«a said ".repeat(40), "», he said".repeat(40));
        let analysis = crate::analyze(&text);
        let apart: Vec<_> = analysis.attributions.iter().filter(|a| a.nested_in.is_none()).collect();
        assert!(analysis.attributions.len() > 12 && apart.len() == 1, "{apart:#?}");
    }
}
