"""What every page of the floor asks of the house: its scales, its desk for labels, today's local date, numbers as people type them.

Not for: deciding anything about crates; that is the subjects' own affair.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.delivery.note import NotesDesk
from hub.devices.commands import Order, Outcome, ScaleCommand, as_payload, topic_of
from hub.devices.events import LiveState
from hub.devices.spec import ScaleSpec
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Mass, Temperature
from hub.kernel.words import Language
from hub.labels.content import PaperKind, Party, main_of
from hub.receiving.errors import NotAboveZero, NotANumber, WeightMissing
from hub.receiving.records import Weighing
from hub.receiving.rules import NOTHING, Tolerance
from hub.receiving.service import TypedWeight, Weighed
from hub.receiving.typed import WITHOUT_SCALE, Limits, limits_of
from hub.receiving.verification import Validity, validity
from hub.receiving.weighings import newest_unclaimed
from hub.stock.papers import Desk
from hub.stock.records import Place, PlaceKind
from hub.web.access import house
from hub.web.addresses import asked_one_of, day_from
from hub.web.row_ids import row_id

# The state of a scale's display as a tone, an icon and a word: never by colour alone.
Said = tuple[str, str, LazyString]
LIVE_STATES: dict[LiveState, Said] = {
    LiveState.EMPTY: ("off", "circle", _l("Empty. Put the crate on.")),
    LiveState.STABLE: ("ok", "circle-check", _l("Stable")),
    LiveState.MOVING: ("wait", "loader", _l("Moving. Wait until it stands still.")),
    LiveState.TOO_LIGHT: (
        "warn",
        "triangle-alert",
        _l("Too light for this scale. It may not weigh so little."),
    ),
    LiveState.OVERLOAD: ("bad", "octagon-alert", _l("Too heavy. Take something off.")),
    LiveState.UNDERLOAD: (
        "warn",
        "triangle-alert",
        _l("Below zero. Put the tared crate back on, or empty the scale and set it to zero."),
    ),
    LiveState.OTHER_UNIT: (
        "bad",
        "octagon-alert",
        _l("The scale shows another unit. Switch it back with the key on the scale."),
    ),
    LiveState.NET_ONLY: (
        "bad",
        "octagon-alert",
        _l("The scale has a tare and does not tell how much. Clear the tare on the scale."),
    ),
    LiveState.REFUSED: ("bad", "octagon-alert", _l("The scale shows an error. Look at its display.")),
    LiveState.GARBLED: ("warn", "triangle-alert", _l("The scale cannot be understood. Check its cable.")),
    LiveState.SILENT: (
        "warn",
        "triangle-alert",
        _l("The scale says nothing. Check that it is on, or type the weight below."),
    ),
    LiveState.LOST: ("bad", "unplug", _l("The scale is lost. Type the weight below, with a reason.")),
}
# The display goes on showing a load that is written down already, and that this page does not offer.
WRITTEN: Said = (
    "wait",
    "circle-check",
    _l("This load is written down already. Lift it off, then put the next one on."),
)
NOT_HEARD: Said = ("off", "circle-help", _l("Nothing heard from the scale yet."))
# What became of a word to the scale, again as tone, icon and word.
ANSWERS: dict[Outcome, Said] = {
    Outcome.DONE: ("ok", "circle-check", _l("Done: the scale said so.")),
    Outcome.SENT: (
        "wait",
        "circle-help",
        _l("The scale was told, and gives no answer. Look at its display."),
    ),
    Outcome.REFUSED: (
        "bad",
        "octagon-alert",
        _l("The scale says no. Wait until it stands still, then try again, or press the key on the scale."),
    ),
    Outcome.UNKNOWN_TO_SCALE: (
        "warn",
        "triangle-alert",
        _l("This scale cannot be told. Press the key on the scale itself."),
    ),
    Outcome.LOADED: ("warn", "triangle-alert", _l("Something lies on the scale. Lift it off first.")),
    Outcome.TOO_LATE: ("warn", "triangle-alert", _l("Nothing was done: it took too long. Press again.")),
    Outcome.NOT_THERE: ("bad", "unplug", _l("The scale does not answer. Nothing was done.")),
}
# A load that settled longer ago than this is not meant by "take weight": it stays in the list of unclaimed weighings.
FRESH_S = 600
CELSIUS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,3})?")
KILOGRAMS = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")


def today() -> date:
    return house().clock.now().astimezone(house().settings.hub.zone).date()


def local_day(moment: datetime) -> date:
    return moment.astimezone(house().settings.hub.zone).date()


def scales() -> tuple[ScaleSpec, ...]:
    return house().settings.devices.scales


def chosen_scale(kind: PlaceKind) -> ScaleSpec | None:
    """The scale of this station: the one the address or the form names, else one in the first place of a kind, else the first."""
    asked_one_of("scale", [scale.key for scale in scales()])
    named = house().settings.devices.scale(request.values.get("scale", ""))
    if named is not None:
        return named
    with house().database.read() as session:
        place = session.scalar(select(Place.code).where(Place.kind == kind).order_by(Place.id).limit(1))
    here = [scale for scale in scales() if scale.place == place]
    return next(iter((*here, *scales())), None)


def scale_named(key: str) -> ScaleSpec:
    named = house().settings.devices.scale(key)
    if named is None:
        raise NotFound(scale=key)
    return named


def scale_topics(key: str) -> tuple[str, str]:
    return (f"samlast/live/scale/{key}", f"samlast/live/weighing/{key}")


def validity_of(scale: ScaleSpec | None) -> Validity:
    """How the verification of a station's scale stands today."""
    return validity(scale.verified_until if scale else None, today())


