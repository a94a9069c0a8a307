import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0010_find_what_is_rare_in_a_list'),
        ('organizations', '0003_say_what_became_of_an_organization'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='tên danh sách')),
                ('conditions', models.CharField(max_length=1000, verbose_name='điều kiện')),
                ('saved_on', models.DateField(verbose_name='ngày lưu')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'name'], name='members_sav_organiz_06cbc2_idx')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='saved_list_named_once')],
            },
        ),
    ]
