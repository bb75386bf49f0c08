"""Talks to a broker: where to send the browser, and what its answer says.

The ID token's signature is checked against the broker's published keys even though it came straight from the broker,
and nothing of the answer is kept but who it is and how sure the broker was.
"""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from doorstroom.accounts.domain.broker import Attempt, Broker, Claims, Vouched, address_to_ask, vouched
from doorstroom.accounts.domain.errors import SignInRefused

ATTEMPT_KEY = "broker_attempt"
SIGNED_WITH = ["RS256", "PS256", "ES256"]
SECONDS = 5
MOST_BYTES = 1_000_000
LEEWAY = 30  # seconds that two clocks may differ


class _StayHere(HTTPRedirectHandler):
    """What was configured is asked, and nothing to which it would send us on."""

    def redirect_request(self, *_args: Any) -> None:
        return None


def broker_named(key: str) -> Broker | None:
    return next((each for each in settings.BROKERS if each.key == key), None)


def begin(request: HttpRequest, broker: Broker, *, again: bool, onward: str) -> str:
    """The address to send the browser to; what it must come back with waits in its session."""
    state, nonce, verifier = (secrets.token_urlsafe(size) for size in (32, 32, 48))
    attempt = Attempt(state, nonce, verifier, again)
    endpoint = _discovered(broker)["authorization_endpoint"]
    request.session[ATTEMPT_KEY] = {"broker": broker.key, "onward": onward, **vars(attempt)}
    return address_to_ask(broker, endpoint, attempt=attempt, back=_back(request, broker))


def finish(request: HttpRequest, broker: Broker) -> tuple[Vouched, str]:
    """Who came back, and where she was going. An attempt counts once. Raises SignInRefused."""
    kept = request.session.pop(ATTEMPT_KEY, None) or {}
    given = request.GET.get("state", "")
    if kept.pop("broker", None) != broker.key or not secrets.compare_digest(given.encode(), kept["state"].encode()):
        raise SignInRefused("answer_not_valid")
    onward = kept.pop("onward")
    attempt = Attempt(**kept)
    if "code" not in request.GET:
        raise SignInRefused("broker_cancelled")
    claims = _claims(broker, request.GET["code"], attempt.verifier, _back(request, broker))
    return vouched(broker, claims, attempt=attempt, at=request.now.timestamp()), onward


def _back(request: HttpRequest, broker: Broker) -> str:
    return request.build_absolute_uri(reverse("broker_return", args=[broker.key]))


def _discovered(broker: Broker) -> dict[str, Any]:
    found = _asked(f"{broker.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != broker.issuer:
        raise SignInRefused("broker_unreachable")
    return found


def _claims(broker: Broker, code: str, verifier: str, back: str) -> Claims:
    """The claims of the ID token that this code buys."""
    found = _discovered(broker)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    who = base64.b64encode(f"{quote(broker.client_id, safe='')}:{quote(broker.secret, safe='')}".encode()).decode()
    token = str(_asked(found["token_endpoint"], form, {"Authorization": f"Basic {who}"}).get("id_token", ""))
    keys = _asked(found["jwks_uri"])
    try:
        key = jwt.PyJWKSet.from_dict(keys)[jwt.get_unverified_header(token).get("kid", "")]
        return jwt.decode(
            token, key, algorithms=SIGNED_WITH, issuer=broker.issuer, audience=broker.client_id, leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )  # fmt: skip
    except (jwt.PyJWTError, KeyError) as error:
        raise SignInRefused("answer_not_valid") from error


def _asked(address: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """What the broker answers, as JSON; over TLS, unless it runs on this very machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "127.0.0.1"):
        raise SignInRefused("broker_unreachable")
    body = urlencode(form).encode() if form else None
    request = Request(address, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310 - checked above
    try:
        with build_opener(_StayHere).open(request, timeout=SECONDS) as answer:
            found = json.loads(answer.read(MOST_BYTES))
    except (URLError, TimeoutError, ConnectionError, ValueError) as error:
        raise SignInRefused("broker_unreachable") from error
    if not isinstance(found, dict):
        raise SignInRefused("broker_unreachable")
    return found
