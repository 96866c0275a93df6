"""Make the first administrator: what a new installation begins with."""

import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from declarations.models import BudgetUnit, Membership, User
from declarations.office.record import Deed, note, post_text
from indicators.library import keep_starters
from indicators.models import Scheme
from indicators.tree import shipped


class Command(BaseCommand):
    help = "建立管理员，并备好单位、指标体系和指标库。密码在终端输入，或从标准输入读一行。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="登录名")
        parser.add_argument("--unit-code", required=True, help="单位编码")
        parser.add_argument("--unit-name", required=True, help="单位名称；已有这个编码时不改名")

    @transaction.atomic
    def handle(self, *args, username, unit_code, unit_name, **options):
        if User.objects.filter(username=username).exists():
            raise CommandError(f"已有登录名为“{username}”的用户，没有改动。")
        user = User(username=username, is_staff=True, is_superuser=True)
        password = self._password()
        unit = BudgetUnit.objects.filter(code=unit_code).first()
        unit = unit or BudgetUnit(code=unit_code, name=unit_name)
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
            unit.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        unit.save()
        user.save()
        post = Membership.objects.create(user=user, unit=unit, role=Membership.Role.ADMINISTRATOR)
        note(Deed.PERSON_MADE, user, post_text(post), by=None)
        for tree in shipped().values():
            Scheme.objects.keep(tree)
        keep_starters()
        self.stdout.write(
            f"已建立管理员“{username}”，单位：{unit}。登录后在“管理”里添加用户和批次。"
        )

    def _password(self) -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        password = getpass("密码：")
        if password != getpass("再输一次："):
            raise CommandError("两次输入的密码不同，没有建立用户。")
        return password
