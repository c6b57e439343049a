"""What travels small, and what is left as it is."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.compression import CompressTextsMiddleware

SMALL = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


def test_a_page_travels_compressed_and_is_the_same_text(site: None) -> None:
    plain = Client().get("/account/login/")
    small = Client().get("/account/login/", **SMALL)

    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    assert len(small.content) < len(plain.content) / 2
    assert gzip.decompress(small.content).decode()[:15] == plain.content.decode()[:15] == "<!doctype html>"


def test_a_stylesheet_travels_compressed(db: None) -> None:
    small = Client().get("/static/css/site.css", **SMALL)

    assert small["Content-Encoding"] == "gzip"
    assert b"@layer" in gzip.decompress(b"".join(small.streaming_content))
    small.close()


@pytest.mark.parametrize(("kind", "status"), [("application/pdf", 200), ("text/html", 206), ("font/woff2", 200)])
def test_documents_fonts_and_parts_of_files_are_left_as_they_are(kind: str, status: int) -> None:
    def whole(request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"a" * 5000, content_type=kind, status=status)

    answer = CompressTextsMiddleware(whole)(RequestFactory().get("/", **SMALL))

    assert "Content-Encoding" not in answer
    assert answer.content == b"a" * 5000
