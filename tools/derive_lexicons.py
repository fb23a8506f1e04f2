#!/usr/bin/env python3
"""Derives grammar/lexicons/{verbs,adjectives,nouns,words}.toml.

    node tools/tag_corpus.js TRAIN.jsonl TAGS.jsonl
    python3 tools/derive_lexicons.py verbs|adjectives|nouns|words --corpus TRAIN.jsonl --tags TAGS.jsonl \
        --inflections infl_lu.csv.gz --wordnet WORDNET_DIR --out grammar/lexicons

Only counts are taken from the corpus: how often a word occurs in a frame, and how often it is a
gold cue there. Occurrences inside the content or source of a gold attribution are not counted,
since the gold does not mark nested attributions. tools/reporting_{verbs,adjectives,nouns}.txt
list the words to try, with their acts and frames; tools/word_overrides.txt has entries of
words.toml that are set by hand. Counts of nouns exclude those with a light verb (express
concern), which are counted separately. The result depends only on these files. `infl_lu.csv.gz`
is from the PyPI package lemminflect, the WordNet directory from Debian's wordnet-base.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from reading import POSSESSIVES, PREPOSITIONS, Inflections, before_noun, frame, noun_frame, passive, predicative, read

HERE = Path(__file__).parent
THRESHOLD = DEFAULT = 0.40
# the prior share of cues for a frame in a hand-made table, where it is not 0.6 (measured on rare words)
PRIORS = {("perception", "np"): 0.3, ("question", "np"): 0.3, ("belief", "bare"): 0.4, ("evidence", "np"): 0.45, ("belief", "np"): 0.5}
FRAMES = (
    "that bare quote invert paren wh np inf gerund as small addressee object-inf object-of object-for object-on "
    "object-about object-against object-from object-with of for on about to at with against in over from out upon "
    "into toward as-pp passive-inf passive-that passive copula"
).split()
SAY = "that bare quote invert paren".split()
QUO = "quote invert paren".split()
PREFERRED = {"found": "find", "saw": "see", "felt": "feel", "fell": "fall", "left": "leave", "ground": "grind", "bore": "bear", "bound": "bind", "wound": "wind", "lay": "lay", "shot": "shoot", "stove": "stave", "rent": "rent"}
# second spellings beside the usual form, mostly British doubled consonants
TWO_FORMS = {
    "signal": ("signalled", "signalling"), "label": ("labelled", "labelling"), "counsel": ("counselled", "counselling"),
    "marvel": ("marvelled", "marvelling"), "level": ("levelled", "levelling"), "model": ("modelled", "modelling"),
    "quarrel": ("quarrelled", "quarrelling"), "learn": ("learnt",), "focus": ("focussed", "focussing"), "dream": ("dreamt",), "plead": ("pled",),
    "forecast": ("forecasted",), "spell": ("spelt",),
}
FORMS = {  # for lemmas that the table does not have, or for which it lists rare forms first
    "ad-lib": ("ad-libbed", None, "ad-libbing"), "fact-check": (None, None, None), "e-mail": (None, None, None),
    "retweet": (None, None, None), "tweet": (None, None, None), "diss": (None, None, None), "bet": ("bet", "bet", "betting"),
    "broadcast": ("broadcast", "broadcast", None), "forecast": ("forecast", "forecast", None), "cast": ("cast", "cast", None),
    "quip": ("quipped", None, "quipping"), "quiz": ("quizzed", None, "quizzing"), "plead": (None, None, None),
    "prove": (None, "proven", None), "foresee": ("foresaw", "foreseen", "foreseeing"), "panic": ("panicked", None, "panicking"),
    "learn": (None, None, None), "focus": (None, None, None), "dream": (None, None, None), "spell": (None, None, None), "strike": ("struck", "struck", None),
    "read": ("read", "read", None), "bid": ("bid", "bid", "bidding"), "sing": ("sang", "sung", None), "light": ("lit", "lit", None),
    "lie": ("lied", "lied", "lying"), "hang": ("hung", "hung", None), "fine": (None, None, None), "let": ("let", "let", "letting"),
    "speak": ("spoke", "spoken", None), "shed": ("shed", "shed", "shedding"), "mistake": ("mistook", "mistaken", None),
    "second": (None, None, None), "swear": ("swore", "sworn", None), "strive": ("strove", "striven", None),
    "spread": ("spread", "spread", None), "spin": ("spun", "spun", "spinning"), "get": ("got", "gotten", "getting"),
    "cleave": ("cleaved", None, None), "bear": ("bore", "borne", None), "poll": (None, None, None), "shake": ("shook", "shaken", None),
    "shine": ("shone", "shone", None), "hit": ("hit", "hit", "hitting"), "put": ("put", "put", "putting"), "set": ("set", "set", "setting"),
    "bellow": (None, None, None), "telegraph": (None, None, None), "e-mail": (None, None, None), "address": (None, None, None),
    "cling": ("clung", "clung", None), "tear": ("tore", "torn", None), "cut": ("cut", "cut", "cutting"), "rip": ("ripped", None, "ripping"),
    "sell": ("sold", "sold", None), "bite": ("bit", "bitten", "biting"), "dig": ("dug", "dug", "digging"), "offset": ("offset", "offset", "offsetting"),
}
VARIANTS = {"rumor": "rumour", "favor": "favour", "honor": "honour", "endeavor": "endeavour", "clamor": "clamour", "savor": "savour", "lambaste": None, "inquire": None}
KEEP_IZE = set()


def regular(lemma):
    """Returns past, gerund and third person by spelling alone, by the same rules as the program."""
    vowel = lambda c: c in "aeiou" and c
    if lemma.endswith("e"):
        past = lemma + "d"
        gerund = lemma + "ing" if lemma.endswith(("ee", "oe", "ye")) else lemma[:-2] + "ying" if lemma.endswith("ie") else lemma[:-1] + "ing"
    elif lemma.endswith("y") and not vowel(lemma[-2:-1] or "a"):
        past, gerund = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, gerund = lemma + "ed", lemma + "ing"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and not vowel(lemma[-2:-1] or "a"):
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    return past, gerund, third


def paradigm(lemma, inflections):
    """Returns (past, participle, gerund, third), each a list with the usual form first."""
    past, gerund, third = regular(lemma)
    table = inflections.verb_forms.get(lemma)
    if lemma in FORMS:
        given = FORMS[lemma]
        forms = [[given[0] or past], [given[1] or given[0] or past], [given[2] or gerund], [third]]
    elif table:
        p, g, t, part = table
        pick = lambda group, plain: [plain] if plain in group else group[:1] or [plain]
        forms = [pick(p, past), pick(part, past), pick(g, gerund), pick(t, third)]
    else:
        forms = [[past], [past], [gerund], [third]]
    for extra in TWO_FORMS.get(lemma, ()):
        for group in ([forms[2]] if extra.endswith("ing") else forms[:2]):
            if extra not in group:
                group.append(extra)
    return forms


def toml_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def toml_strings(items):
    return "[" + ", ".join(toml_string(i) for i in items) + "]"


def toml_forms(key, forms):
    return f"{key} = {toml_string(forms[0]) if len(forms) == 1 else toml_strings(forms)}"


def read_table(path):
    """Yields (act, lemma, tail, frames, forced frames) for every line of a hand-made table. A star (hearsay) is kept on the lemma."""
    act = None
    for line in open(path, encoding="utf8"):
        line = line.split("#")[0].strip()
        if line.startswith("["):
            act = line[1:-1]
        elif line:
            head, _, frames = line.partition(":")
            lemma, _, tail = (part.strip() for part in head.partition("+"))
            listed, forced = [], set()
            for name in frames.split():
                names = {"SAY": SAY, "QUO": QUO}.get(name.rstrip("!"), [name.rstrip("!")])
                listed += names
                if name.endswith("!"):
                    forced |= set(names)
            yield act, lemma, tail, listed, forced


def supported(count, prior):
    """Whether the share of cues reaches the threshold, smoothed by two occurrences with the prior share."""
    n, cues = count
    return (cues + 2 * prior) / (n + 2) >= THRESHOLD


def shown(name, count):
    """Whether counts alone make a frame a candidate. Only with a lowered threshold, where context judges candidates."""
    return THRESHOLD < DEFAULT and count[1] >= 2 and supported(count, 0) and name not in {"alone", "none", "by", "among"}


def collapse(raw, listed):
    """Returns the listed frame that a guessed frame stands for, as far as the verb can have one."""
    if raw in listed or raw == "none":
        return raw
    if "copula" in listed and raw in {"np", "small"}:
        return "copula"
    if "addressee" in listed and "np" not in listed and (raw in {"np", "small", "bare", "as"} or raw.startswith("object-")):
        return "addressee"
    if raw in {"small", "as", "addressee", "object-inf", "bare"} or raw.startswith("object-"):
        if "np" in listed or "np-" in listed or raw == "bare":
            return "np"
        if "bare" in listed and raw != "as":
            return "bare"
        return raw if raw != "addressee" else "np"
    if raw == "np" and "bare" in listed and not {"np", "np-"} & listed:
        return "bare"
    if raw in {"invert"}:
        return "np" if {"np", "np-"} & listed else "none"
    return raw


def verb_counts(articles, inflections, table):
    tails = defaultdict(list)
    listed = defaultdict(lambda: defaultdict(set))
    for _, lemma, tail, frames, _ in table:
        tails[lemma].append(tuple(tail.split()))
        listed[lemma][tuple(tail.split())] |= set(frames)
    for lemma in tails:
        tails[lemma] = sorted(set(tails[lemma]), key=len, reverse=True)
    counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    others = defaultdict(lambda: [0, 0])
    for article in articles:
        for at, (word, pos) in enumerate(zip(article.low, article.pos)):
            lemma = PREFERRED.get(word) or inflections.verb_lemma.get(word)
            if lemma is None or article.role[at] in {"content", "source"}:
                continue
            if pos != "VERB" and not (pos == "NOUN" and any(
                t and tuple(article.low[at + 1:at + 1 + len(t)]) == t and len(t) > 1 for t in tails.get(lemma, ())
            )):
                continue
            cue = article.role[at] == "cue"
            if lemma not in tails:
                others[lemma][0] += 1
                others[lemma][1] += cue
                continue
            past, _, _, participle = inflections.verb_forms.get(lemma, ([], [], [], []))
            participles = set(participle) | set(past)
            for tail in tails[lemma]:
                if tuple(article.low[at + 1:at + 1 + len(tail)]) == tail:
                    raw = frame(article, at, lemma, participles, len(tail))
                    name = collapse(raw, listed[lemma][tail])
                    entry = counts[lemma, tail][name]
                    entry[0] += 1
                    entry[1] += cue
                    break
    return counts, others


def verbs(args):
    rows = list(read_table(HERE / "reporting_verbs.txt"))
    hearsay = {(act, lemma.rstrip("*")) for act, lemma, tail, *_ in rows if lemma.endswith("*") and not tail}
    table = [(act, lemma.rstrip("*"), *rest) for act, lemma, *rest in rows]
    known = set(wordnet_lemmas(args.wordnet, "verb")) | {lemma for _, lemma, *_ in table}
    inflections = Inflections(args.inflections, known)
    for _, lemma, *_ in table:
        for form in sum(paradigm(lemma, inflections), []):
            inflections.verb_lemma.setdefault(form, lemma)
        for variant in variants(lemma):
            for form in [variant, *regular(variant)]:
                inflections.verb_lemma[form] = lemma
        inflections.verb_lemma[lemma] = lemma
        if lemma not in inflections.verb_forms:
            past, participle, gerund, third = paradigm(lemma, inflections)
            inflections.verb_forms[lemma] = [past, gerund, third, participle]
    counts, others = verb_counts(read(args.corpus, args.tags), inflections, table)

    merged = {}
    for act, lemma, tail, frames, forced in table:
        # the table's "believe + in: np" is the frame `in` of believe
        if tail in PREPOSITIONS and set(frames) <= {"np", "object-inf", "gerund", "wh"}:
            merged_counts = counts[lemma, (tail,)]
            total = [sum(c[0] for c in merged_counts.values()), sum(c[1] for c in merged_counts.values())]
            key, frames, extra = (lemma, "", act), [tail], {tail: total}
        else:
            key, extra = (lemma, tail, act), {k: list(v) for k, v in counts[lemma, tuple(tail.split())].items()}
        entry = merged.setdefault(key, {"frames": [], "forced": set(), "counts": {}})
        entry["frames"] += [f for f in frames if f not in entry["frames"]]
        entry["forced"] |= forced
        for name, count in extra.items():
            old = entry["counts"].setdefault(name, [0, 0])
            old[0] += count[0] if old[0] == 0 else 0
            old[1] += count[1] if old[1] == 0 else 0

    lines, dropped, added, kept = [], [], [], 0
    for (lemma, tail, act), entry in sorted(merged.items(), key=lambda item: (item[0][0], item[0][1], item[0][2])):
        same_lemma = [k for k in merged if k[0] == lemma and k[1] == tail]
        frames = []
        for name in FRAMES:
            count = entry["counts"].get(name, (0, 0))
            if name in entry["forced"]:
                frames.append(name)
            elif name in entry["frames"]:
                if count[0] < 2 or supported(count, PRIORS.get((act, name), 0.6)):
                    frames.append(name)
                else:
                    dropped.append((lemma, tail, name, *count))
            elif (
                name in {*SAY, "wh", "inf", "as-pp", "gerund", "passive", "passive-inf", "passive-that", "object-inf"}
                and name + "-" not in entry["frames"] and count[1] >= 3 and supported(count, 0.2) and not tail and same_lemma[0] == (lemma, tail, act)
                and (name not in QUO or set(SAY) & set(entry["frames"]))
            ):
                frames.append(name)
                added.append((lemma, name, *count))
            elif (
                shown(name, count) and name + "-" not in entry["frames"] and same_lemma[0] == (lemma, tail, act)
                # said *at the port*: with a verb of saying, a preposition gives the place
                and name not in SAY and not (name in PREPOSITIONS | {"as-pp"} and set(SAY) & set(entry["frames"]))
            ):
                frames.append(name)
                added.append((lemma, name, *count))
        if not frames:
            dropped.append((lemma, tail, "ALL", 0, 0))
            continue
        kept += 1
        lines.append("[[verb]]")
        head = f"lemma = {toml_string(lemma)}"
        if tail:
            lines.append(f"{head}\ntail = {toml_string(tail)}")
        else:
            lines.append(head)
        forms = forms_lines(lemma, inflections)
        if forms:
            lines.append("\n".join(forms))
        lines.append(f'act = "{act}"')
        lines.append(f"frames = {toml_strings(frames)}")
        if (act, lemma) in hearsay and not tail:
            lines.append("hearsay = true")
        # counts of unlisted frames are written once for a lemma, in its first entry
        evidence = [
            f"{name} = [{n}, {cues}]" for name, (n, cues) in sorted(entry["counts"].items(), key=lambda i: (-i[1][0], i[0]))
            if n and name != "none" and (name in FRAMES or name.startswith("particle-")) and (name in entry["frames"] or same_lemma[0] == (lemma, tail, act))
        ]
        if evidence:
            lines.append("evidence = { " + ", ".join(evidence) + " }")
        lines.append("")
    write(args.out / "verbs.toml", HEADERS["verbs"], lines)
    report = args.report
    if report:
        with open(report, "w", encoding="utf8") as out:
            print("kept", kept, "entries", file=out)
            print("\ndropped frames (lemma, tail, frame, n, cues)", *dropped, sep="\n", file=out)
            print("\nadded frames", *added, sep="\n", file=out)
            print("\nunlisted verbs with cues", *sorted(((k, *v) for k, v in others.items() if v[1] >= 3), key=lambda r: -r[2] / r[1]), sep="\n", file=out)
            print("\nunlisted frames", file=out)
            for (lemma, tail), frames in sorted(counts.items()):
                for name, (n, cues) in frames.items():
                    hand = {f for (l, t, a), e in merged.items() if l == lemma and t == " ".join(tail) for f in e["frames"]}
                    if name not in hand and cues >= 3 and name != "none":
                        print(lemma, " ".join(tail), name, n, cues, file=out)
            rows = []
            for (lemma, tail, act), entry in merged.items():
                for name, (n, cues) in entry["counts"].items():
                    if n >= 8 and 0.2 <= cues / n <= 0.75 and name != "none":
                        rows.append((n, lemma, tail, name, cues))
            print("\naround the threshold", *sorted(set(rows), reverse=True), sep="\n", file=out)
    print(f"verbs.toml: {kept} entries")


def variants(lemma):
    if lemma in VARIANTS:
        return [VARIANTS[lemma]] if VARIANTS[lemma] else []
    if lemma.endswith("ize") and len(lemma) > 5:
        return [lemma[:-3] + "ise"]
    return []


def forms_lines(lemma, inflections):
    past, gerund, third = regular(lemma)
    forms = paradigm(lemma, inflections)
    out = []
    if forms[0] != [past]:
        out.append(toml_forms("past", forms[0]))
    if forms[1] != forms[0]:
        out.append(toml_forms("participle", forms[1]))
    if forms[2] != [gerund]:
        out.append(toml_forms("gerund", forms[2]))
    if forms[3] != [third]:
        out.append(toml_forms("third", forms[3]))
    if variants(lemma):
        out.append(f"variants = {toml_strings(variants(lemma))}")
    return out


def wordnet_lemmas(directory, pos):
    for line in open(Path(directory) / f"index.{pos}", encoding="utf8"):
        if not line.startswith(" "):
            word = line.split(" ", 1)[0]
            if word.isalpha() and word.islower():
                yield word


def evidence_line(counts, key="evidence"):
    cells = [f"{name} = [{n}, {cues}]" for name, (n, cues) in sorted(counts.items(), key=lambda i: (-i[1][0], i[0])) if n]
    return [f"{key} = {{ {', '.join(cells)} }}"] if cells else []


def choose(listed, forced, counts, dropped, label, prior=0.6):
    frames = []
    for name in listed:
        count = counts.get(name, (0, 0))
        if name.endswith("-") or name in frames:
            continue
        if name in forced or count[0] < 3 or supported(count, prior):
            frames.append(name)
        else:
            dropped.append((*label, name, *count))
    return frames


KNOWN_NOUN_FRAMES = set("that bare inf wh of for on about against over to in with at toward from".split())


def adjectives(args):
    table = list(read_table(HERE / "reporting_adjectives.txt"))
    listed = defaultdict(set)
    for _, lemma, _, frames, _ in table:
        listed[lemma] |= set(frames)
    counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    others = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for article in read(args.corpus, args.tags):
        for at, word in enumerate(article.low):
            if article.pos[at] not in {"ADJ", "VERB", "NOUN"} or article.role[at] in {"content", "source"} or not predicative(article, at):
                continue
            raw = frame(article, at, "", set())
            name = "alone" if raw in {"none", "paren", "invert", "quote", "gerund", "small", "np"} else raw
            name = "bare" if name == "bare" else "alone" if name.startswith(("object-", "particle-")) else name
            if name == "alone" and article.low[at + 1:at + 2] == ["by"]:
                name = "by"
            entry = (counts if word in listed else others)[word][name]
            entry[0] += 1
            entry[1] += article.role[at] == "cue"
    lines, dropped, kept = [], [], 0
    for act, lemma, _, frames, forced in sorted(table, key=lambda row: (row[1], row[0])):
        if lemma == "set":
            forced = set()
        frames = choose(frames, forced, counts[lemma], dropped, (lemma,))
        frames += [name for name, count in counts[lemma].items() if name not in frames and name in KNOWN_NOUN_FRAMES and shown(name, count)]
        if not frames:
            continue
        kept += 1
        lines += ["[[adjective]]", f"lemma = {toml_string(lemma)}", f'act = "{act}"', f"frames = {toml_strings(frames)}", *evidence_line(counts[lemma]), ""]
    write(args.out / "adjectives.toml", HEADERS["adjectives"], lines)
    if args.report:
        with open(args.report, "w", encoding="utf8") as out:
            print("dropped", *dropped, sep="\n", file=out)
            print("unlisted", *sorted(((w, f, *c) for w, fs in others.items() for f, c in fs.items() if c[1] >= 2 and f != "alone" and not f.startswith("passive")), key=lambda r: -r[3]), sep="\n", file=out)
    print(f"adjectives.toml: {kept} entries")


LIGHT = set(
    "make give issue express voice raise offer have take deliver send draw put launch show hold share cast receive get "
    "release pose file seek announce lay level hurl direct spread fuel prompt spark find reach sign submit provide wage mount "
    "lodge extend pay heap add repeat reiterate echo support reject deny dismiss address answer face feel harbor hear host bring present renew".split()
)


def nouns(args):
    known = set(wordnet_lemmas(args.wordnet, "verb"))
    inflections = Inflections(args.inflections, known)
    inflections.verb_lemma.update({"had": "have", "has": "have", "having": "have", "'ve": "have"})
    table = []
    for act, lemma, _, frames, forced in read_table(HERE / "reporting_nouns.txt"):
        table.append((act, lemma.rstrip("*"), frames, forced, lemma.endswith("*")))
    known_nouns = {lemma for _, lemma, *_ in table}
    form_of = {}
    for lemma in known_nouns:
        form_of[lemma] = lemma
        for plural in plurals(lemma, inflections):
            form_of[plural] = lemma
    fresh = lambda: defaultdict(lambda: defaultdict(lambda: [0, 0]))
    counts, possessed, light, others = fresh(), fresh(), fresh(), fresh()
    for article in read(args.corpus, args.tags):
        cues = defaultdict(list)
        for at, number in enumerate(article.cue):
            if number is not None:
                cues[number].append(at)
        for at, word in enumerate(article.low):
            if article.pos[at] not in {"NOUN", "PROPN"} or article.role[at] in {"content", "source"}:
                continue
            lemma = form_of.get(word)
            store = counts
            if lemma is None:
                lemma, store = inflections.noun_lemma.get(word, word), others
            start, possessor = before_noun(article, at)
            cue = article.role[at] == "cue"
            verbs_before = [i for i in cues[article.cue[at]] if i < at and article.pos[i] == "VERB"] if cue else []
            before = inflections.verb_lemma.get(article.low[start - 1]) if start else None
            if before in LIGHT and not (possessor and article.low[start] not in {"his", "her", "their", "its", "my", "our"}):
                entry = light[lemma][before]
                entry[0] += 1
                entry[1] += cue
            if verbs_before:
                continue
            name = noun_frame(article, at)
            for target in [store] + ([possessed] if possessor else []):
                entry = target[lemma][name]
                entry[0] += 1
                entry[1] += cue
    lines, dropped, added, kept = [], [], [], 0
    for act, lemma, frames, forced, hearsay in sorted(table, key=lambda row: (row[1], row[0])):
        evidence = counts[lemma]
        chosen = choose([f for f in frames if f[0] != "+"], forced, evidence, dropped, (lemma,), prior=0.5)
        for name, count in evidence.items():
            counted = name not in {"alone", "by", "in", "at", "with", "from", "among"} and count[1] >= 3 and supported(count, 0.2)
            if name not in frames and (counted or shown(name, count)):
                chosen.append(name)
                added.append((lemma, name, *count))
        # some frames are only accepted with a possessor before the noun
        with_possessor = [
            name for name in frames if name[0] != "+" and name not in chosen and possessed[lemma][name][0] >= 3 and supported(possessed[lemma][name], 0.5)
        ]
        if not chosen and not with_possessor:
            continue
        kept += 1
        lines += ["[[noun]]", f"lemma = {toml_string(lemma)}"]
        usual = regular(lemma)[2]
        forms = plurals(lemma, inflections)
        if forms and usual not in forms:
            lines.append(f"plural = {toml_string(forms[0])}")
        lines += [f'act = "{act}"', f"frames = {toml_strings(chosen)}"]
        if with_possessor:
            lines.append(f"frames_poss = {toml_strings(with_possessor)}")
        if hearsay:
            lines.append("hearsay = true")
        given = {name[1:] for name in frames if name.startswith("+")}
        seen = [verb for verb, count in sorted(light[lemma].items()) if count[1] >= 1 and supported(count, 0.3)]
        lights = sorted(given.union(seen))
        if lights:
            lines.append(f"light = {toml_strings(lights)}")
        lines += evidence_line(evidence) + evidence_line(possessed[lemma], "poss") + evidence_line({k: v for k, v in light[lemma].items() if v[1]}, "light_evidence") + [""]
    write(args.out / "nouns.toml", HEADERS["nouns"], lines)
    if args.report:
        with open(args.report, "w", encoding="utf8") as out:
            print("dropped", *dropped, "added", *added, sep="\n", file=out)
            print("unlisted", *sorted(((w, f, *c) for w, fs in others.items() for f, c in fs.items() if c[1] >= 2), key=lambda r: -r[3]), sep="\n", file=out)
            print("light", *sorted(((w, f, *c) for w, fs in light.items() for f, c in fs.items() if c[1] >= 2), key=lambda r: -r[3]), sep="\n", file=out)
    print(f"nouns.toml: {kept} entries")


CLOSED = set(
    "a an the this that these those some any no every each either neither both all half such what which whose whatever another "
    "other many much few several more most less least enough one two three four five six seven eight nine ten "
    "i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself yourself himself "
    "herself itself ourselves yourselves themselves who whom whoever someone somebody something anyone anybody anything everyone "
    "everybody everything nobody nothing none "
    "be am is are was were been being have has had having do does did doing done will would shall should can could may might must ought "
    "'s 're 've 'd 'll 'm n't not "
    "and or but nor yet so for if because although though while whereas unless until since when where why how whether than as "
    "of in to on at by with from about into over after before under between through during against among without within along "
    "across behind beyond near off out up down around upon toward towards above below beneath beside besides despite except inside "
    "outside onto per via amid amidst amongst versus vs unlike like past there here then plus minus regarding according including "
    "following concerning cannot gonna wanna gotta let's oh ah yes no ok okay please".split()
)
# closed-class words that can also be open-class words
ALSO_OPEN = {"will": "N", "can": "N", "might": "N", "must": "N", "mine": "N", "like": "V J N", "past": "N J", "following": "VG N J", "including": "VG", "concerning": "VG",
             "regarding": "VG", "according": "VG", "down": "R J", "up": "R", "off": "R", "out": "R", "near": "J R V", "inside": "N J R", "outside": "J N R",
             "plus": "N", "no": "N", "yes": "N", "over": "R", "around": "R", "here": "R", "then": "R", "there": "R", "yet": "R", "so": "R", "enough": "J R",
             "half": "N J R", "done": "VN J", "having": "VG", "being": "VG N", "doing": "VG", "do": "V", "does": "VZ", "did": "VD", "have": "V", "has": "VZ", "had": "VD VN",
             "few": "J", "several": "J", "other": "J", "many": "J", "such": "J", "more": "R J", "most": "R J", "less": "R J", "least": "R J", "much": "R J", "above": "R J", "below": "R",
             "along": "R", "through": "R", "before": "R", "since": "R", "though": "R", "behind": "R", "besides": "R", "across": "R", "under": "R", "about": "R", "nothing": "N", "something": "N", "please": "R V", "only": "R J", "just": "R J", "even": "R J V", "still": "R J", "quite": "R", "okay": "J R", "ok": "J R", "except": "V", "better": "J R"}
MODALS = set("to will would shall should can could may might must ought do does did 'll 'd n't cannot not let".split())


def words(args):
    wordnet = {pos: set(wordnet_lemmas(args.wordnet, pos)) for pos in ("noun", "verb", "adj", "adv")}
    hand = [lemma.rstrip("*") for _, lemma, *_ in read_table(HERE / "reporting_verbs.txt")]
    inflections = Inflections(args.inflections, wordnet["verb"] | set(hand))
    exceptions = {pos: {} for pos in ("noun", "adj")}
    for pos, table in exceptions.items():
        for line in open(Path(args.wordnet) / f"{pos}.exc", encoding="utf8"):
            form, *lemmas = line.split()
            table[form] = lemmas[0]

    prior = defaultdict(Counter)  # counts by lemma and part of speech in WordNet's concordance
    kinds = {"1": "N", "2": "V", "3": "J", "5": "J", "4": "R"}
    for line in open(Path(args.wordnet) / "cntlist.rev", encoding="utf8"):
        key, _, count = line.split()
        lemma, _, sense = key.partition("%")
        prior[lemma][kinds[sense[0]]] += int(count)

    # possible readings of each form: (tag, lemma)
    readings = defaultdict(set)
    verbs_seen = Counter()
    tagged = defaultdict(Counter)
    mass = Counter()
    for lemma in set(inflections.verb_forms) | set(hand):
        past, participle, gerund, third = paradigm(lemma, inflections)
        readings[lemma].add(("V", lemma))
        for tag, forms in (("VD", past), ("VN", participle), ("VG", gerund), ("VZ", third)):
            for form in forms:
                readings[form].add((tag, lemma))
        for variant in variants(lemma):
            past, gerund, third = regular(variant)
            readings[variant].add(("V", lemma))
            readings[third].add(("VZ", lemma))
            readings[past] |= {("VD", lemma), ("VN", lemma)}
            readings[gerund].add(("VG", lemma))
    for lemma in wordnet["noun"]:
        readings[lemma].add(("N", lemma))
        for plural in inflections.plural.get(lemma, [regular(lemma)[2]]):
            if plural != lemma:
                readings[plural].add(("NS", lemma))
    for form, lemma in exceptions["noun"].items():
        if form != lemma and lemma in wordnet["noun"]:
            readings[form].add(("NS", lemma))
    for lemma in wordnet["adj"]:
        readings[lemma].add(("J", lemma))
        if prior[lemma]["J"] >= 1 and len(lemma) < 8:
            stem = lemma[:-1] if lemma.endswith("e") else lemma[:-1] + "i" if lemma.endswith("y") else lemma
            for ending in ("er", "est"):
                if (stem + ending) not in wordnet["noun"]:
                    readings[stem + ending].add(("J", lemma))
    for form, lemma in exceptions["adj"].items():
        readings[form].add(("J", lemma))
    for lemma in wordnet["adv"]:
        readings[lemma].add(("R", lemma))

    for article in read(args.corpus, args.tags):
        for at, (word, pos) in enumerate(zip(article.words, article.pos)):
            if not word.isalpha() or not word.islower() or pos not in {"NOUN", "VERB", "ADJ", "ADV", "PROPN"}:
                continue
            if at and article.low[at - 1] == "-" and not article.spaced[at]:
                continue
            possible = {tag for tag, _ in readings[word]} if word in readings else set()
            if pos == "ADJ":
                tag = "J"
            elif pos == "ADV":
                tag = "R"
            elif pos == "VERB":
                back = at - 1
                while back >= 0 and (article.pos[back] == "ADV" or article.low[back] in {"not", "n't"}):
                    back -= 1
                before = article.low[back] if back >= 0 else ""
                verbal = possible & {"V", "VD", "VN", "VG", "VZ"}
                if not verbal:
                    tag = "VG" if word.endswith("ing") else "VN" if word.endswith("ed") else "V"
                elif len(verbal) == 1:
                    tag = next(iter(verbal))
                elif before in MODALS and "V" in verbal:
                    tag = "V"
                elif (before in {"have", "has", "had", "having", "'ve", "be", "is", "are", "was", "were", "been", "being", "get", "got", "'s", "'re"}
                      or article.low[at + 1:at + 2] == ["by"]) and "VN" in verbal:
                    tag = "VN"
                elif "VD" in verbal and ("V" not in verbal or before not in {"i", "you", "we", "they", "who", "that"}):
                    tag = "VD"
                else:
                    tag = "V" if "V" in verbal else sorted(verbal)[0]
            else:
                singular = max((prior[lemma]["N"] for t, lemma in readings.get(word, ()) if t == "NS"), default=-1)
                tag = "NS" if "NS" in possible and ("N" not in possible or singular >= prior[word]["N"]) else "N"
            # the tagger takes many verbs for nouns (*reports*): at the start of a cue, after a name or pronoun, it is a verb
            if tag in {"N", "NS"} and article.role[at] == "cue" and article.cue[at - 1] != article.cue[at]:
                verbal = possible & {"V", "VZ"}
                if verbal and article.pos[at - 1] in {"PROPN", "PRON"} and article.low[at - 1] not in POSSESSIVES:
                    tag = min(verbal)
            tagged[word][tag] += 1
            if tag.startswith("V"):
                for reading, lemma in readings.get(word, ()):
                    if reading == tag:
                        verbs_seen[lemma] += 1
            mass[word] += 1

    def weights(form):
        """Returns a form's tags by frequency, and its count in the corpus. WordNet's concordance adds the weight of a few occurrences."""
        seen = tagged[form]
        total = sum(seen.values())
        licensed = {tag for tag, _ in readings.get(form, ())}
        result = Counter()
        for tag, count in seen.items():
            if tag in licensed or (count >= 5 and count >= 0.3 * total and tag in {"J", "R", "N", "NS"} and not licensed & {tag}):
                result[tag] += count
        if not result and total:
            result.update({tag: 0.01 for tag in licensed})
        share = Counter()
        for tag, lemma in readings.get(form, ()):
            part = {"NS": "N", "N": "N", "J": "J", "R": "R"}.get(tag, "V")
            divide = 2 if tag in {"VD", "VN"} and {"VD", "VN"} <= licensed else 1
            share[tag] = max(share[tag], prior[lemma][part] / divide)
        if share["NS"] and share["NS"] >= share["N"]:
            share["N"] = 0
        everything = sum(share.values())
        for tag, amount in share.items():
            result[tag] += (4 if total < 40 else 1) * amount / everything if everything else (0.5 if total == 0 else 0)
        # if past or participle was seen, the other is possible too
        if "VD" in result and "VN" in licensed and "VN" not in result:
            result["VN"] += 0.05 * result["VD"]
        if "VN" in result and "VD" in licensed and "VD" not in result:
            result["VD"] += 0.05 * result["VN"]
        whole = sum(result.values())
        order = "V VZ VD VN VG N NS J R".split()
        floor = lambda tag: 0.0 if tag in {"VD", "VN"} and result["VD"] + result["VN"] >= 0.04 * whole else 0.04
        return [t for t, c in sorted(result.items(), key=lambda i: (-i[1], order.index(i[0]))) if whole and c / whole >= floor(t)], total

    def default(form):
        """Returns the tags that the program guesses by spelling."""
        if form.endswith("ly"):
            return ["R"]
        if form.endswith("ing"):
            return ["VG"]
        if form.endswith("ed"):
            return ["VD", "VN"]
        return ["NS"] if form.endswith("s") and not form.endswith("ss") else ["N"]

    wanted = {form for form, count in mass.items() if count >= 2 or (count and form in readings)}
    everywhere = Counter()  # occurrences of a verb's forms with any tag
    for form, count in mass.items():
        for lemma in {lemma for tag, lemma in readings.get(form, ()) if tag.startswith("V")}:
            everywhere[lemma] += count
    chosen_verbs = set(hand)
    for lemma in inflections.verb_forms:
        heard = prior[lemma]["V"] >= 10 and prior[lemma]["V"] >= 0.1 * sum(prior[lemma].values())
        if heard or (verbs_seen[lemma] >= 2 and verbs_seen[lemma] >= 0.05 * everywhere[lemma]):
            chosen_verbs.add(lemma)
    must = set()
    for form, found in readings.items():
        if any(tag.startswith("V") and lemma in chosen_verbs for tag, lemma in found):
            must.add(form)
    wanted |= must | {l for l in wordnet["adj"] if prior[l]["J"] >= 6} | {l for l in wordnet["adv"] if prior[l]["R"] >= 3}
    wanted |= {f for f, l in exceptions["noun"].items() if prior[l]["N"] >= 3 and f != l}
    lines = {}
    for form in sorted(wanted):
        if form in CLOSED or not form.isascii() or len(form) < 2:
            continue
        tags, total = weights(form)
        if form in must:  # forms of a chosen verb keep a verbal reading, however rare
            verbal = [t for t in ("V", "VZ", "VD", "VN", "VG") if any(tag == t and l in chosen_verbs for tag, l in readings[form])]
            if not set(tags) & set(verbal):
                tags += verbal
        if not tags:
            continue
        guess = default(form)
        if set(tags) == set(guess) and (tags == guess or guess == ["VD", "VN"]):
            continue
        if guess == ["VD", "VN"] and tags[0] in guess and set(guess) <= set(tags) and total < 10:
            continue
        if guess == ["VG"] and "VG" in tags and (total < 3 or (tags[0] == "VG" and total < 10)):
            continue
        lines[form] = tags
    for form, tags in ALSO_OPEN.items():
        lines[form] = tags.split()
    for form, tags in read_overrides(HERE / "word_overrides.txt"):
        if tags:
            lines[form] = tags
        else:
            lines.pop(form, None)
    with open(args.out / "words.toml", "w", encoding="utf8") as out:
        out.write(HEADERS["words"] + 'kind = "words"\nwords = """\n')
        for form in sorted(lines):
            out.write(f"{form} {' '.join(lines[form])}\n")
        out.write('"""\n')
    if args.report:
        with open(args.report, "w", encoding="utf8") as out:
            for form in sorted(lines, key=lambda f: -mass[f]):
                print(form, mass[form], " ".join(lines[form]), dict(tagged[form]), file=out)
    print(f"words.toml: {len(lines)} entries")


