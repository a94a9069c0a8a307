from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0011_keep_lists_under_a_name'),
        ('organizations', '0003_say_what_became_of_an_organization'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='stay',
            name='members_sta_sort_ke_fa87d9_idx',
        ),
        migrations.AddIndex(
            model_name='stay',
            index=models.Index(fields=['sort_key', 'person', 'path', 'starts_on', 'ends_on', 'kind', 'profile', 'born_on', 'aged_from'], name='stay_walked'),
        ),
    ]
