"""What a page was made of goes with the page."""

import gc
import weakref

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template


class Thing:
    word = "there"


@pytest.fixture
def resting():
    gc.disable()
    yield
    gc.enable()


def test_a_page_leaves_nothing_to_be_searched_for(resting, rf):
    request = rf.get("/")
    thing = Thing()
    gone = weakref.ref(thing)
    template = engines["django"].from_string("{% with it=thing %}{{ it.word }}{% endwith %}")
    assert template.render({"thing": thing}, request) == "there"
    del thing
    assert gone() is None


def test_a_template_that_is_not_there_is_called_by_its_name():
    with pytest.raises(TemplateDoesNotExist, match=r"nowhere\.html"):
        get_template("nowhere.html")
