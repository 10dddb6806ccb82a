import pytest

from tumen.intake import ADDRESS_RULES, divide, find_published
from tumen.model import PublishedBasis as B
from tumen.packs.outlets import outlets
from tumen.packs.parts import part_cues

CUES = part_cues("en")
BODY = "Officers of the county took away four carters at the ferry on Jan. 3, 2019 and burned their carts there, a source said."


def published(text, url=None, given=None, **more):
    found = find_published(text, divide(text, CUES), url, given, cues=CUES, **more)
    return found.value, found.basis


@pytest.mark.parametrize(
    ("head", "value", "basis"),
    [
        ("By Hwang | 2017-05-08 15:12", "2017-05-08", B.HEADER),
        ("By Hwang  |  2021.11.09 11:20am", "2021-11-09", B.HEADER),
        ("Sept. 24, 2020, 06:30 KST", "2020-09-24", B.TEXT),
        ("Monday, 22 April 2024", "2024-04-22", B.TEXT),
        ("Published 30 Nov. 2017 · Updated 1 Dec. 2017", "2017-11-30", B.TEXT),
        ("Ferry Post | UPDATED May 23, 2018, 6:05 p.m.", "2018-05-23", B.TEXT),
        ("15/03/2017 11:52", "2017-03-15", B.TEXT),
        ("Posted on 03/15/2017 by admin", "2017-03-15", B.HEADER),
        ("Posted on 06/03/2025 by admin", "2025", B.HEADER),
        ("Ferry Digest No. 58 — May 2019", "2019-05", B.TEXT),
        ("36.1 C Friday, May 31, 2024", None, B.UNKNOWN),
        ("May 31, 2024  36.1 C", None, B.UNKNOWN),
        ("FILE PHOTO: A quay on May 31, 2014. (Ferry Post)", None, B.UNKNOWN),
        ("", None, B.UNKNOWN),
    ],
)
def test_head_lines(head, value, basis):
    assert published(f"Four carters held\n{head}\n\n{BODY}") == (value, basis)


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.example/english/20230713-1/", "2023-07-13"),
        ("https://a.example/english/news/korea/carters-07132023150244.html", "2023-07-13"),
        ("https://a.example/carters-07132023150244.html?utm_source=x", "2023-07-13"),
        ("https://a.example/2023/07/13/carters/", "2023-07-13"),
        ("https://a.example/2023/07/carters/", "2023-07"),
        ("https://a.example/view/AEN20230713004700315", "2023-07-13"),
        ("https://a.example/article/20231399-1/", None),
        ("https://a.example/carters-99992023150244", None),
        ("https://a.example/1000/07/13/", None),
        ("https://a.example/p/12345", None),
    ],
)
def test_addresses(url, value):
    assert published(BODY, url)[0] == value


def test_an_outlet_whose_numbers_are_no_dates_is_believed():
    kp = outlets("kp")
    assert published(BODY, "https://www.kcna.kp/2023/07/13/", outlets=kp) == (None, B.UNKNOWN)
    assert published(BODY, "https://www.asiapress.org/rimjin-gang/2023/10/society/", outlets=kp) == ("2023-10", B.ADDRESS)


def test_order_of_belief():
    stamped = BODY + "\nJune 3, 2022 at 02:04PM\nby FerryPost(River Media)"
    assert published(stamped) == ("2022-06-03", B.STAMP)
    assert published(stamped, metadata="2022-06-02T23:00:00Z") == ("2022-06-02", B.METADATA)
    assert published(stamped, given="2022-06-01") == ("2022-06-01", B.GIVEN)
    assert published(stamped, given="not a day") == ("2022-06-03", B.STAMP)
    assert published(BODY, "https://a.example/2022/06/", metadata="2022") == ("2022-06", B.ADDRESS)


def test_no_year_is_guessed():
    assert published("SEOUL, Nov. 7 (Hanmaru) -- " + BODY) == (None, B.UNKNOWN)


def test_the_words_stand_behind_the_date():
    text = f"Four carters held\nBy Hwang | 2017-05-08 15:12\n\n{BODY}"
    found = find_published(text, divide(text, CUES), None, None, cues=CUES)
    assert text[found.start : found.end] == "2017-05-08"


def test_every_rule_that_the_pack_names_exists():
    assert {rule for outlet in outlets("kp").by_id.values() for rule in outlet.address_date} <= set(ADDRESS_RULES)
