"""Printed documents."""

import io

import pytest
from pypdf import PdfReader

from portal.documents import qr
from portal.documents.typesetting import DocumentNotSet, compile

CERTIFICATE = {
    "title": "Apliecība", "lang": "lv", "site_name": "Soli pa solim", "certify": "Apliecinām, ka",
    "name": "Žanete Ķirsone-Šķēle", "statement": "ir nokārtojusi moduli „Ievads”", "second": None, "second_lang": "en",
    "facts": [["Izsniegts", "25.11.2026."]], "qr": qr.svg("https://example.org/x"), "qr_alt": "QR kods",
    "code": "7F3K-92QD-M4TX", "check": "example.org",
}  # fmt: skip


def test_a_document_is_tagged_names_its_language_and_keeps_latvian_words_whole() -> None:
    reader = PdfReader(io.BytesIO(compile("certificate", CERTIFICATE)))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "lv"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert "Žanete Ķirsone-Šķēle" in reader.pages[0].extract_text()


def test_only_our_own_fonts_are_used() -> None:
    reader = PdfReader(io.BytesIO(compile("certificate", CERTIFICATE)))
    names = {font.split("+")[-1] for page in reader.pages for font in page._get_fonts()[0]}

    assert names
    assert all(name.startswith("NotoSans") for name in names)


def test_a_missing_template_says_which() -> None:
    with pytest.raises(DocumentNotSet, match=r"nothing\.typ"):
        compile("nothing", {})


def test_a_qr_code_grows_with_its_text_and_has_no_blank_side() -> None:
    small, path = qr.path("a")
    large, _ = qr.path("a" * 120)

    assert small < large
    assert path.startswith("M0 0")
