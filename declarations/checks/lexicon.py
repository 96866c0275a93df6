"""General vocabulary of budget performance management that the checks of wording go by.

Each list says what its words tell. A word stands here because many units write it, not because
one document does.
"""

import re


def any_of(words: tuple[str, ...], before: str = "", after: str = "") -> re.Pattern[str]:
    """A pattern of any of these words, the longest first."""
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"{before}(?:{alternatives}){after}")


#: Paying: a goal that begins with one of them speaks of spending.
PAYING = (
    "支付", "拨付", "付清", "缴纳", "交纳", "偿还", "归还", "列支", "报销", "结清", "划拨",
    "上缴",
)  # fmt: skip

#: Buying and handing out, which is spending only where nothing is said of what it is for.
BUYING = ("购买", "购置", "采购", "租赁", "租用", "添置", "订阅", "订购", "发放", "兑付", "兑现")

#: Where something is done: what a number before them tells the extent of.
PLACES = (
    "乡镇", "镇街", "镇乡", "街镇", "街道", "乡", "镇", "行政村", "自然村", "村", "社区", "居委会",
    "县", "区县", "县区", "市州", "市", "区", "州", "省", "片区", "园区", "学校", "校区", "校",
    "中小学", "幼儿园", "标段", "站点", "点位", "流域", "辖区",
)  # fmt: skip

#: What is paid: the object that makes 支付 and 发放 an act of spending.
PAID = (
    "费", "费用", "款", "款项", "资金", "经费", "工资", "薪酬", "补助", "补贴", "津贴", "奖金",
    "本息", "利息", "租金", "债务", "欠款", "货款", "尾款", "薪资", "待遇", "保险", "公积金",
    "资助", "价款", "税", "押金", "金",
)  # fmt: skip

#: What changes for somebody: a goal with none of them says only what is done.
EFFECTS = (
    "提高", "提升", "改善", "改进", "增强", "增加", "增长", "增收", "促进", "推动", "推进",
    "带动", "保障", "保证", "确保", "保护", "保持", "维持", "维护", "减少", "减轻", "降低",
    "下降", "缓解", "防范", "防止", "预防", "避免", "遏制", "化解", "消除", "控制", "解决",
    "满足", "实现", "达到", "达成", "优化", "规范", "完善", "健全", "加强", "强化", "加快",
    "助力", "支持", "支撑", "扶持", "帮助", "帮扶", "惠及", "受益", "便利", "方便", "方便群众",
    "节省", "节电", "节水", "节能", "减排", "缩短",
    "节约", "稳定", "安全", "有效", "效益", "效果", "效率", "水平", "质量", "能力", "满意",
    "发展", "繁荣", "振兴", "改观", "美化", "丰富", "普及", "巩固", "扩大", "激励", "鼓励",
    "调动", "吸引", "营造", "形成", "发挥", "顺利", "正常", "畅通", "良好", "整洁", "健康",
    "传承", "弘扬", "覆盖", "率", "作用", "影响", "需求", "环境", "打造", "夯实", "拓宽", "充实",
    "创建", "挽回", "救助", "受惠", "脱贫", "就业", "使", "让", "从而", "以便", "得到", "得以",
    "更好", "更加", "有序", "高效", "圆满", "如期", "权益", "秩序", "竞争力", "提供", "影响力",
    "知名度", "获得感", "幸福感", "安全感", "认同", "意识", "素质",
)  # fmt: skip

