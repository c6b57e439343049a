"""Sound and film in a real browser: they play and go to any place, within the content policy, and can be read."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import recordings
from tests.journeys.browser import PHONE, Visits
from tests.training import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/lv/learn/module/small/second/"
PLAYS = """async (player) => {
    await player.play();
    while (player.currentTime < 0.3) await new Promise(done => setTimeout(done, 50));
    player.pause();
    const middle = player.duration / 2;
    player.currentTime = middle;
    await new Promise(done => player.addEventListener("seeked", done, {once: true}));
    return [player.readyState >= 2, Math.abs(player.currentTime - middle) < 0.1, player.error];
}"""


SAYS = """async (player) => {
    const track = player.textTracks[0];
    track.mode = "hidden";
    while (!track.cues?.length) await new Promise(done => setTimeout(done, 50));
    return track.cues[0].text;
}"""


@pytest.fixture(autouse=True)
def _files_and_tree(settings: Any, tmp_path: Path) -> None:
    from portal.pages import demo

    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = tmp_path / "media"
    demo.load(lambda text: None)


# What a browser's makers have to license: a Chromium without it says so itself.
LICENSED = {"film.mp4": 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"', "sound.m4a": 'audio/mp4; codecs="mp4a.40.2"'}


@pytest.mark.parametrize(
    ("name", "tag", "theme"),
    [
        ("sound.mp3", "audio", "light"), ("film.webm", "video", "dark"),
        ("sound.m4a", "audio", "dark"), ("film.mp4", "video", "light"),
    ],
)  # fmt: skip
def test_a_recording_plays_and_goes_to_its_middle(
    name: str, tag: str, theme: str, visitor: Visits, tmp_path: Path
) -> None:
    captions = recordings.captions(tmp_path).pk
    making.make_lesson_with("recording", recordings.recording(name, captions=captions))
    with visitor("learner", width=PHONE, theme=theme) as visit:
        visit.go(ADDRESS)
        player = visit.page.locator(tag)
        if name in LICENSED and not player.evaluate("(player, kind) => player.canPlayType(kind)", LICENSED[name]):
            pytest.skip(f"This Chromium does not play {name}.")
        assert player.evaluate("player => player.paused && !player.autoplay")
        assert player.evaluate(PLAYS) == [True, True, None]
        assert player.evaluate(SAYS) == "Labdien!"
        visit.fits()
        visit.axe()
        visit.expect("/static/icons/")  # the tab's sign, beside a recording opened alone
        visit.page.goto(f"{visit.address}{recordings.document(name).url}", wait_until="commit")
        visit.page.wait_for_function("() => document.querySelector('video')?.readyState >= 2")
    with visitor("learner", theme="light" if theme == "dark" else "dark") as visit:
        visit.go(ADDRESS)
        visit.axe()


def test_on_paper_and_without_scripts_the_words_are_there(visitor: Visits) -> None:
    making.make_lesson_with("recording", recordings.recording())
    with visitor("learner", scripts=False) as visit:
        visit.go(ADDRESS)
        figure = visit.page.locator("figure.recording")
        assert figure.get_by_text("Labdien! Trīs lietas.").is_visible()
        figure.locator("summary").click()
        visit.page.emulate_media(media="print")
        assert figure.get_by_text("Labdien! Trīs lietas.").is_visible()
        assert figure.get_by_text("Pirms sarunas").is_visible()
        assert not figure.locator("audio").is_visible()
