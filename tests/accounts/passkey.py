"""A passkey in software, as a phone holds one: makes a key pair, and signs what the server asks."""

import hashlib
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "https://testserver"
PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Passkey:
    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.user_handle = ""

    def create(self, options: dict) -> str:
        """What a browser sends after `navigator.credentials.create`."""
        self.user_handle = options["publicKey"]["user"]["id"]
        credential = AttestedCredentialData.create(
            bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = self._data(PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT, credential)
        answer = {
            "clientDataJSON": websafe_encode(self._client("webauthn.create", options)),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._credential(answer)

    def sign(self, options: dict) -> str:
        """What a browser sends after `navigator.credentials.get`."""
        client = self._client("webauthn.get", options)
        data = self._data(PRESENT_AND_VERIFIED)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": websafe_encode(client), "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signed), "userHandle": self.user_handle,
        }  # fmt: skip
        return self._credential(answer)

    def _data(self, flags, credential: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), flags, 1, credential)

    def _client(self, kind: str, options: dict) -> bytes:
        asked = {"type": kind, "challenge": options["publicKey"]["challenge"], "origin": ORIGIN}
        return json.dumps(asked).encode()

    def _credential(self, answer: dict) -> str:
        own = {"id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key"}
        return json.dumps({**own, "response": answer, "clientExtensionResults": {"credProps": {"rk": True}}})
