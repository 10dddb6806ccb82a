from pathlib import Path
from time import perf_counter

import pytest

from tumen.grounding.groups import find_groups
from tumen.model import GroupMention
from tumen.packs.organs import load_organs
from tumen.packs.people import load_people

PACKS = Path(__file__).parents[2] / "src" / "tumen" / "packs"
PEOPLE = load_people(PACKS / "en", PACKS / "kp")
ORGANS = load_organs(PACKS / "kp", PEOPLE.plurals)


def find(text: str) -> tuple[GroupMention, ...]:
    return find_groups(text, ORGANS, PEOPLE)


def only(text: str, words: str) -> GroupMention:
    found = [mention for mention in find(text) if mention.span.words == words]
    assert len(found) == 1, [mention.span.words for mention in find(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "cls"),
    [
        ("Last night six ministry inspectors broke the lock.", "six ministry inspectors", "authorities"),
        ("Agents from the city's state security office rang twice.", "Agents from the city's state security office", "state_security"),
        ("They took two boxes from a tofu seller in her twenties.", "a tofu seller in her twenties", "trader"),
        ("On Monday the four wholesalers paid.", "the four wholesalers", "trader"),
        ("In May residents of the border region dug wells.", "residents of the border region", "resident"),
        ("Chinese police drove past.", "Chinese police", "foreign_state"),
        ("The provincial party committee met.", "The provincial party committee", "party"),
        ("A judge of the military court coughed.", "A judge of the military court", "court"),
        ("Families of defectors moved out.", "Families of defectors", "defector_family"),
        ("The wife of the detained man wept.", "The wife of the detained man", "family_of_accused"),
        ("Their family members hid.", "Their family members", "family_of_accused"),
        ("Three money changers surnamed Kim fled.", "Three money changers surnamed Kim", "trader"),
        ("A shaman lit candles.", "A shaman", "believer"),
        ("Trade and customs officials argued.", "Trade and customs officials", "customs_trade"),
    ],
)
def test_names_and_classes(text: str, words: str, cls: str) -> None:
    found = [mention for mention in find(text) if words in mention.span.words]
    assert [(mention.cls == cls or cls in mention.rivals) for mention in found] == [True], find(text)


def test_staff_take_the_class_of_the_organ_named_before() -> None:
    mention = only("The people's committee met prosecutors. Later the inspectors wrote a list.", "the inspectors")
    assert mention.cls == "prosecution"


def test_a_branch_alone_goes_back_to_its_organ() -> None:
    mention = only("The Ministry of State Security hired a bus. The county branch paid.", "The county branch")
    assert (mention.cls, mention.organ) == ("state_security", "state-security")


@pytest.mark.parametrize(
    "text",
    [
        "A source in the north said the road was shut.",
        "According to a resident, the river rose.",
        "The road was shut, said a former miner.",
        "A resident of the port told Harbour Post that it rained.",
    ],
)
def test_those_who_only_tell_are_left_out(text: str) -> None:
    assert find(text) == ()


def test_goods_are_no_people() -> None:
    assert find("Two of the vans were burnt near the mill.") == ()


def test_a_passive_without_an_agent_names_no_actor() -> None:
    (mention,) = find("In June a widow was led away.")
    assert (mention.span.words, mention.cls) == ("a widow", "woman")


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("More than 20 traders ran.", "More than 20 traders", [20, None]),
        ("His wife and two sons left.", "His wife and two sons", [3, 3]),
        ("The boy's parents sold the cow.", "The boy's parents", [2, 2]),
        ("On May 3 officers of the court came.", "officers of the court", None),
        ("About a hundred and fifty soldiers dug.", "About a hundred and fifty soldiers", [135, 165]),
        ("One of the women fell.", "One of the women", [1, 1]),
        ("An old couple swept the lane.", "An old couple", [2, 2]),
    ],
)
def test_counts(text: str, words: str, count: list[int | None] | None) -> None:
    found = only(text, words).count
    assert (None if found is None else found.as_list()) == count


def test_pronouns_go_back_to_a_fitting_person() -> None:
    text = "A smuggler in his forties met two nurses. He gave them salt."
    he, them = only(text, "He"), only(text, "them")
    assert (he.pronoun, he.antecedent, he.cls) == (True, 0, "smuggler_broker")
    assert (them.antecedent, them.count and them.count.as_list()) == (text.index("two nurses"), [2, 2])


def test_short_definite_phrases_take_over_class_and_count() -> None:
    text = "Four wholesalers were held on Monday. The four were later fined, and the group paid."
    four, group = only(text, "The four"), only(text, "the group")
    assert (four.antecedent, four.cls) == (0, "trader")
    assert (group.cls, group.count and group.count.as_list()) == ("trader", [4, 4])


def test_a_possessive_her_is_no_mention_of_its_own() -> None:
    assert [mention.span.words for mention in find("Her husband sang.")] == ["Her husband"]


TEXT = (
    "FENCES\n\nOn 3 May, agents and police of the county searched “a woman’s home”; her son, a driver, ran.\n"
    "Nine people — among them Mr. A and the guards' cook — said nothing. “They’re ours,” an officer of Group 109 shouted."
)


def test_spans_quote_the_text_in_order_without_overlap() -> None:
    found = find(TEXT)
    assert len(found) > 5
    end = 0
    for mention in found:
        span = mention.span
        assert TEXT[span.start : span.end] == span.words
        assert end <= span.start < span.end
        end = span.end


def test_sentences_keep_phrases_apart() -> None:
    text = "They feared the agents of the Youth League"
    whole = find_groups(text, ORGANS, PEOPLE)
    parted = find_groups(text, ORGANS, PEOPLE, [(0, 22), (23, len(text))])
    assert len(parted) == len(whole) + 1


def _seconds(text: str) -> float:
    spent = []
    for _ in range(2):
        begin = perf_counter()
        find(text)
        spent.append(perf_counter() - begin)
    return min(spent)


@pytest.mark.parametrize(
    "unit",
    [
        "the ",
        "man's ",
        "agents of agents of ",
        "a man and a man and ",
        "wife and ",
        "ten or ",
        "all the other ",
        "two of the ",
        "agents of the ",
        "his wife, ",
        "party party ",
        "Kim ",
        "'s ",
        "one hundred and ",
        "state security ",
        "they ",
        "a driver, a ",
        "1,000 ",
        "in the city of ",
    ],
)
def test_work_grows_with_the_length_only(unit: str) -> None:
    short, long = unit * (8_000 // len(unit)), unit * (32_000 // len(unit))
    assert _seconds(long) < 10 * _seconds(short)


def test_the_home_of_one_person_is_one_and_that_of_many_is_not() -> None:
    one = only("They searched the home of a woman in her twenties.", "the home of a woman in her twenties")
    assert (one.count and one.count.as_list(), one.plural) == ([1, 1], False)
    assert only("They searched the homes of two phone users.", "the homes of two phone users").plural
