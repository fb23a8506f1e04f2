"""Analyzers, documents, and the functions of the package."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, Union

from . import _native
from ._results import Analysis, Table

if TYPE_CHECKING:
    import pyarrow

Path = Union[str, "os.PathLike[str]"]
Article = Union[str, Mapping[str, Any], "Document"]

#: How many articles go into a batch of tables.
_BATCH = 512


@dataclass(frozen=True)
class _Given:
    """How articles are read, as the native part takes it."""

    file: Path | None
    text: str | None
    is_nearest: bool
    grammar: list[Path]
    publisher: str | None
    agency: str | None
    date: str | None


def _given(
    settings: Path | Mapping[str, Any] | Literal[False] | None,
    grammar: Path | Iterable[Path],
    publisher: str | None,
    agency: str | None,
    date: str | None,
    *,
    is_nearest: bool,
) -> _Given:
    folders = [grammar] if isinstance(grammar, (str, os.PathLike)) else list(grammar)
    is_text = isinstance(settings, Mapping)
    return _Given(
        file=None if is_text or settings is None or settings is False else settings,  # type: ignore[arg-type]
        text=_toml(settings) if isinstance(settings, Mapping) else None,
        is_nearest=is_nearest and settings is None,
        grammar=folders,
        publisher=publisher,
        agency=agency,
        date=date,
    )


def _toml(settings: Mapping[str, Any]) -> str:
    """Writes settings as the text of a settings file."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in settings.items())


def _key(key: str) -> str:
    is_bare = key.isascii() and key.replace("-", "a").replace("_", "a").isalnum()
    return key if is_bare else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


