"""The only writes of rounds."""

from doorstroom.rounds.services.backing import (
    back_places,
    note_hint,
    require_backing,
    sign_promise,
    withdraw_backing,
)
from doorstroom.rounds.services.course import (
    begin_selecting,
    cancel_round,
    change_seats,
    confirm_round,
    evaluate_round,
    finish_round,
    open_recruiting,
    start_round,
)
from doorstroom.rounds.services.outcomes import Outcome, decide_nominations, note_started, record_starts, withdraw
from doorstroom.rounds.services.partners import add_partner, remove_partner, sign_round
from doorstroom.rounds.services.payers import set_payers
from doorstroom.rounds.services.planning import Asked, ask_referrers, plan_round
from doorstroom.rounds.services.recruitment import Nominee, bulk_nominate, nominate, nominate_self, record_came

__all__ = [
    "Asked",
    "Nominee",
    "Outcome",
    "add_partner",
    "ask_referrers",
    "back_places",
    "begin_selecting",
    "bulk_nominate",
    "cancel_round",
    "change_seats",
    "confirm_round",
    "decide_nominations",
    "evaluate_round",
    "finish_round",
    "nominate",
    "nominate_self",
    "note_hint",
    "note_started",
    "open_recruiting",
    "plan_round",
    "record_came",
    "record_starts",
    "remove_partner",
    "require_backing",
    "set_payers",
    "sign_promise",
    "sign_round",
    "start_round",
    "withdraw",
    "withdraw_backing",
]
