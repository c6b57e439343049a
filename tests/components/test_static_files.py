"""Static files as production collects them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = settings.STATICFILES_FINDERS[:2]  # ours; not the admin's thousand
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "portal.components.storage.NamedByContent"},
    }
    staticfiles_storage._setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    return Path(settings.STATIC_ROOT)


def test_every_file_is_named_by_its_content_and_found_by_those_who_need_it(collected: Path) -> None:
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]

    sheet = (collected / paths["css/site.css"]).read_text()
    assert re.search(r'url\("\.\./fonts/noto-sans-latin\.[0-9a-f]{12}\.woff2"\)', sheet)
    for module in ("js/site.js", "js/forms.js"):
        text = (collected / paths[module]).read_text()
        assert not re.search(r'(from|import\() ?"\./\w+\.js"', text), "a neighbour is imported by its plain name"
    assert (collected / f"{paths['css/site.css']}.gz").exists()


def test_what_the_page_of_a_failed_server_names_is_there_under_its_plain_name(collected: Path) -> None:
    for name in ("css/site.css", "js/theme.js", "icons/mark.svg"):
        assert (collected / name).exists()
