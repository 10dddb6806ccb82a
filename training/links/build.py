"""Makes reports, pairs and incidents of the invented stories: `python training/links/build.py` writes the three files beside it.

A story file: `outlet FAMILY | NAME | HOST | LANG` names an outlet; `story ID` begins a story; `LETTER [= KIND OF] | OUTLET | DAY` begins a
report, and KIND (copy, trans, update, same, look) says what it is to the report OF. The first line after it is the headline, each further
line a paragraph. `[[N type|words]]` marks words that tell incident N of the story. `=2.1,2.3 ; old => new` takes over sentences 1 and 3 of
paragraph 2 (counted with the headline as 1) of the report OF, with words exchanged.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).resolve().parent
MARK = re.compile(r"\[\[(\d+) (\w+)\|([^\[\]]+)\]\]")
SENTENCE = re.compile(r"(?<=[.!?])(?<!kg\.)(?:(?<=\])|(?<=[.!?]))\s+")


@dataclass
class Draft:
    story: str
    letter: str
    kind: str
    of: str
    outlet: str
    day: str
    lines: list[str] = field(default_factory=list)


def main() -> None:
    outlets: dict[str, tuple[str, str, str]] = {}
    stories: dict[str, dict[str, Draft]] = {}
    for path in sorted(HERE.glob("stories*.txt")):
        _read(path, outlets, stories)
    reports, pairs, incidents = [], [], []
    for story in stories.values():
        texts = {letter: "\n\n".join(_paragraphs(draft, story)) for letter, draft in story.items()}
        for letter, draft in story.items():
            family, host, lang = outlets[draft.outlet]
            plain = MARK.sub(r"\3", texts[letter])
            slug = re.sub(r"[^a-z]+", "-", plain.split("\n")[0].lower()).strip("-")[:40]
            number = sum(map(ord, draft.story + letter)) * 37
            address = f"https://{host}/{draft.day[:4]}/{draft.day[5:7]}/{slug}" if lang == "en" else f"https://{host}/news/view?no={number}"
            reports.append({
                "id": f"{draft.story}-{letter}", "outlet": draft.outlet, "family": family, "lang": lang,
                "published": date.fromisoformat(draft.day).isoformat(), "url": address, "text": plain,
            })
        pairs += [f"{kind}\t{a.story}-{a.letter}\t{b.story}-{b.letter}" for kind, a, b in _pairs(story, outlets)]
        incidents += _incidents(story, texts)
    _write("reports.jsonl", [json.dumps(report, ensure_ascii=False) for report in reports])
    _write("pairs.tsv", ["kind\ta\tb", *pairs])
    _write("incidents.jsonl", [json.dumps(incident, ensure_ascii=False) for incident in incidents])


def _read(path: Path, outlets: dict[str, tuple[str, str, str]], stories: dict[str, dict[str, Draft]]) -> None:
    story, draft = "", None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("outlet "):
            family, name, host, lang = (cell.strip() for cell in line.removeprefix("outlet ").split("|"))
            outlets[name] = family, host, lang
        elif line.startswith("story "):
            story = line.removeprefix("story ").strip()
        elif head := re.fullmatch(r"([a-h])(?: = (\w+)(?: ([a-h]))?)? \| (.+) \| (\d{4}-\d\d-\d\d)", line):
            letter, kind, of, outlet, day = head.groups()
            draft = Draft(story, letter, kind or "root", of or "", outlet, day)
            stories.setdefault(story, {})[letter] = draft
        elif line.strip() and not line.startswith("#"):
            assert draft is not None, line
            draft.lines.append(line.strip())


def _paragraphs(draft: Draft, story: dict[str, Draft]) -> Iterator[str]:
    for line in draft.lines:
        taken = re.fullmatch(r"=([\d.,]+)((?: ; .+ =>.*)*)", line)
        if taken is None:
            yield line
            continue
        source = list(_paragraphs(story[draft.of], story))
        pieces = []
        for piece in taken[1].split(","):
            paragraph, _, sentence = piece.partition(".")
            text = source[int(paragraph) - 1]
            pieces.append(SENTENCE.split(text)[int(sentence) - 1] if sentence else text)
        text = " ".join(pieces)
        for change in filter(None, taken[2].split(" ; ")):
            old, _, new = change.removeprefix(" ; ").partition(" =>")
            assert old in text, (draft.story, draft.letter, old)
            text = text.replace(old, new.strip())
        yield text


def _pairs(story: dict[str, Draft], outlets: dict[str, tuple[str, str, str]]) -> Iterator[tuple[str, Draft, Draft]]:
    def root(draft: Draft) -> Draft:
        """The report whose words these are, in whatever language."""
        while draft.kind in ("copy", "trans"):
            draft = story[draft.of]
        return draft

    for a, b in combinations(story.values(), 2):
        if "look" in (root(a).kind, root(b).kind):
            yield "look_alike", a, b
        elif root(a) is root(b):
            yield ("copy" if outlets[a.outlet][2] == outlets[b.outlet][2] else "translation"), a, b
        elif outlets[a.outlet][0] == outlets[b.outlet][0] and any(
            one.kind == "update" and root(story[one.of]) is root(other) for one, other in ((a, b), (b, a))
        ):
            yield "update", a, b
        else:
            yield "same_incident", a, b


def _incidents(story: dict[str, Draft], texts: dict[str, str]) -> list[dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for letter, text in texts.items():
        for number, kind, words in MARK.findall(text):
            name = f"{story[letter].story}-i{number}"
            row = found.setdefault(name, {"incident": name, "type": kind, "members": []})
            row["members"].append({"report": f"{story[letter].story}-{letter}", "evidence": words})  # type: ignore[attr-defined]
    return [found[name] for name in sorted(found)]


def _write(name: str, lines: list[str]) -> None:
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
