"""Packages made elsewhere: read, refused with a sentence, kept once, nothing left behind."""

import json
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.protection.models import TrailEntry
from tests.training import package_files as made
from training.actions.packages import CannotStore, import_package
from training.models import Package
from training.package_words import SENTENCES, sentence
from training.packages import kinds
from training.packages.reading import Read, read_package
from training.packages.refusals import PackageRefused

KINDS: dict[str, Callable[[], made.Files]] = {
    "scorm_1.2": made.scorm_12, "scorm_2004": made.scorm_2004, "cmi5": made.cmi5, "h5p": made.h5p,
}  # fmt: skip


def read(file: BytesIO, into: BytesIO | None = None) -> Read:
    return read_package(file, into if into is not None else BytesIO())


def refused(file: BytesIO) -> str:
    with pytest.raises(PackageRefused) as error:
        read(file)
    assert sentence(error.value)
    return error.value.code


def written(folder: Path, files: made.Files | BytesIO, name: str = "package.zip") -> Path:
    path = folder / name
    path.write_bytes((files if isinstance(files, BytesIO) else made.packed(files)).getvalue())
    return path


def command(path: Path, *options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_package", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def stored() -> list[str]:
    try:
        return default_storage.listdir("packages")[1]
    except FileNotFoundError:
        return []


# --- What is read ----------------------------------------------------------------------------


def test_a_scorm_1_2_package_gives_the_items_of_its_default_organization() -> None:
    found = read(made.packed(made.scorm_12())).found

    assert found.as_dict() == {
        "kind": "scorm_1.2",
        "title": "Pirmā saruna",
        "launch": "index.html",
        "items": [
            {"id": "I1", "title": "Ievads", "launch": "index.html"},
            {"id": "I3", "title": "Vingrinājums", "launch": "pages/two parts.html?topic=2#a"},
        ],
    }


def test_a_scorm_2004_package_is_read_from_its_base_folder() -> None:
    found = read(made.packed(made.scorm_2004())).found

    assert (found.kind, found.title, found.launch) == ("scorm_2004", "Guide", "course/start.htm")


def test_a_cmi5_package_gives_all_units_in_a_language_of_ours() -> None:
    found = read(made.packed(made.cmi5())).found

    assert (found.kind, found.title) == ("cmi5", "Kurss")
    assert [(item.title, item.launch) for item in found.items] == [
        ("One", "index.html?mode=a"), ("Two", "two/index.html"),
    ]  # fmt: skip


def test_an_h5p_package_gives_its_content_and_names_the_activities_in_it() -> None:
    found = read(made.packed(made.h5p())).found

    assert (found.kind, found.title, found.launch) == ("h5p", "Divi jautājumi", "content/content.json")
    assert found.items[0].activities == ("Vai jājautā?", "H5P.TrueFalse")


def test_what_systems_and_tools_leave_in_a_package_is_left_behind() -> None:
    into = BytesIO()
    junk: made.Files = {"__MACOSX/._index.html": "x", ".DS_Store": "x", "adlcp_rootv1p2.xsd": "<x/>", "LICENCE": "x"}

    result = read(made.packed(made.scorm_12() | junk), into)

    assert (result.files, result.left) == (4, 4)
    assert sorted(zipfile.ZipFile(into).namelist()) == sorted(made.scorm_12())


def test_what_stands_before_and_behind_the_archive_is_not_kept() -> None:
    into = BytesIO()

    read(BytesIO(b"<?php evil ?>" + made.packed(made.scorm_12()).getvalue()), into)

    assert b"evil" not in into.getvalue()


def test_the_same_content_packed_otherwise_is_the_same_package() -> None:
    files = made.scorm_12()
    backwards = dict(reversed(files.items()))

    assert read(made.packed(files)).digest == read(made.packed(backwards)).digest
    assert read(made.packed(files)).digest != read(made.packed(files | {"index.html": made.PAGE + b" "})).digest


# --- What is refused -------------------------------------------------------------------------

BAD_NAMES = (
    "../evil.html", "pages/../../evil.html", "/etc/passwd.txt", "C:/evil.html", "C:evil.html", "..\\evil.html",
    "pages\\evil.html", "//server/share.html", "./x.html", "a//b.html", "a/./b.html", "evil.html\x00.png", "a\nb.html",
    "a./b.html", "a /b.html", " a.html", "x" * 300 + ".html", "a\u202egpj.html", "~/x/../y.html", "/", "..",
)  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES, ids=range(len(BAD_NAMES)))
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert refused(made.named(name)) == "bad_path"


