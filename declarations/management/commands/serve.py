"""Serve the program with waitress: what `make run` ends with, and what Windows users type."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from waitress import create_server

from declarations.demo import ACCOUNTS, PASSWORD, is_loaded
from perfgoals.wsgi import application


class Command(BaseCommand):
    help = "启动服务；默认只有本机可以访问（127.0.0.1）。"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址")
        parser.add_argument("--port", type=int, default=8000, help="监听的端口")

    def handle(self, *args, host, port, **options):
        if not settings.STATIC_ROOT.exists():
            raise CommandError("还没有收集静态文件，请先运行 manage.py collectstatic --noinput。")
        try:
            server = create_server(application, host=host, port=port, threads=8)
        except OSError as error:
            raise CommandError(f"不能在 {host}:{port} 启动：{error.strerror}。") from error
        self.stdout.write(f"\n绩效目标申报已启动：http://{host}:{port}/   （Ctrl+C 停止）\n")
        if is_loaded():
            self.stdout.write(f"演示账号（密码都是 {PASSWORD}）：")
            for account in ACCOUNTS:
                self.stdout.write(f"  {account.username:<10} {account.full_name}")
        self.stdout.flush()
        server.run()
