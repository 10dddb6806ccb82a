"""Words round a mention that tell the class its noun does not say ("a woman who sold cloth")."""

from bisect import bisect_left, bisect_right

from tumen.grounding.tokens import Tokens
from tumen.packs.people import PeopleLexicon

_NEAR = 9
_FAR = 60
_ENOUGH = 3.0
_SHARE = 0.4


class Cues:
    """The cue words of one text, and which sentence each token is in.

    `topics` are the classes the whole text hints at most; `theme` the first of them where it clearly leads, else None.
    """

    def __init__(self, tokens: Tokens, people: PeopleLexicon) -> None:
        self._places: list[int] = []
        self._classes: list[str] = []
        self._ends: list[int] = []
        cues, low = people.cues, tokens.low
        for place, word in enumerate(low):
            if place and tokens.barrier[place]:
                self._ends.append(place)
            if word not in cues:
                continue
            for rest, cls in cues[word]:
                if not rest or tuple(low[place + 1 : place + 1 + len(rest)]) == rest:
                    self._places.append(place)
                    self._classes.append(cls)
        self._ends.append(len(low))
        weights = people.cue_weights
        totals = {cls: weights[cls] * self._classes.count(cls) for cls in dict.fromkeys(self._classes)}
        ranked = sorted(totals, key=lambda cls: -totals[cls])
        self.topics = tuple(cls for cls in ranked[:2] if totals[cls] >= _ENOUGH)
        whole = sum(totals.values())
        self.theme = ranked[0] if ranked and ranked[0] in people.topical and totals[ranked[0]] >= max(_ENOUGH, _SHARE * whole) else None

    def after(self, end: int) -> list[str]:
        """Classes cued within a few words after a phrase that ends at token `end`, nearest first, in its sentence."""
        stop = min(self._ends[min(bisect_right(self._ends, end), len(self._ends) - 1)], end + _NEAR)
        first, last = bisect_left(self._places, end), bisect_left(self._places, stop)
        return list(dict.fromkeys(self._classes[first:last]))

    def around(self, start: int, end: int) -> list[str]:
        """Classes cued in the sentence, not too far outside the phrase, nearest first."""
        at = bisect_right(self._ends, start)
        low = max(self._ends[at - 1] if at else 0, start - _FAR)
        high = min(self._ends[min(at, len(self._ends) - 1)], end + _FAR)
        first, last = bisect_left(self._places, low), bisect_left(self._places, high)
        found = [
            (start - place if place < start else place - end, cls)
            for place, cls in zip(self._places[first:last], self._classes[first:last], strict=True)
            if not start <= place < end
        ]
        return list(dict.fromkeys(cls for _, cls in sorted(found)))
