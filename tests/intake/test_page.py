from tumen.intake import Media, divide, markup_span, read_bytes
from tumen.intake.page import read_page
from tumen.model import PartKind, PublishedBasis
from tumen.packs.parts import part_cues

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Ferry closed after raid - Ferry Post</title>
<meta property="og:site_name" content="Ferry Post">
<meta property="article:published_time" content="2022-04-05T08:00:00+09:00">
<script>var hidden = "<p>never shown</p>";</script><style>p { color: red }</style>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li>Border</li></ul></nav>
<div class="share-bar">Share on Telegram</div>
<article><h1>Ferry closed after&nbsp;raid</h1>
<p>Police &amp; guards closed the ferry on
   Monday and took <b>four carters</b> away.</p>
<h2>Carts burned</h2>
<p>Their carts were burned the same night, a boatman said.<br>Nobody dared to ask.</p>
<figure><img src="x.png"><figcaption>The ferry in spring</figcaption></figure>
</article>
<aside>Read next: ten bridges</aside>
<footer>About us</footer>
</body></html>"""


def parts_of(page):
    return [(part.kind, page.text[part.start : part.end]) for part in divide(page.text, part_cues("en"), marks=page.marks)]


def test_the_visible_text_comes_in_order_and_scripts_do_not():
    assert parts_of(read_page(PAGE)) == [
        (PartKind.FURNITURE, "Ferry closed after raid - Ferry Post"),
        (PartKind.FURNITURE, "Home"),
        (PartKind.FURNITURE, "Border"),
        (PartKind.FURNITURE, "Share on Telegram"),
        (PartKind.HEADLINE, "Ferry closed after\u00a0raid"),
        (PartKind.BODY, "Police & guards closed the ferry on Monday and took four carters away."),
        (PartKind.SUBHEAD, "Carts burned"),
        (PartKind.BODY, "Their carts were burned the same night, a boatman said."),
        (PartKind.BODY, "Nobody dared to ask."),
        (PartKind.CAPTION, "The ferry in spring"),
        (PartKind.FURNITURE, "Read next: ten bridges"),
        (PartKind.FURNITURE, "About us"),
    ]


def test_metadata_tells_outlet_language_and_day():
    [report] = list(read_bytes(PAGE.encode(), "ferry.html"))
    assert (report.outlet, report.lang, report.extra["title"]) == ("Ferry Post", "en", "Ferry closed after raid - Ferry Post")
    assert (report.published.value, report.published.basis) == ("2022-04-05", PublishedBasis.METADATA)


def test_text_leads_back_to_the_markup():
    page = read_page(PAGE)
    for words, written in (
        ("four carters", "four carters"),
        ("Police & guards", "Police &amp; guards"),
        ("after\u00a0raid", "after&nbsp;raid"),
        ("ferry on Monday", "ferry on\n   Monday"),
        ("&", "&amp;"),
        ("took four", "took <b>four"),
        ("About us", "About us"),
    ):
        start = page.text.rindex(words)
        assert slice_of(PAGE, markup_span(page.offsets, start, start + len(words))) == written


def slice_of(markup, span):
    return markup[span[0] : span[1]]


def test_linked_data_and_time_elements_tell_the_day():
    data = '{"@graph": [{"datePublished": "2021-03-04", "publisher": {"name": "Ferry Post"}}]}'
    linked = f'<script type="application/ld+json">{data}</script><p>x'
    assert (read_page(linked).published, read_page(linked).outlet) == ("2021-03-04", "Ferry Post")
    assert read_page('<p>x</p><time datetime="2020-02-03">').published == "2020-02-03"
    assert read_page('<script type="application/ld+json">{broken</script><p>x').published is None


def test_malformed_markup_loses_no_text():
    for markup in (
        "<nav>Home<p>Four men were held at the ferry.",
        "<p>Four men were held at the ferry.</div></nav>",
        "<!-- open <p>Four men were held at the ferry.",
        "<p title='>Four men were held at the ferry.",
        "Four men were held at the ferry. 3 < 4 & 5",
        "<body class=menu><p>Four men were held at the ferry.</body>",
        '<div class="related"><p>Four men were held at the ferry.</p></div>',
    ):
        page = read_page(markup)
        codable = [page.text[part.start : part.end] for part in divide(page.text, part_cues("en"), marks=page.marks) if part.codable]
        assert any("Four men were held at the ferry." in words for words in codable), markup


def test_an_encoding_other_than_utf8_is_read():
    data = '<html><meta charset="euc-kr"><p>혜산시에서 주민 두 명이 체포됐다고 소식통이 말했다.</p></html>'.encode("euc-kr")
    [report] = list(read_bytes(data, "x", media=Media.HTML))
    assert report.lang == "ko"
