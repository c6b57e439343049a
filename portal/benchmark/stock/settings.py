"""Wagtail's project template over our database: its middleware, its way to a page, its way of printing a stream."""

from portal.settings.dev import *  # noqa: F403
from portal.settings.dev import PROJECT, TEMPLATES

DEBUG = False
ROOT_URLCONF = "portal.benchmark.stock.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # the app refuses to start without
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
# Our own templates come second: blocks are the same, the pages around them are not.
TEMPLATES = [
    TEMPLATES[0]
    | {
        "DIRS": [PROJECT / "portal" / "benchmark" / "stock" / "templates", PROJECT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ]
        },
    }
]