def command_topic(key: str) -> str:
    """Where the answer to a command is told: {"order", "operation", "outcome", "at"}."""
    return f"samlast/live/command/{key}"


def command_scale(scale: ScaleSpec, order: Order, operation: str) -> bool:
    """Tell a scale to set itself to zero or to take its tare. False when nobody can pass it on now."""
    command = ScaleCommand(scale.key, order, operation, house().clock.now())
    return house().live.say(topic_of(scale.key), as_payload(command))


@dataclass(frozen=True, slots=True)
class ScaleWords:
    """What a station can say of its scale, each as tone, icon and word, for the page and its script."""

    states: dict[str, list[str]]
    answers: dict[str, list[str]]
    written: list[str]
    not_heard: Said


def scale_words() -> ScaleWords:
    return ScaleWords(
        states={state.value: _as_list(said) for state, said in LIVE_STATES.items()},
        answers={outcome.value: _as_list(said) for outcome, said in ANSWERS.items()},
        written=_as_list(WRITTEN),
        not_heard=NOT_HEARD,
    )


def _as_list(said: Said) -> list[str]:
    tone, icon, word = said
    return [tone, icon, str(word)]


def orders_of(scale: ScaleSpec | None) -> tuple[Order, ...]:
    """What this scale can be told over its line; its language may have no such word."""
    if scale is None:
        return ()
    decoder = scale.new_decoder()
    words = {Order.ZERO: "ask_zero", Order.TARE: "ask_tare"}
    return tuple(order for order, word in words.items() if getattr(decoder, word, None) is not None)


def offered(session: Session, scale: ScaleSpec | None) -> Weighing | None:
    """The load that "take weight" means: the scale's last weighing, if nobody has it and it is what stands on the scale now.

    A load that was lifted off untaken is never given to the next crate: it stays in the list of unclaimed weighings.
    """
    if scale is None:
        return None
    newest = newest_unclaimed(session, scale.key, clock=house().clock, within_s=FRESH_S)
    now = house().live.latest(scale_topics(scale.key)[0])
    if newest is None or now is None:
        return newest
    shown = {
        newest.stood.milligrams,
        newest.gross.milligrams,
    }  # net of the scale's own tare, or a display that shows gross
    same = now.get("state") == LiveState.STABLE and now.get("mass_mg") in shown
    unseen = now.get("state") in {LiveState.LOST, LiveState.SILENT, LiveState.GARBLED}
    return newest if same or unseen else None


def scale_is_lost(key: str) -> bool:
    latest = house().live.latest(f"samlast/live/scale/{key}")
    return latest is not None and latest.get("state") in {LiveState.LOST, LiveState.SILENT}


def printer_for(kind: PaperKind) -> str:
    """The key of the printer that the settings name for a kind of paper, else of the one that takes its whole group."""
    devices = house().settings.devices
    found = devices.printer_for(kind) or devices.printer_for(main_of(kind))
    return found.key if found else main_of(kind).value


