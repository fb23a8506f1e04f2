"""What an analysis finds, as typed objects.

The objects are made of the JSON of the command. docs/json.md describes every
field.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from . import _native

if TYPE_CHECKING:
    import pandas
    import pyarrow

Provenance = Literal["firsthand", "secondhand", "hearsay", "unsourced"]
Act = Literal["statement", "question", "belief", "intention", "attitude", "perception", "evidence", "decree"]
QuotationKind = Literal["direct", "mixed", "indirect"]
PartyKind = Literal["person", "unnamed", "organization", "outlet", "document"]
Severity = Literal["note", "warning", "error"]
Table = Literal["articles", "attributions", "links", "findings"]


@dataclass(frozen=True)
class Span:
    """A place in the text.

    >>> import secondhand
    >>> analysis = secondhand.analyze("“Nein, 🚢!” said Ana Ruiz.")
    >>> span = analysis.attributions[0].source[0]
    >>> span
    Span(start=16, end=24, text='Ana Ruiz')
    >>> analysis.text[span.start:span.end]
    'Ana Ruiz'
    """

    start: int
    """The first code point."""
    end: int
    """The code point after the last one."""
    text: str
    """The words there."""
    cut: bool = field(default=False, repr=False)
    """Whether ``text`` is only the beginning of the words, because an article
    repeats them too often."""


@dataclass(frozen=True)
class ArticleInfo:
    """What is known about an article besides its text."""

    title: str | None
    """The headline."""
    publisher: str | None
    """The outlet that published the article; never an intermediary in it."""
    byline: str | None
    """Who wrote it."""
    agency: str | None
    """The news agency that it is credited to; never an intermediary either."""
    dateline: str | None
    """The dateline as written."""
    published: str | None
    """The date, as ``YYYY-MM-DD`` where it could be read."""


@dataclass(frozen=True)
class Party:
    """A person, an organisation, an outlet, a document or an unnamed group."""

    id: str
    """``p1``, ``p2``, …"""
    name: str
    """The fullest name that the article gives the party."""
    kind: PartyKind
    """What the party is."""
    description: str | None
    """How the article describes it: *a spokesman for the ministry*."""
    mentions: tuple[Span, ...] = field(repr=False)
    """Every place that names it, pronouns included."""

    @property
    def start(self) -> int | None:
        """Where it is first mentioned; ``None`` if only the credit names it."""
        return self.mentions[0].start if self.mentions else None

    @property
    def end(self) -> int | None:
        """Where its first mention ends."""
        return self.mentions[0].end if self.mentions else None

    @property
    def text(self) -> str | None:
        """The words of its first mention."""
        return self.mentions[0].text if self.mentions else None


@dataclass(frozen=True)
class Why:
    """Why a party is an intermediary."""

    occasion: Literal["interview", "report", "document", "talk"]
    """The kind of occasion on which the words passed through it."""
    opener: str | None
    """The occasion of the grammar by which the words open it."""
    opened: Span | None
    """The sentence that says so."""
    stated: bool
    """Whether that is the sentence of the attribution; otherwise the link is
    inferred from another place."""
    confidence: float
    """How likely the link is right, from 0 to 1."""


@dataclass(frozen=True)
class Link:
    """A party in a chain."""

    role: Literal["intermediary", "origin"]
    """Whether it is an intermediary or the origin."""
    relation: Literal["carried", "received", "relayed"] | None
    """How an intermediary passed the words on; ``None`` for the origin."""
    name: str
    """The name of the party, its first 200 characters."""
    kind: PartyKind
    """What the party is."""
    party: Party = field(repr=False)
    """The party."""
    mention: Span = field(repr=False)
    """The place that put it into this chain."""
    why: Why | None = field(repr=False)
    """Why it is an intermediary; ``None`` for the origin."""


@dataclass(frozen=True)
class Chain:
    """How words reached the article: ``str(chain)`` is *Ana Ruiz → Der Spiegel*.

    Iterating gives the links, the one next to the article first.

    >>> import secondhand
    >>> chain = secondhand.analyze("“No,” Ana Ruiz told Der Spiegel.").attributions[0].chain
    >>> chain.origin.name, [link.name for link in chain.intermediaries]
    ('Ana Ruiz', ['Der Spiegel'])
    >>> chain.line
    'Ana Ruiz → Der Spiegel → this article'
    """

    links: tuple[Link, ...] = field(repr=False)
    """The links, the one next to the article first, the origin last."""
    path: str
    """The chain from the origin on."""
    line: str = field(repr=False)
    """The chain from the origin to the article."""

    @property
    def origin(self) -> Link | None:
        """Who first said, wrote or thought it, if one is known."""
        return next((link for link in self.links if link.role == "origin"), None)

    @property
    def intermediaries(self) -> tuple[Link, ...]:
        """Who passed it on, the one next to the article first."""
        return tuple(link for link in self.links if link.role == "intermediary")

    def __iter__(self) -> Iterator[Link]:
        return iter(self.links)

    def __len__(self) -> int:
        return len(self.links)

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True)
class Attribution(Span):
    """A source is said, by some words, to hold a content.

    ``start`` and ``end`` are where its first words begin and its last end.
    """

    id: str = field(kw_only=True)
    """``a1``, ``a2``, …"""
    construction: str = field(kw_only=True, repr=False)
    """The construction of the grammar that read it."""
    act: Act = field(kw_only=True, repr=False)
    """What the cue reports."""
    quotation: QuotationKind = field(kw_only=True, repr=False)
    """How much of the content is in quotation marks."""
    source: tuple[Span, ...] = field(kw_only=True, repr=False)
    """The words for who holds the content; empty if there are none."""
    cue: tuple[Span, ...] = field(kw_only=True, repr=False)
    """The words that attribute: *said*, *according to*."""
    content: tuple[Span, ...] = field(kw_only=True, repr=False)
    """What is attributed."""
    quotes: tuple[Span, ...] = field(kw_only=True, repr=False)
    """The quotations in the content."""
    chain: Chain = field(kw_only=True)
    """How the words reached the article."""
    provenance: Provenance = field(kw_only=True)
    """The class of the chain."""
    nested_in: Attribution | None = field(kw_only=True, default=None, repr=False)
    """The attribution whose content holds this one."""


@dataclass(frozen=True)
class Quote(Span):
    """A place in quotation marks, attributed or not."""

    depth: int = field(kw_only=True)
    """0 for an outermost quotation."""
    closed: bool = field(kw_only=True, repr=False)
    """Whether there is a closing mark."""
    attribution: Attribution | None = field(kw_only=True, repr=False)
    """The attribution that it belongs to."""


@dataclass(frozen=True)
class Suppression:
    """Why a finding is suppressed."""

    kind: Literal["inSource", "external"]
    """By a comment in the article, or by a file beside it."""
    reason: str
    """The reason given."""


@dataclass(frozen=True)
class Finding(Span):
    """What a rule found."""

    code: str = field(kw_only=True)
    """The code of the rule: ``SH001``."""
    rule: str = field(kw_only=True)
    """The name of the rule."""
    severity: Severity = field(kw_only=True)
    """How severe it is."""
    message: str = field(kw_only=True, repr=False)
    """What was found."""
    help: str = field(kw_only=True, repr=False)
    """What to do about it."""
    attribution: Attribution | None = field(kw_only=True, repr=False)
    """The attribution that it is about."""
    also: tuple[tuple[Attribution, Span], ...] = field(kw_only=True, repr=False)
    """The other statements that it is about, and their places."""
    properties: tuple[str, ...] = field(kw_only=True, repr=False)
    """The codes of the rules whose matter it tells beside its own."""
    confidence: float = field(kw_only=True, repr=False)
    """How likely the chain of a second-hand finding is right; 1 for others."""
    fingerprint: str | None = field(kw_only=True, repr=False)
    """What stays the same when the article is edited elsewhere; only by
    :func:`secondhand.check`."""
    status: Literal["reported", "suppressed", "baseline"] | None = field(kw_only=True, repr=False)
    """Whether it is reported; only by :func:`secondhand.check`."""
    suppression: Suppression | None = field(kw_only=True, repr=False)
    """Why it is suppressed, if it is."""


@dataclass(frozen=True)
class Notice:
    """Something else to report: a suppression that suppresses nothing."""

    code: str
    severity: Severity
    message: str
    help: str
    file: str
    line: int
    column: int
    span: Span | None


def _span(data: dict[str, Any]) -> Span:
    return Span(data["start"], data["end"], data["text"], data.get("cut", False))


def _spans(data: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(map(_span, data))


class Analysis:
    """Everything that was found in one article.

    :func:`secondhand.analyze`, :func:`secondhand.analyze_many` and
    :func:`secondhand.check` make analyses. An analysis can be kept, and used
    from several threads.
    """

    def __init__(self, native: _native.Analysis) -> None:
        self._native = native

    @cached_property
    def _data(self) -> dict[str, Any]:
        return self.to_dict()

    @property
    def id(self) -> str:
        """The name of the article; empty if it has none."""
        return str(self._data["id"])

    @property
    def text(self) -> str:
        """The text that all places point into: of a file, its decoded text."""
        return self._native.text

    @property
    def notes(self) -> list[str]:
        """Notes about how the article was read."""
        return self._native.notes

    @cached_property
    def article(self) -> ArticleInfo:
        """What is known about the article."""
        return ArticleInfo(**self._data["article"])

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who is named or speaks, by first mention."""
        return tuple(Party(**{**data, "mentions": _spans(data["mentions"])}) for data in self._data["parties"])

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions, in the order of the text."""
        text, parties = self.text, {party.id: party for party in self.parties}
        made: list[Attribution] = []
        for data, (path, line) in zip(self._data["attributions"], self._native.chains()):
            parts: dict[str, Any] = {name: _spans(data[name]) for name in ("source", "cue", "content", "quotes")}
            places = [span for name in ("source", "cue", "content") for span in parts[name]]
            start = min((span.start for span in places), default=0)
            end = max((span.end for span in places), default=0)
            chain = Chain(tuple(_link(link, parties) for link in data["chain"]), path, line)
            rest = {name: data[name] for name in ("id", "construction", "act", "quotation", "provenance")}
            made.append(Attribution(start, end, text[start:end], chain=chain, **parts, **rest))
        by_id = {attribution.id: attribution for attribution in made}
        for data, attribution in zip(self._data["attributions"], made):
            # The one that holds it can come later in the text.
            object.__setattr__(attribution, "nested_in", by_id.get(data["nested_in"]))
        return tuple(made)

    @cached_property
    def _by_id(self) -> dict[str | None, Attribution]:
        return {attribution.id: attribution for attribution in self.attributions}

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """All quotations, attributed or not."""
        return tuple(
            Quote(
                data["start"],
                data["end"],
                data["text"],
                data.get("cut", False),
                depth=data["depth"],
                closed=data["closed"],
                attribution=self._by_id.get(data["attribution"]),
            )
            for data in self._data["quotes"]
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules found, in the order of the text.

        By :func:`secondhand.analyze` findings are of any confidence, as by
        ``secondhand extract``; by :func:`secondhand.check` they reach the
        threshold of their rule.
        """
        return tuple(self._finding(data) for data in self._data["findings"])

    def _finding(self, data: dict[str, Any]) -> Finding:
        span, suppression = data["span"], data.get("suppression")
        return Finding(
            span["start"],
            span["end"],
            span["text"],
            span.get("cut", False),
            attribution=self._by_id.get(data["attribution"]),
            also=tuple((self._by_id[also["attribution"]], _span(also)) for also in data["also"]),
            properties=tuple(data["properties"]),
            fingerprint=data.get("fingerprint"),
            status=data.get("status"),
            suppression=Suppression(**suppression) if suppression else None,
            **{name: data[name] for name in ("code", "rule", "severity", "message", "help", "confidence")},
        )

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Other things to report; only by :func:`secondhand.check`."""
        notices = self._data.get("notices", [])
        return tuple(Notice(**{**data, "span": data["span"] and _span(data["span"])}) for data in notices)

    def to_json(self, *, indent: bool = False) -> str:
        """Returns the JSON of the command, without a line break at its end.

        By :func:`secondhand.analyze` that is what ``secondhand extract --format
        jsonl`` prints, and with ``indent`` ``--format json`` for one article; by
        :func:`secondhand.check` that of ``secondhand check``.
        """
        return self._native.to_json(indent)

    def to_dict(self) -> dict[str, Any]:
        """Returns the JSON as a dictionary of its own."""
        data: dict[str, Any] = json.loads(self.to_json())
        return data

    def to_html(self) -> str:
        """Returns a page: the words marked, chains drawn, findings beside them."""
        return self._native.to_html()

    def to_arrow(self, table: Table = "attributions") -> pyarrow.Table:
        """Returns one of the flat tables that docs/archives.md describes."""
        from ._tables import of_stream

        return of_stream(self._native.table(table))

    def to_pandas(self, table: Table = "attributions") -> pandas.DataFrame:
        """Returns one of the flat tables as a data frame."""
        return self.to_arrow(table).to_pandas()

    def _repr_html_(self) -> str:
        # A frame of its own keeps the styles of the page and the notebook apart.
        page = html.escape(self.to_html(), quote=True)
        style = "width:100%;height:40em;border:0;background:#fff"
        return f'<iframe sandbox="" title="secondhand" style="{style}" srcdoc="{page}"></iframe>'

    def __repr__(self) -> str:
        data = self._data
        counts = ", ".join(f"{len(data[name])} {name}" for name in ("attributions", "quotes", "parties", "findings"))
        return f"<Analysis {self.id!r}: {counts}>" if self.id else f"<Analysis: {counts}>"


def _link(data: dict[str, Any], parties: dict[str, Party]) -> Link:
    why = data["why"]
    if why is not None:
        why = Why(**{**why, "opened": why["opened"] and _span(why["opened"])})
    return Link(**{**data, "party": parties[data["party"]], "mention": _span(data["mention"]), "why": why})
