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
SOMEBODY = "已经有人在别处"
YOURSELF = "您在别的窗口"
CHANGED_MEANWHILE = "%(who)s把这里改成了“%(text)s”。您填的还在页面上，没有保存；请选用哪一个。"
EMPTIED_MEANWHILE = "%(who)s把这里清空了。您填的还在页面上，没有保存；请选用哪一个。"
ANSWERED_MEANWHILE = (
    "%(who)s刚才已经答复：“%(text)s”。您写的还在页面上，没有保存；要换成您写的，请点“保存答复”。"
)
PASSWORD_RULES = "至少8个字符，不能全是数字，不要用姓名、登录名或常见的密码。"  # noqa: S105
NOT_SIGNED_IN = (
    "登录名或密码不对，请核对大小写和输入法。再错%(left)s次，要等%(minutes)s分钟才能再试；"
    "忘了密码请找管理员重置。"
)
LAST_TRY = "登录名或密码不对，错的次数太多了。请%(minutes)s分钟后再试，或者找管理员重置密码。"
LOCKED_OUT = (
    "“%(username)s”在这台机器上连续%(tries)s次没有登录成功，请%(minutes)s分钟后再试。"
    "忘了密码请找管理员重置，重置后马上可以登录。"
)
SAME_AS_BEFORE = "新密码不能和原来的密码相同。"
NOTHING_CHOSEN = "请先选择要沿用的申报表。"
NO_FORM_CHOSEN = "还没有选择申报表。请勾选这个文件批复的表。"
REMARK_EMPTY = "请写下意见：哪里要改，为什么，怎样改。"
TOO_MANY_POINTS = "“%(item)s”最多%(most)s分。"
SAME_PROJECT = "有两张表都选了项目“%(project)s”。一个项目一年只有一张申报表，请改选其中一张。"
NO_ATTACHMENT = "请选择要上传的附件。"
EMPTY_FILE = "这个文件是空的，没有上传。"
ATTACHMENT_TOO_BIG = "“%(name)s”有 %(size)s MB，超过了 %(limit)s MB 的上限。请压缩后再上传。"
ATTACHMENT_TYPE = (
    "“%(name)s”不能作为附件：只收 %(types)s，内容要和后缀一致，不收带宏的 Office 文件。"
)
TOO_MANY_FILES = "一张表最多 %(limit)s 个附件。请删除不需要的再上传。"
