"""The way in for the messages of sensors: one connection to the broker that only listens, and says of each message when it is stored.

The session is persistent, so the broker keeps what comes while nobody listens, and sends again what was not acknowledged. One thread
reads whatever the wire brings in one go, and sends the words back together; paho would read and answer each message by itself
(docs/decisions/0022). Not for: publishing and commands (`hub.devices.links.mqtt`), nor for understanding payloads.
"""

from __future__ import annotations

import logging
import selectors
import socket
import ssl
from collections import deque
from functools import partial
from threading import Event, Thread
from urllib.parse import unquote, urlsplit

from hub.devices.events import MessageHeard
from hub.devices.links.mqtt import DEFAULT_PORT, KEEPALIVE_S, QOS, TLS_PORT, Hear
from hub.devices.protocols import mqtt_packets as mqtt
from hub.kernel.clock import Clock

READ_AT_ONCE = 256 * 1024
CONNECT_WITHIN_S = 10.0
# A broker that takes nothing for so long is as good as away.
SEND_WITHIN_S = 10.0
SILENT_AT_MOST_S = 1.5 * KEEPALIVE_S
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 5.0
STOP_WITHIN_S = 2.0
# For who leaves: nothing heard for so long is the end of what waited, and so much time at most.
QUIET_S = 0.5
LEAVE_WITHIN_S = 10.0

log = logging.getLogger(__name__)


