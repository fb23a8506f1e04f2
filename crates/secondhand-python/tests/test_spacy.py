"""The component for spaCy."""

import pytest

import secondhand
from conftest import SECOND_HAND

spacy = pytest.importorskip("spacy")


def test_attributions_are_spans():
    nlp = spacy.blank("en")
    nlp.add_pipe("secondhand")
    docs = list(nlp.pipe([SECOND_HAND, "🚢 It rained.", ""]))
    assert [len(doc._.attributions) for doc in docs] == [1, 0, 0]
    found = docs[0]._.attributions[0]
    assert found.source[0].text == "Ana Ruiz, a spokeswoman for the port,"
    assert found.source[0].doc is docs[0] and found.source[0][0].text == "Ana"
    assert (found.provenance, str(found.chain)) == ("secondhand", "Ana Ruiz → The Washington Post")
    assert found.quotes[0].text == '"the strike is over."'
    assert len(docs[0]._.second_hand) == 1
    assert docs[0]._.analysis.to_json() == secondhand.analyze(SECOND_HAND).to_json()


def test_settings():
    nlp = spacy.blank("en")
    nlp.add_pipe("secondhand", config={"publisher": "The Washington Post"})
    assert nlp(SECOND_HAND)._.attributions[0].provenance == "firsthand"
    assert nlp("")._.attributions == [] and spacy.blank("en")("x")._.attributions == []
