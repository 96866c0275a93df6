"""What the library says. The tests compare with these texts."""

UNKNOWN_KIND = "这一行没有对应的指标类别，不能推荐到指标库。请先选好二级指标。"
NO_NAME = "指标名称没有填写，不能推荐到指标库。请先填写三级指标。"
TOO_LONG = "“{label}”超过{limit}个字，不能放进指标库。请先缩短。"
NO_REASON = "请写明不采纳的原因，提出人会看到。"
DECIDED = "这条指标现在是“{state}”，不能这样处理。请刷新页面再看。"
NO_TARGET = "请选择一条在用的指标来合并，不能是它自己。"
OTHER_KIND = "只能与同一类别的指标合并。"
