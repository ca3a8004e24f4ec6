"""What the cold chain refuses, and why."""

from hub.kernel.errors import RuleBroken


class CalibrationUnusable(RuleBroken):
    """A certificate that says too little or contradicts itself; `what` names the field."""

    code = "calibration_unusable"


class UnknownPreset(RuleBroken):
    """There is no such set of limits in force on that day."""

    code = "unknown_preset"
