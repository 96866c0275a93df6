"""What the forms of 管理 say of what was typed."""

CYCLE_IN_USE = "本批次已有%(count)s张申报表，%(label)s不能再改。"
OUT_OF_BOUNDS = "请填%(least)s到%(most)s%(unit)s之间的数。"
NO_SUCH_UNIT = "没有编码或名称是“%(text)s”的单位。请核对，或先在“预算单位”里添加。"
UNIT_NOT_CLEAR = "叫“%(text)s”的单位不止一个，请写单位编码。"
UNIT_OFF = "“%(unit)s”已经停用，不能再设岗位。"
DESK_OF_OTHERS = "只有财政审核人写科室。"
NO_SUCH_PERSON = "没有登录名是“%(text)s”的用户。"
