"""The codebook: all of it is checked, its examples are sound, its rules are what the rooms do, and its page is fresh."""

import json
from pathlib import Path

import pytest
import yaml

from tumen.grounding.calendar import is_legal, resolve
from tumen.grounding.groups import find_groups
from tumen.grounding.times import find_times
from tumen.model import PackError
from tumen.packs.codebook import Codebook, EventType, Rule, load_codebook
from tumen.packs.codebook_page import shipped_page
from tumen.packs.organs import ORGAN_CLASSES
from tumen.packs.pack import SHIPPED, load_pack
from tumen.packs.people import PEOPLE_CLASSES, PRECEDENCE

ROOT = Path(__file__).parents[2]
CODEBOOK = load_codebook(SHIPPED.joinpath("codebook.yaml"))
UNGROUNDED = {"organisation_other"}


def test_it_has_the_24_types_and_34_classes() -> None:
    assert len(CODEBOOK.types) == 24
    assert len(CODEBOOK.classes) == 34
    assert CODEBOOK.version == "1.0"


def test_the_lexicons_know_the_same_classes() -> None:
    organs = {entry.id for entry in CODEBOOK.classes if entry.kind == "organ"}
    people = {entry.id for entry in CODEBOOK.classes if entry.kind == "people"}
    assert organs == ORGAN_CLASSES - UNGROUNDED
    assert people == PEOPLE_CLASSES
    assert CODEBOOK.precedence == PRECEDENCE
    assert people - set(CODEBOOK.precedence) == UNGROUNDED


@pytest.mark.parametrize("entry", CODEBOOK.types, ids=lambda entry: entry.id)
def test_examples_mark_their_words_and_know_their_types(entry: EventType) -> None:
    known = set(CODEBOOK.type_ids)
    for example in entry.examples:
        assert "[[" not in example.text
        assert example.text.endswith(".")
        assert all(words in example.text for words in example.triggers)
        assert set(example.also) <= known
        assert len(example.triggers) > len(example.also)


def test_no_example_stands_twice() -> None:
    texts = [example.text for entry in CODEBOOK.types for example in entry.examples]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("rule", CODEBOOK.counts, ids=lambda rule: rule.says)
def test_counts_are_read_as_the_codebook_says(rule: Rule) -> None:
    pack = load_pack()
    (group,) = find_groups(f"Yesterday {rule.example} left.", pack.organs, pack.people)
    assert (group.count.as_list() if group.count else None) == json.loads(rule.value)


@pytest.mark.parametrize("rule", CODEBOOK.times, ids=lambda rule: rule.says)
def test_times_are_read_as_the_codebook_says(rule: Rule) -> None:
    assert rule.value == "" or is_legal(rule.value)
    (mention,) = find_times(f"The stalls were cleared {rule.example}.", load_pack().times)
    assert resolve(mention.expr, rule.published, None, None).value == rule.value


def test_the_page_is_fresh() -> None:
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == shipped_page(), "run `make docs`"


TYPE = {
    "id": "arrest", "definition": "d", "takes_in": [], "leaves_out": [], "plover": None, "huridocs": [], "acled": None, "udhr": [9],
    "examples": [{"text": "They [[took]] him."}, {"text": "They [[held]] her."}],
}
RESIDENT = {"id": "resident", "kind": "people", "definition": "d"}
WHOLE = yaml.load(SHIPPED.joinpath("codebook.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
SHORT = WHOLE | {"types": [TYPE], "fields": [], "decisions": [], "counts": [], "times": []}


def broken(tmp_path: Path, change: dict[str, object]) -> Codebook:
    path = tmp_path / "codebook.yaml"
    path.write_text(yaml.dump(SHORT | change, Dumper=yaml.CSafeDumper), encoding="utf-8")
    return load_codebook(path)


@pytest.mark.parametrize(("change", "says"), [
    ({"version": 1.0}, "quoted number"),
    ({"extra": []}, "extra is unknown"),
    ({"types": [TYPE, TYPE]}, "arrest stands twice"),
    ({"types": [TYPE | {"examples": [{"text": "Nothing marked."}] * 2}]}, "marks no words"),
    ({"types": [TYPE | {"examples": [{"text": "One [[only]]."}]}]}, "needs 2 examples"),
    ({"types": [TYPE | {"examples": [{"text": "They [[took]] him.", "also": ["theft"]}] * 2}]}, "cannot name theft"),
    ({"types": [TYPE | {"leaves_out": [{"what": "x", "instead": "arrest"}]}]}, "cannot name arrest"),
    ({"types": [TYPE | {"huridocs": [{"list": 4, "code": "12", "label": "x"}]}]}, "twelve digits"),
    ({"types": [TYPE | {"udhr": [31]}]}, "no article"),
    ({"types": [TYPE | {"id": "Arrest!"}]}, "is no id"),
    ({"statuses": [{"id": "actual", "definition": "d"}]}, "`statuses` must be actual, ordered"),
    ({"classes": [RESIDENT, RESIDENT | {"id": "court", "kind": "organ"}]}, "organs must stand before"),
    ({"classes": [RESIDENT | {"kind": "body"}]}, "organ or people"),
    ({"precedence": ["court"]}, "`precedence`"),
    ({"fields": "type"}, "must be a list"),
    ({"decisions": [{"about": "", "answer": "d"}]}, "must be words"),
    ({"times": [{"says": "a day", "example": "today", "value": 2025}]}, "must be quoted"),
])
def test_what_is_broken_is_named_in_one_sentence(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with pytest.raises(PackError, match=says) as caught:
        broken(tmp_path, change)
    assert str(caught.value).startswith("codebook.yaml")
    assert "\n" not in str(caught.value)


def test_a_missing_or_torn_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="missing"):
        load_codebook(tmp_path / "codebook.yaml")
    path = tmp_path / "codebook.yaml"
    path.write_text("types: [", encoding="utf-8")
    with pytest.raises(PackError, match="is no YAML"):
        load_codebook(path)
