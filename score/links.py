"""Which reports tell the same: what Tumen links of the stories beside the project, and what a simple rule does (same city, same day, same type).

The shipped models have learned from these stories, so this shows that the whole runs, not how good it is: `training/links/learn.py` prints the
figures of stories not learned from.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from tumen.desk import World, gather
from tumen.link_desk import LinkDesk, Told, tell

SHARED = Path(__file__).resolve().parents[2] / "shared"
STORIES = SHARED / "corpus" / "links"
SCORER = SHARED / "score_links.py"
CITY = 3


def main() -> None:
    """Print the figures of both, or one line where the stories or the scorer are not there."""
    if not SCORER.is_file() or not STORIES.is_dir():
        print("score: the stories of linking do not lie beside the project; nothing was measured.")
        return
    world = World("kp")
    told = [one for one in tell(gather([str(STORIES / "reports.jsonl")], world), world) if isinstance(one, Told)]
    linked = LinkDesk(world).link(told)
    own = [f"{found.one}\t{found.other}\t{found.kind}\t{found.score}" for found in linked.judgements]
    members = [[{"report": one.report, "evidence": one.evidence.words} for one in incident.tellings] for incident in linked.incidents]
    _measure("Tumen (has learned from these stories)", own, members)
    _measure("simple rule: same city, same day, same type", *_simple(told))


def _simple(told: Iterable[Told]) -> tuple[list[str], list[list[dict[str, str]]]]:
    groups: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for one in told:
        for number, event in enumerate(one.events):
            city = "/".join(event.places[0].value.split("/")[:CITY]) if event.places else f"{one.report.id} {number}"
            day = event.when.value if event.when is not None and event.when.value else f"{one.report.id} {number}"
            groups.setdefault((city, day, event.type.value), []).append({"report": one.report.id, "evidence": event.evidence[0].words})
    pairs = {(a, b) for group in groups.values() for a, b in combinations(sorted({member["report"] for member in group}), 2)}
    return [f"{a}\t{b}\tsame_incident\t1" for a, b in sorted(pairs)], list(groups.values())


def _measure(name: str, pairs: list[str], incidents: list[list[dict[str, str]]]) -> None:
    print(f"\n{name}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        said, joined = Path(folder) / "pairs.tsv", Path(folder) / "incidents.jsonl"
        said.write_text("".join(f"{line}\n" for line in pairs), encoding="utf-8")
        joined.write_text("".join(json.dumps({"incident": n, "members": row}) + "\n" for n, row in enumerate(incidents)), encoding="utf-8")
        for what, gold, system in (("pairs", "pairs.tsv", said), ("incidents", "incidents.jsonl", joined)):
            subprocess.run([sys.executable, str(SCORER), what, str(STORIES / gold), str(system)], check=True)


if __name__ == "__main__":
    main()
