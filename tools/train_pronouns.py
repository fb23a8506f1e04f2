#!/usr/bin/env python3
"""Fits the weights that decide whom a pronoun refers to (grammar/weights/pronouns.tsv) to annotated articles.

    cargo build --release --example links
    python3 tools/train_pronouns.py target/release/examples/links SCORERS ARTICLES.jsonl... --out grammar/weights

SCORERS is the folder of score.py and score_provenance.py, as for train_chains.py. A *he* or *she* that is the source of
an annotated attribution refers to the attribution's origin. The program lists the people that each can refer to, with
their features; those lists depend on what the weights in the program resolved before. The fit is a conditional logistic
regression: each candidate's sum of weights against those of the others. Prints by cross-validation over articles how
many pronouns the likeliest candidate is right for, with the weights in the program and with the fitted ones. Needs
scipy. The result depends only on the arguments.
"""

from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from train_chains import FOLDS, arguments, run

PENALTY = 2.0  # strength of the penalty, chosen by cross-validation
NAME = "pronouns.tsv"
PRONOUNS = ("he", "she")
BY_HAND = ["lone-name", "mentions"]  # set by hand; fitting them improves nothing


class Choice:
    """A pronoun, the features of those whom it can refer to, and which of them it does."""

    def __init__(self, article, matrix, right):
        self.article, self.matrix, self.right = article, matrix, right


def choices(articles, same_name, over):
    """Returns the pronouns whose origin the annotators name."""
    found = []
    for article in articles:
        gold = {
            a["source"][0]["start"]: a
            for a in article.gold["attributions"]
            if a.get("provenance") and a.get("source") and a["origin_type"] in ("person", "unnamed")
        }
        last = {}
        for pronoun in article.found["pronouns"]:
            last[article.found["attributions"][pronoun["attribution"]]["source"][0]["start"]] = pronoun
        for start, pronoun in last.items():
            a = gold.get(start)
            if a is None or a["source"][0]["text"].lower() not in PRONOUNS:
                continue
            # The pronoun is somebody who passes the words on, and not their origin.
            if any(over(x, a["source"][0]) for x in a.get("intermediaries") or []):
                continue
            right = [same_name(c["name"], a["origin"]) for c in pronoun["candidates"]]
            matrix = np.array([c["features"] for c in pronoun["candidates"]], dtype=float)
            found.append(Choice(article, matrix, np.array(right, dtype=bool)))
    return found


def fit(found, start, free):
    """Returns the weights of largest penalised likelihood. Those that are not `free` keep their value."""
    usable = [c for c in found if c.right.any()]

    def loss(values):
        weights = start.copy()
        weights[free] = values
        total, slope = PENALTY * values @ values / 2, PENALTY * values
        for c in usable:
            z = c.matrix @ weights
            p = np.exp(z - z.max())
            p /= p.sum()
            q = p * c.right
            total -= np.log(max(q.sum(), 1e-12))
            slope = slope + (c.matrix.T @ (p - q / max(q.sum(), 1e-12)))[free]
        return total, slope

    weights = start.copy()
    weights[free] = minimize(loss, np.zeros(len(free)), jac=True, method="L-BFGS-B").x
    return weights


def right(found, weights):
    return sum(len(c.right) > 0 and c.right[int(np.argmax(c.matrix @ weights))] for c in found)


def read(path, names):
    lines = [l.split("\t") for l in path.read_text(encoding="utf8").splitlines() if l and not l.startswith("#")]
    weights = {name: float(weight) for weight, name in lines}
    return np.array([weights.get(name, 0.0) for name in names])


def main():
    args = arguments(__doc__)
    from score_provenance import over, same_name

    articles = run(args.program, args.articles)
    names = articles[0].found["pronoun_features"]
    found = choices(articles, same_name, over)
    present = read(Path(__file__).parent.parent / "grammar/weights" / NAME, names)
    for title, free in [
        ("all", list(range(len(names)))),
        ("all but " + ", ".join(BY_HAND), [i for i, n in enumerate(names) if n not in BY_HAND]),
    ]:
        fitted = 0
        for fold in range(FOLDS):
            weights = fit([c for c in found if c.article.fold != fold], present, free)
            fitted += right([c for c in found if c.article.fold == fold], weights)
        print(f"fitted, {title}: {fitted} of {len(found)} right by cross-validation")
    print(f"present weights: {right(found, present)} of {len(found)} right")
    weights = fit(found, present, free)
    for name, old, new in zip(names, present, weights):
        print(f"{name:12} {old:6.2f} {new:6.2f}")
    if args.out:
        head = "# Weights of `pronouns`, made by tools/train_pronouns.py; docs/features.md explains the features.\n"
        lines = [f"{w:.2f}\t{n}\n" for n, w in zip(names, weights)]
        Path(args.out, NAME).write_text(head + "".join(lines), encoding="utf8")


if __name__ == "__main__":
    main()
