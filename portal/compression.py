"""Texts leave compressed: a guide is 120 KB of HTML, and 20 KB on a slow line.

A proxy in front may do it too; what is compressed already, it and this leave alone.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")


class CompressTextsMiddleware(GZipMiddleware):
    """Django's own, with its padding against BREACH, for whole texts only.

    Documents and pictures are compressed inside, and a part of a file (206) is counted in its own bytes.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.status_code == 206 or kind not in TEXTS:
            return response
        return super().process_response(request, response)
