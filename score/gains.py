"""What a change gained and lost: two codings of the same reports, event by event and field by field, beside gold.

Gold that one coding found and the other did not, events that stand for nothing in gold, and, for events that both found, fields that became
right or wrong. Codings are as `tumen read --as codebook` or `make score ARGS='--out FOLDER'` write them.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from listing import FIELDS, Matched, match, shown, told
from scorer import find_scorer


def main() -> None:
    """Print gains and losses, grouped."""
    options = _options()
    scorer = find_scorer()
    if scorer is None:
        print("score: the scorer (../shared/score.py) does not lie beside the project; nothing was compared.")
        return
    texts, langs = scorer.read_texts(options.reports)
    gold = [row for row in scorer.read(options.gold) if row["id"] in texts and langs[row["id"]] == options.lang]
    old, new = scorer.read(options.old), scorer.read(options.new)
    _summary(scorer.score(texts, gold, old), scorer.score(texts, gold, new))
    before, after = match(scorer, texts, gold, old), match(scorer, texts, gold, new)
    _events(before, after, options.most)
    _fields(scorer, before, after, options.most)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--reports", nargs="+", required=True, help="JSON lines of reports, or folders of .txt files")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--most", type=int, default=40, help="lines shown of a group (default 40)")
    return parser.parse_args()


def _summary(old: Mapping[str, dict[str, float]], new: Mapping[str, dict[str, float]]) -> None:
    print(f"{'':14}{'old':>8}{'new':>8}{'change':>9}")
    rows = [(name, old[name]["f1"], new[name]["f1"]) for name in ("detection", "untyped", "record", "full", "not_actual")]
    rows += [(name, old["fields"].get(name, 0.0), new["fields"].get(name, 0.0)) for name in FIELDS]
    for name, one, other in rows:
        print(f"{name:14}{one:8.3f}{other:8.3f}{other - one:+9.3f}")


def _events(before: Mapping[str, Matched], after: Mapping[str, Matched], most: int) -> None:
    found = [(id_, after[id_].gold[i]) for id_ in after for i in after[id_].pairs if i not in before[id_].pairs]
    lost = [(id_, before[id_].gold[i]) for id_ in before for i in before[id_].pairs if i not in after[id_].pairs]
    gone, come = [], []
    for id_ in before:
        old, new = ({_key(event): event for event in one.added()} for one in (before[id_], after[id_]))
        gone += [(id_, event) for key, event in old.items() if key not in new]
        come += [(id_, event) for key, event in new.items() if key not in old]
    groups = {"GAINED: gold found now": found, "GAINED: no longer added": gone, "LOST: gold found before": lost, "LOST: added now": come}
    for title, events in groups.items():
        kinds = Counter(event["type"] for _, event in events)
        print(f"\n{title}: {len(events)}" + (f" ({', '.join(f'{kind} {n}' for kind, n in kinds.most_common())})" if events else ""))
        _show((f"  {id_}  {told(event)}" for id_, event in sorted(events, key=lambda one: (one[1]["type"], one[0]))), len(events), most)


def _fields(scorer: ModuleType, before: Mapping[str, Matched], after: Mapping[str, Matched], most: int) -> None:
    changed: dict[tuple[str, str], list[str]] = defaultdict(list)
    both = 0
    for id_, old in before.items():
        new = after[id_]
        for number, at in old.pairs.items():
            if number not in new.pairs:
                continue
            both += 1
            gold, one, other = old.gold[number], old.coded[at], new.coded[new.pairs[number]]
            was, now = scorer.fields(gold, one), scorer.fields(gold, other)
            for name in was:
                if was[name] != now[name]:
                    line = f"  {id_}  {shown(one, name)} -> {shown(other, name)}, gold {shown(gold, name)}  {told(gold)}"
                    changed[name, "GAINED" if now[name] > was[name] else "LOST"].append(line)
    print(f"\nFields of the {both} events that both found")
    for name in FIELDS:
        for title in ("GAINED", "LOST"):
            lines = changed[name, title]
            if lines:
                print(f"\n{title} {name}: {len(lines)}")
                _show(lines, len(lines), most)


def _key(event: Mapping[str, object]) -> tuple[object, ...]:
    evidence = event["evidence"]
    assert isinstance(evidence, Sequence)
    return event["type"], evidence[0]


def _show(lines: Iterable[str], number: int, most: int) -> None:
    for at, line in enumerate(lines):
        if at == most:
            print(f"  ... and {number - most} more")
            return
        print(line)


if __name__ == "__main__":
    main()