#: Doing: verbs that begin the clauses of a goal. A clause with none of them and none of EFFECTS
#: may be no sentence.
DOING = (
    "完成", "开展", "举办", "召开", "组织", "建设", "建成", "建立", "修建", "新建", "改建",
    "扩建", "改造", "修缮", "维修", "维护", "购买", "购置", "采购", "支付", "拨付", "发放",
    "落实", "实施", "执行", "编制", "审核", "评审", "检查", "监督", "监管", "处置", "打击",
    "整治", "治理", "培训", "培养", "宣传", "印发", "印制", "印刷", "出版", "制定", "制作",
    "聘请", "聘用", "委托", "接入", "录入", "上线", "运行", "开发", "升级", "更新", "服务",
    "补贴", "补助", "资助", "奖励", "慰问", "做好", "抓好", "履行", "承担", "参加", "参与",
    "引进", "招聘", "招商", "办理", "受理", "处理", "登记", "填制", "收集", "整理", "调查",
    "调研", "研究", "检测", "监测", "评估", "考核", "验收", "租赁", "租用", "缴纳", "偿还",
    "配备", "配套", "安装", "铺设", "绿化", "清理", "清运", "养护", "构建", "用于", "为", "对",
    "将", "通过", "按照", "根据", "围绕", "依托", "进行", "给予", "享受", "落地", "投入", "投放",
    "启用", "启动", "推广", "筹备", "筹集", "争取", "贯彻", "安置", "救治", "接待", "巡查",
    "巡护", "管护", "管理", "供应", "提供", "种植", "养殖", "生产", "销售", "迁移", "搬迁",
    "拆除", "征收", "防治", "接种", "筛查", "体检", "诊疗", "演出", "比赛", "巡演", "有", "是",
    "能", "可", "应", "力争", "逐步", "全面", "切实", "进一步", "深入", "持续", "不断", "积极",
)  # fmt: skip

#: What things are called at their end: a clause that ends so and has no verb is a name.
THING_ENDS = (
    "平台", "系统", "软件", "设备", "设施", "工程", "项目", "经费", "费用", "资金", "费",
    "数据库", "网站", "中心", "基地", "网络", "补助", "补贴", "津贴", "专项", "小程序", "APP",
    "app", "车辆", "用房", "材料", "物资", "用品", "耗材",
)  # fmt: skip

#: What a project's name ends with and what nobody repeats when he speaks of its matter.
PROJECT_ENDS = (
    "项目", "经费", "费用", "专项经费", "工作经费", "专项资金", "补助资金", "资金", "专项",
    "维护费", "运行维护费", "运维费", "服务费", "租用费", "租赁费", "管理费", "购置费", "建设费",
    "评审费", "补助", "补贴", "津贴", "补助经费", "运行经费", "维护经费", "支出", "费",
)  # fmt: skip

#: Money given to others by rule: such a project rests on a document.
SUPPORT_PROJECTS = (
    "补助", "补贴", "津贴", "专项", "奖励", "奖补", "救助", "资助", "抚恤", "转移支付", "补偿",
)  # fmt: skip

#: Written into a cell to say that there is nothing to write.
NOTHING = (
    "无", "不涉及", "未涉及", "不适用", "暂无", "没有", "无此项", "无此类", "无要求", "不考核",
    "不作要求", "无相关指标", "无指标", "暂不涉及", "不相关", "无关", "N/A", "n/a", "NA", "na",
    "空", "0分", "略",
)  # fmt: skip

#: What nobody wants: 安全事故｜无 is a target, and no way to say that there is nothing to write.
UNWANTED = (
    "事故", "投诉", "差错", "违规", "违纪", "违法", "故障", "失误", "纠纷", "上访", "信访",
    "案件", "事件", "死亡", "伤亡", "污染", "超标", "拖欠", "泄密", "泄露", "隐患", "问题",
    "不良影响", "负面", "舆情", "浪费", "火灾", "疫情", "逾期", "挪用", "返贫", "遗漏", "流失",
    "破坏",
)  # fmt: skip

#: Different words for the same people.
SAME_PEOPLE = (
    ("群众", "公众", "社会公众", "居民", "市民", "百姓", "老百姓", "人民群众", "广大群众"),
    ("学员", "参训人员", "参训学员", "培训学员", "培训对象", "受训人员", "培训人员"),
    ("受益群众", "受益对象", "受益人", "受益人群", "受益者"),
    ("家长", "学生家长"),
    ("患者", "病人", "就诊患者", "就医群众"),
    ("企业", "企业主", "服务企业"),
)

#: Words that may be left out of a name without changing what is measured.
FILLERS = ("的", "总", "实际", "本年", "年度", "全年", "完成", "情况", "数量", "个数", "数")

#: Done in time: what timeliness (时效) is about.
TIMELY = ("及时", "按时", "准时", "按期", "如期")

