"""Sound, film and captions from people: what tells of maker and place goes, hostile files are refused by name."""

import struct

import pytest

from portal.files import refusals
from portal.files.checks import cleaned_upload
from portal.files.kinds import DOCUMENTS, EVIDENCE
from tests.factories import recordings
from tests.protection import hostile_files as made

MP3, M4A, OPUS, OGG, MP4, WEBM = map(
    recordings.content, ("sound.mp3", "sound.m4a", "sound.opus", "sound.ogg", "film.mp4", "film.webm")
)
LIVE = recordings.content("live.webm")
CUE = b"00:00.000 --> 00:02.000\n"


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def taken(name: str, content: bytes) -> bytes:
    return cleaned_upload(made.upload(name, content), DOCUMENTS)[0]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("sound.mp3", "audio/mpeg"), ("sound.m4a", "audio/mp4"), ("sound.opus", "audio/ogg"),
        ("sound.ogg", "audio/ogg"), ("film.mp4", "video/mp4"), ("pieces.mp4", "video/mp4"),
        ("film.webm", "video/webm"), ("live.webm", "video/webm"),
    ],
)  # fmt: skip
def test_a_recording_loses_title_place_and_time_and_nothing_in_it_moves(name: str, media_type: str) -> None:
    content = recordings.content(name)
    assert recordings.MARKER in content

    cleaned, found = cleaned_upload(made.upload(name, content), DOCUMENTS)

    assert found == media_type
    assert recordings.MARKER not in cleaned
    assert b"+56.9496" not in cleaned
    assert len(cleaned) == len(content) or name.endswith("mp3")
    assert taken(name, cleaned) == cleaned
    if b"mdat" in content:
        assert cleaned[cleaned.index(b"mdat") :][:900] == content[content.index(b"mdat") :][:900]


def test_the_time_at_which_a_film_was_made_is_gone() -> None:
    times = MP4.index(b"mvhd") + 8
    assert any(MP4[times : times + 8])

    assert not any(taken("film.mp4", MP4)[times : times + 8])


def test_of_an_mp3_the_frames_are_kept_and_all_that_hangs_on_them_goes() -> None:
    cleaned = taken("sound.mp3", MP3 + made.zipped({"inside.html": made.HTML}))

    assert cleaned in MP3
    assert cleaned[:2] == b"\xff\xf3"
    assert b"PK\x03\x04" not in cleaned


