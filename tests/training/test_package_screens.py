"""Packages in lessons and in the admin: who may read their files, how, and what editors do with them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.accounts.groups import set_up_groups
from portal.accounts.models import Role, User
from portal.accounts.roles import give_role
from tests.factories.people import person
from tests.training import making
from tests.training import package_files as made
from training import package_files, package_frames
from training.actions.packages import import_package
from training.models import LessonPage, Package

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def kept(files: made.Files | None = None) -> Package:
    package = import_package(file=made.packed(files or made.scorm_12()), by=None).package
    assert package is not None
    return package


def shown_in_a_lesson(package: Package, **values: Any) -> str:
    """The address of a lesson that begins with the package."""
    making.make_module()
    page = LessonPage.objects.get(key="second", locale__language_code="lv")
    value = {"package": package.pk, "title": "", "minutes": 12, "text": "<p>Tas pats vārdos.</p>"} | values
    page.body = page.body.stream_block.to_python([{"type": "package", "value": value}])
    page.save_revision().publish()
    return reverse("training:lesson", args=["small", "second"])


def file_of(package: Package, user: User, path: str) -> str:
    token = package_frames.token_for(user, package)
    return reverse("training:package_file", args=[package.pk, token, path])


def read(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_lesson_shows_the_package_in_a_closed_frame_with_what_one_must_know(site: None, signed_in: SignedIn) -> None:
    package = kept()
    page = signed_in("learner").get(shown_in_a_lesson(package)).content.decode()

    assert 'sandbox="allow-scripts allow-forms"' in page
    assert "allow-same-origin" not in page
    for words in ("Pirmā saruna", "SCORM 1.2", "12 min", "Vingrinājums", "Tas pats vārdos.", "netiek reģistrēts"):
        assert words in page, words
    assert reverse("training:package", args=["small", "second", package.pk]) in page


def test_the_package_opens_alone_only_where_a_lesson_shows_it(site: None, signed_in: SignedIn) -> None:
    package, other = kept(), kept(made.cmi5())
    shown_in_a_lesson(package)
    browser = signed_in("learner")

    assert "<iframe" in browser.get(reverse("training:package", args=["small", "second", package.pk])).content.decode()
    for lesson, one in (("second", other), ("first", package)):
        assert browser.get(reverse("training:package", args=["small", lesson, one.pk])).status_code == 404


def test_a_package_taken_away_leaves_its_text(site: None, signed_in: SignedIn) -> None:
    package = kept()
    lesson = shown_in_a_lesson(package)
    package.delete()

    page = signed_in("learner").get(lesson)
    assert page.status_code == 200
    assert "Tas pats vārdos." in page.content.decode()


def test_a_file_is_served_by_its_own_type_under_a_policy_of_its_own() -> None:
    package = kept(made.scorm_12() | {"pages/evil.svg": "<svg onload='x'/>", "pages/x.txt": "<script>x</script>"})
    user, browser = person("learner"), Client()  # a frame without origin sends no cookie

    address = file_of(package, user, "index.html")
    answer = browser.get(address)
    policy = answer["Content-Security-Policy"]

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert f"connect-src http://testserver{address.removesuffix('index.html')}" in policy
    for part in ("default-src 'none'", "form-action 'none'", "base-uri 'none'", "sandbox allow-scripts allow-forms"):
        assert part in policy
    assert "allow-same-origin" not in policy
    assert b"package-runtime.js" in answer.content
    assert browser.get(file_of(package, user, "pages/x.txt"))["Content-Type"] == "text/plain; charset=utf-8"
    assert browser.get(file_of(package, user, "pages/evil.svg"))["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize("path", ["nothing.html", "../manage.py", "pages/", "imsmanifest.xml/x", "-/h5p.html", "%00"])
def test_what_is_not_in_the_package_is_not_there(path: str) -> None:
    package, user = kept(), person("learner")
    address = file_of(package, user, "x")[:-1] + path

    assert Client().get(address).status_code == 404


def test_an_address_holds_for_its_person_its_package_and_its_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    package, other, user = kept(), kept(made.cmi5()), person("learner")
    address, browser = file_of(package, user, "index.html"), Client()
    token = package_frames.token_for(user, package)

    assert browser.get(address).status_code == 200
    for wrong in ("x", token[:-1], token.replace(f"{package.pk}-", f"{other.pk}-", 1), "~", "1-2-3"):
        assert browser.get(reverse("training:package_file", args=[package.pk, wrong, "index.html"])).status_code == 404
    assert browser.get(reverse("training:package_file", args=[other.pk, token, "index.html"])).status_code == 404
    monkeypatch.setattr(package_frames, "HOLDS_SECONDS", -1)
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("change", [{"is_active": False}, {"session_mark": "another"}], ids=["closed", "ended"])
def test_an_address_ends_with_the_account_and_with_its_sessions(change: dict[str, Any]) -> None:
    package, user = kept(), person("learner")
    address = file_of(package, user, "index.html")

    User.objects.filter(pk=user.pk).update(**change)

    assert Client().get(address).status_code == 404


FILM = bytes(range(256)) * 2000
RANGES = {
    "bytes=0-9": (206, FILM[:10]), "bytes=100-": (206, FILM[100:]), "bytes=-7": (206, FILM[-7:]),
    "bytes=300000-300255": (206, FILM[300000:300256]), "bytes=5-99999999": (206, FILM[5:]), "bytes=9-2": (200, FILM),
    "bytes=0-1,5-6": (200, FILM), "lines=1-2": (200, FILM), "bytes=-": (200, FILM),
    f"bytes={len(FILM)}-": (416, b""), "bytes=-0": (416, b""), "bytes=9" + "9" * 50 + "-": (416, b""),
}  # fmt: skip


@pytest.mark.parametrize("name", ["film.mp4", "film.json"])
@pytest.mark.parametrize("wanted", RANGES)
def test_a_film_is_read_from_its_middle_and_so_is_packed_text(wanted: str, name: str) -> None:
    package, user = kept(made.scorm_12() | {name: FILM}), person("learner")

    answer = Client().get(file_of(package, user, name), headers={"Range": wanted})

    status, part = RANGES[wanted]
    assert (answer.status_code, read(answer)) == (status, part)
    if status == 206:
        assert answer["Content-Length"] == str(len(part))
        assert answer["Content-Range"].endswith(f"/{len(FILM)}")


def test_a_file_that_did_not_change_is_not_sent_again() -> None:
    package, user = kept(), person("learner")
    address = file_of(package, user, "pages/a.png")
    mark = Client().get(address)["ETag"]

    assert Client().get(address, headers={"If-None-Match": mark}).status_code == 304
    assert Client().get(address, headers={"Range": "bytes=0-3", "If-Range": '"old"'}).status_code == 200


def test_every_file_comes_out_as_it_went_in() -> None:
    files = made.scorm_12() | {"film.mp4": FILM, "data.json": FILM, "empty.css": b""}
    package = kept(files)

    for name, content in files.items():
        member = package_files.members(package.file.name or "")[name]
        assert b"".join(package_files.content(package.file.name or "", member)) == (
            content.encode() if isinstance(content, str) else content
        ), name


@pytest.mark.parametrize(
    ("page", "before"),
    [(b"<!doctype html><HEAD lang=x><p>", b"<!doctype html><HEAD lang=x>"), (b"<html><p>", b"<html>"), (b"<p>", b""),
     (b"<!DOCTYPE html><header>x", b"<!DOCTYPE html>")],
    ids=range(4),
)  # fmt: skip
def test_our_script_stands_before_all_others(page: bytes, before: bytes) -> None:
    from training.views.packages import with_runtime

    assert with_runtime(page).startswith(before + b"<script src=")
    assert with_runtime(page).endswith(page[len(before) :])


# --- The admin -------------------------------------------------------------------------------


def manager(signed_in: SignedIn, role: str = "training_manager") -> Client:
    set_up_groups()
    user = person(role)
    give_role(user=user, role=Role.objects.get(key=role), by=None)
    return signed_in(user)


def url(name: str, *args: Any) -> str:
    return reverse(Package.snippet_viewset.get_url_name(name), args=args)  # type: ignore[attr-defined]


def upload(file: BytesIO) -> SimpleUploadedFile:
    return SimpleUploadedFile("package.zip", file.getvalue(), content_type="application/zip")


@pytest.mark.parametrize("role", ["training_manager", "editor"])
def test_a_package_is_taken_in_renamed_tried_and_never_deleted(site: None, signed_in: SignedIn, role: str) -> None:
    browser = manager(signed_in, role)

    answer = browser.post(url("add"), {"upload": upload(made.packed(made.h5p())), "title": ""})

    assert answer.status_code == 302, answer.context["form"].errors
    package = Package.objects.get()
    assert package.imported_by is not None
    assert "Divi jautājumi" in browser.get(url("list")).content.decode()
    browser.post(url("edit", package.pk), {"title": "Jautājumi par tulku"})
    package.refresh_from_db()
    assert package.title == "Jautājumi par tulku"
    page = browser.get(url("inspect", package.pk)).content.decode()
    assert "netiek reģistrēts" in page
    assert 'sandbox="allow-scripts allow-forms"' in page
    assert browser.post(url("delete", package.pk)).status_code == 302
    assert Package.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [(made.with_link, "ir saite uz citu vietu"), (lambda: BytesIO(b"no"), "nav pakotne"),
     (lambda: made.packed({"a.html": "x"}), "trūkst imsmanifest.xml")],
    ids=["link", "other", "bare"],
)  # fmt: skip
def test_a_refused_upload_says_why_and_nothing_is_kept(
    site: None, signed_in: SignedIn, file: Callable[[], BytesIO], words: str
) -> None:
    answer = manager(signed_in).post(url("add"), {"upload": upload(file()), "title": "x"})

    assert words in answer.content.decode()
    assert not Package.objects.exists()


def test_the_same_package_twice_is_told_not_doubled(site: None, signed_in: SignedIn) -> None:
    kept()
    answer = manager(signed_in).post(url("add"), {"upload": upload(made.packed(made.scorm_12())), "title": ""})

    assert "jau ir pievienota" in answer.content.decode()
    assert Package.objects.count() == 1


def test_others_do_not_reach_the_packages(site: None, signed_in: SignedIn) -> None:
    kept()

    assert manager(signed_in, "learner").get(url("list")).status_code == 403
