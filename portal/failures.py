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


def failed(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`. Every page of these is a plain file: nothing may be looked up where things fail."""
    causes = list(_causes(sys.exc_info()[1]))
    if any(map(is_disk_full, causes)):
        return _plain(request, "507.html", 507, "no_room")
    if any(map(is_database_gone, causes)):
        answer = _plain(request, "503.html", 503, "database")
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


def _plain(request: HttpRequest, template: str, status: int, word: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": word}, status=status)
    return HttpResponse(loader.get_template(template).render(), status=status)
