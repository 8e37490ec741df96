"""Numbers and accounts that lead to a person: phones, plates, documents, cards, mail and chat names."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SPOKEN = str.maketrans("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖洞拐勾", "0001234567891123456789079")
_GAP = r"[\s\-‐-―_.·\u200b-\u200f\u2060\ufeff\ufe0f\u20e3]{0,3}"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_JOIN = r"[\s·•‧・.\-‐-―_]{0,2}"
_EXTENSION = r"(?:\s?(?:转|分机|ext\.?|[-‐-―])\s?\d{1,5}(?!\d))?"


def _digits(first: str, more: str) -> str:
    """Return the pattern of a number whose digits people part by blanks, dashes and dots."""
    return rf"{first}(?:{_GAP}\d){{{more}}}"


_COUNTRY = rf"(?:\(?(?:\+|00)?86\)?{_GAP}|\(0\)\s?)?"
_PHONES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"(?<!\d){_COUNTRY}1{_GAP}" + _digits("[3-9]", "9") + r"(?!\d)[\ufe0f\u20e3]*",
    r"(?<!\d)1[3-9]\d[^\w。；;:：]{1,3}\d{4}[^\w。；;:：]{1,3}\d{4}(?!\d|\s?元)",
    r"(?<![0-9A-Za-z])[1lI][3-9][0-9oO]{9}(?![0-9A-Za-z])",
    rf"(?<!\d)(?:\(?(?:\+|00)?86\)?{_GAP})?\(?0(?:10|2\d|[3-9]\d\d)\)?[/／]?{_GAP}"
    + _digits("[2-9]", "6,7") + r"(?!\d)" + _EXTENSION,
    rf"(?<!\d)\(?(?:\+|00)?86\)?{_GAP}\(?0?(?:10|2\d|[3-9]\d\d)\)?[/／]?{_GAP}"
    + _digits("[2-9]", "6,7") + r"(?!\d)" + _EXTENSION,
    r"\+" + _digits(r"\d", "7,14") + r"(?!\d)",
    r"(?<!\d)(?:00)?85[23]" + _digits(_GAP + "[2-9]", "7") + r"(?!\d)",
))
_LOCAL = re.compile(
    r"(?:电话|座机|固话|致电|拨打|拨通?|打给?|联系|热线|传真|号码|tel|phone|call)[^\d，。；]{0,6}"
    rf"((?![48]00)[2-9]\d{{2,3}}{_GAP}\d{{4}})(?!\d){_EXTENSION}", re.IGNORECASE)
_SPLIT = re.compile(
    r"(?<!\d)(1[3-9]\d)(?!\d)(?=[^\d。！？]{0,8}(?:开头|打头|中间|接着|最后|后四))[^\d。！？]{1,8}(\d{4})(?!\d)[^\d"
    r"。！？]{1,8}(\d{4})(?!\d)")
_READ_OUT = re.compile(r"[零〇○一二三四五六七八九幺]{8,}")
_INTERNAL = re.compile(r"(?:分机|短号|内线)(?:号码?|是|为|[:：\s])*(\d{3,6})(?!\d)")
_BARE = re.compile(r"(?<![\dA-Za-z\-.])(?!20)[2-9]\d{3}[\s-]?\d{4}(?![\d.\-A-Za-z]|\s?[元块米人户平吨千度亿万])")
_LONG = re.compile(r"(?<!\d)" + _digits("[1-9]", "14,19") + rf"(?:{_GAP}[Xx](?![A-Za-z]))?(?!\d)")
_CODED = re.compile(
    r"(?:(?:编号|单号|单|订单|工单|批号|文号|杆号?|型号|设备号?|流水号?|条码|许可证|备案号|案号|发票号?|编码|代码|合"
    r"同号?|桩号|表号)"
    r"[^，。；,;]{0,6}|(?:GB|DB|CJJ|JGJ|ISO|GBJ)(?:/T)?\s?)$")
_PLATE = re.compile(
    rf"(?<!梯\d\d)[{_PROVINCES}]\s?[A-Z]{_JOIN}电?{_JOIN}(?:[A-Z0-9]{_JOIN}){{3,5}}(?:[A-Z0-9](?![A-Z0-9])|[学警港"
    rf"澳挂领使试超电])",
    re.IGNORECASE)
_PLATE_NAMED = re.compile(
    r"(?:车牌|牌照|车号|牌号|港牌|澳牌|plate)(?:号码?|number|no\.?|是|为|的|[:：\s])*([A-Z0-9][A-Z0-9·\-]{3,8})(?!["
    r"A-Z0-9])",
    re.IGNORECASE)
_PLATE_TAIL = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}[·•・]\s?[A-Z0-9]{4,6}(?![A-Za-z0-9])")
_PAPERS = (
    r"身份证|证件|护照|通行证|回乡证|台胞证|旅行证|居住证|居留证|驾驶证|驾照|行驶证|医保|社保|社会保障|公积金|就诊|"
    r"病历|门诊|住院|诊疗|学籍|学号|工号|"
    r"优待证|残疾证|老年证|老人证|敬老|准考证|会员|电脑号|户号|保单|军官证|士兵证|工资卡|银行卡|账号|账户|帐号|passp"
    r"ort|id card|permit"
)
_LABELLED = re.compile(
    rf"(?:{_PAPERS})[^\d，。；！？,;A-Za-z]{{0,8}}(?:号|是|No\.?)?[:：\s,，]{{0,2}}((?:[A-Z]{{1,4}}-?\d|\d{{2}})\d*("
    rf"?:[\s-]?\d+){{0,6}}X?(?:\(\w\))?)"
    r"(?!\d|\s?[元块万人份名个年月日路])", re.IGNORECASE)
_LETTERED = re.compile(
    r"(?<![A-Za-z0-9])(?:[DEGHCMLK]\d{8}|E[A-Z]\d{7}|H\d{10})(?![A-Za-z0-9])|"
    r"(?<=字第)\d{5,}(?=号)|\w字第\d{6,}号")
_DOCUMENT = re.compile(
    r"(?:身份证|证件|护照|通行证|回乡证|居住证|驾驶证|驾照|社保|工号|学号|passport|id card)"
    r"(?:尾号|后[四六]位|号码?|number|no\.?|卡|是|为|[:：\s])*"
    r"([A-Z]{0,2}\d{4,}X?)", re.IGNORECASE)
_HONG_KONG_ID = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{6}\([0-9A]\)")
_MAILS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    r"[a-z0-9._+-]+\s?(?:@|#|\(at\)|\[at\]|艾特)\s?[a-z0-9-]+(?:\s?(?:\.|点)\s?[a-z0-9-]+)+",
    r"(?<![a-z])[a-z0-9._+-]+ at [a-z0-9-]+(?: dot [a-z]+)+",
    r"(?<![a-z0-9])@[a-z][a-z0-9_]{3,}",
    r"(?:t\.me|wa\.me)/[a-z0-9_+]+",
))
_ACCOUNT = re.compile(
    r"(?:微信|威信|薇信|薇\W{0,2}(?:搜|加|:)?|[vw]信|(?<![a-z])(?:vx|wx|weixin|wechat|qq|telegram)|扣扣|企鹅|抖音|快"
    r"手|小红书|支付宝|钉钉|加\s?[vq])"
    r"(?P<link>(?:号码?|账号|帐号|id|昵称|同号|是|为|叫|加我?|搜|is|[:：\s()])*)(?P<account>[a-z0-9_][a-z0-9_\-]{4,"
    r"19})(?![a-z0-9])",
    re.IGNORECASE)
_QQ = re.compile(
    r"(?:qq|扣扣|企鹅|(?<=[，,。])号)(?:号码?|是|为|加|[:：\s])*(\d(?:[\s\-.]?\d){5,11})(?!\d)", re.IGNORECASE)
_NICKNAME = re.compile(r"(?:微信|抖音|小红书|QQ)(?:同名|昵称|名称?)(?:是|叫|[:：\s])+([^\s，。,；;！!]{2,15})")
_NAMING = re.compile(r"号|id|是|为|叫|[:：]|搜", re.IGNORECASE)


def find_numbers(text: str) -> Iterator[Span]:
    """Find numbers in folded text, also those written in Chinese digits."""
    for digits in {text, text.translate(_SPOKEN)}:
        yield from _find_phones(digits)
        yield from (found.span() for found in _LONG.finditer(digits) if _is_personal(digits, found))
        yield from (found.span(1) for found in _DOCUMENT.finditer(digits))
        yield from (found.span(1) for found in _LABELLED.finditer(digits) if _counts(found[1]) > 5)
    yield from (found.span() for found in _HONG_KONG_ID.finditer(text))
    yield from (found.span() for found in _LETTERED.finditer(text) if not _is_coded(text, found))
    yield from (found.span() for rule in (_PLATE, _PLATE_TAIL) for found in rule.finditer(text) if _has_digit(found[0]))
    yield from (found.span(1) for rule in (_QQ, _NICKNAME) for found in rule.finditer(text))
    yield from (found.span(1) for found in _PLATE_NAMED.finditer(text) if _has_digit(found[1]))
    for mail in _MAILS:
        yield from (found.span() for found in mail.finditer(text))
    yield from (found.span("account") for found in _ACCOUNT.finditer(text) if _is_account(found))


def _find_phones(spoken: str) -> Iterator[Span]:
    yield from (found.span() for found in _READ_OUT.finditer(spoken))
    for phone in _PHONES:
        yield from (found.span() for found in phone.finditer(spoken))
    yield from (found.span(1) for rule in (_LOCAL, _INTERNAL) for found in rule.finditer(spoken))
    yield from (found.span(part) for found in _SPLIT.finditer(spoken) for part in (1, 2, 3))
    yield from (found.span() for found in _BARE.finditer(spoken) if not _is_coded(spoken, found))


def _is_personal(text: str, found: re.Match[str]) -> bool:
    """Tell an identity or card number from the number of a lamp post or an order."""
    return _is_identity(re.sub(r"\D", "", found[0])) or not _is_coded(text, found)


def _is_identity(digits: str) -> bool:
    """Tell whether the birthday inside an identity number is a day; the last place may be an X."""
    if len(digits) in (17, 18):
        return digits[6:8] in ("19", "20") and _is_day(digits[10:14])
    return len(digits) == 15 and _is_day(digits[8:12])


def _is_day(digits: str) -> bool:
    return 1 <= int(digits[:2]) <= 12 and 1 <= int(digits[2:]) <= 31


def _is_coded(text: str, found: re.Match[str]) -> bool:
    return _CODED.search(text[max(found.start() - 14, 0):found.start()]) is not None


def _is_account(found: re.Match[str]) -> bool:
    """Tell an account from a word of an English sentence: it has a digit, or somebody says that it is one."""
    is_chinese = found[0][0] > "z"
    return is_chinese or _has_digit(found["account"]) or "_" in found["account"] or bool(_NAMING.search(found["link"]))


def _counts(words: str) -> int:
    return sum(each.isdigit() for each in words)


def _has_digit(words: str) -> bool:
    return any(each.isdigit() for each in words)
