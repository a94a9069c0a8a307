"""On PostgreSQL names are found by their words, and ordered by bytes as Python orders them."""

from django.db import migrations

TEXTS = {"members_person": {"sort_key": 160, "born_on": 10}, "members_stay": {"sort_key": 160, "born_on": 10}}
WORDS = "array_to_tsvector(array_remove(string_to_array(folded, ' '), ''))"


def _ordered(collation):
    return tuple(
        f"ALTER TABLE {table} "
        + ", ".join(f'ALTER COLUMN {name} TYPE varchar({size}) COLLATE "{collation}"' for name, size in columns.items())
        for table, columns in TEXTS.items()
    )


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


FORWARDS = (
    *_ordered("C"),
    f"CREATE INDEX person_words ON members_person USING gin ({WORDS})",
    "DROP INDEX person_folded_parts",
)
BACKWARDS = (
    "CREATE INDEX person_folded_parts ON members_person USING gin (folded gin_trgm_ops)",
    "DROP INDEX person_words",
    *_ordered("default"),
)


class Migration(migrations.Migration):
    dependencies = [("members", "0012_walk_a_list_along_the_names")]

    operations = [migrations.RunPython(_run(FORWARDS), _run(BACKWARDS))]
