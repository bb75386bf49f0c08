"""What oversight says on a page, in a message and when it refuses."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from doorstroom.audit.models import Entry
from doorstroom.kernel.errors import DomainError
from doorstroom.oversight.domain.helpdesk import HelpdeskState
from doorstroom.oversight.domain.review import Verdict

VERDICTS = {
    Verdict.IN_ORDER.value: _("In order: the look belonged to the work"),
    Verdict.EXPLAINED.value: _("Odd, but explained"),
    Verdict.UNLAWFUL.value: _("There was no ground for this look"),
}
EMERGENCY_VERDICTS = {
    Verdict.IN_ORDER.value: _("Yes: the file was needed at once"),
    Verdict.EXPLAINED.value: _("It could have waited, but is explained"),
    Verdict.UNLAWFUL.value: _("No: there was no ground; the file closes now"),
}
HELPDESK_STATES = {
    HelpdeskState.WAITING: _("waits for an answer"),
    HelpdeskState.LAPSED: _("lapsed: nobody answered within five days"),
    HelpdeskState.DECLINED: _("declined"),
    HelpdeskState.OPEN: _("open at this moment"),
    HelpdeskState.OVER: _("closed again"),
}
RULES = {
    "no_relation": _("People looked at without a relation to them: %(counted)s"),
    "volume": _("Looked at %(counted)s people in one day, usual is at most %(limit)s"),
    "night": _("Looked at %(counted)s people between 22:00 and 06:00"),
    "tries": _("Tried %(counted)s addresses that do not exist for this role"),
    "exports": _("Took %(counted)s exports in one day"),
    "restricted": _("Looked at, or tried, restricted files without being admitted: %(counted)s"),
    "helpdesk": _("The helpdesk looked into files: %(counted)s"),
    "sample": _("Drawn by lot"),
}
LOOKED = {"read": _("opened"), "export": _("taken along as a file")}
LOOKED_AT = {
    "person": _("file of a participant"),
    "story": _("story"),
    "import": _("delivery"),
    "sign_off": _("signatures of the workplace"),
    "restriction": _("list of restricted files"),
    "referral": _("handover"),
    "log_review_item": _("rows of the log to judge"),
    "erasure_notice": _("files that are let go"),
    "document": _("document"),
    "data_lab": _("answer of the data lab"),
    "calendar_link": _("calendar"),
    "visit_kit": _("sheets for a visit"),
    "round_report": _("report of a round"),
    "research_file": _("file for research"),
    "published_table": _("published table"),
    "programme_report": _("report of a programme"),
    "esf_operation": _("file of an ESF+ project"),
}
"""What a row of the log was about, as a test holds it to all that is read or exported. A try has the name of a page."""
ENDED = {"refused": _("refused"), "failed": _("failed")}
HANGING = {
    "accounts": _("People who work there, and former names"),
    "notifications": _("Which messages it gets"),
    "partners": _("Sites, contacts, who looks after the employer"),
    "agreements": _("Agreements, promises, and what they open"),
    "participants": _("Who may see whom; numbers of its own register"),
    "programmes": _("Issues and programmes"),
    "arrangements": _("Vouchers, grants and short courses"),
    "demand": _("Questions, talks and plans of employers"),
    "rounds": _("Rounds and nominations; signatures"),
    "trajectories": _("Whom its desk received; notes"),
    "documents": _("Documents"),
    "intake": _("Handovers and services"),
    "placements": _("Links of employers, and lists of people who lose their work"),
    "learning": _("Awards"),
    "letters": _("Texts of letters"),
    "cooperation": _("Trials, ideas, actions and contacts"),
    "stories": _("Stories"),
    "imports": _("Deliveries, and how their columns are read"),
    "oversight": _("Reviews of the log, files that were asked for, and what is held"),
}
"""What of an organisation hangs on it, by app: in the preview of a merger."""
# For each kind of data that is let go: what it is, and how long it stays.
KEPT = {
    "file": (
        _("A participant's file, with everything that hangs on it"),
        _("24 months after the last exit, 12 months without a trajectory; told 30 days before"),
    ),
    "typed": (_("What was typed and not saved"), _("30 days after it was typed")),
    "delivery": (_("Rows of a delivered file"), _("24 months after the delivery was made or applied")),
    "employer_question": (_("A question of an employer, with who asked it"), _("24 months after it was asked")),
    "idea_name": (
        _("Who gave an idea without having an account"),
        _("24 months after the idea; the idea and its fate stay"),
    ),
    "match_answer": (
        _("What an answer of the matching rule was computed from"),
        _("12 months, or until somebody in it is let go; rule version and counts stay"),
    ),
    "file_request": (
        _("Requests for a file that led to nobody"),
        _("30 days without an answer; 12 months when declined"),
    ),
    "helpdesk_question": (_("Questions of the helpdesk that led to no file"), _("12 months after they were asked")),
    "story": (
        _("A story for everybody to read, with every yes to it"),
        _("3 months after its last day, or after a yes was taken back; or with the file"),
    ),
    "round_plan": (_("People in a proposal for a round"), _("12 months after the proposal; its figures stay")),
}
MESSAGES = {
    "files_go": (
        _("Files will be let go on %(day)s"),
        _(
            "The term of %(files)s file(s) is over. They are let go on %(day)s, unless somebody comes back or a hold"
            " is set. Sign in to see which."
        ),
    ),
}
MESSAGES["helpdesk_asks"] = (
    _("The helpdesk asks to look into a file"),
    _("For report %(case)s the helpdesk asks to look into one file. Sign in to say yes or no."),
)
LETTERS = {
    "own_file_goes": (
        _("On %(day)s we delete what we know about you"),
        _("You took part in a programme for learning and work. That is over for some time. So on %(day)s we delete"
          " your data. You do not have to do anything. Do you want to keep your data, or do you want help again?"
          " Call your coach before that day."),
    ),
}  # fmt: skip
REFUSALS = {
    "may_not_review": _("Only the privacy officer reviews the log. Ask the privacy officer of your organisation."),
    "no_such_item": _("This stands in no review of your organisation. Go back to the list."),
    "reason_needed": _("Write whom you asked and what the ground was."),
    "signed_already": _("This month was signed; what was judged stays as it is."),
    "works_council_missing": _("First write down what the works council decided: without it looks are not reviewed."),
    "may_not_ask": _("Caseworkers and job coaches ask for a file. Ask one of them."),
    "no_line_for_files": _(
        "No agreement lets your organisation see participants, so no file can be opened. Ask the lead partner."
    ),
    "emergency_says_too_little": _(
        "Write what is happening, in %(least)s letters at least: the privacy officer reads it, and so may the person."
    ),
    "too_many_tries": _(
        "%(tries)s times today nobody was found, so this stops until tomorrow. Call the privacy officer if it cannot"
        " wait."
    ),
    "open_too_long": _("A file is opened for 1 to %(most)s days."),
    "no_such_request": _("This request is answered already, or not yours to answer. Go back to the list."),
    "basis_needed": _("Write the ground: the law or task on which you decide."),
    "may_not_hold": _(
        "Only the privacy officer of an organisation in the programme sets a hold. Ask the privacy officer of a"
        " partner."
    ),
    "hold_reference_needed": _("Write the number of the case or grant: without it nobody knows later why it is held."),
    "hold_already_over": _("This day is over. Choose a day to come."),
    "hold_too_short": _("Evidence for ESF+ stays at least up to and with %(day)s. Choose that day or a later one."),
    "hold_too_long": _("A hold for a case lasts %(years)s years at most. Choose an earlier day; it can be set again."),
    "hold_of_nobody": _(
        "Your organisation guides or guided nobody with exactly these names and this date of birth. Check them, or ask"
        " the privacy officer of the organisation that did."
    ),
    "no_such_hold": _("This hold is lifted already, or not yours to lift. Go back to the list."),
    "may_not_restrict": _("Only who coordinates this file, or the privacy officer, restricts it. Ask one of them."),
    "restriction_says_too_little": _("Write why, in %(least)s letters at least; no details about the person."),
    "restriction_term": _("Choose a day after today, up to and with %(latest)s. It can be set again then."),
    "restriction_names_too_many": _("Name %(most)s people at most: more is no restriction."),
    "restricted_already": _("This file is restricted already, until %(until)s. Open it again first to change who may."),
    "no_such_restriction": _("This file is open again already, or not yours to open. Go back to the list."),
    "no_line_for_helpdesk": _(
        "No agreement lets your organisation solve problems in these data. Ask the organisation for one."
    ),
    "case_needed": _("Write the number of the report: without it nobody knows later what this was for."),
    "helpdesk_says_too_little": _(
        "Write what goes wrong, in %(least)s letters at least: the administrator decides on it."
    ),
    "helpdesk_too_long": _("A file is opened for 1 to %(most)s hours. It can be asked again."),
    "helpdesk_of_no_file": _("Your organisation has no file with this number. Decline, and ask for the right number."),
    "no_such_helpdesk": _("This is answered or closed already, or not yours. Go back to the list."),
    "items_open": _("%(open)s rows still wait for a judgement. Judge them, then sign."),
}


def looked(entry: Entry) -> str:
    """One row of the log in words: about what, what was done, and how it ended where that was not as asked."""
    thing = LOOKED_AT.get(entry.subject) or _("page “%(name)s”") % {"name": entry.subject}
    said = _("%(thing)s %(done)s") % {"thing": thing, "done": LOOKED[entry.action]}
    return f"{said} ({ENDED[entry.result]})" if entry.result in ENDED else str(said)


def refusal(error: DomainError) -> str:
    shown = {name: date_format(value) if isinstance(value, date) else value for name, value in error.params.items()}
    return str(REFUSALS[error.code]) % shown
