from itertools import pairwise
from pathlib import Path

import pytest

from tumen.grounding.places import coordinated, find_places, lowest_common_parent
from tumen.model import PlaceMention, PlaceRole
from tumen.packs.place_cues import PlaceCues, load_place_cues
from tumen.packs.places import PlaceTable, load_places

PACKS = Path(__file__).parents[2] / "src" / "tumen" / "packs"
TABLE: PlaceTable = load_places(PACKS / "kp")
CUES: PlaceCues = load_place_cues(PACKS / "en", PACKS / "kp", TABLE)


def find(text: str) -> tuple[PlaceMention, ...]:
    mentions = find_places(text, TABLE, CUES)
    for mention in mentions:
        assert text[mention.span.start:mention.span.end] == mention.span.words
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    return mentions


def seen(text: str) -> list[tuple[str, str, str]]:
    return [(mention.span.words, mention.path, mention.role.value) for mention in find(text)]


def paths(text: str, *roles: PlaceRole) -> list[str]:
    return [mention.path for mention in find(text) if not roles or mention.role in roles]


@pytest.mark.parametrize(("text", "words", "path"), [
    ("Two men vanished in Hoeryong, North Hamgyong, on Friday.", "Hoeryong, North Hamgyong", "KP/North Hamgyong/Hoeryong"),
    ("It began in North Hamgyong province's Hoeryong city.", "North Hamgyong province's Hoeryong city", "KP/North Hamgyong/Hoeryong"),
    ("The road out of Kimhyongjik County is shut.", "Kimhyongjik County", "KP/Ryanggang/Kimhyongjik"),
    ("The road out of Kim Jong Suk county is shut.", "Kim Jong Suk county", "KP/Ryanggang/Kimjongsuk"),
    ("Boats lie idle at Musan-gun.", "Musan-gun", "KP/North Hamgyong/Musan"),
    ("Homes in Ch’ŏngjin were searched.", "Ch’ŏngjin", "KP/North Hamgyong/Chongjin"),
    ("They were driven to Chonggori at dawn.", "Chonggori", "KP/North Hamgyong/Hoeryong"),
    ("A quarrel broke out in Pyongyang’s Sunan district.", "Pyongyang’s Sunan district", "KP/Pyongyang/Sunan"),
    ("A quarrel broke out in PYONGYANG (Songyo).", "PYONGYANG (Songyo)", "KP/Pyongyang/Songyo"),
    ("the market hall of chongjin burnt", "chongjin", "KP/North Hamgyong/Chongjin"),
    ("A launch from Tumen, China, was seen.", "Tumen, China", "CN/Jilin/Tumen"),
])
def test_a_name_with_what_belongs_to_it_is_one_mention(text: str, words: str, path: str) -> None:
    assert seen(text) == [(words, path, "plain")]


