"""The running strengths are found first; a cell has one path on a day, so a day begins one of its strengths."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_group_people_by_profile'),
        ('organizations', '0003_say_what_became_of_an_organization'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='strength',
            name='strength_once_a_day',
        ),
        migrations.RemoveIndex(
            model_name='strength',
            name='members_str_path_40f1de_idx',
        ),
        migrations.AddIndex(
            model_name='strength',
            index=models.Index(fields=['ends_on', 'path', 'starts_on', 'official', 'probationary'], name='strength_read'),
        ),
        migrations.AddConstraint(
            model_name='strength',
            constraint=models.UniqueConstraint(fields=('organization', 'starts_on'), name='strength_once_a_day'),
        ),
    ]