def test_sound_that_a_telephone_marks_as_film_is_taken_as_sound() -> None:
    assert taken("sound.m4a", M4A.replace(b"M4A ", b"mp42", 1))


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("sound.mp3", made.HTML, refusals.NotWhatItSays),
        ("sound.mp3", b"ID3\x04\0\0\0\0\0\x20" + made.HTML * 4, refusals.CannotBeRead),
        ("sound.mp3", MP3[:2000] + made.HTML + MP3[2000:], refusals.CannotBeRead),
        ("sound.mp3", b"\xff\xf3\x18\xc4" + made.HTML, refusals.CannotBeRead),
        ("sound.mp3", MP4, refusals.NotWhatItSays),
        ("film.mp4", MP4[:6], refusals.NotWhatItSays),
        ("film.mp4", MP4[:20], refusals.CannotBeRead),
        ("film.mp4", MP4[:-5], refusals.CannotBeRead),
        ("film.mp4", box(b"ftyp", b"isom") + made.zipped({"a.html": made.HTML}), refusals.CannotBeRead),
        ("film.mp4", made.zipped({"a.txt": b"a"}), refusals.Archive),
        ("film.mp4", box(b"ftyp", b"isom") + struct.pack(">I4sQ", 1, b"mdat", 1 << 60), refusals.CannotBeRead),
        ("film.mp4", box(b"ftyp", b"isom") + struct.pack(">I4s", 4, b"mdat"), refusals.CannotBeRead),
        ("film.mp4", box(b"ftyp", b"isom") + box(b"mdat"), refusals.CannotBeRead),
        ("film.mp4", box(b"ftyp", b"qt  ") + MP4[32:], refusals.NotWhatItSays),
        ("film.mp4", MP4.replace(b"mvhd", b"tkhd", 1).replace(b"soun", b"meta", 1), refusals.HoldsOtherTracks),
        ("film.mp4", M4A, refusals.NotWhatItSays),
        ("sound.m4a", MP4, refusals.NotWhatItSays),
        ("sound.ogg", OGG[:-5], refusals.CannotBeRead),
        ("sound.ogg", OGG + made.HTML, refusals.CannotBeRead),
        ("sound.ogg", OPUS + OGG, refusals.CannotBeRead),
        ("sound.opus", OPUS[:60], refusals.CannotBeRead),
        ("sound.opus", OPUS.replace(b"OpusTags", b"OtherTag"), refusals.CannotBeRead),
        ("film.webm", WEBM[:-5], refusals.CannotBeRead),
        ("film.webm", WEBM + made.HTML, refusals.CannotBeRead),
        ("film.webm", WEBM[:60] + b"\0" * 400, refusals.CannotBeRead),
        ("film.webm", WEBM.replace(b"webm", b"mkv ", 1), refusals.NotWhatItSays),
        ("film.mp4", MP4 + box(b"free") * 300_000, refusals.CannotBeRead),
        ("film.webm", LIVE + b"\xec\x80" * 300_000, refusals.CannotBeRead),
        ("words.vtt", made.HTML, refusals.NotWhatItSays),
        ("words.vtt", b"WEBVTT\n\n" + CUE + b"\xff\xfe", refusals.NotWhatItSays),
        ("words.vtt", b"WEBVTT\n\nno times\n", refusals.CannotBeRead),
        ("words.vtt", b"WEBVTT\n", refusals.CannotBeRead),
        ("words.vtt", b"WEBVTTX\n\n" + CUE + b"words", refusals.CannotBeRead),
        ("words.vtt", b"WEBVTT\n\n" + CUE + b"<script>alert(1)</script>", refusals.HoldsMarkup),
        ("words.vtt", b"WEBVTT\n\n" + CUE + b"<img src=x onerror=alert(1)", refusals.HoldsMarkup),
        ("words.vtt", b"WEBVTT\n\n" + CUE[:-1] + b" <b>\nwords", refusals.CannotBeRead),
        ("film.mp4", MP4 + b"\0" * (100 * 1024 * 1024), refusals.TooLarge),
    ],
)
def test_a_hostile_recording_is_refused_by_name(name: str, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusals.UploadRefused) as refused:
        taken(name, content)
    assert type(refused.value) is refusal


@pytest.mark.parametrize("step", [7, 31])
@pytest.mark.parametrize("name", ["sound.mp3", "sound.m4a", "sound.opus", "sound.ogg", "film.mp4", "live.webm"])
def test_whatever_is_broken_off_or_turned_over_is_taken_or_refused_and_never_an_error(name: str, step: int) -> None:
    content = recordings.content(name)
    for place in range(0, min(len(content), 1600), step):
        for broken in (content[:place], content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]):
            try:
                taken(name, broken)
            except refusals.UploadRefused:
                continue


def test_captions_keep_times_words_and_who_speaks_and_nothing_else() -> None:
    text = (
        "\ufeffWEBVTT - Anna\r\n\r\nNOTE SECRET\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n1\r\n"
        "00:00.000 --> 00:02.000 line:80%\r\n<v Tulks>Vārds &lt; <i>ķēde</i>\r\n\r\n00:02.000 --> 00:03.000\r\nJā\r\n"
    )

    assert taken("words.vtt", text.encode()).decode() == (
        "WEBVTT\n\n00:00.000 --> 00:02.000 line:80%\n<v Tulks>Vārds &lt; <i>ķēde</i>\n\n00:02.000 --> 00:03.000\nJā\n"
    )


def test_a_recording_is_no_evidence() -> None:
    with pytest.raises(refusals.KindNotAllowed):
        cleaned_upload(made.upload("sound.mp3", MP3), EVIDENCE)
