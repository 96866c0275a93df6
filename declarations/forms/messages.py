"""What the fields of our pages say when they cannot read what was typed."""

NOT_A_NUMBER = "“%(text)s”不是数字。请只填数字，例如 1,234.56。"
NOT_AN_AMOUNT = "“%(text)s”不是金额。请只填以%(unit)s为单位的数字，例如 1,234.56。"
OTHER_UNIT = "“%(text)s”的单位不是%(unit)s。这里以%(unit)s为单位，请换算后填写。"
TOO_MANY_DECIMALS = "“%(text)s”的小数太长，最多%(limit)s位。"
TOO_LARGE = "“%(text)s”太大，整数部分最多%(limit)s位。"
NOT_A_YEAR = "“%(text)s”不是年度。请填四位数的年份，例如 2021。"
NEGATIVE = "“%(text)s”是负数，这里不能小于0。"
TOO_LONG = "最多%(limit)s个字，现在有%(length)s个，请缩短后再保存。"
NO_FILE = "请选择要导入的文件。"
WRONG_TYPE = "“%(name)s”不是可以导入的文件。请选择 %(types)s 文件。"
TOO_BIG = "“%(name)s”有 %(size)s MB，超过了 %(limit)s MB 的上限。请分成几个文件导入。"
ALL_TOO_BIG = "这些文件合计 %(size)s MB，超过了 %(limit)s MB 的上限。请分几次导入。"
CHANGED_MEANWHILE = (
    "这里已经在别处改成了“%(text)s”。您填的内容还在页面上；要用您填的，请按“保存”，否则请刷新页面。"
)
EMPTIED_MEANWHILE = (
    "这里已经在别处清空了。您填的内容还在页面上；要用您填的，请按“保存”，否则请刷新页面。"
)
SAME_AS_BEFORE = "新密码不能和原来的密码相同。"
NOTHING_CHOSEN = "请先选择要沿用的申报表。"
