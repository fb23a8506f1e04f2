//! Constraints for words that can be the verb of a subject before them.

use super::cohort::Cohort;
use super::constraint::Constraint;
use crate::attribution::Act;
use crate::closed_class::{
    AFTER_PARTICLE, AND, INDEFINITE_DETERMINERS, NUMBERS, PARTICLES, SINGULAR_AUXILIARIES, THE, WITH, is_any,
};
use crate::function_word::Function;
use crate::lexicon::{Class, ClassSet, Forms, Mark, Pos, PredicateKind};
use crate::syntax::candidates::starts_after;
use crate::syntax::context::Context;
use crate::syntax::tag::Tag;
use crate::token::{Shape, Token, TokenKind};

/// The most tokens between a verb that quotes somebody and the colon after that
/// person.
const INTRODUCED: usize = 12;

/// How many tokens back the verb of a clause is searched for.
const CLAUSE: usize = 60;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "participle-after-name-adjective",
        about: "A participle between a name that is an adjective and a noun modifies the noun: *Democratic \
                registered voters*.",
        select: |c| {
            let modifies =
                after_name_adjective(c) && c.has(Tag::Participle) && c.follows().nominal && !c.follows().content;
            modifies.then_some(Tag::Adjective)
        },
        examples: &[("They asked Democratic [registered] voters.", Tag::Adjective)],
        counterexamples: &[("Ruiz [registered] voters on Monday.", Tag::VerbPast)],
    },
    Constraint {
        name: "plural-after-name-adjective",
        about: "A word that can be a plural noun is one after a name that is an adjective, unless it introduces a \
                quotation: *Western states*.",
        select: |c| c.select(Tag::PluralNoun).filter(|_| after_name_adjective(c)),
        examples: &[("They asked Western [states] for help.", Tag::PluralNoun)],
        counterexamples: &[("Frank [quotes] former adviser Ana Ruiz: \"The dam failed.\"", Tag::VerbThird)],
    },
    Constraint {
        name: "gerund-after-noun",
        about: "A reporting verb that can be a gerund is one between a noun or comma and a clause or quotation (*a \
                letter warning that*, *, warning: “…”*), and behind *with* and a name.",
        select: |c| {
            let content = || c.follows().clause || c.right_is(TokenKind::DoubleQuote);
            let gerund = c.has(Tag::Gerund)
                && c.is_reporting()
                && match c.left() {
                    Some(Tag::Noun | Tag::PluralNoun) => content(),
                    Some(Tag::Comma) => content() || c.right_is(TokenKind::Colon),
                    Some(Tag::Name) => is_absolute(c),
                    _ => false,
                };
            gerund.then_some(Tag::Gerund)
        },
        examples: &[
            ("They sent a letter [warning] that the dam was unsafe.", Tag::Gerund),
            ("Ruiz left, [warning]: \"The dam is unsafe.\"", Tag::Gerund),
            ("They met on Monday, with mayor Ana Ruiz [warning] of a flood.", Tag::Gerund),
        ],
        counterexamples: &[
            ("They had a storm [warning] on Monday.", Tag::Noun),
            ("They read the Ruiz [warning] of a flood.", Tag::Noun),
        ],
    },
    Constraint {
        name: "noun-after-noun",
        about: "A word that is first of all an adjective is a noun after a noun and before no other.",
        select: |c| {
            let last = c.first() == Tag::Adjective && c.left() == Some(Tag::Noun) && !c.follows().nominal;
            c.select(Tag::Noun).filter(|_| last)
        },
        examples: &[("They met on the town [square].", Tag::Noun)],
        counterexamples: &[("They met the [general] on Monday.", Tag::Adjective)],
    },
    Constraint {
        name: "participle-before-agent",
        about: "A participle that is no past form is one before *by*: *the program, run by the state,*.",
        select: |c| {
            let passive = !c.has(Tag::VerbPast) && c.has(Tag::Participle) && c.follows().by;
            (passive && (after_subject(c) || c.opens())).then_some(Tag::Participle)
        },
        examples: &[
            ("The program, [run] by the state, failed.", Tag::Participle),
            ("[Contacted] by the state, Ito said no.", Tag::Participle),
        ],
        counterexamples: &[("They [run] the state.", Tag::VerbBase)],
    },
    Constraint {
        name: "modifier-behind-speech",
        about: "A verb form between the end of somebody's speech, a comma, a conjunction or the start of a sentence \
                and the noun of a subject modifies that noun: *“…,” leaked emails said*.",
        select: |c| {
            let before = matches!(c.left_of_adverbs(), Some(Tag::QuoteMark | Tag::Comma | Tag::Conjunction));
            let form = c.find(|t| matches!(t, Tag::VerbPast | Tag::Participle | Tag::VerbBase)).is_some();
            let behind_quotation = c.left_of_adverbs() == Some(Tag::QuoteMark);
            // *one of them, who left, said Ito thinks so*: a verb of saying.
            let may_modify = behind_quotation || (before || c.opens()) && !takes_clause(c);
            let modifies = may_modify && form && c.follows().nominal && says_ahead(c, behind_quotation);
            modifies.then(|| c.nominal().unwrap_or(Tag::Adjective))
        },
        examples: &[
            ("\"The dam failed,\" [leaked] emails said.", Tag::Adjective),
            ("\"The dam failed,\" recently [hacked] emails said.", Tag::Adjective),
            ("\"The dam failed,\" [lead] researcher Ana Ruiz said.", Tag::Noun),
            ("\"The dam failed,\" [elected] officials and leaders said.", Tag::Adjective),
            ("Activists and [elected] officials said the dam failed.", Tag::Adjective),
            ("[Fed] officials said the dam failed.", Tag::Adjective),
        ],
        counterexamples: &[
            ("\"The dam failed,\" [announced] officials on Monday.", Tag::VerbPast),
            ("They left and [warned] officials that the dam failed.", Tag::VerbPast),
            ("A farmer, who left, [said] Ito thinks the dam failed.", Tag::VerbPast),
        ],
    },
    Constraint {
        name: "one-verb",
        about: "A clause has one finite verb: a word that can be something else is no verb if a finite verb of \
                saying follows.",
        select: |c| {
            let form = c.other_than_verb().or_else(|| c.select(Tag::Participle))?;
            let yields = is_no_clear_verb(c) && says_ahead(c, false);
            yields.then(|| if form == Tag::Participle && modifies_right(c) { Tag::Adjective } else { form })
        },
        examples: &[
            ("People [briefed] on the call said that it rained.", Tag::Participle),
            ("All sources [contacted] said that it rained.", Tag::Participle),
            ("Republican [elected] officials said that it rained.", Tag::Adjective),
        ],
        counterexamples: &[
            ("Aides [close] the port, Ruiz said.", Tag::VerbBase),
            ("Aides [say] officials said no.", Tag::VerbBase),
            ("People [voted] on the call.", Tag::VerbPast),
            ("They [bought] a port said to be old.", Tag::VerbPast),
            ("The league [condemned] the plan announced on Monday.", Tag::VerbPast),
        ],
    },
    Constraint {
        name: "noun-before-verb",
        about: "A word that agrees with a subject is no verb if it can be something else and nothing shows that it \
                is the verb.",
        select: |c| {
            let form = agreeing(c)?;
            (!is_finite(c, form)).then(|| c.other_than_verb().unwrap_or(form))
        },
        examples: &[("The state [plans] were late.", Tag::PluralNoun)],
        counterexamples: &[("The state [plans] to build a dam.", Tag::VerbThird)],
    },
    Constraint {
        name: "participle-after-piece",
        about: "A verb of publishing is a participle after a preposition and an interview or document: *said in an \
                interview published late on Monday that*.",
        select: |c| {
            const PIECE: ClassSet = ClassSet::of(&[Class::INTERVIEW, Class::DOCUMENT, Class::NEWS_PIECE]);
            let publishes = c.mark().classes.has(Class::PUBLISHING) && !c.mark().classes.has(Class::QUOTING);
            let piece = c.left() == Some(Tag::Noun) && c.left_mark().is_some_and(|m| m.classes.any(PIECE));
            let mut back = c.tags.iter().rev().skip_while(|t| t.is_nominal() || **t == Tag::Adjective);
            let mut inside = || back.find(|t| **t != Tag::Determiner) == Some(&Tag::Preposition);
            (can_be_participle(c) && publishes && piece && !c.follows().content && inside()).then_some(Tag::Participle)
        },
        examples: &[("He said in an interview [published] late on Monday that it rained.", Tag::Participle)],
        counterexamples: &[("He said the paper [published] the letter.", Tag::VerbPast)],
    },
    Constraint {
        name: "participle-before-name",
        about: "A verb of naming is a participle after an indefinite noun: *a cleric named Ito*.",
        select: |c| {
            let participle = can_be_participle(c) && c.left() == Some(Tag::Noun) && names_noun(c);
            participle.then_some(Tag::Participle)
        },
        examples: &[("She led a program [called] Tidewater.", Tag::Participle)],
        counterexamples: &[("The mayor [called] Ito a liar.", Tag::VerbPast)],
    },
    Constraint {
        name: "reduced-relative",
        about: "A past form is a participle before an agent and, between commas, before a preposition; not after a \
                pronoun and not where the commas before it come in pairs.",
        select: |c| {
            let comma = c.left() == Some(Tag::Comma);
            let participle = can_be_participle(c)
                && c.left() != Some(Tag::Pronoun)
                && (c.follows().by || comma && c.follows().preposition)
                && !(comma && closes_parenthesis(c));
            participle.then_some(Tag::Participle)
        },
        examples: &[
            ("A bill [passed] by the senate failed.", Tag::Participle),
            ("Ito, [accused] of theft, left.", Tag::Participle),
        ],
        counterexamples: &[
            ("He [stood] by it.", Tag::VerbPast),
            ("Ito, who runs the bank, [said] on Monday that it rained.", Tag::VerbPast),
        ],
    },
    Constraint {
        name: "verb-after-subject",
        about: "Any other word that agrees with a subject is its verb.",
        select: agreeing,
        examples: &[
            ("The farmers [question] the plan.", Tag::VerbBase),
            ("He [stood] by it.", Tag::VerbPast),
            ("“The sea took it,” [reply] Ruiz and Ito.", Tag::VerbBase),
            ("It is a figure which the council [claims] is too low.", Tag::VerbThird),
        ],
        counterexamples: &[("The state [plans] were late.", Tag::PluralNoun)],
    },
];

