"""Tests: a real database, fast password hashes, mail in memory."""

from .dev import *  # noqa: F403
from .dev import STORAGES

DEBUG = False
DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SEARCH_ENGINE = "postgres"
STORAGES = STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
