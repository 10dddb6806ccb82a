"""How rare words and terms are: `python training/links/rarity.py` counts them in `training/reports/`, without its stories told several times.

Kept in the package, so that what two reports share weighs the same whatever other reports are linked in the same run.
"""

import json
from collections import Counter
from pathlib import Path

from tumen.desk import World, gather
from tumen.grounding import survey
from tumen.linking.origins import Network
from tumen.linking.profile import Profiler
from tumen.linking.told import Told
from tumen.model import Mentions, Report
from tumen.packs.pack import load_pack

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "src" / "tumen" / "linking" / "weights" / "rarity.json"
LEAST = 2


def main() -> None:
    pack = load_pack()
    profiler, network = Profiler(pack, World("kp").root), Network(pack.outlets)
    counts: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    paths = [str(path) for path in sorted((ROOT / "training" / "reports").glob("*.jsonl")) if not path.name.startswith("stories")]
    for report in gather(paths, World("kp")):
        if not isinstance(report, Report):
            continue
        mentions = survey(report, pack) if report.lang == "en" else Mentions()
        profile = profiler.profile(Told(report, (), mentions), network)
        for group, terms in (("terms", profile.terms), (report.lang, profile.stems)):
            counts.setdefault(group, Counter()).update(terms)
            totals[group] += 1
    kept = {
        group: {"reports": totals[group], "counts": {term: n for term, n in sorted(found.items()) if n >= LEAST}}
        for group, found in sorted(counts.items())
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    print({group: (found["reports"], len(found["counts"])) for group, found in kept.items()})


if __name__ == "__main__":
    main()