/// Whether the word can be the verb of a subject before it.
fn after_subject(c: &Cohort<'_>) -> bool {
    let (left, before) = (c.left(), c.left_of_adverbs());
    matches!(left, Some(Tag::Pronoun | Tag::Wh | Tag::That))
        || matches!(before, Some(Tag::Pronoun | Tag::Noun | Tag::PluralNoun | Tag::Name | Tag::Close | Tag::QuoteMark))
        || before == Some(Tag::Comma) && matches!(left, Some(Tag::Comma | Tag::Adverb))
}

/// Returns the word's reading as a finite verb that agrees with the subject
/// before it; `None` if there is no subject or no such reading.
fn agreeing(c: &Cohort<'_>) -> Option<Tag> {
    *c.agreeing.get_or_init(|| {
        if !after_subject(c) {
            return None;
        }
        let before = c.left_of_adverbs();
        let plural = has_plural_subject(c);
        c.find(|t| match t {
            Tag::VerbPast => true,
            // *The meme that was shared 400 times falsely claims*
            Tag::VerbThird => before != Some(Tag::PluralNoun) || c.left() == Some(Tag::Adverb),
            Tag::VerbBase => plural || c.left() == Some(Tag::Pronoun),
            _ => false,
        })
    })
}

/// Whether the subject before the word is or may be a plural.
fn has_plural_subject(c: &Cohort<'_>) -> bool {
    let left = c.left();
    c.left_of_adverbs() == Some(Tag::PluralNoun)
        || left == Some(Tag::Name) && plural_opens(c)
        || c.follows().clause && matches!(left, Some(Tag::Noun | Tag::Name)) && plural_head(c.tags)
        || c.left_function() == Some(Function::PluralPronoun)
        || inverts(c)
        || matches!(left, Some(Tag::Wh | Tag::That | Tag::Conjunction))
}

