"""The far end of Socket Mode: a web socket on loopback (RFC 6455) that sends envelopes and waits for their acks."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import struct
import threading
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

SECONDS = 20
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


@dataclass
class Socket:
    """Takes connections, greets each as Slack does, and keeps the ids of the envelopes that were acknowledged."""

    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    acked: list[Json] = field(default_factory=list)
    connections: list[socket.socket] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.listening.getsockname()[1]}/link"

    def start(self) -> None:
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.listening.close()
        for each in self.connections:
            each.close()

    def send(self, kind: str, payload: Json, envelope_id: str) -> Json:
        """Send an envelope on the newest connection, and return its acknowledgement."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.connections, timeout=SECONDS), "nobody has connected"
            newest = self.connections[-1]
        envelope = {"type": kind, "envelope_id": envelope_id, "payload": payload, "accepts_response_payload": True}
        newest.sendall(_frame(_TEXT, json.dumps(envelope).encode()))
        with self._changed:
            assert self._changed.wait_for(lambda: self._ack(envelope_id), timeout=SECONDS), f"no ack of {envelope_id}"
            return self._ack(envelope_id) or {}

    def _ack(self, envelope_id: str) -> Json | None:
        return next((each for each in self.acked if each.get("envelope_id") == envelope_id), None)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        headers = {}
        while line := stream.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        accept = base64.b64encode(hashlib.sha1(f"{headers['sec-websocket-key']}{_GUID}".encode()).digest()).decode()  # noqa: S324
        connection.sendall(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )
        connection.sendall(_frame(_TEXT, json.dumps({"type": "hello", "num_connections": 1}).encode()))
        with self._changed:
            self.connections.append(connection)
            self._changed.notify_all()
        try:
            while (frame := _read(stream)) is not None:
                self._take(connection, *frame)
        except OSError:
            return

    def _take(self, connection: socket.socket, kind: int, body: bytes) -> None:
        if kind == _PING:
            connection.sendall(_frame(_PONG, body))
        elif kind == _TEXT:
            with self._changed:
                self.acked.append(json.loads(body))
                self._changed.notify_all()


def _frame(kind: int, body: bytes) -> bytes:
    length = bytes([len(body)]) if len(body) < 126 else b"\x7e" + struct.pack("!H", len(body))
    return bytes([0x80 | kind]) + length + body


def _read(stream: Any) -> tuple[int, bytes] | None:
    head = stream.read(2)
    if len(head) < 2 or head[0] & 0x0F == _CLOSE:
        return None
    length = head[1] & 0x7F
    if length == 126:
        (length,) = struct.unpack("!H", stream.read(2))
    elif length == 127:
        (length,) = struct.unpack("!Q", stream.read(8))
    mask = stream.read(4) if head[1] & 0x80 else b"\0\0\0\0"
    body = stream.read(length)
    return head[0] & 0x0F, bytes(byte ^ mask[at % 4] for at, byte in enumerate(body))
