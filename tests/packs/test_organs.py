from pathlib import Path

import pytest

from tumen.grounding.groups import find_groups
from tumen.model import PackError
from tumen.packs.organs import ORGAN_CLASSES, Organ, OrganExample, OrganFile, load_organs
from tumen.packs.people import PeopleLexicon, load_people

PACKS = Path(__file__).parents[2] / "src" / "tumen" / "packs"
PEOPLE = load_people(PACKS / "en", PACKS / "kp")
ORGANS = load_organs(PACKS / "kp", PEOPLE.plurals)
CASES = [pytest.param(organ, example, id=f"{organ.id}-{number}") for organ in ORGANS for number, example in enumerate(organ.examples)]


@pytest.mark.parametrize(("organ", "example"), CASES)
def test_each_example_is_found_whole(organ: Organ, example: OrganExample) -> None:
    found = find_groups(example.text, ORGANS, PEOPLE)
    assert (example.words, organ.id) in [(mention.span.words, mention.organ) for mention in found]


def test_every_state_class_but_none_else_has_a_record() -> None:
    assert {organ.cls for organ in ORGANS} == ORGAN_CLASSES


def test_both_languages_name_each_organ() -> None:
    assert [organ.id for organ in ORGANS if not organ.names["en"] or not organ.names["ko"]] == []


def test_renamed_ministries_carry_their_years() -> None:
    names = {name.name: (name.since, name.until) for name in ORGANS.organs["social-security"].names["en"]}
    assert names["Ministry of Social Security"] == (2020, None)
    assert names["Ministry of People's Security"] == (2000, 2020)


def test_an_ambiguous_abbreviation_names_its_rivals() -> None:
    (mention,) = find_groups("The MSS sealed the yard.", ORGANS, PEOPLE)
    assert (mention.cls, mention.rivals) == ("state_security", ("social_security",))


def test_ancestors_go_up_to_the_top() -> None:
    assert ORGANS.ancestors("bureau-27") == ("state-security", "cabinet-level")


RECORD = """version: 1
organs:
  - {{id: guard, class: {cls}, parent: {parent}, names: {{en: [{name}], ko: []}}, staff: {{en: [], ko: []}},
     source: {source}, examples: [{example}]}}
"""
SOUND = {"cls": "border_guard", "parent": "null", "name": "River Watch", "source": "own-knowledge", "example": '"[[River Watch]] slept."'}


def _load(folder: Path, **changes: str) -> OrganFile:
    folder.joinpath("organs.yaml").write_text(RECORD.format(**{**SOUND, **changes}), encoding="utf-8")
    return load_organs(folder, {})


def test_an_invented_country_loads(tmp_path: Path) -> None:
    assert list(_load(tmp_path).organs) == ["guard"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cls": "riverboat"}, "no class"),
        ({"parent": "nobody"}, "parent nobody"),
        ({"parent": "guard"}, "its own ancestor"),
        ({"source": "hearsay"}, "source must be"),
        ({"example": '"River Watch slept."'}, "marks no words"),
        ({"name": "{name: RW, ambiguous: true}"}, "needs rivals"),
        ({"name": "{name: RW, ambiguous: true, rivals: [nobody]}"}, "rival nobody"),
        ({"name": "{name: RW, from: 2020, until: 2010}"}, "ends before it begins"),
        ({"name": "{name: RW, colour: red}"}, "is no name"),
    ],
)
def test_a_broken_record_is_named(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    with pytest.raises(PackError, match=words):
        _load(tmp_path, **changes)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="is missing"):
        load_organs(tmp_path, {})


def test_people_of_a_language_need_no_country() -> None:
    alone: PeopleLexicon = load_people(PACKS / "en", None)
    assert alone.surnames == frozenset()
    assert "trader" in alone.heads
