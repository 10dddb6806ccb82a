"""Fit the forests on what a net of `train.py folds` says of reports it did not learn from, and measure them the same way.

`forests.py OUT` reads OUT/told.pkl (reports the net had not seen) and OUT/rest.pkl (those it had: used only for places and times, which
hang on where words stand), cross-validates by story and prints the figures of the whole reader; then it fits on everything and writes
OUT/forests.npz and OUT/settings.json for `export.py`.
"""

import argparse
import json
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import lightgbm
import numpy as np

from answers import Answered
from corpus import folds
from dataset import SOURCES, STATUSES, agree
from judge import coded, report_figures
from train import scene_maker
from tumen.packs.pack import Pack
from tumen.reading.choose import FORESTS, ONE_OF_ALL, Forests, Thresholds
from tumen.reading.facts import Facts
from tumen.reading.reader import likely_pairs
from tumen.reading.trees import Forest

SETTINGS = {
    "num_leaves": 15, "min_data_in_leaf": 25, "learning_rate": 0.08, "feature_fraction": 0.5, "bagging_fraction": 0.8,
    "bagging_freq": 1, "lambda_l2": 3.0, "verbosity": -1, "seed": 5, "num_threads": 2, "deterministic": True,
}
TREES = {
    "type": 120, "place": 200, "time": 200, "actor": 110, "target": 110, "source": 30, "same": 50, "status": 60,
}


class Rows:
    """Rows, answers and weights of one question, with the fold of each row and the size of each group that was added together."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.rows: list[np.ndarray] = []
        self.wanted: list[float] = []
        self.weight: list[float] = []
        self.fold: list[int] = []

    def add(self, rows: np.ndarray, wanted: Sequence[float], weight: Sequence[float] | float, fold: int) -> None:
        self.sizes.append(len(rows))
        self.rows += list(rows)
        self.wanted += list(wanted)
        self.weight += [weight] * len(rows) if isinstance(weight, float) else list(weight)
        self.fold += [fold] * len(rows)


def facts_of(one: Answered, pack: Pack) -> Facts:
    return Facts(one.doc.scene, one.logits, one.trigger, one.words, pack, RULES)


RULES: tuple[str, ...] = ()
REST = -1
"""The fold of reports that the net had learned from: never held out."""


def collect(told: Sequence[Answered], rest: Sequence[Answered], fold: dict[str, int], pack: Pack) -> dict[str, Rows]:
    rows = {name: Rows() for name in FORESTS}
    for number, one in enumerate([*told, *rest]):
        unseen = number < len(told)
        here = fold[one.doc.scene.report.id] if unseen else REST
        facts = facts_of(one, pack)
        answers = one.answers
        if answers is None:
            continue
        pairs = list(answers.pairs)
        if unseen:
            likely = likely_pairs(one.logits, one.words)
            labels = [float(one.doc.labels[pair]) for pair in likely]
            weights = [float(one.doc.weights[pair]) if yes else 1.0 for pair, yes in zip(likely, labels, strict=True)]
            if likely:
                rows["type"].add(facts.types(likely), labels, weights, here)
        of = {}
        for example in one.doc.examples:
            of.setdefault((example.sentence, example.type), example)
        sources, statuses = facts.sources(answers), facts.statuses(answers)
        for e, pair in enumerate(pairs):
            example = of.get(pair)
            if example is None:
                continue
            weight = 1.0 if example.first else 0.5
            gold = one.doc.gold[example.event]
            paths, matrix = facts.places(answers, e)
            rows["place"].add(matrix, [float(path in gold["places"]) for path in paths], weight, here)
            rows["time"].add(facts.times(answers, e), _time_wanted(one, gold["time"]), weight, here)
            if not unseen:
                continue
            for role in ("actor", "target"):
                classes, _, matrix = facts.parties(answers, e, role)
                if classes:
                    truth = getattr(example, f"{role}s")
                    rows[role].add(matrix, [*(float(truth[c]) for c in classes), float(not truth.any())], weight, here)
            for name, given, truth, size in (("source", sources, example.source, len(SOURCES)), ("status", statuses, example.status, len(STATUSES))):
                asked = np.concatenate([np.repeat(given[e][None], size, 0), np.eye(size, dtype=np.float32)], 1)
                rows[name].add(asked, [float(n == truth) for n in range(size)], weight, here)
        if unseen:
            _same_rows(rows["same"], one, facts, of, here)
    return rows


def _time_wanted(one: Answered, gold: str) -> list[float]:
    values = one.doc.scene.time_values
    if not gold:
        return [0.0] * len(values) + [1.0]
    exact = [value == gold for value in values]
    if any(exact):
        return [1.0 if same else 0.35 if value and agree(gold, value) else 0.0 for same, value in zip(exact, values, strict=True)] + [0.0]
    return [float(bool(value) and agree(gold, value)) for value in values] + [0.0]


def _same_rows(rows: Rows, one: Answered, facts: Facts, of: dict, here: int) -> None:
    pairs = list(one.answers.pairs)
    for i, a in enumerate(pairs):
        for j in range(i):
            b = pairs[j]
            if a[1] == b[1] and a in of and b in of:
                rows.add(facts.same(one.answers, j, i)[None], [float(of[a].event == of[b].event)], 1.0, here)


def fit(rows: Rows, name: str, keep: Callable[[int], bool]) -> lightgbm.Booster:
    chosen = np.array([keep(fold) for fold in rows.fold])
    matrix = np.array(rows.rows, np.float32)[chosen]
    wanted, weight = np.array(rows.wanted)[chosen], np.array(rows.weight)[chosen]
    if name not in ONE_OF_ALL:
        return lightgbm.train(SETTINGS | {"objective": "binary"}, lightgbm.Dataset(matrix, wanted, weight=weight), TREES[name])
    group = np.repeat(np.arange(len(rows.sizes)), rows.sizes)[chosen]
    first = np.flatnonzero(np.diff(group, prepend=-1))
    return lightgbm.train(SETTINGS | {"objective": one_of_group(first, wanted, weight)}, lightgbm.Dataset(matrix, wanted), TREES[name])


def one_of_group(first: np.ndarray, wanted: np.ndarray, weight: np.ndarray) -> Callable:
    """The objective "one candidate of each group is right": cross entropy of a softmax over the group. `first` are the groups' first rows."""
    group = np.repeat(np.arange(len(first)), np.diff(first, append=len(wanted)))
    total = np.add.reduceat(wanted, first)[group]
    share = wanted / np.maximum(total, 1e-9)
    counts = weight * (total > 0)

    def gradient(scores: np.ndarray, _: lightgbm.Dataset) -> tuple[np.ndarray, np.ndarray]:
        raised = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        chance = raised / np.add.reduceat(raised, first)[group]
        return (chance - share) * counts, np.maximum(chance * (1 - chance), 1e-3) * np.maximum(counts, 1e-6)

    return gradient


