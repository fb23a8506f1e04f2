"""Typed objects, offsets, errors, and articles without end."""

import gc
import itertools
import threading
import time

import pytest

import secondhand
from conftest import SECOND_HAND


def test_places_are_those_of_the_string(fixtures):
    texts = [path.read_text(encoding="utf-8") for path in fixtures]
    texts.append("🚢 “Nein, é\u0301 🚢!” said Ana Ruiz. \u202eCNN reported that X said “C”.")
    count = 0
    for text in texts:
        analysis = secondhand.analyze(text)
        assert analysis.text == text
        spans = [*analysis.quotes, *analysis.findings, *analysis.attributions]
        spans += [s for a in analysis.attributions for part in (a.source, a.cue, a.content, a.quotes) for s in part]
        spans += [link.mention for a in analysis.attributions for link in a.chain]
        spans += [mention for party in analysis.parties for mention in party.mentions]
        for span in spans:
            assert text[span.start : span.end] == span.text
        count += len(spans)
    assert count > 1000


def test_references_are_objects():
    analysis = secondhand.analyze("CNN reported that Ana Ruiz said “No.” The Post quoted her as saying “Never.”", id="a")
    for finding in analysis.findings:
        assert finding.attribution in analysis.attributions
        assert all(attribution in analysis.attributions for attribution, _ in finding.also)
    assert all(quote.attribution in analysis.attributions for quote in analysis.quotes)
    links = [link for attribution in analysis.attributions for link in attribution.chain]
    assert links and all(link.party in analysis.parties for link in links)
    why = next(link.why for link in links if link.why)
    assert why.stated and why.opened.text in analysis.text and 0 < why.confidence <= 1
    holder = secondhand.analyze("The mayor said that Ana Ruiz told her the bridge would close.").attributions
    assert {a.nested_in for a in holder} == {None, holder[0]} and len(holder) == 2
    assert repr(analysis).startswith("<Analysis 'a': 3 attributions, 2 quotes, ")
    empty = secondhand.analyze("")
    assert (empty.attributions, empty.findings, empty.id) == ((), (), "")


def test_a_notebook_shows_a_page():
    analysis = secondhand.analyze("“</iframe><script>alert(1)</script>,” Ana Ruiz told Der Spiegel.")
    shown = analysis._repr_html_()
    assert shown.startswith('<iframe sandbox="" ') and shown.count("<") == 2
    assert "<script" not in shown and "alert(1)" in shown
    assert analysis.to_html().startswith("<!DOCTYPE html>")


def test_errors_have_the_message_of_the_command(command, tmp_path):
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(secondhand.ArticleError) as raised:
        secondhand.read(broken)
    assert f"error: {raised.value}\n" == command("read", broken).stderr
    settings = tmp_path / "secondhand.toml"
    settings.write_text("publisher = 'x'\nignore = ['herasay']\n")
    with pytest.raises(secondhand.SettingsError) as raised:
        secondhand.Analyzer(settings)
    assert f"error: {raised.value}\n" == command("extract", "--config", settings, broken).stderr
    assert (raised.value.file, raised.value.line, raised.value.column) == (str(settings), 2, 11)
    assert raised.value.help == "did you mean `hearsay`?"
    grammar = tmp_path / "grammar"
    grammar.mkdir()
    (grammar / "verbs.toml").write_text("kind = 'verbz'\n")
    with pytest.raises(secondhand.GrammarError):
        secondhand.Analyzer(grammar=grammar)
    with pytest.raises(secondhand.Error, match="none.txt: "):
        secondhand.read(tmp_path / "none.txt")
    with pytest.raises(secondhand.ArticleError, match="article:2: .*`text`"):
        list(secondhand.analyze_many(["It rained.", {"id": "a"}]))
    for wrong in (b"bytes", 7, None):
        with pytest.raises(TypeError):
            secondhand.analyze(wrong)
    with pytest.raises(ValueError, match="there is no table called `chains`"):
        secondhand.analyze("No.").to_arrow("chains")
    with pytest.raises(ValueError, match="there is no format called `word`"):
        secondhand.read(b"", format="word")


def test_one_error_does_not_hide_the_other_articles(tmp_path):
    (tmp_path / "a.txt").write_text(SECOND_HAND)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 nothing")
    errors = []
    assert len(secondhand.check(tmp_path, on_error=errors.append)) == 1 and len(errors) == 1
    with pytest.raises(secondhand.ArticleError):
        secondhand.check(tmp_path)


def test_articles_are_taken_as_they_are_needed():
    taken = itertools.count()
    last = -1

    def articles():
        nonlocal last
        for last in taken:
            yield {"id": str(last), "text": SECOND_HAND}

    found = secondhand.analyze_many(articles(), threads=2)
    assert last == -1
    ids = [analysis.id for analysis in itertools.islice(found, 1000)]
    assert ids == [str(i) for i in range(1000)]
    assert last < 1000 + 2 * 16 + 1
    found.close()
    # Large articles are not read so far ahead.
    last = -1
    large = ({"text": "It rained. " * 100_000} for _ in iter(lambda: articles().__next__(), None))
    found = secondhand.analyze_many(large, threads=2)
    next(found)
    found.close()


def test_an_error_of_the_articles_comes_in_its_place():
    def articles():
        yield from [SECOND_HAND] * 40
        raise OSError("the feed is gone")

    found = secondhand.analyze_many(articles())
    assert len(list(itertools.islice(found, 40))) == 40
    with pytest.raises(OSError, match="the feed is gone"):
        next(found)
    with pytest.raises(StopIteration):
        next(found)


def test_threads_end():
    before = threading.active_count(), len(_threads())
    for _ in range(5):
        next(secondhand.analyze_many([SECOND_HAND] * 500))
    gc.collect()
    deadline = time.monotonic() + 10
    while len(_threads()) > before[1] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(_threads()) <= before[1]


def _threads() -> list[str]:
    import os

    return os.listdir("/proc/self/task") if os.path.isdir("/proc/self/task") else []


def test_one_analyzer_serves_many_threads(fixtures):
    analyzer = secondhand.Analyzer({"agency": "AP"})
    texts = [path.read_text(encoding="utf-8") for path in fixtures]
    alone = [analyzer.analyze(text).to_json() for text in texts]
    results: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: results.append([analyzer.analyze(text).to_json() for text in texts]))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [alone] * 6


def test_the_interpreter_goes_on_while_a_text_is_read():
    text = SECOND_HAND * 10_000
    ticks, done = 0, threading.Event()

    def read():
        secondhand.analyze(text)
        done.set()

    thread = threading.Thread(target=read)
    thread.start()
    while not done.wait(0.01):
        ticks += 1
    thread.join()
    assert ticks > 3
