"""The content security policy: strict for the site, another under the admin's paths; and where breaches are told."""

import json
import logging
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware

logger = logging.getLogger(__name__)
ADMIN_PATHS = ("/admin/", "/django-admin/")
LARGEST = 16 * 1024
DIRECTIVES = frozenset(name.removesuffix("-src") for name in (
    "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr",
    "img-src", "font-src", "media-src", "connect-src", "object-src", "frame-src", "worker-src", "base-uri",
    "form-action", "frame-ancestors",
))  # fmt: skip


class SitePolicyMiddleware(ContentSecurityPolicyMiddleware):
    """Django's own middleware with `SECURE_CSP_ADMIN` where editors work: Wagtail still writes inline styles.

    Browsers tell what the policy kept from loading (ASVS 5.0, 3.4.7). It is answered here, before anybody asks for a
    session or a token: whoever sends it, all that comes of it is a line in the log.
    """

    def __call__(self, request: HttpRequest) -> Any:
        return told(request) if request.path == settings.CSP_REPORTS else super().__call__(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith(ADMIN_PATHS) and not hasattr(response, "_csp_config"):
            response._csp_config = settings.SECURE_CSP_ADMIN  # type: ignore[attr-defined]
        return super().process_response(request, response)


def told(request: HttpRequest) -> HttpResponse:
    """Log what a browser reports: which rule, and what kind of thing it kept away. No address: it may name a client."""
    if request.method != "POST":
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "POST"})
    try:
        if int(request.headers.get("Content-Length") or 0) > LARGEST:
            raise RequestDataTooBig
        found = set(_breaches(json.loads(request.body)))
    except (ValueError, RecursionError, RequestDataTooBig, OSError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    for directive, blocked in sorted(found):
        logger.warning("The content policy kept something away: %s, %s", directive, blocked)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _breaches(said: Any) -> Iterator[tuple[str, str]]:
    """Of both shapes: one `csp-report`, or a list of reports with a `body` each."""
    reports: Iterable[Any] = said if isinstance(said, list) else [said]
    for report in list(reports)[:20]:
        body = (report.get("csp-report") or report.get("body")) if isinstance(report, dict) else None
        if isinstance(body, dict):
            rule = body.get("effective-directive") or body.get("effectiveDirective") or body.get("violated-directive")
            yield _rule(rule), _kind(body.get("blocked-uri") or body.get("blockedURL"))


def _rule(said: Any) -> str:
    name = str(said or "").split(" ")[0]
    return name if name.removesuffix("-src") in DIRECTIVES else "another rule"


def _kind(address: Any) -> str:
    words = str(address or "")
    if words in ("inline", "eval", "wasm-eval", "self"):
        return words
    try:
        scheme = urlsplit(words).scheme
    except ValueError:
        scheme = ""
    return {"http": "another site", "https": "another site", "data": "data", "blob": "blob"}.get(
        scheme, "something else"
    )
