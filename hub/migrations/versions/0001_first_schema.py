"""The first schema.

Step 0001, after .
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    "CREATE TRIGGER alarm_no_update BEFORE UPDATE ON alarm BEGIN SELECT RAISE(ABORT, 'alarm is append-only'); END",
    "CREATE TRIGGER alarm_cause_no_update BEFORE UPDATE ON alarm_cause BEGIN SELECT RAISE(ABORT, 'alarm_cause is append-only'); END",
    "CREATE TRIGGER alarm_end_no_update BEFORE UPDATE ON alarm_end BEGIN SELECT RAISE(ABORT, 'alarm_end is append-only'); END",
    "CREATE TRIGGER alarm_step_no_update BEFORE UPDATE ON alarm_step BEGIN SELECT RAISE(ABORT, 'alarm_step is append-only'); END",
    "CREATE TRIGGER alarm_step_photo_no_update BEFORE UPDATE ON alarm_step_photo BEGIN SELECT RAISE(ABORT, 'alarm_step_photo is append-only'); END",
    "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    "CREATE TRIGGER calibration_no_update BEFORE UPDATE ON calibration BEGIN SELECT RAISE(ABORT, 'calibration is append-only'); END",
    "CREATE TRIGGER certificate_file_no_update BEFORE UPDATE ON certificate_file BEGIN SELECT RAISE(ABORT, 'certificate_file is append-only'); END",
    "CREATE TRIGGER collection_closure_no_update BEFORE UPDATE ON collection_closure BEGIN SELECT RAISE(ABORT, 'collection_closure is append-only'); END",
    "CREATE TRIGGER day_review_no_update BEFORE UPDATE ON day_review BEGIN SELECT RAISE(ABORT, 'day_review is append-only'); END",
    "CREATE TRIGGER day_sheet_no_update BEFORE UPDATE ON day_sheet BEGIN SELECT RAISE(ABORT, 'day_sheet is append-only'); END",
    "CREATE TRIGGER defrost_plan_no_update BEFORE UPDATE ON defrost_plan BEGIN SELECT RAISE(ABORT, 'defrost_plan is append-only'); END",
    "CREATE TRIGGER defrost_plan_end_no_update BEFORE UPDATE ON defrost_plan_end BEGIN SELECT RAISE(ABORT, 'defrost_plan_end is append-only'); END",
    "CREATE TRIGGER door_delay_no_update BEFORE UPDATE ON door_delay BEGIN SELECT RAISE(ABORT, 'door_delay is append-only'); END",
    "CREATE TRIGGER goods_photo_no_update BEFORE UPDATE ON goods_photo BEGIN SELECT RAISE(ABORT, 'goods_photo is append-only'); END",
    "CREATE TRIGGER goods_photo_undone_no_update BEFORE UPDATE ON goods_photo_undone BEGIN SELECT RAISE(ABORT, 'goods_photo_undone is append-only'); END",
    "CREATE TRIGGER goods_remark_no_update BEFORE UPDATE ON goods_remark BEGIN SELECT RAISE(ABORT, 'goods_remark is append-only'); END",
    "CREATE TRIGGER goods_remark_undone_no_update BEFORE UPDATE ON goods_remark_undone BEGIN SELECT RAISE(ABORT, 'goods_remark_undone is append-only'); END",
    "CREATE TRIGGER goods_temperature_no_update BEFORE UPDATE ON goods_temperature BEGIN SELECT RAISE(ABORT, 'goods_temperature is append-only'); END",
    "CREATE TRIGGER hold_no_update BEFORE UPDATE ON hold BEGIN SELECT RAISE(ABORT, 'hold is append-only'); END",
    "CREATE TRIGGER hold_release_no_update BEFORE UPDATE ON hold_release BEGIN SELECT RAISE(ABORT, 'hold_release is append-only'); END",
    "CREATE TRIGGER incident_no_update BEFORE UPDATE ON incident BEGIN SELECT RAISE(ABORT, 'incident is append-only'); END",
    "CREATE TRIGGER incident_revision_no_update BEFORE UPDATE ON incident_revision BEGIN SELECT RAISE(ABORT, 'incident_revision is append-only'); END",
    "CREATE TRIGGER limit_change_no_update BEFORE UPDATE ON limit_change BEGIN SELECT RAISE(ABORT, 'limit_change is append-only'); END",
    "CREATE TRIGGER limit_change_withdrawn_no_update BEFORE UPDATE ON limit_change_withdrawn BEGIN SELECT RAISE(ABORT, 'limit_change_withdrawn is append-only'); END",
    "CREATE TRIGGER line_event_no_update BEFORE UPDATE ON line_event BEGIN SELECT RAISE(ABORT, 'line_event is append-only'); END",
    "CREATE TRIGGER movement_no_update BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END",
    "CREATE TRIGGER photo_no_update BEFORE UPDATE ON photo BEGIN SELECT RAISE(ABORT, 'photo is append-only'); END",
    "CREATE TRIGGER pick_no_update BEFORE UPDATE ON pick BEGIN SELECT RAISE(ABORT, 'pick is append-only'); END",
    "CREATE TRIGGER pick_undone_no_update BEFORE UPDATE ON pick_undone BEGIN SELECT RAISE(ABORT, 'pick_undone is append-only'); END",
    "CREATE TRIGGER place_limit_no_update BEFORE UPDATE ON place_limit BEGIN SELECT RAISE(ABORT, 'place_limit is append-only'); END",
    "CREATE TRIGGER print_job_event_no_update BEFORE UPDATE ON print_job_event BEGIN SELECT RAISE(ABORT, 'print_job_event is append-only'); END",
    "CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'reading is append-only'); END",
    "CREATE TRIGGER reading_seal_no_update BEFORE UPDATE ON reading_seal BEGIN SELECT RAISE(ABORT, 'reading_seal is append-only'); END",
    "CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END",
    "CREATE TRIGGER receipt_undone_no_update BEFORE UPDATE ON receipt_undone BEGIN SELECT RAISE(ABORT, 'receipt_undone is append-only'); END",
    "CREATE TRIGGER refusal_no_update BEFORE UPDATE ON refusal BEGIN SELECT RAISE(ABORT, 'refusal is append-only'); END",
    "CREATE TRIGGER refusal_undone_no_update BEFORE UPDATE ON refusal_undone BEGIN SELECT RAISE(ABORT, 'refusal_undone is append-only'); END",
    "CREATE TRIGGER refused_weighing_no_update BEFORE UPDATE ON refused_weighing BEGIN SELECT RAISE(ABORT, 'refused_weighing is append-only'); END",
    "CREATE TRIGGER review_reopened_no_update BEFORE UPDATE ON review_reopened BEGIN SELECT RAISE(ABORT, 'review_reopened is append-only'); END",
    "CREATE TRIGGER sensor_word_no_update BEFORE UPDATE ON sensor_word BEGIN SELECT RAISE(ABORT, 'sensor_word is append-only'); END",
    "CREATE TRIGGER warm_goods_taken_no_update BEFORE UPDATE ON warm_goods_taken BEGIN SELECT RAISE(ABORT, 'warm_goods_taken is append-only'); END",
    "CREATE TRIGGER weighing_no_update BEFORE UPDATE ON weighing BEGIN SELECT RAISE(ABORT, 'weighing is append-only'); END",
    "CREATE TRIGGER weighing_claim_no_update BEFORE UPDATE ON weighing_claim BEGIN SELECT RAISE(ABORT, 'weighing_claim is append-only'); END",
    "CREATE TRIGGER alarm_no_delete BEFORE DELETE ON alarm BEGIN SELECT RAISE(ABORT, 'alarm is append-only'); END",
    "CREATE TRIGGER alarm_cause_no_delete BEFORE DELETE ON alarm_cause BEGIN SELECT RAISE(ABORT, 'alarm_cause is append-only'); END",
    "CREATE TRIGGER alarm_end_no_delete BEFORE DELETE ON alarm_end BEGIN SELECT RAISE(ABORT, 'alarm_end is append-only'); END",
    "CREATE TRIGGER alarm_step_no_delete BEFORE DELETE ON alarm_step BEGIN SELECT RAISE(ABORT, 'alarm_step is append-only'); END",
    "CREATE TRIGGER alarm_step_photo_no_delete BEFORE DELETE ON alarm_step_photo BEGIN SELECT RAISE(ABORT, 'alarm_step_photo is append-only'); END",
    "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    "CREATE TRIGGER calibration_no_delete BEFORE DELETE ON calibration BEGIN SELECT RAISE(ABORT, 'calibration is append-only'); END",
    "CREATE TRIGGER certificate_file_no_delete BEFORE DELETE ON certificate_file BEGIN SELECT RAISE(ABORT, 'certificate_file is append-only'); END",
    "CREATE TRIGGER collection_closure_no_delete BEFORE DELETE ON collection_closure BEGIN SELECT RAISE(ABORT, 'collection_closure is append-only'); END",
    "CREATE TRIGGER day_review_no_delete BEFORE DELETE ON day_review BEGIN SELECT RAISE(ABORT, 'day_review is append-only'); END",
    "CREATE TRIGGER day_sheet_no_delete BEFORE DELETE ON day_sheet BEGIN SELECT RAISE(ABORT, 'day_sheet is append-only'); END",
    "CREATE TRIGGER defrost_plan_no_delete BEFORE DELETE ON defrost_plan BEGIN SELECT RAISE(ABORT, 'defrost_plan is append-only'); END",
    "CREATE TRIGGER defrost_plan_end_no_delete BEFORE DELETE ON defrost_plan_end BEGIN SELECT RAISE(ABORT, 'defrost_plan_end is append-only'); END",
    "CREATE TRIGGER door_delay_no_delete BEFORE DELETE ON door_delay BEGIN SELECT RAISE(ABORT, 'door_delay is append-only'); END",
    "CREATE TRIGGER goods_photo_no_delete BEFORE DELETE ON goods_photo BEGIN SELECT RAISE(ABORT, 'goods_photo is append-only'); END",
    "CREATE TRIGGER goods_photo_undone_no_delete BEFORE DELETE ON goods_photo_undone BEGIN SELECT RAISE(ABORT, 'goods_photo_undone is append-only'); END",
    "CREATE TRIGGER goods_remark_no_delete BEFORE DELETE ON goods_remark BEGIN SELECT RAISE(ABORT, 'goods_remark is append-only'); END",
    "CREATE TRIGGER goods_remark_undone_no_delete BEFORE DELETE ON goods_remark_undone BEGIN SELECT RAISE(ABORT, 'goods_remark_undone is append-only'); END",
    "CREATE TRIGGER goods_temperature_no_delete BEFORE DELETE ON goods_temperature BEGIN SELECT RAISE(ABORT, 'goods_temperature is append-only'); END",
    "CREATE TRIGGER hold_no_delete BEFORE DELETE ON hold BEGIN SELECT RAISE(ABORT, 'hold is append-only'); END",
    "CREATE TRIGGER hold_release_no_delete BEFORE DELETE ON hold_release BEGIN SELECT RAISE(ABORT, 'hold_release is append-only'); END",
    "CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident BEGIN SELECT RAISE(ABORT, 'incident is append-only'); END",
    "CREATE TRIGGER incident_revision_no_delete BEFORE DELETE ON incident_revision BEGIN SELECT RAISE(ABORT, 'incident_revision is append-only'); END",
    "CREATE TRIGGER limit_change_no_delete BEFORE DELETE ON limit_change BEGIN SELECT RAISE(ABORT, 'limit_change is append-only'); END",
    "CREATE TRIGGER limit_change_withdrawn_no_delete BEFORE DELETE ON limit_change_withdrawn BEGIN SELECT RAISE(ABORT, 'limit_change_withdrawn is append-only'); END",
    "CREATE TRIGGER line_event_no_delete BEFORE DELETE ON line_event BEGIN SELECT RAISE(ABORT, 'line_event is append-only'); END",
    "CREATE TRIGGER movement_no_delete BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END",
    "CREATE TRIGGER photo_no_delete BEFORE DELETE ON photo BEGIN SELECT RAISE(ABORT, 'photo is append-only'); END",
    "CREATE TRIGGER pick_no_delete BEFORE DELETE ON pick BEGIN SELECT RAISE(ABORT, 'pick is append-only'); END",
    "CREATE TRIGGER pick_undone_no_delete BEFORE DELETE ON pick_undone BEGIN SELECT RAISE(ABORT, 'pick_undone is append-only'); END",
    "CREATE TRIGGER place_limit_no_delete BEFORE DELETE ON place_limit BEGIN SELECT RAISE(ABORT, 'place_limit is append-only'); END",
    "CREATE TRIGGER print_job_event_no_delete BEFORE DELETE ON print_job_event BEGIN SELECT RAISE(ABORT, 'print_job_event is append-only'); END",
    "CREATE TRIGGER reading_seal_no_delete BEFORE DELETE ON reading_seal BEGIN SELECT RAISE(ABORT, 'reading_seal is append-only'); END",
    "CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END",
    "CREATE TRIGGER receipt_undone_no_delete BEFORE DELETE ON receipt_undone BEGIN SELECT RAISE(ABORT, 'receipt_undone is append-only'); END",
    "CREATE TRIGGER refusal_no_delete BEFORE DELETE ON refusal BEGIN SELECT RAISE(ABORT, 'refusal is append-only'); END",
    "CREATE TRIGGER refusal_undone_no_delete BEFORE DELETE ON refusal_undone BEGIN SELECT RAISE(ABORT, 'refusal_undone is append-only'); END",
    "CREATE TRIGGER refused_weighing_no_delete BEFORE DELETE ON refused_weighing BEGIN SELECT RAISE(ABORT, 'refused_weighing is append-only'); END",
    "CREATE TRIGGER review_reopened_no_delete BEFORE DELETE ON review_reopened BEGIN SELECT RAISE(ABORT, 'review_reopened is append-only'); END",
    "CREATE TRIGGER sensor_word_no_delete BEFORE DELETE ON sensor_word BEGIN SELECT RAISE(ABORT, 'sensor_word is append-only'); END",
    "CREATE TRIGGER warm_goods_taken_no_delete BEFORE DELETE ON warm_goods_taken BEGIN SELECT RAISE(ABORT, 'warm_goods_taken is append-only'); END",
    "CREATE TRIGGER weighing_no_delete BEFORE DELETE ON weighing BEGIN SELECT RAISE(ABORT, 'weighing is append-only'); END",
    "CREATE TRIGGER weighing_claim_no_delete BEFORE DELETE ON weighing_claim BEGIN SELECT RAISE(ABORT, 'weighing_claim is append-only'); END",
)

POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
    "CREATE TRIGGER alarm_no_update BEFORE UPDATE ON alarm FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_cause_no_update BEFORE UPDATE ON alarm_cause FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_end_no_update BEFORE UPDATE ON alarm_end FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_step_no_update BEFORE UPDATE ON alarm_step FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_step_photo_no_update BEFORE UPDATE ON alarm_step_photo FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER calibration_no_update BEFORE UPDATE ON calibration FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER certificate_file_no_update BEFORE UPDATE ON certificate_file FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER collection_closure_no_update BEFORE UPDATE ON collection_closure FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER day_review_no_update BEFORE UPDATE ON day_review FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER day_sheet_no_update BEFORE UPDATE ON day_sheet FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER defrost_plan_no_update BEFORE UPDATE ON defrost_plan FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER defrost_plan_end_no_update BEFORE UPDATE ON defrost_plan_end FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER door_delay_no_update BEFORE UPDATE ON door_delay FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_photo_no_update BEFORE UPDATE ON goods_photo FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_photo_undone_no_update BEFORE UPDATE ON goods_photo_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_remark_no_update BEFORE UPDATE ON goods_remark FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_remark_undone_no_update BEFORE UPDATE ON goods_remark_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_temperature_no_update BEFORE UPDATE ON goods_temperature FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER hold_no_update BEFORE UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER hold_release_no_update BEFORE UPDATE ON hold_release FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER incident_no_update BEFORE UPDATE ON incident FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER incident_revision_no_update BEFORE UPDATE ON incident_revision FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER limit_change_no_update BEFORE UPDATE ON limit_change FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER limit_change_withdrawn_no_update BEFORE UPDATE ON limit_change_withdrawn FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER line_event_no_update BEFORE UPDATE ON line_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER movement_no_update BEFORE UPDATE ON movement FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER photo_no_update BEFORE UPDATE ON photo FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER pick_no_update BEFORE UPDATE ON pick FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER pick_undone_no_update BEFORE UPDATE ON pick_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER place_limit_no_update BEFORE UPDATE ON place_limit FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER print_job_event_no_update BEFORE UPDATE ON print_job_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER reading_seal_no_update BEFORE UPDATE ON reading_seal FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER receipt_undone_no_update BEFORE UPDATE ON receipt_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER refusal_no_update BEFORE UPDATE ON refusal FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER refusal_undone_no_update BEFORE UPDATE ON refusal_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER refused_weighing_no_update BEFORE UPDATE ON refused_weighing FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER review_reopened_no_update BEFORE UPDATE ON review_reopened FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER sensor_word_no_update BEFORE UPDATE ON sensor_word FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER warm_goods_taken_no_update BEFORE UPDATE ON warm_goods_taken FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER weighing_no_update BEFORE UPDATE ON weighing FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER weighing_claim_no_update BEFORE UPDATE ON weighing_claim FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_no_delete BEFORE DELETE ON alarm FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_cause_no_delete BEFORE DELETE ON alarm_cause FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_end_no_delete BEFORE DELETE ON alarm_end FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_step_no_delete BEFORE DELETE ON alarm_step FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER alarm_step_photo_no_delete BEFORE DELETE ON alarm_step_photo FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER calibration_no_delete BEFORE DELETE ON calibration FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER certificate_file_no_delete BEFORE DELETE ON certificate_file FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER collection_closure_no_delete BEFORE DELETE ON collection_closure FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER day_review_no_delete BEFORE DELETE ON day_review FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER day_sheet_no_delete BEFORE DELETE ON day_sheet FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER defrost_plan_no_delete BEFORE DELETE ON defrost_plan FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER defrost_plan_end_no_delete BEFORE DELETE ON defrost_plan_end FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER door_delay_no_delete BEFORE DELETE ON door_delay FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_photo_no_delete BEFORE DELETE ON goods_photo FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_photo_undone_no_delete BEFORE DELETE ON goods_photo_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_remark_no_delete BEFORE DELETE ON goods_remark FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_remark_undone_no_delete BEFORE DELETE ON goods_remark_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER goods_temperature_no_delete BEFORE DELETE ON goods_temperature FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER hold_no_delete BEFORE DELETE ON hold FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER hold_release_no_delete BEFORE DELETE ON hold_release FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER incident_revision_no_delete BEFORE DELETE ON incident_revision FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER limit_change_no_delete BEFORE DELETE ON limit_change FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER limit_change_withdrawn_no_delete BEFORE DELETE ON limit_change_withdrawn FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER line_event_no_delete BEFORE DELETE ON line_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER movement_no_delete BEFORE DELETE ON movement FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER photo_no_delete BEFORE DELETE ON photo FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER pick_no_delete BEFORE DELETE ON pick FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER pick_undone_no_delete BEFORE DELETE ON pick_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER place_limit_no_delete BEFORE DELETE ON place_limit FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER print_job_event_no_delete BEFORE DELETE ON print_job_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER reading_seal_no_delete BEFORE DELETE ON reading_seal FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER receipt_undone_no_delete BEFORE DELETE ON receipt_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER refusal_no_delete BEFORE DELETE ON refusal FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER refusal_undone_no_delete BEFORE DELETE ON refusal_undone FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER refused_weighing_no_delete BEFORE DELETE ON refused_weighing FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER review_reopened_no_delete BEFORE DELETE ON review_reopened FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER sensor_word_no_delete BEFORE DELETE ON sensor_word FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER warm_goods_taken_no_delete BEFORE DELETE ON warm_goods_taken FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER weighing_no_delete BEFORE DELETE ON weighing FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER weighing_claim_no_delete BEFORE DELETE ON weighing_claim FOR EACH ROW EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    op.create_table(
        "crate_type",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("tare", sa.BigInteger(), nullable=False),
        sa.Column("length_mm", sa.Integer(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("returnable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crate_type")),
        sa.UniqueConstraint("code", name=op.f("uq_crate_type_code")),
    )
    op.create_table(
        "dead_letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("retained", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_letter")),
    )
    op.create_table(
        "dropped_messages",
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("minute_ms", sa.BigInteger(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "minute_ms", name=op.f("pk_dropped_messages")),
    )
    op.create_table(
        "kiosk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_kiosk_token_hash")),
    )
    op.create_table(
        "kitchen",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("municipality", sa.String(length=80), nullable=False),
        sa.Column("latitude_e6", sa.Integer(), nullable=False),
        sa.Column("longitude_e6", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("register", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kitchen")),
        sa.UniqueConstraint("code", name=op.f("uq_kitchen_code")),
    )
    op.create_table(
        "login_throttle",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_throttle")),
    )
    op.create_table(
        "message_block",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_block")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_message_block_received_at"), "message_block", ["received_at"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("sha256", name=op.f("uq_photo_sha256")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("storage_classes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("code", name=op.f("uq_place_code")),
    )
    op.create_table(
        "probe",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sensor_key", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("first_heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_probe")),
        sa.UniqueConstraint("sensor_key", name=op.f("uq_probe_sensor_key")),
    )
    op.create_table(
        "producer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("municipality", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("approval_number", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_producer")),
        sa.UniqueConstraint("code", name=op.f("uq_producer_code")),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("storage_class", sa.String(40), nullable=False),
        sa.Column("allergens", sa.JSON(), nullable=False),
        sa.Column("species", sa.JSON(), nullable=False),
        sa.Column("prepared", sa.Boolean(), nullable=False),
        sa.Column("scientific_name", sa.String(length=80), nullable=True),
        sa.Column("fao_code", sa.String(length=3), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("code", name=op.f("uq_product_code")),
    )
    op.create_table(
        "route",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route")),
        sa.UniqueConstraint("code", name=op.f("uq_route_code")),
    )
    op.create_table(
        "series",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_series")),
    )
    op.create_table(
        "weighing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scale", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("tare", sa.BigInteger(), nullable=False),
        sa.Column("tare_kind", sa.String(40), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("device_serial", sa.String(length=60), nullable=True),
        sa.Column("verified_until", sa.Date(), nullable=True),
        sa.Column("alibi_number", sa.String(length=40), nullable=True),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weighing")),
        sa.UniqueConstraint("hash", name=op.f("uq_weighing_hash")),
        sa.UniqueConstraint("scale", "number", name=op.f("uq_weighing_scale_number")),
    )
    op.create_index(op.f("ix_weighing_at"), "weighing", ["at"], unique=False)
    op.create_index(op.f("ix_weighing_scale"), "weighing", ["scale"], unique=False)
    op.create_table(
        "alarm",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("side", sa.String(40), nullable=True),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_alarm_place_id")),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_alarm_probe_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
    )
    op.create_index(op.f("ix_alarm_place_id"), "alarm", ["place_id"], unique=False)
    op.create_index(op.f("ix_alarm_raised_at"), "alarm", ["raised_at"], unique=False)
    op.create_index(op.f("ix_alarm_since_ms"), "alarm", ["since_ms"], unique=False)
    op.create_table(
        "article",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("producer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grade", sa.String(40), nullable=False),
        sa.Column("storage_class", sa.String(40), nullable=False),
        sa.Column("sold_by", sa.String(40), nullable=False),
        sa.Column("pack_mass", sa.BigInteger(), nullable=False),
        sa.Column("pack_count", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("shelf_life_days", sa.Integer(), nullable=False),
        sa.Column("origin_country", sa.String(length=2), nullable=False),
        sa.Column("organic", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("variety", sa.String(length=60), nullable=True),
        sa.Column("quality_class", sa.String(length=20), nullable=True),
        sa.Column("gtin", sa.String(length=14), nullable=True),
        sa.Column("production_method", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name=op.f("fk_article_producer_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_article_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("number", name=op.f("uq_article_number")),
        sa.UniqueConstraint(
            "product_id", "producer_id", "grade", name=op.f("uq_article_product_id_producer_id_grade")
        ),
    )
    op.create_index(op.f("ix_article_producer_id"), "article", ["producer_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gap_s", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_assignment_place_id")),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_assignment_probe_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_place_id"), "assignment", ["place_id"], unique=False)
    op.create_index(op.f("ix_assignment_probe_id"), "assignment", ["probe_id"], unique=False)
    op.create_table(
        "collection_rule",
        sa.Column("producer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("arrives_at", sa.Time(), nullable=False),
        sa.Column("cut_off_days", sa.Integer(), nullable=False),
        sa.Column("cut_off_at", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_collection_rule_weekday")),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["producer.id"], name=op.f("fk_collection_rule_producer_id")
        ),
        sa.ForeignKeyConstraint(["route_id"], ["route.id"], name=op.f("fk_collection_rule_route_id")),
        sa.PrimaryKeyConstraint("producer_id", "weekday", name=op.f("pk_collection_rule")),
    )
    op.create_table(
        "delivery_rule",
        sa.Column("kitchen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("window_from", sa.Time(), nullable=False),
        sa.Column("window_to", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_delivery_rule_weekday")),
        sa.ForeignKeyConstraint(["kitchen_id"], ["kitchen.id"], name=op.f("fk_delivery_rule_kitchen_id")),
        sa.ForeignKeyConstraint(["route_id"], ["route.id"], name=op.f("fk_delivery_rule_route_id")),
        sa.PrimaryKeyConstraint("kitchen_id", "weekday", name=op.f("pk_delivery_rule")),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("side", sa.String(40), nullable=False),
        sa.Column("start_ms", sa.BigInteger(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_incident_place_id")),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_incident_probe_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint(
            "place_id",
            "probe_id",
            "level",
            "side",
            "start_ms",
            name=op.f("uq_incident_place_id_probe_id_level_side_start_ms"),
        ),
    )
    op.create_index(op.f("ix_incident_place_id"), "incident", ["place_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("badge_hash", sa.String(length=64), nullable=True),
        sa.Column("pin_hash", sa.String(length=200), nullable=True),
        sa.Column("kitchen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("producer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["kitchen_id"], ["kitchen.id"], name=op.f("fk_person_kitchen_id")),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name=op.f("fk_person_producer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("badge_hash", name=op.f("uq_person_badge_hash")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "reading",
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("temperature", sa.Integer(), nullable=True),
        sa.Column("fault", sa.String(length=80), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("claimed_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_reading_probe_id")),
        sa.PrimaryKeyConstraint("probe_id", "at_ms", name=op.f("pk_reading")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading_seal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_reading_seal_probe_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reading_seal")),
    )
    op.create_table(
        "rollup",
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("span_s", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lowest", sa.Integer(), nullable=False),
        sa.Column("highest", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_rollup_probe_id")),
        sa.PrimaryKeyConstraint("probe_id", "span_s", "number", name=op.f("pk_rollup")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_day",
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("measured", sa.LargeBinary(), nullable=False),
        sa.Column("origins", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_sealed_day_probe_id")),
        sa.PrimaryKeyConstraint("probe_id", "day", name=op.f("pk_sealed_day")),
    )
    op.create_table(
        "sensor_word",
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity", sa.String(length=40), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_sensor_word_probe_id")),
        sa.PrimaryKeyConstraint("probe_id", "quantity", "at_ms", name=op.f("pk_sensor_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alarm_cause",
        sa.Column("alarm_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarm.id"], name=op.f("fk_alarm_cause_alarm_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_alarm_cause_incident_id")),
        sa.PrimaryKeyConstraint("alarm_id", "incident_id", name=op.f("pk_alarm_cause")),
    )
    op.create_index(op.f("ix_alarm_cause_incident_id"), "alarm_cause", ["incident_id"], unique=False)
    op.create_table(
        "alarm_end",
        sa.Column("alarm_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ended_ms", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarm.id"], name=op.f("fk_alarm_end_alarm_id")),
        sa.PrimaryKeyConstraint("alarm_id", name=op.f("pk_alarm_end")),
    )
    op.create_table(
        "alarm_letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("alarm_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarm.id"], name=op.f("fk_alarm_letter_alarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_alarm_letter_key")),
    )
    op.create_index(op.f("ix_alarm_letter_alarm_id"), "alarm_letter", ["alarm_id"], unique=False)
    op.create_index(op.f("ix_alarm_letter_next_try_at"), "alarm_letter", ["next_try_at"], unique=False)
    op.create_table(
        "alarm_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("alarm_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarm.id"], name=op.f("fk_alarm_step_alarm_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alarm_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm_step")),
        sa.UniqueConstraint("operation", name=op.f("uq_alarm_step_operation")),
    )
    op.create_index(op.f("ix_alarm_step_alarm_id"), "alarm_step", ["alarm_id"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("verb", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_entry_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
    )
    op.create_index(op.f("ix_audit_entry_subject"), "audit_entry", ["subject"], unique=False)
    op.create_index(op.f("ix_audit_entry_verb"), "audit_entry", ["verb"], unique=False)
    op.create_table(
        "browser_session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kiosk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosk.id"], name=op.f("fk_browser_session_kiosk_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_browser_session_person_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_browser_session")),
    )
    op.create_index(op.f("ix_browser_session_person_id"), "browser_session", ["person_id"], unique=False)
    op.create_table(
        "calibration",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("certificate", sa.String(length=80), nullable=False),
        sa.Column("laboratory", sa.String(length=120), nullable=False),
        sa.Column("calibrated_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("offset_value", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["calibration.id"], name=op.f("fk_calibration_corrects_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calibration_person_id")),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_calibration_probe_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_calibration_corrects_id")),
        sa.UniqueConstraint("operation", name=op.f("uq_calibration_operation")),
    )
    op.create_index(op.f("ix_calibration_probe_id"), "calibration", ["probe_id"], unique=False)
    op.create_table(
        "calibration_spell",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("probe_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calibration_spell_person_id")),
        sa.ForeignKeyConstraint(["probe_id"], ["probe.id"], name=op.f("fk_calibration_spell_probe_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_spell")),
        sa.UniqueConstraint("operation", name=op.f("uq_calibration_spell_operation")),
    )
    op.create_index(op.f("ix_calibration_spell_probe_id"), "calibration_spell", ["probe_id"], unique=False)
    op.create_table(
        "collection_closure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collect_on", sa.Date(), nullable=False),
        sa.Column("announced", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_collection_closure_article_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_collection_closure_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_closure")),
        sa.UniqueConstraint(
            "article_id", "collect_on", name=op.f("uq_collection_closure_article_id_collect_on")
        ),
    )
    op.create_table(
        "day_review",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_day_review_person_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["day_review.id"], name=op.f("fk_day_review_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_review")),
        sa.UniqueConstraint("number", name=op.f("uq_day_review_number")),
        sa.UniqueConstraint("operation", name=op.f("uq_day_review_operation")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_day_review_replaces_id")),
    )
    op.create_index(op.f("ix_day_review_day"), "day_review", ["day"], unique=False)
    op.create_table(
        "day_sheet",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_day_sheet_person_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["day_sheet.id"], name=op.f("fk_day_sheet_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_sheet")),
        sa.UniqueConstraint("hash", name=op.f("uq_day_sheet_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_day_sheet_number")),
        sa.UniqueConstraint("operation", name=op.f("uq_day_sheet_operation")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_day_sheet_replaces_id")),
    )
    op.create_index(op.f("ix_day_sheet_day"), "day_sheet", ["day"], unique=False)
    op.create_table(
        "defrost_plan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("length_s", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_defrost_plan_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_defrost_plan_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_defrost_plan")),
    )
    op.create_index(op.f("ix_defrost_plan_operation"), "defrost_plan", ["operation"], unique=False)
    op.create_index(op.f("ix_defrost_plan_place_id"), "defrost_plan", ["place_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("kitchen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivery_on", sa.Date(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["delivered_by_id"], ["person.id"], name=op.f("fk_delivery_delivered_by_id")),
        sa.ForeignKeyConstraint(["kitchen_id"], ["kitchen.id"], name=op.f("fk_delivery_kitchen_id")),
        sa.ForeignKeyConstraint(["loaded_by_id"], ["person.id"], name=op.f("fk_delivery_loaded_by_id")),
        sa.ForeignKeyConstraint(["route_id"], ["route.id"], name=op.f("fk_delivery_route_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "kitchen_id", "delivery_on", "sequence", name=op.f("uq_delivery_kitchen_id_delivery_on_sequence")
        ),
        sa.UniqueConstraint("note_number", name=op.f("uq_delivery_note_number")),
        sa.UniqueConstraint("operation", name=op.f("uq_delivery_operation")),
    )
    op.create_index(op.f("ix_delivery_delivery_on"), "delivery", ["delivery_on"], unique=False)
    op.create_index(op.f("ix_delivery_kitchen_id"), "delivery", ["kitchen_id"], unique=False)
    op.create_table(
        "door_delay",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delay_s", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_door_delay_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_door_delay_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_delay")),
        sa.UniqueConstraint("operation", name=op.f("uq_door_delay_operation")),
    )
    op.create_index(op.f("ix_door_delay_place_id"), "door_delay", ["place_id"], unique=False)
    op.create_table(
        "goods_temperature",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collect_on", sa.Date(), nullable=False),
        sa.Column("temperature", sa.Integer(), nullable=False),
        sa.Column("thermometer", sa.String(length=60), nullable=True),
        sa.Column("limit", sa.Integer(), nullable=True),
        sa.Column("leeway", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_goods_temperature_article_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_goods_temperature_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_temperature")),
        sa.UniqueConstraint("operation", name=op.f("uq_goods_temperature_operation")),
    )
    op.create_index(op.f("ix_goods_temperature_at"), "goods_temperature", ["at"], unique=False)
    op.create_index(
        op.f("ix_goods_temperature_collect_on"), "goods_temperature", ["collect_on"], unique=False
    )
    op.create_table(
        "incident_revision",
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("because", sa.String(length=20), nullable=False),
        sa.Column("late_readings", sa.Integer(), nullable=False),
        sa.Column("last_message_id", sa.BigInteger(), nullable=True),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_revision_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "number", name=op.f("pk_incident_revision")),
    )
    op.create_table(
        "kitchen_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kitchen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivery_on", sa.Date(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("made_up", sa.Boolean(), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["kitchen_id"], ["kitchen.id"], name=op.f("fk_kitchen_order_kitchen_id")),
        sa.ForeignKeyConstraint(["placed_by_id"], ["person.id"], name=op.f("fk_kitchen_order_placed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kitchen_order")),
        sa.UniqueConstraint("number", name=op.f("uq_kitchen_order_number")),
        sa.UniqueConstraint("operation", name=op.f("uq_kitchen_order_operation")),
    )
    op.create_index(op.f("ix_kitchen_order_delivery_on"), "kitchen_order", ["delivery_on"], unique=False)
    op.create_index(op.f("ix_kitchen_order_kitchen_id"), "kitchen_order", ["kitchen_id"], unique=False)
    op.create_table(
        "limit_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("preset", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_limit_change_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_limit_change_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limit_change")),
        sa.UniqueConstraint("operation", name=op.f("uq_limit_change_operation")),
    )
    op.create_index(op.f("ix_limit_change_place_id"), "limit_change", ["place_id"], unique=False)
    op.create_table(
        "lot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("best_before", sa.Date(), nullable=False),
        sa.Column("origin_country", sa.String(length=2), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_lot_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("number", name=op.f("uq_lot_number")),
    )
    op.create_index("ix_lot_article_id_collected_on", "lot", ["article_id", "collected_on"], unique=False)
    op.create_table(
        "person_role",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_role_person_id")),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_person_role")),
    )
    op.create_table(
        "print_job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("printer", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("sought_by", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("trouble", sa.String(length=200), nullable=True),
        sa.Column("proof", sa.String(40), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_print_job_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint(
            "kind", "subject", "copy_number", name=op.f("uq_print_job_kind_subject_copy_number")
        ),
        sa.UniqueConstraint("operation", name=op.f("uq_print_job_operation")),
    )
    op.create_index(op.f("ix_print_job_printer"), "print_job", ["printer"], unique=False)
    op.create_index(op.f("ix_print_job_state"), "print_job", ["state"], unique=False)
    op.create_index(op.f("ix_print_job_subject"), "print_job", ["subject"], unique=False)
    op.create_table(
        "provenance_told",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collect_on", sa.Date(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_provenance_told_article_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_provenance_told_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provenance_told")),
        sa.UniqueConstraint("operation", name=op.f("uq_provenance_told_operation")),
    )
    op.create_index(op.f("ix_provenance_told_article_id"), "provenance_told", ["article_id"], unique=False)
    op.create_table(
        "refusal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collect_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=True),
        sa.Column("known_by", sa.String(40), nullable=False),
        sa.Column("mass", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("typed_reason", sa.String(length=200), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.CheckConstraint("mass >= 0", name=op.f("ck_refusal_mass_not_negative")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_refusal_article_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_refusal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal")),
        sa.UniqueConstraint("number", name=op.f("uq_refusal_number")),
        sa.UniqueConstraint("operation", name=op.f("uq_refusal_operation")),
    )
    op.create_index(op.f("ix_refusal_at"), "refusal", ["at"], unique=False)
    op.create_index(op.f("ix_refusal_collect_on"), "refusal", ["collect_on"], unique=False)
    op.create_table(
        "alarm_step_photo",
        sa.Column("step_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("photo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_alarm_step_photo_photo_id")),
        sa.ForeignKeyConstraint(["step_id"], ["alarm_step.id"], name=op.f("fk_alarm_step_photo_step_id")),
        sa.PrimaryKeyConstraint("step_id", "photo_id", name=op.f("pk_alarm_step_photo")),
    )
    op.create_table(
        "certificate_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("calibration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["calibration_id"], ["calibration.id"], name=op.f("fk_certificate_file_calibration_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_file_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_file")),
        sa.UniqueConstraint(
            "calibration_id", "sha256", name=op.f("uq_certificate_file_calibration_id_sha256")
        ),
    )
    op.create_table(
        "crate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sscc", sa.String(length=18), nullable=False),
        sa.Column("lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("crate_type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("weight_kind", sa.String(40), nullable=False),
        sa.Column("typed_reason", sa.String(length=200), nullable=True),
        sa.Column("labelled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["crate_type_id"], ["crate_type.id"], name=op.f("fk_crate_crate_type_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_crate_lot_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["crate.id"], name=op.f("fk_crate_parent_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["crate.id"], name=op.f("fk_crate_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crate")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_crate_replaces_id")),
        sa.UniqueConstraint("sscc", name=op.f("uq_crate_sscc")),
    )
    op.create_index(op.f("ix_crate_labelled_at"), "crate", ["labelled_at"], unique=False)
    op.create_index(op.f("ix_crate_lot_id"), "crate", ["lot_id"], unique=False)
    op.create_table(
        "defrost_plan_end",
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_defrost_plan_end_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["defrost_plan.id"], name=op.f("fk_defrost_plan_end_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_defrost_plan_end")),
    )
    op.create_table(
        "limit_change_withdrawn",
        sa.Column("change_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["limit_change.id"], name=op.f("fk_limit_change_withdrawn_change_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_limit_change_withdrawn_person_id")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_limit_change_withdrawn")),
    )
    op.create_table(
        "order_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mass", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("collect_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_order_line_article_id")),
        sa.ForeignKeyConstraint(["order_id"], ["kitchen_order.id"], name=op.f("fk_order_line_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
        sa.UniqueConstraint("order_id", "position", name=op.f("uq_order_line_order_id_position")),
    )
    op.create_index(op.f("ix_order_line_article_id"), "order_line", ["article_id"], unique=False)
    op.create_index(op.f("ix_order_line_collect_on"), "order_line", ["collect_on"], unique=False)
    op.create_index(op.f("ix_order_line_state"), "order_line", ["state"], unique=False)
    op.create_table(
        "package",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sscc", sa.String(length=18), nullable=False),
        sa.Column("kitchen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivery_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("set_size", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_package_delivery_id")),
        sa.ForeignKeyConstraint(["kitchen_id"], ["kitchen.id"], name=op.f("fk_package_kitchen_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_package_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package")),
        sa.UniqueConstraint("sscc", name=op.f("uq_package_sscc")),
    )
    op.create_index(op.f("ix_package_delivery_id"), "package", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_package_delivery_on"), "package", ["delivery_on"], unique=False)
    op.create_table(
        "place_limit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("side", sa.String(40), nullable=False),
        sa.Column("limit_value", sa.Integer(), nullable=True),
        sa.Column("on_delay_s", sa.Integer(), nullable=False),
        sa.Column("off_delay_s", sa.Integer(), nullable=False),
        sa.Column("hysteresis", sa.Integer(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["limit_change.id"], name=op.f("fk_place_limit_change_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_limit_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_limit")),
    )
    op.create_index(op.f("ix_place_limit_change_id"), "place_limit", ["change_id"], unique=False)
    op.create_index(op.f("ix_place_limit_place_id"), "place_limit", ["place_id"], unique=False)
    op.create_table(
        "print_job_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("job_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("trouble", sa.String(length=200), nullable=True),
        sa.Column("proof", sa.String(40), nullable=True),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("operation", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["print_job.id"], name=op.f("fk_print_job_event_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_print_job_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job_event")),
        sa.UniqueConstraint("operation", name=op.f("uq_print_job_event_operation")),
    )
    op.create_index(op.f("ix_print_job_event_job_id"), "print_job_event", ["job_id"], unique=False)
    op.create_table(
        "refusal_undone",
        sa.Column("refusal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_refusal_undone_person_id")),
        sa.ForeignKeyConstraint(["refusal_id"], ["refusal.id"], name=op.f("fk_refusal_undone_refusal_id")),
        sa.PrimaryKeyConstraint("refusal_id", name=op.f("pk_refusal_undone")),
    )
    op.create_table(
        "refused_weighing",
        sa.Column(
            "weighing_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("refusal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["refusal_id"], ["refusal.id"], name=op.f("fk_refused_weighing_refusal_id")),
        sa.ForeignKeyConstraint(
            ["weighing_id"], ["weighing.id"], name=op.f("fk_refused_weighing_weighing_id")
        ),
        sa.PrimaryKeyConstraint("weighing_id", name=op.f("pk_refused_weighing")),
    )
    op.create_index(op.f("ix_refused_weighing_refusal_id"), "refused_weighing", ["refusal_id"], unique=False)
    op.create_table(
        "review_reopened",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["day_review.id"], name=op.f("fk_review_reopened_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_reopened")),
        sa.UniqueConstraint("review_id", "digest", name=op.f("uq_review_reopened_review_id_digest")),
    )
    op.create_index(op.f("ix_review_reopened_review_id"), "review_reopened", ["review_id"], unique=False)
    op.create_table(
        "roll_cage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sscc", sa.String(length=18), nullable=False),
        sa.Column("kitchen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivery_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_roll_cage_delivery_id")),
        sa.ForeignKeyConstraint(["kitchen_id"], ["kitchen.id"], name=op.f("fk_roll_cage_kitchen_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_roll_cage_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_cage")),
        sa.UniqueConstraint(
            "kitchen_id", "delivery_on", "number", name=op.f("uq_roll_cage_kitchen_id_delivery_on_number")
        ),
        sa.UniqueConstraint("operation", name=op.f("uq_roll_cage_operation")),
        sa.UniqueConstraint("sscc", name=op.f("uq_roll_cage_sscc")),
    )
    op.create_index(op.f("ix_roll_cage_delivery_id"), "roll_cage", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_roll_cage_delivery_on"), "roll_cage", ["delivery_on"], unique=False)
    op.create_table(
        "warm_goods_taken",
        sa.Column(
            "goods_temperature_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["goods_temperature_id"],
            ["goods_temperature.id"],
            name=op.f("fk_warm_goods_taken_goods_temperature_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_warm_goods_taken_person_id")),
        sa.PrimaryKeyConstraint("goods_temperature_id", name=op.f("pk_warm_goods_taken")),
    )
    op.create_table(
        "caged_crate",
        sa.Column("crate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cage_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["cage_id"], ["roll_cage.id"], name=op.f("fk_caged_crate_cage_id")),
        sa.ForeignKeyConstraint(["crate_id"], ["crate.id"], name=op.f("fk_caged_crate_crate_id")),
        sa.PrimaryKeyConstraint("crate_id", name=op.f("pk_caged_crate")),
    )
    op.create_index(op.f("ix_caged_crate_cage_id"), "caged_crate", ["cage_id"], unique=False)
    op.create_table(
        "delivered_crate",
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("crate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["crate_id"], ["crate.id"], name=op.f("fk_delivered_crate_crate_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivered_crate_delivery_id")
        ),
        sa.PrimaryKeyConstraint("delivery_id", "crate_id", name=op.f("pk_delivered_crate")),
    )
    op.create_table(
        "delivered_line",
        sa.Column("line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_delivered_line_delivery_id")),
        sa.ForeignKeyConstraint(["line_id"], ["order_line.id"], name=op.f("fk_delivered_line_line_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_delivered_line")),
    )
    op.create_index(op.f("ix_delivered_line_delivery_id"), "delivered_line", ["delivery_id"], unique=False)
    op.create_table(
        "hold",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("crate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=True),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["crate_id"], ["crate.id"], name=op.f("fk_hold_crate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hold_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("operation", "crate_id", name=op.f("uq_hold_operation_crate_id")),
    )
    op.create_index(op.f("ix_hold_crate_id"), "hold", ["crate_id"], unique=False)
    op.create_table(
        "line_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mass", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("cause", sa.String(40), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["order_line.id"], name=op.f("fk_line_event_line_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_line_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_event")),
        sa.UniqueConstraint(
            "operation", "line_id", "kind", name=op.f("uq_line_event_operation_line_id_kind")
        ),
    )
    op.create_index(op.f("ix_line_event_line_id"), "line_event", ["line_id"], unique=False)
    op.create_table(
        "movement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("crate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("to_place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("mass", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "from_place_id IS NOT NULL OR to_place_id IS NOT NULL", name=op.f("ck_movement_goes_somewhere")
        ),
        sa.CheckConstraint("mass >= 0", name=op.f("ck_movement_mass_not_negative")),
        sa.ForeignKeyConstraint(["crate_id"], ["crate.id"], name=op.f("fk_movement_crate_id")),
        sa.ForeignKeyConstraint(["from_place_id"], ["place.id"], name=op.f("fk_movement_from_place_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_movement_person_id")),
        sa.ForeignKeyConstraint(["to_place_id"], ["place.id"], name=op.f("fk_movement_to_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
        sa.UniqueConstraint(
            "operation", "crate_id", "kind", name=op.f("uq_movement_operation_crate_id_kind")
        ),
    )
    op.create_index(op.f("ix_movement_crate_id"), "movement", ["crate_id"], unique=False)
    op.create_index(op.f("ix_movement_to_place_id"), "movement", ["to_place_id"], unique=False)
    op.create_table(
        "pick",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("crate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mass", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["crate_id"], ["crate.id"], name=op.f("fk_pick_crate_id")),
        sa.ForeignKeyConstraint(["line_id"], ["order_line.id"], name=op.f("fk_pick_line_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pick_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick")),
        sa.UniqueConstraint("operation", name=op.f("uq_pick_operation")),
    )
    op.create_index(op.f("ix_pick_crate_id"), "pick", ["crate_id"], unique=False)
    op.create_index(op.f("ix_pick_line_id"), "pick", ["line_id"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("crate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collect_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_receipt_article_id")),
        sa.ForeignKeyConstraint(["crate_id"], ["crate.id"], name=op.f("fk_receipt_crate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_receipt_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("crate_id", name=op.f("uq_receipt_crate_id")),
        sa.UniqueConstraint("number", name=op.f("uq_receipt_number")),
        sa.UniqueConstraint("operation", name=op.f("uq_receipt_operation")),
    )
    op.create_index(op.f("ix_receipt_collect_on"), "receipt", ["collect_on"], unique=False)
    op.create_table(
        "weighing_claim",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("weighing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("crate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("unverified_because", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["crate_id"], ["crate.id"], name=op.f("fk_weighing_claim_crate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_weighing_claim_person_id")),
        sa.ForeignKeyConstraint(["weighing_id"], ["weighing.id"], name=op.f("fk_weighing_claim_weighing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weighing_claim")),
        sa.UniqueConstraint("weighing_id", name=op.f("uq_weighing_claim_weighing_id")),
    )
    op.create_index(op.f("ix_weighing_claim_crate_id"), "weighing_claim", ["crate_id"], unique=False)
    op.create_table(
        "goods_remark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("collect_on", sa.Date(), nullable=False),
        sa.Column("receipt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_goods_remark_article_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_goods_remark_person_id")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name=op.f("fk_goods_remark_receipt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_remark")),
        sa.UniqueConstraint("operation", name=op.f("uq_goods_remark_operation")),
    )
    op.create_index(op.f("ix_goods_remark_at"), "goods_remark", ["at"], unique=False)
    op.create_index(op.f("ix_goods_remark_collect_on"), "goods_remark", ["collect_on"], unique=False)
    op.create_index(op.f("ix_goods_remark_receipt_id"), "goods_remark", ["receipt_id"], unique=False)
    op.create_table(
        "hold_release",
        sa.Column(
            "hold_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("factor", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_hold_release_hold_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hold_release_person_id")),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_hold_release")),
    )
    op.create_table(
        "pick_undone",
        sa.Column("pick_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pick_undone_person_id")),
        sa.ForeignKeyConstraint(["pick_id"], ["pick.id"], name=op.f("fk_pick_undone_pick_id")),
        sa.PrimaryKeyConstraint("pick_id", name=op.f("pk_pick_undone")),
    )
    op.create_table(
        "receipt_undone",
        sa.Column("receipt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_receipt_undone_person_id")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_undone_receipt_id")),
        sa.PrimaryKeyConstraint("receipt_id", name=op.f("pk_receipt_undone")),
    )
    op.create_table(
        "goods_photo",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("photo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("remark_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("refusal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(remark_id IS NULL) <> (refusal_id IS NULL)", name=op.f("ck_goods_photo_of_one_thing")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_goods_photo_photo_id")),
        sa.ForeignKeyConstraint(["refusal_id"], ["refusal.id"], name=op.f("fk_goods_photo_refusal_id")),
        sa.ForeignKeyConstraint(["remark_id"], ["goods_remark.id"], name=op.f("fk_goods_photo_remark_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_photo")),
        sa.UniqueConstraint("refusal_id", "photo_id", name=op.f("uq_goods_photo_refusal_id_photo_id")),
        sa.UniqueConstraint("remark_id", "photo_id", name=op.f("uq_goods_photo_remark_id_photo_id")),
    )
    op.create_index(op.f("ix_goods_photo_photo_id"), "goods_photo", ["photo_id"], unique=False)
    op.create_table(
        "goods_remark_undone",
        sa.Column("remark_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_goods_remark_undone_person_id")),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["goods_remark.id"], name=op.f("fk_goods_remark_undone_remark_id")
        ),
        sa.PrimaryKeyConstraint("remark_id", name=op.f("pk_goods_remark_undone")),
    )
    op.create_table(
        "goods_photo_undone",
        sa.Column("goods_photo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["goods_photo_id"], ["goods_photo.id"], name=op.f("fk_goods_photo_undone_goods_photo_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_goods_photo_undone_person_id")),
        sa.PrimaryKeyConstraint("goods_photo_id", name=op.f("pk_goods_photo_undone")),
    )

    sqlite = op.get_bind().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    op.drop_table("goods_photo_undone")
    op.drop_table("goods_remark_undone")
    op.drop_index(op.f("ix_goods_photo_photo_id"), table_name="goods_photo")
    op.drop_table("goods_photo")
    op.drop_table("receipt_undone")
    op.drop_table("pick_undone")
    op.drop_table("hold_release")
    op.drop_index(op.f("ix_goods_remark_receipt_id"), table_name="goods_remark")
    op.drop_index(op.f("ix_goods_remark_collect_on"), table_name="goods_remark")
    op.drop_index(op.f("ix_goods_remark_at"), table_name="goods_remark")
    op.drop_table("goods_remark")
    op.drop_index(op.f("ix_weighing_claim_crate_id"), table_name="weighing_claim")
    op.drop_table("weighing_claim")
    op.drop_index(op.f("ix_receipt_collect_on"), table_name="receipt")
    op.drop_table("receipt")
    op.drop_index(op.f("ix_pick_line_id"), table_name="pick")
    op.drop_index(op.f("ix_pick_crate_id"), table_name="pick")
    op.drop_table("pick")
    op.drop_index(op.f("ix_movement_to_place_id"), table_name="movement")
    op.drop_index(op.f("ix_movement_crate_id"), table_name="movement")
    op.drop_table("movement")
    op.drop_index(op.f("ix_line_event_line_id"), table_name="line_event")
    op.drop_table("line_event")
    op.drop_index(op.f("ix_hold_crate_id"), table_name="hold")
    op.drop_table("hold")
    op.drop_index(op.f("ix_delivered_line_delivery_id"), table_name="delivered_line")
    op.drop_table("delivered_line")
    op.drop_table("delivered_crate")
    op.drop_index(op.f("ix_caged_crate_cage_id"), table_name="caged_crate")
    op.drop_table("caged_crate")
    op.drop_table("warm_goods_taken")
    op.drop_index(op.f("ix_roll_cage_delivery_on"), table_name="roll_cage")
    op.drop_index(op.f("ix_roll_cage_delivery_id"), table_name="roll_cage")
    op.drop_table("roll_cage")
    op.drop_index(op.f("ix_review_reopened_review_id"), table_name="review_reopened")
    op.drop_table("review_reopened")
    op.drop_index(op.f("ix_refused_weighing_refusal_id"), table_name="refused_weighing")
    op.drop_table("refused_weighing")
    op.drop_table("refusal_undone")
    op.drop_index(op.f("ix_print_job_event_job_id"), table_name="print_job_event")
    op.drop_table("print_job_event")
    op.drop_index(op.f("ix_place_limit_place_id"), table_name="place_limit")
    op.drop_index(op.f("ix_place_limit_change_id"), table_name="place_limit")
    op.drop_table("place_limit")
    op.drop_index(op.f("ix_package_delivery_on"), table_name="package")
    op.drop_index(op.f("ix_package_delivery_id"), table_name="package")
    op.drop_table("package")
    op.drop_index(op.f("ix_order_line_state"), table_name="order_line")
    op.drop_index(op.f("ix_order_line_collect_on"), table_name="order_line")
    op.drop_index(op.f("ix_order_line_article_id"), table_name="order_line")
    op.drop_table("order_line")
    op.drop_table("limit_change_withdrawn")
    op.drop_table("defrost_plan_end")
    op.drop_index(op.f("ix_crate_lot_id"), table_name="crate")
    op.drop_index(op.f("ix_crate_labelled_at"), table_name="crate")
    op.drop_table("crate")
    op.drop_table("certificate_file")
    op.drop_table("alarm_step_photo")
    op.drop_index(op.f("ix_refusal_collect_on"), table_name="refusal")
    op.drop_index(op.f("ix_refusal_at"), table_name="refusal")
    op.drop_table("refusal")
    op.drop_index(op.f("ix_provenance_told_article_id"), table_name="provenance_told")
    op.drop_table("provenance_told")
    op.drop_index(op.f("ix_print_job_subject"), table_name="print_job")
    op.drop_index(op.f("ix_print_job_state"), table_name="print_job")
    op.drop_index(op.f("ix_print_job_printer"), table_name="print_job")
    op.drop_table("print_job")
    op.drop_table("person_role")
    op.drop_index("ix_lot_article_id_collected_on", table_name="lot")
    op.drop_table("lot")
    op.drop_index(op.f("ix_limit_change_place_id"), table_name="limit_change")
    op.drop_table("limit_change")
    op.drop_index(op.f("ix_kitchen_order_kitchen_id"), table_name="kitchen_order")
    op.drop_index(op.f("ix_kitchen_order_delivery_on"), table_name="kitchen_order")
    op.drop_table("kitchen_order")
    op.drop_table("incident_revision")
    op.drop_index(op.f("ix_goods_temperature_collect_on"), table_name="goods_temperature")
    op.drop_index(op.f("ix_goods_temperature_at"), table_name="goods_temperature")
    op.drop_table("goods_temperature")
    op.drop_index(op.f("ix_door_delay_place_id"), table_name="door_delay")
    op.drop_table("door_delay")
    op.drop_index(op.f("ix_delivery_kitchen_id"), table_name="delivery")
    op.drop_index(op.f("ix_delivery_delivery_on"), table_name="delivery")
    op.drop_table("delivery")
    op.drop_index(op.f("ix_defrost_plan_place_id"), table_name="defrost_plan")
    op.drop_index(op.f("ix_defrost_plan_operation"), table_name="defrost_plan")
    op.drop_table("defrost_plan")
    op.drop_index(op.f("ix_day_sheet_day"), table_name="day_sheet")
    op.drop_table("day_sheet")
    op.drop_index(op.f("ix_day_review_day"), table_name="day_review")
    op.drop_table("day_review")
    op.drop_table("collection_closure")
    op.drop_index(op.f("ix_calibration_spell_probe_id"), table_name="calibration_spell")
    op.drop_table("calibration_spell")
    op.drop_index(op.f("ix_calibration_probe_id"), table_name="calibration")
    op.drop_table("calibration")
    op.drop_index(op.f("ix_browser_session_person_id"), table_name="browser_session")
    op.drop_table("browser_session")
    op.drop_index(op.f("ix_audit_entry_verb"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_subject"), table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_index(op.f("ix_alarm_step_alarm_id"), table_name="alarm_step")
    op.drop_table("alarm_step")
    op.drop_index(op.f("ix_alarm_letter_next_try_at"), table_name="alarm_letter")
    op.drop_index(op.f("ix_alarm_letter_alarm_id"), table_name="alarm_letter")
    op.drop_table("alarm_letter")
    op.drop_table("alarm_end")
    op.drop_index(op.f("ix_alarm_cause_incident_id"), table_name="alarm_cause")
    op.drop_table("alarm_cause")
    op.drop_table("sensor_word")
    op.drop_table("sealed_day")
    op.drop_table("rollup")
    op.drop_table("reading_seal")
    op.drop_table("reading")
    op.drop_table("person")
    op.drop_index(op.f("ix_incident_place_id"), table_name="incident")
    op.drop_table("incident")
    op.drop_table("delivery_rule")
    op.drop_table("collection_rule")
    op.drop_index(op.f("ix_assignment_probe_id"), table_name="assignment")
    op.drop_index(op.f("ix_assignment_place_id"), table_name="assignment")
    op.drop_table("assignment")
    op.drop_index(op.f("ix_article_producer_id"), table_name="article")
    op.drop_table("article")
    op.drop_index(op.f("ix_alarm_since_ms"), table_name="alarm")
    op.drop_index(op.f("ix_alarm_raised_at"), table_name="alarm")
    op.drop_index(op.f("ix_alarm_place_id"), table_name="alarm")
    op.drop_table("alarm")
    op.drop_index(op.f("ix_weighing_scale"), table_name="weighing")
    op.drop_index(op.f("ix_weighing_at"), table_name="weighing")
    op.drop_table("weighing")
    op.drop_table("series")
    op.drop_table("route")
    op.drop_table("product")
    op.drop_table("producer")
    op.drop_table("probe")
    op.drop_table("place")
    op.drop_table("photo")
    op.drop_index(op.f("ix_message_block_received_at"), table_name="message_block")
    op.drop_table("message_block")
    op.drop_table("login_throttle")
    op.drop_table("kitchen")
    op.drop_table("kiosk")
    op.drop_table("dropped_messages")
    op.drop_table("dead_letter")
    op.drop_table("crate_type")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
