from pathlib import Path

import pytest

from tumen.model import PackError
from tumen.packs.place_cues import load_place_cues
from tumen.packs.places import PlaceLevel, PlaceTable, fold, load_places

PACKS = Path(__file__).parents[2] / "src" / "tumen" / "packs"
HEAD = "id,path,level,parent,name,names_en,bare_en,hangul,hanja,lat,lon,guard,source\n"
LAND = "aa,AA,country,,Aland,Aland,,,,1.00,2.00,,own knowledge\n"


@pytest.fixture(scope="module")
def table() -> PlaceTable:
    return load_places(PACKS / "kp")


def pack(tmp_path: Path, rows: str) -> Path:
    (tmp_path / "places.csv").write_text(HEAD + rows, encoding="utf-8")
    return tmp_path


def test_every_place_names_its_source_and_lies_in_its_parent(table: PlaceTable) -> None:
    for place in table:
        assert place.source
        assert place.names or place.bare
        if place.parent is not None and place.path:
            above = table.places[place.parent].path
            assert place.path == above or place.path.startswith(f"{above}/")


def test_every_path_of_a_city_or_county_has_a_row_of_its_own(table: PlaceTable) -> None:
    wide = {
        PlaceLevel.COUNTRY, PlaceLevel.PROVINCE, PlaceLevel.PREFECTURE, PlaceLevel.CITY, PlaceLevel.COUNTY, PlaceLevel.DISTRICT,
        PlaceLevel.TOWN,
    }
    own = {place.path for place in table if place.level in wide}
    assert {place.path for place in table if place.path} <= own
    assert len([path for path in own if path.startswith("KP/")]) >= 211


@pytest.mark.parametrize(("spelling", "path"), [
    ("Songjin", "KP/North Hamgyong/Kimchaek"), ("Huchang", "KP/Ryanggang/Kimhyongjik"), ("Saebyol", "KP/North Hamgyong/Kyongwon"),
    ("Ch'ŏngjin", "KP/North Hamgyong/Chongjin"), ("Cheongjin", "KP/North Hamgyong/Chongjin"), ("Yanggang", "KP/Ryanggang"),
    ("Jangphung", "KP/Kaesong/Changpung"), ("Hungnam", "KP/South Hamgyong/Hamhung"), ("Jeongeo-ri", "KP/North Hamgyong/Hoeryong"),
    ("Namyang", "KP/North Hamgyong/Onsong"), ("Vladivostok", "RU/Primorsky/Vladivostok"),
])
def test_spellings_lead_to_the_codebook_path(table: PlaceTable, spelling: str, path: str) -> None:
    folded = fold(spelling)
    found = [options for start, end, options in table.lookup(folded) if (start, end) == (0, len(folded))]
    assert path in {option.place.path for options in found for option in options}


def test_hangul_is_known_in_both_orthographies(table: PlaceTable) -> None:
    assert {"회령시", "회령"} <= set(table.places["kp-hoeryong"].hangul)
    assert {"룡천군", "용천군"} <= set(table.places["kp-ryongchon"].hangul)


def test_folding_keeps_every_position() -> None:
    words = "P’yŏngan\u00a0Ch’ŏngjin İß"
    assert len(fold(words)) == len(words)
    assert fold(words).startswith("p'yongan ch'ongjin")


@pytest.mark.parametrize(("row", "complaint"), [
    ("bb,AA/B,town,zz,B,B,,,,1.00,2.00,,own knowledge\n", "parent 'zz'"),
    ("bb,AB/B,city,aa,B,B,,,,1.00,2.00,,own knowledge\n", "does not lie under AA"),
    ("bb,AA/B,hamlet,aa,B,B,,,,1.00,2.00,,own knowledge\n", "hamlet"),
    ("bb,AA/B,city,aa,B,B,,,,95.00,2.00,,own knowledge\n", "95.00"),
    ("bb,AA/B,city,aa,B,B,,,,,,,own knowledge\n", "coordinate"),
    ("bb,AA/B,city,aa,B,B,,,,1.00,2.00,,\n", "source"),
    ("bb,AA/B,river,aa,B,B,,,,,,,own knowledge\n", "only rivers"),
    ("aa,AA,country,,A,A,,,,1.00,2.00,,own knowledge\n", "twice"),
    ("bb,AA/B,city\n", "cells"),
])
def test_a_broken_row_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    with pytest.raises(PackError, match=complaint) as error:
        load_places(pack(tmp_path, LAND + row))
    assert "line 3" in str(error.value)


def test_a_missing_or_headless_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="missing"):
        load_places(tmp_path)
    (tmp_path / "places.csv").write_text("id,path\n", encoding="utf-8")
    with pytest.raises(PackError, match="columns"):
        load_places(tmp_path)


def test_terms_must_point_to_places_of_the_table(tmp_path: Path) -> None:
    table = load_places(pack(tmp_path, LAND))
    (tmp_path / "places_terms.yaml").write_text(
        "version: 1\ndemonyms: {Alander: zz}\ndefinite: {}\njoint_names: {}\nsuffixes: {}\ncapitals: []\nriver_names: []\n"
        "persons: []\nsurnames: []\norgan_nouns: []\n",
        encoding="utf-8",
    )
    with pytest.raises(PackError, match="zz"):
        load_place_cues(PACKS / "en", tmp_path, table)
