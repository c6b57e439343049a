"""Files from people: what is taken is made anew, what is refused says why."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from portal.files import refusals
from portal.files.checks import cleaned_upload
from portal.files.kinds import DOCUMENTS, EVIDENCE, IMAGES
from tests.protection import hostile_files as made


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("leer.jpg", b"", refusals.EmptyFile),
        ("photo.svg", made.SVG, refusals.KindNotAllowed),
        ("photo.png", made.SVG, refusals.NotWhatItSays),
        ("photo.jpg", made.png(), refusals.NotWhatItSays),
        ("photo.jpg", made.HTML, refusals.NotWhatItSays),
        ("paper.pdf", made.HTML, refusals.NotWhatItSays),
        ("paper.pdf", b"\n" + made.pdf(), refusals.NotWhatItSays),
        ("photo.jpg", made.zipped({"a.txt": b"a"}), refusals.Archive),
        ("all.zip", made.zipped({"a.txt": b"a"}), refusals.Archive),
        ("all.tar.gz", b"\x1f\x8b\x08", refusals.Archive),
        ("program.exe", b"MZ", refusals.KindNotAllowed),
        ("photo.jpg.exe", made.jpeg(), refusals.KindNotAllowed),
        ("noname", made.jpeg(), refusals.KindNotAllowed),
        ("photo.png", made.huge_png(), refusals.TooManyPixels),
        ("photo.png", made.huge_png(9_000, 5_000), refusals.TooManyPixels),
        ("photo.png", made.huge_png(300, 300), refusals.CannotBeRead),
        ("photo.jpg", made.jpeg()[:200], refusals.CannotBeRead),
        ("photo.jpg", b"\xff\xd8\xff\xe0GARBAGE", refusals.CannotBeRead),
        ("photo.jpg", made.jpeg() + b"\0" * 16_000_000, refusals.TooLarge),
        ("paper.pdf", b"%PDF-1.7 garbage", refusals.CannotBeRead),
        ("paper.pdf", made.pdf(script=True), refusals.HoldsProgram),
        ("paper.pdf", made.pdf(attached=True), refusals.HoldsProgram),
        ("paper.pdf", made.pdf(launch=True), refusals.HoldsProgram),
        ("paper.pdf", made.pdf(password="x"), refusals.Locked),
    ],
)
def test_hostile_evidence_is_refused_by_name(name: str, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as refused:
        cleaned_upload(made.upload(name, content), EVIDENCE)
    assert type(refused.value) is refusal
    assert str(refused.value).endswith(".")
    assert "%(" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("paper.docx", made.zipped({"a.txt": b"a"}), refusals.Archive),
        ("paper.docx", made.docx(**{"word__vbaProject.bin": b"x"}), refusals.HoldsProgram),
        ("paper.docx", made.docx(**{"word__embeddings__a.bin": b"x"}), refusals.HoldsProgram),
        ("paper.docx", made.docx(word__bomb=b"\0" * 70_000_000), refusals.HoldsTooMuch),
        ("paper.docx", made.docx(**{"word__styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'}), refusals.HoldsProgram),
        ("paper.txt", made.HTML, refusals.NotWhatItSays),
        ("paper.txt", b"\x00\x01\x02", refusals.NotWhatItSays),
        ("paper.csv", b"MZ\x90\x00", refusals.NotWhatItSays),
        ("page.html", made.HTML, refusals.KindNotAllowed),
    ],
)
def test_hostile_documents_are_refused_by_name(name: str, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as refused:
        cleaned_upload(made.upload(name, content), DOCUMENTS)
    assert type(refused.value) is refusal


def test_a_photo_loses_position_and_comment_and_stands_upright() -> None:
    content = made.jpeg(position=True)
    assert made.MARKER in content

    cleaned, media_type = cleaned_upload(made.upload("Foto.JPG", content), EVIDENCE)

    with Image.open(BytesIO(cleaned)) as picture:
        assert media_type == "image/jpeg"
        assert picture.size == (40, 60)
        assert not dict(picture.getexif())
    assert made.MARKER not in cleaned


def test_what_hangs_behind_an_image_is_left_behind() -> None:
    polyglot = made.jpeg() + made.zipped({"inside.html": made.HTML})

    cleaned, _type = cleaned_upload(made.upload("photo.jpeg", polyglot), IMAGES)

    assert b"PK\x03\x04" not in cleaned


def test_transparency_stays() -> None:
    cleaned, media_type = cleaned_upload(made.upload("sign.png", made.png()), IMAGES)

    with Image.open(BytesIO(cleaned)) as picture:
        assert (media_type, picture.mode, picture.getpixel((0, 0))) == ("image/png", "RGBA", (0, 0, 0, 0))


def test_a_pdf_loses_its_author_and_what_hangs_behind_it() -> None:
    content = made.pdf(author=True) + made.zipped({"inside.html": made.HTML})
    assert made.MARKER in content

    cleaned, media_type = cleaned_upload(made.upload("paper.pdf", content), EVIDENCE)

    assert media_type == "application/pdf"
    assert made.MARKER not in cleaned
    assert b"PK\x03\x04" not in cleaned
    assert len(PdfReader(BytesIO(cleaned)).pages) == 1


def test_an_office_document_loses_its_author() -> None:
    cleaned, _type = cleaned_upload(made.upload("paper.docx", made.docx()), DOCUMENTS)

    assert made.MARKER not in cleaned
    assert b"word/document.xml" in cleaned


def test_plain_text_with_latvian_letters_is_taken() -> None:
    cleaned, media_type = cleaned_upload(made.upload("saraksts.csv", "vārds;ķēde\r\n".encode()), DOCUMENTS)

    assert (cleaned.decode(), media_type) == ("vārds;ķēde\r\n", "text/csv")


def test_refusals_speak_latvian() -> None:
    with translation.override("lv"), pytest.raises(refusals.KindNotAllowed, match="JPEG, PNG, WebP, PDF") as refused:
        cleaned_upload(made.upload("photo.svg", made.SVG), EVIDENCE)
    assert "This" not in str(refused.value)


def test_an_upload_of_django_is_taken_as_well() -> None:
    file = SimpleUploadedFile("photo.jpg", made.jpeg(), content_type="text/html")
    file.read()  # somebody looked at it before

    assert cleaned_upload(file, IMAGES)[1] == "image/jpeg"
