"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()
# What was loaded stays as long as the process: nobody waits while a quarter of a million objects are looked through
# for rubbish.
gc.collect()
gc.freeze()
