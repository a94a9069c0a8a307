"""Members outside the system keep their record here; on PostgreSQL a place for a time is still one at a time."""

from django.db import migrations, models

HOME = "EXCLUDE USING gist (person_id WITH =, daterange(starts_on, ends_on) WITH &&) WHERE"
FORWARDS = (
    "ALTER TABLE members_placement DROP CONSTRAINT placement_no_two_homes",
    "ALTER TABLE members_placement DROP CONSTRAINT placement_no_two_temporary",
    f"ALTER TABLE members_placement ADD CONSTRAINT placement_no_two_homes {HOME} (kind NOT IN ('TEMPORARY', 'AWAY'))",
    f"ALTER TABLE members_placement ADD CONSTRAINT placement_no_two_temporary {HOME} (kind IN ('TEMPORARY', 'AWAY'))",
)
BACKWARDS = (
    "ALTER TABLE members_placement DROP CONSTRAINT placement_no_two_temporary",
    "ALTER TABLE members_placement DROP CONSTRAINT placement_no_two_homes",
    f"ALTER TABLE members_placement ADD CONSTRAINT placement_no_two_homes {HOME} (kind <> 'TEMPORARY')",
    f"ALTER TABLE members_placement ADD CONSTRAINT placement_no_two_temporary {HOME} (kind = 'TEMPORARY')",
)


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0002_refuse_overlaps_on_postgresql'),
        ('organizations', '0002_order_paths_by_bytes_on_postgresql'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='placement',
            name='placement_one_open_home',
        ),
        migrations.AddField(
            model_name='placement',
            name='outside',
            field=models.CharField(blank=True, max_length=200, verbose_name='nơi ngoài hệ thống'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='kind',
            field=models.CharField(choices=[('OFFICIAL', 'Sinh hoạt chính thức'), ('TEMPORARY', 'Sinh hoạt tạm thời'), ('APPLICANT', 'Quần chúng được theo dõi, giúp đỡ'), ('FORMER', 'Lưu hồ sơ người đã ra khỏi Đảng'), ('MOVED_OUT', 'Sinh hoạt đảng ngoài hệ thống'), ('AWAY', 'Sinh hoạt tạm thời ngoài hệ thống')], max_length=9),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True), models.Q(('kind__in', ['TEMPORARY', 'AWAY']), _negated=True)), fields=('person',), name='placement_one_open_home'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outside', ''), models.Q(('kind__in', ['MOVED_OUT', 'AWAY']), _negated=True)), models.Q(models.Q(('outside', ''), _negated=True), ('kind__in', ['MOVED_OUT', 'AWAY'])), _connector='OR'), name='placement_outside_is_named'),
        ),
        migrations.RunPython(_run(FORWARDS), _run(BACKWARDS)),
    ]
