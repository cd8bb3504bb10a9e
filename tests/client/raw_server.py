"""A server that speaks as broken an HTTP as a test wants, on a real socket."""

import contextlib
import socket
import struct
import threading
import time


class RawServer:
    """Gives each connection to ``script(connection)``, after its request unless told otherwise."""

    def __init__(self, script, reads_request=True, ssl_context=None):
        self._script = script
        self._ssl_context = ssl_context
        self._reads_request = reads_request
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._stop = threading.Event()
        self.requests = []

    @property
    def base_url(self):
        host, port = self._listener.getsockname()
        scheme = "http" if self._ssl_context is None else "https"
        return f"{scheme}://{host}:{port}/"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()
        # A blocked accept() does not notice that its socket is closed.
        with contextlib.suppress(OSError):
            socket.create_connection(self._listener.getsockname(), timeout=1).close()
        self._thread.join(timeout=2)
        self._listener.close()

    def _serve(self):
        while not self._stop.is_set():
            connection, _address = self._listener.accept()
            with connection, contextlib.suppress(OSError):
                connection.settimeout(2)
                self._converse(self._secured(connection))

    def _secured(self, connection):
        if self._ssl_context is None:
            return connection
        return self._ssl_context.wrap_socket(connection, server_side=True)

    def _converse(self, connection):
        if self._reads_request:
            request = read_request(connection)
            if not request:
                return
            self.requests.append(request)
        self._script(connection)


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(body, status="200 OK", headers=(), length=None):
    if length is None:
        length = len(body)
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", *headers]
    if length >= 0:
        lines.append(f"Content-Length: {length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hang(connection):
    """Keep silent until the client has gone."""
    connection.recv(1)


def drip(connection, data, pause=0.02):
    for byte in data:
        connection.send(bytes([byte]))
        time.sleep(pause)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
