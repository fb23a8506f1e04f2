"""Reads a corpus with its tags, and guesses the frame of a verb or noun.

The frames are those of grammar/README.md. A guess looks only at the few tokens
on either side of the word. It is meant for counting, where errors average out.
"""

import gzip
import json
from dataclasses import dataclass

OPENING = set("“‘«") | {'"', "''", "``"}
STOPS = {".", "?", "!", ";"}
BE = set("be is are was were been being am 's ’s 're ’re 'm ’m".split())
HAVE = set("have has had having 've ’ve 'd ’d".split())
PREPOSITIONS = {
    "of", "for", "on", "about", "to", "at", "with", "against", "in", "over", "from",
    "upon", "into", "toward", "towards",
}
OBJECT_PREPOSITIONS = {"of", "for", "on", "about", "against", "from", "with"}
PARTICLES = {"out", "off", "up", "down", "back", "away", "aside", "around", "forward", "through"}
WH = {"how", "whether", "why", "what", "who"}
LOOSE_WH = {"when", "where", "which", "if"}
TAKES_LOOSE_WH = {"ask", "wonder", "know", "say", "explain", "question", "tell", "see", "remember", "recall", "decide", "determine"}
WEEKDAYS = set("monday tuesday wednesday thursday friday saturday sunday".split())
WHEN = WEEKDAYS | {"today", "yesterday", "tonight", "earlier", "later", "recently", "then", "now"}
PERIODS = set("week month year night day morning afternoon evening summer fall spring winter weekend time".split())
VENUES = set(
    "statement interview speech email e-mail post memo letter tweet rally conference event briefing call release op-ed "
    "report article column editorial testimony debate hearing message video note blog".split()
)
OF_OBJECT = {"accuse", "remind", "inform", "convince", "suspect", "warn", "assure", "notify", "convict", "persuade", "acquit", "advise"}
TELLS = {
    "tell", "inform", "assure", "remind", "warn", "advise", "ask", "notify", "promise", "convince", "persuade", "show",
    "email", "text", "teach", "caution", "reassure", "brief", "instruct", "quote", "cite", "urge", "beg", "challenge",
}
NOMINAL = {"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON", "SYM"}
SUBJECTS = {"he", "she", "they", "i", "we", "it", "you", "there", "this", "these", "those"}


@dataclass
class Article:
    words: list
    low: list
    pos: list
    role: list      # for each token: None, "cue", "source" or "content" of an attribution
    spaced: list    # for each token: whether a space precedes it
    cue: list       # for each token: the number of the attribution whose cue it belongs to, or None


def read(corpus, tags):
    for line, tagged in zip(open(corpus, encoding="utf8"), open(tags, encoding="utf8")):
        article, tagged = json.loads(line), json.loads(tagged)
        assert article["id"] == tagged["id"]
        text = article["text"]
        roles = [None] * (len(text) + 1)
        numbers = [None] * (len(text) + 1)
        for role in ("content", "source", "cue"):
            for number, attribution in enumerate(article["attributions"]):
                if attribution.get("extra"):
                    continue
                for span in attribution[role]:
                    for at in range(span["start"], span["end"]):
                        roles[at] = role
                        if role == "cue":
                            numbers[at] = number
        words, pos, role, spaced, cue, at = [], [], [], [], [], 0
        for word, tag in zip(tagged["tokens"], tagged["pos"]):
            if not word.strip():
                if "\n" in word:
                    words.append("\n"), pos.append("BREAK"), role.append(None), spaced.append(True), cue.append(None)
                continue
            found = text.find(word, at)
            if found < 0 or found > at + 80:
                continue
            words.append(word)
            pos.append(tag)
            role.append(roles[found])
            cue.append(numbers[found])
            spaced.append(found == 0 or text[found - 1].isspace())
            at = found + len(word)
        yield Article(words, [w.lower().replace("’", "'") for w in words], pos, role, spaced, cue)


