"""Flat tables."""

import json

import pytest

import secondhand
from conftest import SECOND_HAND
from secondhand import _native

pyarrow = pytest.importorskip("pyarrow")


def test_columns_are_as_they_are_described():
    tables = secondhand.Analyzer().to_arrow([])
    kinds = {"text": "string", "whole": "int64", "share": "double", "truth": "bool"}
    for name in _native.TABLES:
        schema = tables[name].schema
        described = [(column, kinds[kind], maybe) for column, kind, maybe, _ in _native.columns(name)]
        assert [(field.name, str(field.type), field.nullable) for field in schema] == described
        assert tables[name].num_rows == 0


def test_rows_say_what_the_objects_say(fixtures):
    articles = [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in fixtures]
    tables = secondhand.Analyzer().to_arrow(articles)
    analyses = list(secondhand.analyze_many(articles))
    rows = {name: table.to_pylist() for name, table in tables.items()}
    assert [row["article"] for row in rows["articles"]] == [analysis.id for analysis in analyses]
    attributions = [(analysis.id, a) for analysis in analyses for a in analysis.attributions]
    assert len(attributions) == len(rows["attributions"]) > 100
    for row, (id, a) in zip(rows["attributions"], attributions):
        assert (row["article"], row["attribution"], row["chain"]) == (id, a.id, str(a.chain))
        assert row["provenance"] == a.provenance
        assert row["source"] == (" … ".join(span.text for span in a.source) or None)
        assert row["content_start"] == min(span.start for span in a.content)
        assert row["origin"] == (a.chain.origin.name if a.chain.origin else None)
        certain = [link.why.confidence for link in a.chain if link.why]
        assert row["confidence"] == (min(certain) if certain else None)
    links = [(id, a.id, i, link) for id, a in attributions for i, link in enumerate(a.chain, 1)]
    assert len(links) == len(rows["links"])
    for row, (id, attribution, position, link) in zip(rows["links"], links):
        assert (row["article"], row["attribution"], row["position"]) == (id, attribution, position)
        assert (row["name"], row["role"], row["mention"]) == (link.name, link.role, link.mention.text)
    findings = [(analysis.id, i, f) for analysis in analyses for i, f in enumerate(analysis.findings, 1)]
    assert len(findings) == len(rows["findings"])
    for row, (id, number, f) in zip(rows["findings"], findings):
        assert (row["article"], row["finding"], row["code"], row["text"]) == (id, number, f.code, f.text)
    for row, analysis in zip(rows["articles"], analyses):
        assert row["attributions"] == len(analysis.attributions)
        assert row["links"] == sum(len(a.chain) for a in analysis.attributions)
        counts = [row[name] for name in ("firsthand", "secondhand", "hearsay", "unsourced")]
        assert sum(counts) == row["attributions"]


def test_one_article_is_a_table_of_its_own():
    analysis = secondhand.analyze(SECOND_HAND, id="a")
    for name, table in secondhand.Analyzer().to_arrow([{"id": "a", "text": SECOND_HAND}]).items():
        assert analysis.to_arrow(name) == table


def test_pandas():
    pandas = pytest.importorskip("pandas")
    frame = secondhand.analyze(SECOND_HAND, id="a").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert json.loads(frame[["provenance", "chain"]].to_json(orient="records")) == [
        {"provenance": "secondhand", "chain": "Ana Ruiz → The Washington Post"}
    ]
