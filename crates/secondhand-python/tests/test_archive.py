"""The tables of `extract --format parquet`, and the questions of docs/archives.md."""

import json
import re

import pytest

import secondhand
from conftest import ROOT, SECOND_HAND

duckdb = pytest.importorskip("duckdb")
parquet = pytest.importorskip("pyarrow.parquet")

TABLES = ("articles", "attributions", "links", "findings")


@pytest.fixture(scope="module")
def archive(tmp_path_factory, command, fixtures):
    """A folder with the tables of some articles."""
    folder = tmp_path_factory.mktemp("archive")
    articles = [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in fixtures]
    articles += [{"id": f"wire-{i}", "publisher": f"Paper {i % 3}", "text": SECOND_HAND} for i in range(45)]
    articles.append({"id": "empty", "text": "It rained."})
    (folder / "corpus.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    run = command("extract", "--no-config", "--format", "parquet", "--output", "tables", "corpus.jsonl", cwd=folder)
    if "built without the format parquet" in run.stderr:
        pytest.skip("this command has no format parquet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    return folder, articles


def test_the_tables_are_those_of_the_package(archive):
    folder, articles = archive
    assert sorted(path.name for path in (folder / "tables").iterdir()) == sorted(f"{name}.parquet" for name in TABLES)
    for name, table in secondhand.Analyzer().to_arrow(articles).items():
        written = parquet.read_table(folder / "tables" / f"{name}.parquet")
        assert written.to_pylist() == table.to_pylist()
        assert written.schema.equals(table.schema)


def queries() -> dict[str, str]:
    page = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
    return dict(re.findall(r"<!-- query: (\w+) -->\n```sql\n(.*?)```", page, re.S))


def test_the_questions_are_answered(archive, monkeypatch):
    folder, _ = archive
    monkeypatch.chdir(folder)
    asked = queries()
    answers = {name: duckdb.sql(query) for name, query in asked.items()}
    assert set(answers) == {"who", "outlets", "own", "long", "findings"}
    rows = {name: answer.fetchall() for name, answer in answers.items()}
    assert ("Ana Ruiz", "The Washington Post", 45) in rows["who"]
    assert ("Paper 0", "The Washington Post", 15, 15) in rows["outlets"]
    assert ("Paper 1", 15, 0.0, 1.0, 0.0) in rows["own"]
    assert all(chain.count(" → ") >= 2 for _, chain, _ in rows["long"]) and rows["long"]
    codes = [code for code, *_ in rows["findings"]]
    assert "SH001" in codes and "SH002" in codes


def test_polars_and_pandas_read_the_same(archive):
    folder, _ = archive
    path = folder / "tables" / "links.parquet"
    wanted = parquet.read_table(path).to_pylist()
    polars = pytest.importorskip("polars")
    assert polars.read_parquet(path).to_dicts() == wanted
    pandas = pytest.importorskip("pandas")
    assert len(pandas.read_parquet(path)) == len(wanted)


def test_what_is_wrong_leaves_the_tables_as_they_are(archive, command, tmp_path):
    folder, _ = archive
    before = {path.name: path.read_bytes() for path in (folder / "tables").iterdir()}
    run = command("extract", "--format", "parquet", "--output", folder / "tables", tmp_path / "none.txt")
    assert run.returncode == 2 and "nothing could be read" in run.stderr
    run = command("extract", "--format", "parquet", "none.txt", cwd=tmp_path)
    assert run.returncode == 2 and "name it with `--output DIR`" in run.stderr
    (tmp_path / "a.txt").write_text(SECOND_HAND)
    run = command("extract", "--format", "parquet", "--output", tmp_path / "a.txt" / "b", tmp_path / "a.txt")
    assert run.returncode == 2 and "cannot be written" in run.stderr
    assert {path.name: path.read_bytes() for path in (folder / "tables").iterdir()} == before


def test_other_formats_can_be_written_to_a_file(command, tmp_path):
    (tmp_path / "a.txt").write_text(SECOND_HAND)
    printed = command("extract", "--format", "jsonl", "a.txt", cwd=tmp_path)
    assert command("extract", "--format", "jsonl", "-o", "a.jsonl", "a.txt", cwd=tmp_path).stdout == ""
    assert (tmp_path / "a.jsonl").read_text() == printed.stdout
    assert command("extract", "-o", "a.txt", "a.txt", cwd=tmp_path).returncode == 2
