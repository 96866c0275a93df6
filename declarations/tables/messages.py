"""What the imports of 管理 say. Equal messages are told once, with all their rows."""

EXAMPLE_ROW = "这是模板里的示例行，请删去后再上传。"
NO_SUCH_UNIT = "没有这个编码的单位。请核对编码，或先在“预算单位”里添加。"
UNIT_NOT_IN_USE = "这个单位已经停用。请先启用，或改为现在的单位。"
OTHER_UNIT_NAME = "单位名称与这个编码的单位不一致。请核对是否错行，或删去名称。"

NO_SUPERIOR = "没有这个编码的主管部门，表里也没有。请核对编码。"
ABOVE_ITSELF = "主管部门是本单位自己或它的下级。请改正主管部门编码。"
USED_BELOW_UNUSED = "单位在使用中，主管部门却已停用。请改正其中一个的状态。"
STILL_USED_BELOW = (
    "单位下面还有使用中的单位，不能停用。请在表里一并停用下级单位，或给它们换主管部门。"
)

NOT_A_USERNAME = "只能用字母、数字、汉字和 @ . + - _。"
NOT_AN_EMAIL = "不是邮箱地址。"
TWO_PEOPLE = "同一个登录名在前面的行里是另一个人（姓名或邮箱不同）。请改正。"
OTHER_PERSON = "这个登录名已经有人用，姓名不同。请换一个登录名，或改正姓名。"
DESK_OF_OTHERS = "只有财政审核人写科室，请删去。"

NOT_AN_AMOUNT = "不是以万元为单位的数字，例如 1,234.56。"
OTHER_MONEY_UNIT = "的单位不是万元，请换算成万元后填写。"
OUT_OF_RANGE = "整数最多9位，小数最多6位（精确到分）。请核对是否把元写成了万元。"
NEGATIVE = "不能是负数。"
