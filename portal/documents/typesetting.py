"""Sets a document: a template of `templates/print/` and its data give a tagged PDF (PDF/UA-1).

A template reads its data with `#let data = json(bytes(sys.inputs.data))` and imports `sheet.typ` for the page,
the mark and the family. Only our own fonts are used, so that every machine sets the same lines; a language whose
script has no font there must not be printed.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

FONTS = Path(__file__).resolve().parent / "fonts"
TEMPLATES = settings.PROJECT / "templates" / "print"


class DocumentNotSet(Exception):
    """The template is missing or typst refuses it; the message is typst's own."""


def compile(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of `templates/print/<template>.typ`. `data` is anything JSON holds, dates included.

    The template must set the document's title and language: PDF/UA asks for both.
    """
    source = TEMPLATES / f"{template}.typ"
    if not source.is_file():
        raise DocumentNotSet(f"there is no template {source.name}")
    try:
        document: bytes = typst.compile(
            str(source),
            root=str(TEMPLATES),
            font_paths=_font_paths(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            format="pdf",
        )
    except RuntimeError as error:
        raise DocumentNotSet(f"{source.name}: {error}") from error
    return document


@cache
def _font_paths() -> list[str]:
    return [str(FONTS)]
