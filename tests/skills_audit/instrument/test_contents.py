"""What an answer may hold is decided by its item, and nothing else gets in."""

from typing import Any

import pytest

from skills_audit.instrument.contents import Misfit, check
from tests.skills_audit.instrument.shipped import shipped, value

FITS: list[tuple[str, str, dict[str, Any]]] = [
    ("LND01", "", value(3, ev=1, note="Lasīja ziņu telefonā.")),
    ("LND01", "", {"state": "declined"}),
    ("LND01", "", {"state": "not_asked", "note": "vēlāk"}),
    ("SES02", "", value("phone", confidential=True)),
    ("GOA01", "", value(["job", "family"], words="Gribu strādāt.")),
    ("GOA02", "", value(["welder", "isco:721"])),
    ("LAN01", "0a1b", value("lav")),
    ("WRK01", "j1", value("isco:2144")),
    ("LAN01", "0a1b", {"state": "removed"}),
    ("LAN", "", value("complete")),
    ("EDU", "", value("none")),
    ("WRK03", "j1", value({"from": "2012-04", "to": "2024"}, intensity="part")),
    ("WRK03", "j1", value({"from": "2020"})),
    ("TSK", "arc-weld", value(3, ev=2, frequency=3)),
    ("SUP08", "", value(3, urgent=True)),
    ("APP02", "", value(["Atrast kursu"])),
    ("APP05", "", value([{"recipient": "NVA", "what": ["profile"], "until": "2027-01-01"}])),
    ("PER02", "", value(1990)),
]
MISFITS: list[tuple[str, str, Any, str]] = [
    ("LND01", "", value(9), "value"),
    ("LND01", "", value("3"), "value"),
    ("LND01", "", value(3, ev=6), "ev"),
    ("TRV01", "", value(3, ev=4), "ev"),
    ("LND02", "", value(3, ev=1), "ev"),
    ("LND01", "x", value(3), "item"),
    ("LAN01", "", value("lav"), "item"),
    ("XXX01", "", value(3), "item"),
    ("SUP04", "", value(2, note="miega traucējumi"), "note"),
    ("SUP01", "", value(2, urgent=True), "urgent"),
    ("GOA01", "", value(["job", "family", "study", "other"]), "value"),
    ("GOA01", "", value([]), "value"),
    ("WRK03", "j1", value({"from": "2024-01", "to": "2020"}), "value"),
    ("WRK03", "j1", value({"from": "vakar"}), "value"),
    ("SES02", "", value("none", confidential=True), "confidential"),
    ("LND01", "", value(3, religion="?"), "religion"),
    ("LND01", "", {"state": "value"}, "value"),
    ("LND01", "", {"state": "declined", "value": 3}, "value"),
    ("LND01", "", {"state": "later"}, "state"),
    ("LND01", "", [], "state"),
    ("LAN", "", value("none"), "value"),
    ("WRK01", "j1", value("isco:011"), "value"),
    ("WRK01", "j1", value("isco:0110"), "value"),
    ("GOA04", "", value("x" * 4001), "value"),
    ("GOA04", "", value("a\x00b"), "value"),
]


@pytest.mark.parametrize(("code", "entry", "content"), FITS)
def test_an_answer_that_fits_is_taken(code: str, entry: str, content: dict[str, Any]) -> None:
    check(shipped(), code, entry, content)


@pytest.mark.parametrize(("code", "entry", "content", "field"), MISFITS)
def test_an_answer_that_does_not_fit_names_the_field(code: str, entry: str, content: Any, field: str) -> None:
    with pytest.raises(Misfit) as found:
        check(shipped(), code, entry, content)
    assert field in found.value.problems
