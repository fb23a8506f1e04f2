"""Who said what in a news article, and through whom the words came.

>>> import secondhand
>>> analysis = secondhand.analyze(
...     "The Daily Herald quoted Ana Ruiz, a spokeswoman for the port, "
...     "as saying the strike was over.")
>>> attribution = analysis.attributions[0]
>>> attribution.content[0].text
'the strike was over'
>>> attribution.provenance
'secondhand'
>>> print(attribution.chain)
Ana Ruiz → Daily Herald
>>> [finding.code for finding in analysis.findings]
['SH002']

Everything is what the command ``secondhand`` finds: ``analysis.to_json()`` is,
byte for byte, what ``secondhand extract --format jsonl`` prints. Offsets count
code points, as Python's strings do: ``text[span.start:span.end] == span.text``.
"""

from ._analyzer import Analyzer, Document, analyze, analyze_many, check, read
from ._native import (
    ArticleError,
    BaselineError,
    Error,
    GrammarError,
    SettingsError,
    SuppressionError,
    __version__,
)
from ._results import (
    Analysis,
    ArticleInfo,
    Attribution,
    Chain,
    Finding,
    Link,
    Notice,
    Party,
    Quote,
    Span,
    Suppression,
    Why,
)

__all__ = [
    "Analysis",
    "Analyzer",
    "ArticleError",
    "ArticleInfo",
    "Attribution",
    "BaselineError",
    "Chain",
    "Document",
    "Error",
    "Finding",
    "GrammarError",
    "Link",
    "Notice",
    "Party",
    "Quote",
    "SettingsError",
    "Span",
    "Suppression",
    "SuppressionError",
    "Why",
    "__version__",
    "analyze",
    "analyze_many",
    "check",
    "read",
]
