"""Sound and film in lessons: said in writing as well, played from any place, and for those with an account only."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation, TranslationSource

from portal.blocks.recording import RecordingBlock
from tests.factories import recordings
from tests.factories.people import person
from tests.protection import hostile_files
from tests.protection.test_serving_files import editors_only
from tests.training import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SignedIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = tmp_path / "media"


def shown(browser: Client) -> str:
    page = browser.get(reverse("training:lesson", args=["small", "second"])).content.decode()
    return page[page.index('<figure class="recording') : page.index("</figure>")]


def test_a_lesson_plays_sound_and_shows_what_is_said_in_it(signed_in: SignedIn) -> None:
    making.make_lesson_with("recording", recordings.recording())

    figure = shown(signed_in("learner"))

    player = re.search(r"<audio[^>]*>", figure)
    assert player
    for part in (" controls", 'preload="metadata"', 'lang="lv"', 'aria-label="Pirms sarunas"', "/sound.mp3"):
        assert part in player[0], part
    assert "autoplay" not in figure
    for part in ('<details class="fold" open>', "Labdien! Trīs lietas.", "Anna, 2026", "Lejupielādēt (MP3, 3,2\xa0KB)"):
        assert part in figure, part


def test_a_film_has_captions_in_its_language(signed_in: SignedIn, tmp_path: Path) -> None:
    captions = recordings.captions(tmp_path)
    making.make_lesson_with("recording", recordings.recording("film.webm", captions=captions.pk, language="en"))
    browser = signed_in("learner")

    figure = shown(browser)

    track = re.search(r'<video[^>]* lang="en"[^>]*><track kind="captions" src="([^"]+)" srclang="en" label="', figure)
    assert track
    answer = browser.get(track[1])
    assert answer["Content-Type"] == "text/vtt"
    assert read(answer).decode() == recordings.CAPTIONS


def test_a_recording_whose_file_was_deleted_still_says_its_words(signed_in: SignedIn) -> None:
    value = recordings.recording()
    making.make_lesson_with("recording", value)
    recordings.document("sound.mp3").delete()

    figure = shown(signed_in("learner"))

    assert "<audio" not in figure
    assert "Labdien! Trīs lietas." in figure


def clean(**values: Any) -> Any:
    block = RecordingBlock()
    return block.clean(block.to_python(recordings.recording(**values)))


def test_a_film_in_which_somebody_speaks_needs_captions_and_every_recording_a_transcript(tmp_path: Path) -> None:
    captions = recordings.captions(tmp_path).pk
    for good in ({}, {"name": "film.mp4", "captions": captions}, {"name": "film.mp4", "without_speech": True}):
        assert clean(**good)
    for name, bad in (("captions", {"name": "film.mp4"}), ("transcript", {"transcript": ""}), ("title", {"title": ""})):
        with pytest.raises(ValidationError) as refused:
            clean(**bad)
        assert set(refused.value.block_errors) == {name}


def test_another_file_than_a_recording_or_captions_is_refused_with_a_sentence(tmp_path: Path) -> None:
    captions = recordings.captions(tmp_path).pk
    for bad in ({"recording": captions}, {"captions": recordings.document("sound.mp3").pk}):
        with pytest.raises(ValidationError) as refused:
            clean(**bad)
        (error,) = refused.value.block_errors.values()
        assert error.messages[0].startswith("Šeit izvēlieties cita veida failu: ")


def test_the_words_of_a_recording_are_found_and_translated_and_its_file_may_be_another_one() -> None:
    page = making.make_lesson_with("recording", recordings.recording())
    other = recordings.document("sound.opus").pk

    found = " ".join(page.body.stream_block.get_searchable_content(page.body))
    for words in ("Pirms sarunas", "Labdien! Trīs lietas.", "Anna, 2026"):
        assert words in found
    source, _made = TranslationSource.get_or_create_from_instance(page)
    finnish = Locale.objects.get(language_code="fi")
    Translation.objects.create(source=source, target_locale=finnish)
    texts = set(source.stringsegment_set.values_list("string__data", flat=True))
    assert {"Pirms sarunas", "Labdien! Trīs lietas.", "Anna, 2026"} <= texts

    for ending, value in (("recording", f"{other}"), ("language", '"fi"')):
        segment = OverridableSegment.objects.get(source=source, context__path__endswith=f".{ending}")
        SegmentOverride.objects.create(locale=finnish, context=segment.context, data_json=value)
    (block,) = source.create_or_update_translation(finnish, copy_parent_pages=True, fallback=True)[0].body
    assert (block.value["recording"].pk, block.value["language"]) == (other, "fi")


def test_a_translation_has_captions_where_the_original_has_none(tmp_path: Path) -> None:
    page = making.make_lesson_with("recording", recordings.recording("film.webm", without_speech=True))
    source, _made = TranslationSource.get_or_create_from_instance(page)
    finnish = Locale.objects.get(language_code="fi")
    Translation.objects.create(source=source, target_locale=finnish)
    captions = recordings.captions(tmp_path)

    def translated() -> Any:
        (block,) = source.create_or_update_translation(finnish, copy_parent_pages=True, fallback=True)[0].body
        return block

    assert (translated().value["captions"], translated().value.captions_in) == (None, "lv")
    for ending, value in (("captions", f'"{captions.pk}"'), ("captions_language", '"fi"')):
        segment = OverridableSegment.objects.get(source=source, context__path__endswith=f".{ending}")
        SegmentOverride.objects.create(locale=finnish, context=segment.context, data_json=value)

    assert translated().value["captions"] == captions
    assert '<track kind="subtitles"' in translated().render()
    assert 'srclang="fi" label="Somu"' in translated().render()
    captions.delete()
    assert translated().value["captions"] is None


def test_a_language_that_is_none_of_the_portals_is_not_taken_over() -> None:
    block = RecordingBlock().child_blocks["language"]
    segment = block.get_translatable_segments("lv")[0]
    segment.data = "klingon"

    assert block.restore_translated_segments("lv", [segment]) == "lv"


def read(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("lines=1-2", 200, slice(None)), ("bytes=0-9", 206, slice(10)), ("bytes=100-", 206, slice(100, None)),
        ("bytes=-7", 206, slice(-7, None)), ("bytes=9999999-", 416, slice(0)),
    ],
)  # fmt: skip
def test_a_part_of_a_private_document_comes_in_the_dress_of_the_whole(
    wanted: str, status: int, part: slice, signed_in: SignedIn
) -> None:
    film, browser = recordings.document("film.mp4"), signed_in("official")
    whole = read(browser.get(film.url))

    answer = browser.get(film.url, headers={"Range": wanted})

    assert (answer.status_code, read(answer)) == (status, whole[part])
    assert answer["Content-Length"] == str(len(whole[part]))
    assert (answer["Content-Type"], answer["Accept-Ranges"]) == ("video/mp4", "bytes")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"] == "default-src 'none'; media-src 'self'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.get("Content-Encoding") is None
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{len(whole)}"


def test_a_changed_document_is_given_whole_and_an_unchanged_one_not_again(signed_in: SignedIn) -> None:
    film, browser = recordings.document("film.mp4"), signed_in("official")
    head = browser.head(film.url)

    assert (read(head), head["Content-Length"]) == (b"", str(film.file_size))
    for mark, size in ((head["ETag"], 4), ('"old"', film.file_size)):
        assert len(read(browser.get(film.url, headers={"Range": "bytes=0-3", "If-Range": mark}))) == size
    assert browser.get(film.url, headers={"If-None-Match": head["ETag"]}).status_code == 304


def test_a_part_is_for_whom_the_whole_is_for(signed_in: SignedIn) -> None:
    film = recordings.document("film.mp4")
    part = {"Range": "bytes=0-3"}
    assert Client().get(film.url, headers=part)["Location"].startswith(reverse("account_login"))
    film.collection = editors_only()
    film.save()

    assert signed_in("learner").get(film.url, headers=part).status_code == 302
    assert signed_in("learner").get(film.url.replace("film", "other"), headers=part).status_code == 404


@pytest.mark.parametrize(
    ("chooser", "offered", "taken"), [("recording_chooser", "film.mp4", "MP3"), ("captions_chooser", "Subtitri", "VTT")]
)
def test_a_chooser_offers_its_kinds_and_takes_no_other(
    chooser: str, offered: str, taken: str, signed_in: SignedIn, tmp_path: Path
) -> None:
    recordings.document("film.mp4")
    recordings.captions(tmp_path)
    browser = signed_in(person("administrator", is_superuser=True, is_staff=True))

    page = browser.get(reverse(f"{chooser}:choose")).json()["html"]
    listed = page[page.index("<table") : page.index("</table>")]
    assert offered in listed
    assert listed.count("data-chooser-modal-choice") == 1
    assert taken in page
    assert "DOCX" not in page

    file = SimpleUploadedFile("paper.pdf", hostile_files.pdf())
    sent = {
        f"document-chooser-upload-{name}": value
        for name, value in {"title": "P", "file": file, "collection": 1}.items()
    }
    refused = browser.post(reverse(f"{chooser}:create"), sent).json()
    assert f"Šeit var pievienot: {taken}" in refused["htmlFragment"]