class Document:
    """An article as it was read from a file, before it is analysed."""

    def __init__(self, native: _native.Document) -> None:
        self._native = native

    @cached_property
    def _data(self) -> dict[str, Any]:
        return self.to_dict()

    def _says(self, key: str) -> str | None:
        value: str | None = self._data[key]
        return value

    @property
    def id(self) -> str | None:
        """The id: the name of the file, or the article's own."""
        return self._native.id

    @property
    def text(self) -> str:
        """The body of the article, with blank lines between paragraphs."""
        return str(self._data["text"])

    @property
    def title(self) -> str | None:
        """The headline."""
        return self._says("title")

    @property
    def byline(self) -> str | None:
        """Who wrote it."""
        return self._says("byline")

    @property
    def publisher(self) -> str | None:
        """The outlet that published it."""
        return self._says("publisher")

    @property
    def agency(self) -> str | None:
        """The news agency that it is credited to."""
        return self._says("agency")

    @property
    def published(self) -> str | None:
        """The date, as ``YYYY-MM-DD`` where it could be read."""
        return self._says("published")

    @property
    def language(self) -> str | None:
        """The language that the file names."""
        return self._says("language")

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts, each with its kind: ``("paragraph", "…")``."""
        return [(part["kind"], part["text"]) for part in self._data["parts"]]

    @property
    def notes(self) -> list[str]:
        """Notes about how it was read."""
        return self._native.notes

    def to_json(self) -> str:
        """Returns the line that ``secondhand read --format jsonl`` prints."""
        return self._native.to_json().rstrip("\n")

    def to_dict(self) -> dict[str, Any]:
        """Returns the same as a dictionary of its own."""
        data: dict[str, Any] = json.loads(self.to_json())
        return data

    def __repr__(self) -> str:
        return f"<Document {self.id!r}: {self.title or self.text[:40]!r}>"


def _document(article: Article, number: int = 1) -> _native.Document:
    if isinstance(article, str):
        return _native.Document(article)
    if isinstance(article, Document):
        return article._native
    if isinstance(article, Mapping):
        return _native.Document.from_json("article", number, json.dumps(dict(article)))
    raise TypeError(f"an article is a text, a mapping with `text`, or a Document, not {type(article).__name__}")


class Analyzer:
    """Reads articles with settings, a grammar of one's own, and what is known of
    all of them. One analyzer can be used from many threads.

    :param settings: a settings file, or what one says as a mapping
    :param grammar: a folder of grammar files, or several
    :param publisher: the publisher of the articles, if they do not say it
    :param agency: the news agency that they are credited to, if they do not say it
    :param date: when they were published, if they do not say it: ``2016-04-12``

    >>> import secondhand
    >>> courier = secondhand.Analyzer({"publisher": "The Courier", "ignore": ["hearsay"]})
    >>> [a.provenance for a in courier.analyze("“No,” Ana Ruiz told The Courier.").attributions]
    ['firsthand']
    >>> secondhand.Analyzer({"publsher": "The Courier"})
    Traceback (most recent call last):
    secondhand.SettingsError: there is no key `publsher` in settings
     --> settings:1:1
      |
    1 | publsher = "The Courier"
      | ^^^^^^^^
      help: did you mean `publisher`?
    """

    def __init__(
        self,
        settings: Path | Mapping[str, Any] | None = None,
        *,
        grammar: Path | Iterable[Path] = (),
        publisher: str | None = None,
        agency: str | None = None,
        date: str | None = None,
    ) -> None:
        given = _given(settings, grammar, publisher, agency, date, is_nearest=False)
        self._native = _native.Analyzer(given)

    def analyze(
        self,
        article: str | Document,
        *,
        id: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        agency: str | None = None,
        byline: str | None = None,
        date: str | None = None,
    ) -> Analysis:
        """Analyses one article. What is said about it here comes before what the
        analyzer, and what the text itself says. Never fails on a text.
        """
        if isinstance(article, str):
            document = _native.Document(article, id, title, publisher, agency, byline, date)
        else:
            if any(value is not None for value in (id, title, publisher, agency, byline, date)):
                raise TypeError("a Document says itself what is known about it; give an Analyzer the rest")
            document = _document(article)
        return Analysis(self._native.analyze(document))

    def analyze_many(self, articles: Iterable[Article], *, threads: int | None = None) -> Iterator[Analysis]:
        """Analyses articles on many threads (by default one for each core).

        A generator: analyses come in the order of the articles, which are taken
        as they are needed, about 16 for each thread ahead. An article is a text,
        a :class:`Document`, or a mapping with the keys of a line of JSON Lines:
        ``text``, ``id``, ``title``, ``publisher``, ``agency``, ``byline``,
        ``date``.

        >>> import secondhand
        >>> articles = [{"id": "a", "text": "“No,” Ana Ruiz told Der Spiegel."}, "It rained."]
        >>> [len(analysis.attributions) for analysis in secondhand.analyze_many(articles)]
        [1, 0]
        """
        documents = (_document(article, number) for number, article in enumerate(articles, 1))
        for native in self._native.many(documents, threads):
            yield Analysis(native)

    def to_arrow(self, articles: Iterable[Article]) -> dict[Table, pyarrow.Table]:
        """Analyses articles on all cores and returns the flat tables of all of
        them, which docs/archives.md describes: ``articles``, ``attributions``,
        ``links`` and ``findings``.
        """
        import pyarrow

        from ._tables import of_stream

        tables: dict[Any, list[pyarrow.Table]] = {name: [] for name in _native.TABLES}
        documents = (_document(article, number) for number, article in enumerate(articles, 1))
        # Without articles there is one batch: tables without rows.
        while (batch := list(islice(documents, _BATCH))) or not tables["articles"]:
            for name, stream in zip(_native.TABLES, self._native.tables(batch, True)):
                tables[name].append(of_stream(stream))
        return {name: pyarrow.concat_tables(parts) for name, parts in tables.items()}


@lru_cache(maxsize=1)
def _default() -> Analyzer:
    return Analyzer()


def analyze(
    article: str | Document,
    *,
    id: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    byline: str | None = None,
    date: str | None = None,
) -> Analysis:
    """Analyses one article with the built-in grammar and the default rules.

    :param article: its text, or a :class:`Document` that :func:`read` made
    :param id: its name in output
    :param title: the headline
    :param publisher: the outlet that published it; never an intermediary in it
    :param agency: the news agency that it is credited to; never one either
    :param byline: who wrote it
    :param date: when it was published: ``2016-04-12``

    >>> import secondhand
    >>> analysis = secondhand.analyze("“No,” Ana Ruiz told Reuters.", agency="Reuters")
    >>> analysis.attributions[0].provenance
    'firsthand'
    """
    keys = {"id": id, "title": title, "publisher": publisher, "agency": agency, "byline": byline, "date": date}
    return _default().analyze(article, **keys)


def analyze_many(articles: Iterable[Article], *, threads: int | None = None) -> Iterator[Analysis]:
    """Analyses articles on many threads: see :meth:`Analyzer.analyze_many`."""
    return _default().analyze_many(articles, threads=threads)


def _results(results: Iterable[Any], on_error: Callable[[_native.Error], Any] | None) -> list[Any]:
    kept = []
    for result in results:
        if not isinstance(result, _native.Error):
            kept.append(result)
        elif on_error is None:
            raise result
        else:
            on_error(result)
    return kept


def _path(path: Path) -> Path:
    # To the command, `-` is standard input.
    return "./-" if os.fspath(path) == "-" else path


def read(
    source: Path | bytes,
    *,
    format: str | None = None,
    name: str | None = None,
    on_error: Callable[[_native.Error], Any] | None = None,
) -> list[Document]:
    r"""Reads the articles of a file or a folder: text, web pages, feeds, mail,
    documents. docs/input.md lists the formats.

    :param source: a path, or the bytes of a file
    :param format: what the file is, where its content and name do not tell it
    :param name: what bytes are called in messages, and their format by its ending
    :param on_error: is called with the error of each article that cannot be
        read; without it the first such error is raised

    >>> import secondhand
    >>> mail = b"Subject: Strike ends\n\nIt is over, Ana Ruiz said on Monday.\n"
    >>> [document.title for document in secondhand.read(mail, format="eml")]
    ['Strike ends']
    """
    if isinstance(source, bytes):
        natives = _native.read_bytes(source, name or "-", format)
        return [Document(native) for native in natives]
    return [Document(native) for native in _results(_native.read(_path(source), format), on_error)]


def check(
    path: Path,
    *,
    settings: Path | Mapping[str, Any] | Literal[False] | None = None,
    grammar: Path | Iterable[Path] = (),
    publisher: str | None = None,
    agency: str | None = None,
    date: str | None = None,
    baseline: Path | None = None,
    format: str | None = None,
    on_error: Callable[[_native.Error], Any] | None = None,
) -> list[Analysis]:
    """Checks the articles of a file or a folder as ``secondhand check`` does:
    with the nearest settings file, suppressions and baselines. Findings have a
    ``status``.

    :param settings: a settings file that holds in place of the nearest one, or
        ``False`` for none
    :param baseline: a baseline whose findings are known
    :param on_error: is called with the error of each article that cannot be
        read; without it the first such error is raised

    The other parameters are those of :class:`Analyzer` and :func:`read`.
    """
    if isinstance(settings, Mapping):
        raise TypeError("check takes a settings file, whose folder says what its paths mean")
    given = _given(settings, grammar, publisher, agency, date, is_nearest=True)
    checked = _native.check(_path(path), given, baseline, format)
    return [Analysis(native) for native in _results(checked, on_error)]
