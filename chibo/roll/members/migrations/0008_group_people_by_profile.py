"""Stays name one profile instead of seven attributes. They are derived: emptied here, written by ``chibo facts rebuild``."""

import django.db.models.deletion
from django.db import migrations, models


def _empty(apps, schema_editor):
    for name in ("Stay", "Strength"):
        apps.get_model("members", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("members", "0007_leave_interruptions_out_of_party_age")]

    operations = [
        migrations.RunPython(_empty, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Profile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("ethnicity", models.CharField(blank=True, max_length=40)),
                ("religion", models.CharField(blank=True, max_length=60)),
                ("education", models.CharField(blank=True, max_length=40)),
                ("professional", models.CharField(blank=True, max_length=24)),
                ("theory", models.CharField(blank=True, max_length=24)),
                ("occupation_group", models.CharField(blank=True, max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "sex",
                            "ethnicity",
                            "religion",
                            "education",
                            "professional",
                            "theory",
                            "occupation_group",
                        ),
                        name="profile_once",
                    )
                ],
            },
        ),
        migrations.RemoveIndex(model_name="stay", name="members_sta_path_145fc2_idx"),
        *(
            migrations.RemoveField(model_name="stay", name=name)
            for name in ("sex", "ethnicity", "religion", "education", "professional", "theory", "occupation_group")
        ),
        migrations.AddField(
            model_name="stay",
            name="profile",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                default=0,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.profile",
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(
                fields=["path", "starts_on", "ends_on", "kind", "profile", "born_on", "aged_from", "joined_on"],
                name="stay_counted",
            ),
        ),
    ]
