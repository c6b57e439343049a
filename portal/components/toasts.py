"""Messages that stay until read, with a way back where there is one."""

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Tell what was done. `undo`: an address of ours that takes it back when posted to."""
    messages.success(request, text, extra_tags=f"undo {undo}" if undo else "")
