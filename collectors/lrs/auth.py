"""Basic credentials of sources: argon2, with a bounded cache of what was verified."""

import base64
import binascii
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from starlette.concurrency import run_in_threadpool

from collectors.ledger.sources import Source, Undeclared
from schemas.statement.refusal import Refused

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
SCOPES = ("statements/write", "statements/read/mine", "statements/read", "state", "profile", "all", "pages")
"""`pages`: the source of what people write on the pages of their agency; over HTTP it opens nothing."""
WRITE = frozenset({"statements/write", "all"})
READ = frozenset({"statements/read", "statements/read/mine", "all"})
READ_ALL = frozenset({"statements/read", "all"})
DOCUMENTS = frozenset({"state", "profile", "all"})

CACHED = 1_000


def new_credentials() -> tuple[str, str, str]:
    """(key, secret, hash of the secret); only the hash is kept. No secret begins with a dash, as options do."""
    key, secret = secrets.token_hex(8), secrets.token_hex(24)
    return key, secret, HASHER.hash(secret)


class Gate:
    """Who is asking? `load` gives the sources as they now are; a changed source is seen after `forget`."""

    def __init__(self, load: Callable[[], list[Source]], undeclared: Undeclared = "refuse") -> None:
        self._load = load
        self._undeclared = undeclared
        self._verified: OrderedDict[bytes, Source] = OrderedDict()

    def forget(self) -> None:
        """After a source was added, declared or revoked. A check under way ends in the cache thrown away."""
        self._verified = OrderedDict()

    async def source(self, authorization: str | None, scopes: frozenset[str]) -> Source:
        """The source with these credentials.

        Refused 401 if they are wrong, 403 if its scopes do not reach or it is not declared yet.
        """
        digest = hashlib.sha256((authorization or "").encode()).digest()
        verified = self._verified
        source = verified.get(digest)
        if source is None:
            source = verified[digest] = await run_in_threadpool(self._verify, authorization)
            if len(verified) > CACHED:
                verified.popitem(last=False)
        if not scopes.intersection(source.about.scopes):
            needed = " or ".join(sorted(scopes))
            raise Refused("Authorization", f"this source's scopes do not allow it; it needs {needed}", status=403)
        if self._undeclared == "refuse":
            source.refuse_undeclared()
        return source

    def _verify(self, authorization: str | None) -> Source:
        key, secret = _basic(authorization)
        source = next((s for s in self._load() if s.key == key and not s.revoked), None)
        try:
            if source is not None and HASHER.verify(source.secret_hash, secret):
                return source
        except (Argon2Error, InvalidHashError):
            pass
        raise Refused("Authorization", "unknown key or wrong secret; `lahde source add` makes them", status=401)


def _basic(authorization: str | None) -> tuple[str, str]:
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() == "basic":
        try:
            key, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            colon = ""
        if colon:
            return key, secret
    raise Refused(
        "Authorization", "Basic credentials of a source are needed; `lahde source add` makes them", status=401
    )
