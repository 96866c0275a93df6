"""The addresses of what an administrator keeps of an office: cycles, units, people, the budget."""

from django.urls import path

from .views import cycles, office

urlpatterns = [
    path("", office.index, name="office"),
    path("cycles/", cycles.index, name="cycles"),
    path("cycles/new/", cycles.new, name="new_cycle"),
    path("cycles/<int:year>/", cycles.show, name="cycle"),
    path("cycles/<int:year>/edit/", cycles.edit, name="edit_cycle"),
    path("cycles/<int:year>/open/", cycles.set_status, {"deed": "open"}, name="open_cycle"),
    path("cycles/<int:year>/close/", cycles.set_status, {"deed": "close"}, name="close_cycle"),
    path("cycles/<int:year>/stages/add/", cycles.add_stage, name="add_stage"),
    path("cycles/<int:year>/stages/<int:pk>/", cycles.stage, name="stage"),
    path("cycles/<int:year>/thresholds/", cycles.thresholds, name="thresholds"),
    path("cycles/<int:year>/extensions/add/", cycles.extend, name="extend"),
    path(
        "cycles/<int:year>/extensions/<int:pk>/withdraw/",
        cycles.withdraw_extension,
        name="withdraw_extension",
    ),
]
