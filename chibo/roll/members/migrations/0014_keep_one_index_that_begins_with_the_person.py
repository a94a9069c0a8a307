import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0013_find_names_by_their_words'),
        ('organizations', '0003_say_what_became_of_an_organization'),
    ]

    operations = [
        migrations.AlterField(
            model_name='membercard',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='members.person'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='members.person'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='organization',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='organizations.organization'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='members.person'),
        ),
    ]
