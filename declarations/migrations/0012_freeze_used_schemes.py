from django.db import migrations


def freeze(apps, schema_editor):
    """Schemes that declarations stand on are frozen from now on."""
    used = apps.get_model('declarations', 'Declaration').objects.values('scheme')
    schemes = apps.get_model('indicators', 'Scheme').objects.filter(pk__in=used, is_frozen=False)
    schemes.filter(state='draft').update(state='published')
    schemes.update(is_frozen=True)


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0011_permanent_record_and_stages'),
        ('indicators', '0005_frozen_schemes'),
    ]

    operations = [
        migrations.RunPython(freeze, migrations.RunPython.noop),
    ]
