#!/usr/bin/env python3
"""train_pages.py GOLD.jsonl FOLDER [--write]: fit the weights by which the reader of HTML finds the article on a page.

    cargo build --release --example pages

GOLD has one page a line, {"id", "body"} and, if known, "url" or "publisher"; FOLDER has the page as ID.html. A block is the
article's if at least half of its words, four in a row, are in the body. The fit is a logistic regression, in which the
blocks of each page together count the same. Without --write it prints body precision, recall and F1 in five-fold
cross-validation over sites; with it, it fits all pages and writes grammar/pages/weights.tsv.
"""
import json, re, statistics, subprocess, sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

ROOT = Path(__file__).parent.parent
WORD = re.compile(r"\w+")
HEAD = ("# Weights of the features of a block of a page: whether it is the article's. tools/train_pages.py fits them;\n"
        "# src/read/html/features.rs explains the features.\n")


def shingles(text):
    words = WORD.findall(text)
    return Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)) if words[i:i + 4])


def site(gold):
    if gold.get("url"):
        return ".".join([part for part in urlparse(gold["url"]).netloc.split(".") if part != "www"][-2:])
    return (gold.get("publisher") or gold["id"]).lower()


class Page:
    def __init__(self, gold, blocks):
        self.site, self.body = site(gold), shingles(gold["body"])
        lines = {" ".join(WORD.findall(line)) for line in gold["body"].splitlines()}
        self.blocks, self.features = [text for text, _ in blocks], [features for _, features in blocks]
        self.is_article = np.array([self.covered(text, lines) for text in self.blocks], dtype=bool)
        words = np.array([min(len(WORD.findall(text)), 150) for text in self.blocks], dtype=float)
        weight = np.sqrt(words + 1)
        self.weight = 1000 * weight / (weight[self.is_article].sum() + 30) if len(blocks) else weight

    def covered(self, text, lines):
        words = WORD.findall(text)
        if len(words) < 4:
            return bool(words) and " ".join(words) in lines
        found = shingles(text)
        return sum((found & self.body).values()) >= sum(found.values()) / 2

    def score(self, kept):
        read = shingles("\n".join(text for text, keep in zip(self.blocks, kept) if keep))
        hit = sum((read & self.body).values())
        return (hit / sum(read.values()) if read else 0, hit / sum(self.body.values()) if self.body else 0)


def fit(pages):
    model = LogisticRegression(C=0.3, max_iter=2000, tol=1e-3)
    return model.fit(np.vstack([page.matrix for page in pages]), np.concatenate([page.is_article for page in pages]),
                     sample_weight=np.concatenate([page.weight for page in pages]))


def main():
    golds = [json.loads(line) for line in open(sys.argv[1], encoding="utf8")]
    program = [ROOT / "target/release/examples/pages"] + [f"{sys.argv[2]}/{gold['id']}.html" for gold in golds]
    lines = subprocess.run(program, check=True, capture_output=True).stdout.splitlines()
    pages = [Page(gold, json.loads(line)["blocks"]) for gold, line in zip(golds, lines, strict=True)]
    names = sorted({name for page in pages for features in page.features for name in features})
    column = {name: at for at, name in enumerate(names)}
    for page in pages:
        page.matrix = np.zeros((len(page.blocks), len(names)))
        for row, features in enumerate(page.features):
            for name, value in features.items():
                page.matrix[row, column[name]] = value
    pages = [page for page in pages if page.blocks]
    if "--write" in sys.argv:
        model = fit(pages)
        rows = [(model.intercept_[0], "bias")] + list(zip(model.coef_[0], names))
        text = "".join(f"{weight:.2f}\t{name}\n" for weight, name in rows if abs(weight) >= 0.005)
        (ROOT / "grammar/pages/weights.tsv").write_text(HEAD + text, encoding="utf8")
        return
    scores = []
    for train, test in GroupKFold(5).split(pages, groups=[page.site for page in pages]):
        model = fit([pages[i] for i in train])
        scores += [pages[i].score(model.decision_function(pages[i].matrix) > 0) for i in test]
    precision, recall = (statistics.mean(column) for column in zip(*scores))
    print(f"precision {100 * precision:.1f} recall {100 * recall:.1f} F1 {200 * precision * recall / (precision + recall):.1f}")


if __name__ == "__main__":
    main()
