"""The application that the web server runs: public pages and static files from memory, the rest by Django.

Both stand in front of Django and not in its middleware. The library's middleware for static files is
asynchronous only: under it each request of ours would make an event loop and change threads twice. And the
way through Django alone costs more than a page from memory does. Pages come first, since they are asked for
again and again, and files with a digest in their names once.
"""

import gc
import os
from wsgiref.headers import Headers

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string
from servestatic import ServeStatic

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fornya.config.settings")

# A name with a digest in it never gets other contents.
HASHED = r"\.[0-9a-f]{12}\.[^/]+$"


def careful(headers: Headers, _path: str, _url: str) -> None:
    """Let no browser take a file for something else than we say it is."""
    headers["X-Content-Type-Options"] = "nosniff"


_django = get_wsgi_application()
# By their names, since none of our rooms can be imported before Django is set up.
_from_memory = import_string("fornya.config.memory.front.in_front_of")
# All views and articles now, in one thread. Else each of the first readers' threads makes them for itself at
# the same time, and the process never gives back what that took.
import_string("fornya.config.urls.urlpatterns")
import_string("fornya.pages.public.article.library.library")()

with_files = ServeStatic(
    _django,
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    max_age=settings.STATIC_MAX_AGE,
    immutable_file_test=HASHED,
    add_headers_function=careful,
)
application = _from_memory(with_files)

# All that is loaded now stays, and the collector need not go through it again while a page is made: one that
# reads many pick-ups would wait for that several times.
gc.collect()
gc.freeze()
