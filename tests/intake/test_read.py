import json

import pytest

from tumen.intake import MAX_BYTES, Media, read, read_bytes, read_path
from tumen.model import InputError, Problem, PublishedBasis, Report
from tumen.packs.outlets import outlets

TEXT = "Guards at the ferry took a carter away on Monday.\r\n\r\nHis cart stood there all night, a neighbour said."


def reports(results):
    return [result for result in results if isinstance(result, Report)]


def problems(results):
    return [result for result in results if isinstance(result, Problem)]


def test_a_text_file_is_one_report_named_after_it_with_its_line_ends(tmp_path):
    file = tmp_path / "ferry.txt"
    file.write_bytes(TEXT.encode())
    [report] = list(read_path(file))
    assert (report.id, report.text, report.lang) == ("ferry", TEXT, "en")
    assert [report.text[part.start : part.end] for part in report.parts] == TEXT.split("\r\n\r\n")


def test_json_lines_keep_what_they_say_and_what_else_they_hold():
    line = {
        "id": "r1",
        "text": TEXT,
        "lang": "en-US",
        "outlet": "Ferry Post",
        "url": "https://ferry.example/a",
        "published": "2023-05-04",
        "desk": 7,
    }
    [report] = list(read_bytes(json.dumps(line).encode(), "in.jsonl"))
    assert (report.id, report.lang, report.outlet, report.url) == ("r1", "en", "Ferry Post", "https://ferry.example/a")
    assert (report.published.value, report.published.basis) == ("2023-05-04", PublishedBasis.GIVEN)
    assert report.extra == {"desk": 7}


def test_broken_lines_are_problems_with_their_number_and_the_others_are_read():
    lines = [
        '{"id": "a", "text": "One man was held."}',
        "{not json",
        '{"text": "no id"}',
        '{"id": "b"}',
        '{"id": 3, "text": "x"}',
        '["list"]',
        "",
        '{"id": "c", "text": "  "}',
        '{"id": "d", "text": "x", "url": 5}',
        '{"id": "a", "text": "again"}',
        "[" * 100_000,
        '{"id": "z", "text": "Two men were held."}',
    ]
    results = list(read_bytes("\n".join(lines).encode(), "in.jsonl"))
    assert [report.id for report in reports(results)] == ["a", "z"]
    assert [(problem.code, problem.where) for problem in problems(results)] == [
        ("broken-json-line", "in.jsonl:2"),
        ("line-without-id", "in.jsonl:3"),
        ("line-without-text", "in.jsonl:4"),
        ("wrong-type", "in.jsonl:5"),
        ("broken-json-line", "in.jsonl:6"),
        ("line-without-text", "in.jsonl:8"),
        ("wrong-type", "in.jsonl:9"),
        ("duplicate-id", "in.jsonl:10"),
        ("broken-json-line", "in.jsonl:11"),
    ]


def test_a_published_that_is_no_date_is_a_problem_and_the_report_is_read():
    results = list(read_bytes(b'{"id": "a", "text": "One man was held.", "published": "last week"}', "in.jsonl"))
    assert [problem.code for problem in problems(results)] == ["unknown-date"]
    assert reports(results)[0].published.value is None


def test_a_lone_surrogate_is_damage_with_its_place_in_the_text():
    results = list(read_bytes(b'{"id": "a", "text": "One \\ud800 man"}', "in.jsonl"))
    [problem], [report] = problems(results), reports(results)
    assert (problem.code, report.text[problem.start : problem.end]) == ("damaged-encoding", "\ufffd")
    report.text.encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_json_lines_in_other_encodings(tmp_path, encoding):
    file = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": name, "text": "혜산시에서 주민 두 명이 체포됐다."}, ensure_ascii=False) for name in "ab"]
    file.write_bytes("\n".join(lines).encode(encoding))
    assert [(report.id, report.lang) for report in reports(read_path(file))] == [("a", "ko"), ("b", "ko")]


def test_standard_input_is_told_by_its_look():
    assert [report.id for report in reports(read_bytes(TEXT.encode(), "-"))] == ["stdin"]
    assert [report.id for report in reports(read_bytes(b'{"id": "a", "text": "x y"}', "-"))] == ["a"]
    assert reports(read_bytes(b"<!doctype html><p>One man was held.", "-"))[0].text == "One man was held."
    assert reports(read_bytes(b"<p>One man was held.", "-", media=Media.HTML))[0].text == "One man was held."


def test_a_folder_is_read_in_order_without_hidden_files_and_past_bad_ones(tmp_path):
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.txt").write_text(TEXT)
    (tmp_path / "a" / "empty.txt").write_text("")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / "note.pdf").write_bytes(b"%PDF-")
    (tmp_path / "z.htm").write_bytes(b"%PDF-")
    results = list(read_path(tmp_path))
    assert [report.id for report in reports(results)] == ["b", "c"]
    assert [problem.code for problem in problems(results)] == ["unread-file", "unreadable-file", "unreadable-file"]


def test_missing_empty_and_large_input_is_refused(tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as handle:
        handle.truncate(MAX_BYTES + 1)
        handle.write(b"x")
    (tmp_path / "empty.jsonl").write_text("\n\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "archive.jsonl").write_bytes(b"\x1f\x8b\x08")
    for name in ("none.txt", "large.txt", "empty.jsonl", "folder", "archive.jsonl"):
        with pytest.raises(InputError, match=name):
            list(read_path(tmp_path / name))


def test_a_line_that_is_too_long_does_not_stop_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "MAX_BYTES", 1000)
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": "a", "text": "' + "x" * 5000 + '"}\n{"id": "b", "text": "One man was held."}\n')
    results = list(read_path(file))
    assert [problem.code for problem in problems(results)] == ["line-too-long"]
    assert [report.id for report in reports(results)] == ["b"]


@pytest.mark.parametrize(
    ("tail", "outlet"),
    [
        ("June 3, 2022 at 02:04PM\nby DailyNK(Media)", "Daily NK"),
        ("Daily NK works with a network of people on both banks.", "Daily NK"),
        ("Caption: a quay (Daily NK).", "Daily NK"),
        ("Daily NK reported the same.", None),
        ("", None),
    ],
)
def test_what_an_outlet_says_of_itself_names_it(tail, outlet):
    [report] = list(read_bytes(f"{TEXT}\n\n{tail}".encode(), "-", outlets=outlets("kp")))
    assert report.outlet == outlet


def test_an_address_names_the_outlet_and_the_day():
    line = {"id": "a", "text": "One man was held.", "url": "https://www.dailynk.com/english/20230713-1/"}
    [report] = list(read_bytes(json.dumps(line).encode(), "in.jsonl", outlets=outlets("kp")))
    assert report.outlet == "Daily NK"
    assert (report.published.value, report.published.basis) == ("2023-07-13", PublishedBasis.ADDRESS)