@pytest.mark.parametrize("text", [
    "A woman waded the Tumen River at night.",
    "He crossed the Tumen at night and was caught on the ice.",
    "Fog lay over the Amnok and over Mount Paektu.",
    "Stalls in Nammun-dong stayed shut.",
    "A Hwasong-15 was rolled through the square.",
    "A visitor laid flowers at the statue of Kim Jong Suk.",
    "The foreman, Pak Unsan, wept.",
    "Joseon blue was the fashion, and Chosun red.",
    "cheap china and an anak for sale",
    "Anak sang; Kwail clapped.",
])
def test_what_is_no_place_is_no_mention(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(("text", "path"), [
    ("Agents raided Unsan county in South Pyongan.", "KP/South Pyongan/Unsan"),
    ("Trains stopped across North Pyongan. By noon the mine at Unsan was closed as well.", "KP/North Pyongan/Unsan"),
    ("Barns in Pyongyang's Kangnam county were emptied.", "KP/Pyongyang/Kangnam"),
    ("Clerks at the Hwasong district office in Pyongyang quit.", "KP/Pyongyang/Hwasong"),
    ("He was last seen near the Hwasong camp.", "KP/North Hamgyong/Myonggan"),
    ("Students of Kim Chaek University were called out.", "KP/Pyongyang"),
    ("Workers across Kim Chaek were called out.", "KP/North Hamgyong/Kimchaek"),
    ("Police in Hyesan closed two lanes of Songbong for a day.", "KP/Ryanggang/Hyesan"),
])
def test_homonyms_are_settled_by_their_company(text: str, path: str) -> None:
    assert path in paths(text)


def test_rivals_hold_the_other_readings() -> None:
    mention, = find("Agents raided Unsan county.")
    assert {mention.path, *mention.rivals} == {"KP/North Pyongan/Unsan", "KP/South Pyongan/Unsan"}


@pytest.mark.parametrize(("text", "role"), [
    ("A source in Ryanggang Province told the paper of three arrests.", PlaceRole.SOURCE),
    ("Sources inside North Hamgyong gave the same account.", PlaceRole.SOURCE),
    ("A resident of Hyesan said the lamps were out.", PlaceRole.SOURCE),
    ("The lamps were out, according to a trader in Hyesan.", PlaceRole.SOURCE),
    ("A trader in Hyesan was led away.", PlaceRole.PLAIN),
    ("The Hyesan branch sent eight men.", PlaceRole.ORGAN),
    ("The Hyesan city state security department sent eight men.", PlaceRole.ORGAN),
    ("The North Hamgyong provincial party committee sent eight men.", PlaceRole.ORGAN),
    ("Pyongyang ordered the gates shut.", PlaceRole.METONYM),
    ("Beijing said nothing was amiss.", PlaceRole.METONYM),
    ("Gates in Pyongyang were shut.", PlaceRole.PLAIN),
    ("A South Korean film was found.", PlaceRole.DEMONYM),
    ("The boats are Chinese.", PlaceRole.DEMONYM),
    ("The Tumen Wire printed it first.", PlaceRole.FURNITURE),
    ("SUNAN CIRCLE — Letters of the week", PlaceRole.FURNITURE),
    ("She died at the Onsong state security jail.", PlaceRole.PLAIN),
    ("Two men were sent up from Pyongyang.", PlaceRole.PLAIN),
    ("Radio Free Hyesan carried it first.", PlaceRole.FURNITURE),
    ("HYESAN, North Korea — Lamps went out at six.", PlaceRole.DATELINE),
    ("HAMHUNG—Lamps went out at six.", PlaceRole.DATELINE),
])
def test_the_role_of_a_name(text: str, role: PlaceRole) -> None:
    assert [mention.role for mention in find(text)] == [role]


def test_a_list_shares_its_role() -> None:
    assert paths("Sources in Hyesan and Musan agree.", PlaceRole.SOURCE) == ["KP/Ryanggang/Hyesan", "KP/North Hamgyong/Musan"]
    assert paths("The Hyesan and Musan branches agree.", PlaceRole.ORGAN) == ["KP/Ryanggang/Hyesan", "KP/North Hamgyong/Musan"]


def test_a_guarded_name_is_taken_in_a_list() -> None:
    assert paths("Checks began along the river: Junggang, Manpo and Usi.") == ["KP/Chagang/Chunggang", "KP/Chagang/Manpo", "KP/Chagang/Usi"]


def test_two_provinces_with_one_noun() -> None:
    assert seen("Rice is short in North and South Hamgyong provinces.") == [
        ("North", "KP/North Hamgyong", "plain"), ("South Hamgyong provinces", "KP/South Hamgyong", "plain"),
    ]


def test_lists_and_alternatives() -> None:
    text = "Searches were held in Onsong, Musan county and Hoeryong. One hid in Kowon or Kumya."
    mentions = find(text)
    lists = coordinated(mentions, text, CUES)
    assert [(found.indices, found.alternative) for found in lists] == [((0, 1, 2), False), ((3, 4), True)]
    text = "She came from one of Onsong, Musan and Hoeryong."
    found, = coordinated(find(text), text, CUES)
    assert found.alternative


def test_lowest_common_parent() -> None:
    assert lowest_common_parent(["KP/Ryanggang/Hyesan", "KP/Ryanggang/Samsu"]) == "KP/Ryanggang"
    assert lowest_common_parent(["KP/Ryanggang/Hyesan", "KP/Rason"]) == "KP"
    assert lowest_common_parent(["KP", "CN/Jilin"]) == ""
    assert lowest_common_parent([]) == ""
