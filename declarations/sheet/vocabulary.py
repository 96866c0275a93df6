"""The words on forms: which labels there are, and what each is for.

Forms differ from county to county in wording, spacing, numbering and hints. A text is compared as
one of its *keys*: blanks, punctuation and numbering removed, then hints in brackets and years as
well. A key that is one character off counts only where a single word of that place is that near.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

LONGEST_LABEL = 40
_SHORTEST_DAMAGED = 3


def _expand(pattern: str) -> Iterator[str]:
    """``{年度,}资金总额`` -> 年度资金总额, 资金总额."""
    pieces = [
        piece[1:-1].split(",") if piece.startswith("{") else [piece]
        for piece in re.findall(r"\{[^}]*\}|[^{]+", pattern)
    ]
    return ("".join(chosen) for chosen in product(*pieces))


def _words(**patterns: str) -> dict[str, str]:
    """Words and their roles, from patterns separated by blanks."""
    return {
        word: role
        for role, listed in patterns.items()
        for pattern in listed.split()
        for word in _expand(pattern)
    }


TEXT_ROLES = frozenset(
    {"project", "sub_project", "upper_project", "unit", "superior", "year", "money_unit"}
)
AMOUNT_ROLES = frozenset(
    {
        "total",
        "project_total",
        "treasury",
        "treasury_source",
        "treasury_level",
        "other_all",
        "other",
    }
)
GOAL_ROLES = frozenset({"goal", "goal_group", "long_goal"})

#: Labels outside the block of indicators.
HEADER: Mapping[str, str] = _words(
    project=(
        "{项目,项目支出,专项,专项资金,专项项目,资金,预算项目,申报项目}名称 项目 "
        "单位名称{项目名称,及项目名称,和项目名称}"
    ),
    sub_project="{二级项目,三级项目,子项目,明细项目,具体项目}名称 {二级项目,三级项目,子项目}",
    upper_project="{一级项目,上级项目}名称 一级项目",
    unit=(
        "{预算,实施,项目实施,具体实施,项目具体实施,项目,项目承担,承担,申报,填报,编制,编报,"
        "申请,使用,资金使用,执行,项目执行,预算执行,基层预算,用款,建设,项目建设}单位 "
        "{预算,项目,实施,申报,填报}单位名称 单位名称 {部门,预算部门}单位{名称,} "
        "{预算,填报,申报,实施,部门}{部门,}名称 {填报,申报,实施,预算,项目实施,申请}部门 "
        "{申报,填报,实施,项目}单位盖章 {预算,项目,实施,申报,填报}单位{及,和}代码 "
        "{预算,}单位{编码,代码}及名称 单位代码及名称 单位"
    ),
    superior=(
        "{项目,预算,业务,}主管部门{及代码,和代码,名称,名称及代码,代码,单位,} "
        "{项目,}主管单位{及代码,名称,} {上级,一级预算,主管}{单位,部门}{名称,} "
        "{中央,省级,市级,县级}主管部门 主管预算{部门,单位}"
    ),
    year="{年度,预算年度,申报年度,项目年度,填报年度,年份,预算年份,所属年度,资金年度,目标年度}",
    money_unit="{金额,货币,资金,计量,}单位 {金额,资金}计量单位",
    funding_group=(
        "{项目,年度,专项,本年,当年,项目年度,预算,}资金{情况,来源,安排,构成,预算,} "
        "资金{来源,}及构成 {项目,年度,}预算{情况,资金,安排,资金情况,构成} 项目资金来源 "
        "{年度,}资金{来源,安排}情况 {项目,}经费{来源,构成,} {项目,}资金申请{情况,}"
    ),
    total=(
        "{年度,本年,本年度,当年,全年,年初,年度项目}{资金总额,预算总额,资金总量,预算数,预算,"
        "金额,资金,预算资金,预算金额,总金额,资金合计,预算合计,资金额,申请资金,申报资金,经费} "
        "{资金,预算,金额,经费}总额 {项目,专项,申请,申报,项目申请,项目支出}{资金总额,预算总额,"
        "预算数,预算,总预算,金额,预算金额,总金额,资金额,资金数,申报数,经费} 预算数 预算金额 "
        "{项目,预算}总额 资金合计 {资金,金额}合计 {年度资金,资金}总额合计 合计 总计 申报金额 "
        "申请金额 {申请,申报,预算}数 总额 总金额 总量 安排资金 资金数 资金额 "
        "{本年,当年}{申请,申报,安排}{数,金额} 项目资金数额 "
        "{本年度,本年,年度,当年,}{预算申请,预算申报,申请预算,申报预算,资金申请,申请资金}"
        "{额,数,总额} "
        "{批复,下达,核定,安排,拟安排,预算批复,批准}{预算,预算数,资金,金额,资金总额,预算金额} "
        "{项目,}{申请资金,预算资金,支出预算}{总额,合计,金额} {项目,}{资金,预算}规模"
    ),
    project_total=(
        "{项目,}总投资{额,} {中期,实施期,长期,三年,项目周期,全周期,总体}{资金总额,总额,"
        "预算总额,资金,资金合计,预算} 项目总投入 总投入 "
        "{项目全周期,项目实施期}{资金总额,总额} 项目投资总额 投资总额 项目总资金"
    ),
    treasury=(
        "{财政,财政性,当年财政,本年财政,年度财政,区财政,县财政,市财政}{拨款,资金,拨款资金,"
        "预算资金,预算拨款,投入} 财政拨款{收入,合计,小计} 财政安排资金 财政补助{资金,}"
    ),
    treasury_source=(
        "{,本年,当年}{一般公共预算,政府性基金,国有资本经营,国有资本经营预算,政府性基金预算,社会保险基金,"
        "社会保险基金预算,财政专户管理}{财政,}{拨款,资金,预算,预算资金,拨款资金,收入,"
        "财政拨款,财政资金,补助,} {政府,地方政府,}{一般,专项,}债券{资金,} "
        "公共预算{拨款,资金,}"
    ),
    treasury_level=(
        "{中央,省,省级,自治区,自治区级,市,市级,州,州级,盟,区,区级,县,县级,区县,区县级,县区,"
        "县区级,市县,市县级,地方,本级,上级,旗,旗县,乡镇}{财政资金,资金,财政拨款,财政,补助,"
        "补助资金,配套,配套资金,财政补助,财政投入,拨款,转移支付} 地方{财政,}资金 "
        "上级{转移支付资金,专项,专项资金} {中央,省级}转移支付{资金,} 中央预算内{投资,资金} "
        "提前下达{资金,} 本级{支出,预算,安排}"
    ),
    other_all="{非财政拨款,非财政,非财政拨款资金,非财政资金}",
    other=(
        "其他{资金,,资金来源,来源,收入} 其它{资金,} "
        "{单位,企业,自有,自筹,单位自筹,单位自有,社会,单位其他,企业自筹}资金 "
        "{单位,企业,}{自筹,自有} "
        "{事业,经营,经营性,事业经营,事业单位经营,上级补助,附属单位上缴}收入{资金,} "
        "{上年,以前年度,历年}{结转,结余,结转结余,结转和结余}{资金,} 银行贷款 "
        "{金融机构,}贷款{资金,} 社会投入{资金,} 社会资本{资金,} 群众自筹{资金,} "
        "捐赠{收入,资金}"
    ),
    goal=(
        "{年度,本年,本年度,当年,全年}{目标,总体目标,绩效目标,总体绩效目标,绩效总目标,总目标,"
        "绩效总体目标,工作目标,任务目标,主要目标,目标内容} 年度{绩效,总体}{目标,}内容 "
        "项目年度{绩效,}目标"
    ),
    goal_group=(
        "{项目,}{总体目标,总目标,绩效目标,总体绩效目标,绩效总目标,绩效总体目标} "
        "预期{绩效,}目标 项目目标 目标 预期总体目标 {项目,}绩效{总体,}目标{描述,内容,概述} "
        "整体{绩效,}目标 目标内容 {项目,资金,专项资金}{绩效,}目标"
    ),
    long_goal=(
        "{中期,长期,实施期,中长期,项目实施期,项目周期,全周期,三年,规划期,项目期}{目标,"
        "总体目标,绩效目标,总目标,绩效总目标,总体绩效目标}"
    ),
    block=(
        "{年度,项目,预期,}绩效{指标,目标及指标,目标指标,评价指标} 绩效指标{体系,表,设置} "
        "指标 {年度,项目,}指标{体系,情况} 绩效"
    ),
    ignored=(
        "{项目,}{类别,性质,类型,属性,分类,期限,周期,状态,级次} "
        "{项目,单位,部门,指标}{编码,代码,编号} {职能,职责,活动}{名称,} "
        "{立项,政策,项目立项,设立}{依据,必要性,情况} "
        "{项目,}{概况,概述,简介,背景,内容,说明,描述,基本情况,主要内容,实施内容,建设内容} "
        "{项目,计划,预计,}{开始,结束,起始,终止,完成,开工,竣工,起止}{时间,日期,年月,年限} "
        "{项目,}{起止时间,实施期,实施期限,执行期} "
        "{项目,单位,部门,填报,联系,经办,项目单位}{负责人,联系人,责任人,经办人} "
        "联系{电话,方式} 电话 {实施,}{进度,计划,进度计划} "
        "{项目,基本,}{基本情况,基本信息,信息} {保障,管理}{措施,制度} "
        "{支出,}{功能,经济}{分类,科目} 资金用途 {支出,}{功能分类,经济分类}科目 单位职能 "
        "{项目,}实施{内容,计划,方案,进度计划} {资金,项目}{性质,投向,用途} 分配因素 备注 "
        "{预算,资金}{支出,}{方向,明细} 归口{科室,处室} 是否 "
        "项目期 {项目,单位,}负责人及{联系,}电话 单位职能概述 主管部门编码 是否新增{项目,} "
        "{项目,}{申报的,}{可行性,必要性} 项目立项的依据 项目申报的{可行性,必要性} "
        "{省,市,县,区}级财政部门 {其他,}{需要,}说明的问题 资金支出计划 预算规模及资金用途 "
        "{项目,}实施周期 {保证项目实施,保证项目实施的,}制度措施 支出级次"
    ),
    number="序号",
    column=(
        "{全年预计,预计,实际,}执行{数,额,金额} "
        "{年初,全年,本年,当年,调整后}{预算,执行,实际执行,支出,预算执行,实际支出}{数,额} "
        "{预算,}执行{率,数,情况} 分值 得分 权重 {实际,}完成{值,情况,数} {支付,支出}进度 "
        "执行率分值 {执行率,预算执行率}{分值,得分}"
    ),
    footer=(
        "{填报,填表,制表,经办,编制,审核,复核,联系,申报}人{签字,签章,签名,盖章,} "
        "{填报,填表,制表,编制,申报,审核}{日期,时间} "
        "{单位,部门,分管,主管,财务,科室,填报单位,申报单位}{负责人,领导}"
        "{签字,签章,签名,盖章,意见,} 项目负责人{签字,签章,签名,盖章} "
        "{主管部门,财政部门,财政局,业务科室,预算单位,单位,财政,主管科室,业务股室}{审核,审查,"
        "审批,评审,}意见 注 备注 说明 日期 单位公章 公章 总分 总计得分 得分合计 审核意见 "
        "审批意见"
    ),
)

#: Heads of the columns in the block of indicators.
COLUMNS: Mapping[str, str] = _words(
    block=(
        "{年度,项目,预期,}绩效{指标,目标,目标及指标,目标指标,评价指标} 指标 "
        "绩效指标{体系,设置} 目标指标 {年度,}指标体系"
    ),
    level1=(
        "{一级,第一级,1级,Ⅰ级,I级}{指标,绩效指标,指标名称,目标,} "
        "{一级,}指标{类型,类别,分类,大类} 指标维度"
    ),
    level2="{二级,第二级,2级,Ⅱ级,II级}{指标,绩效指标,指标名称,目标,} 指标{子类,小类}",
    level3=(
        "{三级,第三级,3级,Ⅲ级,III级,四级,明细}{指标,绩效指标,指标名称,指标内容,目标,} "
        "{绩效,具体,个性,}指标{内容,名称,名称内容} 具体指标 具体{指标,绩效}内容 "
        "{绩效,}目标内容 {指标,绩效,绩效指标}{描述,项目} 三级指标{具体内容,及内容} 指标具体内容"
    ),
    value=(
        "{年度,本年,当年,全年,预期,计划,绩效,年初,设定,三级,年度绩效,}{指标,目标,指标目标,"
        "目标指标}值{及单位,和单位,含单位,及单位说明,含数字及文字描述,包含数字及文字描述,"
        "或计划水平,或目标值,及计量单位,内容,说明,设定,与单位,} {年度,本年,当年,}{数值,"
        "计划值,预期值,目标,目标数,指标数,指标目标,预期目标,绩效值,绩效指标值} "
        "指标值或{预期,计划}水平 预期{当年,年度,本年,}{实现值,目标值,完成值,达到值,水平} "
        "预计{当年,年度,本年,}{实现值,完成值} {年度,}计划{水平,指标值,完成值} 值 "
        "年度{指标,}目标值 绩效目标值 标准值 绩效标准 {年度,}指标{标准,要求,内容及目标值}"
    ),
    long_value=(
        "{中期,长期,实施期,三年,中长期,总体,全周期,规划期}{指标,目标,指标目标,}值 {实施期,中期}目标"
    ),
    sign=(
        "{指标,}性质 {计算,运算,比较,关系,逻辑,条件,指标值,}{符号,符} 指标{符号,关系,比较符} "
        "运算关系 比较关系 符号及方向 {指标值,}计算方式 {绩效,}指标性质"
    ),
    measure="{绩效,}{度量,计量,指标值,指标,目标值,数量,指标值计量,指标度量,}单位",
    weight=(
        "{指标,三级指标,绩效,}{权重,分值,权重分值,分值权重,权值} {标准,满}分{值,} 分值权重 权重分"
    ),
    direction="{指标,}{方向性,方向,正反向,导向}",
    explanation=(
        "{绩效,三级,}{指标,目标,指标值,}{解释,说明,解释说明,释义,内涵,含义,定义,解释及说明} "
        "指标解释{和,及,与}{计算公式,说明} 指标说明 指标值说明 {指标,}内容解释"
    ),
    result=(
        "{实际,年度,全年,当年,本年,}{完成,实现}{值,情况,数值,结果,程度,指标值} 实际{值,数} "
        "{指标,实际,}{完成率,完成情况} 全年{实际值,完成情况} 完成情况"
    ),
    score="{自评,评价,实际,指标,}得分 自评分{值,数,} {自评,}扣分{原因,} {自评,自评价}{分值,分}",
    reason=(
        "{偏差,未完成,差异,偏离}{原因,情况,}{分析,说明,}{及改进措施,及整改措施,和改进措施,} "
        "偏差{原因,}分析及改进措施 {未完成,}原因{及改进措施,分析,} 改进措施"
    ),
    scoring=(
        "{评分,评价,赋分,计分,考核,评扣分,扣分,得分}{标准,规则,办法,细则} "
        "评分{标准,方法}及说明 {评,评扣}分标准"
    ),
    evidence=(
        "{指标,指标值,目标值,数据,设定,取值,}依据 {证明,佐证}{材料,资料} "
        "{目标值,指标值,}{确定依据,设定依据,取值依据,设定依据及数据来源} 依据{及,和}佐证{材料,资料}"
    ),
    extra=(
        "备注 {指标,目标值,数据,指标值,设定,}来源 "
        "{历史,上年,行业,参考,基期,往年}{值,标准,指标值,实际值,水平} "
        "数据{来源,口径,采集方式} 计算{公式,方法} "
        "{绩效,}指标{来源,编码,代码} 是否核心指标 {,是否,是否为}核心{指标,} 指标属性"
    ),
    number="序号",
)
SELF_EVALUATION = frozenset({"result", "score", "reason"})

#: Names of level-1 nodes. All are one role here; which node of a scheme is meant is its name's.
LEVEL1: Mapping[str, str] = _words(
    level1=(
        "{项目,预期,年度,总体,}{完成,产出}{类,工作量,目标,}{指标,} 产出 效益 效果 "
        "{项目,预期,社会,}{效益,效果}{类,目标,}{指标,} "
        "{项目,社会,服务对象,公众,}满意{度,}{类,目标,}{指标,} {项目,}成本{类,控制,}{指标,} "
        "成本 {投入,过程,决策,管理,产出与效益,影响力,运行,履职,履职效能,投入管理,投入和管理,"
        "可持续影响,可持续发展,工作任务,任务}{类,目标,}{指标,} 产出及效果指标"
    ),
)

#: Names of level-2 nodes.
LEVEL2: Mapping[str, str] = _words(
    level2=(
        "{产出,项目,完成,预期,工作,}{数量,质量,时效,成本,进度}{类,目标,控制,}{指标,} {项目,"
        "预期,}{经济,社会,生态,环境,生态环境,环境生态,生态和环境,社会经济}{效益,效果}{类,"
        "目标,}{指标,} {项目,}可持续{影响,发展,性,性影响,影响力}{效益,效果,类,目标,}{指标,} "
        "{经济,社会,生态环境,生态,环境,财务,单位,总}成本{类,}{指标,} {社会公众或,社会公众及,"
        "社会公众和,社会公众,服务对象,服务对象或,受益对象,受益群体,受益人,公众,群众,使用人员,"
        "使用者,职工,受益,社会,项目,}{服务对象,受益对象,项目受益人,}满意{度,}{类,目标,}{指标,"
        "} {影响力,履职效益,行政成本,政策导向}指标"
    ),
)

_NUMBERING = re.compile(
    r"^(?:[★☆▲*※●•]|[0-9０-９]{1,2}[.．、)]|\([0-9０-９一二三四五六七八九十]{1,3}\)"
    r"|[一二三四五六七八九十]{1,3}[.．、)])+"
)
_CIRCLED = re.compile("[①-⒛]")
_HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_YEAR = re.compile(r"(?:19|20)\d\d-?(?:(?:19|20)\d\d)?年?(?=\D|$)|20[xX*_]{2}年?")
_MONTHS = re.compile(r"^\d{1,2}月?[-至—–~]\d{1,2}月份?")
_NOT_WORD = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")
_PREFIX = re.compile(r"^(?:其中|减|加|填)(?=.)")
_SCORE = re.compile(r"[（(]?\d+(?:\.\d+)?\s*[分%％][)）]?$")


@lru_cache(maxsize=8192)
def keys(text: str) -> tuple[str, ...]:
    """The forms under which a text is looked up, the most literal first; none for a long text."""
    if len(text) > LONGEST_LABEL * 2:
        return ()
    plain = unicodedata.normalize("NFKC", _BLANKS.sub("", _CIRCLED.sub("", text)))
    if len(plain) > LONGEST_LABEL:
        return ()
    plain = _NUMBERING.sub("", plain)
    bare = _HINT.sub("", plain)
    variants = (plain, bare, _YEAR.sub("", plain), _YEAR.sub("", bare), _MONTHS.sub("", bare))
    found = [_NOT_WORD.sub("", variant) for variant in variants]
    found += [_PREFIX.sub("", key) for key in found]
    return tuple(dict.fromkeys(key for key in found if key))


def look_up(text: str, vocabulary: Mapping[str, str]) -> str | None:
    """The role of a label in a vocabulary, or None for a text that is no label there."""
    for key in keys(text):
        role = vocabulary.get(key)
        if role is not None:
            return role
    return None


def nearest(text: str, words: Iterable[str]) -> str | None:
    """The only word one character away from a damaged label; None if there is none or several."""
    found = keys(text)
    key = found[0] if found else ""
    if len(key) < _SHORTEST_DAMAGED:
        return None
    near = [word for word in words if len(word) >= _SHORTEST_DAMAGED and _one_off(key, word)]
    return near[0] if len(near) == 1 else None


def _one_off(one: str, other: str) -> bool:
    """Whether one character was lost, added or replaced."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    rest = one[start:] if len(one) < len(other) else one[start + 1 :]
    return rest == other[start + 1 :]


