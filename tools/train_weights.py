#!/usr/bin/env python3
"""Fits grammar/weights/{ends,starts,keep}.tsv by logistic regression over the features of the grammar's decisions.

    cargo run --release --example decisions TRAIN.jsonl DIR
    python3 tools/train_weights.py ends DIR grammar/weights/ends.tsv
    python3 tools/train_weights.py starts DIR grammar/weights/starts.tsv
    cargo run --release --example decisions TRAIN.jsonl DIR /dev/null grammar/weights/ends.tsv grammar/weights/starts.tsv
    python3 tools/train_weights.py keep DIR grammar/weights/keep.tsv

Fit `keep` last: its features depend on where the content lies, which `ends` and `starts` decide. With
`--test DIR2`, a directory written in the same way from other articles, also prints the accuracy on both.
With `--also DIR2` also fits on articles whose annotators marked speech and writing alone, nested ones too (written by
`decisions` with `--nested`): rows of other acts are left out.
Needs scikit-learn. The result depends only on the rows in DIR.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

LEAST = {"keep": 12, "ends": 4, "starts": 4}  # number of articles that a feature must occur in
PENALTY = {"keep": "l2", "ends": "l1", "starts": "l1"}
C = {"keep": 0.07, "ends": 0.6, "starts": 0.6}  # inverse strength of the penalty, chosen on held-out articles
OTHER_ACTS = ("act=belief|", "act=intention|", "act=attitude|", "act=perception|")  # unmarked in articles of --also
LENIENCE = {"keep": 0.25, "ends": 0, "starts": 0}  # added to the bias: annotators of --also mark less
UNMARKED = ("construction=name-colon",)  # labels that these articles mark otherwise
SMALLEST = 0.02  # weights below this are left out


def rows(path, names):
    """Returns the labels, the numbers of the articles, and each row's features as indexes into the names."""
    labels, articles, features = [], [], []
    for line in open(path):
        label, article, *numbers = line.split()
        labels.append(int(label))
        articles.append(int(article[4:]))
        features.append([int(n[:-2]) - 1 for n in numbers])
    return np.array(labels), np.array(articles), features


def matrix(features, columns):
    """Converts rows of names to a sparse matrix. Names without a column are skipped."""
    at, indices = [0], []
    for row in features:
        indices += [columns[n] for n in row if n in columns]
        at.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, at), shape=(len(features), len(columns)))


def load(directory, what):
    names = Path(directory, what + ".names").read_text().split("\n")
    labels, articles, features = rows(Path(directory, what + ".svm"), names)
    return labels, articles, [[names[n] for n in row] for row in features]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["keep", "ends", "starts"])
    parser.add_argument("directory")
    parser.add_argument("out")
    parser.add_argument("--also")
    parser.add_argument("--test")
    parser.add_argument("-C", type=float)
    parser.add_argument("--penalty", choices=["l1", "l2"])
    args = parser.parse_args()
    labels, articles, features = load(args.directory, args.what)
    if args.also:
        more_labels, more_articles, more = load(args.also, args.what)
        marked = [i for i, row in enumerate(more) if args.what != "keep" or not any(n.startswith(OTHER_ACTS + UNMARKED) for n in row)]
        labels = np.concatenate([labels, more_labels[marked]])
        articles = np.concatenate([articles, more_articles[marked] + articles.max() + 1])
        features += [more[i] for i in marked]
    seen = {}
    for article, row in zip(articles, features):
        for name in row:
            seen.setdefault(name, set()).add(article)
    columns = {n: i for i, n in enumerate(sorted(n for n, a in seen.items() if len(a) >= LEAST[args.what] and n != "bias"))}
    model = LogisticRegression(C=args.C or C[args.what], penalty=args.penalty or PENALTY[args.what], solver="liblinear", random_state=0, max_iter=300)
    model.fit(matrix(features, columns), labels)
    if args.test:
        test_labels, _, test_features = load(args.test, args.what)
        for name, (y, f) in {"train": (labels, features), "test": (test_labels, test_features)}.items():
            p = model.predict_proba(matrix(f, columns))[:, 1]
            print(f"{name}: {len(y)} rows, {Counter(y.tolist())}, accuracy {np.mean((p > 0.5) == y):.4f}, log loss {log_loss(y, p):.4f}")
    weights = [("bias", float(model.intercept_[0]) + (LENIENCE[args.what] if args.also else 0))] + [(n, float(model.coef_[0][i])) for n, i in columns.items()]
    weights = [(n, w) for n, w in weights if abs(w) >= SMALLEST or n.startswith("construction=")]
    head = f"# Weights of `{args.what}`, made by tools/train_weights.py; src/grammar/weights.rs says what they are.\n"
    Path(args.out).write_text(head + "".join(f"{w:.3f}\t{n}\n" for n, w in sorted(weights)))
    print(f"{len(columns)} features, {len(weights)} weights")


if __name__ == "__main__":
    main()
