"""Organs and groups of people in a report: each noun phrase with its class, its organ, how many, and what it goes back to."""

from collections.abc import Sequence
from dataclasses import replace

from tumen.grounding.chunks import find_chunks
from tumen.grounding.coreference import resolve
from tumen.grounding.cues import Cues
from tumen.grounding.frame import Frame
from tumen.grounding.people_mentions import PeopleReader
from tumen.grounding.phrases import Chunk
from tumen.grounding.state_mentions import StateReader
from tumen.grounding.tokens import tokenize
from tumen.model import GroupMention
from tumen.packs.organs import OrganFile
from tumen.packs.people import PeopleLexicon

_OPEN = frozenset({"resident", "woman"})
_MOST_RIVALS = 5


def find_groups(
    text: str, organs: OrganFile, people: PeopleLexicon, sentences: Sequence[tuple[int, int]] | None = None, language: str = "en"
) -> tuple[GroupMention, ...]:
    """All organs and people named in `text`, in order and without overlaps; those who only tell the report are left out.

    `sentences` are (start, end) offsets; phrases never reach across one. Raises nothing on any text.
    """
    tokens = tokenize(text, sentences)
    frame = Frame(tokens, organs, people, language)
    state, persons = StateReader(frame), PeopleReader(frame)
    read = {
        "organ": state.organ,
        "unit": state.unit,
        "role": state.role,
        "metonym": state.metonym,
        "pronoun": persons.pronoun,
        "named": persons.named,
        "number": persons.number,
        "indefinite": persons.indefinite,
        "person": persons.person,
        "kin": persons.kin,
        "demonym": persons.demonym,
    }
    cues = Cues(tokens, people)
    mentions: list[GroupMention] = []
    places: list[Chunk] = []
    for chunk in find_chunks(tokens, organs, people, language):
        mention = None if frame.tells(chunk) else read[chunk.head.kind](chunk)
        if mention is not None:
            mentions.append(_by_own_words(mention, chunk, cues, people))
            places.append(chunk)
    resolved = resolve(text, mentions, people)
    return tuple(_by_topic(mention, chunk, cues, people) for mention, chunk in zip(resolved, places, strict=True))


def _by_own_words(mention: GroupMention, chunk: Chunk, cues: Cues, people: PeopleLexicon) -> GroupMention:
    """The mention with the class that the words right after it tell ("a man who sold cloth")."""
    if mention.cls not in _OPEN or mention.organ is not None or mention.pronoun:
        return mention
    told = [cls for cls in cues.after(chunk.end) if cls in people.topical or cls == "detainee"]
    if told and told[0] in people.topical:
        return _with(mention, told[0], (mention.cls, *told))
    return _with(mention, mention.cls, (*mention.rivals, *told))


def _by_topic(mention: GroupMention, chunk: Chunk, cues: Cues, people: PeopleLexicon) -> GroupMention:
    """The mention with rivals from its sentence and from what the report is about; a vague noun takes the report's theme as its class."""
    if mention.organ is None and mention.cls == "family_of_accused":
        return _with(mention, mention.cls, (*mention.rivals[:3], *cues.topics))
    if mention.cls not in _OPEN or mention.organ is not None:
        return mention
    hinted = (
        *mention.rivals,
        *(cls for cls in cues.around(chunk.start, chunk.end) if cls != "woman" or mention.head in people.vague),
        *cues.topics,
    )
    if cues.theme is not None and mention.head in people.vague:
        return _with(mention, cues.theme, (mention.cls, *hinted))
    return _with(mention, mention.cls, hinted)


def _with(mention: GroupMention, cls: str, rivals: Sequence[str]) -> GroupMention:
    return replace(mention, cls=cls, rivals=tuple(dict.fromkeys(rival for rival in rivals if rival != cls))[:_MOST_RIVALS])