def label_desk(language: Language | None = None, *, printer: str | None = None) -> Desk:
    """Where crates are labelled. A house without a label printer still queues the paper, and the job says why it waits."""
    settings = house().settings
    return Desk(
        gs1_prefix=settings.hub.gs1_company_prefix,
        printer=printer or printer_for(PaperKind.CRATE_LABEL),
        language=language or settings.hub.language,
        scale_names={scale.key: scale.name for scale in settings.devices.scales},
        address=settings.web.address or "",
        # Where the devices are simulated, so are the goods.
        made_up=settings.demo.panel_url is not None,
    )


def notes_desk(contact: str, language: Language) -> NotesDesk:
    settings = house().settings
    desk = label_desk(language)
    printer = printer_for(PaperKind.DELIVERY_NOTE)
    hub = settings.hub
    return NotesDesk(
        sender=Party(hub.name, hub.address, hub.phone, hub.approval_number),
        contact=contact,
        contact_phone=hub.phone,
        desk=replace(desk, printer=printer),
    )


def receiving_tolerance() -> Tolerance:
    return Tolerance(house().settings.receiving.tolerance_per_mille)


def picking_per_mille() -> int:
    return house().settings.picking.tolerance_per_mille


def day_in(text: str) -> date:
    """A day out of an address; anything else is no address of ours."""
    found = day_from(text)
    if found is None:
        raise NotFound(day=text)
    return found


def typed_mass(name: str) -> Mass:
    """Kilograms with a comma or a point, to the milligram. Raises NotANumber for anything else, NotAboveZero for 0 and -4."""
    typed = request.form.get(name, "")
    text = (
        re.sub(r"\s", "", typed).replace(",", ".").replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    )
    if not KILOGRAMS.fullmatch(text):
        raise NotANumber(text=typed[:20])
    mass = Mass.kilograms(text)
    if mass <= NOTHING:
        raise NotAboveZero
    return mass


def typed_limits(scale: ScaleSpec | None) -> Limits:
    """What may be typed at a station: what its scale can show, and without a scale what the settings say."""
    if scale is not None:
        return limits_of(scale.maximum, scale.division)
    return replace(WITHOUT_SCALE, most=Mass.kilograms(str(house().settings.receiving.heaviest_typed_kg)))


def typed_celsius(name: str) -> Temperature:
    """Degrees with a comma or a point, and with any kind of minus in front. Raises NotANumber for anything else."""
    typed = request.form.get(name, "")
    text = (
        re.sub(r"[\s°Cc]", "", typed)
        .replace(",", ".")
        .replace("\N{MINUS SIGN}", "-")
        .replace("\N{EN DASH}", "-")
    )
    if not CELSIUS.fullmatch(text):
        raise NotANumber(text=typed[:20])
    return Temperature.celsius(text)


def typed_number(name: str) -> int | None:
    """A whole number or nothing. Raises NotANumber for other text."""
    text = request.form.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):  # noqa: PLR2004 - a million pieces in one crate
        raise NotANumber(text=text[:20])
    return int(text)


def weight_from_form(newest: Callable[[], Weighing | None], scale: ScaleSpec | None) -> Weighed | TypedWeight:
    """The weight that the form means: a typed one with its reason, the weighing that the screen showed, or the newest one.

    `crates` says of a load upon an untaken one whether both are "one" crate or "two"; `unverified_because` why an overdue scale is used.
    Never a mass measured by the browser: the form carries at most the number of a weighing that the worker wrote.
    """
    sure_of = request.form.get("sure_of", "")
    if request.form.get("how") == "typed" or sure_of:
        # Sure of the number that the question was about: another one is asked about anew.
        sure = bool(sure_of) and sure_of == request.form.get("mass", "")
        return TypedWeight(typed_mass("mass"), request.form.get("reason", ""), typed_limits(scale), sure)
    seen = request.form.get("weighing", "")
    if seen:
        meant = row_id(seen)
    else:
        offer = newest()
        meant = offer.id if offer else None
    if meant is None:
        raise WeightMissing
    together = {"one": True, "two": False}.get(request.form.get("crates", ""))
    return Weighed(meant, together, request.form.get("unverified_because", ""))
