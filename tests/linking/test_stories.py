"""Stories told by several reports, and what each is to the others."""

from collections.abc import Callable

from tumen.link_desk import Linked
from tumen.model import About, Judgement, LinkKind, Verdict

Link = Callable[..., Linked]

FIRST = {
    "id": "a", "outlet": "Pebble News", "url": "https://pebblenews.example/a", "published": "2023-05-12", "text": (
        "Six tailors arrested in Hamhung\n\nSix were arrested in Hamhung, South Hamgyong province, on May 3 for sewing jeans, a source "
        "told Pebble News.\n\nPolice confiscated eleven sewing machines and forty bolts of cloth.\n\nTwo of the tailors were sentenced to one year "
        "of hard labor on May 9.\n\nThe other four had to pay 200,000 won each, the source said.\n"
    ),
}
COPY = FIRST | {"id": "b", "outlet": "Gull Wire", "url": "https://gullwire.example/b", "published": "2023-05-13"}
KOREAN = {
    "id": "k", "outlet": "조약돌뉴스", "url": "https://kr.pebblenews.example/k", "lang": "ko", "published": "2023-05-10", "text": (
        "함흥서 재봉공 6명 체포\n\n함경남도 함흥시에서 지난 3일 청바지를 만든 재봉공 6명이 체포됐다.\n\n안전원들은 재봉기 11대와 천을 압수했다.\n\n"
        "재봉공 가운데 2명은 지난 9일 노동단련형 1년을 선고받았다.\n\n나머지 4명은 벌금 20만 원씩을 물었다.\n"
    ),
}
OTHER = {
    "id": "z", "outlet": "Gull Wire", "url": "https://gullwire.example/z", "published": "2021-11-20", "text": (
        "Ferry crew flees from Nampo\n\nThree sailors ran away from a ferry in Nampo on November 4, a source said.\n\nTheir captain was questioned.\n"
    ),
}


def test_a_copy_is_no_second_witness(link: Link) -> None:
    linked = link([FIRST, COPY, OTHER])
    assert [(found.one, found.other, found.kind) for found in linked.judgements if found.kind.joins] == [("a", "b", LinkKind.COPY)]
    shared = [incident for incident in linked.incidents if len(incident.reports) > 1]
    assert shared
    assert all(incident.independent == 1 for incident in shared)


def test_a_judgement_names_its_reasons(link: Link) -> None:
    (found,) = (found for found in link([FIRST, COPY]).judgements)
    assert found.reasons
    assert all(reason.name and reason.share for reason in found.reasons)


def test_a_korean_original_is_joined_without_a_reader(link: Link) -> None:
    (found,) = link([FIRST, KOREAN]).judgements
    assert found.kind.joins


def test_a_person_outranks_the_rule(link: Link) -> None:
    apart = Judgement(About.REPORTS, "a", "b", Verdict.DIFFERENT, LinkKind.UNRELATED, 1.0, "person:reviewer")
    linked = link([FIRST, COPY], [apart])
    assert linked.judgements == ()
    assert all(len(incident.reports) == 1 for incident in linked.incidents)


def test_a_rules_own_judgement_decides_nothing(link: Link) -> None:
    earlier = Judgement(About.REPORTS, "a", "b", Verdict.DIFFERENT, LinkKind.UNRELATED, 1.0, "rule:linking 0")
    assert link([FIRST, COPY], [earlier]) == link([FIRST, COPY])


def test_the_order_of_input_does_not_matter(link: Link) -> None:
    rows = [FIRST, COPY, KOREAN, OTHER]
    assert link(rows) == link(rows[::-1])


def test_an_incident_keeps_no_words_about_people(link: Link) -> None:
    said = [one for incident in link([FIRST, COPY]).incidents for one in incident.said if one.role in ("target", "target-count")]
    assert said
    assert all(one.span is None for one in said)
