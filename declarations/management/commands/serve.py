"""Serve the program with waitress: what `make run` ends with, and what Windows users type."""

import ipaddress
import socket

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from waitress import create_server

from declarations.demo import ACCOUNTS, PASSWORD, database_is_new, is_loaded

FIRST_ADMINISTRATOR = (
    "还没有用户，也没有载入演示数据（演示账号的密码是公开的）。请另开一个终端建立第一个管理员：\n"
    "  python manage.py create_administrator 登录名 --unit-code 单位编码 --unit-name 单位名称"
)
DEMO_IN_PUBLIC = (
    "注意：数据库里有演示账号，密码是公开的，别的机器也能用它登录。"
    "正式使用请换一个新数据库，或在“管理”里停用这些账号。"
)


class Command(BaseCommand):
    help = "启动服务；默认只有本机可以访问（127.0.0.1）。"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址")
        parser.add_argument("--port", type=int, default=8000, help="监听的端口，0 为任选一个空闲的")
        parser.add_argument(
            "--set-up",
            action="store_true",
            help="先准备好数据库和静态文件；只供本机访问的新数据库载入演示数据",
        )

    def handle(self, *args, host, port, set_up, **options):
        try:
            door = listening(host, port)
        except OSError as error:
            raise CommandError(f"不能在 {host}:{port} 启动：{error.strerror}。") from error
        with door:
            self._serve(door, host, set_up)

    def _serve(self, door, host, set_up):
        if set_up:
            call_command("migrate", verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
            if is_loopback(host):
                call_command("demo", only_if_new=True, stdout=self.stdout)
        if not settings.STATIC_ROOT.exists():
            raise CommandError("还没有收集静态文件，请加上 --set-up 再启动。")
        server = create_server(_application(), sockets=[door], threads=8)
        port = door.getsockname()[1]
        self.stdout.write(f"\n绩效目标申报已启动：http://{host}:{port}/   （Ctrl+C 停止）\n")
        self._say_who_may_sign_in(host)
        self.stdout.flush()
        server.run()

    def _say_who_may_sign_in(self, host):
        if database_is_new():
            self.stdout.write(FIRST_ADMINISTRATOR)
        elif is_loaded() and not is_loopback(host):
            self.stdout.write(DEMO_IN_PUBLIC)
        elif is_loaded():
            self.stdout.write(f"演示账号（密码都是 {PASSWORD}）：")
            for account in ACCOUNTS:
                self.stdout.write(f"  {account.username:<10} {account.full_name}")


def listening(host: str, port: int) -> socket.socket:
    """The socket of the server; with port 0 on one that is free.

    It is taken before anything is set up: a port in use is told at once, and whoever opens the
    page too early waits for it instead of being turned away. Raises OSError.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the server. Other names may stand for any address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _application():
    """The application, made only now: it looks for its static files when it is made."""
    from perfgoals.wsgi import application

    return application
