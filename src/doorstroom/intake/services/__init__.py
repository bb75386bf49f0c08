"""The only writes of recruitment, selection and warm handovers."""

from doorstroom.intake.services.meetings import Show, invite, plan_meeting, record_shows, take_back_invitations
from doorstroom.intake.services.referral_clocks import set_referral_terms, tend_referrals
from doorstroom.intake.services.referrals import (
    accept_referral,
    close_referral,
    decline_referral,
    draft_referral,
    give_back_referral,
    plan_talk,
    receive_referral,
    record_first_contact,
    report_referral,
    send_referral,
    withdraw_referral,
)
from doorstroom.intake.services.registration import Registration, register_oneself
from doorstroom.intake.services.selection import (
    Decided,
    bulk_decide,
    decide,
    judge,
    judge_open_as_met,
    record_employer_met,
)
from doorstroom.intake.services.support import move_service_referral, offer_service, refer_to_service
from doorstroom.intake.services.tries import count_try

__all__ = [
    "Decided",
    "Registration",
    "Show",
    "accept_referral",
    "bulk_decide",
    "close_referral",
    "count_try",
    "decide",
    "decline_referral",
    "draft_referral",
    "give_back_referral",
    "invite",
    "judge",
    "judge_open_as_met",
    "move_service_referral",
    "offer_service",
    "plan_meeting",
    "plan_talk",
    "receive_referral",
    "record_employer_met",
    "record_first_contact",
    "record_shows",
    "refer_to_service",
    "register_oneself",
    "report_referral",
    "send_referral",
    "set_referral_terms",
    "take_back_invitations",
    "tend_referrals",
    "withdraw_referral",
]