def read_overrides(path):
    if path.exists():
        for line in open(path, encoding="utf8"):
            form, *tags = line.split("#")[0].split() or [None]
            if form:
                yield form, tags


def plurals(lemma, inflections):
    if lemma in {"data", "kudos", "thanks"}:
        return [lemma]
    # the table lists some mass nouns as their own plural: use the regular plural, which is harmless
    return [form for form in inflections.plural.get(lemma, []) if form != lemma] or [regular(lemma)[2]]


HEADERS = {
    "words": """# Parts of speech of common word forms, commonest first, where spelling does not tell:
# -ly is R, -ing VG, -ed VD or VN, -s NS, and the rest N, unless a line here says otherwise.
# Made by tools/derive_lexicons.py from a tagger's counts of the train corpus and WordNet's of its concordance;
# words of closed classes stand here only with their open-class readings.
""",
    "adjectives": """# Adjectives that report, after *be* and its like: is confident that, was critical of, seems eager to.
# Made by tools/derive_lexicons.py from tools/reporting_adjectives.txt and counts of the train corpus.
""",
    "nouns": """# Nouns that report: Trump's claim that, the fear of, their decision to.
# Made by tools/derive_lexicons.py from tools/reporting_nouns.txt and counts of the train corpus.
# poss: those of the evidence with a possessor before the noun. light: verbs which make one cue with it.
""",
    "verbs": """# Verbs that report: what is said, asked, believed, wanted, praised, seen, shown or decreed.
# Made by tools/derive_lexicons.py from tools/reporting_verbs.txt and counts of the train corpus:
# edit the table and run it again, or edit an entry here, where the table is silent.
# A lemma can have several entries, by act and by tail; the longest tail wins.
""",
}


def write(path, header, lines):
    kind = path.stem
    with open(path, "w", encoding="utf8") as out:
        out.write(header + f'kind = "{kind}"\n\n' + "\n".join(lines).rstrip() + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["verbs", "adjectives", "nouns", "words"])
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--tags", required=True)
    parser.add_argument("--inflections", required=True)
    parser.add_argument("--wordnet", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--threshold", type=float, default=THRESHOLD,
        help="the share of cues that keeps a frame; below the default, frames are added that only the counts show",
    )
    parser.add_argument("--report", help="also write what was dropped, added and doubtful to this file")
    args = parser.parse_args()
    globals()["THRESHOLD"] = args.threshold
    globals()[args.what](args)


if __name__ == "__main__":
    sys.exit(main())
