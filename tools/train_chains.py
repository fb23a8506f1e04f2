#!/usr/bin/env python3
"""Fits the weights that decide about chains (grammar/weights/relays.tsv, voices.tsv, links.tsv) to annotated articles.

    cargo build --release --example links
    python3 tools/train_chains.py target/release/examples/links SCORERS ARTICLES.jsonl... --out grammar/weights

SCORERS is the folder of score.py and score_provenance.py, which match what the program finds to the annotations.
Prints figures by cross-validation over articles: each fold is scored with weights fitted to the others. With
`--ablation`, also prints them without each family of features; with `--curve`, with fewer articles. Needs scikit-learn.
The result depends only on the arguments.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

FILES = ["relays", "voices", "links"]
LEAST = 4  # number of articles that a feature must occur in
C = {"relays": 0.3, "voices": 0.3, "links": 0.3}  # inverse strength of the penalty, chosen by cross-validation
SMALLEST = 0.02  # weights below this are left out
FOLDS = 5

# The features of relays and voices that `--ablation` leaves out together.
FAMILIES = {
    "who speaks": "kind first first-kind source long clause-subject clause-subject-holder",
    "verb and tense": "verb act tense conveys cue-form cue-word clause-verb clause-verb-holder clause-verb-subject "
    "clause-verb-source clause-form clause-form-verb clause-that",
    "hearer": "hearer clause-hearer",
    "quotation marks": "quotation in-marks marks-within",
    "place": "words-before share holder-behind word-before other-sentence holder-nested clause-attribution headline",
    "guidelines": "guideline",
}


class Article:
    """An annotated article, with what the program decided about it."""

    def __init__(self, name, gold, found):
        self.set, self.gold, self.found = name, gold, found
        self.fold = zlib.crc32(gold["id"].encode()) % FOLDS


def run(program, files, weights=None):
    articles = []
    for file in files:
        command = [program, file] + ([str(weights)] if weights else [])
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        gold = map(json.loads, Path(file).read_text(encoding="utf8").splitlines())
        articles += [Article(Path(file).stem, g, json.loads(line)) for g, line in zip(gold, lines, strict=True)]
    return articles


def kept(article):
    """The attributions that the program prints: not those merged with their holder."""
    return [i for i, a in enumerate(article.found["attributions"]) if not a["inner"]]


def label(article, scorers):
    """Adds to each decision whether the annotators made its party an intermediary of its attribution."""
    score, provenance = scorers
    text = article.gold["text"]
    tokens = score.tokens(text)
    starts = [t[0] for t in tokens]
    prepare = lambda a: {r: score.index(a.get(r) or [], tokens, starts) for r in score.ROLES}
    annotated = [a for a in article.gold["attributions"] if a.get("provenance")]
    found, parties = article.found["attributions"], article.found["parties"]
    places = kept(article)
    pairs = score.match([prepare(a) for a in annotated], [prepare(found[i]) for i in places])
    gold = {places[s]: annotated[g] for g, s in dict(pairs).items()}

    def passed(attribution, party):
        # The annotators mark a merged attribution and its holder as one.
        while found[attribution]["inner"] and found[attribution]["nested_in"] is not None:
            attribution = found[attribution]["nested_in"]
        a = gold.get(attribution)
        if a is None or a["provenance"] != "secondhand":
            return False
        party = parties[party]
        return any(
            any(provenance.over(m, x) for m in party["mentions"]) or provenance.same_name(party["name"], x["text"])
            for x in a["intermediaries"]
        )

    for d in article.found["decisions"]:
        d["label"] = passed(d["attribution"], d["party"])


def fit(articles, name, skip=()):
    rows = [(a.gold["id"], d) for a in articles for d in a.found["decisions"] if d["weights"] == name]
    keep = lambda f: f != "bias" and (f.split("=")[0] not in skip)
    features = [[f for f in d["features"] if keep(f)] for _, d in rows]
    occurs = Counter(f for f, _ in {(f, id) for (id, _), fs in zip(rows, features) for f in fs})
    columns = {f: i for i, f in enumerate(sorted(f for f, n in occurs.items() if n >= LEAST))}
    at, indices = [0], []
    for fs in features:
        indices += sorted({columns[f] for f in fs if f in columns})
        at.append(len(indices))
    matrix = csr_matrix((np.ones(len(indices)), indices, at), shape=(len(rows), len(columns)))
    model = LogisticRegression(C=C[name], solver="liblinear", max_iter=500).fit(matrix, [d["label"] for _, d in rows])
    weights = [("bias", float(model.intercept_[0]))] + [(f, float(model.coef_[0][i])) for f, i in columns.items()]
    return [(f, w) for f, w in weights if abs(w) >= SMALLEST]


def write(args, folder, articles, scorers, skip=()):
    """Fits all weights to the articles, each kind to what the program decides with the kinds before it."""
    chosen = {(a.set, a.gold["id"]) for a in articles}
    for name in FILES:
        path = Path(folder, name + ".tsv")
        if path.exists():
            path.unlink()
    for name in FILES:
        decided = [a for a in run(args.program, args.articles, folder) if (a.set, a.gold["id"]) in chosen]
        for a in decided:
            label(a, scorers)
        head = f"# Weights of `{name}`, made by tools/train_chains.py; docs/features.md explains the features.\n"
        lines = [f"{w:.3f}\t{f}\n" for f, w in sorted(fit(decided, name, skip))]
        Path(folder, name + ".tsv").write_text(head + "".join(lines), encoding="utf8")


def validate(args, articles, scorers, skip=(), share=1.0):
    """Returns the figures of each set, each article decided by weights that were not fitted to it, and for each tenth
    of confidence how many links there are and how many are right."""
    system, tenths = {}, {}
    for fold in range(FOLDS):
        with tempfile.TemporaryDirectory() as folder:
            others = [a for a in articles if a.fold != fold]
            write(args, folder, others[: round(len(others) * share)], scorers, skip)
            for a in run(args.program, args.articles, folder):
                if a.fold == fold:
                    label(a, scorers)
                    for d in a.found["decisions"]:
                        if d["weights"] == "links":
                            chain = a.found["attributions"][d["attribution"]]["chain"]
                            sure = next(l["confidence"] for l in chain if l["party"] == d["party"] and l["relation"])
                            count = tenths.setdefault(min(sure // 10, 9), [0, 0])
                            count[0] += 1
                            count[1] += d["label"]
                    system[a.set, a.gold["id"]] = {"attributions": [a.found["attributions"][i] for i in kept(a)]}
    figures = {}
    for name in dict.fromkeys(a.set for a in articles):
        gold = [a.gold for a in articles if a.set == name]
        figures[name] = scorers[1].score(gold, {g["id"]: system[name, g["id"]] for g in gold})
    return figures, tenths


def show(title, figures):
    for name, f in figures.items():
        flag, finding = f["flag"], f["finding"]
        print(
            f"{title:28} {name:17} flag {100 * flag['F1']:.1f} (P {100 * flag['P']:.1f} R {100 * flag['R']:.1f})  "
            f"finding {100 * finding['F1']:.1f} (P {100 * finding['P']:.1f})  chain {100 * f['chain']:.1f}  "
            f"class {100 * f['class']:.1f}  origin {100 * f['origin']:.1f}",
            flush=True,
        )


def arguments(about, *flags):
    """Parses the command line of a tool that `about` describes, and makes the scorers importable."""
    parser = argparse.ArgumentParser(description=about.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("scorers")
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--out", help="folder to write the weights to, fitted to all articles")
    for flag in flags:
        parser.add_argument(flag, action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, args.scorers)
    return args


def main():
    args = arguments(__doc__, "--ablation", "--curve")
    import score
    import score_provenance

    scorers = (score, score_provenance)
    articles = run(args.program, args.articles)
    figures, tenths = validate(args, articles, scorers)
    show("cross-validation", figures)
    for tenth, (count, right) in sorted(tenths.items()):
        print(f"links of {10 * tenth} to {10 * tenth + 9} % confidence: {count}, right {right / count:.0%}")
    if args.ablation:
        for family, features in FAMILIES.items():
            show(f"without {family}", validate(args, articles, scorers, skip=features.split())[0])
    if args.curve:
        mixed = sorted(articles, key=lambda a: zlib.crc32(b"curve" + a.gold["id"].encode()))
        for share in (0.125, 0.25, 0.5):
            show(f"{share:.1%} of the articles", validate(args, mixed, scorers, share=share)[0])
    if args.out:
        write(args, args.out, articles, scorers)
        for name in FILES:
            count = len(Path(args.out, name + ".tsv").read_text(encoding="utf8").splitlines()) - 1
            print(f"{name}: {count} weights")


if __name__ == "__main__":
    main()
