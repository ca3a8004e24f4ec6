"""Wire languages by name."""

from __future__ import annotations

import pytest

from hub.devices.protocols.mt_sics import MtSics
from hub.devices.registry import RegisteredTwiceError, protocol, protocols


def test_every_language_is_found_by_its_name() -> None:
    assert protocols()["mt_sics"] is MtSics


def test_a_name_belongs_to_one_language() -> None:
    class Another(MtSics):
        """A second claim to the name."""

    with pytest.raises(RegisteredTwiceError):
        protocol("mt_sics")(Another)
    assert protocols()["mt_sics"] is MtSics
