"""People and their posts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from declarations.models import Membership, User
from declarations.models.organisation import BudgetUnit
from declarations.office.people import may_hand_over
from indicators.web import LONGEST_QUERY

from . import office_messages as messages
from .units import UnitField


class PeopleFilter(forms.Form):
    """By words in login name, name or unit, by role and by state; what is no choice filters not."""

    q = forms.CharField(required=False, max_length=LONGEST_QUERY, label="登录名、姓名或单位")
    role = forms.ChoiceField(
        required=False, choices=[("", "全部"), *Membership.Role.choices], label="角色"
    )
    state = forms.ChoiceField(
        required=False, choices=[("", "使用中"), ("off", "已停用"), ("all", "全部")], label="状态"
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, each in self.fields.items():
            each.widget.attrs["class"] = "form-control" if name == "q" else "form-select"

    def narrow(self, people: Any) -> Any:
        self.full_clean()
        wanted = self.cleaned_data
        for word in wanted.get("q", "").split():
            people = people.filter(
                Q(username__icontains=word)
                | Q(full_name__icontains=word)
                | Q(memberships__unit__name__icontains=word)
                | Q(memberships__unit__code__startswith=word)
            )
        if role := wanted.get("role"):
            people = people.filter(memberships__role=role)
        if (state := wanted.get("state")) != "all":
            people = people.filter(is_active=state != "off")
        return people.distinct()


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("username", "full_name", "email")
        labels = {"username": "登录名", "email": "邮箱"}
        help_texts = {"username": "登录时用，例如姓名全拼。字母、数字、汉字和 @ . + - _。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True


class PostForm(forms.ModelForm):
    """A post of a person in a unit that is in use."""

    unit = UnitField(label="预算单位")

    class Meta:
        model = Membership
        fields = ("unit", "role", "desk")

    def clean_unit(self) -> BudgetUnit:
        unit = self.cleaned_data["unit"]
        if not unit.is_active:
            raise ValidationError(messages.UNIT_OFF % {"unit": unit})
        return unit

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("desk") and cleaned.get("role") != Membership.Role.FINANCE_REVIEWER:
            self.add_error("desk", ValidationError(messages.DESK_OF_OTHERS))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The person is not on the form; a new one has no post yet that could be the same."""
        excluded = super()._get_validation_exclusions()
        return excluded - {"user"} if self.instance.user_id else excluded


class HandOverForm(forms.Form):
    """To whom the work of a filler goes."""

    taker = forms.CharField(label="由谁接", help_text="接手人的登录名。")

    def __init__(self, giver: User, data: Any = None) -> None:
        self.giver = giver
        super().__init__(data)

    def clean_taker(self) -> User:
        username = self.cleaned_data["taker"]
        taker = User.objects.filter(username=username).first()
        if taker is None:
            raise ValidationError(messages.NO_SUCH_PERSON, "unknown", {"text": username})
        if not (answer := may_hand_over(self.giver, taker)):
            raise ValidationError(answer.reason)
        return taker
