"""Answers of hosts that are slow, broken or mean, over real sockets."""

import gzip
import time

import pytest

from tests.client.raw_server import answer, drip, hang, reset
from wagtail_easycars.images.download import download
from wagtail_easycars.images.errors import PictureUnavailable

PICTURE = b"\xff\xd8 as if a picture \xff\xd9"
HEAD = b"HTTP/1.1 200 OK\r\n"


def send_bytes(data):
    return lambda connection: connection.sendall(data)


def chunked(*chunks):
    parts = [b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks]
    return HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(parts)


@pytest.fixture
def get(serve):
    """Download from a server that plays ``script``."""
    return lambda script, **kwargs: download(serve(script).base_url + "p.jpg", **kwargs)


@pytest.mark.parametrize(
    "data",
    [
        answer(PICTURE),
        answer(PICTURE, headers=["Content-Encoding: identity"]),
        chunked(PICTURE[:5], PICTURE[5:], b""),
        HEAD + b"\r\n" + PICTURE,
    ],
    ids=["length", "said to be uncompressed", "chunks", "until the end"],
)
def test_a_picture_is_taken_however_its_end_is_told(get, data):
    assert get(send_bytes(data)).content == PICTURE


def test_what_follows_the_announced_length_is_left(get):
    assert get(send_bytes(answer(PICTURE + b"<script>", length=len(PICTURE)))).content == PICTURE


@pytest.mark.parametrize(
    "script",
    [
        reset,
        lambda connection: connection.close(),
        send_bytes(b"SSH-2.0-OpenSSH\r\n"),
        send_bytes(answer(PICTURE, length=100)),
        send_bytes(chunked(PICTURE)),
        send_bytes(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        send_bytes(HEAD + b"X: " + b"x" * 100_000 + b"\r\n\r\n"),
        send_bytes(HEAD + b"X: x\r\n" * 1000 + b"\r\n"),
        send_bytes(answer(PICTURE, headers=["Content-Length: 5"])),
    ],
    ids=[
        "reset",
        "closed",
        "other protocol",
        "smaller than announced",
        "no last chunk",
        "chunk of no size",
        "endless header",
        "endless headers",
        "two lengths",
    ],
)
def test_a_broken_answer_is_no_picture(get, script):
    with pytest.raises(PictureUnavailable, match="connection broke"):
        get(script)


@pytest.mark.parametrize(
    "data",
    [answer(b""), chunked(b""), HEAD + b"\r\n", HEAD + b"Content-Le"],
    ids=["length", "chunks", "until the end", "cut header"],
)
def test_an_empty_answer_is_no_picture(get, data):
    with pytest.raises(PictureUnavailable, match="empty"):
        get(send_bytes(data))


@pytest.mark.parametrize(
    "script",
    [
        hang,
        lambda connection: drip(connection, answer(PICTURE * 10)),
        lambda connection: connection.sendall(HEAD + b"\r\n") or drip(connection, PICTURE * 10),
        lambda connection: connection.sendall(answer(PICTURE, length=999)) or hang(connection),
        lambda connection: connection.sendall(HEAD + b"\r\n" + PICTURE) or hang(connection),
    ],
    ids=["silence", "header drips", "body drips", "body stops", "body without length stops"],
)
def test_no_answer_takes_longer_than_the_deadline(configure, get, script):
    configure(CALL_DEADLINE=0.2)
    started = time.monotonic()

    with pytest.raises(PictureUnavailable, match="within 0 seconds"):
        get(script)

    assert time.monotonic() - started < 0.7


def test_silence_between_two_reads_is_told(configure, get):
    configure(READ_TIMEOUT=0.1)

    with pytest.raises(PictureUnavailable, match="silent for too long"):
        get(hang)


@pytest.mark.parametrize(
    "data",
    [
        answer(bytes(2 * 1024**2)),
        answer(bytes(2 * 1024**2), length=-1),
        chunked(bytes(2 * 1024**2), b""),
    ],
    ids=["length", "until the end", "chunks"],
)
def test_a_picture_beyond_the_cap_is_not_read_to_its_end(configure, get, data):
    configure(MAX_IMAGE_BYTES=1024**2)

    with pytest.raises(PictureUnavailable, match=r"larger than 1\.0"):
        get(send_bytes(data))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "identity, gzip"])
def test_a_compressed_answer_is_refused_unread(get, encoding):
    bomb = gzip.compress(bytes(10_000_000))

    with pytest.raises(PictureUnavailable, match="compressed"):
        get(send_bytes(answer(bomb, headers=[f"Content-Encoding: {encoding}"])))


def test_the_announced_kind_is_not_relied_on(get):
    assert get(send_bytes(answer(PICTURE, headers=["Content-Type: text/html"]))).content == PICTURE


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("404 Not Found", "no picture at this address any more"),
        ("410 Gone", "no picture at this address any more"),
        ("403 Forbidden", "does not give this picture to everybody"),
        ("429 Too Many Requests", "fewer downloads"),
        ("500 Internal Server Error", "a fault of its own"),
        ("503 Service Unavailable", "a fault of its own"),
        ("204 No Content", "no picture but the answer 204"),
        ("206 Partial Content", "no picture but the answer 206"),
        ("304 Not Modified", "no picture but the answer 304"),
        ("300 Multiple Choices", "no picture but the answer 300"),
    ],
)
def test_an_answer_without_a_picture_says_why(get, status, text):
    with pytest.raises(PictureUnavailable, match=text) as caught:
        get(send_bytes(answer(b"", status)))

    assert status[:3] in str(caught.value)


def test_an_error_holds_nothing_of_the_address_or_the_library(serve):
    url = serve(reset).base_url + "p.jpg?signature=secret"

    with pytest.raises(PictureUnavailable) as caught:
        download(url)

    error = caught.value
    assert "secret" not in str(error)
    assert error.__context__ is None
    assert error.__cause__ is None
    frame = error.__traceback__
    while frame:
        assert "urllib3" not in frame.tb_frame.f_code.co_filename
        frame = frame.tb_next
