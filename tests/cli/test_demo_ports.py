"""Two demos started close together: each keeps the port that it found, until its devices listen there."""

import socket
from contextlib import ExitStack

import pytest

from scripts.demo import FIRST_PORT, PANEL_PORT, held_port, panel_ports
from scripts.demo_words import said


def test_a_held_port_is_not_found_free_by_another_demo_and_the_devices_can_listen_on_it() -> None:
    with ExitStack() as stack:
        first = held_port((0,), stack)
        second = held_port((first, 0), stack)
        assert second != first
        for _device in range(2):  # as often as its cable is put in again
            with socket.socket() as device:
                device.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                device.bind(("127.0.0.1", first))
                device.listen()
                with socket.create_connection(("127.0.0.1", first), 2):
                    pass


def test_a_port_that_rests_after_a_run_is_kept_and_one_on_which_somebody_listens_is_not() -> None:
    with socket.socket() as device:
        device.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        device.bind(("127.0.0.1", 0))
        device.listen()
        port = int(device.getsockname()[1])
        with ExitStack() as stack:
            assert held_port((port, 0), stack) != port
        with socket.create_connection(("127.0.0.1", port), 2) as asker:
            answering, _ = device.accept()
            answering.close()  # who closes first keeps the port at rest
            assert asker.recv(1) == b""
    with pytest.raises(OSError, match="in use"), socket.socket() as plain:
        plain.bind(("127.0.0.1", port))
    with ExitStack() as stack:
        assert held_port((port, 0), stack) == port


def test_no_free_port_is_said() -> None:
    with ExitStack() as stack, pytest.raises(SystemExit, match=said("no_port")):
        held_port((held_port((0,), stack),), stack)


@pytest.mark.parametrize("of_hub", [FIRST_PORT, PANEL_PORT, PANEL_PORT + 4])
def test_the_page_of_the_devices_keeps_off_the_port_of_the_hub(of_hub: int) -> None:
    found = panel_ports(of_hub)
    assert of_hub not in found
    assert of_hub + 1 not in found
    assert len(found) > 80
    assert (PANEL_PORT in found) == (of_hub != PANEL_PORT)