class Inflections:
    """Lemmas and forms of verbs and nouns, from lemminflect's table (MIT licence)."""

    def __init__(self, path, known_verbs):
        self.verb_lemma, self.verb_forms = {}, {}
        self.noun_lemma, self.plural = {}, {}
        for line in gzip.open(path, "rt", encoding="utf8"):
            lemma, pos, *forms = line.rstrip("\n").split(",")
            if not lemma.isalpha() or not lemma.islower():
                continue
            if pos == "verb" and lemma in known_verbs:
                # each form can have several spellings: a/b
                past, participle, gerund, third = [f.split("/") if f else [] for f in forms]
                self.verb_forms[lemma] = [past, gerund, third, participle or past]
            elif pos == "noun":
                for form in forms[0].split("/"):
                    self.noun_lemma.setdefault(form, lemma)
                self.plural[lemma] = forms[0].split("/")
        # a form that is also a base form maps to itself: "found", "saw"
        for lemma, forms in self.verb_forms.items():
            for group in forms:
                for form in group:
                    self.verb_lemma.setdefault(form, lemma)
        for lemma in self.verb_forms:
            self.verb_lemma[lemma] = lemma


def opens(article, at):
    word = article.words[at]
    if word in {'"', "''"}:
        return article.spaced[at] and at + 1 < len(article.words) and not article.spaced[at + 1]
    return word in OPENING


def closes(article, at):
    word = article.words[at]
    if word in {'"', "''"}:
        return not opens(article, at)
    return word == "”"


def skip_adverbs(article, at):
    while at < len(article.words) and (
        article.pos[at] == "ADV" and article.low[at] not in WH | LOOSE_WH | PARTICLES | {"as", "that", "about", "over"}
    ):
        at += 1
    return at


def skip_time(article, at):
    """Returns the token behind times and venues that begin here: *Tuesday, on Monday, last week, in a statement*."""
    low, n = article.low, len(article.low)
    start = at
    while at < n:
        if low[at] in WHEN:
            at += 1
        elif low[at] in {"on", "late", "early"} and at + 1 < n and low[at + 1] in WEEKDAYS:
            at += 2
        elif low[at] in {"last", "this", "earlier"} and at + 1 < n and low[at + 1] in PERIODS | WEEKDAYS | {"this"}:
            at += 2
        elif low[at] in {"in", "at", "on", "during"}:
            end = at + 1
            while end < n and end < at + 7 and low[end] not in VENUES and article.pos[end] in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "PUNCT"} and low[end] not in {",", "."}:
                end += 1
            if end < n and end > at + 1 and low[end] in VENUES:
                at = end + 1
            else:
                break
        else:
            break
    return at if at < n else start


def noun_phrase(article, at):
    """Returns the end of a simple noun phrase that begins here, and whether its head is a name or object pronoun."""
    pos, low, n = article.pos, article.low, len(article.low)
    start, seen_head, name = at, False, False
    if low[at] in {"him", "her", "them", "me", "us", "it", "himself", "herself", "itself", "themselves", "myself", "you", "everyone", "anyone", "someone", "nobody"} and pos[at] == "PRON":
        if low[at] != "her" or at + 1 >= n or pos[at + 1] not in {"NOUN", "ADJ"}:
            return at + 1, True
    while at < n:
        if pos[at] in {"NOUN", "PROPN"}:
            seen_head, name = True, pos[at] == "PROPN"
        elif pos[at] in {"DET", "PRON"} and at > start:
            break
        elif low[at] in {"'s", "'"} and at > start and pos[at] in {"PART", "PUNCT"}:
            seen_head = False
        elif low[at] == "-" and not article.spaced[at]:
            pass
        elif pos[at] == "ADJ" and seen_head:
            break
        elif pos[at] == "ADV" and at + 1 < n and pos[at + 1] == "ADJ" and not seen_head:
            pass
        elif pos[at] not in NOMINAL:
            break
        at += 1
    return at, name


def finite(article, at):
    at = skip_adverbs(article, at)
    if at >= len(article.words):
        return False
    if article.pos[at] == "AUX":
        return article.low[at] not in {"be", "been", "being"}
    return article.pos[at] == "VERB" and not article.low[at].endswith("ing")