#: Done well: what quality is about. Beside them 及时 is one quality among others.
WELL_DONE = (
    "准确", "完整", "真实", "规范", "有效", "合格", "达标", "安全", "正常", "全面", "合规",
    "合法", "可靠", "稳定", "清晰", "质量", "优良", "科学", "公正", "客观", "故障", "差错",
    "完好", "精准",
)  # fmt: skip

#: What the name of a quantity ends with if it is the name of a cost.
COST_ENDS = (
    "费", "费用", "经费", "成本", "开支", "工资", "薪酬", "单价", "价格", "价款", "补助标准",
    "补贴标准", "费用标准",
)  # fmt: skip

#: Ends like a cost and is none: what is done about a fee.
NO_COST_ENDS = ("免费", "消费", "收费", "缴费", "付费", "参保缴费", "退费", "欠费", "节约成本")

#: Taking or waiving fees is work to be counted.
ABOUT_FEES = (
    "减免", "免除", "免收", "征收", "收取", "追缴", "催缴", "清缴", "代收", "核定", "节约",
)  # fmt: skip

#: Work done, which is output and no benefit, if a count of it is the value.
WORK = (
    "培训", "举办", "召开", "开展", "印刷", "印制", "制作", "购置", "采购", "购买", "建设",
    "新建", "改造", "修建", "维修", "维护", "安装", "检查", "巡查", "检测", "审核", "评审",
    "编制", "录入", "发放", "宣传", "活动", "会议", "调研", "栽植", "铺设", "设备", "清运",
    "养护",
)  # fmt: skip

#: Names that tell a benefit, whatever work they name beside it.
BENEFIT = (
    "受益", "惠及", "受惠", "就业", "增收", "增长", "增加", "减少", "下降", "降低", "提高",
    "提升", "带动", "覆盖", "节约", "节省", "避免", "挽回", "拉动", "新增", "吸引", "实现",
    "解决", "改善", "影响", "持续", "长期", "年限", "知晓", "效益", "效率", "收入", "利润",
    "税收", "产值", "使用", "利用", "服务", "通过率", "脱贫", "保障", "促进", "惠民", "获奖",
    "转化", "利用率", "普及",
)  # fmt: skip

#: Rates that tell how much of the work was done.
OUTPUT_RATES = (
    "完成率", "开工率", "竣工率", "到位率", "执行率", "拨付率", "发放率", "支付率", "完工率",
    "参训率",
)  # fmt: skip

#: Rates that tell how well the work was done.
QUALITY_RATES = (
    "故障率", "合格率", "优良率", "完好率", "差错率", "验收率", "返工率", "正常运行率", "准确率",
    "破损率", "误差率", "出错率",
)  # fmt: skip

#: What comes of good work for others: benefit, though it sounds like quality.
BENEFIT_RATES = (
    "治愈率", "好转率", "就业率", "升学率", "发病率", "死亡率", "犯罪率", "发案率", "返贫率",
    "增收率", "增长率", "失业率", "贫困率", "辍学率", "生存率", "发生率下降",
)  # fmt: skip

#: Bringing people in, and people at work: input, if their number is given as the output.
BRINGING_IN = ("聘请", "聘用", "雇用", "雇佣", "招聘", "配备", "配置", "投入", "外聘", "返聘")
WORKERS = (
    "工作人员", "技术人员", "管理人员", "服务人员", "驻场人员", "运维人员", "维护人员",
    "编外人员", "临聘人员", "聘用人员", "劳务人员", "派遣人员", "辅助人员", "工作队员",
    "专业人员", "保洁人员", "保安人员", "工勤人员", "安保人员",
)  # fmt: skip
PEOPLE = ("人员", "人数", "人力", "专家", "教师", "医生", "技师", "工人", "保安", "保洁员", "员工")
#: For whom something is done: then the people are the object of the service and no input.
SERVED = (
    "培训", "参训", "服务对象", "补助", "补贴", "慰问", "受益", "覆盖", "发放", "救助", "奖励",
    "体检", "资助", "保障", "安置", "接待", "走访", "惠及", "考核", "表彰", "保险", "工资",
    "参保", "待遇",
)  # fmt: skip