def arrays_of(booster: lightgbm.Booster, name: str) -> dict[str, np.ndarray]:
    """A booster's trees as the arrays that `Forest` asks."""
    feature, threshold, left, right, value, roots = [], [], [], [], [], []
    depth = 0

    def add(node: dict, level: int) -> int:
        nonlocal depth
        depth = max(depth, level)
        at = len(feature)
        for column, given in zip((feature, threshold, left, right, value), (-1, 0.0, at, at, 0.0), strict=True):
            column.append(given)
        if "leaf_value" in node:
            value[at] = node["leaf_value"]
        else:
            assert node["decision_type"] == "<="
            feature[at], threshold[at] = node["split_feature"], node["threshold"]
            left[at] = add(node["left_child"], level + 1)
            right[at] = add(node["right_child"], level + 1)
        return at

    for tree in booster.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"], 0))
    limits = np.nextafter(np.array(threshold, np.float64).astype(np.float32), np.float32(np.inf))
    kept = np.where(np.array(threshold) > np.array(threshold, np.float32), limits, np.array(threshold, np.float32))
    return {
        f"{name}.feature": np.array(feature, np.int16), f"{name}.threshold": kept.astype(np.float32), f"{name}.left": np.array(left, np.int32),
        f"{name}.right": np.array(right, np.int32), f"{name}.value": np.array(value, np.float32), f"{name}.roots": np.array(roots, np.int32),
        f"{name}.depth": np.array(depth, np.int16),
    }


def forests(rows: dict[str, Rows], keep: Callable[[int], bool]) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {}
    for name in FORESTS:
        arrays |= arrays_of(fit(rows[name], name, keep), name)
    return arrays


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=4, help="folds; not a multiple of those of train.py")
    given = parser.parse_args()
    global RULES
    with (given.out / "told.pkl").open("rb") as stored:
        told: list[Answered] = pickle.load(stored)
    with (given.out / "rest.pkl").open("rb") as stored:
        rest: list[Answered] = pickle.load(stored)
    RULES = tuple(sorted({m.expr.rule for one in [*told, *rest] for m in one.doc.scene.mentions.times}))
    maker = scene_maker()
    fold = folds([one.doc.scene.report.id for one in told], given.count)
    rows = collect(told, rest, fold, maker.pack)
    print({name: (len(one.rows), round(float(np.mean(one.wanted)), 3)) for name, one in rows.items()}, flush=True)
    parts = {}
    for number in range(given.count):
        arrays = forests(rows, lambda other, number=number: other != number)
        made = Forests({name: Forest(arrays, name) for name in FORESTS})
        held = [one for one in told if fold[one.doc.scene.report.id] == number]
        parts |= {one.doc.scene.report.id: (one, made) for one in held}
    best = None
    for event in (0.26, 0.34):
        for same in (0.45,):
            limits = Thresholds(event=event, same=same)
            result = report_figures(told, [coded(*parts[one.doc.scene.report.id], maker.pack, facts_of(one, maker.pack), limits) for one in told])
            print(event, same, result["line"], flush=True)
            if best is None or result["record"]["f1"] + result["detection"]["f1"] > best[0]:
                best = (result["record"]["f1"] + result["detection"]["f1"], limits, result)
    _, limits, result = best
    print(json.dumps({t: [round(v["f1"], 2), v["gold"], v["system"]] for t, v in result["per_type"].items()}))
    with (given.out / "parts.pkl").open("wb") as stored:
        pickle.dump((limits, {i: coded(one, made, maker.pack, facts_of(one, maker.pack), limits) for i, (one, made) in parts.items()}), stored)
    arrays = forests(rows, lambda _: True)
    np.savez_compressed(given.out / "forests.npz", **arrays)
    settings = {"thresholds": {"event": limits.event, "same": limits.same}, "rules": list(RULES)}
    (given.out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.setrecursionlimit(10000)
    main()


