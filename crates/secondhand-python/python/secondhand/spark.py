"""Archives on Spark: the flat tables of many articles.

>>> from secondhand.spark import analyze                        # doctest: +SKIP
>>> tables = analyze(spark.read.parquet("articles"), text="body", id="url")  # doctest: +SKIP
>>> tables.write("quotations")                                  # doctest: +SKIP

The package must be installed where the executors run. docs/archives.md says how
to submit a job and how to size it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyspark import StorageLevel
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql import types as t

from . import _native
from ._analyzer import Analyzer

if TYPE_CHECKING:
    import pyarrow

#: How many articles are analysed at a time: what a task holds in memory.
_BATCH = 256

#: The columns of an article that can be in a column of the data frame.
_SAID = ("id", "title", "publisher", "agency", "byline", "published")

#: The tables whose rows are nested in those of the articles.
_NESTED = ("attributions", "links", "findings")


@dataclass(frozen=True)
class Tables:
    """The tables of an archive. Nothing is computed before they are used."""

    rows: DataFrame
    """One row for each article, with the rows of the other tables nested in it:
    ``attributions_rows``, ``links_rows`` and ``findings_rows``. Persist or write it
    if you use several tables, so that articles are analysed once."""

    @property
    def articles(self) -> DataFrame:
        """One row for each article."""
        return self.rows.drop(*(f"{name}_rows" for name in _NESTED))

    @property
    def attributions(self) -> DataFrame:
        """One row for each attribution."""
        return self._nested("attributions")

    @property
    def links(self) -> DataFrame:
        """One row for each party in the chain of an attribution."""
        return self._nested("links")

    @property
    def findings(self) -> DataFrame:
        """One row for each finding."""
        return self._nested("findings")

    def _nested(self, name: str) -> DataFrame:
        return self.rows.select(f.explode(f"{name}_rows").alias("row")).select("row.*")

    def write(self, path: str, *, mode: str = "errorifexists", format: str = "parquet") -> None:
        """Writes all tables as folders of this path. Articles are analysed once."""
        kept = Tables(self.rows.persist(StorageLevel.DISK_ONLY))
        try:
            for name in _native.TABLES:
                table: DataFrame = getattr(kept, name)
                table.write.mode(mode).format(format).save(f"{path.rstrip('/')}/{name}")
        finally:
            kept.rows.unpersist()


def analyze(
    df: DataFrame,
    *,
    text: str = "text",
    id: str = "id",
    title: str | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    byline: str | None = None,
    date: str | None = None,
    settings: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    grammar: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
) -> Tables:
    """Analyses a data frame with one article in each row.

    :param text: the column with the text
    :param id: the column with the id, which should be unique
    :param title: the column with the headline, if there is one; so are
        ``publisher``, ``agency``, ``byline`` and ``date``
    :param settings: a settings file, or what one says as a mapping
    :param grammar: a folder of grammar files, or several

    Settings and grammar are read here and sent to the executors. An article
    without a text has a row in ``articles`` and none elsewhere.
    """
    named = dict(zip(_SAID, (id, title, publisher, agency, byline, date)))
    columns = [f.col(text).cast("string").alias("text")]
    columns += [f.col(column).cast("string").alias(key) for key, column in named.items() if column is not None]
    recipe = _recipe(settings, grammar)
    _analyzer(recipe)  # What is wrong with it is said here, and not by a task.
    return Tables(df.select(columns).mapInArrow(partial(_batches, recipe), _schema()))


def _schema() -> t.StructType:
    nested = [t.StructField(f"{name}_rows", t.ArrayType(_struct(name), False), False) for name in _NESTED]
    return t.StructType(_struct("articles").fields + nested)


def _struct(table: str) -> t.StructType:
    kinds = {"text": t.StringType(), "whole": t.LongType(), "share": t.DoubleType(), "truth": t.BooleanType()}
    columns = _native.columns(table)
    return t.StructType([t.StructField(name, kinds[kind], is_optional) for name, kind, is_optional, _ in columns])


#: Settings as JSON, and the name and text of each grammar file.
_Recipe = tuple[str, tuple[tuple[str, str], ...]]


def _recipe(settings: Any, grammar: Any) -> _Recipe:
    folders = [grammar] if isinstance(grammar, (str, os.PathLike)) else list(grammar)
    if settings is not None and not isinstance(settings, Mapping):
        import tomllib

        file = Path(settings)
        Analyzer(file)  # Says what is wrong with it, and where.
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
        folders = [file.parent / folder for folder in settings.pop("grammar", [])] + folders
        for key in ("baseline", "exclude", "overrides"):
            settings.pop(key, None)
    if folders:
        Analyzer(grammar=folders)
    files = [
        (f"{number}/{file.relative_to(folder)}", file.read_text(encoding="utf-8"))
        for number, folder in enumerate(map(Path, folders))
        for file in sorted(folder.rglob("*.toml"))
    ]
    return json.dumps(settings or {}), tuple(files)


@lru_cache(maxsize=4)
def _analyzer(recipe: _Recipe) -> Analyzer:
    """Makes the analyzer of a worker, once for all its tasks."""
    settings, files = json.loads(recipe[0]), recipe[1]
    if not files:
        return Analyzer(settings)
    with tempfile.TemporaryDirectory(prefix="secondhand-grammar-") as folder:
        for name, text in files:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Analyzer(settings, grammar=folder)


def _batches(recipe: _Recipe, batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Analyses the articles of a task."""
    analyzer = _analyzer(recipe)._native
    for batch in batches:
        for start in range(0, batch.num_rows, _BATCH):
            part = batch.slice(start, _BATCH).to_pylist()
            documents = [_native.Document(row.pop("text") or "", **row) for row in part]
            yield _nested(analyzer.tables(documents, False))


def _nested(streams: list[bytes]) -> pyarrow.RecordBatch:
    """Puts the rows of the other tables into those of the articles."""
    import pyarrow

    from ._tables import of_stream

    tables = {name: of_stream(stream).combine_chunks() for name, stream in zip(_native.TABLES, streams)}
    articles = tables["articles"]
    arrays = [column.combine_chunks() for column in articles.columns]
    fields = list(articles.schema)
    for name in _NESTED:
        # The number of rows of each article is a column of the articles.
        offsets = pyarrow.array(accumulate(articles[name].to_pylist(), initial=0), "int32")
        rows = tables[name]
        values = pyarrow.StructArray.from_arrays(
            [column.combine_chunks() for column in rows.columns], fields=list(rows.schema)
        )
        arrays.append(pyarrow.ListArray.from_arrays(offsets, values))
        fields.append(pyarrow.field(f"{name}_rows", arrays[-1].type, nullable=False))
    return pyarrow.RecordBatch.from_arrays(arrays, schema=pyarrow.schema(fields))
