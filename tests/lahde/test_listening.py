"""The port: the one that was asked for, or for a demo the next free one, said aloud."""

import contextlib
import re

import pytest

from lahde.demo_server import demo_server
from lahde.faults import Unusable
from lahde.listening import bind


@pytest.fixture
def taken():
    with contextlib.closing(bind("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_taken_port_is_named_with_the_way_out(taken):
    with pytest.raises(Unusable, match=f"port {taken} on 127.0.0.1 is taken; name another with --port"):
        bind("127.0.0.1", taken)


def test_a_demo_takes_the_next_free_one_and_says_so(taken, tmp_path, capsys):
    with demo_server(str(tmp_path / "data"), taken) as server:
        said = re.fullmatch(f"Port {taken} is taken, so (\\d+) it is.\n", capsys.readouterr().err)
        assert said
        assert int(said[1]) > taken
        assert server.address == f"http://127.0.0.1:{said[1]}/"
