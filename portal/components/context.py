"""What every page's frame needs: name, language, entries of the header."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.seams import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame`: site name, language of the interface, entries this person may use."""
    user = getattr(request, "user", None)
    return {
        "frame": {
            "site_name": settings.SITE_NAME,
            "language": getattr(request, "interface_language", settings.LANGUAGE_CODE),
            "entries": navigation.entries_for(user) if user and user.is_authenticated else [],
            "demo": settings.DEMO,
        }
    }
