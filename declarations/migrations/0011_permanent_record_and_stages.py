"""The record of deeds is only added to, and every cycle has its chain of review."""

from django.db import migrations

from declarations.life import permanence

DEFAULT_STAGES = (
    ("主管部门", "department_reviewer", ""),
    ("财政业务股", "finance_reviewer", "财政业务股"),
    ("财政绩效股", "finance_reviewer", "财政绩效股"),
)


def install(apps, schema_editor):
    permanence.install(schema_editor.connection, [permanence.EVENTS])


def remove(apps, schema_editor):
    permanence.remove(schema_editor.connection, [permanence.EVENTS])


def set_default_stages(apps, schema_editor):
    Cycle, Stage = (apps.get_model("declarations", name) for name in ("Cycle", "Stage"))
    for cycle in Cycle.objects.filter(stages=None):
        for position, (name, role, desk) in enumerate(DEFAULT_STAGES, start=1):
            Stage.objects.create(cycle=cycle, position=position, name=name, role=role, desk=desk)


class Migration(migrations.Migration):

    dependencies = [
        ("declarations", "0010_the_life_of_a_declaration"),
    ]

    operations = [
        migrations.RunPython(set_default_stages, migrations.RunPython.noop),
        migrations.RunPython(install, remove),
    ]
