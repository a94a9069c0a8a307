"""A path is a range of bytes on PostgreSQL too, and two forms of one organization never overlap there."""

from django.db import migrations

FORWARDS = (
    'ALTER TABLE organizations_form ALTER COLUMN path TYPE varchar(80) COLLATE "C"',
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    "ALTER TABLE organizations_form ADD CONSTRAINT form_no_overlap "
    "EXCLUDE USING gist (organization_id WITH =, daterange(starts_on, ends_on) WITH &&)",
)
BACKWARDS = (
    "ALTER TABLE organizations_form DROP CONSTRAINT form_no_overlap",
    'ALTER TABLE organizations_form ALTER COLUMN path TYPE varchar(80) COLLATE "default"',
)


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]

    operations = [migrations.RunPython(_run(FORWARDS), _run(BACKWARDS))]
