"""The same over TLS, which is what production speaks."""

import datetime
import ipaddress
import json
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.client.conftest import ACCOUNT_SECRET, LEAD_SECRET, STOCK_SECRET
from tests.client.leaks import everything_about, found_in
from tests.client.raw_server import RawServer, answer, hang
from wagtail_easycars.client import Limits
from wagtail_easycars.client.errors import NotSent, TimedOut

TOKEN = answer(json.dumps({"Token": "t0ken", "Code": 0}).encode())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a self-signed certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def ssl_context(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))


def test_an_answer_is_taken_over_tls(make_client, ssl_context, trusted):
    with RawServer(lambda connection: connection.sendall(TOKEN), ssl_context=ssl_context) as server:
        make_client(server.base_url).request_stock_token()

    assert len(server.requests) == 1


def test_a_certificate_that_nobody_vouches_for_gets_no_request(make_client, ssl_context):
    server = RawServer(lambda connection: connection.sendall(TOKEN), ssl_context=ssl_context)

    with server, pytest.raises(NotSent) as caught:
        make_client(server.base_url).request_stock_token()

    assert not server.requests
    assert caught.value.detail == "SSLError"
    for text in everything_about(caught.value):
        assert found_in(text, [STOCK_SECRET, LEAD_SECRET, ACCOUNT_SECRET]) == set()


def test_silence_over_tls_meets_the_deadline(make_client, ssl_context, trusted):
    limits = Limits(connect_timeout=1, read_timeout=1, call_deadline=0.15)
    started = time.monotonic()

    with RawServer(hang, ssl_context=ssl_context) as server, pytest.raises(TimedOut):
        make_client(server.base_url, limits=limits).request_stock_token()

    assert time.monotonic() - started < 0.6