/// Whether a plural subject stands behind the verb: *“The sea took it,” reply
/// Ruiz and Ito*.
fn inverts(c: &Cohort<'_>) -> bool {
    const NAMES: usize = 8;
    let Context { tokens, text, .. } = c.context;
    let inside = c.at.checked_sub(2).map(|i| tokens[i].kind);
    let subject = tokens[c.at + 1..].iter().take(NAMES).take_while(|t| t.kind == TokenKind::Word);
    c.left() == Some(Tag::QuoteMark)
        && inside.is_some_and(|k| matches!(k, TokenKind::Comma | TokenKind::Exclamation))
        && c.shape() == Shape::Lower
        && c.is_reporting()
        && !c.right_has(Class::TITLE)
        && (c.right_tag() == Some(Tag::Determiner) || subject.clone().any(|t| t.is_any(text, AND)))
}

/// Whether the reading `form`, which agrees with the subject, is likely the
/// word's reading here: it is the only or the commonest one, or what follows
/// shows it.
fn is_finite(c: &Cohort<'_>, form: Tag) -> bool {
    let follows = c.follows();
    let ambiguous = || c.find(|t| t.is_nominal() || matches!(t, Tag::Adjective | Tag::Adverb)).is_some();
    matches!(c.left(), Some(Tag::Pronoun | Tag::Wh))
        || follows.content
        || c.first().is_verb() && !follows.verb
        || !ambiguous()
        || counts_object(c, form)
        || introduces_quotation(c)
        || is_evidence(c, form)
        || is_extracted(c, form)
        || governs_right(c, form)
        || !follows.nominal && !follows.verb && (behind_speech(c) && !says_ahead(c, true) || closes_report(c))
}

