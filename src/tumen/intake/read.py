"""Files, folders and bytes to Reports, with every trouble on the way as a Problem."""

import json
import os
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from tumen.intake.decode import damage, decode, language_of, refuse_binary, without_surrogates
from tumen.intake.outlet import find_outlet
from tumen.intake.page import read_page
from tumen.intake.parts import Mark, divide
from tumen.intake.published import find_published
from tumen.model import InputError, Problem, PublishedBasis, Report
from tumen.packs.outlets import Outlets
from tumen.packs.parts import part_cues

MAX_BYTES = 50 * 1024 * 1024
"""The largest file, piece of standard input or JSON line that is read; a .jsonl file of such lines may be larger."""

_KNOWN_KEYS = ("id", "url", "outlet", "lang", "published", "text")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Media(StrEnum):
    """The forms that are read."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"


_SUFFIXES = {".txt": Media.TEXT, ".html": Media.HTML, ".htm": Media.HTML, ".jsonl": Media.JSONL}


def read_path(path: str | Path, *, outlets: Outlets | None = None) -> Iterator[Report | Problem]:
    """The reports of a file, or of a folder (all below it in order of name, hidden ones left out).

    `outlets` of a country pack tell the outlet where nothing else does, and what the numbers in an address mean. Raises InputError when
    the path is missing, and at the first result when it is empty, binary, too large or no report at all; inside a folder such a file is
    a Problem `unreadable-file` and the others are read.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(f"{path} does not exist.")
    return _read_folder(path, outlets) if path.is_dir() else _read_file(path, outlets, set())


def read_bytes(data: bytes, name: str, *, media: Media | None = None, outlets: Outlets | None = None) -> Iterator[Report | Problem]:
    """The reports in `data`, as received from standard input or a capture; `name` stands in Problems and gives the id.

    Without `media` the suffix of `name` decides, else what the bytes look like. Raises InputError as `read_path` does.
    """
    media = media or _SUFFIXES.get(Path(name).suffix.lower()) or _looks_like(data)
    if media is Media.JSONL:
        lines = _text_lines(data, name) if data.startswith(_WIDE_MARKS) else iter(data.split(b"\n"))
        if not data.strip():
            raise InputError(f"{name} is empty.")
        return _read_lines(lines, name, outlets, set())
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return _read_document(data, name, media, outlets)


def _read_folder(path: Path, outlets: Outlets | None) -> Iterator[Report | Problem]:
    seen: set[str] = set()
    found = False
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            file = Path(folder) / name
            if file.suffix.lower() not in _SUFFIXES:
                yield Problem("unread-file", str(file), f"{file} is none of {', '.join(_SUFFIXES)} and was left out.")
                continue
            found = True
            try:
                yield from _read_file(file, outlets, seen)
            except InputError as error:
                yield Problem("unreadable-file", str(file), str(error))
    if not found:
        raise InputError(f"{path} holds no report; Tumen reads {', '.join(_SUFFIXES)}.")


def _read_file(path: Path, outlets: Outlets | None, seen: set[str]) -> Iterator[Report | Problem]:
    try:
        with path.open("rb") as handle:
            size = path.stat().st_size
            if size == 0:
                raise InputError(f"{path} is empty.")
            start = handle.read(4096)
            refuse_binary(start, str(path))
            media = _SUFFIXES.get(path.suffix.lower()) or _looks_like(start)
            handle.seek(0)
            if media is Media.JSONL and not start.startswith(_WIDE_MARKS):
                yield from _read_lines(_lines(handle), str(path), outlets, seen)
                return
            if size > MAX_BYTES:
                raise _too_large(str(path))
            data = handle.read()
    except OSError as error:
        raise InputError(f"{path} could not be read: {error.strerror}.") from error
    if media is Media.JSONL:
        yield from _read_lines(_text_lines(data, str(path)), str(path), outlets, seen)
        return
    for result in _read_document(data, str(path), media, outlets):
        yield _first(result, str(path), seen)


def _too_large(name: str) -> InputError:
    return InputError(f"{name} is larger than {MAX_BYTES // 1024 // 1024} MB; split it, or write its reports as JSON lines.")


def _looks_like(data: bytes) -> Media:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return Media.HTML
    return Media.JSONL if head.startswith(b"{") and b'"' in head else Media.TEXT


