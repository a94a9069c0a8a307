"""Codes for counting, and the projections that lists and counts read; paths are ranges of bytes on PostgreSQL too."""

import django.db.models.deletion
from django.db import migrations, models


PATHS = (("members_stay", "path"), ("members_stay", "from_path"), ("members_stay", "to_path"), ("members_strength", "path"))


def _order_by_bytes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in PATHS:
            schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar(80) COLLATE "C"')


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0004_let_a_roster_leave_days_unknown'),
        ('organizations', '0003_say_what_became_of_an_organization'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='restored',
            field=models.BooleanField(default=False, verbose_name='do khôi phục'),
        ),
        migrations.AddField(
            model_name='person',
            name='cv_number',
            field=models.CharField(blank=True, db_index=True, max_length=20, verbose_name='số lý lịch đảng viên'),
        ),
        migrations.AddField(
            model_name='person',
            name='occupation_group',
            field=models.CharField(blank=True, max_length=32, verbose_name='nhóm nghề nghiệp, công tác'),
        ),
        migrations.AddField(
            model_name='person',
            name='professional',
            field=models.CharField(blank=True, max_length=24, verbose_name='trình độ chuyên môn'),
        ),
        migrations.AddField(
            model_name='person',
            name='theory',
            field=models.CharField(blank=True, max_length=24, verbose_name='trình độ lý luận chính trị'),
        ),
        migrations.AddField(
            model_name='placement',
            name='came_by',
            field=models.CharField(blank=True, choices=[('MOVED', 'Chuyển sinh hoạt đến'), ('REORGANIZED', 'Sắp xếp tổ chức')], max_length=11, verbose_name='đến do'),
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('PROBATIONARY', 'Đảng viên dự bị'), ('OFFICIAL', 'Đảng viên chính thức')], max_length=12)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('began_by', models.CharField(choices=[('ADMITTED', 'Kết nạp'), ('READMITTED', 'Kết nạp lại'), ('RESTORED', 'Khôi phục đảng tịch'), ('ENTERED', 'Đưa vào sổ'), ('DIED', 'Từ trần'), ('EXPELLED', 'Khai trừ'), ('STRUCK_OFF', 'Xóa tên'), ('RESIGNED', 'Xin ra khỏi Đảng'), ('ANNULLED', 'Hủy quyết định kết nạp'), ('LAPSED', 'Không còn nơi sinh hoạt'), ('MOVED', 'Chuyển sinh hoạt'), ('REORGANIZED', 'Sắp xếp tổ chức'), ('RECOGNIZED', 'Công nhận chính thức'), ('REOPENED', 'Hủy quyết định công nhận chính thức'), ('CONTINUED', 'Tổ chức đổi tên, đổi cấp')], max_length=11)),
                ('ended_by', models.CharField(blank=True, choices=[('ADMITTED', 'Kết nạp'), ('READMITTED', 'Kết nạp lại'), ('RESTORED', 'Khôi phục đảng tịch'), ('ENTERED', 'Đưa vào sổ'), ('DIED', 'Từ trần'), ('EXPELLED', 'Khai trừ'), ('STRUCK_OFF', 'Xóa tên'), ('RESIGNED', 'Xin ra khỏi Đảng'), ('ANNULLED', 'Hủy quyết định kết nạp'), ('LAPSED', 'Không còn nơi sinh hoạt'), ('MOVED', 'Chuyển sinh hoạt'), ('REORGANIZED', 'Sắp xếp tổ chức'), ('RECOGNIZED', 'Công nhận chính thức'), ('REOPENED', 'Hủy quyết định công nhận chính thức'), ('CONTINUED', 'Tổ chức đổi tên, đổi cấp')], max_length=11)),
                ('from_path', models.CharField(blank=True, max_length=80)),
                ('to_path', models.CharField(blank=True, max_length=80)),
                ('from_kind', models.CharField(blank=True, max_length=12)),
                ('joined_on', models.DateField(null=True)),
                ('aged_from', models.DateField(null=True)),
                ('sort_key', models.CharField(max_length=160)),
                ('sex', models.CharField(blank=True, max_length=1)),
                ('born_on', models.CharField(blank=True, max_length=10)),
                ('ethnicity', models.CharField(blank=True, max_length=40)),
                ('religion', models.CharField(blank=True, max_length=60)),
                ('education', models.CharField(blank=True, max_length=40)),
                ('professional', models.CharField(blank=True, max_length=24)),
                ('theory', models.CharField(blank=True, max_length=24)),
                ('occupation_group', models.CharField(blank=True, max_length=32)),
                ('organization', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='members.person')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'starts_on', 'ends_on'], name='members_sta_organiz_893578_idx'), models.Index(fields=['path', 'starts_on', 'ends_on'], name='members_sta_path_145fc2_idx'), models.Index(fields=['sort_key', 'person'], name='members_sta_sort_ke_fa87d9_idx'), models.Index(fields=['starts_on'], name='members_sta_starts__64ff22_idx'), models.Index(fields=['ends_on'], name='members_sta_ends_on_3bbbe9_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'starts_on'), name='stay_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Strength',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=80)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('official', models.PositiveIntegerField()),
                ('probationary', models.PositiveIntegerField()),
                ('organization', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['path', 'starts_on', 'ends_on'], name='members_str_path_40f1de_idx')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'path', 'starts_on'), name='strength_once_a_day')],
            },
        ),
        migrations.RunPython(_order_by_bytes, migrations.RunPython.noop),
    ]
