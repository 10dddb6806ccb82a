"""All noun phrases of organs and people in a text."""

from collections.abc import Mapping

from tumen.grounding.joins import Joiner
from tumen.grounding.phrases import Chunk, Grower
from tumen.grounding.segments import Segment, SegmentFinder
from tumen.grounding.tokens import Tokens
from tumen.packs.organs import OrganFile
from tumen.packs.people import PeopleLexicon


def find_chunks(tokens: Tokens, organs: OrganFile, people: PeopleLexicon, language: str) -> list[Chunk]:
    """The chunks in order, none inside another; a possessor stays apart only where the thing owned is no chunk."""
    finder = SegmentFinder(tokens, organs, people, language)
    segments = finder.segments()
    grower, joiner = Grower(finder, segments), Joiner(tokens, people)
    starts = {segment.start: segment for segment in segments}
    found: list[Chunk] = []
    for segment in segments:
        if _narrows(segment, starts, tokens):
            continue
        chunk = grower.grow(segment)
        if found and chunk.end <= found[-1].end:
            continue
        while found and found[-1].start >= chunk.start:
            found.pop()
        if found and found[-1].end > chunk.start:
            joiner.release(found[-1], chunk)
        if not joiner.attach(found, chunk):
            found.append(chunk)
    return found


def _narrows(segment: Segment, starts: Mapping[int, Segment], tokens: Tokens) -> bool:
    """Whether the segment only narrows a noun right after it ("police officers", "the company commander")."""
    end = segment.end
    following = starts.get(end)
    if following is None or tokens.barrier[end] or tokens.owner[end - 1]:
        return False
    if following.kind in ("pronoun", "number", "indefinite", "named", "metonym"):
        return False
    if segment.kind == "organ":
        return not segment.many
    if segment.kind == "unit":
        return True
    return segment.head is not None and (not segment.head.plural or segment.head.gender is not None)
