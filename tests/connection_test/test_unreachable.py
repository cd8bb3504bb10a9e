"""A host that cannot be reached: its name, the connection and the certificate are told apart."""

import pytest

from tests.client.certificates import context_of, write_certificate
from tests.client.raw_server import RawServer, free_port, hang
from tests.connection_test.conftest import finding_of, outcomes, outcomes_with
from wagtail_easycars.connection_test import Outcome, Step

UNREACHABLE = outcomes_with(Outcome.NOT_TRIED, host=Outcome.FAILED)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    write_certificate(path)
    return path


def test_a_name_without_an_address(try_connection, reached_at):
    reached_at("https://easycars.invalid/ECService/")

    report = try_connection()

    assert outcomes(report) == UNREACHABLE
    finding = finding_of(report, Step.HOST)
    assert "There is no address for easycars.invalid." in finding.message
    assert finding.technical_detail.startswith("easycars.invalid:443: gaierror")


def test_a_port_where_nothing_listens(try_connection, reached_at):
    port = free_port()
    reached_at(f"http://127.0.0.1:{port}/")

    report = try_connection()

    assert outcomes(report) == UNREACHABLE
    finding = finding_of(report, Step.HOST)
    assert "127.0.0.1 does not take a connection." in finding.message
    assert finding.technical_detail.startswith(f"127.0.0.1:{port}: ConnectionRefusedError")


def test_a_certificate_that_nobody_vouches_for(try_connection, reached_at, certificate):
    with RawServer(hang, ssl_context=context_of(certificate)) as server:
        reached_at(server.base_url)
        report = try_connection()

    assert outcomes(report) == UNREACHABLE
    assert "cannot prove that it is EasyCars" in finding_of(report, Step.HOST).message
    assert "self-signed" in finding_of(report, Step.HOST).technical_detail
    assert server.requests == []


def test_a_server_that_does_not_speak_tls(try_connection, reached_at, sandbox):
    reached_at(sandbox.base_url.replace("http://", "https://"))

    report = try_connection()

    assert outcomes(report) == UNREACHABLE
    assert "No secure connection to 127.0.0.1" in finding_of(report, Step.HOST).message


def test_a_certificate_that_is_trusted(try_connection, reached_at, certificate, monkeypatch):
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
    with RawServer(hang, ssl_context=context_of(certificate)) as server:
        reached_at(server.base_url)
        report = try_connection(seconds=0.5)

    assert "over a secure connection" in finding_of(report, Step.HOST).message
