"""Where on a form a refusal is said: at the field that can mend it, and above the form when no field can.

Not for: judging what was typed, which is the subject's own affair.
"""

from __future__ import annotations

from collections.abc import Mapping

from hub.kernel.errors import RuleBroken
from hub.web.texts import sentence

# The name under which a page shows what no field of it can mend.
ABOVE = ""


def said_at(refusal: RuleBroken, fields: Mapping[type[RuleBroken], str]) -> dict[str, str]:
    """The sentence of a refusal under the name of its field, or under `ABOVE`."""
    return {fields.get(type(refusal), ABOVE): sentence(refusal)}
