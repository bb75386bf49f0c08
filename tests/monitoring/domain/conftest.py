"""Property tests here are judged by what they find, not by the time that a busy machine takes for one example."""

from hypothesis import settings

settings.register_profile("without_deadline", deadline=None)
settings.load_profile("without_deadline")
