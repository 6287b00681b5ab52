"""Signing in by a trusted proxy's header and by OpenID Connect, with a real small provider on loopback."""

import base64
import json
import threading
import time
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import msgspec
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from collectors.ledger.reader import Reader
from collectors.ledger.work import PutIdentities, PutPersons, PutUnits
from collectors.ledger.writer import Writer
from collectors.rows import IdentityRow, PersonRow, UnitRow
from collectors.spool.folder import Spool
from collectors.web.app import app
from collectors.web.hand_in.hand_ins import HandIns
from collectors.web.session import COOKIE, Sessions
from collectors.web.wiring import NotLetIn, Wiring
from lahde.settings import SettingsFault, load
from lahde.signin.oidc import Oidc
from lahde.signin.proxy import Proxy
from lahde.signin.settings import SignIn
from lahde.signin.whose import unchecked, viewer

HERE = "https://lahde.example"
KEY, OTHER_KEY = RSAKey.generate_key(2048, {"kid": "1"}), RSAKey.generate_key(2048, {"kid": "1"})


@pytest.fixture
def ledger(tmp_path):
    writer = Writer(tmp_path / "data")
    writer.do(
        PutUnits(rows=[UnitRow(unit_id="KLV", parent_id=None, agency_id="KLV", name_fi="K", name_sv="K",
                               valid_from="2020-01-01")])
    )  # fmt: skip
    rows = [PersonRow(person_id="klv-1", unit_id="KLV", valid_from="2020-01-01")]
    writer.do(PutPersons(agency="KLV", home_page="https://lc.example/klv", rows=rows))
    named = [("account", "subject-1", "https://idp.example"), ("mbox", "mailto:aino@klv.example", None)]
    writer.do(
        PutIdentities(
            rows=[
                IdentityRow(agency_id="KLV", person_id="klv-1", kind=kind, value=value, home_page=home_page)
                for kind, value, home_page in named
            ]
        )
    )
    yield writer, Reader(tmp_path / "data", "https://lc.example/source"), tmp_path / "data"
    writer.close()


def browser(ledger, way, client=("127.0.0.1", 5)):
    writer, reader, folder = ledger
    wiring = Wiring(
        writer=writer,
        reader=reader,
        spool=Spool(folder),
        sessions=Sessions(),
        sign_in=way,
        home_page=lambda agency: f"https://lc.example/{agency.lower()}",
        hand_ins=HandIns(folder, writer.do, lambda *_: None, 1_000),
    )
    return TestClient(app(wiring), base_url=HERE, follow_redirects=False, client=client)


PROXY = SignIn(way="proxy", header="X-Remote-User", identifier="account", home_page="https://idp.example",
               peers=["10.0.0.0/24"], roles=["hr=KLV/klv-1", "dpo=KLV/klv-2"])  # fmt: skip


def proxy(ledger, settings=PROXY):
    return Proxy(settings, lambda said: viewer(ledger[1].connection, settings, said))


def asked(ledger, peer, headers):
    return browser(ledger, proxy(ledger), (peer, 5)).get("/sign-in?next=/moments", headers=headers)


def test_the_proxy_s_word_is_taken(ledger):
    answer = asked(ledger, "10.0.0.7", {"X-Remote-User": "subject-1"})
    assert answer.headers["location"] == "/moments"
    assert COOKIE in answer.headers["set-cookie"]


