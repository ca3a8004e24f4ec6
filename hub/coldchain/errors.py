"""What can go wrong with rooms and their probes, as codes and facts."""

from hub.kernel.errors import Conflict, RuleBroken


class NoRoomForProbe(RuleBroken):
    """Temperatures are watched where crates are kept cold, packed or driven; a dock or a dry store takes a probe too, an
    unknown place does not.
    """

    code = "no_room_for_probe"


class ProbeAlreadyThere(Conflict):
    """The probe hangs in that place already."""

    code = "probe_already_there"
