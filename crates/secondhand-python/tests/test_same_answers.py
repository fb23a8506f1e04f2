"""The package answers as the command does, byte for byte."""

import json
import subprocess
import sys

import pytest

import secondhand
from conftest import ROOT, SECOND_HAND


def test_an_article(command, fixtures):
    lines = command("extract", "--no-config", "--format", "jsonl", *fixtures).stdout.splitlines(keepends=True)
    for path, line in zip(fixtures, lines, strict=True):
        analysis = secondhand.analyze(secondhand.read(path)[0])
        assert analysis.to_json() + "\n" == line
    whole = command("extract", "--no-config", "--format", "json", path).stdout
    assert analysis.to_json(indent=True) + "\n" == whole
    assert analysis.to_dict() == json.loads(whole)


def test_a_text_is_a_file_without_a_name(command, fixtures):
    lines = command("extract", "--no-config", "--format", "jsonl", *fixtures).stdout.splitlines(keepends=True)
    for path, line in zip(fixtures, lines, strict=True):
        text = path.read_bytes().decode("utf-8-sig")
        assert secondhand.analyze(text, id=str(path)).to_json() + "\n" == line


def test_many_articles(command, tmp_path, fixtures):
    articles = [{"id": path.stem, "text": path.read_text(encoding="utf-8"), "wire": "AP"} for path in fixtures] * 5
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    lines = command("extract", "--no-config", "--format", "jsonl", corpus).stdout
    for threads in (None, 1, 3):
        found = secondhand.analyze_many(articles, threads=threads)
        assert "".join(analysis.to_json() + "\n" for analysis in found) == lines


def test_pages(command):
    pages = ROOT / "fixtures" / "pages"
    errors = []
    checked = secondhand.check(pages, settings=False, on_error=errors.append)
    run = command("check", "--no-config", "--format", "jsonl", pages)
    assert "".join(analysis.to_json() + "\n" for analysis in checked) == run.stdout
    assert [f"error: {error}" for error in errors] == [line for line in run.stderr.splitlines() if "error: " in line]
    documents = secondhand.read(pages, on_error=errors.append)
    lines = command("read", "--no-config", "--format", "jsonl", pages).stdout
    assert "".join(document.to_json() + "\n" for document in documents) == lines


@pytest.fixture
def newsroom(tmp_path):
    """A folder with settings for some paths, a grammar, suppressions and a
    baseline."""
    (tmp_path / "opinion").mkdir()
    (tmp_path / "grammar").mkdir()
    (tmp_path / "secondhand.toml").write_text(
        "publisher = 'The Courier'\ngrammar = ['grammar']\n"
        "[[overrides]]\npaths = ['opinion/']\nignore = ['second-hand-quote']\n"
    )
    (tmp_path / "grammar" / "outlets.toml").write_text(
        "kind = 'outlets'\n[[outlet]]\nname = 'Quayside Letter'\nkind = 'newspaper'\n"
    )
    for name in ("a.txt", "opinion/b.txt"):
        (tmp_path / name).write_text("“The strike is over,” Ana Ruiz told Quayside Letter.\n")
    (tmp_path / "c.md").write_text(f"<!-- secondhand-ignore: SH001: on the record with AP -->\n{SECOND_HAND}")
    (tmp_path / "d.txt").write_text(SECOND_HAND)
    (tmp_path / "d.txt.secondhand.toml").write_text("[[ignore-file]]\nrule = 'hearsay'\nreason = 'none is here'\n")
    return tmp_path


def test_a_newsroom(command, newsroom, monkeypatch):
    monkeypatch.chdir(newsroom)
    assert command("check", "--write-baseline", "known.json", "d.txt", cwd=newsroom).returncode == 0
    for options in ([], ["--baseline", "known.json"]):
        run = command("check", "--format", "jsonl", *options, ".", cwd=newsroom)
        checked = secondhand.check(".", baseline=options[1] if options else None)
        assert "".join(analysis.to_json() + "\n" for analysis in checked) == run.stdout
    by_name = {analysis.id.removeprefix("./"): analysis for analysis in checked}
    assert [finding.code for finding in by_name["a.txt"].findings] == ["SH001"]
    assert by_name["opinion/b.txt"].findings == ()
    suppressed = by_name["c.md"].findings[0]
    assert suppressed.suppression == secondhand.Suppression("inSource", "on the record with AP")
    assert (suppressed.status, by_name["d.txt"].findings[0].status) == ("suppressed", "baseline")
    # An analyzer takes the same file, without what it says of paths.
    analyzer = secondhand.Analyzer("secondhand.toml")
    line = command("extract", "--format", "jsonl", "a.txt", cwd=newsroom).stdout
    assert analyzer.analyze(secondhand.read("a.txt")[0]).to_json() + "\n" == line


def test_the_command_comes_along(command, tmp_path):
    assert command("--version").stdout == f"secondhand {secondhand.__version__}\n"
    (tmp_path / "a.txt").write_text(SECOND_HAND)
    for arguments, code in ((["check", "--fail-on", "note", "a.txt"], 1), (["rules"], 0), (["check", "b.txt"], 2), (["--version"], 0)):
        line = [sys.executable, "-m", "secondhand", *arguments]
        assert subprocess.run(line, cwd=tmp_path, capture_output=True).returncode == code, arguments