def group_start(article, at):
    """Returns the first token of the verb group with its head here."""
    while at > 0 and (
        article.pos[at - 1] in {"AUX", "ADV"}
        or article.low[at - 1] in {"not", "n't", "to", "never"} | BE | HAVE
    ) and article.low[at - 1] not in {"as", "that", "when", "why", "how"}:
        at -= 1
    return at


def passive(article, at, forms):
    """Whether the verb is a participle after a form of *be* or *get*. `forms` are the past and participle forms of the lemma."""
    if article.low[at] not in forms:
        return False
    back = at - 1
    while back >= 0 and (article.pos[back] == "ADV" or article.low[back] in {"not", "n't"}):
        back -= 1
    return back >= 0 and article.low[back] in BE | {"get", "got", "gets", "getting"}


def has_parenthesis(article, at):
    """*…, Ito said*: whether a comma, dash or closing quotation mark and a short subject precede the verb."""
    start = group_start(article, at)
    for back in range(start - 1, max(-1, start - 14), -1):
        if article.pos[back] == "BREAK" or article.words[back] in STOPS:
            return False
        if closes(article, back) or article.words[back] in {",", "—", "–"}:
            return back < start - 1 and back > 0
    return False


def frame(article, at, lemma, participles, tail=0):
    """Returns the frame of the verb at this token, or "none"."""
    low, pos, words, n = article.low, article.pos, article.words, len(article.low)
    is_passive = not tail and passive(article, at, participles)
    begin = group_start(article, at)
    after = at + 1 + tail
    next_ = skip_adverbs(article, after)
    if next_ >= n:
        return "none"
    if is_passive:
        if low[next_] == "to" and next_ + 1 < n and (pos[next_ + 1] in {"VERB", "AUX"}):
            return "passive-inf"
        if low[next_] == "that":
            return "passive-that"
        return "passive"
    if low[next_] == "by" and low[at] in participles:
        return "passive"
    # "…," said Ito: a subject behind the verb
    if begin == at and at > 1 and not low[at].endswith("ing") and pos[next_] in {"PROPN", "DET", "PRON", "NOUN", "ADJ"}:
        if closes(article, at - 1) or (words[at - 1] == "," and closes(article, at - 2)):
            return "invert"
        if words[at - 1] == "," and lemma in {"say", "write", "add", "note", "report", "explain", "argue", "recall"}:
            return "invert"
    skipped = skip_time(article, next_)
    if words[next_] in STOPS | {",", "\n", "—", ")"} or words[skipped] in STOPS | {",", "\n"}:
        look = skipped if words[skipped] == "," else next_
        if words[look] == "," and look + 1 < n and opens(article, look + 1):
            return "quote"
        if has_parenthesis(article, at):
            return "paren"
        if words[look] in {"\n", "—"} and look + 1 < n and opens(article, look + 1):
            return "quote"
        return "none"
    here = skipped
    here = skip_adverbs(article, here)
    if here >= n:
        return "none"
    if words[here] == ":":
        return "quote"
    if opens(article, here):
        return "quote"
    if low[here] == "that":
        return "that" if pos[here] == "SCONJ" or (here + 1 < n and (low[here + 1] in SUBJECTS or pos[here + 1] == "DET")) else "np"
    if low[here] in WH or (low[here] in LOOSE_WH and lemma in TAKES_LOOSE_WH):
        return "wh"
    if low[here] == "to":
        follow = skip_adverbs(article, here + 1)
        if follow < n and pos[follow] in {"VERB", "AUX"} and not low[follow].endswith("ing"):
            return "inf"
        return "to"
    if low[here] == "as":
        return "as-pp"
    if low[here] in PARTICLES and pos[here] in {"ADP", "ADV", "PART", "ADJ"}:
        return "particle-" + low[here]
    if low[here] in SUBJECTS and here + 1 < n and finite(article, here + 1):
        return "bare"
    if low[here] in PREPOSITIONS and pos[here] in {"ADP", "SCONJ", "PART", "ADV"}:
        return "toward" if low[here] == "towards" else low[here]
    if pos[here] == "VERB" and low[here].endswith("ing"):
        return "gerund"
    if pos[here] in NOMINAL:
        end, name = noun_phrase(article, here)
        while end < n and low[end] in {"of", "and", "or"} and end + 1 < n and pos[end + 1] in NOMINAL and not (
            low[end] == "of" and (name or lemma in OF_OBJECT)
        ):
            end, name = noun_phrase(article, end + 1)
        if end >= n:
            return "np"
        end = skip_adverbs(article, end)
        if end >= n:
            return "np"
        if lemma in TELLS:
            told = skip_time(article, end)
            if low[told] == "that" or words[told] == ":" or opens(article, told) or low[told] in WH | LOOSE_WH:
                return "addressee"
            if words[told] == "," and told + 1 < n and opens(article, told + 1):
                return "addressee"
            if pos[told] in NOMINAL and low[told] not in {"a", "an"}:
                second, _ = noun_phrase(article, told)
                if low[told] in SUBJECTS and finite(article, told + 1) or (second > told and second < n and finite(article, second)):
                    return "addressee"
        if finite(article, end) and pos[here] != "PRON" or (pos[here] == "PRON" and low[here] not in {"him", "them", "me", "us", "himself", "herself"} and finite(article, end)):
            return "bare"
        if low[end] == "to" and end + 1 < n and pos[skip_adverbs(article, end + 1)] in {"VERB", "AUX"}:
            return "object-inf"
        if low[end] == "as":
            return "as"
        if low[end] in OBJECT_PREPOSITIONS:
            return "object-" + low[end]
        if opens(article, end) or pos[end] in {"DET", "ADJ"} and low[end] not in {"all", "both"}:
            return "small"
        return "np"
    return "none"


