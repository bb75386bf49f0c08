"""The WSGI application that a production server serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from doorstroom.conf.warming import warm_up_beside

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstroom.conf.dev")
application = get_wsgi_application()

# All views are loaded before the first request, and what is loaded stays: searching it for garbage again and again
# would hold up one request in ten by a tenth of a second.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
warming = warm_up_beside()
