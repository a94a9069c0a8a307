"""On PostgreSQL searched names are compared by bytes too, so that those that begin alike stand together in their index,
and their words are a function that is dear and by itself: a rare word is not looked for through the whole table, nor by
several workers, whose start takes longer."""

from django.db import migrations

WORDS = "array_to_tsvector(array_remove(string_to_array(folded, ' '), ''))"
FORWARDS = (
    "DROP INDEX person_words",
    'ALTER TABLE members_person ALTER COLUMN folded TYPE varchar(120) COLLATE "C"',
    "CREATE FUNCTION words_of_name(name text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT COST 1000 "
    "AS $$ BEGIN RETURN array_to_tsvector(array_remove(string_to_array(name, ' '), '')); END $$",
    "CREATE INDEX person_words ON members_person USING gin (words_of_name(folded))",
)
BACKWARDS = (
    "DROP INDEX person_words",
    "DROP FUNCTION words_of_name(text)",
    'ALTER TABLE members_person ALTER COLUMN folded TYPE varchar(120) COLLATE "default"',
    f"CREATE INDEX person_words ON members_person USING gin ({WORDS})",
)


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("members", "0014_keep_one_index_that_begins_with_the_person")]

    operations = [migrations.RunPython(_run(FORWARDS), _run(BACKWARDS))]
