"""A component for spaCy: ``nlp.add_pipe("secondhand")``.

It sets ``doc._.attributions``, ``doc._.second_hand`` and ``doc._.analysis``. The
parts of an attribution are spans of spaCy, so that they have its tokens, tags
and entities.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from ._analyzer import Analyzer
from ._results import Attribution, Chain, Span


@dataclass(frozen=True)
class SpacyAttribution:
    """An attribution in a document of spaCy."""

    attribution: Attribution
    """The attribution, with places in characters."""
    source: list[Tokens]
    """The words for who holds the content."""
    cue: list[Tokens]
    """The words that attribute."""
    content: list[Tokens]
    """What is attributed."""
    quotes: list[Tokens]
    """The quotations in the content."""

    @property
    def chain(self) -> Chain:
        """How the words reached the article."""
        return self.attribution.chain

    @property
    def provenance(self) -> str:
        """``firsthand``, ``secondhand``, ``hearsay`` or ``unsourced``."""
        return self.attribution.provenance


class Component:
    """Sets ``doc._.analysis``."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        if not Doc.has_extension("analysis"):
            Doc.set_extension("analysis", default=None)
            Doc.set_extension("attributions", getter=_attributions)
            Doc.set_extension("second_hand", getter=_second_hand)

    def __call__(self, doc: Doc) -> Doc:
        doc._.analysis = self.analyzer.analyze(doc.text)
        return doc


def _attributions(doc: Doc) -> list[SpacyAttribution]:
    analysis = doc._.analysis
    if analysis is None:
        return []

    def tokens(spans: Iterable[Span]) -> list[Tokens]:
        found = (doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans)
        return [span for span in found if span is not None]

    return [
        SpacyAttribution(a, tokens(a.source), tokens(a.cue), tokens(a.content), tokens(a.quotes))
        for a in analysis.attributions
    ]


def _second_hand(doc: Doc) -> list[SpacyAttribution]:
    return [a for a in _attributions(doc) if a.provenance == "secondhand"]


@Language.factory(
    "secondhand",
    default_config={"settings": None, "grammar": [], "publisher": None, "agency": None},
    assigns=["doc._.analysis", "doc._.attributions", "doc._.second_hand"],
)
def make(
    nlp: Language,
    name: str,
    settings: str | None,
    grammar: list[str],
    publisher: str | None,
    agency: str | None,
) -> Component:
    """Makes the component. Its settings are those of
    :class:`secondhand.Analyzer`."""
    return Component(Analyzer(settings, grammar=grammar, publisher=publisher, agency=agency))
