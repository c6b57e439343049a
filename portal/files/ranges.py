"""A part of a file for whoever asks for one (RFC 9110, section 14): so a player goes to the middle at once."""

import re
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import IO

from django.http import HttpRequest, StreamingHttpResponse

CHUNK = 128 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class NoSuchRange(ValueError):
    """The part asked for lies behind the file's end."""


def part_asked_for(header: str, size: int) -> tuple[int, int] | None:
    """First byte and number of bytes of a `Range` header, None for the whole.

    Several ranges, and units nobody knows, are answered with the whole. Raises `NoSuchRange`.
    """
    found = _RANGE.fullmatch(header.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last[:18]), size)
        if not length:
            raise NoSuchRange
        return size - length, length
    start, end = int(first[:18]), min(int(last[:18]), size - 1) if last else size - 1
    if start >= size:
        raise NoSuchRange
    return None if end < start else (start, end - start + 1)


def in_parts(
    request: HttpRequest,
    answer: StreamingHttpResponse,
    *,
    size: int,
    tag: str,
    read: Callable[[int, int], Iterable[bytes]],
) -> StreamingHttpResponse:
    """`answer` with the file, or with the part asked for; `read` gives so many bytes from a place.

    `tag` is the file's ETag with its quotation marks: with another one in `If-Range`, the whole is given. Who may have
    the file was asked before.
    """
    wanted = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    answer["Accept-Ranges"] = "bytes"
    try:
        part = part_asked_for(wanted, size)
    except NoSuchRange:
        answer.status_code = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        answer["Content-Range"], answer["Content-Length"] = f"bytes */{size}", "0"
        answer.streaming_content = ()
        return answer
    start, length = part or (0, size)
    answer.streaming_content = read(start, length) if request.method == "GET" else ()
    answer["Content-Length"] = str(length)
    if part:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    return answer


def bytes_of(file: IO[bytes], start: int, length: int) -> Iterator[bytes]:
    """So many bytes of an open file, bit by bit."""
    file.seek(start)
    while length > 0 and (piece := file.read(min(CHUNK, length))):
        length -= len(piece)
        yield piece
