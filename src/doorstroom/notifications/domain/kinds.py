"""The register of kinds of message: one row for each text that an app can send.

A kind names its text ("app:name" of that app's wording). Somebody may choose how each comes; none is news that must
interrupt, because all of it also stands on a page.
"""

from __future__ import annotations

from dataclasses import dataclass


def gettext_noop(message: str) -> str:
    """Marks a source sentence for the catalogue; translating is the interface's work."""
    return message


@dataclass(frozen=True)
class Kind:
    template: str
    about: str


KINDS = (
    Kind("rounds:people_asked", gettext_noop("a round asks for people")),
    Kind("rounds:outcomes_known", gettext_noop("what became of the people you nominated")),
    Kind("intake:referral_sent", gettext_noop("somebody is handed over to you")),
    Kind("intake:referral_talk", gettext_noop("a talk of three is planned")),
    Kind("intake:referral_accepted", gettext_noop("somebody was taken over from you")),
    Kind("intake:referral_back", gettext_noop("a handover came back")),
    Kind("intake:referral_waits", gettext_noop("a handover waits for an answer")),
    Kind("intake:referral_outcome", gettext_noop("how it goes after a handover")),
    Kind("cooperation:idea_settled", gettext_noop("what becomes of an idea that you gave")),
    Kind("oversight:helpdesk_asks", gettext_noop("the helpdesk asks to look into a file")),
    Kind("oversight:files_go", gettext_noop("files of participants will be let go")),
)