COPULAS = BE | set("seem seems seemed feel feels felt look looks looked sound sounds sounded remain remains remained become becomes became grow grew stay stayed appear appears appeared".split())


def predicative(article, at):
    """Whether the adjective follows a form of *be*, *seem* or the like."""
    back = at - 1
    while back >= 0 and (article.pos[back] == "ADV" or article.low[back] in {"not", "n't", "more", "less", "most", "so", "very", "all"}):
        back -= 1
    return back >= 0 and article.low[back] in COPULAS


def noun_frame(article, at):
    """Returns the frame of the noun at this token, or "alone"."""
    low, pos, words, n = article.low, article.pos, article.words, len(article.low)
    here = at + 1
    if here >= n:
        return "alone"
    if low[here] == "that":
        follows = here + 1 < n and (low[here + 1] in SUBJECTS or pos[here + 1] in {"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"})
        return "that" if follows else "alone"
    if low[here] == "to":
        follow = skip_adverbs(article, here + 1)
        if follow < n and pos[follow] in {"VERB", "AUX"} and not low[follow].endswith("ing"):
            return "inf"
        return "to"
    if low[here] in {"is", "was", "'s"} and pos[here] == "AUX":
        follow = skip_adverbs(article, here + 1)
        if follow < n and (low[follow] in {"that", "to", "how", "whether", "what", "why"} or words[follow] == ":" or opens(article, follow)):
            return "is"
        return "alone"
    if words[here] == ":":
        return "quote"
    if low[here] in WH | {"if"}:
        return "wh"
    if low[here] in PREPOSITIONS | {"into", "among", "by"} and pos[here] in {"ADP", "SCONJ", "PART", "ADV"}:
        return "toward" if low[here] == "towards" else low[here]
    return "alone"


POSSESSIVES = {"his", "her", "their", "my", "our", "its", "your"}


def before_noun(article, at):
    """Returns the first token of the noun phrase with its head here, and whether that is a possessor."""
    back = at - 1
    while back >= 0 and back > at - 6:
        word = article.low[back]
        if word in POSSESSIVES or (word in {"'s", "'"} and article.pos[back] in {"PART", "PUNCT"}):
            return back, True
        if article.pos[back] == "DET":
            return back, False
        if article.pos[back] not in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"} and word != "-":
            return back + 1, False
        back -= 1
    return back + 1, False
