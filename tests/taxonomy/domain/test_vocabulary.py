"""The product's own vocabulary: complete, without contradictions, and enough for the demo and its files."""

import pytest

from doorstroom.taxonomy.domain.rows import ConceptRow, LabelRow, RelationRow
from doorstroom.taxonomy.domain.vocabulary import VocabularyError, load_vocabulary, parse_vocabulary

SMALL = {
    "version": "7",
    "skills": {"wash": ["wassen", "wash", "skill"], "calm": ["rustig", "calm", "attitude"]},
    "tasks": {"care": ["verzorgen", "care", ["wash"]]},
    "occupations": {
        "carer": {
            "nl": "verzorgende", "en": "carer", "isco": "5321", "sector": "care",
            "also": ["zorgkundige"], "also_en": [], "tasks": ["care"], "optional": ["calm", "wash"],
        }
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("helpende zorg en welzijn", "care-assistant"),
        ("medewerker thuiszorg (hulp bij huishouden)", "home-care-worker"),
        ("woonbegeleider gehandicaptenzorg", "disability-support-worker"),
        ("Verzorgende IG", "carer-ig"),
        ("zorgkundige", "carer-ig"),
        ("heftruckchauffeur", "forklift-driver"),
        ("lasser MIG/MAG", "welder-mig-mag"),
        ("monteur zonnepanelen", "solar-panel-installer"),
        ("medewerker schoonmaak", "cleaner"),
        ("assistent activiteitenbegeleiding", "activity-assistant"),
        ("forklift driver", "forklift-driver"),
        ("duizendpoot", None),
        ("verzorgende in opleiding tot piloot", None),
    ],
)
def test_an_occupation_is_found_by_its_own_names_only(label, code):
    assert load_vocabulary().find_occupation_code(label) == code


def test_vocabulary_has_the_sizes_its_documentation_gives():
    vocabulary = load_vocabulary()
    assert (len(vocabulary.occupations), len(vocabulary.tasks), len(vocabulary.skills)) == (64, 70, 85)


def test_every_task_and_skill_is_used():
    vocabulary = load_vocabulary()
    tasks = {code for occupation in vocabulary.occupations.values() for code in occupation.tasks}
    skills = {code for task in vocabulary.tasks.values() for code in task.skills}
    skills |= {code for occupation in vocabulary.occupations.values() for code in occupation.optional}
    assert tasks == set(vocabulary.tasks)
    assert skills == set(vocabulary.skills)


def test_codes_and_groups_have_their_form():
    vocabulary = load_vocabulary()
    assert {occupation.sector for occupation in vocabulary.occupations.values()} == {
        "care", "logistics", "technology", "services",
    }  # fmt: skip
    assert all(len(o.isco) == 4 and o.isco.isdigit() for o in vocabulary.occupations.values())
    assert {skill.kind for skill in vocabulary.skills.values()} == {"skill", "knowledge", "attitude"}


def test_rows_for_the_database():
    vocabulary = parse_vocabulary(SMALL)
    assert list(vocabulary.concepts()) == [
        ConceptRow("doorstroom:occupation/carer", "doorstroom", "occupation", "carer", "7"),
        ConceptRow("doorstroom:task/care", "doorstroom", "task", "care", "7"),
        ConceptRow("doorstroom:skill/wash", "doorstroom", "skill", "wash", "7"),
        ConceptRow("doorstroom:skill/calm", "doorstroom", "attitude", "calm", "7"),
    ]
    assert list(vocabulary.labels())[:3] == [
        LabelRow("doorstroom:occupation/carer", "nl", "preferred", "verzorgende", "verzorgende"),
        LabelRow("doorstroom:occupation/carer", "en", "preferred", "carer", "carer"),
        LabelRow("doorstroom:occupation/carer", "nl", "alternative", "zorgkundige", "zorgkundige"),
    ]
    assert list(vocabulary.relations()) == [
        RelationRow("doorstroom:occupation/carer", "task", "doorstroom:task/care"),
        RelationRow("doorstroom:occupation/carer", "essential", "doorstroom:skill/wash"),
        RelationRow("doorstroom:occupation/carer", "optional", "doorstroom:skill/calm"),
        RelationRow("doorstroom:task/care", "essential", "doorstroom:skill/wash"),
    ]


def test_relations_are_unique_and_point_to_concepts():
    vocabulary = load_vocabulary()
    uris = {concept.uri for concept in vocabulary.concepts()}
    relations = list(vocabulary.relations())
    assert len(relations) == len(set(relations))
    assert {uri for relation in relations for uri in (relation.source, relation.target)} <= uris


def test_a_label_with_two_meanings_and_unknown_codes_are_refused_by_name():
    occupations = {
        "carer": SMALL["occupations"]["carer"],
        "other": {**SMALL["occupations"]["carer"], "nl": "Zorgkundige", "tasks": ["fly"], "optional": ["swim"]},
    }
    with pytest.raises(VocabularyError) as refusal:
        parse_vocabulary({**SMALL, "occupations": occupations})
    assert refusal.value.params == {
        "shared_labels": ["Zorgkundige", "carer", "zorgkundige"],
        "unknown_codes": ["fly", "swim"],
    }
