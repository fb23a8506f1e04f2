"""How fast the package is beside the command: `python throughput.py COMMAND`.

Makes 10,000 articles of the project's fixtures, and prints for each way to read
them the seconds of all processors and by the clock, and what share of the
command's throughput that is. The seconds of the processors hardly depend on
what else the machine does.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import secondhand

ARTICLES = 10_000


def corpus() -> list[dict[str, str]]:
    """Returns articles of about 2 kB."""
    fixtures = Path(__file__).parents[3] / "fixtures"
    texts = [path.read_text(encoding="utf-8") for path in sorted(fixtures.glob("*.txt"))]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n") if len(paragraph) > 80]
    chance = random.Random(7)
    return [{"id": str(i), "text": "\n\n".join(chance.sample(paragraphs, 11))} for i in range(ARTICLES)]


def cost(who, work) -> tuple[float, float]:
    """Returns the seconds of the processors and by the clock."""
    before, start = resource.getrusage(who), time.perf_counter()
    work()
    after, end = resource.getrusage(who), time.perf_counter()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, end - start


def main() -> None:
    articles = corpus()
    analyzer = secondhand.Analyzer()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles)
        file.flush()
        print(f"{ARTICLES} articles, {sum(len(a['text']) for a in articles) / ARTICLES / 1000:.1f} kB each")
        line = [sys.argv[1], "extract", "--no-config", "--format", "jsonl", file.name]

        def command():
            subprocess.run(line, stdout=subprocess.DEVNULL, check=True)

        ways = {
            "analyze_many, to_json": lambda: [len(a.to_json()) for a in analyzer.analyze_many(articles)],
            "analyze_many, attributions": lambda: [len(a.attributions) for a in analyzer.analyze_many(articles)],
            "to_arrow": lambda: analyzer.to_arrow(articles),
        }
        analyzer.analyze("")
        wanted = cost(resource.RUSAGE_CHILDREN, command)
        print(f"{'the command':28}{wanted[0]:8.1f} s of the processors,{wanted[1]:8.1f} s by the clock")
        for name, work in ways.items():
            own = cost(resource.RUSAGE_SELF, work)
            shares = [f"{before / after:.0%}" for before, after in zip(wanted, own)]
            print(f"{name:28}{own[0]:8.1f} s ({shares[0]}), {own[1]:8.1f} s ({shares[1]})")


if __name__ == "__main__":
    main()
