"""Each test's report is an invention; `told` lists what the division makes of it, part by part."""

from textwrap import dedent

import pytest

from tumen.intake import divide
from tumen.model import PartKind as K
from tumen.packs.parts import part_cues

CUES = part_cues("en")
BODY = (
    "Officers of the county took away four carters at the ferry on Monday and burned their carts before the eyes of the whole village,"
    " a source said."
)
MORE = (
    "The families have heard nothing since, the source added, and the head of the watch unit tells them to stop asking at the gate of"
    " the office."
)


def told(report, outlet=None):
    report = dedent(report).strip("\n").replace("BODY", BODY).replace("MORE", MORE)
    short = {BODY: "BODY", MORE: "MORE"}
    parts = divide(report, CUES, outlet=outlet)
    return [(part.kind, short.get(report[part.start : part.end], report[part.start : part.end])) for part in parts]


def test_news_page():
    assert told(
        """
        ferry post harbour
        FILE PHOTO: Carts on a quay. (Ferry Post)

        Four carters held after raid on ferry

        By Hwang  |  2021.03.09 11:20am

        BODY

        Carts burned at the landing

        “They did not even look at the papers.”

        MORE

        Translated by Hwang. Edited by Noh.

        Ferry Post works with a network of people on both banks of the river.

        Read in Korean
        """
    ) == [
        (K.CAPTION, "ferry post harbour"),
        (K.CAPTION, "FILE PHOTO: Carts on a quay. (Ferry Post)"),
        (K.HEADLINE, "Four carters held after raid on ferry"),
        (K.BYLINE, "By Hwang  |  2021.03.09 11:20am"),
        (K.BODY, "BODY"),
        (K.SUBHEAD, "Carts burned at the landing"),
        (K.QUOTATION, "“They did not even look at the papers.”"),
        (K.BODY, "MORE"),
        (K.CREDIT, "Translated by Hwang. Edited by Noh."),
        (K.BOILERPLATE, "Ferry Post works with a network of people on both banks of the river."),
        (K.CREDIT, "Read in Korean"),
    ]


def test_site_with_menus_and_advertisements():
    assert told(
        """
        FERRY POST
        HOME | WORLD | RIVER | SHOP
        You are here: Home > River

        Four carters held
        Share   Tweet   Pin it

        BODY

        ADVERTISEMENT
        Boots for every river bank. Shop now

        MORE

        YOU MAY ALSO LIKE
        > Ten bridges you can visit
        > Arrested in a lift: a comedy
        Comments (3)   Leave a reply   Cookie settings   © Ferry Post Media
        """,
        outlet="Ferry Post",
    ) == [
        (K.FURNITURE, "FERRY POST"),
        (K.FURNITURE, "HOME | WORLD | RIVER | SHOP"),
        (K.FURNITURE, "You are here: Home > River"),
        (K.HEADLINE, "Four carters held"),
        (K.FURNITURE, "Share   Tweet   Pin it"),
        (K.BODY, "BODY"),
        (K.FURNITURE, "ADVERTISEMENT"),
        (K.FURNITURE, "Boots for every river bank. Shop now"),
        (K.BODY, "MORE"),
        (K.FURNITURE, "YOU MAY ALSO LIKE"),
        (K.FURNITURE, "> Ten bridges you can visit"),
        (K.FURNITURE, "> Arrested in a lift: a comedy"),
        (K.FURNITURE, "Comments (3)   Leave a reply   Cookie settings   © Ferry Post Media"),
    ]


@pytest.mark.parametrize("glue", ["\n", " ", ""])
def test_a_feed_stamp_is_cut_off_wherever_it_is_glued(glue):
    parts = told(f"BODY{glue}June 3, 2022 at 02:04PM\nby FerryPost(River Media)ferry security")
    assert parts[0] == (K.BODY, "BODY")
    assert parts[1:3] == [(K.STAMP, "June 3, 2022 at 02:04PM"), (K.STAMP, "by FerryPost(River Media)")]
    assert [words for _, words in parts[3:]] == ["ferry security"]


def test_a_time_in_the_telling_is_no_stamp():
    words = BODY + " The order is dated June 3, 2022 at 02:04PM and bears a seal."
    assert told(words) == [(K.BODY, words)]


def test_a_retelling_in_one_paragraph_with_labels():
    report = "Home > News > River. Date: May 4, 2021. Headline: carters held. Caption: a quay in 2019 (Ferry Post). BODY"
    assert told(report + " [Source: Ferry Post] Prev Next") == [
        (K.FURNITURE, "Home > News > River."),
        (K.DATELINE, "Date: May 4, 2021."),
        (K.FURNITURE, "Headline:"),
        (K.HEADLINE, "carters held."),
        (K.FURNITURE, "Caption:"),
        (K.CAPTION, "a quay in 2019 (Ferry Post)."),
        (K.BODY, "BODY"),
        (K.CREDIT, "[Source: Ferry Post]"),
        (K.FURNITURE, "Prev Next"),
    ]


