"""Bytes to text: which encoding, what was damaged, which language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from tumen.model import InputError, Problem

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"RIFF", "a media file"),
    (b"OggS", "a media file"),
    (b"ID3", "an audio file"),
    (b"\x00\x00\x00\x18ftyp", "a video file"),
    (b"\x00\x00\x00\x20ftyp", "a video file"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"), (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LIKELY = ("cp949", "cp1252", "gb18030", "big5", "shift_jis", "euc_jp", "cp1251", "koi8_r")
_MOST_CHAOS = 20.0
_SAMPLE = 64 * 1024
_MOST_DAMAGE = 0.1
_MOST_CONTROLS = 0.05
_KOREAN_PAIRS = 0.8
_DAMAGE = re.compile("[\ufffd\ud800-\udfff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]+")
_HIGH_PAIR = re.compile(rb"[\x81-\xfe][\x41-\xfe]")
_EUC_PAIR = re.compile(rb"[\xa1-\xfe]{2}")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u3131-\u318e]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LANGUAGE_SAMPLE = 20_000
_LETTERS_A_SYLLABLE = 3
_HANGUL_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, without a byte order mark, and the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """The text of `data`: UTF-8, UTF-16 or -32 by their mark, UTF-16 without, EUC-KR and CP949, else what its bytes make likely.

    Bytes that fit no character become U+FFFD. Raises InputError for empty and for binary data.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise InputError(f"{name} is empty.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"), encoding, name)
    refuse_binary(data, name)
    if b"\x00" in data[:_SAMPLE]:
        return _checked(_wide(data, name), "utf-16", name)
    try:
        return _checked(data.decode("utf-8"), "utf-8", name)
    except UnicodeDecodeError:
        return _not_utf8(data, name)


def refuse_binary(data: bytes, name: str) -> None:
    """Raises InputError where the first bytes are those of a known binary form."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}, not text; save its text as .txt or .html first.")


def damage(text: str, where: str) -> Iterator[Problem]:
    """A Problem for each run of characters that stand for undecodable bytes, and one for control characters."""
    for match in _DAMAGE.finditer(text):
        count = match.end() - match.start()
        yield Problem("damaged-encoding", where, f"{count} character(s) could not be decoded.", *match.span())
    control = _CONTROLS.search(text)
    if control:
        yield Problem("control-characters", where, "The text holds control characters; they are kept as they are.", *control.span())


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which no encoding can write, replaced one for one by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def language_of(text: str) -> str:
    """The language by its letters: `ko`, `zh`, `ja`, `ru` or `en`; `und` where there are no letters."""
    sample = text[:_LANGUAGE_SAMPLE]
    latin = len(_LATIN.findall(sample)) / _LETTERS_A_SYLLABLE
    hangul, kana, han, cyrillic = (len(letters.findall(sample)) for letters in (_HANGUL, _KANA, _HAN, _CYRILLIC))
    total = latin + hangul + kana + han + cyrillic / _LETTERS_A_SYLLABLE
    if not total:
        return "und"
    if hangul / total >= _HANGUL_SHARE:
        return "ko"
    if (han + kana) / total >= 0.5:
        return "ja" if kana else "zh"
    return "ru" if cyrillic / _LETTERS_A_SYLLABLE > latin else "en"


def _wide(data: bytes, name: str) -> str:
    """UTF-16 without a mark: its NUL bytes stand on one side only."""
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) * 20 > max(even, odd):
        raise InputError(f"{name} is binary, not text.")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is binary, not text.") from error
    if language_of(text) == "und":
        raise InputError(f"{name} is binary, not text.")
    return text


def _not_utf8(data: bytes, name: str) -> Decoded:
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    sound = sum(1 for sign in replaced if sign > "\x7f" and sign != "\ufffd")
    pairs = len(_HIGH_PAIR.findall(data))
    korean = pairs > 0 and len(_EUC_PAIR.findall(data)) >= _KOREAN_PAIRS * pairs
    if korean and broken > sound:
        return _checked(data.decode("cp949", "replace"), "cp949", name)
    if broken <= sound:
        return _checked(replaced, "utf-8", name)
    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_LIKELY)).best()
    if best is None or best.percent_chaos > _MOST_CHAOS:
        raise InputError(f"{name} is in no encoding that Tumen can tell; save it as UTF-8.")
    return _checked(data.decode(best.encoding, "replace"), best.encoding, name)


def _checked(text: str, encoding: str, name: str) -> Decoded:
    text = without_surrogates(text)
    if not text.strip():
        raise InputError(f"{name} is empty.")
    controls = sum(len(run) for run in _CONTROLS.findall(text))
    if controls > _MOST_CONTROLS * len(text):
        raise InputError(f"{name} is binary, not text.")
    if text.count("\ufffd") > _MOST_DAMAGE * len(text):
        raise InputError(f"{name} cannot be decoded: more than a tenth of it fits no encoding.")
    return Decoded(text, encoding)