class Intake:
    """Kept up by itself. `hear` is called in the thread of this connection and must return at once, as for `Bus`.

    `no_more` are topics that this session may have listened to before. With `leaves`, a stop gives the topics up and hears what
    waits already, so that others who share them get all that comes from then on; killed, it keeps its share until it is back.
    """

    def __init__(
        self,
        url: str,
        client_id: str,
        clock: Clock,
        *,
        hear: Hear,
        topics: tuple[str, ...],
        no_more: tuple[str, ...] = (),
        leaves: bool = False,
    ) -> None:
        self._address = urlsplit(url)
        self._client_id = client_id
        self._clock = clock
        self._hear = hear
        self._topics = topics
        self._no_more = no_more
        self._leaves = leaves
        # Ids belong to one connection: an answer that comes after a reconnect could name another message.
        self._connection = 0
        self._answers: deque[tuple[int, int]] = deque()
        self._is_stirred = False
        self._awake, self._wake = socket.socketpair()
        for end in (self._awake, self._wake):
            end.settimeout(0)
        self._stopping = Event()
        self.connected = False
        # Only when the broker has confirmed it is anything kept for this client.
        self.subscribed = False
        self._thread = Thread(target=self._run, name=f"intake-{client_id}", daemon=True)

    def start(self) -> None:
        """Connect in the background, now and after every loss. Never raises because the broker is away."""
        self._thread.start()

    def stop(self) -> None:
        """End the connection; what was acknowledged before is still told to the broker."""
        self._stopping.set()
        self._stir()
        if self._thread.is_alive():
            self._thread.join(STOP_WITHIN_S + (LEAVE_WITHIN_S if self._leaves else 0))
        self._awake.close()
        self._wake.close()

    def _run(self) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                self._converse()
            except (OSError, ValueError) as err:
                was_there = self.connected
                self.connected = self.subscribed = False
                if was_there:
                    pause_s = FIRST_PAUSE_S
                    log.info("the connection to the broker ended: %s", err)
            self._stopping.wait(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    def _converse(self) -> None:
        """Until the connection ends. Raises OSError or ValueError when it does, or when none could be made."""
        with self._dialled() as line, selectors.DefaultSelector() as ears:
            ears.register(line, selectors.EVENT_READ)
            ears.register(self._awake, selectors.EVENT_READ)
            self._connection += 1
            self._answers.clear()
            line.sendall(
                mqtt.connect(
                    self._client_id,
                    clean=False,
                    keepalive_s=KEEPALIVE_S,
                    username=unquote(self._address.username) if self._address.username else None,
                    password=unquote(self._address.password) if self._address.password else None,
                )
            )
            decoder = mqtt.PacketDecoder()
            heard_at = said_at = self._clock.monotonic()
            while not self._is_done(line, heard_at):
                patience_s = QUIET_S if self._stopping.is_set() else KEEPALIVE_S / 4
                readable = {key.fileobj for key, _ in ears.select(patience_s)}
                now = self._clock.monotonic()
                if line in readable:
                    heard_at = now
                    self._take(line, decoder)
                elif now - heard_at > SILENT_AT_MOST_S:
                    raise TimeoutError("the broker says nothing any more")
                if self._awake in readable:
                    self._calm()
                if self._answer(line):
                    said_at = now
                elif now - said_at >= KEEPALIVE_S / 2:
                    line.sendall(mqtt.PING)
                    said_at = now
            self._answer(line)
            line.sendall(mqtt.DISCONNECT)
            self.connected = self.subscribed = False

    def _is_done(self, line: socket.socket, heard_at: float) -> bool:
        """Asked to stop; and who leaves has given its topics up and heard nothing for a moment."""
        if not self._stopping.is_set():
            return False
        if not self._leaves or not self.subscribed:
            return not self._leaves or self._clock.monotonic() - heard_at > QUIET_S
        self.subscribed = False
        line.sendall(mqtt.unsubscribe(3, self._topics))
        return False

    def _dialled(self) -> socket.socket:
        host = self._address.hostname or "127.0.0.1"
        is_tls = self._address.scheme == "mqtts"
        port = self._address.port or (TLS_PORT if is_tls else DEFAULT_PORT)
        line = socket.create_connection((host, port), timeout=CONNECT_WITHIN_S)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.settimeout(SEND_WITHIN_S)
        return ssl.create_default_context().wrap_socket(line, server_hostname=host) if is_tls else line

    def _take(self, line: socket.socket, decoder: mqtt.PacketDecoder) -> None:
        """Everything that is there."""
        while True:
            data = line.recv(READ_AT_ONCE)
            if not data:
                raise ConnectionResetError("the broker ended it")
            for packet in decoder.feed(data):
                if isinstance(packet, mqtt.Published):
                    self._tell(packet)
                elif isinstance(packet, mqtt.Connected):
                    self._greet(line, packet)
                elif isinstance(packet, mqtt.Subscribed):
                    self._note(packet)
            # What TLS has unpacked already does not show on the line.
            if not isinstance(line, ssl.SSLSocket) or not line.pending():
                return

    def _tell(self, packet: mqtt.Published) -> None:
        heard = MessageHeard(packet.topic, packet.payload, packet.retained, packet.qos, self._clock.now())
        try:
            self._hear(heard, partial(self._acknowledge, self._connection, packet.id))
        except Exception:  # the edge of a device thread: one message must not end the connection of all
            log.exception("a message on %s could not be handed on and comes again", packet.topic)

    def _greet(self, line: socket.socket, packet: mqtt.Connected) -> None:
        if packet.code:
            log.warning("the broker refuses this client: code %d", packet.code)
            raise ConnectionRefusedError(f"code {packet.code}")
        self.connected = True
        if self._no_more:
            line.sendall(mqtt.unsubscribe(2, self._no_more))
        line.sendall(mqtt.subscribe(1, self._topics, QOS))

    def _note(self, packet: mqtt.Subscribed) -> None:
        self.subscribed = mqtt.REFUSED not in packet.granted
        if not self.subscribed:
            log.warning("the broker refuses to send some of %s", ", ".join(self._topics))

    def _acknowledge(self, connection: int, packet_id: int) -> None:
        """Called from any thread; the words go out together."""
        if packet_id and connection == self._connection:
            self._answers.append((connection, packet_id))
            if not self._is_stirred:
                self._stir()

    def _answer(self, line: socket.socket) -> bool:
        """True when there was something to say."""
        # Before looking: what is added from now on stirs again.
        self._is_stirred = False
        ids = []
        while self._answers:
            connection, packet_id = self._answers.popleft()
            if connection == self._connection:
                ids.append(packet_id)
        if ids:
            line.sendall(mqtt.acknowledged(ids))
        return bool(ids)

    def _stir(self) -> None:
        """Wake the thread; a pipe that is full wakes it anyway, and one that is closed has nobody behind it."""
        self._is_stirred = True
        try:
            self._wake.send(b"!")
        except OSError:
            return

    def _calm(self) -> None:
        try:
            self._awake.recv(4_096)
        except BlockingIOError:
            return
