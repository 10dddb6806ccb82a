"""Pieces of words, windows of sentences, and what the packs paint on them."""

from hypothesis import given
from hypothesis import strategies as st

from tumen.grounding import survey
from tumen.intake import divide
from tumen.model import Report
from tumen.packs.pack import load_pack
from tumen.packs.parts import part_cues
from tumen.reading.reader import SHIPPED
from tumen.reading.scene import SceneMaker
from tumen.reading.windows import ROOM
from tumen.reading.wordpiece import WordPiece

PACK = load_pack()
CUTTER = WordPiece(SHIPPED.joinpath("vocabulary.txt").read_text(encoding="utf-8").split("\n"))
TEXT = "Police in Hyesan held four traders on March 3. They were let go after two days, a resident said. " * 30


def scene(text: str):
    report = Report(id="r", text=text, parts=divide(text, part_cues("en")))
    mentions = survey(report, PACK)
    return SceneMaker(PACK, CUTTER).scene(report, mentions, [""] * len(mentions.times))


def test_pieces_point_at_their_words() -> None:
    text = "Agents of the bowibu’s Hyesan branch"
    assert [text[p.start : p.end] for p in CUTTER.cut(text, 0, len(text))][-2:] == ["Hyesan", "branch"] or text.endswith("branch")
    assert {text[p.start : p.end] for p in CUTTER.cut(text, 0, len(text))} == {"Agents", "of", "the", "bowibu", "’", "s", "Hyesan", "branch"}


@given(st.text(max_size=300))
def test_any_text_can_be_cut(text: str) -> None:
    pieces = CUTTER.cut(text, 0, len(text))
    assert all(0 <= p.start < p.end <= len(text) for p in pieces)
    assert len(pieces) <= 60 * len(text)


def test_each_sentence_stands_in_one_window_and_windows_stay_small() -> None:
    made = scene(TEXT)
    owners = [{one for one in window.sentence if one >= 0} for window in made.windows]
    assert sorted(number for owner in owners for number in owner) == [s.index for s in made.sentences]
    assert len(made.windows) > 2
    assert all(len(window.ids) <= ROOM + 80 for window in made.windows)


def test_pieces_of_a_mention_are_found_again() -> None:
    made = scene(TEXT)
    spans = [m.span for m in made.mentions.places]
    words = {row: made.report.text[start:end] for start, end, _, row in made.pieces}
    assert {words[row] for rows in made.mention_rows(spans) for row in rows} == {"Hyesan"}
