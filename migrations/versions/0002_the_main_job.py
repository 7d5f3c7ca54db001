"""the main job"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "stock_phrase",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("seen", "question", name="verdict", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("pictogram", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_stock_phrase_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_phrase")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_stock_phrase_school_id_id")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "issued_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_invitation_school_id_issued_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "member_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_invitation_school_id_member_id_membership"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_invitation_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_member_id"), ["member_id"], unique=False)

    op.create_table(
        "pictogram_set",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("licence", sa.String(length=120), nullable=False),
        sa.Column("credit", sa.String(length=300), nullable=False),
        sa.Column("imported_by_id", sa.Uuid(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "imported_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_pictogram_set_school_id_imported_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_pictogram_set_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictogram_set")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_pictogram_set_school_id_id")),
    )
    op.create_table(
        "school_pictogram",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("keywords", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "added_by_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_school_pictogram_school_id_added_by_id_membership"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "set_id"],
            ["pictogram_set.school_id", "pictogram_set.id"],
            name=op.f("fk_school_pictogram_school_id_set_id_pictogram_set"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_pictogram_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_pictogram")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_school_pictogram_school_id_id")),
        sa.UniqueConstraint("set_id", "name", name=op.f("uq_school_pictogram_set_id_name")),
    )
    op.create_table(
        "talk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("agreed", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "contact_id"],
            ["contact.school_id", "contact.id"],
            name=op.f("fk_talk_school_id_contact_id_contact"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "placement_id"],
            ["placement.school_id", "placement.student_id", "placement.id"],
            name=op.f("fk_talk_school_id_student_id_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id"],
            ["student.school_id", "student.id"],
            name=op.f("fk_talk_school_id_student_id_student"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "supervisor_id"],
            ["membership.school_id", "membership.id"],
            name=op.f("fk_talk_school_id_supervisor_id_membership"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_talk_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
        sa.UniqueConstraint("school_id", "student_id", "id", name=op.f("uq_talk_school_id_student_id_id")),
    )
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_student_id"), ["student_id"], unique=False)

    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))

    with op.batch_alter_table("log_task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("named_by_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_log_task_school_id_named_by_id_membership"),
            "membership",
            ["school_id", "named_by_id"],
            ["school_id", "id"],
        )

    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("talk_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_observation_school_id_student_id_talk_id_talk"),
            "talk",
            ["school_id", "student_id", "talk_id"],
            ["school_id", "student_id", "id"],
        )

    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pictogram", sa.String(length=60), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_column("pictogram")

    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_observation_school_id_student_id_talk_id_talk"), type_="foreignkey")
        batch_op.drop_column("talk_id")

    with op.batch_alter_table("log_task", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_log_task_school_id_named_by_id_membership"), type_="foreignkey")
        batch_op.drop_column("named_by_id")

    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.drop_column("ended_on")

    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_student_id"))
        batch_op.drop_index(batch_op.f("ix_talk_placement_id"))

    op.drop_table("talk")
    op.drop_table("school_pictogram")
    op.drop_table("pictogram_set")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_member_id"))

    op.drop_table("invitation")
    op.drop_table("stock_phrase")