CLASHES = (
    ("index.html",), ("INDEX.html",), ("a/b.html", "A/B.HTML"), ("e\u0301.html", "\u00e9.html"), ("index.html/x.html",),
    ("q/r.html", "q"), ("straße.html", "STRASSE.html"),
)  # fmt: skip


@pytest.mark.parametrize("names", CLASHES, ids=range(len(CLASHES)))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_names_that_fall_together_are_refused(names: tuple[str, ...]) -> None:
    assert refused(made.named(*names)) == "same_name"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(kind: int) -> None:
    assert refused(made.with_link(kind)) == "link"


NOT_ALLOWED = (
    "run.php", "a.phtml", "a.jsp", "a.aspx", "a.exe", "a.sh", "a.bat", "a.py", "a.cgi", "a.zip", "a.jar", "a.docm",
    "a.html.php", "web.config", "A.PHP",
)  # fmt: skip


@pytest.mark.parametrize("name", NOT_ALLOWED)
def test_kinds_that_are_not_on_the_list_are_refused_and_named(name: str) -> None:
    with pytest.raises(PackageRefused) as error:
        read(made.packed(made.scorm_12() | {name: "x"}))

    assert (error.value.code, error.value.values) == ("kind_not_allowed", {"name": name})


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\nrm", b"\xca\xfe\xba\xbe"])
def test_a_program_with_a_harmless_name_is_refused(content: bytes) -> None:
    assert refused(made.packed(made.scorm_12() | {"pages/a.png": content})) == "program"


def test_a_page_for_a_server_is_refused() -> None:
    assert refused(made.packed(made.scorm_12() | {"x.html": "<p><?PHP system($_GET[0]); ?>"})) == "program"


def test_bombs_are_refused_before_they_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(made.bomb(20_000_000)) == "holds_too_much"
    assert refused(made.overlapping()) == "damaged"
    monkeypatch.setattr(kinds, "STEEPEST", 5000)
    assert refused(made.bomb(120_000_000)) == "file_too_large"


def test_a_size_that_lies_is_found_out() -> None:
    assert refused(made.lying(4_000_000)) in {"damaged", "holds_too_much"}


def test_caps_of_number_and_size_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MOST_FILES", 3)
    assert refused(made.packed(made.scorm_12())) == "too_many_files"
    monkeypatch.setattr(kinds, "MOST_FILES", 30)
    monkeypatch.setattr(kinds, "LARGEST_TOTAL", 100)
    assert refused(made.packed(made.scorm_12())) == "holds_too_much"
    monkeypatch.setattr(kinds, "LARGEST_PACKAGE", 100)
    assert refused(made.packed(made.scorm_12())) == "package_too_large"


