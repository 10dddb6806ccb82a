"""Bad input: one clear sentence each, the run goes on where it can, and the exit status is the one that DESIGN promises."""

import json
import shutil

import pytest
from click.testing import CliRunner

from tumen.cli import main
from tumen.intake import MAX_BYTES
from tumen.model import InputError, PackError, TumenError
from tumen.packs.pack import SHIPPED

REPORT = "Police arrested two traders in Hoeryong, North Hamgyong Province, on March 3, a source in the province said."
KOREAN = "회령시 장마당에서 안전원들이 장사꾼 두 명을 끌고 갔다고 함경북도의 한 주민이 말했다. 물건은 모두 빼앗겼고 이웃들은 입을 다물었다."
DONE, OURS, USAGE, INPUT = 0, 1, 2, 3


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def sentences(result):
    """What was said on standard error, without the closing count."""
    return [line for line in result.stderr.splitlines() if line.startswith("tumen: ") and "report" not in line.split(",")[0]]


UNREADABLE = {
    "empty.txt": (b"", "is empty."),
    "blank.txt": (b" \r\n\t\n", "is empty."),
    "empty.jsonl": (b"", "is empty."),
    "scan.txt": (b"%PDF-1.7\n\x00\x01\x02", "is a PDF, not text"),
    "photo.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a PNG image, not text"),
    "noise.txt": (bytes(range(256)) * 40, "noise.txt"),
}


def test_files_that_cannot_be_read_are_named_one_by_one_and_the_others_are_read(run, tmp_path, good):
    for name, (data, _) in UNREADABLE.items():
        (tmp_path / name).write_bytes(data)
    result = run("read", *(tmp_path / name for name in UNREADABLE), good, "--as", "codebook")
    assert result.exit_code == INPUT
    said = sentences(result)
    assert len(said) == len(UNREADABLE)
    for line, (name, (_, says)) in zip(said, UNREADABLE.items(), strict=True):
        assert line.startswith(f"tumen: unread-input: {tmp_path / name}")
        assert says in line
    assert [line["id"] for line in lines(result)] == ["good"]


def test_a_missing_file_is_named_and_the_others_are_read(run, tmp_path, good):
    result = run("read", tmp_path / "gone.txt", good, "--as", "codebook")
    assert result.exit_code == INPUT
    assert f"{tmp_path / 'gone.txt'} does not exist." in result.stderr
    assert [line["id"] for line in lines(result)] == ["good"]


def test_a_file_above_the_limit_is_named_and_the_others_are_read(run, tmp_path, good):
    large = tmp_path / "large.txt"
    with large.open("wb") as handle:
        handle.write(REPORT.encode())
        handle.truncate(MAX_BYTES + 1)
    result = run("read", large, good, "--as", "codebook")
    assert result.exit_code == INPUT
    assert "larger than 50 MB" in result.stderr
    assert [line["id"] for line in lines(result)] == ["good"]


def test_a_bad_file_in_a_folder_is_a_problem_among_good_reports(run, tmp_path, good):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04")
    result = run("read", tmp_path, "--as", "codebook")
    assert result.exit_code == DONE
    assert "empty.txt is empty." in result.stderr
    assert "table.xlsx is none of" in result.stderr
    assert "1 report, 1 event, 2 problems." in result.stderr
    assert run("read", tmp_path, "--as", "codebook", "--strict").exit_code == INPUT


def test_a_folder_without_reports_says_so(run, tmp_path):
    result = run("read", tmp_path)
    assert result.exit_code == INPUT
    assert "holds no report" in result.stderr


def test_korean_in_any_encoding_is_read_as_text_and_named_as_without_a_pack(run, tmp_path, good):
    encodings = ("utf-8", "utf-16", "utf-16-le", "euc-kr", "cp949")
    for encoding in encodings:
        (tmp_path / f"{encoding}.txt").write_bytes(KOREAN.encode(encoding))
    result = run("read", *(tmp_path / f"{encoding}.txt" for encoding in encodings), good, "--as", "codebook")
    assert result.exit_code == DONE
    told = "tumen: no-language-pack: There is no language pack for 'ko', so '{}' was not read."
    assert sentences(result) == [told.format(encoding) for encoding in encodings]
    assert [line["id"] for line in lines(result)] == ["good"]


def test_wide_english_is_read(run, tmp_path):
    for encoding in ("utf-16", "utf-16-be"):
        (tmp_path / f"{encoding}.txt").write_bytes(REPORT.encode(encoding))
    result = run("read", tmp_path, "--as", "codebook")
    assert result.exit_code == DONE
    assert [[event["type"] for event in line["events"]] for line in lines(result)] == [["arrest"], ["arrest"]]


def test_damaged_bytes_are_told_and_the_report_is_read(run, tmp_path):
    path = tmp_path / "damaged.txt"
    path.write_bytes(b"\xef\xbb\xbf" + REPORT.encode() + b" Caf\xff\xfe.")
    result = run("read", path, "--as", "codebook")
    assert result.exit_code == DONE
    assert "damaged-encoding" in result.stderr
    assert len(lines(result)) == 1


def test_a_broken_json_line_is_named_by_its_number_and_the_others_are_read(run, tmp_path):
    path = tmp_path / "reports.jsonl"
    rows = [json.dumps({"id": "a", "text": REPORT}), '{"id": "b", "text": ', '{"id": "c"}', "7", json.dumps({"id": "d", "text": REPORT})]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = run("read", path, "--as", "codebook")
    assert result.exit_code == DONE
    said = sentences(result)
    assert [f"Line {number}" in line for number, line in zip((2, 3, 4), said, strict=True)] == [True] * 3
    assert [line["id"] for line in lines(result)] == ["a", "d"]
    assert run("read", path, "--as", "codebook", "--strict").exit_code == INPUT


