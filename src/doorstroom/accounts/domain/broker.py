"""What a broker (OpenID Connect) vouches for, and what of that counts here.

Source: OpenID Connect Core 1.0 §3.1 and §5.5, RFC 7636 (PKCE, only S256) and the Dutch profile OIDC NL GOV 1.0.1:
`code` only, state and nonce of 128 bits or more, a signed ID token, assurance through `acr`. Where a claim stands and
what it means is configuration, because every broker names them otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from doorstroom.accounts.domain.errors import SignInRefused

Claims = Mapping[str, Any]
Path = tuple[str, ...]
FRESH_SECONDS = 5 * 60
NEEDED = ("key", "name", "issuer", "client_id", "secret", "levels", "domains")


@dataclass(frozen=True)
class Place:
    """When the claim at `claim` is, or holds, `value`, she acts in this role at this organisation (by its number)."""

    claim: Path
    value: str
    organisation: str
    role: str


@dataclass(frozen=True)
class Broker:
    """One broker as configured.

    `levels` are the values of `acr` that count as a second step; `domains` those of the mail addresses it may vouch
    for. With `places` a session acts only in the memberships that the claims name; `creates` also makes them, and the
    account, when they are missing.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    secret: str
    levels: tuple[str, ...]
    domains: tuple[str, ...]
    email: Path = ("email",)
    display: Path = ("name",)
    level: Path = ("acr",)
    places: tuple[Place, ...] = ()
    creates: bool = False


@dataclass(frozen=True)
class Attempt:
    """What the browser that went to the broker must come back with; `again` asks to prove it anew."""

    state: str
    nonce: str
    verifier: str
    again: bool = False


@dataclass(frozen=True)
class Vouched:
    """Who somebody is according to a broker, how sure it is, and the places that her claims name."""

    issuer: str
    subject: str
    email: str
    name: str
    level: str
    places: tuple[Place, ...]


def broker_from(row: Claims) -> Broker:
    """One entry of the configuration. Raises ValueError that says what is missing."""
    missing = [name for name in NEEDED if not row.get(name)]
    if missing:
        raise ValueError(f"broker {row.get('key', '?')!r} lacks {', '.join(missing)}")
    try:
        places = tuple(
            Place(_path(each["claim"]), each["value"], each["organisation"], each["role"])
            for each in row.get("places", ())
        )
    except KeyError as lacking:
        raise ValueError(f"a place of broker {row['key']!r} lacks {lacking.args[0]}") from lacking
    return Broker(
        key=row["key"], name=row["name"], issuer=row["issuer"], client_id=row["client_id"], secret=row["secret"],
        levels=tuple(row["levels"]), domains=tuple(domain.lower() for domain in row["domains"]),
        email=_path(row.get("email", "email")), display=_path(row.get("display", "name")),
        level=_path(row.get("level", "acr")), places=places, creates=row.get("creates") is True,
    )  # fmt: skip


def _path(written: str | list[str]) -> Path:
    """A claim's name, or the names down to it; a name may hold dots and colons, so nothing is split."""
    return (written,) if isinstance(written, str) else tuple(written)


def challenge(verifier: str) -> str:
    """The S256 challenge of RFC 7636 §4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def address_to_ask(broker: Broker, endpoint: str, *, attempt: Attempt, back: str) -> str:
    """Where the browser goes; the level is asked, and checked in the answer."""
    asked = {
        "response_type": "code", "scope": "openid email", "client_id": broker.client_id, "redirect_uri": back,
        "state": attempt.state, "nonce": attempt.nonce, "code_challenge": challenge(attempt.verifier),
        "code_challenge_method": "S256", "acr_values": " ".join(broker.levels),
    }  # fmt: skip
    if attempt.again:
        asked |= {"prompt": "login", "max_age": str(FRESH_SECONDS)}
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def vouched(broker: Broker, claims: Claims, *, attempt: Attempt, at: float) -> Vouched:
    """What these claims, whose signature was checked, say; `at` in seconds since 1970. Raises SignInRefused."""
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), attempt.nonce.encode()):
        raise SignInRefused("answer_not_valid")
    audience = claims.get("aud")
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != broker.client_id:
        raise SignInRefused("answer_not_valid")
    if attempt.again and at - float(claims.get("auth_time") or 0) > FRESH_SECONDS:
        raise SignInRefused("not_proven_again")
    level = str(claim_at(claims, broker.level) or "")
    if level not in broker.levels:
        raise SignInRefused("level_too_low")
    email = str(claim_at(claims, broker.email) or "").strip().lower()
    if email.count("@") != 1 or email.partition("@")[2] not in broker.domains:
        raise SignInRefused("not_vouched_for")
    name = str(claim_at(claims, broker.display) or email.partition("@")[0])
    places = tuple(place for place in broker.places if _says(claim_at(claims, place.claim), place.value))
    if broker.places and not places:
        raise SignInRefused("no_place_named")
    return Vouched(broker.issuer, str(claims["sub"]), email, name[:150], level, places)


def claim_at(claims: Claims, path: Path) -> Any:
    """The claim at this path, or None."""
    found: Any = claims
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _says(claim: Any, value: str) -> bool:
    return value in claim if isinstance(claim, list) else claim == value