#: A name that says when and nothing else.
TIME_NAMES = (
    "时间", "时限", "期限", "日期", "进度", "工期", "周期", "完成时间", "完成日期",
)  # fmt: skip
#: Times that tell how good a service is.
SERVICE_TIMES = (
    "响应", "无故障", "等待", "等候", "办理", "处理", "办结", "平均", "恢复", "到场", "停机",
    "寿命", "使用", "有效期", "保质", "质保", "反应", "出警", "到达", "延误",
)  # fmt: skip

#: Words that say nothing of what is measured. A name made of nothing else is generic.
EMPTY_WORDS = (
    "预计", "预期", "达成", "达到", "取得", "实现", "解决", "问题", "效果", "效益", "目标",
    "成果", "情况", "按照", "按", "根据", "要求", "计划", "规定", "完成", "工作", "任务", "时间",
    "时限", "期限", "日期", "进度", "质量", "数量", "指标", "项目", "维护", "及时", "顺利",
    "相关", "有关", "各项", "主要", "全部", "本年", "年度", "社会", "经济", "生态", "可持续",
    "影响", "时效", "产出", "内容", "其他", "标准", "合同", "保质", "保量", "保质保量", "按时",
    "按期", "如期", "方面", "预定", "既定", "的", "和", "与", "及",
)  # fmt: skip

#: Generic names of a cost: 成本 alone would also be in 总成本, which is a fair name.
EMPTY_COSTS = (
    "成本测算", "成本", "成本指标", "费用测算", "资金测算", "测算依据", "成本核算", "经费测算",
    "成本测算依据", "费用", "经费", "资金", "金额", "预算", "测算", "成本情况",
)  # fmt: skip

#: A name that ends so is the name of a program, and none of an indicator.
PROGRAM_ENDS = (
    "系统", "软件", "平台", "APP", "app", "App", "网站", "小程序", "公众号", "数据库", "网络版",
    "单机版", "客户端",
)  # fmt: skip

#: A clause that begins so and ends so speaks of circumstances and says nothing of what is measured.
CLAUSE_STARTS = (
    "根据",
    "按照",
    "依据",
    "依照",
    "鉴于",
    "由于",
    "因为",
    "为了",
    "结合",
    "参照",
    "遵照",
)
CLAUSE_ENDS = (
    "情况", "要求", "规定", "需要", "文件", "计划", "精神", "安排", "实际", "标准", "方案",
    "办法", "意见", "通知", "制度", "合同", "协议", "政策", "细则", "需求", "程序",
)  # fmt: skip

#: What measures end with: such a name is an indicator's wherever else it stands.
MEASURE_ENDS = (
    "率", "度", "数", "量", "额", "次数", "比例", "比重", "占比", "面积", "里程", "长度", "时间",
    "时长", "时限", "期限", "年限", "个数", "人数", "户数", "人次", "规模", "指数", "成本", "费",
    "费用", "收入", "产值", "天数", "分", "值", "投诉", "件", "条",
)  # fmt: skip

#: Whom a satisfaction can be of: a name that ends so lacks only the word 满意度.
SUBJECT_ENDS = (
    "群众", "居民", "村民", "市民", "公众", "用户", "使用者", "使用人", "单位", "部门", "企业",
    "对象", "人员", "职工", "员工", "干部", "学生", "家长", "教师", "老师", "患者", "病人",
    "游客", "旅客", "客户", "商户", "农户", "贫困户", "农民", "牧民", "老人", "老年人", "儿童",
    "妇女", "残疾人", "受援人", "受益人", "学员", "业主", "师生", "官兵", "退役军人", "机构",
    "社区", "学校", "医院", "乡镇", "观众", "读者", "听众", "消费者", "申请人", "当事人",
    "困难户", "低保户", "参与者", "运动员",
)  # fmt: skip

#: Stand for whoever is served: they contradict no other subject.
ANY_SUBJECT = (
    "服务对象", "受益对象", "受益群体", "受益人群", "社会公众", "项目", "对象", "受众", "受益者",
    "受益人", "受益群众", "被服务对象", "相关人员", "有关人员", "综合", "总体", "整体", "各方",
)  # fmt: skip
