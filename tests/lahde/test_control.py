"""The socket between a command and the server: a line each way, progress between."""

import stat

import pytest

from lahde.control import Client, NoServer, Server, ask
from schemas.statement.refusal import Refused


@pytest.fixture
def path(tmp_path):
    return tmp_path / "s.sock"


def serving(path, handle):
    return Server(path, handle)


def test_progress_comes_before_the_result(path):
    def handle(request, tell):
        tell({"progress": 1})
        return request["n"] + 1

    server, told = serving(path, handle), []
    assert ask(path, {"command": "x", "n": 1}, told.append) == 2
    assert told == [{"progress": 1}]
    server.close()
    assert not path.exists()


def test_only_its_owner_may_use_it(path):
    server = serving(path, lambda request, tell: None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    server.close()


def test_a_refusal_crosses_whole(path):
    def handle(request, tell):
        raise Refused("person", "no such person", status=404)

    server = serving(path, handle)
    with pytest.raises(Refused) as refusal:
        ask(path, {"command": "x"})
    assert (refusal.value.path, refusal.value.status) == ("person", 404)
    server.close()


def test_one_connection_serves_many_requests(path):
    server = serving(path, lambda request, tell: request["n"])
    client = Client(path)
    assert [client.ask({"command": "x", "n": n}) for n in range(5)] == list(range(5))
    client.close()
    server.close()


def test_nobody_there_is_said_so(path):
    with pytest.raises(NoServer):
        Client(path)


def test_an_unforeseen_fault_crosses_without_its_words(path):
    def handle(request, tell):
        raise ValueError("maija.meikalainen")

    server = serving(path, handle)
    with pytest.raises(Refused, match="ValueError") as refusal:
        ask(path, {"command": "x"})
    assert "maija" not in str(refusal.value)
    server.close()
