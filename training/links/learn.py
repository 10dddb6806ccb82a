"""Learns the models of linking from stories told several times: `python training/links/learn.py`. Prints figures of stories not learned from.

Four-step stacking: a model of sentences; of reports (joined, copy, translation) on what sentences not learned from said; of tellings on what both
said. Weights are kept to the sign that their name promises, so that a reason can be read. `--cache FILE` keeps what the reader said.
"""

import argparse
import importlib.util
import json
import pickle
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.optimize import minimize

from tumen.desk import World, gather
from tumen.link_desk import tell
from tumen.linking import passage_pair, report_pair, tellings
from tumen.linking.kinds import Compared, KindJudge, levelled
from tumen.linking.link import Linked, Linker
from tumen.linking.logistic import Logistic
from tumen.linking.origins import Network
from tumen.linking.profile import Profiler
from tumen.linking.rarity import Rarity
from tumen.linking.report_pair import Ready, ready
from tumen.linking.told import Told
from tumen.model import LinkKind
from tumen.packs.pack import load_pack

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WEIGHTS = ROOT / "src" / "tumen" / "linking" / "weights"
SCORER = ROOT.parent / "shared" / "score_links.py"
SETS = {"given": HERE / "given", "own": HERE}
FOLDS = 6
SEED = 7
RIDGE = 3.0
NEAR_DAYS = (7, 35)
LESS, MINOR = 0.5, 0.3
AGAINST = {
    "other-act", "other-type", "other-number", "far-day", "far-around", "other-place", "other-organ", "apart-in-text", "headline", "none-coded",
    "days-between", "long-between", "days-apart", "days-after", "other-province", "out-of-order-in-translation",
}
EITHER = {"other-language", "same-family", "in-order", "length-alike", "reports-copied", "reports-translated"}
IDLE = {"joined": ("length-alike", "in-order")}
"""Features that tell a copy or a translation, and nothing of what happened."""
JOINS = {kind.value for kind in LinkKind if kind.joins}