/// Whether a number opens the verb's object: *the report quotes one farmer*.
fn counts_object(c: &Cohort<'_>, form: Tag) -> bool {
    form == Tag::VerbThird
        && c.left() == Some(Tag::Noun)
        && c.is_reporting()
        && c.right().is_some_and(|t| t.is_any(c.context.text, NUMBERS))
}

/// Whether the verb introduces a quotation: *Ito quotes former mayor Ruiz:*.
fn introduces_quotation(c: &Cohort<'_>) -> bool {
    let mut ahead = c.context.tokens[c.at..].iter().take(INTRODUCED);
    c.left() == Some(Tag::Name)
        && c.mark().classes.has(Class::QUOTING)
        && agreeing(c) == Some(Tag::VerbThird)
        && ahead.any(|t| t.kind == TokenKind::Colon)
}

/// Whether it is the verb of a clause from which a subject is extracted: *which
/// the council claims is too low*. As a plural noun, it would not agree with the
/// next verb.
fn is_extracted(c: &Cohort<'_>, form: Tag) -> bool {
    const SUBJECT: usize = 4;
    let singular = c.right().is_some_and(|t| t.is_any(c.context.text, SINGULAR_AUXILIARIES));
    let before = c
        .tags
        .iter()
        .rev()
        .take(SUBJECT)
        .find(|t| !matches!(t, Tag::Noun | Tag::Name | Tag::Adjective | Tag::Determiner));
    form == Tag::VerbThird
        && singular
        && c.is_reporting()
        && !c.has(Tag::Noun)
        && matches!(before, Some(Tag::Wh | Tag::That))
}

/// Whether it is a verb of evidence after a plural noun: *records show*.
fn is_evidence(c: &Cohort<'_>, form: Tag) -> bool {
    form == Tag::VerbBase
        && c.left() == Some(Tag::PluralNoun)
        && !c.follows().verb
        && c.predicates().any(|p| p.kind == PredicateKind::Verb && p.act == Act::Evidence)
}

/// Whether the preposition or particle after the word is the verb's own:
/// *critics point to*.
fn governs_right(c: &Cohort<'_>, form: Tag) -> bool {
    let Some(right) = c.right_mark() else { return false };
    let subject = form == Tag::VerbBase && c.left() == Some(Tag::PluralNoun) || shoots_back(c);
    let frame = || c.right().and_then(|t| c.context.lexicon.frame(t.text(c.context.text))).unwrap_or_default();
    subject
        && c.predicates().any(|p| {
            p.kind == PredicateKind::Verb
                && (p.tail.first() == Some(&right.word) || p.tail.is_empty() && p.frames.any(frame()))
        })
}

