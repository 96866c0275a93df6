"""What is said of a justification (说明) that does not justify."""

TOO_SHORT = "说明太短，请至少写{least}个字，讲清楚为什么可以这样填。"
REPEATED = "说明只是重复几个字，请写明理由。"
COPIED = "说明照抄了提醒的原话，请写明为什么可以这样填。"
NOT_FOUND = "这条提醒已经不在了，不需要说明。"
EXPLAINED_ERROR = "错误不能用说明代替，请改正。"
