import pytest

from tumen.model import PackError
from tumen.packs.outlets import outlets, read_outlets

KP = outlets("kp")
ONE = "{id: a, names: {en: [Ferry Post]}, kind: newsroom, langs: [en], source: own site"


def test_names_and_addresses_find_the_outlet():
    assert KP.named("daily nk") is KP.named("DailyNK") is KP.by_id["dailynk"]
    assert KP.of_address("https://www.rfa.org/english/news/korea/x.html") is KP.by_id["rfa"]
    assert KP.of_address("https://notrfa.org/") is None
    assert KP.of_address("http://[broken") is None
    assert KP.family_of("Rimjin-gang") == "asiapress"
    assert KP.family_of("Nobody's Post") is None


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("outlets: 3", "list"),
        ("outlets: [{id: a}]", "names"),
        (f"outlets: [{ONE}, kind: odd}}]", "odd"),
        (f"outlets: [{ONE}, reprints: [b]}}]", "'b'"),
        (f"outlets: [{ONE}}}, {ONE}}}]", "both"),
    ],
)
def test_a_broken_file_is_named(source, named):
    with pytest.raises(PackError, match=named):
        read_outlets(source, "xx")


def test_a_country_without_outlets_is_named():
    with pytest.raises(PackError, match="nowhere"):
        outlets("nowhere")