@dataclass
class Stories:
    """Told reports, the story of each, gold kinds of pairs, and the incidents of sentences."""

    told: dict[str, Told]
    ready: dict[str, Ready]
    story: dict[str, str]
    kinds: dict[tuple[str, str], str]
    incidents: list[dict[str, Any]]
    of_sentence: dict[str, dict[int, set[str]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="keep what the reader said here, and use it when it is there")
    parser.add_argument("--errors", action="store_true", help="list each pair of reports that was judged wrong")
    options = parser.parse_args()
    pack = load_pack()
    stories = _stories(options.cache, Profiler(pack, World("kp").root), Network(pack.outlets), Rarity.load(WEIGHTS))
    folds = _folds(stories)
    outputs = []
    for fold in range(FOLDS):
        models = learn(stories, {story for story, number in folds.items() if number != fold})
        held_out = [stories.told[id_] for id_ in sorted(stories.told) if folds[stories.story[id_]] == fold]
        outputs.append(Linker(pack, World("kp").root, models, Rarity.load(WEIGHTS)).link(held_out))
    _figures(stories, outputs, options.errors)
    final = learn(stories, set(folds))
    told = {
        name: {"bias": round(model.bias, 4), "weights": dict(zip(model.names, model.weights.round(4).tolist(), strict=True))}
        for name, model in final.items()
    }
    (WEIGHTS / "links.json").write_text(json.dumps({"models": told}, indent=1) + "\n", encoding="utf-8")


def _stories(cache: Path | None, profiler: Profiler, network: Network, rarity: Rarity) -> Stories:
    told: dict[str, Told] = {}
    if cache is not None and cache.is_file():
        told = pickle.loads(cache.read_bytes())
    else:
        paths = [str(folder / "reports.jsonl") for folder in SETS.values()]
        told = {one.report.id: one for one in tell(gather(paths, World("kp")), World("kp")) if isinstance(one, Told)}
        if cache is not None:
            cache.write_bytes(pickle.dumps(told))
    kinds: dict[tuple[str, str], str] = {}
    incidents: list[dict[str, Any]] = []
    for folder in SETS.values():
        for line in (folder / "pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            kind, a, b = line.split("\t")
            kinds[min(a, b), max(a, b)] = kind
        incidents += [json.loads(line) for line in (folder / "incidents.jsonl").read_text(encoding="utf-8").splitlines()]
    made = {id_: ready(profiler.profile(one, network), rarity) for id_, one in told.items()}
    return Stories(told, made, _components(told, kinds), kinds, incidents, _sentences(made, incidents))


def _components(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    story = {id_: id_ for id_ in ids}
    for a, b in sorted(pairs):
        low, high = sorted((story[a], story[b]))
        story = {id_: low if name == high else name for id_, name in story.items()}
    return story


def _sentences(made: dict[str, Ready], incidents: Sequence[dict[str, Any]]) -> dict[str, dict[int, set[str]]]:
    """Which incidents the sentences of each report tell by gold: three-word runs, as the scorer has it."""
    found: dict[str, dict[int, set[str]]] = defaultdict(dict)
    for row in incidents:
        for member in row["members"]:
            gold = _runs(member["evidence"])
            shares = []
            for passage in made[member["report"]].profile.passages:
                own = _runs(passage.span.words)
                shares.append(sum((gold & own).values()) / max(1, min(sum(gold.values()), sum(own.values()))))
            best = max(range(len(shares)), key=lambda at: (shares[at], -at))
            if shares[best] >= 0.4:
                found[member["report"]].setdefault(best, set()).add(row["incident"])
    return found


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.lower())
    return Counter(zip(words, words[1:], words[2:], strict=False)) if len(words) > 2 else Counter([tuple(words)])


def _folds(stories: Stories, count: int = FOLDS, names: Iterable[str] | None = None) -> dict[str, int]:
    order = sorted(set(stories.story.values()) if names is None else names)
    random.Random(SEED).shuffle(order)
    return {story: number % count for number, story in enumerate(order)}


def learn(stories: Stories, known: set[str]) -> dict[str, Logistic]:
    """The models, learned from the stories named alone."""
    folds = _folds(stories, names=known)
    pairs = _pairs(stories, known)
    judge = KindJudge({}, Rarity.load(WEIGHTS))
    rows = [(one, other, kind, weight, report_pair.passage_rows(one, other, judge.rarity)) for one, other, kind, weight in pairs]
    numbers, answers, weights, groups = _sentence_examples(stories, rows, folds)
    parts = [fit(passage_pair.NAMES, numbers[groups != fold], answers[groups != fold], weights[groups != fold]) for fold in range(FOLDS)]
    models = {"sentence": fit(passage_pair.NAMES, numbers, answers, weights)}
    fold_of = [folds[stories.story[one.profile.id]] for one, *_ in rows]
    chances = [parts[fold].chances(row[4]) for fold, row in zip(fold_of, rows, strict=True)]
    table = np.array([report_pair.report_row(row[0], row[1], chance, judge.rarity) for row, chance in zip(rows, chances, strict=True)])
    kinds = np.array([row[2] for row in rows])
    heft = np.array([row[3] for row in rows])
    across = table[:, report_pair.NAMES.index("other-language")] > 0
    joined = np.isin(kinds, sorted(JOINS))
    tasks = {
        "joined": (np.ones(len(rows), bool), joined), "copy": (~across, kinds == "copy"), "translation": (across & joined, kinds == "translation"),
    }
    spread = np.array(fold_of)
    unseen = {name: np.zeros(len(rows)) for name in tasks}
    for name, (mask, answer) in tasks.items():
        models[name] = fit(report_pair.NAMES, table[mask], answer[mask], heft[mask], IDLE.get(name, ()))
        for fold in range(FOLDS):
            learned = mask & (spread != fold)
            part = fit(report_pair.NAMES, table[learned], answer[learned], heft[learned], IDLE.get(name, ()))
            unseen[name][spread == fold] = part.chances(table[spread == fold])
    real = [at for at, row in enumerate(rows) if row[3] == 1.0]
    compared = levelled([
        Compared(
            (rows[at][0].profile.id, rows[at][1].profile.id), bool(across[at]), chances[at],
            rows[at][4][..., passage_pair.NAMES.index("words-in-runs")], rows[at][4][..., passage_pair.NAMES.index("apart-in-text")], table[at],
            *(float(unseen[name][at]) for name in ("copy", "translation", "joined")),
        )
        for at in real
    ])
    models["telling"] = _learn_tellings(stories, compared, [kinds[at] for at in real])
    return models


def _pairs(stories: Stories, known: set[str]) -> list[tuple[Ready, Ready, str, float]]:
    """Gold pairs, unrelated pairs, and, with less weight, what must not be joined: look-alikes moved near in time or to another city,
    unrelated reports moved near or to the same city."""
    ids = [id_ for id_ in sorted(stories.ready) if stories.story[id_] in known]
    chance = random.Random(SEED)
    made = [(stories.ready[a], stories.ready[b], kind, 1.0) for (a, b), kind in sorted(stories.kinds.items()) if stories.story[a] in known]
    unrelated: set[tuple[str, str]] = set()
    for one in ids:
        others = [other for other in ids if stories.story[other] != stories.story[one]]
        alike = sorted(others, key=lambda other: (-len(stories.ready[one].profile.terms & stories.ready[other].profile.terms), other))
        near = sorted(others, key=lambda other: (_between(stories, one, other), other))
        unrelated |= {(min(one, other), max(one, other)) for other in (*alike[:4], *near[:4])}
    made += [(stories.ready[a], stories.ready[b], "unrelated", 1.0) for a, b in sorted(unrelated)]
    for a, b, kind, _ in made[: len(stories.kinds)]:
        if kind == "look_alike":
            made.append((a, _moved(b, a, chance.choice((-1, 1)) * chance.randint(*NEAR_DAYS)), kind, LESS))
    places = sorted({path for one in made for path in one[0].profile.places if path.count("/") == 2})
    for a, b, kind, _ in made[: len(stories.kinds)]:
        if kind in ("same_incident", "look_alike"):
            city = chance.choice([path for path in places if not any(path.split("/")[1] == own.split("/")[1] for own in a.profile.places)])
            made.append((a, _elsewhere(_moved(b, a, chance.choice((-1, 1)) * chance.randint(3, 20)), city), "look_alike", LESS))
    for one in ids:
        for other in chance.sample([other for other in ids if stories.story[other] != stories.story[one]], 3):
            near = _moved(stories.ready[other], stories.ready[one], chance.randint(-6, 6))
            made.append((stories.ready[one], near, "unrelated", LESS))
            own = sorted(path for path in stories.ready[one].profile.places if path.count("/") >= 2)
            if own:
                made.append((stories.ready[one], _elsewhere(near, own[0]), "unrelated", LESS))
    return made


def _between(stories: Stories, one: str, other: str) -> int:
    a, b = stories.ready[one].profile.published, stories.ready[other].profile.published
    assert a is not None
    assert b is not None
    return abs(a - b)


def _moved(one: Ready, to: Ready, days: int) -> Ready:
    """The report as if it had been published, and all in it had happened, `days` after the other."""
    assert one.profile.published is not None
    assert to.profile.published is not None
    step = to.profile.published - one.profile.published + days
    passages = tuple(
        replace(part, days=tuple((a + step, b + step) for a, b in part.days), near=tuple((a + step, b + step) for a, b in part.near))
        for part in one.profile.passages
    )
    return ready(replace(one.profile, published=one.profile.published + step, passages=passages), Rarity.load(WEIGHTS))


def _elsewhere(one: Ready, city: str) -> Ready:
    """The report as if it told of another city, and of other numbers."""

    def terms(found: frozenset[str]) -> frozenset[str]:
        return frozenset(f"p:{city}" if term.startswith("p:") else f"n:{int(term[2:]) * 2 + 1}" if term.startswith("n:") else term for term in found)

    passages = tuple(
        replace(
            part, places=frozenset({city}) if part.places else part.places, terms=terms(part.terms),
            numbers=frozenset(number * 2 + 1 for number in part.numbers),
        )
        for part in one.profile.passages
    )
    profile = replace(one.profile, passages=passages, places=frozenset({city}), terms=terms(one.profile.terms))
    return ready(profile, Rarity.load(WEIGHTS))


def _sentence_examples(stories: Stories, rows: Sequence[Any], folds: dict[str, int]) -> tuple[Any, Any, Any, Any]:
    numbers, answers, weights, groups = [], [], [], []
    for one, other, kind, weight, table in rows:
        if kind == "unrelated" and weight == 1.0:
            continue
        for i, j, answer, heft in _answers(stories, one, other, kind, moved=weight < 1.0):
            numbers.append(table[i, j])
            answers.append(answer)
            weights.append(heft * weight)
            groups.append(folds[stories.story[one.profile.id]])
    return np.array(numbers), np.array(answers), np.array(weights), np.array(groups)


def _answers(stories: Stories, one: Ready, other: Ready, kind: str, *, moved: bool = False) -> Iterable[tuple[int, int, bool, float]]:
    """Pairs of sentences of which gold knows something: both tell the same incident, or they do not."""
    ours, theirs = stories.of_sentence[one.profile.id], stories.of_sentence[other.profile.id]
    for i, first in enumerate(one.profile.passages):
        for j, second in enumerate(other.profile.passages):
            known = (i in ours) + (j in theirs)
            if known == 2:
                yield i, j, bool(ours[i] & theirs[j]) and not moved, 1.0
            elif known == 1 and not moved:
                # A minor sentence may well tell the incident once more where the reports are of one story, a headline surely does.
                if kind not in JOINS:
                    yield i, j, False, 1.0
                elif not (first.headline or second.headline):
                    yield i, j, False, MINOR


def _learn_tellings(stories: Stories, compared: Sequence[Compared], kinds: Sequence[str]) -> Logistic:
    numbers, answers, weights = [], [], []
    for pair, kind in zip(compared, kinds, strict=True):
        if kind == "unrelated" or pair.joined < 0.1:
            continue
        table = tellings.telling_rows(pair)
        for i, j, answer, weight in _answers(stories, *(stories.ready[id_] for id_ in pair.ids), kind):
            numbers.append(table[i, j])
            answers.append(answer)
            weights.append(weight)
    return fit(tellings.NAMES, np.array(numbers), np.array(answers), np.array(weights))


def fit(names: tuple[str, ...], numbers: Any, answers: Any, weights: Any, idle: Collection[str] = ()) -> Logistic:
    """Logistic regression with a ridge, each weight held to the sign its name promises; `idle` features get none."""
    mean, scale = numbers.mean(0), numbers.std(0) + 1e-6
    table = np.c_[(numbers - mean) / scale, np.ones(len(numbers))]
    truth = answers.astype(float)
    bounds = [(0.0, 0.0) if name in idle else (None, None) if name in EITHER else (None, 0.0) if name in AGAINST else (0.0, None) for name in names]

    def loss(guess: Any) -> tuple[float, Any]:
        sums = table @ guess
        slope = table.T @ (weights * (1 / (1 + np.exp(-np.clip(sums, -30, 30))) - truth))
        slope[:-1] += RIDGE * guess[:-1]
        return float((weights * (np.logaddexp(0, sums) - truth * sums)).sum() + RIDGE / 2 * (guess[:-1] ** 2).sum()), slope

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B", options={"maxiter": 500}).x
    learned = found[:-1] / scale
    return Logistic(names, learned, float(found[-1] - learned @ mean))


def _figures(stories: Stories, outputs: Sequence[Linked], errors: bool) -> None:
    if not SCORER.is_file():
        print("learn: the scorer does not lie beside the project; no figures.")
        return
    said = {(j.one, j.other): j for output in outputs for j in output.judgements}
    for name, folder in SETS.items():
        ids = {json.loads(line)["id"] for line in (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()}
        print(f"\n{name}: {len(ids)} reports, each linked by models that have not learned from its story")
        with tempfile.TemporaryDirectory() as place:
            pairs, incidents = Path(place) / "pairs.tsv", Path(place) / "incidents.jsonl"
            pairs.write_text("".join(f"{a}\t{b}\t{j.kind}\t{j.score}\n" for (a, b), j in said.items() if a in ids and b in ids), encoding="utf-8")
            rows = [[{"report": t.report, "evidence": t.evidence.words} for t in one.tellings] for output in outputs for one in output.incidents]
            incidents.write_text("".join(json.dumps({"incident": n, "members": row}) + "\n" for n, row in enumerate(rows)), encoding="utf-8")
            scorer = _scorer()
            scorer.pairs(folder / "pairs.tsv", pairs)
            scorer.incidents(folder / "incidents.jsonl", incidents)
        wrong = [pair for pair, j in said.items() if j.kind.joins and stories.story[pair[0]] != stories.story[pair[1]] and ids >= set(pair)]
        print(f"reports of different stories joined: {len(wrong)}")
        for pair, kind in sorted(stories.kinds.items()):
            own = said[pair].kind.value if pair in said else "none"
            if errors and ids >= set(pair) and own != kind and not (kind == "look_alike" and own == "none"):
                print(f"  {pair[0]} {pair[1]}: {kind}, judged {own}" + (f" {said[pair].score}" if pair in said else ""))


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_links", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
