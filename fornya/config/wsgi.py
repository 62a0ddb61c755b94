"""The application that the web server runs: static files from memory, everything else by Django.

Static files stand in front of Django and not in its middleware: the library's middleware is asynchronous
only, and under it each request of ours, static or not, would make an event loop and change threads twice.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fornya.config.settings")

# A name with a digest in it never gets other contents.
HASHED = r"\.[0-9a-f]{12}\.[^/]+$"

application = ServeStatic(
    get_wsgi_application(),
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    max_age=settings.STATIC_MAX_AGE,
    immutable_file_test=HASHED,
)
