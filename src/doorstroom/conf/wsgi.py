"""The WSGI application that a production server serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from doorstroom.conf.warming import keep_what_is_loaded, warm_up_beside

YOUNG = (100_000, 20, 20)
"""Objects, and rounds, before the next look for garbage: a page makes some ten thousand, which end with it. More than
the largest page holds at a time, so that hardly any page waits for a search; that holds up one for a tenth second."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstroom.conf.dev")
application = get_wsgi_application()

# All views are loaded before the first request, and what is loaded stays: searching it for garbage again and again
# would hold up one request in ten by a tenth of a second.
_ = get_resolver().url_patterns
keep_what_is_loaded()
gc.set_threshold(*YOUNG)
warming = warm_up_beside()