def test_an_id_that_comes_twice_is_read_once(run, good):
    result = run("read", good, good, "--as", "codebook")
    assert result.exit_code == DONE
    assert "duplicate-id" in result.stderr
    assert len(lines(result)) == 1


def test_many_problems_of_a_kind_are_counted(run, tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text("{\n" * 25, encoding="utf-8")
    said = run("read", path).stderr.splitlines()
    assert sum("broken-json-line: Line" in line for line in said) == 10
    assert "tumen: broken-json-line: 15 more." in said


def test_strict_makes_a_problem_an_input_failure(run, tmp_path, good):
    korean = tmp_path / "korean.txt"
    korean.write_text(KOREAN, encoding="utf-8")
    assert run("read", korean, good).exit_code == DONE
    assert run("read", korean, good, "--strict").exit_code == INPUT
    assert run("read", good, "--strict").exit_code == DONE


def test_standard_input_is_read_as_text_and_as_json_lines(run):
    text = run("read", "-", "--as", "codebook", given=REPORT.encode())
    assert [line["id"] for line in lines(text)] == ["stdin"]
    told = run("read", "-", "--as", "codebook", given=json.dumps({"id": "x", "text": REPORT}).encode())
    assert [line["id"] for line in lines(told)] == ["x"]
    assert lines(text)[0]["events"] == lines(told)[0]["events"]


def test_empty_standard_input_could_not_be_read(run):
    result = run("read", "-", given=b"")
    assert result.exit_code == INPUT
    assert "- is empty." in result.stderr


def test_several_workers_give_the_same_in_the_same_order(run, tmp_path):
    path = tmp_path / "reports.jsonl"
    rows = [json.dumps({"id": f"r{number}", "text": REPORT.replace("two", str(number + 2))}) for number in range(4)]
    path.write_text("\n".join([*rows[:2], "{", *rows[2:]]), encoding="utf-8")
    one, two = (run("read", path, "--as", "jsonl", "--workers", workers) for workers in (1, 2))
    assert one.exit_code == two.exit_code == DONE
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("read",),
        ("read", "FILE", "--as", "sheet"),
        ("read", "FILE", "--workers", "0"),
        ("read", "FILE", "--pack", "atlantis"),
        ("read", "FILE", "--pack", "../kp"),
        ("read", "FILE", "--packs", "nowhere"),
        ("read", "FILE", "--output", "FILE"),
        ("read", "FILE", "--output", "missing/out.txt"),
        ("explain", "no-such-report"),
        ("packs", "check", "nowhere"),
        ("fly",),
    ],
)
def test_wrong_usage_ends_with_two_and_a_sentence(run, good, words):
    before = good.read_bytes()
    result = run(*(good if word == "FILE" else word for word in words))
    assert result.exit_code == USAGE
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert good.read_bytes() == before


def test_an_unknown_pack_is_answered_with_those_there_are(run, good):
    assert "There is no country pack 'atlantis'; known: kp." in run("read", good, "--pack", "atlantis").stderr


def test_an_unknown_pack_leaves_the_output_of_an_earlier_run_alone(run, good, tmp_path):
    earlier = tmp_path / "events.jsonl"
    earlier.write_text("kept", encoding="utf-8")
    assert run("read", good, "--pack", "atlantis", "--output", earlier).exit_code == USAGE
    assert earlier.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("name", "spoil", "says"),
    [
        ("organs.yaml", lambda text: text + "\n: [", "no YAML"),
        ("organs.yaml", lambda text: text.replace("version:", "edition:", 1), "must hold exactly"),
        ("organs.yaml", lambda text: "", "must hold exactly"),
    ],
)
def test_a_spoilt_pack_is_named_with_its_fault(run, tmp_path, name, spoil, says):
    copy = tmp_path / "land"
    shutil.copytree(str(SHIPPED / "kp"), copy)
    file = copy / name
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")
    result = run("packs", "check", tmp_path)
    assert result.exit_code == USAGE
    assert result.stdout.startswith("land read in en: ")
    assert says in result.stdout
    assert len(result.stdout.splitlines()) == 1


def test_a_folder_without_packs_is_no_folder_of_packs(run, tmp_path):
    result = run("packs", "check", tmp_path)
    assert result.exit_code == USAGE
    assert "holds no country pack" in result.stderr


@pytest.mark.parametrize(("kind", "status"), [(TumenError, OURS), (PackError, USAGE), (InputError, INPUT)])
def test_each_kind_of_refusal_has_its_status_and_one_sentence(kind, status):
    group = type(main)("tumen")

    @group.command()
    def refuse():
        raise kind("This could not be done.")

    result = CliRunner().invoke(group, ["refuse"])
    assert (result.exit_code, result.stdout, result.stderr) == (status, "", "Error: This could not be done.\n")


def test_explain_finds_a_report_by_its_id_or_says_there_is_none(run, tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps({"id": name, "text": REPORT}) for name in ("a", "b")), encoding="utf-8")
    found = run("explain", "b", "--in", path)
    assert found.exit_code == DONE
    assert "\nb · " in found.stdout
    assert "\na · " not in found.stdout
    lost = run("explain", "c", "--in", path)
    assert lost.exit_code == INPUT
    assert "holds no report with the id 'c'" in lost.stderr
