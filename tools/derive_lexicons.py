#!/usr/bin/env python3
"""Derives grammar/lexicons/{verbs,adjectives,nouns,words}.toml.

    node tools/tag_corpus.js TRAIN.jsonl TAGS.jsonl
    python3 tools/derive_lexicons.py verbs --corpus TRAIN.jsonl --tags TAGS.jsonl \
        --inflections infl_lu.csv.gz --wordnet WORDNET_DIR --out grammar/lexicons

The corpus gives counts only: how often a word stands in a frame, and how often it is a gold cue
there. Occurrences inside the content or the source of a gold attribution are not counted, since
the gold marks no nested attributions. Which words are tried, with which act and frames, stands in
tools/reporting_*.txt. `infl_lu.csv.gz` is from the PyPI package lemminflect, the WordNet
directory from Debian's wordnet-base.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from reading import PREPOSITIONS, Inflections, frame, passive, read

HERE = Path(__file__).parent
THRESHOLD = 0.40
FRAMES = (
    "that bare quote invert paren wh np inf gerund as small addressee object-inf object-of object-for object-on "
    "object-about object-against object-from object-with of for on about to at with against in over from out upon "
    "into toward as-pp passive-inf passive-that passive copula"
).split()
SAY = "that bare quote invert paren".split()
QUO = "quote invert paren".split()
PREFERRED = {"found": "find", "saw": "see", "felt": "feel", "fell": "fall", "left": "leave", "ground": "grind", "bore": "bear", "bound": "bind", "wound": "wind", "lay": "lay", "shot": "shoot", "stove": "stave", "rent": "rent"}
# British doubling and the like, beside the American forms
TWO_FORMS = {
    "signal": ("signalled", "signalling"), "label": ("labelled", "labelling"), "counsel": ("counselled", "counselling"),
    "marvel": ("marvelled", "marvelling"), "level": ("levelled", "levelling"), "model": ("modelled", "modelling"),
    "quarrel": ("quarrelled", "quarrelling"), "learn": ("learnt",), "focus": ("focussed", "focussing"), "dream": ("dreamt",), "plead": ("pled",),
    "forecast": ("forecasted",), "spell": ("spelt",),
}
FORMS = {  # where the table is silent or lists rarities first
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
VARIANTS = {"favor": "favour", "honor": "honour", "endeavor": "endeavour", "clamor": "clamour", "savor": "savour", "lambaste": None, "inquire": None}
KEEP_IZE = set()


def regular(lemma):
    """Past, gerund and third person by spelling alone; the program guesses the same."""
    vowel = lambda c: c in "aeiou"
    if lemma.endswith("e"):
        past = lemma + "d"
        gerund = lemma + "ing" if lemma.endswith(("ee", "oe", "ye")) else lemma[:-2] + "ying" if lemma.endswith("ie") else lemma[:-1] + "ing"
    elif lemma.endswith("y") and not vowel(lemma[-2]):
        past, gerund = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, gerund = lemma + "ed", lemma + "ing"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and not vowel(lemma[-2]):
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    return past, gerund, third


def paradigm(lemma, inflections):
    """(past, participle, gerund, third), each a list with the usual form first."""
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
    """(act, lemma, tail, frames, forced frames) for every line of a hand-made table."""
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
    """Whether counts, shrunk towards a prior share of two occurrences, reach the threshold."""
    n, cues = count
    return (cues + 2 * prior) / (n + 2) >= THRESHOLD


def collapse(raw, listed):
    """The frame that a guess stands for, among those which the verb can have at all."""
    if raw in listed or raw == "none":
        return raw
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
    table = list(read_table(HERE / "reporting_verbs.txt"))
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
        # "believe + in: np" is the frame `in` of believe
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
                if count[0] < 3 or supported(count, 0.6):
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
        # the counts of a lemma without tail stand once, in its first entry, for all acts
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


HEADERS = {
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
    parser.add_argument("--report", help="also write what was dropped, added and doubtful to this file")
    args = parser.parse_args()
    globals()[args.what](args)


if __name__ == "__main__":
    sys.exit(main())
