"""Every cue of every language's pack is proved by its own examples."""

import pytest

from tumen.model import PackError
from tumen.packs.parts import CueSet, PartCues, Where, cue_languages, part_cues, read_part_cues

ALL = [(part_cues(lang), cue) for lang in cue_languages() for cue in part_cues(lang).cues]


def found(cues: PartCues, where: Where, line: str):
    chosen: CueSet = {Where.WHOLE: cues.whole, Where.START: cues.start, Where.END: cues.end, Where.OPENS: cues.opens}[where]
    match = chosen.expression.search(line) if where is Where.END else chosen.expression.match(line)
    return chosen.kind_of(match) if match else None


@pytest.mark.parametrize(("cues", "cue"), ALL, ids=[cue.pattern[:40] for _, cue in ALL])
def test_examples(cues, cue):
    for line in cue.examples:
        assert found(cues, cue.where, line) is cue.kind, line
    for line in cue.never:
        assert found(cues, cue.where, line) is None, line


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("[]", "mapping"),
        ("months: {may: 13}", "month"),
        ("months: {may: 5}", "cues"),
        ("months: {may: 5}\ncues: [{kind: body}]", "without kind"),
        ("months: {may: 5}\ncues: [{kind: nonsense, where: whole, pattern: a, examples: [a]}]", "nonsense"),
        ("months: {may: 5}\ncues: [{kind: body, where: nowhere, pattern: a, examples: [a]}]", "nowhere"),
        ("months: {may: 5}\ncues: [{kind: body, where: whole, pattern: '(a)', examples: [a]}]", "capturing"),
        ("months: {may: 5}\ncues: [{kind: body, where: whole, pattern: '<NONE>', examples: [a]}]", "NONE"),
        ("months: {may: 5}\ncues: [{kind: body, where: whole, pattern: '[', examples: [a]}]", "broken"),
        ("months: {may: 5}\ncues: []\nexpressions: {odd: a}", "odd"),
    ],
)
def test_a_broken_pack_is_named(source, named):
    with pytest.raises(PackError, match=named):
        read_part_cues(source, "xx")
