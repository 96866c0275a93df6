"""Texts of the checks of how texts are written."""

from .text import Text

TEXTS = {
    "TXT-TRIM": Text(
        "首尾有空格",
        "文字的开头或末尾有多余的空格或换行。",
        "可以一键去除，不影响内容。",
        "多余的空格会使查找、比对和排版出错。",
        names_fault=True,
    ),
    "TXT-DUP-WORD": Text(
        "词语重复",
        "“{words}”有词语重复。",
        "请删去重复的词语。",
        "重复的词多半是输入时带出来的，印在正式表上显得不认真。",
        names_fault=True,
    ),
    "TXT-PUNCT": Text(
        "标点不规范",
        "“{mark}”处的标点不规范。",
        "中文之间请用全角标点，句末用句号，不要连写两个。",
        "标点不规范会使数字和句子的界限看不清。",
        names_fault=True,
    ),
    "TXT-TYPO": Text(
        "疑似错别字",
        "{pairs}。",
        "请核对；是错别字的请更正。人名、地名确实如此的，可以不改。",
        "错别字会造成误解，也影响正式表的严肃性。",
        names_fault=True,
    ),
    "TXT-TERM": Text(
        "同一词语写法不一",
        "表中“{one}”和“{other}”混用。",
        "请统一写成“{other}”。",
        "同一事物写法不一，读表的人会以为是两回事。",
        names_fault=True,
    ),
    "TXT-GRAMMAR": Text(
        "语句不通",
        "“{quote}”语句不通。",
        "请通读并改顺，写清谁做什么、达到什么程度。",
        "语句不通时，要求是什么就有了几种理解。",
        names_fault=True,
    ),
    "TXT-SENSITIVE": Text(
        "不应出现个人信息",
        "这里有疑似{what}“{number}”。",
        "请删除；需要留存的，放在内部材料里。",
        "绩效目标随预算公开，表中不能出现个人信息。",
    ),
}

IDENTITY = "身份证号码"
MOBILE = "手机号码"
CARD = "银行卡号"
