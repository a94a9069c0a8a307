"""On PostgreSQL a searched name is compared by bytes too: those that begin alike stand together in its index."""

from django.db import migrations


def _searched(collation):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'ALTER TABLE members_person ALTER COLUMN folded TYPE varchar(120) COLLATE "{collation}"')

    return run


class Migration(migrations.Migration):
    dependencies = [("members", "0014_keep_one_index_that_begins_with_the_person")]

    operations = [migrations.RunPython(_searched("C"), _searched("default"))]
