"""Field classes of the editors' desk; its addresses stand under /admin/ and its rule."""

from portal.seams import access

access.classify("editing.*", access.INTERNAL)
