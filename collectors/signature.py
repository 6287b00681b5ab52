"""Signed statements: a JSON web signature of what is stated, as an attachment (Data 2.6)."""

import base64
import binascii
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from schemas.statement.equality import alike, cut
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused

USAGE = "http://adlnet.gov/expapi/attachments/signature"
ADDED = {"id", "stored", "authority", "timestamp", "version"}
"""What may come to a statement after it was signed."""
ALGORITHMS = ["RS256", "RS384", "RS512"]


class _Registry(jws.JWSRegistry):
    """With room for certificates and for what is signed: the request as a whole is bounded already."""

    max_header_length = max_payload_length = 16 * 1024 * 1024


_REGISTRY = _Registry(algorithms=ALGORITHMS)


def verify(content: bytes, statement: dict[str, Any]) -> None:
    """Refused unless this signs the (checked) statement.

    Whose the certificate is, and who vouches for it, is not looked up: a store that asks nobody cannot know.
    """
    try:
        signed = jws.extract_compact(content, registry=_REGISTRY)
        header = signed.headers()
        if header.get("alg") not in ALGORITHMS:
            raise Refused("", f"must be signed with {', '.join(ALGORITHMS[:-1])} or {ALGORITHMS[-1]}")
        if "x5c" in header and not jws.validate_compact(signed, _key(header["x5c"]), registry=_REGISTRY):
            raise Refused("", "is not signed with the key of its certificate")
    except (JoseError, ValueError):
        raise Refused("", "must be a JSON web signature in its compact form, whole and unchanged") from None
    _refuse_other(signed.payload, statement)


def _key(chain: Any) -> RSAKey:
    """Of the first certificate (RFC 7515, 4.1.6)."""
    try:
        certificate = x509.load_der_x509_certificate(base64.b64decode(chain[0], validate=True))
        public = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return RSAKey.import_key(public)
    except (LookupError, TypeError, ValueError, binascii.Error):
        raise Refused("", "holds a certificate in x5c that cannot be read, or is not of an RSA key") from None


def _refuse_other(payload: bytes, statement: dict[str, Any]) -> None:
    """Nothing is signed that is not stated: what the door refuses in a statement cannot come in this way."""
    try:
        signed = parse(payload)
    except Refused:
        signed = {}
    stated = dict(statement)
    stated["attachments"] = [told for told in statement["attachments"] if told["usageType"] != USAGE]
    signed.setdefault("attachments", [])
    for name in ADDED - signed.keys():
        stated.pop(name, None)
    if "id" not in stated:  # a PUT names it in its address
        signed.pop("id", None)
    if not alike(_with_durations_cut(signed), _with_durations_cut(stated)):
        raise Refused("", "must sign this very statement as it was before the signature was added")


def _with_durations_cut(statement: Any) -> Any:
    """What is beyond a hundredth of a second is not compared (Data 4.6)."""
    match statement:
        case {"result": {"duration": str(duration)} as result}:
            statement = statement | {"result": result | {"duration": cut(duration)}}
    match statement:
        case {"object": dict(obj)}:
            statement = statement | {"object": _with_durations_cut(obj)}
    return statement
