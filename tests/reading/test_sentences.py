"""Sentences: the units of evidence."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.packs.pack import load_pack
from tumen.reading.sentences import MAX_WORDS, split

RULES = load_pack().sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text, 0, len(text), RULES)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("They came on Jan. 4. Nobody slept.", ["They came on Jan. 4.", "Nobody slept."]),
        ("It was around 11 p.m. The men left.", ["It was around 11 p.m.", "The men left."]),
        ("“They took him,” she said. “Nobody asked why.”", ["“They took him,” she said.", "“Nobody asked why.”"]),
        ("Mr. Han was fined.\nHis son was not", ["Mr. Han was fined.", "His son was not"]),
        ("“[The agents] left.” [They] came back.", ["“[The agents] left.”", "[They] came back."]),
        ("Rice cost 5.000 won and corn 2.100 won.", ["Rice cost 5.000 won and corn 2.100 won."]),
        ("J. Pak was the only witness.", ["J. Pak was the only witness."]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_an_endless_sentence_is_cut() -> None:
    text = "and the men went on, " * 200
    assert all(len(one.split()) <= MAX_WORDS for one in cut(text))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.text(alphabet="aB .!?\n“”\"'()[]1,;", max_size=200))
def test_every_character_but_space_stands_in_one_sentence(text: str) -> None:
    spans = list(split(text, 0, len(text), RULES))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