@lru_cache(maxsize=4096)
def clean_name(text: str) -> str:
    """The name of a level-1 or level-2 node without blanks, numbering and hints."""
    plain = _BLANKS.sub("", text)
    plain = _CIRCLED.sub("", plain).translate({ord("（"): "(", ord("）"): ")"})
    plain = _NUMBERING.sub("", plain)
    without_score = _SCORE.sub("", plain) or plain
    literal = without_score.replace("(", "").replace(")", "")
    if literal in LEVEL1 or literal in LEVEL2:
        return literal
    return _HINT.sub("", without_score).strip(":：、") or plain


def header_role(text: str) -> str | None:
    return look_up(text, HEADER)


def column_role(text: str) -> str | None:
    return look_up(text, COLUMNS)


def is_level1(text: str) -> bool:
    return look_up(text, LEVEL1) is not None


def is_level2(text: str) -> bool:
    return look_up(text, LEVEL2) is not None


_TITLE = re.compile(
    r"绩效(?:目标|自评|指标|评价|监控|运行监控)[^，。；：,;:]{0,16}表|绩效目标(?:及指标)?(?:申报|批复|审批)"
)
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_CHINESE_YEAR = re.compile("二[〇○零O0][〇○零O0一二三四五六七八九]{2}(?=年)")
_CHINESE_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


def is_title(text: str) -> bool:
    line = "".join(text.split())
    return len(line) <= LONGEST_LABEL * 1.5 and _TITLE.search(line) is not None


_PLACEHOLDER = re.compile(r"(?:(?:指标|目标)[0-9一二三四五六七八九十]{0,2}[:、.]*)?[….。·⋯\s]*")


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Whether a text is blank or what a template leaves to be filled: ``指标1：``, ``……``."""
    return _PLACEHOLDER.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


_TELLS_TO_FILL = re.compile(
    "填写|填报|填列|填入|简要(?:描述|说明|概述)|按(?:照)?规范|(?:请|应)(?:按|根据)"
)


def tells_to_fill(text: str) -> bool:
    """Whether a text tells what to write in a cell, as instructions for a form do."""
    return _TELLS_TO_FILL.search(text) is not None


def year_in(text: str) -> int | None:
    """The year of a title line: （2021年度）, ２０２１年, 二〇二一年."""
    plain = unicodedata.normalize("NFKC", text)
    plain = _CHINESE_YEAR.sub(lambda found: found.group().translate(_CHINESE_DIGITS), plain)
    found = _TITLE_YEAR.search(plain)
    return int(found.group(1)) if found else None
