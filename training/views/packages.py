"""A package in a frame of its own: the page around it, and its files."""

import re
from functools import partial
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static

from portal.files.ranges import in_parts
from portal.requests import StaffRequest
from training import package_files
from training.locks import lock_of
from training.models import LessonPage, Package
from training.package_frames import PLAYER, SANDBOX, check_token, folder_of, frame_of_block
from training.packages import kinds
from training.views.lessons import find_lesson, find_module

RUNTIME = "training/package-runtime.js"
PLAYER_FILES = "vendor/h5p/"
# A page longer than this is no page that needs help to begin.
PAGE_LIMIT = 8 * kinds.MEGABYTE
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>|<html(?:\s[^>]*)?>|<!doctype[^>]*>", re.IGNORECASE)


def package(request: StaffRequest, key: str, lesson: str, package: int) -> HttpResponse:
    """The package alone on a page; only where the lesson shows it, and to whom the lesson is open."""
    facts = find_module(request, key)
    here = find_lesson(facts, lesson)
    if lock_of(request.user, facts, request.interface_language).closed:
        return redirect("training:module", facts.key)
    page = get_object_or_404(LessonPage, pk=here.page_id)
    values = [block.value for block in page.body if block.block_type == "package"]
    shown = next((value for value in values if value.get("package") and value["package"].pk == package), None)
    frame = frame_of_block(shown, request.user) if shown else None
    if frame is None:
        raise Http404
    return render(request, "training/package.html", {"module": facts, "lesson": here, "frame_of_package": frame})


def package_file(request: HttpRequest, package: int, token: str, path: str) -> HttpResponseBase:
    """One file of a package, for whoever has the address that its frame was given. 404 hides what is refused."""
    try:
        check_token(token, package)
    except PermissionDenied:
        raise Http404 from None
    row = get_object_or_404(Package, pk=package)
    folder = request.build_absolute_uri(folder_of(package, token))
    if row.kind == Package.Kind.H5P and path == PLAYER:
        return _dressed(HttpResponse(_player(request, row, folder)), folder, request)
    member = _members(row).get(path)
    if member is None:
        raise Http404
    media_type = kinds.SERVED_AS.get(kinds.extension(path), "application/octet-stream")
    answer = _answer(request, row, member, media_type)
    answer["Content-Type"] = media_type
    return _dressed(answer, folder, request)


def _members(package: Package) -> dict[str, package_files.Member]:
    try:
        return package_files.members(package.file.name or "")
    except OSError:
        raise Http404 from None


def _answer(request: HttpRequest, package: Package, member: package_files.Member, media_type: str) -> HttpResponseBase:
    archive, tag = package.file.name or "", f'"{member.mark}"'
    answer: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    elif media_type.startswith("text/html") and member.size <= PAGE_LIMIT:
        page = b"".join(package_files.content(archive, member))
        answer = HttpResponse(page if package.kind == Package.Kind.H5P else with_runtime(page))
    else:
        read = partial(package_files.content, archive, member)
        answer = in_parts(request, StreamingHttpResponse(), size=member.size, tag=tag, read=read)
    answer["ETag"] = tag
    return answer


def with_runtime(page: bytes) -> bytes:
    """The page with our script before all others: an interface to talk to, and storage where the frame has none."""
    script = f'<script src="{static(RUNTIME)}"></script>'.encode()
    found = max(_HEAD.finditer(page[: kinds.MEGABYTE // 16]), key=lambda match: match.end(), default=None)
    place = found.end() if found else 0
    return page[:place] + script + page[place:]


def _player(request: HttpRequest, package: Package, folder: str) -> str:
    return render_to_string(
        "training/h5p.html",
        {"package": package, "folder": folder.rstrip("/"), "vendor": static(PLAYER_FILES + "main.bundle.js")},
        request,
    )


def _dressed(answer: HttpResponseBase, folder: str, request: HttpRequest) -> HttpResponseBase:
    """Only its own folder, no origin, no form sent away. Inline scripts and `eval` are how packages are made.

    The frame has no origin, so its own requests are foreign ones: they may read the files, which the address alone
    lets them find. For the same reason frames inside the package could not name an ancestor; a page elsewhere that
    frames these files would show nothing but the package, without cookies.
    """
    ours = [request.build_absolute_uri(static(name)) for name in (RUNTIME, PLAYER_FILES)]
    sources = " ".join([folder, *ours])
    policy = {
        "default-src": "'none'", "script-src": f"{sources} 'unsafe-inline' 'unsafe-eval'",
        "style-src": f"{sources} 'unsafe-inline'", "img-src": f"{sources} data: blob:", "font-src": f"{sources} data:",
        "media-src": f"{folder} data: blob:", "connect-src": f"{folder} data: blob:", "frame-src": folder,
        "form-action": "'none'", "base-uri": "'none'", "object-src": "'none'", "sandbox": SANDBOX,
    }  # fmt: skip
    answer["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy.items())
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=3600"
    answer.xframe_options_exempt = True  # type: ignore[attr-defined]
    return answer
