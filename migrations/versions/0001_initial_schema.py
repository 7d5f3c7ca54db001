"""initial schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_since"), ["since"], unique=False)

    op.create_table(
        "region",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    op.create_table(
        "company",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("photos_allowed", sa.Boolean(), nullable=False),
        sa.Column("accreditation_id", sa.String(length=40), nullable=True),
        sa.Column("accreditation_checked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_company_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_company_region_id_id")),
    )
    op.create_table(
        "region_membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_region_membership_region_id_region")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_region_membership_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_membership")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("ready_observations", sa.Integer(), nullable=False),
        sa.Column("ready_days", sa.Integer(), nullable=False),
        sa.Column("ready_people", sa.Integer(), nullable=False),
        sa.Column("ready_company_people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_school_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("region_id", "id", name=op.f("uq_school_region_id_id")),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("crebo", sa.String(length=10), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_dossier_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("school_id", "crebo", "valid_from", name=op.f("uq_dossier_school_id_crebo_valid_from")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index(
            "uq_dossier_for_everybody",
            ["crebo", "valid_from"],
            unique=True,
            sqlite_where=sa.text("school_id IS NULL"),
            postgresql_where=sa.text("school_id IS NULL"),
        )

    op.create_table(
        "group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_group_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_group_school_id_id")),
    )
    op.create_table(
        "level_label",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_level_label_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("school_id", "level", "language", name=op.f("pk_level_label")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "student",
                "supervisor",
                "coordinator",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("first_name", sa.String(length=60), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("picture", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("user_id IS NOT NULL OR erased_at IS NOT NULL", name=op.f("ck_membership_is_somebody")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_membership_school_id_school")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_membership_school_id_id")),
        sa.UniqueConstraint("school_id", "user_id", "role", name=op.f("uq_membership_school_id_user_id_role")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_user_id"), ["user_id"], unique=False)

    op.create_table(
        "school_company",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id", "company_id"],
            ["company.region_id", "company.id"],
            name=op.f("fk_school_company_region_id_company_id_company"),
        ),
        sa.ForeignKeyConstraint(
            ["region_id", "school_id"],
            ["school.region_id", "school.id"],
            name=op.f("fk_school_company_region_id_school_id_school"),
        ),
        sa.PrimaryKeyConstraint("school_id", "company_id", name=op.f("pk_school_company")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "actor_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_audit_event_school_id_actor_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_audit_event_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_school_id_at", ["school_id", "at"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("first_name", sa.String(length=60), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("job_title", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id"],
            ["school_company.school_id", "school_company.company_id"],
            name=op.f("fk_contact_school_id_company_id_school_company"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_contact_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("school_id", "company_id", "id", name=op.f("uq_contact_school_id_company_id_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_contact_school_id_id")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_company_id"), ["company_id"], unique=False)

    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "member_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_device_school_id_member_id_membership"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_device_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_device_school_id_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_device_member_id"), ["member_id"], unique=False)

    op.create_table(
        "media",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("photo", "voice", name="media_kind", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "owner_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_media_school_id_owner_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_media_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_media_school_id_id")),
        sa.UniqueConstraint("school_id", "owner_id", "id", name=op.f("uq_media_school_id_owner_id_id")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "recipient_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_outbox_message_school_id_recipient_id_membership"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_outbox_message_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("school_id", "dedupe_key", name=op.f("uq_outbox_message_school_id_dedupe_key")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_message_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_outbox_message_recipient_id"), ["recipient_id"], unique=False)

    op.create_table(
        "qualification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("crebo", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_qualification_dossier_id_dossier"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
        sa.UniqueConstraint("dossier_id", "crebo", name=op.f("uq_qualification_dossier_id_crebo")),
        sa.UniqueConstraint("dossier_id", "id", name=op.f("uq_qualification_dossier_id_id")),
    )
    op.create_table(
        "student",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("chosen_picture", sa.String(length=60), nullable=False),
        sa.Column("shows_bridge", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_student_school_id_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_student_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_student_school_id_id")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("pictogram", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id"],
            ["school_company.school_id", "school_company.company_id"],
            name=op.f("fk_task_school_id_company_id_school_company"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_task_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_task_school_id_id")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_company_id"), ["company_id"], unique=False)

    op.create_table(
        "badge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "issued_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_badge_school_id_issued_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_badge_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_badge_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_badge_code_hash")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_badge_secret_hash")),
    )
    with op.batch_alter_table("badge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_student_id"), ["student_id"], unique=False)

    op.create_table(
        "caseload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("stand_in", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_caseload_period")),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_caseload_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "supervisor_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_caseload_school_id_supervisor_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_caseload_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caseload")),
    )
    with op.batch_alter_table("caseload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_caseload_student_id"), ["student_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_caseload_supervisor_id"), ["supervisor_id"], unique=False)

    op.create_table(
        "contact_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("shared_with_region", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "author_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_contact_note_school_id_author_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id", "contact_id"],
            ["contact.school_id", "contact.company_id", "contact.id"],
            name=op.f("fk_contact_note_school_id_company_id_contact_id_contact"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id"],
            ["school_company.school_id", "school_company.company_id"],
            name=op.f("fk_contact_note_school_id_company_id_school_company"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_contact_note_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_note")),
    )
    with op.batch_alter_table("contact_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_note_company_id"), ["company_id"], unique=False)

    op.create_table(
        "core_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("qualification_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id", "qualification_id"],
            ["qualification.dossier_id", "qualification.id"],
            name=op.f("fk_core_task_dossier_id_qualification_id_qualification"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_core_task_dossier_id_dossier"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_task")),
        sa.UniqueConstraint("dossier_id", "code", name=op.f("uq_core_task_dossier_id_code")),
        sa.UniqueConstraint("dossier_id", "id", name=op.f("uq_core_task_dossier_id_id")),
    )
    op.create_table(
        "day_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "planned_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_day_plan_school_id_planned_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_day_plan_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_day_plan_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_plan")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_day_plan_school_id_id")),
        sa.UniqueConstraint("student_id", "day", name=op.f("uq_day_plan_student_id_day")),
    )
    op.create_table(
        "group_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "group_id"],
            ["group.school_id", "group.id"],
            name=op.f("fk_group_member_school_id_group_id_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_group_member_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_group_member_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_member_student_id"), ["student_id"], unique=False)

    op.create_table(
        "guardian",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_guardian_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_guardian_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_guardian_school_id_id")),
    )
    with op.batch_alter_table("guardian", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guardian_student_id"), ["student_id"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "device_id"],
            ["device.school_id", "device.id"],
            name=op.f("fk_login_session_school_id_device_id_device"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "member_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_login_session_school_id_member_id_membership"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_login_session_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_device_id"), ["device_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_session_member_id"), ["member_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "taster",
                "weekly",
                "block",
                "job",
                "aftercare",
                name="placement_kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_placement_period")),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id", "contact_id"],
            ["contact.school_id", "contact.company_id", "contact.id"],
            name=op.f("fk_placement_school_id_company_id_contact_id_contact"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id"],
            ["school_company.school_id", "school_company.company_id"],
            name=op.f("fk_placement_school_id_company_id_school_company"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_placement_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "supervisor_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_placement_school_id_supervisor_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_placement_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("school_id", "company_id", "id", name=op.f("uq_placement_school_id_company_id_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_placement_school_id_id")),
        sa.UniqueConstraint("school_id", "student_id", "id", name=op.f("uq_placement_school_id_student_id_id")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_student_id"), ["student_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_supervisor_id"), ["supervisor_id"], unique=False)

    op.create_table(
        "tip",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "author_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_tip_school_id_author_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_tip_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_tip_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip")),
    )
    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tip_student_id"), ["student_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "photos",
                "voice",
                "keep_account",
                name="consent_kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("guardian_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "guardian_id"],
            ["guardian.school_id", "guardian.id"],
            name=op.f("fk_consent_school_id_guardian_id_guardian"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_consent_school_id_recorded_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_consent_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_consent_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_guardian_id"), ["guardian_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_student_id"), ["student_id"], unique=False)

    op.create_table(
        "day_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum("not_today", "sick", name="day_off_reason", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("reported_by_id", sa.Uuid(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "placement_id"],
            ["placement.school_id", "placement.id"],
            name=op.f("fk_day_off_school_id_placement_id_placement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "reported_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_day_off_school_id_reported_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_day_off_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_off")),
        sa.UniqueConstraint("placement_id", "day", name=op.f("uq_day_off_placement_id_day")),
    )
    op.create_table(
        "day_plan_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("day_plan_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "day_plan_id"],
            ["day_plan.school_id", "day_plan.id"],
            name=op.f("fk_day_plan_task_school_id_day_plan_id_day_plan"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "task_id"],
            ["task.school_id", "task.id"],
            name=op.f("fk_day_plan_task_school_id_task_id_task"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_day_plan_task_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_plan_task")),
        sa.UniqueConstraint("day_plan_id", "task_id", name=op.f("uq_day_plan_task_day_plan_id_task_id")),
    )
    with op.batch_alter_table("day_plan_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_day_plan_task_task_id"), ["task_id"], unique=False)

    op.create_table(
        "feedback_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id", "contact_id"],
            ["contact.school_id", "contact.company_id", "contact.id"],
            name=op.f("fk_feedback_link_school_id_company_id_contact_id_contact"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id", "placement_id"],
            ["placement.school_id", "placement.company_id", "placement.id"],
            name=op.f("fk_feedback_link_school_id_company_id_placement_id_placement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "issued_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_feedback_link_school_id_issued_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_feedback_link_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_link")),
        sa.UniqueConstraint(
            "school_id",
            "company_id",
            "contact_id",
            "id",
            name=op.f("uq_feedback_link_school_id_company_id_contact_id_id"),
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feedback_link_token_hash")),
    )
    with op.batch_alter_table("feedback_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_link_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_link_placement_id"), ["placement_id"], unique=False)

    op.create_table(
        "log_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column("group_log_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seen_revision", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("mood", sa.SmallInteger(), nullable=True),
        sa.Column("something_else", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("level IN (1, 2, 3)", name=op.f("ck_log_entry_level")),
        sa.CheckConstraint("mood IN (1, 2, 3)", name=op.f("ck_log_entry_mood")),
        sa.CheckConstraint("status IN (0, 1, 2, 3)", name=op.f("ck_log_entry_status")),
        sa.ForeignKeyConstraint(
            ["school_id", "author_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_log_entry_school_id_author_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "placement_id"],
            ["placement.school_id", "placement.student_id", "placement.id"],
            name=op.f("fk_log_entry_school_id_student_id_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_log_entry_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_log_entry_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
        sa.UniqueConstraint("school_id", "author_id", "id", name=op.f("uq_log_entry_school_id_author_id_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_log_entry_school_id_id")),
        sa.UniqueConstraint("school_id", "student_id", "id", name=op.f("uq_log_entry_school_id_student_id_id")),
    )
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_entry_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_entry_group_log_id"), ["group_log_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_entry_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index(
            "ix_log_entry_queue",
            ["school_id", "submitted_at", "id"],
            unique=False,
            sqlite_where=sa.text("status = 0"),
            postgresql_where=sa.text("status = 0"),
        )
        batch_op.create_index("ix_log_entry_student", ["student_id", "submitted_at", "id"], unique=False)

    op.create_table(
        "placement_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_placement_day_times")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_placement_day_weekday")),
        sa.ForeignKeyConstraint(
            ["school_id", "placement_id"],
            ["placement.school_id", "placement.id"],
            name=op.f("fk_placement_day_school_id_placement_id_placement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_placement_day_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_day")),
        sa.UniqueConstraint("placement_id", "weekday", name=op.f("uq_placement_day_placement_id_weekday")),
    )
    op.create_table(
        "work_process",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("core_task_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id", "core_task_id"],
            ["core_task.dossier_id", "core_task.id"],
            name=op.f("fk_work_process_dossier_id_core_task_id_core_task"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_work_process_dossier_id_dossier"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_process")),
        sa.UniqueConstraint("dossier_id", "code", name=op.f("uq_work_process_dossier_id_code")),
    )
    op.create_table(
        "workplace_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "placement_id"],
            ["placement.school_id", "placement.id"],
            name=op.f("fk_workplace_profile_school_id_placement_id_placement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_workplace_profile_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workplace_profile")),
        sa.UniqueConstraint("placement_id", name=op.f("uq_workplace_profile_placement_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_workplace_profile_school_id_id")),
    )
    op.create_table(
        "assessment_moment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "profile_id"],
            ["workplace_profile.school_id", "workplace_profile.id"],
            name=op.f("fk_assessment_moment_school_id_profile_id_workplace_profile"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_assessment_moment_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_moment")),
    )
    with op.batch_alter_table("assessment_moment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_moment_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "entry_media",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "owner_id", "entry_id"],
            ["log_entry.school_id", "log_entry.author_id", "log_entry.id"],
            name=op.f("fk_entry_media_school_id_owner_id_entry_id_log_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "owner_id", "media_id"],
            ["media.school_id", "media.owner_id", "media.id"],
            name=op.f("fk_entry_media_school_id_owner_id_media_id_media"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_entry_media_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_media")),
        sa.UniqueConstraint(
            "school_id", "entry_id", "media_id", name=op.f("uq_entry_media_school_id_entry_id_media_id")
        ),
    )
    with op.batch_alter_table("entry_media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_media_media_id"), ["media_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("smile", sa.SmallInteger(), nullable=False),
        sa.Column("strengths", sa.JSON(), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("answered_by", sa.String(length=80), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("smile IN (1, 2, 3)", name=op.f("ck_feedback_smile")),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id", "contact_id", "link_id"],
            ["feedback_link.school_id", "feedback_link.company_id", "feedback_link.contact_id", "feedback_link.id"],
            name=op.f("fk_feedback_school_id_company_id_contact_id_link_id_feedback_link"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "company_id", "placement_id"],
            ["placement.school_id", "placement.company_id", "placement.id"],
            name=op.f("fk_feedback_school_id_company_id_placement_id_placement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_feedback_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_feedback_school_id_id")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_link_id"), ["link_id"], unique=False)
        batch_op.create_index("ix_feedback_placement", ["placement_id", "answered_on"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_process_id"],
            ["work_process.id"],
            name=op.f("fk_indicator_work_process_id_work_process"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_work_process_id"), ["work_process_id"], unique=False)

    op.create_table(
        "log_revision",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "kept",
            sa.Enum("entry", "addition", name="kept", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "entry_id"],
            ["log_entry.school_id", "log_entry.id"],
            name=op.f("fk_log_revision_school_id_entry_id_log_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "revision", name=op.f("pk_log_revision")),
        sa.UniqueConstraint(
            "school_id", "entry_id", "revision", name=op.f("uq_log_revision_school_id_entry_id_revision")
        ),
    )
    op.create_table(
        "log_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "entry_id"],
            ["log_entry.school_id", "log_entry.id"],
            name=op.f("fk_log_task_school_id_entry_id_log_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "task_id"], ["task.school_id", "task.id"], name=op.f("fk_log_task_school_id_task_id_task")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_log_task_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_task")),
        sa.UniqueConstraint("entry_id", "task_id", name=op.f("uq_log_task_entry_id_task_id")),
    )
    with op.batch_alter_table("log_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_task_task_id"), ["task_id"], unique=False)

    op.create_table(
        "plain_title",
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_process_id"],
            ["work_process.id"],
            name=op.f("fk_plain_title_work_process_id_work_process"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("work_process_id", "language", name=op.f("pk_plain_title")),
    )
    op.create_table(
        "profile_work_process",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "profile_id"],
            ["workplace_profile.school_id", "workplace_profile.id"],
            name=op.f("fk_profile_work_process_school_id_profile_id_workplace_profile"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_profile_work_process_school_id_school")),
        sa.ForeignKeyConstraint(
            ["work_process_id"], ["work_process.id"], name=op.f("fk_profile_work_process_work_process_id_work_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_work_process")),
        sa.UniqueConstraint(
            "profile_id", "work_process_id", name=op.f("uq_profile_work_process_profile_id_work_process_id")
        ),
    )
    with op.batch_alter_table("profile_work_process", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_work_process_work_process_id"), ["work_process_id"], unique=False)

    op.create_table(
        "sign_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("override_reason", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("replaces_id IS NULL OR reason <> ''", name=op.f("ck_sign_off_change_says_why")),
        sa.CheckConstraint("withdrawn = (replaces_id IS NOT NULL)", name=op.f("ck_sign_off_withdraws_another")),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "placement_id"],
            ["placement.school_id", "placement.student_id", "placement.id"],
            name=op.f("fk_sign_off_school_id_student_id_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "work_process_id", "replaces_id"],
            ["sign_off.school_id", "sign_off.student_id", "sign_off.work_process_id", "sign_off.id"],
            name=op.f("fk_sign_off_school_id_student_id_work_process_id_replaces_id_sign_off"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_sign_off_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "supervisor_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_sign_off_school_id_supervisor_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_sign_off_school_id_school")),
        sa.ForeignKeyConstraint(
            ["work_process_id"], ["work_process.id"], name=op.f("fk_sign_off_work_process_id_work_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_sign_off_replaces_id")),
        sa.UniqueConstraint(
            "school_id",
            "student_id",
            "work_process_id",
            "id",
            name=op.f("uq_sign_off_school_id_student_id_work_process_id_id"),
        ),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index("ix_sign_off_student", ["student_id", "work_process_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_off_work_process_id"), ["work_process_id"], unique=False)

    op.create_table(
        "task_work_process",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "task_id"],
            ["task.school_id", "task.id"],
            name=op.f("fk_task_work_process_school_id_task_id_task"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_task_work_process_school_id_school")),
        sa.ForeignKeyConstraint(
            ["work_process_id"], ["work_process.id"], name=op.f("fk_task_work_process_work_process_id_work_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_work_process")),
        sa.UniqueConstraint("task_id", "work_process_id", name=op.f("uq_task_work_process_task_id_work_process_id")),
    )
    with op.batch_alter_table("task_work_process", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_work_process_work_process_id"), ["work_process_id"], unique=False)

    op.create_table(
        "media_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("media_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "entry_id", "media_id"],
            ["entry_media.school_id", "entry_media.entry_id", "entry_media.media_id"],
            name=op.f("fk_media_task_school_id_entry_id_media_id_entry_media"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "task_id"], ["task.school_id", "task.id"], name=op.f("fk_media_task_school_id_task_id_task")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_media_task_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_task")),
        sa.UniqueConstraint("entry_id", "media_id", "task_id", name=op.f("uq_media_task_entry_id_media_id_task_id")),
    )
    with op.batch_alter_table("media_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_task_task_id"), ["task_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("seen", "question", name="verdict", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("reply", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visible_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "entry_id", "revision"],
            ["log_revision.school_id", "log_revision.entry_id", "log_revision.revision"],
            name=op.f("fk_review_school_id_entry_id_revision_log_revision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "entry_id"],
            ["log_entry.school_id", "log_entry.id"],
            name=op.f("fk_review_school_id_entry_id_log_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "reviewer_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_review_school_id_reviewer_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_review_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("school_id", "entry_id", "id", name=op.f("uq_review_school_id_entry_id_id")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "log", "floor", "feedback", "talk", name="source", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("observer_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "replaces_id IS NULL OR (reason <> '' AND (recorded_by_id IS NOT NULL OR contact_id IS NOT NULL))",
            name=op.f("ck_observation_change_says_who_and_why"),
        ),
        sa.CheckConstraint("(observer_id IS NULL) <> (contact_id IS NULL)", name=op.f("ck_observation_one_observer")),
        sa.CheckConstraint("level IN (1, 2, 3)", name=op.f("ck_observation_level")),
        sa.CheckConstraint(
            "level IS NOT NULL OR replaces_id IS NOT NULL", name=op.f("ck_observation_withdraws_something")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "contact_id"],
            ["contact.school_id", "contact.id"],
            name=op.f("fk_observation_school_id_contact_id_contact"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "entry_id", "review_id"],
            ["review.school_id", "review.entry_id", "review.id"],
            name=op.f("fk_observation_school_id_entry_id_review_id_review"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "observer_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_observation_school_id_observer_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "recorded_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_observation_school_id_recorded_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "entry_id"],
            ["log_entry.school_id", "log_entry.student_id", "log_entry.id"],
            name=op.f("fk_observation_school_id_student_id_entry_id_log_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "placement_id"],
            ["placement.school_id", "placement.student_id", "placement.id"],
            name=op.f("fk_observation_school_id_student_id_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "work_process_id", "replaces_id"],
            ["observation.school_id", "observation.student_id", "observation.work_process_id", "observation.id"],
            name=op.f("fk_observation_school_id_student_id_work_process_id_replaces_id_observation"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_observation_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_observation_school_id_school")),
        sa.ForeignKeyConstraint(
            ["work_process_id"], ["work_process.id"], name=op.f("fk_observation_work_process_id_work_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_observation_replaces_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_observation_school_id_id")),
        sa.UniqueConstraint(
            "school_id",
            "student_id",
            "work_process_id",
            "id",
            name=op.f("uq_observation_school_id_student_id_work_process_id_id"),
        ),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            "ix_observation_evidence", ["student_id", "work_process_id", "level", "observed_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_observation_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_work_process_id"), ["work_process_id"], unique=False)

    op.create_table(
        "feedback_observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("feedback_id", sa.Uuid(), nullable=False),
        sa.Column("observation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "feedback_id"],
            ["feedback.school_id", "feedback.id"],
            name=op.f("fk_feedback_observation_school_id_feedback_id_feedback"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "observation_id"],
            ["observation.school_id", "observation.id"],
            name=op.f("fk_feedback_observation_school_id_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_feedback_observation_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_observation")),
        sa.UniqueConstraint(
            "feedback_id", "observation_id", name=op.f("uq_feedback_observation_feedback_id_observation_id")
        ),
    )
    with op.batch_alter_table("feedback_observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_observation_observation_id"), ["observation_id"], unique=False)

    op.create_table(
        "sign_off_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column("sign_off_id", sa.Uuid(), nullable=False),
        sa.Column("observation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "work_process_id", "observation_id"],
            ["observation.school_id", "observation.student_id", "observation.work_process_id", "observation.id"],
            name=op.f("fk_sign_off_evidence_school_id_student_id_work_process_id_observation_id_observation"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "work_process_id", "sign_off_id"],
            ["sign_off.school_id", "sign_off.student_id", "sign_off.work_process_id", "sign_off.id"],
            name=op.f("fk_sign_off_evidence_school_id_student_id_work_process_id_sign_off_id_sign_off"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_sign_off_evidence_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off_evidence")),
        sa.UniqueConstraint(
            "sign_off_id", "observation_id", name=op.f("uq_sign_off_evidence_sign_off_id_observation_id")
        ),
    )
    with op.batch_alter_table("sign_off_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_evidence_observation_id"), ["observation_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("sign_off_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_off_evidence_observation_id"))

    op.drop_table("sign_off_evidence")
    with op.batch_alter_table("feedback_observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_observation_observation_id"))

    op.drop_table("feedback_observation")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_work_process_id"))
        batch_op.drop_index(batch_op.f("ix_observation_review_id"))
        batch_op.drop_index(batch_op.f("ix_observation_placement_id"))
        batch_op.drop_index("ix_observation_evidence")
        batch_op.drop_index(batch_op.f("ix_observation_entry_id"))
        batch_op.drop_index(batch_op.f("ix_observation_contact_id"))

    op.drop_table("observation")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_entry_id"))

    op.drop_table("review")
    with op.batch_alter_table("media_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_task_task_id"))

    op.drop_table("media_task")
    with op.batch_alter_table("task_work_process", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_work_process_work_process_id"))

    op.drop_table("task_work_process")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_off_work_process_id"))
        batch_op.drop_index("ix_sign_off_student")
        batch_op.drop_index(batch_op.f("ix_sign_off_placement_id"))

    op.drop_table("sign_off")
    with op.batch_alter_table("profile_work_process", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_work_process_work_process_id"))

    op.drop_table("profile_work_process")
    op.drop_table("plain_title")
    with op.batch_alter_table("log_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_log_task_task_id"))

    op.drop_table("log_task")
    op.drop_table("log_revision")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_work_process_id"))

    op.drop_table("indicator")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_placement")
        batch_op.drop_index(batch_op.f("ix_feedback_link_id"))

    op.drop_table("feedback")
    with op.batch_alter_table("entry_media", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_media_media_id"))

    op.drop_table("entry_media")
    with op.batch_alter_table("assessment_moment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_moment_profile_id"))

    op.drop_table("assessment_moment")
    op.drop_table("workplace_profile")
    op.drop_table("work_process")
    op.drop_table("placement_day")
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_log_entry_student")
        batch_op.drop_index(
            "ix_log_entry_queue", sqlite_where=sa.text("status = 0"), postgresql_where=sa.text("status = 0")
        )
        batch_op.drop_index(batch_op.f("ix_log_entry_placement_id"))
        batch_op.drop_index(batch_op.f("ix_log_entry_group_log_id"))
        batch_op.drop_index(batch_op.f("ix_log_entry_author_id"))

    op.drop_table("log_entry")
    with op.batch_alter_table("feedback_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_link_placement_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_link_contact_id"))

    op.drop_table("feedback_link")
    with op.batch_alter_table("day_plan_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_day_plan_task_task_id"))

    op.drop_table("day_plan_task")
    op.drop_table("day_off")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_student_id"))
        batch_op.drop_index(batch_op.f("ix_consent_guardian_id"))

    op.drop_table("consent")
    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tip_student_id"))

    op.drop_table("tip")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_supervisor_id"))
        batch_op.drop_index(batch_op.f("ix_placement_student_id"))
        batch_op.drop_index(batch_op.f("ix_placement_contact_id"))
        batch_op.drop_index(batch_op.f("ix_placement_company_id"))

    op.drop_table("placement")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_session_member_id"))
        batch_op.drop_index(batch_op.f("ix_login_session_device_id"))

    op.drop_table("login_session")
    with op.batch_alter_table("guardian", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guardian_student_id"))

    op.drop_table("guardian")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_member_student_id"))
        batch_op.drop_index(batch_op.f("ix_group_member_group_id"))

    op.drop_table("group_member")
    op.drop_table("day_plan")
    op.drop_table("core_task")
    with op.batch_alter_table("contact_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_note_company_id"))

    op.drop_table("contact_note")
    with op.batch_alter_table("caseload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_caseload_supervisor_id"))
        batch_op.drop_index(batch_op.f("ix_caseload_student_id"))

    op.drop_table("caseload")
    with op.batch_alter_table("badge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_badge_student_id"))

    op.drop_table("badge")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_company_id"))

    op.drop_table("task")
    op.drop_table("student")
    op.drop_table("qualification")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_message_recipient_id"))
        batch_op.drop_index(
            "ix_outbox_message_due",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.drop_table("outbox_message")
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_owner_id"))

    op.drop_table("media")
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_device_member_id"))

    op.drop_table("device")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_company_id"))

    op.drop_table("contact")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_school_id_at")

    op.drop_table("audit_event")
    op.drop_table("school_company")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))

    op.drop_table("membership")
    op.drop_table("level_label")
    op.drop_table("group")
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_dossier_for_everybody",
            sqlite_where=sa.text("school_id IS NULL"),
            postgresql_where=sa.text("school_id IS NULL"),
        )

    op.drop_table("dossier")
    op.drop_table("school")
    op.drop_table("region_membership")
    op.drop_table("company")
    op.drop_table("user")
    op.drop_table("region")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_since"))

    op.drop_table("attempts")
