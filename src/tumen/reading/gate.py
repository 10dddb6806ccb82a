"""The gate: a report that never names the pack's country, its people or a place in it is not read."""

from ahocorasick_rs import AhoCorasick, MatchKind

from tumen.packs.pack import Pack
from tumen.packs.places import Guard, Place

SHORTEST = 4
"""Letters of the shortest name that counts: shorter ones stand inside too many other words and names."""


class Gate:
    """Passes texts that may tell of the country of a pack."""

    def __init__(self, pack: Pack) -> None:
        home = pack.country.upper()
        names = {name for place in pack.places if _of(place, home) for name in place.names}
        names |= {term.form for term in pack.place_cues.term_list if any(pack.places.places[one].path == home for one in term.places)}
        kept = sorted({name.lower() for name in names if len(name) >= SHORTEST} | {word.lower() for word in pack.gate})
        self._names = AhoCorasick(kept, matchkind=MatchKind.LeftmostLongest)
        self._words = frozenset(word.lower() for word in pack.gate)
        self._outlets = pack.outlets

    def passes(self, text: str, outlet: str | None = None) -> bool:
        """Whether the text names anything of the country, or comes from an outlet that reports on it; time grows with the length alone."""
        if outlet is not None and self._outlets.named(outlet) is not None:
            return True
        lowered = text.lower()
        for _, start, end in self._names.find_matches_as_indexes(lowered):
            before, after = lowered[start - 1 : start], lowered[end : end + 1]
            if not before.isalnum() and not after.isalnum() and (text[start].isupper() or lowered[start:end] in self._words):
                return True
        return False


def _of(place: Place, home: str) -> bool:
    return place.guard is Guard.FREE and (place.path == home or place.path.startswith(home + "/"))