@pytest.mark.parametrize("peer", ["10.0.1.7", "127.0.0.1", "::1", "testclient", ""])
def test_from_anywhere_else_it_is_not(ledger, peer):
    answer = asked(ledger, peer, {"X-Remote-User": "subject-1", "X-Forwarded-For": "10.0.0.7"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Remote-User": ""}, {"X-Remote-User": "nobody"}, [("X-Remote-User", "subject-1"), ("X-Remote-User", "x")]],
)
def test_a_header_that_is_missing_unknown_or_there_twice_lets_nobody_in(ledger, headers):
    assert asked(ledger, "10.0.0.7", headers).status_code == 403


def test_roles_are_those_of_the_settings(ledger):
    way = proxy(ledger)
    client = browser(ledger, way, ("10.0.0.7", 5))
    client.get("/sign-in", headers={"X-Remote-User": "subject-1"})
    session = client.app.state.wiring.sessions.of(client.cookies[COOKIE])
    assert session.viewer.roles == {"person", "hr"}


def test_a_grant_opens_a_part_of_another_organisation(ledger):
    settings = msgspec.structs.replace(
        PROXY, roles=["viewer:MH-1=KLV/klv-1", "network=KLV/klv-1", "viewer:MH=KLV/klv-2"]
    )
    found = viewer(ledger[1].connection, settings, "subject-1")
    assert (found.roles, found.nodes) == ({"person", "network"}, {"MH-1"})


def test_without_a_ledger_the_proxy_names_the_person_itself():
    found = unchecked(PROXY, "KLV/klv-1")
    assert (found.agency, found.person_id, found.roles) == ("KLV", "klv-1", {"person", "hr"})
    for said in ("KLV", "KLV/", "/klv-1"):
        with pytest.raises(NotLetIn):
            unchecked(PROXY, said)


def test_an_address_names_a_person_too(ledger):
    way = proxy(ledger, msgspec.structs.replace(PROXY, identifier="mbox"))
    answer = browser(ledger, way, ("10.0.0.7", 5)).get("/sign-in", headers={"X-Remote-User": "aino@klv.example"})
    assert answer.status_code == 303


class Provider(BaseHTTPRequestHandler):
    """Gives out codes by hand (`server.codes`) and exchanges each once, for whoever knows its verifier."""

    def do_GET(self):
        issuer = self.server.issuer
        pages = {
            "/.well-known/openid-configuration": {
                "issuer": self.server.named or issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "jwks_uri": f"{issuer}/keys",
            },
            "/keys": {"keys": [KEY.as_dict(private=False)]},
        }
        self.answer(200, pages[self.path])

    def do_POST(self):
        sent = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
        challenge, token = self.server.codes.pop(sent["code"], (None, None))
        given = base64.urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest()).decode().rstrip("=")
        if given != challenge or sent["redirect_uri"] != f"{HERE}/sign-in/back":
            self.answer(400, {"error": "invalid_grant"})
        else:
            self.answer(200, {"id_token": token, "access_token": "a", "token_type": "Bearer"})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.issuer, server.codes, server.named = f"http://127.0.0.1:{server.server_port}", {}, None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def oidc(ledger, provider):
    settings = SignIn(way="oidc", address=HERE, issuer=provider.issuer, client_id="lahde", identifier="account",
                      home_page="https://idp.example", roles_claim="groups", roles=["hr=lahde-hr"])  # fmt: skip
    return browser(ledger, Oidc(settings, ledger[1]))


def begun(client, onward="/moments"):
    """What the browser takes to the provider."""
    answer = client.get(f"/sign-in?next={onward}")
    assert answer.status_code == 303
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def code(provider, asked, *, key=KEY, header=None, **changes):
    """A code of the provider's, for a token with these claims."""
    now = int(time.time())
    claims = {"iss": provider.issuer, "aud": "lahde", "sub": "subject-1", "exp": now + 300, "iat": now,
              "nonce": asked["nonce"], "groups": ["lahde-hr"]} | changes  # fmt: skip
    token = jwt.encode({"alg": "RS256", "kid": "1"} | (header or {}), claims, key, algorithms=["RS256", "HS256"])
    provider.codes["c"] = (asked["code_challenge"], token)
    return "c"


def back(client, asked, given="c", **changes):
    return client.get("/sign-in/back", params={"code": given, "state": asked["state"]} | changes)


