"""Addresses finer than the community: building, unit, room, lane number, shop."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_N = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_NOT_A_ROOM = r"(?!\d)(?!\s?(?:多|余|几|人|元|块|米|年|月|点|家|个|次|名|平|度|斤|吨|万|千|路|级|kg|km|m\b|%))"
_ROOM = rf"(?:[A-Za-z]?\d{{3,4}}[A-Za-z]?|[一二三四五六七八九零〇]{{3,4}}){_NOT_A_ROOM}(?:号房|室|房|号)?"
_PART = rf"(?:{_N}号[楼院](?!梯)|{_N}[栋幢]|{_N}单元|{_N}[楼层梯]|[A-Za-z]座|{_N}(?:号房|室|房|户|号)|{_ROOM})"
_TAIL = rf"(?:[\s\-]*{_PART})"
_BUILDING = rf"(?:{_N}[A-Za-z]?|[A-Za-z]\d{{0,2}}|[甲乙丙丁东南西北])(?:栋|幢)|{_N}号[楼院](?!梯)|[A-Za-z]\d?座"

_BUILDINGS = re.compile(rf"(?<![\dA-Za-z])(?P<head>{_BUILDING}|\d{{1,3}}座(?={_PART}))(?P<tail>{_TAIL}*)")
_COUNT_BEFORE = re.compile(r"(?:[有共建盖拆约近超这那前后等另外中多几达剩每]|建了|建成|全部)$")
_COUNT_AFTER = re.compile(
    r"(?:楼[房宇没都全里内的共\d]|房屋?|别墅|以上|多|左右|"
    r"住宅|建筑|高层|高楼|大楼|老楼|厂房|之间)")
_ENGLISH = (
    r"(?:[Rr]oom|[Rr]m\.?|[Uu]nit|[Bb]uilding|[Bb]ldg\.?|[Bb]lock|[Bb]lk\.?|[Ff]lat|[Aa]pt\.?|[Aa]partment|[Ss]uite|"
    r"[Tt]ower|[Ss]hop|"
    r"[Hh]ouse|[Vv]illa)\s?(?:[Nn]o\.?\s?)?#?(?:\d{1,4}[A-Za-z]?(?:-\d+)?|[A-HJ-Z]-?\d{0,4})(?![A-Za-z\d])"
    r"(?!\s?(?:m\b|met|people|km|yuan|years?|days?|hours?|times))"
)
_ADDRESSES = tuple(re.compile(pattern) for pattern in (
    rf"(?<![\d个两]){_N}单元{_TAIL}*",
    r"(?<![\d.\-])(?:[A-Za-z]?\d{3,4}[A-Za-z]?|[一二三四五六七八九零〇]{3,4})(?:号房|室|房)(?![子间屋租价产型源贷地"
    r"车])",
    r"(?<![\d.\-:/A-Za-z])\d{1,2}-(?:\d{1,2}-)?\d{3,4}(?![\-:.\d]|\s?[米元年人度公点分月个吨平%~多家户])",
    rf"(?<![\dA-Za-z])\d{{1,3}}#(?:[楼栋]|单元|\s?\d{{3,4}}){_TAIL}*",
    rf"(?:{_N}区)?(?:{_N}|(?<=[\u4e00-\u9fff]))(?:巷|弄|胡同|坊|排)\s?{_N}(?:-\d{{1,3}})?号{_TAIL}*",
    rf"{_N}区\s?{_N}号(?![线路桩杆灯井门口车站台机坑电厅窗充]){_TAIL}*",
    rf"(?<=[村围屯])\s?(?:\d{{2,4}})号(?![线路桩杆灯井门口车站台机坑电厅窗充晚早上下凌当开停前后起至到之以]){_TAIL}*",
    rf"(?<=[路街道])\s?\d{{1,4}}号{_TAIL}+",
    r"(?:商铺|店铺|铺位|铺(?=[A-Za-z]?-?\d+号)|档口|摊位|档位|门面)(?:编?号)?[:：\s]?[A-Za-z]?-?\d{1,4}[A-Za-z]?(?:"
    r"号铺?|铺)?"
    r"(?!\d|\s?[多余家个间元米平%万年月])",
    r"(?<![A-Za-z\d])(?:[A-Za-z]\d?-?\d{1,4}|\d{3,4}|\d{1,4}(?=号))号?(?:商铺|店铺|铺位|铺(?![设装路开了砖沥])|档口"
    r"|档位|摊位)",
    rf"(?<![A-Za-z]){_ENGLISH}(?:,?\s(?:and\s)?{_ENGLISH})*",
    r"(?<![A-Za-z])[Nn]o\.?\s?\d+,?\s*[Ll]ane\s\d+|(?<![A-Za-z])[Ll]ane\s\d+,?\s*[Nn]o\.?\s?\d+",
))
_HOME = re.compile(
    r"(?:住在?|家在|地址(?:是|为|[:：])?|住址(?:是|为|[:：])?|寄到|租在|门牌号?(?:是|为|[:：])?)\s?"
    rf"([\u4e00-\u9fff\d]{{0,14}}?[路街道巷村坊]\s?\d{{1,4}}(?:-\d+)?号{_TAIL}*)")


_BETWEEN = r"[\s\-#/,，]{0,2}"
_BIG = r"(?:\d{1,4}|[一二三四五六七八九十百零〇壹贰叁肆伍]{1,5})"
_LETTER = r"(?<![A-Za-z])[A-Za-z]\d{0,2}|[甲乙丙丁东南西北]"
_HOUSE = (
    rf"(?:[附甲乙丙]?{_BIG}(?:号楼|号?大院|号院|[栋幢座]|单元|号房|号?[室房]|号?铺位?|号?档口?|号?摊位)(?![子间屋租"
    rf"价产型源贷地车数里梯])"
    rf"|(?:{_LETTER})(?:[栋幢座]|单元|区(?=\d)|号楼))"
)
_LANE = rf"{_BIG}(?:横?巷|支?弄|坊|排|里)(?=\d|{_BIG}号|{_BIG}支弄)"
_NUMBER = (
    rf"(?:附|临)?{_BIG}(?:-\d{{1,3}})?号(?:附\d{{1,3}}号)?(?![线路桩杆灯井门口车站台机坑电厅窗充])"
    rf"(?:之[一二三四五六七八九十\d]{{1,2}})?"
)
_SIDE = (
    r"(?:顶楼|楼顶|天台|[主次]卧|隔间|后座|前座|后门|东门|西门|南门|北门|"
    r"地下室\d*|[左右][手]?边(?:那?[户家])?|负?[一二三]层)"
)
_FLOOR = (
    rf"(?:负?{_BIG}[楼层门梯户](?:[左右中东西南北](?!手|门)户?|"
    rf"[A-Za-z]\d{{0,4}}(?:[铺档房室])?|\d{{0,2}}[A-Za-z]\d{{2,4}}[铺档]?)?)"
)
_FLAT = (
    r"(?:(?<![A-Za-z])[A-Za-z]{1,2}\d{0,2}-?\d{2,4}|\d{3,4}[A-Za-z]?|\d{1,3}[A-Za-z]|[一二三四五六七八九零〇]{3,4}|("
    r"?<=[楼层])[A-Z]\d{0,2})"
    r"(?!\d|\s?(?:多|余|几|人|元|块|米|年|月|点|家|个|次|名|平|度|斤|吨|万|千|路|级|kg|km|m\b|%))(?:号?房|室|号?铺|"
    r"号?档|号|户)?"
)
_NAMED = r"[\u4e00-\u9fff]{1,5}(?:楼|大厦|公寓|苑|阁|轩|花园|小区|园|居|庭|中心|广场|商场|市场|院)"
_NEIGHBOURS = re.compile(r"(?:[和、及与跟到至]\d{3,4}(?![\d元块人米年度]))+")
_AREA = rf"(?<![\d])(?:{_BIG}|[A-Z])[区期](?:{_NAMED})?"
_ANY = rf"(?:{_HOUSE}|{_LANE}|{_NUMBER}|{_FLOOR}|{_SIDE}|{_FLAT})"
_ROAD = r"(?:[\u4e00-\u9fff]{0,3}[路街道里]|[\u4e00-\u9fff]{0,3}(?=[一二三四五六七八九十\d]{1,3}[巷坊弄]))?"
_CHAINS = tuple(re.compile(pattern) for pattern in (
    rf"(?:{_AREA})?{_HOUSE}(?:{_BETWEEN}{_ANY})+",
    rf"{_ROAD}{_LANE}(?:{_BETWEEN}{_ANY})+",
    rf"{_AREA}{_BETWEEN}(?:{_HOUSE}|{_NUMBER}|(?<=[楼厦寓苑阁轩园区居庭心场院]){_FLAT})(?:{_BETWEEN}{_ANY})*",
    rf"{_ROAD}{_NUMBER}(?:{_NAMED})?(?:{_BETWEEN}(?:{_HOUSE}|{_SIDE}|{_FLOOR}|{_FLAT}))+",
    rf"{_ROAD}\d{{1,4}}号之[一二三四五六七八九十\d]{{1,2}}",
    rf"{_FLOOR}{_BETWEEN}(?:{_HOUSE}|[A-Z]?\d{{1,4}}[号房室铺档])(?:{_BETWEEN}{_ANY})*",
    r"(?<![A-Za-z\d.号])[A-Z]\d?-\d{3,4}(?![\d\-A-Za-z])",
    rf"{_NUMBER}(?:别墅|商铺|铺)|(?<=[\u4e00-\u9fff])(?:[A-Z]区|{_BIG}区)\s?{_BIG}号(?:别墅)?",
    r"(?<=[苑阁轩园居庭湾府城座寓])\s?(?:\d{1,2}[A-H](?![A-Za-z\d])|[A-Z]?\d{3,4}[A-H]?(?=[欠漏住的打半号房室]))",
    r"(?<![\d/])\d{1,2}/\d{1,2}/\d{3,4}(?![\d/])",
    r"(?<![\d.])\d{1,3}#-?\d{1,2}-\d{3,4}",
    r"临\d{1,4}号(?![线路])",
    r"(?:[A-Za-z]{0,2}\d{1,4}|[一二三四五六七八九十]{1,4})号?(?:档口?|摊位?|铺位?)(?![案次期设装路开了砖沥在])",
    r"(?<=[楼上楼下隔壁对面])[1-9]\d{0,1}0\d(?![\d元块人米路年])",
    rf"(?:[东南西北]区|{_BIG}期){_HOUSE}(?:{_BETWEEN}{_ANY})*",
    rf"(?:[\u4e00-\u9fff]{{2}}[区行]|{_BIG}街)(?:[A-Z]?\d{{1,4}}|{_BIG})号?[档摊铺]位?(?:[和、及与跟到至](?:[A-Z]?"
    rf"\d{{1,4}}|{_BIG})号?[档摊铺]位?)*",
    r"[\u4e00-\u9fff]{2}[苑阁轩居庭][A-Z]?\d{1,4}[A-H]?(?![\dA-Za-z元年月人])",
))


def find_places(text: str) -> Iterator[Span]:
    """Find addresses in folded text; a floor alone, a road's number or how many buildings there are, is none."""
    yield from (found.span() for found in _BUILDINGS.finditer(text) if not _is_count(text, found))
    for address in (*_ADDRESSES, *_CHAINS):
        yield from ((found.start(), _with_neighbours(text, found.end())) for found in address.finditer(text))
    yield from (found.span(1) for found in _HOME.finditer(text))


def _with_neighbours(text: str, end: int) -> int:
    """Return where 和702、703 after an address ends."""
    found = _NEIGHBOURS.match(text, end)
    return found.end() if found else end


def _is_count(text: str, found: re.Match[str]) -> bool:
    """Tell whether 这3栋 or 一栋楼 counts buildings instead of naming one."""
    if found["tail"] or found["head"][-1] not in "栋幢":
        return False
    before, after = text[:found.start()], text[found.end():]
    if found["head"][0] == "一" and len(found["head"]) == 2 and after[:1] in ("楼", "老", "小", "大", "栋"):
        return True
    return bool(_COUNT_BEFORE.search(before) or _COUNT_AFTER.match(after))
