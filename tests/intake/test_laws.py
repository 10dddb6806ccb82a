"""Laws that hold for any input: parts cover the text once and in order, no word is lost, work grows with length alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.intake import divide, find_published, markup_span, read_bytes
from tumen.intake.page import read_page
from tumen.model import InputError
from tumen.packs.parts import part_cues

CUES = part_cues("en")
SNIPPETS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "  ",
        "\t",
        "Q. ",
        "A. ",
        "1. ",
        "2. ",
        "“",
        "”",
        '"',
        "By Noh",
        "FILE PHOTO: ",
        "Share on WhatsApp ",
        "Caption: ",
        "Date: May 4, 2021. ",
        "May 4, 2021 at 02:04PM\n",
        "by FerryPost(River Media)",
        "Prev Next",
        "Translated by Noh. ",
        "Home > News > River. ",
        "ADVERTISEMENT\n",
        "YOU MAY ALSO LIKE\n",
        "> ",
        "SEOUL, Nov. 7 (Hanmaru) -- ",
        "Four men were held at the ferry, a source said. ",
        "carters held",
        "※ ",
        "—— ",
        "Who came? ",
        "| ",
        "\u2028",
        "\x1c",
        "\ufffd",
        "체포했다 ",
    ]
)
TEXTS = st.one_of(st.lists(SNIPPETS, max_size=40).map("".join), st.text(max_size=300))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_parts_cover_every_character_that_is_not_blank_once_and_in_order(text):
    end = 0
    for part in divide(text, CUES):
        assert part.start < part.end
        assert part.start >= end
        assert not text[end : part.start].strip()
        assert text[part.start : part.end] == text[part.start : part.end].strip()
        end = part.end
    assert not text[end:].strip()


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.text(max_size=60)), st.one_of(st.none(), st.text(max_size=20)))
def test_a_day_of_publication_is_well_formed_and_points_at_its_words(text, url, given_day):
    found = find_published(text, divide(text, CUES), url, given_day, cues=CUES)
    assert found.value is None or len(found.value) in {4, 7, 10}
    if found.start is not None and found.end is not None:
        assert text[found.start : found.end].strip()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<nav>",
                "</nav>",
                "<div class='menu'>",
                "</div>",
                "<b>",
                "&amp;",
                "&lt",
                "&nbsp;",
                "<!--",
                "-->",
                "<",
                ">",
                "'",
                '"',
                " ",
                "\n",
                "men held",
                "체포",
                "<br>",
                "<h1>",
                "</h1>",
                "<script>",
                "</script>",
                "<td>",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_a_page_maps_each_character_back(markup):
    page = read_page(markup)
    for at, sign in enumerate(page.text):
        start, end = markup_span(page.offsets, at, at + 1)
        assert 0 <= start <= end <= len(markup)
        if sign.isalpha():
            assert sign in markup[start:end] or "&" in markup[start:end]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        results = list(read_bytes(data, "any"))
    except InputError as error:
        results = [error]
    assert results


TOKENS = [
    "a",
    " ",
    "\t ",
    "\n",
    "A",
    "1",
    "May 1, 2021 ",
    "by a(",
    "by A ",
    "Translated by A ",
    "Translated by ",
    "home > ",
    "| a ",
    "“",
    '"',
    "Q. ",
    "(",
    "[",
    "© A ",
    "Share on WhatsApp ",
    "Date: ",
    "Caption: a. ",
    "A (A ",
    "The Big Post ",
    "> ",
    "1/1/",
    "2020-1-",
    "comments ",
    "Read in Korean ",
    "a | ",
    "@a.",
    "Advertisement. ",
    "—",
    "<",
    "<a '",
    '<a b="',
    "&a",
    "<!--",
    "<p ",
    "</p",
    "<nav>",
    "</nav>",
    "a=",
]


@pytest.mark.parametrize("token", TOKENS)
def test_work_grows_with_length_alone(token):
    def cost(length):
        text = token * (length // len(token))
        start = time.process_time()
        parts = divide(text, CUES)
        find_published(text, parts, text, text, cues=CUES, metadata=text)
        read_page(text)
        return time.process_time() - start

    cost(1_000)
    small = max(cost(25_000), 0.02)
    assert cost(200_000) < 40 * small
