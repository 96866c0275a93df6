from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    name = "declarations"
    verbose_name = "绩效目标申报"

    def ready(self) -> None:
        from .office import record, scheme_uses, units

        scheme_uses.register()
        record.register()
        units.register()
