"""Collecting static files while an image is built: no database, no secrets, nothing is served."""

from .base import *  # noqa: F403

SECRET_KEY = "collects static files only"
FIELD_KEYS: dict[str, str] = {}
FIELD_KEY_CURRENT = ""
DATABASES = {"default": {"ENGINE": "portal.postgresql", "NAME": "none"}}
