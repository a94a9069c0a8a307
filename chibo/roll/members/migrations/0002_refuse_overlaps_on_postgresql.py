"""On PostgreSQL the database itself refuses two spells, or two homes, of one person on the same day."""

from django.db import migrations

FORWARDS = (
    "ALTER TABLE members_membership ADD CONSTRAINT membership_no_overlap "
    "EXCLUDE USING gist (person_id WITH =, daterange(starts_on, ends_on) WITH &&)",
    "ALTER TABLE members_placement ADD CONSTRAINT placement_no_two_homes "
    "EXCLUDE USING gist (person_id WITH =, daterange(starts_on, ends_on) WITH &&) WHERE (kind <> 'TEMPORARY')",
    "ALTER TABLE members_placement ADD CONSTRAINT placement_no_two_temporary "
    "EXCLUDE USING gist (person_id WITH =, daterange(starts_on, ends_on) WITH &&) WHERE (kind = 'TEMPORARY')",
    "ALTER TABLE members_standing ADD CONSTRAINT standing_no_overlap "
    "EXCLUDE USING gist (person_id WITH =, kind WITH =, daterange(starts_on, ends_on) WITH &&)",
)
BACKWARDS = (
    "ALTER TABLE members_standing DROP CONSTRAINT standing_no_overlap",
    "ALTER TABLE members_placement DROP CONSTRAINT placement_no_two_temporary",
    "ALTER TABLE members_placement DROP CONSTRAINT placement_no_two_homes",
    "ALTER TABLE members_membership DROP CONSTRAINT membership_no_overlap",
)


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
        ("organizations", "0002_order_paths_by_bytes_on_postgresql"),
    ]

    operations = [migrations.RunPython(_run(FORWARDS), _run(BACKWARDS))]
