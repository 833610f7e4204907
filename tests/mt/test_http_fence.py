from __future__ import annotations

import gzip
import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from urllib3.response import HTTPResponse

from workbench.mt.engine import Call
from workbench.mt.http_fence import HttpFence, fence

from .server import Fake, serve


@pytest.fixture(scope="module")
def server() -> Iterator[Fake]:
    with serve() as fake:
        yield fake


@pytest.fixture
def fake(server: Fake) -> Fake:
    server.clear()
    return server


def begun(told: list[str], *secrets: str) -> HttpFence:
    made = HttpFence()
    made.begin(Call(time.monotonic() + 20, told.append), secrets)
    return made


def test_there_is_one_fence_for_all_threads() -> None:
    found: list[HttpFence] = []
    threads = [threading.Thread(target=lambda: found.append(fence())) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len({id(f) for f in found}) == 1


@pytest.mark.parametrize("name", ["Session", "request", "put", "sessions", "head"])
def test_no_other_way_out_leads_through_it(name: str) -> None:
    assert not hasattr(fence(), name)


@pytest.mark.parametrize(
    ("method", "mode", "hops"), [("get", "moved", 4), ("post", "moved", 1), ("post", "moved-post", 4)]
)
def test_each_hop_within_a_host_is_told(fake: Fake, method: str, mode: str, hops: int) -> None:
    """A redirection in a circle: it is followed three times, with the body or not at all."""
    fake.mode = mode
    told: list[str] = []
    url = fake.url + "?q=x" if method == "get" else fake.base + "/translate"
    options = {} if method == "get" else {"data": b'{"q": ["x"]}'}
    response = getattr(begun(told), method)(url, **options)
    assert response.is_redirect
    assert len(told) == len(fake.received) == hops
    assert {r.body for r in fake.received} == ({""} if method == "get" else {'{"q": ["x"]}'})


@pytest.mark.parametrize(
    "target", ["https://127.0.0.1.example", "//elsewhere.example", "http://[", "http://127.0.0.1:1"]
)
def test_other_places_are_not_followed(fake: Fake, target: str) -> None:
    fake.mode, fake.elsewhere = "moved", target
    assert begun([]).get(fake.url + "?q=x").status_code == 302
    assert len(fake.received) == 1


@pytest.mark.parametrize(
    ("secret", "text", "told"),
    [
        ("abcdefgh1", "x abcdefgh1y", "x (key)y"),
        ("x", "x fox x_x", "(key) fox x_x"),
        ("", "as it is", "as it is"),
        ('long"key+1', '"long\\"key+1"', '"(key)"'),
        ("long/key=1", "a=long%2Fkey%3D1&b", "a=(key)&b"),
    ],
)
def test_keys_are_taken_out_of_what_is_told(fake: Fake, secret: str, text: str, told: str) -> None:
    heard: list[str] = []
    made = begun(heard, secret)
    made._tell(Call(0, heard.append), made._requests.Request("POST", fake.base, data=text.encode()).prepare())
    assert heard[0].split("\n", 1)[1] == told


def test_a_netrc_of_the_person_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine mt.example login me password hunter2\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    made = HttpFence()
    url = "https://mt.example/v1"
    with made._session(url, time.monotonic() + 5) as session:
        assert session.trust_env
        request = made._requests.Request("POST", url, headers={"Authorization": "Bearer mine"})
        assert session.prepare_request(request).headers["Authorization"] == "Bearer mine"


def test_a_page_packed_a_thousandfold_is_not_unpacked() -> None:
    packed = gzip.compress(b"x" * 50_000_000)
    made = begun([])

    class Raw:
        def __init__(self) -> None:
            self.inner = HTTPResponse(io.BytesIO(packed), headers={"content-encoding": "gzip"}, preload_content=False)
            self.most = 0

        def read1(self, *args: object, **options: object) -> bytes:
            chunk: bytes = self.inner.read1(*args, **options)  # type: ignore[arg-type]
            self.most = max(self.most, len(chunk))
            return chunk

    class Response:
        raw = Raw()

        def close(self) -> None:
            """Nothing to close."""

    with pytest.raises(made.exceptions.RequestException, match="too large"):
        made._body(Response())
    assert Response.raw.most <= 65536