def test_in_by_the_code_flow(oidc, provider):
    asked = begun(oidc)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    answer = back(oidc, asked, code(provider, asked))
    assert answer.headers["location"] == "/moments"
    session = oidc.app.state.wiring.sessions.of(oidc.cookies[COOKIE])
    assert (session.viewer.agency, session.viewer.person_id) == ("KLV", "klv-1")
    assert session.viewer.roles == {"person", "hr"}


PAST, FUTURE = 946_684_800, 4_102_444_800  # the years 2000 and 2100


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": PAST},
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": ["lahde", "another"], "azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": "nobody"},
        {"sub": ["subject-1"]},
        {"nbf": FUTURE},
    ],
    ids=str,
)
def test_a_token_that_does_not_hold_lets_nobody_in(oidc, provider, changes):
    asked = begun(oidc)
    answer = back(oidc, asked, code(provider, asked, **changes))
    assert answer.status_code == 403
    assert COOKIE not in oidc.cookies


def test_a_token_another_key_signed_lets_nobody_in(oidc, provider):
    asked = begun(oidc)
    assert back(oidc, asked, code(provider, asked, key=OTHER_KEY)).status_code == 403


def test_a_token_nobody_signed_lets_nobody_in(oidc, provider):
    asked = begun(oidc)
    code(provider, asked)
    head, claims, _ = provider.codes["c"][1].split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    for token in (f"{none}.{claims}.", f"{head}.{claims}.", "", "x", f"{head}.{claims}.AAAA"):
        asked = begun(oidc)
        provider.codes["c"] = (asked["code_challenge"], token)
        assert back(oidc, asked).status_code == 403


def test_an_answer_counts_once(oidc, provider):
    asked = begun(oidc)
    given = code(provider, asked)
    assert back(oidc, asked, given).status_code == 303
    code(provider, asked)
    assert back(oidc, asked, given).status_code == 403


def test_an_answer_to_a_state_we_did_not_give_is_refused(oidc, provider):
    asked = begun(oidc)
    assert back(oidc, asked, code(provider, asked), state="forged").status_code == 403


def test_an_answer_in_another_browser_is_refused(oidc, provider):
    """Somebody who is sent another's answer is not signed in as them."""
    asked = begun(oidc)
    given = code(provider, asked)
    oidc.cookies.clear()
    assert back(oidc, asked, given).status_code == 403


def test_a_code_without_our_verifier_is_worth_nothing(oidc, provider):
    asked = begun(oidc)
    given = code(provider, asked | {"code_challenge": "another"})
    assert back(oidc, asked, given).status_code == 403


@pytest.mark.parametrize("onward", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site_after_signing_in(oidc, provider, onward):
    asked = begun(oidc, onward)
    assert back(oidc, asked, code(provider, asked)).headers["location"] == "/me"


def test_a_provider_of_another_name_is_not_ours(oidc, provider):
    provider.named = "https://evil.example"
    assert oidc.get("/sign-in").status_code == 403


def test_a_provider_that_does_not_answer_is_said(ledger):
    settings = SignIn(way="oidc", address=HERE, issuer="http://127.0.0.1:9", client_id="lahde")
    assert browser(ledger, Oidc(settings, ledger[1])).get("/sign-in").status_code == 403


def test_a_provider_is_asked_over_tls(ledger):
    settings = SignIn(way="oidc", address=HERE, issuer="http://idp.example", client_id="lahde")
    assert browser(ledger, Oidc(settings, ledger[1])).get("/sign-in").status_code == 403


@pytest.mark.parametrize(
    ("signin", "told"),
    [
        ({"way": "oidc"}, "needs address and issuer and client_id"),
        ({"way": "proxy"}, "needs header"),
        ({"way": "proxy", "header": "X", "peers": ["everywhere"]}, "peers must be addresses"),
        ({"roles": ["chief=KLV/1"]}, "roles must be written"),
        ({"roles": ["viewer:=KLV/1"]}, "roles must be written"),
        ({"way": "magic"}, "way"),
    ],
)
def test_settings_that_cannot_be_are_said(signin, told):
    with pytest.raises(SettingsFault, match=told):
        load({}, signin=signin)
