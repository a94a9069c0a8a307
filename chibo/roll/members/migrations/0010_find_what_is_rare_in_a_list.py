"""Indexes for what is rare in a list; on PostgreSQL the parts of a name are found by their trigrams."""

from django.db import migrations, models


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


FORWARDS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX person_folded_parts ON members_person USING gin (folded gin_trgm_ops)",
)
BACKWARDS = ("DROP INDEX person_folded_parts",)


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0009_read_strengths_by_their_end'),
        ('organizations', '0003_say_what_became_of_an_organization'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(condition=models.Q(('kind', 'OFFICIAL'), _negated=True), fields=['kind', 'organization'], name='placement_beside'),
        ),
        migrations.AddIndex(
            model_name='stay',
            index=models.Index(fields=['profile'], name='members_sta_profile_7920b8_idx'),
        ),
        migrations.AddIndex(
            model_name='stay',
            index=models.Index(fields=['born_on'], name='members_sta_born_on_5c6bdc_idx'),
        ),
        migrations.AddIndex(
            model_name='stay',
            index=models.Index(fields=['aged_from'], name='members_sta_aged_fr_7795a1_idx'),
        ),
        migrations.RunPython(_run(FORWARDS), _run(BACKWARDS)),
    ]
