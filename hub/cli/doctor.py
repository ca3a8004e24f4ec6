"""`hub doctor`: looks at everything the hub needs and says in words what to do. Exit 1 when something is broken."""

from __future__ import annotations

import sys
from dataclasses import fields

import click
from sqlalchemy import make_url

from hub.cli import Place, version_text
from hub.cli.commands import Command
from hub.cli.doctor_broker import look_at_broker
from hub.cli.doctor_checks import (
    Check,
    Finding,
    Tone,
    look_at_clock,
    look_at_database,
    look_at_disk,
    look_at_sqlite,
    look_at_zones,
)
from hub.cli.doctor_devices import look_at_printers, look_at_scales
from hub.cli.doctor_scanners import look_at_scanners
from hub.cli.doctor_sensors import look_at_sensors
from hub.cli.texts import text
from hub.kernel.clock import SystemClock
from hub.settings import KEYS, Settings

BROKEN = 1
CHECKS: tuple[Check, ...] = (
    look_at_database,
    look_at_sqlite,
    look_at_disk,
    look_at_clock,
    look_at_zones,
    look_at_broker,
    look_at_scales,
    look_at_printers,
    look_at_scanners,
    look_at_sensors,
)


@click.command(cls=Command)
@click.pass_obj
def doctor(place: Place) -> None:
    settings = place.settings()
    language = settings.hub.language
    clock = SystemClock()
    click.echo(text(language, "doctor_title", version=version_text()))
    findings: list[Finding] = []
    for look in CHECKS:
        for finding in look(settings, clock):
            findings.append(finding)
            click.echo(f"{finding.tone} {text(language, finding.key, **finding.facts)}")
    click.echo()
    click.echo(text(language, "doctor_settings"))
    for line in effective(settings):
        click.echo(f"  {line}")
    click.echo()
    broken = sum(finding.tone is Tone.BROKEN for finding in findings)
    doubtful = sum(finding.tone is Tone.LOOK for finding in findings)
    if broken:
        click.echo(text(language, "doctor_broken", count=broken))
        sys.exit(BROKEN)
    click.echo(text(language, "doctor_warnings" if doubtful else "doctor_all_well", count=doubtful))


def effective(settings: Settings) -> list[str]:
    """Every key with its value and its origin; passwords are masked."""
    rows = [("data_dir", str(settings.data_dir))]
    for key in KEYS:
        section = getattr(settings, key.section)
        value = getattr(section, key.name)
        rows.append((key.dotted, _shown(key.dotted, value)))
    for listed in fields(settings.devices):
        keys = getattr(settings.devices, listed.name)
        if isinstance(keys, tuple):
            rows.append(
                (f"devices.{listed.name}", ", ".join(str(getattr(one, "key", one)) for one in keys) or "–")
            )
    width = max(len(name) for name, _ in rows)
    return [
        f"{name:{width}}  {shown}  ({settings.origins.get(name, 'devices.toml')})" for name, shown in rows
    ]


def _shown(dotted: str, value: object) -> str:
    if value is None:
        return "–"
    if dotted.endswith(".url") and isinstance(value, str):
        return make_url(value).render_as_string(hide_password=True)
    return str(value)
