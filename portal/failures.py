"""What people read when the server cannot go on: which of the causes it was, what is safe, what to do."""

import errno
import sys
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.views.defaults import server_error

from portal.database import DISK_FULL
from portal.requests import wants_json

# PostgreSQL's words for a server that is going, gone or coming; the driver tells them by their class only sometimes.
GONE = ("connection", "terminat", "starting up", "shutting down")
# And for a step that waited too long: somebody else holds what it needs (`portal.serving` says how long is too long).
BUSY = ("lock timeout", "statement timeout", "deadlock detected")


def failed(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`. Every page of these is a plain file: nothing may be looked up where things fail."""
    causes = list(_causes(sys.exc_info()[1]))
    if any(map(is_disk_full, causes)):
        return _plain(request, "507.html", 507, "no_room")
    for told, template, word in (
        (is_database_busy, "503_busy.html", "busy"),
        (is_database_gone, "503.html", "database"),
    ):
        if any(map(told, causes)):
            answer = _plain(request, template, 503, word)
            answer["Retry-After"] = "30"
            return answer
    return server_error(request)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def is_disk_full(error: BaseException) -> bool:
    """The file system's own word, alone or in a list of copies that failed, or what PostgreSQL says of its."""
    is_ours = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return is_ours or (isinstance(error, OSError | DatabaseError) and DISK_FULL in str(error))


def is_database_gone(error: BaseException) -> bool:
    """The server does not answer, or took the connection away; not an error of ours in a statement."""
    is_lost = isinstance(error, InterfaceError | OperationalError)
    return is_lost and any(word in str(error) for word in GONE)


def is_database_busy(error: BaseException) -> bool:
    """The step waited for another's lock, or worked, longer than a request may."""
    return isinstance(error, OperationalError) and any(word in str(error) for word in BUSY)


def _plain(request: HttpRequest, template: str, status: int, word: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": word}, status=status)
    return HttpResponse(loader.get_template(template).render(), status=status)
