"""The only writes of accounts outside the account library."""

from doorstroom.accounts.services.brokers import account_by_broker, untie_from_brokers
from doorstroom.accounts.services.colleagues import (
    add_colleague,
    add_first_administrator,
    record_absence,
    record_leaving,
)
from doorstroom.accounts.services.organisations import merge_organisations, rename_organisation

__all__ = [
    "account_by_broker",
    "add_colleague",
    "add_first_administrator",
    "merge_organisations",
    "record_absence",
    "record_leaving",
    "rename_organisation",
    "untie_from_brokers",
]
