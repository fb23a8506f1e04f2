//! Regular English inflection, for lemmas whose forms the files do not list.

/// Returns the third person singular: *says*, *watches*, *denies*.
pub(super) fn third(lemma: &str) -> String {
    if lemma.ends_with(['s', 'x', 'z', 'o']) || lemma.ends_with("ch") || lemma.ends_with("sh") {
        format!("{lemma}es")
    } else if let Some(stem) = consonant_y(lemma) {
        format!("{stem}ies")
    } else {
        format!("{lemma}s")
    }
}

/// Returns the past: *walked*, *denied*, *admitted*.
pub(super) fn past(lemma: &str) -> String {
    if lemma.ends_with('e') {
        format!("{lemma}d")
    } else if let Some(stem) = consonant_y(lemma) {
        format!("{stem}ied")
    } else if let Some(doubled) = doubles(lemma) {
        format!("{lemma}{doubled}ed")
    } else {
        format!("{lemma}ed")
    }
}

/// Returns the gerund: *saying*, *making*, *admitting*, *lying*.
pub(super) fn gerund(lemma: &str) -> String {
    if let Some(stem) = lemma.strip_suffix("ie") {
        format!("{stem}ying")
    } else if let Some(stem) = lemma.strip_suffix('e').filter(|s| !s.ends_with(['e', 'o', 'y'])) {
        format!("{stem}ing")
    } else if let Some(doubled) = doubles(lemma) {
        format!("{lemma}{doubled}ing")
    } else {
        format!("{lemma}ing")
    }
}

/// Returns the plural of a noun: *claims*, *speeches*, *theories*.
pub(super) fn plural(lemma: &str) -> String {
    third(lemma)
}

fn consonant_y(lemma: &str) -> Option<&str> {
    lemma.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']))
}

/// Returns the final consonant if it doubles. It does after a single vowel if
/// the last syllable is stressed. Spelling shows the stress only in words of
/// one syllable; the files list the forms of longer words that double.
fn doubles(lemma: &str) -> Option<char> {
    let mut back = lemma.chars().rev();
    let (last, vowel, before) = (back.next()?, back.next()?, back.next()?);
    let is_vowel = |c: char| "aeiou".contains(c);
    let closed = !is_vowel(last)
        && !"wxy".contains(last)
        && is_vowel(vowel)
        && (!is_vowel(before) || before == 'u' && lemma.contains("qu"));
    let syllables = lemma.chars().filter(|&c| is_vowel(c) || c == 'y').count() - usize::from(lemma.contains("qu"));
    (closed && syllables == 1).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        for (lemma, s, ed, ing) in [
            ("walk", "walks", "walked", "walking"),
            ("deny", "denies", "denied", "denying"),
            ("praise", "praises", "praised", "praising"),
            ("quip", "quips", "quipped", "quipping"),
            ("lie", "lies", "lied", "lying"),
            ("agree", "agrees", "agreed", "agreeing"),
            ("visit", "visits", "visited", "visiting"),
            ("slam", "slams", "slammed", "slamming"),
            ("express", "expresses", "expressed", "expressing"),
            ("vow", "vows", "vowed", "vowing"),
            ("plead", "pleads", "pleaded", "pleading"),
        ] {
            assert_eq!((third(lemma), past(lemma), gerund(lemma)), (s.into(), ed.into(), ing.into()), "{lemma}");
        }
    }
}
