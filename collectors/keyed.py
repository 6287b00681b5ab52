"""Ids that cannot be guessed or enumerated: a keyed hash, written as a UUID."""

from hashlib import blake2b


def keyed(key: bytes, *parts: str) -> str:
    """A UUID string from `parts` under `key` (1 to 64 bytes).

    Lengths are hashed too: ("ab", "c") and ("a", "bc") differ. The version digit is 5, a name's hash, and the
    variant RFC 4122's, since readers of xAPI check both.
    """
    joined = "".join([f"{len(part)}:{part}" for part in parts]).encode()
    digest = blake2b(joined, key=key, digest_size=16).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:]}"