/// Whether the word is a verb with a particle after a name: *Ito shot back,
/// "…"*. The particle must end the clause or have its own complement.
fn shoots_back(c: &Cohort<'_>) -> bool {
    let Context { text, tokens, .. } = c.context;
    let goes_on = |t: &Token| {
        matches!(t.kind, TokenKind::Comma | TokenKind::Colon | TokenKind::DoubleQuote) || t.is_any(text, AFTER_PARTICLE)
    };
    c.left() == Some(Tag::Name)
        && c.right().is_some_and(|t| t.is_any(text, PARTICLES))
        && tokens.get(c.at + 2).is_some_and(goes_on)
}

/// Whether the end of somebody's speech and then only a noun phrase stand
/// before the word: *"…," Ruiz shot back*. The noun phrase is a subject that
/// still needs a verb.
fn behind_speech(c: &Cohort<'_>) -> bool {
    let (tokens, tags) = (c.context.tokens, c.tags);
    // *…," answering questions*: the word before is a gerund, not a subject.
    if c.left_mark().is_none_or(|m| c.context.lexicon.forms(m.word).has(Forms::GERUND)) {
        return false;
    }
    let back = tags.iter().rev().take(6);
    let words = back.take_while(|t| t.is_nominal() || matches!(t, Tag::Determiner | Tag::Adjective)).count();
    let Some(mark) = tags.len().checked_sub(words + 1) else { return false };
    words > 0
        && mark > 0
        && tags[mark] == Tag::QuoteMark
        && matches!(tokens[mark - 1].kind, TokenKind::Comma | TokenKind::Exclamation)
}

/// Whether *with* and a name are before the word, and a preposition behind it:
/// *with Ana Ruiz warning of*.
fn is_absolute(c: &Cohort<'_>) -> bool {
    const NAME: usize = 6;
    let before = c.tags.iter().enumerate().rev().take(NAME);
    let name = |t: Tag| matches!(t, Tag::Name | Tag::Noun | Tag::Adjective | Tag::Determiner);
    let first = before.take_while(|(_, t)| name(**t)).last().map_or(c.at, |(i, _)| i);
    let word = first.checked_sub(1).map(|i| c.context.tokens[i].text(c.context.text));
    c.follows().preposition && word.is_some_and(|w| is_any(w, WITH))
}

/// Whether a comma, a speaker and the verb end or interrupt a sentence: *Prices
/// rose, Politico reports.* The noun phrase between the commas needs a verb.
fn closes_report(c: &Cohort<'_>) -> bool {
    let Some(paren) = c.context.lexicon.frame("paren") else { return false };
    let is_end = c.right().is_none_or(|t| t.kind == TokenKind::Period) || c.follows().preposition;
    let ends = is_end || c.right_is(TokenKind::Comma);
    if !ends || !c.predicates().any(|p| p.kind == PredicateKind::Verb && p.tail.is_empty() && p.frames.any(paren)) {
        return false;
    }
    let back = c.tags.iter().rev().take(6);
    let inside = |t: &&Tag| t.is_nominal() || matches!(t, Tag::Determiner | Tag::Adjective | Tag::Possessive);
    let words = back.take_while(inside).count();
    let comma = c.tags.len().checked_sub(words + 1).filter(|&i| words > 0 && c.tags[i] == Tag::Comma);
    comma.is_some_and(|i| has_verb(&c.tags[..i]) == is_end)
}

/// Whether the word before, tagged as a name, is an adjective: *Democratic
/// registered voters*, *Western states that*.
fn after_name_adjective(c: &Cohort<'_>) -> bool {
    let lexicon = c.context.lexicon;
    c.left() == Some(Tag::Name)
        && c.left_mark().is_some_and(|m| lexicon.pos(m.word).first() == Some(&Pos::Adjective))
        && !introduces_quotation(c)
}

/// Whether the word is a past form after its subject and can be a participle.
fn can_be_participle(c: &Cohort<'_>) -> bool {
    c.has(Tag::Participle) && agreeing(c) == Some(Tag::VerbPast)
}

/// Whether the word before opens the sentence and has the form of a plural, so
/// that its capital does not show a name: *Critics question the plan*.
fn plural_opens(c: &Cohort<'_>) -> bool {
    let (at, Context { tokens, lexicon, names, .. }) = (c.at, c.context);
    let opens = at == 1 || at > 1 && (tokens[at - 1].opens_paragraph || starts_after(c.tags[at - 2]));
    let unnamed = |word| !names.contains(&word) && lexicon.gender(word).is_none();
    opens && c.left_word().ends_with('s') && c.left_mark().is_some_and(|m| unnamed(m.word))
}

