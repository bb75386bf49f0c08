"""The only writes about people: who they are, who may see them, and their own way in."""

from doorstroom.participants.services.details import correct_details, details_of
from doorstroom.participants.services.links import issue_person_link, open_person_link
from doorstroom.participants.services.merging import join_files, split_files
from doorstroom.participants.services.people import (
    answer_correction,
    identity_fingerprint,
    record_external_reference,
    record_identity,
    record_income,
    record_own_goal,
    register_person,
    request_correction,
    set_contact,
    set_language_levels,
    set_name,
    set_occupations,
    set_profile,
    set_work_adjustments,
)
from doorstroom.participants.services.relations import (
    RelationSpec,
    close_relations,
    open_relation,
    open_relations,
)
from doorstroom.participants.services.restrictions import admit
from doorstroom.participants.services.stewardship import (
    answer_question,
    ask_about_unseen,
    end_mandate,
    give_mandate,
    look_for_doubles,
    undo_merge,
)

__all__ = [
    "RelationSpec",
    "admit",
    "answer_correction",
    "answer_question",
    "ask_about_unseen",
    "close_relations",
    "correct_details",
    "details_of",
    "end_mandate",
    "give_mandate",
    "identity_fingerprint",
    "issue_person_link",
    "join_files",
    "look_for_doubles",
    "open_person_link",
    "open_relation",
    "open_relations",
    "record_external_reference",
    "record_identity",
    "record_income",
    "record_own_goal",
    "register_person",
    "request_correction",
    "set_contact",
    "set_language_levels",
    "set_name",
    "set_occupations",
    "set_profile",
    "set_work_adjustments",
    "split_files",
    "undo_merge",
]
