"""Load the demo."""

from django.core.management.base import BaseCommand

from declarations import demo, demo_review


class Command(BaseCommand):
    help = (
        "载入演示数据：指标体系、单位、用户、仁和区财政局2021年度的申报表，"
        "以及另两个单位2020年度处于审核各环节的申报表。可重复运行。"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--only-if-new", action="store_true", help="数据库里已有用户时什么也不做"
        )

    def handle(self, *args, only_if_new, **options):
        if only_if_new and not demo.database_is_new():
            return
        written = demo.load()
        under_way = demo_review.load()
        self.stdout.write(f"演示数据已就绪，新增申报表 {written} 份，另有审核中的 {under_way} 份。")