def test_interview():
    assert told(
        "Q. Were you ever stopped?\nA. Twice, and once they kept the cart.\nIt was never given back.\n\nQ. And then?\nA. Then I paid."
    ) == [
        (K.FURNITURE, "Q."),
        (K.QUESTION, "Were you ever stopped?"),
        (K.FURNITURE, "A."),
        (K.ANSWER, "Twice, and once they kept the cart."),
        (K.ANSWER, "It was never given back."),
        (K.FURNITURE, "Q."),
        (K.QUESTION, "And then?"),
        (K.FURNITURE, "A."),
        (K.ANSWER, "Then I paid."),
    ]


def test_interview_with_named_speakers_and_with_dashes():
    kinds = [
        kind for kind, _ in told("HOST: Who came?\nNOH: Two men.\nHOST: And then?\nNOH: They took him away.") if kind is not K.FURNITURE
    ]
    assert kinds == [K.QUESTION, K.ANSWER, K.QUESTION, K.ANSWER]
    dashed = told("BODY\n\n—— Who came?\n“Two men of the county.”\n\n—— And then?\n“They took him away.”\n\nMORE")
    assert [(kind, words) for kind, words in dashed if kind is not K.FURNITURE] == [
        (K.BODY, "BODY"),
        (K.QUESTION, "Who came?"),
        (K.ANSWER, "“Two men of the county.”"),
        (K.QUESTION, "And then?"),
        (K.ANSWER, "“They took him away.”"),
        (K.BODY, "MORE"),
    ]


def test_numbered_digest_without_its_numbers():
    assert told("Ferry Digest No. 12 — May 2019\n\n1. BODY\n\n2. MORE") == [
        (K.DATELINE, "Ferry Digest No. 12 — May 2019"),
        (K.FURNITURE, "1."),
        (K.LIST_ITEM, "BODY"),
        (K.FURNITURE, "2."),
        (K.LIST_ITEM, "MORE"),
    ]


def test_a_digest_by_place():
    items = [f"{place} – {BODY}" for place in ("NAMPO", "WONSAN", "SINPO")]
    assert told("\n\n".join(items)) == [(K.LIST_ITEM, item) for item in items]


def test_a_notice_quoted_over_paragraphs():
    assert told(
        'BODY\n\nThe notice reads:\n\n"To all carters.\n\n"1. No cart stays out after dark.\n\n"2. Who breaks this loses the cart."\n\nMORE'
    ) == [
        (K.BODY, "BODY"),
        (K.BODY, "The notice reads:"),
        (K.NOTICE, '"To all carters.'),
        (K.NOTICE, '"1. No cart stays out after dark.'),
        (K.NOTICE, '"2. Who breaks this loses the cart."'),
        (K.BODY, "MORE"),
    ]


def test_an_indented_notice():
    kinds = [kind for kind, _ in told("BODY\n\n    TO ALL CARTERS\n    No cart stays out after dark, nor any ox.\n\nMORE\n\nBODY")]
    assert kinds == [K.BODY, K.NOTICE, K.NOTICE, K.BODY, K.BODY]


def test_a_quotation_with_who_said_it_stays_body():
    words = "“They took the cart,” the boatman said. “Nobody asked why.”"
    assert told(f"BODY\n\n{words}\n\nMORE")[1] == (K.BODY, words)


def test_wire_datelines_are_cut_off_and_place_names_stay():
    assert told("SEOUL, Nov. 7 (Hanmaru) -- BODY") == [(K.DATELINE, "SEOUL, Nov. 7 (Hanmaru) --"), (K.BODY, "BODY")]
    assert told("HYESAN: BODY")[0][0] is K.BODY


def test_hard_wrapped_lines_are_one_part():
    words = (
        "Officers of the county took away four carters at the ferry\nlandings on Monday and burned their carts before the eyes\n"
        "of all, a source said. The carts had been hired only a week\nbefore by men who came over the ridge to sell pine nuts."
    )
    assert told(words) == [(K.BODY, words)]


@pytest.mark.parametrize(
    "words",
    [
        "Share prices of the ferry company were read out at the trial, and the judge laughed at them.",
        "Advertisement boards were torn down by the police along the quay on the second of May.",
        "Read in Korean, the notice is harsher still: it speaks of shooting those who cross the ice.",
        "The sheet was translated by a teacher, who was arrested for it in the same week.",
        "By dawn the whole street was empty, and soldiers stood at every well of the village.",
        "Comments on the order were punished: two women lost their stalls for a month over them.",
        "Next, the officers searched the boats and found nine bags of copper under the planks.",
        "Subscribe or lose the stall, the market managers told the women, and all of them paid.",
        "Police could not confirm to the family that the boy had died in the cell on Sunday.",
        "No comments were allowed at the trial, and nobody in the crowd dared to say a word.",
        "Home and field were searched by six men, who took the radio and the two sons away.",
        "Related families were moved to the hills as well, by trucks that came before dawn.",
    ],
)
def test_what_merely_mentions_the_words_of_furniture_stays_body(words):
    assert told(f"BODY\n\n{words}\n\nMORE")[1] == (K.BODY, words)


def test_a_language_without_cues_keeps_all_its_text_codable():
    text = "보위부가 두 명을 체포했다.\n\n소식통은 말했다."
    assert all(part.codable for part in divide(text, part_cues("ko")))