/// Whether the noun phrase that ends here has a plural head further left or
/// joins two: *documents released by the city show*, *Ruiz and Ito question*.
fn plural_head(tags: &[Tag]) -> bool {
    let mut behind = None;
    for &tag in tags.iter().rev().take(12) {
        match tag {
            Tag::PluralNoun if matches!(behind, Some(Tag::Preposition | Tag::Participle)) => return true,
            Tag::Conjunction => {
                return behind
                    .is_some_and(|t: Tag| t.is_nominal() || matches!(t, Tag::Determiner | Tag::PossessivePronoun));
            }
            Tag::Noun
            | Tag::PluralNoun
            | Tag::Name
            | Tag::Number
            | Tag::Adjective
            | Tag::Determiner
            | Tag::PossessivePronoun
            | Tag::Possessive
            | Tag::Preposition
            | Tag::Participle => {}
            _ => return false,
        }
        behind = Some(tag);
    }
    false
}

/// Whether the word is a verb of saying, which can have a clause as its object.
fn takes_clause(c: &Cohort<'_>) -> bool {
    let paren = c.context.lexicon.frame("paren").unwrap_or_default();
    c.predicates().any(|p| p.kind == PredicateKind::Verb && p.frames.any(paren))
}

/// Whether the word can be the verb of a noun before it, and neither its subject
/// nor an object or clause behind it shows that it is.
fn is_no_clear_verb(c: &Cohort<'_>) -> bool {
    let Some(form) = agreeing(c) else { return false };
    // *condemned the plan announced on Monday*: it has an object.
    let object = form == Tag::VerbPast && c.follows().content;
    // *Critics say officials said no*: it has a clause of its own.
    let noun = matches!(c.left(), Some(Tag::Noun | Tag::PluralNoun | Tag::Name));
    let says = || c.first().is_verb() && takes_clause(c) && !(noun && c.follows().preposition);
    !matches!(c.left(), Some(Tag::Pronoun | Tag::Wh | Tag::That)) && !object && !says()
}

/// Whether the word to the right is a noun, and no time.
fn modifies_right(c: &Cohort<'_>) -> bool {
    let noun = |m: &Mark| !m.classes.has(Class::TIME) && c.context.lexicon.pos(m.word).first() != Some(&Pos::Adjective);
    c.follows().nominal && c.right_mark().is_some_and(noun)
}

/// Whether a finite verb of saying follows within a few tokens, before any
/// punctuation, auxiliary or clause and, unless `joined`, before a conjunction
/// or relative pronoun.
fn says_ahead(c: &Cohort<'_>, joined: bool) -> bool {
    let Context { tokens, marks, functions, lexicon, .. } = c.context;
    let Some(paren) = lexicon.frame("paren") else { return false };
    let goes_on = |&i: &usize| {
        let words = matches!(tokens[i].kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic);
        words
            && !functions[i].tag().is_some_and(|t| match t {
                Tag::Conjunction | Tag::Wh => !joined,
                // *close to Ruiz*, but not *want to leave*
                Tag::To => marks.get(i + 1).is_some_and(|m| lexicon.forms(m.word).has(Forms::BASE)),
                t => t.is_auxiliary() || matches!(t, Tag::That | Tag::Subordinator | Tag::Pronoun),
            })
    };
    let says = |i: usize| {
        let word = marks[i].word;
        let past = |p: &Pos| matches!(p, Pos::VerbPast | Pos::VerbThird);
        let reports = |&(p, forms): &(u32, Forms)| {
            forms.has(Forms::PAST.with(Forms::THIRD)) && lexicon.predicate(p).frames.any(paren)
        };
        c.context.shapes[i] == Shape::Lower
            && lexicon.pos(word).first().is_none_or(past)
            && lexicon.predicates(word).iter().any(reports)
            // *a house said to be old*, *in an emailed statement*
            && functions.get(i + 1) != Some(&Function::To)
            && functions[i - 1] != Function::Determiner
    };
    (c.at + 1..tokens.len()).take(9).take_while(goes_on).any(says)
}

