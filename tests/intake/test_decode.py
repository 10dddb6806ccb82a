import pytest

from tumen.intake.decode import damage, decode, language_of
from tumen.model import InputError

KOREAN = "회령시 보위부가 지난 3일 밤 주민 두 명을 체포했다고 함경북도 소식통이 전했다. 두 사람은 손전화를 숨긴 혐의를 받고 있다."
ENGLISH = "Two carters were held at the bridge on Monday, a source said. “Nobody asked why,” she added."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "euc-kr", "cp949"])
def test_korean_is_read_in_every_encoding_of_the_field(encoding):
    assert decode(KOREAN.encode(encoding), "x").text == KOREAN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_english_is_read_in_every_encoding_of_the_field(encoding):
    assert decode(ENGLISH.encode(encoding), "x").text == ENGLISH


def test_syllables_that_only_cp949_has_are_read():
    assert decode("똠방각하는 펲시를 마셨다고 소식통이 말했다.".encode("cp949"), "x").text.startswith("똠방각하")


def test_a_broken_byte_becomes_one_mark_with_its_place():
    data = "평양 “시장”이 ".encode() + b"\xff" + " 닫혔다".encode()
    text = decode(data, "x").text
    problems = list(damage(text, "x"))
    assert [problem.code for problem in problems] == ["damaged-encoding"]
    assert text[problems[0].start : problems[0].end] == "\ufffd"


def test_control_characters_are_kept_and_named():
    text = decode(b"Two men were held.\x07 Nobody asked.", "x").text
    assert "\x07" in text
    assert [problem.code for problem in damage(text, "x")] == ["control-characters"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t",
        b"\xef\xbb\xbf",
        b"\x00\x00\x00",
        b"%PDF-1.7 text",
        b"PK\x03\x04text",
        b"\x89PNG\r\n",
        bytes(range(256)) * 20,
        b"\x01\x02\x03\x04" * 50,
        b"a\x00\x00b\x00c\x00\x00" * 30,
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data):
    with pytest.raises(InputError) as caught:
        decode(data, "evidence.bin")
    message = str(caught.value)
    assert message.startswith("evidence.bin ")
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (KOREAN, "ko"),
        (ENGLISH, "en"),
        ("Hyesan (혜산) was closed again on Monday, a trader in the city told us.", "en"),
        ("혜산 시장에서 USB, SD card 단속이 강화됐다", "ko"),
        ("当局封锁了城市", "zh"),
        ("当局は都市を封鎖した", "ja"),
        ("Власти закрыли город", "ru"),
        ("12 / 34", "und"),
    ],
)
def test_letters_tell_the_language(text, lang):
    assert language_of(text) == lang
