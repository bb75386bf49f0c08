"""Which brokers stand on the page for signing in."""

from __future__ import annotations

from django import template
from django.conf import settings

from doorstroom.accounts.domain.broker import Broker

register = template.Library()


@register.simple_tag
def brokers() -> list[Broker]:
    return list(settings.BROKERS)