def test_damaged_locked_and_other_files_are_refused() -> None:
    good = made.packed(made.scorm_12()).getvalue()
    place = good.index(b"index.html") + 14

    assert refused(BytesIO(b"")) == "empty"
    assert refused(BytesIO(b"%PDF-1.7 no zip")) == "no_package"
    assert refused(BytesIO(good[: len(good) // 2])) == "no_package"
    assert refused(BytesIO(good[:place] + bytes([good[place] ^ 255]) + good[place + 1 :])) == "damaged"
    assert refused(made.flagged_as_locked()) == "locked"
    assert refused(made.packed({"index.html": made.PAGE})) == "no_manifest"
    assert (
        refused(made.packed({f"course/{name}": text for name, text in made.scorm_12().items()})) == "manifest_in_folder"
    )


MANIFESTS = {
    "<manifest": "manifest_broken",
    "<html/>": "manifest_broken",
    '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest>&x;</manifest>': "manifest_hostile",
    '<!DOCTYPE m [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><manifest>&b;</manifest>': "manifest_hostile",
    '<!DOCTYPE manifest SYSTEM "http://evil.example/x.dtd"><manifest/>': "manifest_hostile",
    "<manifest/>": "version_unknown",
    made.SCORM_12.replace("1.2</schemav", "3.0</schemav").replace("adlcp_rootv1p2", "x"): "version_unknown",
    made.SCORM_12.replace("index.html", "missing.html"): "launch_missing",
    made.SCORM_12.replace('href="index.html"', 'href="../../index.html"'): "launch_missing",
    made.SCORM_12.replace('href="index.html"', 'href="%2e%2e/index.html"'): "launch_missing",
    made.SCORM_12.replace('href="index.html"', 'href="https://evil.example/"'): "opens_elsewhere",
    made.SCORM_12.replace('href="index.html"', 'href="//evil.example/"'): "opens_elsewhere",
    made.SCORM_12.replace('href="index.html"', 'href="javascript:alert(1)"'): "opens_elsewhere",
    made.SCORM_12.replace('xml:base="pages/"', 'xml:base="https://evil.example/"'): "opens_elsewhere",
    made.SCORM_12.replace("identifierref", "nothing"): "nothing_to_open",
    made.SCORM_12.replace('identifierref="R1"', 'identifierref="R9"'): "launch_missing",
}


@pytest.mark.parametrize("number", range(len(MANIFESTS)))
def test_a_manifest_that_is_hostile_or_wrong_is_refused(number: int) -> None:
    text, code = list(MANIFESTS.items())[number]
    files = made.scorm_12() | {"imsmanifest.xml": text}
    if code == "nothing_to_open":
        files["imsmanifest.xml"] = text.replace('scormtype="sco"', 'scormtype="asset"')

    assert refused(made.packed(files)) == code


def test_a_resource_package_without_an_organization_opens_its_objects() -> None:
    text = made.SCORM_2004.replace('<item identifier="I1" identifierref="R1"><title>Start</title></item>', "")

    found = read(made.packed(made.scorm_2004() | {"imsmanifest.xml": text})).found
    assert [item.launch for item in found.items] == ["course/start.htm"]


def test_a_deeply_nested_manifest_is_refused_quickly() -> None:
    deep = made.SCORM_12.replace('<item identifier="I2">', '<item identifier="x">' * 5000).replace(
        "</organization>\n  </organizations>", "</item>" * 4999 + "</organization>\n  </organizations>"
    )
    assert refused(made.packed(made.scorm_12() | {"imsmanifest.xml": deep})) == "manifest_broken"


@pytest.mark.parametrize(
    ("facts", "content", "code"),
    [
        ([], None, "manifest_broken"),
        ({}, None, "manifest_broken"),
        (made.H5P | {"mainLibrary": "H5P.Other"}, None, "library_missing"),
        (made.H5P | {"preloadedDependencies": ["x"]}, None, "manifest_broken"),
        (made.H5P | {"preloadedDependencies": [{"machineName": "../x", "majorVersion": 1, "minorVersion": 0}]}, None,
         "library_missing"),
        (None, [], "manifest_broken"),
    ],
    ids=range(6),
)  # fmt: skip
def test_an_h5p_package_that_is_not_whole_is_refused(facts: Any, content: Any, code: str) -> None:
    assert refused(made.packed(made.h5p(facts, content))) == code


def test_json_as_deep_as_the_sea_is_refused() -> None:
    deep = made.h5p() | {"content/content.json": '{"a":' + "[" * 200_000 + "]" * 200_000 + "}"}

    assert refused(made.packed(deep)) == "manifest_broken"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.integers(0, 40), kind=st.sampled_from(list(KINDS))
)
def test_no_broken_byte_does_more_than_a_refusal(place: int, byte: int, cut: int, kind: str) -> None:
    content = bytearray(made.packed(KINDS[kind]()).getvalue())
    content[place % len(content)] = byte
    with suppress(PackageRefused):
        assert read(BytesIO(bytes(content[: len(content) - cut]))).found.items


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_for_a_manifest_does_more_than_a_refusal(text: str) -> None:
    for name in ("imsmanifest.xml", "cmi5.xml", "h5p.json"):
        with pytest.raises(PackageRefused):
            read(made.packed({name: text.encode("utf-8", "replace"), "content/content.json": "{}"}))


def test_every_reason_has_a_sentence_that_fits_its_values() -> None:
    source = "".join(path.read_text() for path in Path(kinds.__file__).parent.glob("*.py"))
    codes = {part.split('"')[1] for part in source.split("PackageRefused(")[1:] if part.startswith('"')}

    assert codes == set(SENTENCES)


# --- What is kept ----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_the_command_prints_one_document_and_keeps_the_package(kind: str, tmp_path: Path) -> None:
    out, err = command(written(tmp_path, KINDS[kind]()), "--json")

    told = json.loads(out)
    assert list(told) == ["kind", "title", "launch", "items"]
    assert (told["kind"], told["items"][0]["launch"]) == (kind, told["launch"])
    assert "Kept as package" in err
    package = Package.objects.get()
    assert (package.kind, package.title, package.items, package.launch) == (
        kind, told["title"], told["items"], told["launch"],
    )  # fmt: skip
    assert told["launch"].split("?")[0].split("#")[0] in zipfile.ZipFile(package.file.open()).namelist()
    entry = TrailEntry.objects.get(action="import_package")
    assert entry.detail == {"kind": kind, "files": package.files}


@pytest.mark.django_db
def test_the_same_package_again_makes_no_second_one(tmp_path: Path) -> None:
    before = len(stored())
    command(written(tmp_path, made.scorm_12()))

    _out, err = command(written(tmp_path, dict(reversed(made.scorm_12().items())), "again.zip"))

    assert "here already" in err
    assert Package.objects.count() == 1
    assert len(stored()) == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize("files", [made.scorm_12() | {"x.php": "x"}, made.scorm_12() | {"z.png": b"MZ"}], ids=range(2))
def test_a_refusal_is_a_sentence_and_leaves_nothing(files: made.Files, tmp_path: Path) -> None:
    before = stored()

    with pytest.raises(CommandError, match=r"^“[xz]\.(php|png)” is .+\.$"):
        command(written(tmp_path, files), "--json")

    assert not Package.objects.exists()
    assert stored() == before
    assert not TrailEntry.objects.filter(action="import_package").exists()


@pytest.mark.django_db
def test_a_dry_run_tells_all_and_keeps_nothing(tmp_path: Path) -> None:
    before = stored()

    out, err = command(written(tmp_path, made.cmi5()), "--dry-run", "--json")

    assert json.loads(out)["kind"] == "cmi5"
    assert "dry run" in err
    assert not Package.objects.exists()
    assert stored() == before


@pytest.mark.django_db
def test_a_dry_run_refuses_what_the_import_refuses(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        command(written(tmp_path, made.with_link()), "--dry-run")


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        command(tmp_path / "nothing.zip")


@pytest.mark.django_db
def test_a_full_disk_leaves_neither_row_nor_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(CannotStore):
        import_package(file=made.packed(made.scorm_12()), by=None)

    assert not Package.objects.exists()


@pytest.mark.django_db
def test_a_fault_after_the_file_was_stored_takes_the_file_away(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored()

    def fault(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("training.actions.packages.record", fault)
    with pytest.raises(RuntimeError):
        import_package(file=made.packed(made.scorm_12()), by=None)

    assert stored() == before
    assert not Package.objects.exists()
