from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3.util import parse_url

from workbench.mt.addresses import address, is_loopback
from workbench.mt.engine import Place


@pytest.mark.parametrize(
    ("url", "base", "host", "place"),
    [
        ("http://127.0.0.1:5000/", "http://127.0.0.1:5000", "127.0.0.1:5000", Place.LOOPBACK),
        (" http://localhost:11434/v1/ ", "http://localhost:11434/v1", "localhost:11434", Place.LOOPBACK),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1", "[::1]:8080", Place.LOOPBACK),
        ("https://MT.Example/api/", "https://mt.example/api", "mt.example", Place.CLOUD),
        ("https://192.168.1.4", "https://192.168.1.4", "192.168.1.4", Place.SELFHOSTED),
        ("https://workstation:8443/v1", "https://workstation:8443/v1", "workstation:8443", Place.SELFHOSTED),
    ],
)
def test_taken(url: str, base: str, host: str, place: Place) -> None:
    found = address(url)
    assert (found.base, found.host, found.place, found.refusal) == (base, host, place, "")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "mt.example",
        "mt.example:5000",
        "ftp://mt.example",
        "file:///etc/hosts",
        "https://",
        "http://mt.example",
        "http://192.168.1.4",
        "http://127.0.0.1.mt.example",
        "http://127.0.0.1@mt.example",
        "https://me:hunter2@mt.example",
        "https://me@mt.example",
        "http://127.0.0.1\\.mt.example/",
        "http://127.0.0.1\\@mt.example/",
        "http://localhost\t.mt.example/",
        "https://mt.example/ v1",
        "https://mt.example/?key=hunter2",
        "https://mt.example/#part",
        "https://mt.example?",
        "https://mt.example:port",
        "https://mt.example:99999",
        "http://[::1",
        "http://0.0.0.0:5000",
        "http://2130706433",
        "https://خادم.example",
        "http://١٢٧.0.0.1",
    ],
)
def test_refused(url: str) -> None:
    found = address(url)
    assert found.base == ""
    assert found.refusal
    assert "hunter2" not in repr(found)
    assert found.place.leaves_machine or not found.host


def test_plain_http_where_it_is_allowed() -> None:
    assert "allow_plain_http" in address("http://mt.example").refusal
    found = address("http://mt.example/v1", allow_plain_http=True)
    assert (found.base, found.refusal, found.place) == ("http://mt.example/v1", "", Place.CLOUD)
    assert address("ftp://mt.example", allow_plain_http=True).refusal


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.8.7", "localhost", "::1"])
def test_this_computer(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [None, "", "localhost.example", "128.0.0.1", "::2", "127.0.0.1.example", "0.0.0.0"])
def test_not_this_computer(host: str | None) -> None:
    assert not is_loopback(host)


HOSTS = st.sampled_from(["127.0.0.1", "localhost", "[::1]", "mt.example"])
BETWEEN = st.text(alphabet="/@:.[]#?\\ %٢１\t\u3002", max_size=3)


@given(st.builds("{}://{}{}{}{}".format, st.sampled_from(["http", "https"]), BETWEEN, HOSTS, BETWEEN, HOSTS))
def test_what_goes_to_this_computer_without_consent_is_this_computer(url: str) -> None:
    """Both parsers, ours and the one of the library that sends, see the same host."""
    found = address(url)
    if found.base:
        sent = parse_url(found.base).host or ""
        assert is_loopback(sent.strip("[]")) == (found.place is Place.LOOPBACK)
