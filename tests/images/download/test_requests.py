"""What hosts of pictures see of this site."""

import threading

import pytest

from tests.client.certificates import context_of, write_certificate
from tests.client.raw_server import answer, read_request
from wagtail_easycars.images.download import download
from wagtail_easycars.images.errors import PictureUnavailable


def send_picture(connection):
    connection.sendall(answer(b"a picture", headers=['ETag: "v1"', "Set-Cookie: id=1; Path=/"]))


def headers_of(request):
    lines = request.decode().split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines if line)


def test_a_request_tells_as_little_as_can_be(serve):
    server = serve(send_picture)

    download(server.base_url + "a%20b/ü.jpg?width=2&sig=%2F#fragment")

    [request] = server.requests
    assert request.startswith(b"GET /a%20b/%C3%BC.jpg?width=2&sig=%2F HTTP/1.1\r\n")
    headers = headers_of(request)
    assert headers.pop("User-Agent").startswith("wagtail-easycars/")
    assert headers.pop("Accept").startswith("image/jpeg")
    assert headers == {"Host": server.base_url[7:-1], "Accept-Encoding": "identity"}


def test_cookies_are_not_kept(serve):
    server = serve(send_picture)

    download(server.base_url)
    download(server.base_url)

    assert b"Cookie" not in server.requests[1]


def test_proxies_and_passwords_of_the_environment_are_not_used(serve, monkeypatch, tmp_path):
    server = serve(send_picture)
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.invalid:1/")

    assert download(server.base_url).content == b"a picture"
    assert b"Authorization" not in server.requests[0]


def test_a_kept_connection_serves_the_next_picture(serve):
    def send_three(connection):
        send_picture(connection)
        for _ in range(2):
            paths.append(read_request(connection))
            send_picture(connection)

    paths = []
    server = serve(send_three)

    for number in range(3):
        download(f"{server.base_url}{number}.jpg")

    assert len(server.requests) == 1
    assert [path[:10] for path in paths] == [b"GET /1.jpg", b"GET /2.jpg"]


def test_an_answer_without_a_picture_keeps_the_connection_too(serve):
    def send_two(connection):
        connection.sendall(answer(b"<h1>Not found</h1>", "404 Not Found"))
        read_request(connection)
        send_picture(connection)

    server = serve(send_two)

    with pytest.raises(PictureUnavailable):
        download(server.base_url)
    download(server.base_url)

    assert len(server.requests) == 1


def test_a_connection_that_was_given_up_meanwhile_is_replaced(serve):
    def send_one_and_close_at_the_next(connection):
        send_picture(connection)
        if len(server.requests) == 1:
            read_request(connection)

    server = serve(send_one_and_close_at_the_next)

    for _ in range(3):
        assert download(server.base_url).content == b"a picture"


def test_what_was_never_answered_is_asked_once(serve):
    server = serve(lambda connection: connection.close())

    with pytest.raises(PictureUnavailable):
        download(server.base_url)

    assert len(server.requests) == 1


def test_the_etag_comes_with_the_picture(serve):
    assert download(serve(send_picture).base_url).etag == '"v1"'


def test_a_picture_that_has_not_changed_is_not_sent(serve):
    server = serve(lambda connection: connection.sendall(answer(b"", "304 Not Modified")))

    result = download(server.base_url, etag='W/"v1"')

    assert headers_of(server.requests[0])["If-None-Match"] == 'W/"v1"'
    assert (result.not_modified, result.content, result.etag) == (True, b"", 'W/"v1"')


@pytest.mark.parametrize(
    "etag", ["v1", '"', '"\r\nX: 1"', '"ü"', '"' + "x" * 254 + '"', '"a""b"'], ids=ascii
)
def test_an_etag_that_cannot_be_kept_or_sent_is_none(serve, etag):
    head = f"HTTP/1.1 200 OK\r\nETag: {etag}\r\nContent-Length: 1\r\n\r\nx".encode()
    server = serve(lambda connection: connection.sendall(head))

    assert download(server.base_url, etag=etag).etag == ""
    assert b"If-None-Match" not in server.requests[0]


@pytest.fixture
def certificate(tmp_path):
    path = tmp_path / "certificate.pem"
    write_certificate(path)
    return path


def test_a_picture_is_taken_over_tls_from_a_host_that_somebody_vouches_for(
    serve, certificate, monkeypatch
):
    trusts = "wagtail_easycars.images.download.connection.DEFAULT_CA_BUNDLE_PATH"
    monkeypatch.setattr(trusts, str(certificate))
    server = serve(send_picture, ssl_context=context_of(certificate))
    taken = []

    # A thread of its own has connections of its own, which trust this certificate.
    thread = threading.Thread(target=lambda: taken.append(download(server.base_url).content))
    thread.start()
    thread.join()

    assert taken == [b"a picture"]


def test_a_certificate_that_nobody_vouches_for_gets_no_request(serve, certificate):
    server = serve(send_picture, ssl_context=context_of(certificate))

    with pytest.raises(PictureUnavailable, match="certificate"):
        download(server.base_url)

    assert not server.requests