def _read_document(data: bytes, name: str, media: Media, outlets: Outlets | None) -> Iterator[Report | Problem]:
    text = decode(data, name).text
    id_ = Path(name).stem if name != "-" else "stdin"
    if media is Media.HTML:
        page = read_page(text)
        if not page.text.strip():
            raise InputError(f"{name} is a page without text.")
        yield from damage(page.text, name)
        extra = {"title": page.title, "html_offsets": page.offsets}
        yield _report(
            id_, page.text, lang=page.lang, outlet=page.outlet, url=page.url, marks=page.marks, metadata=page.published,
            extra={key: value for key, value in extra.items() if value is not None}, outlets=outlets,
        )
        return
    yield from damage(text, name)
    yield _report(id_, text, outlets=outlets)


def _report(
    id_: str,
    text: str,
    *,
    lang: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    given: str | None = None,
    metadata: str | None = None,
    marks: tuple[Mark, ...] = (),
    extra: Mapping[str, object] | None = None,
    outlets: Outlets | None = None,
) -> Report:
    lang = lang.replace("_", "-").split("-")[0].lower() if lang else language_of(text)
    cues = part_cues(lang)
    parts = divide(text, cues, outlet=outlet, marks=marks)
    published = find_published(text, parts, url, given, cues=cues, metadata=metadata, outlets=outlets)
    if outlet is None and outlets is not None:
        outlet = find_outlet(text, parts, url, lang, outlets)
    return Report(id_, text, parts, lang, outlet, url, published, extra or {})


def _lines(handle: BinaryIO) -> Iterator[bytes]:
    """Lines of at most `MAX_BYTES`; of a longer one only the start, so that it cannot fill the memory."""
    while line := handle.readline(MAX_BYTES + 1):
        yield line
        while not line.endswith(b"\n") and len(line) > MAX_BYTES and (rest := handle.readline(MAX_BYTES)):
            if rest.endswith(b"\n"):
                break


def _text_lines(data: bytes, name: str) -> Iterator[bytes]:
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return iter(decode(data, name).text.encode().split(b"\n"))


def _read_lines(lines: Iterator[bytes], name: str, outlets: Outlets | None, seen: set[str]) -> Iterator[Report | Problem]:
    any_line = False
    for number, line in enumerate(lines, 1):
        where = f"{name}:{number}"
        if not line.strip():
            continue
        any_line = True
        if len(line) > MAX_BYTES:
            yield Problem("line-too-long", where, f"Line {number} is longer than {MAX_BYTES // 1024 // 1024} MB and was left out.")
            continue
        for result in _read_line(line, number, where, outlets):
            yield _first(result, where, seen)
    if not any_line:
        raise InputError(f"{name} is empty.")


def _read_line(line: bytes, number: int, where: str, outlets: Outlets | None) -> Iterator[Report | Problem]:
    try:
        data = json.loads(decode(line, f"Line {number}").text)
    except InputError as error:
        yield Problem("broken-json-line", where, str(error))
        return
    except (ValueError, RecursionError) as error:
        yield Problem("broken-json-line", where, f"Line {number} is no JSON: {error}.")
        return
    fault = _fault(data, number)
    if fault is not None:
        yield Problem(*fault[:1], where, fault[1])
        return
    text = without_surrogates(data["text"])
    id_ = without_surrogates(data["id"])
    yield from damage(text, id_)
    given = data.get("published")
    report = _report(
        id_, text, lang=data.get("lang") or None, outlet=data.get("outlet"), url=data.get("url"), given=given,
        extra={key: value for key, value in data.items() if key not in _KNOWN_KEYS}, outlets=outlets,
    )
    if given is not None and report.published.basis is not PublishedBasis.GIVEN:
        yield Problem("unknown-date", where, f"Line {number} gives '{given}' as published, which is no date that Tumen can read.")
    yield report


def _fault(data: object, number: int) -> tuple[str, str] | None:
    """Why a line holds no report, as a code and a sentence, or None."""
    if not isinstance(data, dict):
        return "broken-json-line", f"Line {number} is no JSON object."
    for key in ("id", "text"):
        if key not in data:
            return f"line-without-{key}", f"Line {number} has no '{key}'."
        if not isinstance(data[key], str):
            return "wrong-type", f"Line {number} has a '{key}' that is no string."
        if not data[key].strip():
            return f"line-without-{key}", f"Line {number} has an empty '{key}'."
    for key in ("url", "outlet", "lang", "published"):
        if data.get(key) is not None and not isinstance(data[key], str):
            return "wrong-type", f"Line {number} has a '{key}' that is no string."
    return None


def _first(result: Report | Problem, where: str, seen: set[str]) -> Report | Problem:
    """The report, or a Problem where its id has come before."""
    if isinstance(result, Report):
        if result.id in seen:
            return Problem("duplicate-id", where, f"The id '{result.id}' has come before; this report was left out.")
        seen.add(result.id)
    return result
