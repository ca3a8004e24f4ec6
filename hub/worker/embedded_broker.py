"""amqtt as the house's own broker, in a thread with a loop of its own, for machines without a Mosquitto.

Not for: keeping anything. Its sessions and retained messages live in memory and end with the process, and a message that
was on its way to a client when that client's line broke is not sent again. Whoever needs more installs Mosquitto.
"""

import asyncio
import contextlib
import logging
from threading import Event, Thread
from typing import Any, cast

from amqtt.broker import Broker as AmqttBroker
from amqtt.broker import RetainedApplicationMessage
from amqtt.plugins.base import BaseAuthPlugin
from amqtt.session import Session

from hub.kernel.clock import Clock
from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.unfit import Said
from hub.worker.broker import LOOPBACK, START_WITHIN_S, STOP_WITHIN_S

CLOSE_WITHIN_S = 0.5

log = logging.getLogger(__name__)


class EveryoneOfThisMachine(BaseAuthPlugin):  # type: ignore[misc]
    """Lets in whoever reaches the loopback port.

    Not amqtt's own plugin for anonymous clients: that one marks sessions as anonymous, and those are forgotten a second
    after their client went away, queue and subscriptions included.
    """

    async def authenticate(self, *, session: Session) -> bool:
        return session is not None


class _Delivery:
    """A client's connection, except that what the client never acknowledged goes back into its queue.

    amqtt forgets a message whose line breaks before the acknowledgement (its issue 401); MQTT 3.1.1 (4.4) sends it again.
    """

    def __init__(self, connection: Any, session: Session) -> None:  # noqa: ANN401 - amqtt's own class, untyped here
        self._connection = connection
        self._session = session

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    async def mqtt_publish(self, topic: str, payload: bytes, qos: int | None, retain: bool) -> object:
        is_kept = bool(qos) and not retain and not self._session.clean_session
        message = RetainedApplicationMessage(None, topic, payload, qos)
        if is_kept and self._session.transitions.state != "connected":
            self._session.retained_messages.put_nowait(message)
            return None
        try:
            return await self._connection.mqtt_publish(topic, payload, qos, retain)
        except BaseException:
            if is_kept:
                self._session.retained_messages.put_nowait(message)
            raise


class _Leaving:
    """A client's connection that says it ended only when everything it sent before was passed on.

    amqtt drops what it has acknowledged and not yet handed out when the client's farewell comes in the same breath.
    """

    def __init__(self, connection: Any, session: Session) -> None:  # noqa: ANN401 - amqtt's own class, untyped here
        self._connection = connection
        self._session = session

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    async def wait_disconnect(self) -> object:
        farewell = await self._connection.wait_disconnect()
        while not self._session.delivered_message_queue.empty():  # noqa: ASYNC110 - amqtt has no event for it
            await asyncio.sleep(0)
        return farewell


class _QueueingBroker(AmqttBroker):  # type: ignore[misc]
    """amqtt, except for four things that would lose messages: see `_Delivery`, `_Leaving`, `_stop_handler`, and the flag.

    It marks what it kept for a client that was away as retained. MQTT 3.1.1 (3.3.1.3) gives that flag to a topic's last
    known value only, and the hub takes a retained value for an old one, which is no measurement.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._lines: set[asyncio.StreamWriter] = set()

    async def stream_connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, listener_name: str
    ) -> None:
        self._lines.add(writer)
        try:
            await super().stream_connected(reader, writer, listener_name)
        finally:
            self._lines.discard(writer)
            writer.close()

    async def _client_message_loop(self, client_session: Session, handler: Any) -> None:  # noqa: ANN401 - as above
        await super()._client_message_loop(client_session, _Leaving(handler, client_session))

    async def _stop_handler(self, handler: Any) -> None:  # noqa: ANN401 - amqtt's own class, untyped here
        """First the client counts as away, then its connection is taken down: amqtt does it the other way round, and what
        comes in between waits for an acknowledgement on a line that nobody reads any more.
        """
        if handler.session is not None:
            handler.session.transitions.disconnect()
        await super()._stop_handler(handler)

    def _get_handler(self, session: Session) -> _Delivery | None:
        connection = super()._get_handler(session)
        return None if connection is None else _Delivery(connection, session)

    async def shutdown(self) -> None:
        """Also ends the lines of clients that are still there, which amqtt leaves open."""
        await super().shutdown()
        left = list(self._lines)
        for writer in left:
            writer.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await asyncio.gather(*(writer.wait_closed() for writer in left), return_exceptions=True)

    async def _publish_session_retained_messages(self, session: Session) -> None:
        connection = self._get_handler(session)
        if connection is None:
            return
        kept = []
        while not session.retained_messages.empty():
            kept.append(session.retained_messages.get_nowait())
        for message in kept:
            sending = connection.mqtt_publish(message.topic, message.data, message.qos, retain=False)
            self._tasks_queue.append(asyncio.ensure_future(sending))


class EmbeddedBroker:
    """Starts listening in its own thread before the constructor returns."""

    kind = "amqtt"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ready = Event()
        self._failure: BaseException | None = None
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()
        self._port = 0
        self._thread = Thread(target=self._serve, name="amqtt", daemon=True)
        self._thread.start()
        self._ready.wait(START_WITHIN_S)
        if self._failure is not None or not self._port:
            says = Said("amqtt_silent", {"why": self._failure})
            raise Misconfigured((Fault("hub.toml", "broker.own", None, says),))
        self.url = f"mqtt://{LOOPBACK}:{self._port}"

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join(STOP_WITHIN_S * 2)

    def _serve(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            try:
                runner.run(self._live())
            except Exception as err:  # noqa: BLE001 - the edge of this thread; the constructor raises it
                self._failure = err
            finally:
                self._ready.set()

    async def _live(self) -> None:
        # amqtt tells every packet at INFO; warnings are what an operator needs.
        logging.getLogger("amqtt").setLevel(logging.WARNING)
        logging.getLogger("transitions").setLevel(logging.WARNING)
        broker = _QueueingBroker(_CONFIG)
        await broker.start()
        servers = cast("dict[str, Any]", broker._servers)  # noqa: SLF001 - the only way to learn which port it got
        self._port = servers["default"].instance.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        await broker.shutdown()


_CONFIG = {
    "listeners": {"default": {"type": "tcp", "bind": f"{LOOPBACK}:0"}},
    "plugins": {"hub.worker.embedded_broker.EveryoneOfThisMachine": {}},
}
