"""The examples of docs/python.md and of the docstrings."""

import contextlib
import doctest
import importlib
import io
import pathlib

import pytest

from conftest import ROOT

PAGE = """<html><head><title>Strike at the port is over</title>
<meta property="og:site_name" content="The Daily Herald"></head><body><article>
<h1>Strike at the port is over</h1>
<p>The Washington Post quoted Ana Ruiz, a spokeswoman for the port, as saying the strike was over. It had lasted
for six weeks and stopped all ships, and nobody had expected it to end before the summer began.</p>
</article></body></html>"""


@pytest.mark.parametrize("module", ["secondhand", "secondhand._analyzer", "secondhand._results"])
def test_docstrings(module):
    results = doctest.testmod(importlib.import_module(module))
    assert results.failed == 0


def blocks(page: str) -> list[tuple[str, str]]:
    """Returns the code blocks of a page, each with its language."""
    found, language = [], None
    for line in page.splitlines():
        if line.startswith("```"):
            if language is None:
                language, lines = line[3:], []
            else:
                found.append((language, "\n".join(lines) + "\n"))
                language = None
        elif language is not None:
            lines.append(line)
    return found


def test_the_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pathlib.Path("page.html").write_text(PAGE)
    (tmp_path / "my-grammar").mkdir()
    (tmp_path / "my-grammar" / "outlets.toml").write_text(
        "kind = 'outlets'\n[[outlet]]\nname = 'Quayside Letter'\nkind = 'newspaper'\n"
    )
    names: dict[str, object] = {}
    found = blocks((ROOT / "docs" / "python.md").read_text(encoding="utf-8"))
    ran = 0
    for (language, code), (after, wanted) in zip(found, [*found[1:], ("", "")]):
        if language != "python":
            continue
        modules = {"spacy": "spacy", "to_pandas": "pandas"}
        if any(word in code and not _has(module) for word, module in modules.items()):
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "docs/python.md", "exec"), names)
        ran += 1
        if after == "text":
            assert printed.getvalue() == wanted, code
    assert ran >= 6


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
