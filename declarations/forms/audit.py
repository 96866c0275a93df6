"""The filter of the record of administrators' deeds."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from declarations.models import OfficeEvent
from indicators.web import LONGEST_QUERY

from .cycles import DayInput


class AuditFilter(forms.Form):
    """By topic, days and words; what is no choice and no day filters not."""

    topic = forms.ChoiceField(
        required=False, choices=[("", "全部"), *OfficeEvent.TOPICS], label="事项"
    )
    since = forms.DateField(required=False, widget=DayInput(), label="从")
    until = forms.DateField(required=False, widget=DayInput(), label="到")
    q = forms.CharField(required=False, max_length=LONGEST_QUERY, label="对象、内容、经办人或地址")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, each in self.fields.items():
            each.widget.attrs["class"] = "form-select" if name == "topic" else "form-control"

    def narrow(self, events: QuerySet[OfficeEvent]) -> QuerySet[OfficeEvent]:
        self.full_clean()
        wanted = self.cleaned_data
        if topic := wanted.get("topic"):
            events = events.filter(deed__startswith=f"{topic}.")
        if since := wanted.get("since"):
            events = events.filter(at__date__gte=since)
        if until := wanted.get("until"):
            events = events.filter(at__date__lte=until)
        for word in wanted.get("q", "").split():
            events = events.filter(
                Q(subject__icontains=word)
                | Q(detail__icontains=word)
                | Q(by__full_name__icontains=word)
                | Q(by__username__icontains=word)
                | Q(address__startswith=word)
            )
        return events
