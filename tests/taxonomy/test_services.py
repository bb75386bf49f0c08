"""The own vocabulary and real ESCO files in the database."""

import pytest
from django.conf import settings

from doorstroom.taxonomy.models import Concept, ConceptRelation, Label
from doorstroom.taxonomy.services import import_esco, load_own_vocabulary

ESCO = settings.DATA / "esco"


@pytest.mark.django_db
def test_the_own_vocabulary_is_loaded_once():
    assert load_own_vocabulary() is True
    counts = (Concept.objects.count(), Label.objects.count(), ConceptRelation.objects.count())
    assert load_own_vocabulary() is False
    assert (Concept.objects.count(), Label.objects.count(), ConceptRelation.objects.count()) == counts
    welding = Label.objects.filter(text__iexact="lasser MIG/MAG", language="nl")
    assert [label.concept.kind for label in welding] == ["occupation"]


@pytest.mark.django_db
@pytest.mark.skipif(not ESCO.is_dir(), reason=f"no ESCO files at {ESCO} (set DOORSTROOM_DATA)")
def test_dutch_names_of_a_newer_release_lie_over_english_ones():
    first = import_esco(directory=ESCO / "v1.1.1" / "en")
    assert Concept.objects.filter(kind="occupation").count() == 3007
    assert first.skipped.counts["relation_source_unknown"] == 85
    import_esco(directory=ESCO / "v1.2.0" / "nl")
    assert Concept.objects.filter(kind="occupation", version="1.2.0").count() == 3039
    both = Concept.objects.filter(labels__language="en", labels__kind="preferred").filter(
        labels__language="nl", labels__kind="preferred"
    )
    assert both.filter(kind="occupation").exists()
    twice = Label.objects.filter(kind="preferred").values("concept", "language").distinct().count()
    assert twice == Label.objects.filter(kind="preferred").count()
