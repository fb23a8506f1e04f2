#!/usr/bin/env python3
"""Puts the sources of annotated articles into simple sentences and lists those that are not read whole.

    cargo build --release
    python3 tools/source_frames.py target/release/secondhand ARTICLES.jsonl... [--frame NAME] [--list KIND] [--limit N]

Each distinct source phrase fills each frame (`FRAMES`), and the source of the frame's cue must be the phrase. A phrase
that is read in its article by the words around it, or by weights, has nothing here but its own structure. Prints for
each frame how many phrases are read, cut, replaced by other words or not found; `--list` prints the phrases of one of
these kinds. Some phrases can be no subject (*by some*), so no frame reaches 100 %.
"""

import argparse
import json
import re
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

# Name of a frame, the sentence, its cue, and whether the phrase is the subject of a verb behind it.
FRAMES = [
    ("quote-said", '"We stand tall and will not give up this time," {} said.', "said", True),
    ("quote-said-inverted", '"We stand tall and will not give up this time," said {}.', "said", False),
    ("said-clause", "{} said the plan would cost too much.", "said", True),
    ("told", "{} told reporters on Friday that the plan would cost too much.", "told", True),
    ("according-to", "The plan would cost too much, according to {}.", "according to", False),
]

# Phrases that stand for a source and cannot be a subject, or only as a possessor.
NO_SUBJECT = {"their", "his", "her", "my", "our", "your", "its", "them", "him", "us", "me", "whose", "that", "which", "who"}
# An apposition or relative clause, which a comma closes before the verb.
APPOSITION = re.compile(r", (who|whom|which|whose|where|a|an|the|one|\d\d?|[a-z]\w+)\b")
LIST = re.compile(r", (and|or) [^,]*$")


def phrases(files):
    found = set()
    for file in files:
        for line in Path(file).read_text(encoding="utf8").splitlines():
            article = json.loads(line)
            for attribution in article["attributions"]:
                spans = attribution.get("source") or []
                if len(spans) == 1:
                    phrase = " ".join(article["text"][spans[0]["start"] : spans[0]["end"]].split()).rstrip(",")
                    if len(phrase) > 1 and phrase.lower() not in NO_SUBJECT and not phrase.endswith(("'s", "’s", "–", "-")):
                        found.add(phrase)
    return sorted(found)


def sentence(frame, phrase):
    _, pattern, _, subject = frame
    if subject and APPOSITION.search(phrase) and not LIST.search(phrase):
        phrase += ","
    if pattern.startswith("{"):
        phrase = phrase[0].upper() + phrase[1:]
    return pattern.format(phrase)


def read(program, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        for i, text in enumerate(texts):
            file.write(json.dumps({"id": str(i), "text": text + "\n"}) + "\n")
        file.flush()
        command = [program, "extract", "--no-config", "--format", "jsonl", file.name]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line)["attributions"] for line in lines]


def kind(frame, phrase, attributions):
    words = lambda spans: " ".join(s["text"] for s in spans or [])
    bare = lambda text: text.lower().strip(" ,")
    sources = [words(a["source"]) for a in attributions if words(a["cue"]).lower() == frame[2]]
    if not sources:
        return "not found"
    if bare(sources[0]) == bare(phrase):
        return "read"
    return "cut" if bare(sources[0]) in bare(phrase) else "other words"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--frame", choices=[f[0] for f in FRAMES])
    parser.add_argument("--list", choices=["cut", "other words", "not found"])
    parser.add_argument("--limit", type=int, default=100)
    arguments = parser.parse_args()
    sources = phrases(arguments.articles)
    for frame in FRAMES:
        if arguments.frame in (None, frame[0]):
            kinds = defaultdict(list)
            texts = [sentence(frame, phrase) for phrase in sources]
            for phrase, attributions in zip(sources, read(arguments.program, texts), strict=True):
                kinds[kind(frame, phrase, attributions)].append(phrase)
            share = lambda name: f"{100 * len(kinds[name]) / len(sources):.1f} % {name}"
            print(f"{frame[0]:20} {len(sources)} phrases:", ", ".join(map(share, ["read", "cut", "other words", "not found"])))
            for phrase in kinds[arguments.list][: arguments.limit] if arguments.list else []:
                print("   ", phrase)


if __name__ == "__main__":
    main()
