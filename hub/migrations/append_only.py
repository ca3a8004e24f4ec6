"""The database's own refusal to change what must stay: triggers that reject UPDATE and DELETE on append-only tables.

The texts are written out into a migration step when it is made, so that a step never changes with this module.
"""

from __future__ import annotations

# Readings are packed into sealed days and forgotten by age, so deletion is left to them; nothing may ever be rewritten.
NEVER_UPDATED = (
    "alarm",
    "alarm_cause",
    "alarm_end",
    "alarm_step",
    "alarm_step_photo",
    "audit_entry",
    "calibration",
    "certificate_file",
    "collection_closure",
    "day_review",
    "day_sheet",
    "defrost_plan",
    "defrost_plan_end",
    "door_delay",
    "goods_photo",
    "goods_photo_undone",
    "goods_remark",
    "goods_remark_undone",
    "goods_temperature",
    "hold",
    "hold_release",
    "incident",
    "incident_revision",
    "limit_change",
    "limit_change_withdrawn",
    "line_event",
    "movement",
    "photo",
    "pick",
    "pick_undone",
    "place_limit",
    "print_job_event",
    "reading",
    "reading_seal",
    "receipt",
    "receipt_undone",
    "refusal",
    "refusal_undone",
    "refused_weighing",
    "review_reopened",
    "sensor_word",
    "warm_goods_taken",
    "weighing",
    "weighing_claim",
)
NEVER_DELETED = tuple(table for table in NEVER_UPDATED if table != "reading")


def sqlite_triggers() -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for act, tables in (("update", NEVER_UPDATED), ("delete", NEVER_DELETED))
        for table in tables
    )


def postgresql_triggers() -> tuple[str, ...]:
    refuse = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return (
        refuse,
        *(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            for act, tables in (("update", NEVER_UPDATED), ("delete", NEVER_DELETED))
            for table in tables
        ),
    )
