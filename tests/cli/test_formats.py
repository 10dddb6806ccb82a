"""What the forms promise to those who read them: programs, coders, a browser, a pipe."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tumen.output.marking import NOTICE

DEMO = Path(__file__).parents[2] / "src" / "tumen" / "demo"
FIRST_LINE = "[Invented report, written for Tumen. Nothing in it happened.]"
GOLD = {"type", "status", "evidence", "actors", "targets", "places", "time", "time_of_day", "object", "reason", "source"}
HOSTILE = (
    "Police arrested two traders in Hoeryong on March 3, a source said. <script>alert('x')</script> <img src=https://spy.example/a.png>\n\n"
    "Guards \x1b[31mbeat\x1b[0m \u202ea woman & her “son” in Musan on March 4, the source added.\n"
)


@pytest.fixture(scope="module")
def written(run):
    """The demo reports in every form."""
    results = {form: run("read", DEMO, "--as", form) for form in ("table", "jsonl", "codebook", "html")}
    assert {result.exit_code for result in results.values()} == {0}
    return {form: result.stdout for form, result in results.items()}


@pytest.fixture(scope="module")
def hostile(run, tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    return {form: run("read", path, "--as", form).stdout for form in ("table", "jsonl", "html")}


class Page(HTMLParser):
    """The tags, addresses and visible words of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.handlers, self.policy = [], [], [], ""
        self.inside, self.words, self.script, self.style = [], [], "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append(tag)
        self.inside.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "action", "data", "srcset")]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if told.get("http-equiv") == "Content-Security-Policy":
            self.policy = told["content"]

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        where = self.inside[-1] if self.inside else ""
        if where == "script":
            self.script += data
        elif where == "style":
            self.style += data
        elif "body" in self.inside:
            self.words.append(data)


def spans(value):
    """Every span anywhere in a line."""
    if isinstance(value, dict):
        if set(value) == {"start", "end", "words"}:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.txt")), ids=lambda path: path.stem)
def test_a_demo_report_says_first_that_it_is_invented(path):
    first, blank, *rest = path.read_text(encoding="utf-8").split("\n")
    assert (first, blank) == (FIRST_LINE, "")
    assert 150 <= len(" ".join(rest).split()) <= 320


def test_json_lines_hold_words_that_stand_where_they_say(written):
    texts = {path.stem: path.read_text(encoding="utf-8") for path in DEMO.glob("*.txt")}
    lines = [json.loads(line) for line in written["jsonl"].splitlines()]
    assert {line["report"] for line in lines} == set(texts)
    assert {line["marking"] for line in lines} == {"INTERNAL"}
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        found = list(spans(line))
        assert found
        assert all(texts[line["report"]][one["start"] : one["end"]] == one["words"] for one in found)
        assert 1 <= len(line["evidence"]) <= 4


def test_no_event_is_read_in_the_line_that_says_invented(written):
    for line in map(json.loads, written["jsonl"].splitlines()):
        assert all(span["start"] >= len(FIRST_LINE) for span in line["evidence"])


def test_hostile_words_come_unchanged_in_json_lines(hostile):
    lines = [json.loads(line) for line in hostile["jsonl"].splitlines()]
    assert lines
    assert all(HOSTILE[one["start"] : one["end"]] == one["words"] for line in lines for one in spans(line))


def test_the_codebook_form_has_the_keys_of_the_gold_and_the_basis(written):
    lines = [json.loads(line) for line in written["codebook"].splitlines()]
    assert [line["id"] for line in lines] == sorted(path.stem for path in DEMO.glob("*.txt"))
    for line in lines:
        assert set(line) == {"id", "events"}
        assert line["events"]
        text = (DEMO / f"{line['id']}.txt").read_text(encoding="utf-8")
        for event in line["events"]:
            assert set(event) - {"one_of"} == GOLD | {"basis"}
            assert all(words in text for words in event["evidence"])
            assert all(set(party) == {"name", "class", "count"} for party in (*event["actors"], *event["targets"]))
            assert all(party["name"] in text for party in (*event["actors"], *event["targets"]))
            assert all(isinstance(event[key], str) for key in ("type", "status", "time", "time_of_day", "object", "reason", "source", "basis"))


def test_a_report_without_events_still_has_its_codebook_line(run):
    result = run("read", "-", "--as", "codebook", given=b"The recipe wants two eggs, some flour and a spoon of sugar.")
    assert json.loads(result.stdout) == {"id": "stdin", "events": []}


@pytest.mark.parametrize("source", ["written", "hostile"])
def test_the_page_fetches_nothing_and_runs_only_its_own_script(source, request):
    text = request.getfixturevalue(source)["html"]
    page = Page(text)
    assert text.startswith(f"<!-- {NOTICE} -->\n<!doctype html>\n")
    assert "".join(page.words).split()[0] == "INTERNAL"
    assert page.addresses == []
    assert page.handlers == []
    assert page.tags.count("script") == page.tags.count("style") == 1
    assert not {"img", "link", "iframe", "object", "embed", "base", "form"} & set(page.tags)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?\s*https?:""", text.replace("src=https://spy.example", ""))
    assert "url(" not in page.style
    assert "@import" not in page.style
    assert "default-src 'none'" in page.policy
    for kind, inside in (("script-src", page.script), ("style-src", page.style)):
        assert f"{kind} 'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'" in page.policy


def test_a_script_in_a_report_is_shown_as_text(hostile):
    page = Page(hostile["html"])
    assert "&lt;script&gt;alert(" in hostile["html"]
    assert "<script>alert('x')</script>" in "".join(page.words)
    assert "alert" not in page.script
    assert not {"\x1b", "\u202e"} & set(hostile["html"])


def test_the_page_shows_each_report_whole(written):
    shown = "".join(Page(written["html"]).words)
    for path in DEMO.glob("*.txt"):
        assert path.read_text(encoding="utf-8") in shown


def test_each_field_on_the_page_has_words_to_light(written):
    text = written["html"]
    for article in text.split("<article ")[1:]:
        keys = {key for value in re.findall(r'data-keys="([^"]+)"', article) for key in value.split()}
        assert set(re.findall(r'data-key="([^"]+)"', article)) <= keys


@pytest.mark.parametrize("source", ["written", "hostile"])
def test_a_table_in_a_pipe_is_plain(source, request):
    text = request.getfixturevalue(source)["table"]
    assert text.startswith(f"{NOTICE}\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert all(line == line.rstrip() and len(line) <= 160 for line in text.splitlines())


def test_explain_gives_every_field_its_words_or_says_that_it_is_not_told(run):
    text = run("explain", DEMO / "invented-market-raid.txt").stdout
    assert text.startswith(f"{NOTICE}\n")
    assert "\x1b" not in text
    for field in ("type", "status", "place", "time", "source"):
        assert f"\n{field} " in text
    assert "not told" in text


def test_a_file_of_output_holds_what_standard_output_would(run, written, tmp_path):
    path = tmp_path / "events.jsonl"
    result = run("read", DEMO / "invented-market-raid.txt", "--as", "jsonl", "--output", path, "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == [line for line in written["jsonl"].splitlines() if json.loads(line)["report"] == "invented-market-raid"]