/// Whether the comma before the word closes a parenthesis, so that a finite
/// verb follows it (*Ito, who runs the bank, said on Monday*); after a comma
/// that opens one stands a participle (*Ito, accused of theft, left*). If the
/// clause has had no verb yet, the test is whether one is still to come.
fn closes_parenthesis(c: &Cohort<'_>) -> bool {
    if !has_verb(c.tags) {
        return !resumes(c);
    }
    clause_before(c.tags).filter(|t| *t == Tag::Comma).count() % 2 == 0
}

/// The tags of the sentence before the word, nearest first.
fn clause_before(tags: &[Tag]) -> impl Iterator<Item = Tag> {
    tags.iter().rev().copied().take(CLAUSE).take_while(|t| !matches!(t, Tag::Stop | Tag::QuoteMark))
}

/// Whether the sentence has had a finite verb outside relative clauses.
fn has_verb(tags: &[Tag]) -> bool {
    let mut verb = false;
    for tag in clause_before(tags) {
        match tag {
            Tag::Wh | Tag::That => verb = false,
            Tag::Comma if verb => return true,
            t => verb |= t.is_auxiliary() || matches!(t, Tag::VerbBase | Tag::VerbThird | Tag::VerbPast),
        }
    }
    verb
}

/// Whether a finite verb follows the next comma: *Ito, accused of theft, left*.
fn resumes(c: &Cohort<'_>) -> bool {
    let Context { tokens, marks, functions, lexicon, .. } = c.context;
    let mut ahead = (c.at + 1..tokens.len()).take(30).take_while(|&i| !tokens[i].opens_paragraph);
    let Some(comma) = ahead.find(|&i| tokens[i].kind == TokenKind::Comma) else { return false };
    let next = comma + 1 + usize::from(functions.get(comma + 1) == Some(&Function::Adverb));
    functions.get(next).and_then(|f| f.tag()).is_some_and(Tag::is_auxiliary)
        || marks.get(next).is_some_and(|m| {
            let forms = lexicon.forms(m.word);
            forms.has(Forms::PAST)
                || forms.has(Forms::THIRD)
                || lexicon.pos(m.word).iter().any(|p| matches!(p, Pos::VerbPast | Pos::VerbThird))
        })
}

/// Whether the word is a participle that introduces a name: *a cleric named
/// Ito*, *a program called "Tides"*. The noun before must be indefinite and,
/// with *called* in mid-clause, not a person who could be the one calling.
fn names_noun(c: &Cohort<'_>) -> bool {
    let (at, tags) = (c.at, c.tags);
    let Context { text, tokens, marks, functions, lexicon, .. } = c.context;
    let naming = c.mark().classes.has(Class::NAMING);
    let capital = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Capital);
    let name = at + 1 + usize::from(c.right().is_some_and(|t| t.is_any(text, THE)));
    if !naming || !capital(name) && !c.right_is(TokenKind::DoubleQuote) {
        return false;
    }
    // *a man called Ito left* has its verb still to come; *a man called Ito a
    // liar* has had it.
    let behind = (name..name + 5).find(|&i| !capital(i));
    let alone = behind.filter(|&i| i > name).is_some_and(|i| {
        tokens.get(i).is_none_or(|t| t.kind != TokenKind::Word)
            || matches!(functions[i].tag(), Some(Tag::Conjunction | Tag::Wh | Tag::Preposition))
            || functions[i].tag().is_some_and(Tag::is_auxiliary)
            || lexicon.pos(marks[i].word).first().is_some_and(|p| matches!(p, Pos::VerbPast | Pos::VerbThird))
    });
    let speaks = ClassSet::of(&[Class::SPOKESPERSON, Class::ROLE, Class::UNNAMED_SOURCE]);
    let determiner = (0..at).rev().take(6).find(|&i| !tags[i].is_nominal() && tags[i] != Tag::Adjective);
    let indefinite = determiner.is_some_and(|i| tokens[i].is_any(text, INDEFINITE_DETERMINERS));
    let calls = c.predicates().any(|p| lexicon.frame("small").is_some_and(|small| p.frames.any(small)));
    indefinite && (alone || !calls || !marks[at - 1].classes.any(speaks))
}
