"""Names of people in running text, found by what stands around them: cues, titles, verbs of saying."""

import re
from collections.abc import Iterator

from models.foreign_names import find_foreign_names
from models.learned_names import Weights, find_learned_names
from models.name_tables import (
    CLEAR,
    COMPOUND,
    EVERYDAY,
    GIVEN,
    HONOURS,
    KIN,
    LABELS,
    LOOSE,
    OFFICES,
    PLAIN,
    ROLES,
)
from models.personal_english import find_english_names
from models.public_names import find_public

Span = tuple[int, int]

_CJK = "\u4e00-\u9fff"
_FAMILY = rf"(?:{COMPOUND}|[{CLEAR}{LOOSE}])"
_SURE = rf"(?:{COMPOUND}|[{CLEAR}])"
_KNOWN = f"[{GIVEN}]"
_RARE = "".join(sorted(set(GIVEN) - set(PLAIN)))
_KINDLY = "".join(sorted(set(_RARE) - set("小学妹")))
_END = rf"(?=$|[^{_CJK}])"
_NEXT = (
    rf"(?=$|[^{_CJK}]|[说在把是和跟也就又要让占住电手今身男女有被没已从向给与及或等来去打不答称表反告叫找吵骂拿收停"
    rf"堵开带家于"
    "同对还都拒擅私一二三年才先因负未发承逾逃签拖违仍总再多将为读患受非正两昨前上每经常天到则至太很最使用养种卖买租"
    "借欠装"
    "拉推偷强霸侵违逼殴砸欺威恐骗挪联签跑出闯行只能可会应该本处])"
)
_OF_KIN = "(?:[哥姐叔姨嫂婶伯姑](?![妹哥弟姐叔姨嫂婶伯夫们姑])|爷(?!爷))"
_LATER = (
    rf"(?=$|[^{_CJK}]|[头说在把是和跟也就又要让被家的天来他她找打昨今明前上每有没不给向帮养"
    "种卖骂带住已拖欠修收占])"
)
_FREE = rf"(?<![{_CJK}\d])"
_STRICT = rf"(?:(?<![{_CJK}\d])|(?<=[的是叫找请给跟与和被让问姓对由到见告]))"
_ROLE = rf"(?:{ROLES})"
_WHEN = "(?:昨天|今天|前天|昨晚|今早|今晚|当天|上周|每天|后来|其中|经常|包括|感谢|表扬|投诉|举报|求助|联系)"
_LINK = r"(?:是|为|叫做?|写的是|[:：\s，,（(]|名叫){0,3}"
_TITLE = rf"(?={HONOURS}|{OFFICES})"

_AFTER_CUE = re.compile(
    rf"(?:(?:{_ROLE})[:：]|(?:我|他|她|本人|名字?|人|孩子?|儿|女|主|妈|爸|公|婆|友|老师)叫做?|名叫|(?:{LABELS})(?:是"
    rf"|为|叫|[:：\s])*|"
    rf"名字(?:是|叫|[:：\s])+)\s?(?P<name>{_FAMILY}[{_CJK}]{{1,2}})")
_SPACED = re.compile(rf"(?:(?:{LABELS})(?:是|为|[:：\s])*|我叫)(?P<name>{_FAMILY}\s[{_CJK}](?:\s?[{_CJK}])?){_END}")
_SELF = re.compile(rf"(?:我是|这是|就是|本人)(?:{_ROLE}|[:：,，\s])?(?P<name>{_FAMILY}{_KNOWN}{{1,2}})(?={_NEXT}|的)")
_AFTER_ROLE = re.compile(rf"{_ROLE}{_LINK}(?P<name>{_FAMILY}{_KNOWN}{{1,2}})(?={_NEXT}|的)")
_TITLED = (
    re.compile(rf"(?P<name>{_SURE}){_TITLE}"),
    re.compile(rf"(?:{_STRICT}|{_WHEN})(?P<name>[{LOOSE}]){_TITLE}"),
    re.compile(rf"(?:{_ROLE}|班主任)(?P<name>[{LOOSE.replace('方', '')}]){_TITLE}"),
    re.compile(rf"(?P<name>{_SURE}{_KNOWN}{{1,2}}){_TITLE}"),
    re.compile(rf"(?:{_STRICT}|{_ROLE})(?P<name>[{LOOSE}]{_KNOWN}{{1,2}}){_TITLE}"),
    re.compile(rf"{_STRICT}(?P<name>{_FAMILY}[{_CJK}]{{1,2}})(?=先生|女士|小姐|太太|阿姨|同志)"),
)
_NICKNAMED = (
    re.compile(rf"(?:{_STRICT}|{_ROLE}|[在去])(?P<name>{_SURE})(?:{_OF_KIN}|(?:{KIN}){_LATER})"),
    re.compile(rf"(?:{_STRICT}|{_ROLE})(?P<name>[{LOOSE}{_KINDLY}])(?:{_OF_KIN}|[总工]{_LATER})"),
    re.compile(rf"(?:{_STRICT}|{_ROLE}|[在去])[老小](?P<name>[{CLEAR}马高林方田石金江文余毛龙任康段万]){_LATER}"),
    re.compile(rf"(?:{_STRICT}|{_ROLE})阿(?P<name>{_KNOWN}){_LATER}"),
    re.compile(rf"(?<![百贵同异外])姓(?P<name>{_FAMILY})(?!名)"),
)
_PET = (
    re.compile(
        rf"(?:女儿|儿子|孩子|孙女|孙子|外孙女?|外甥女?|侄女|侄子|宝宝|小孩|娃|双胞胎|弟弟|妹妹)叫?(?P<name>(?!天天"
        rf"|常常|刚刚|慢慢|偏偏|往往|偷偷|人人|各各|个个|往往|好好|渐渐|明明|仅仅|整整|妈妈|爸爸|奶奶|爷爷|姥姥|"
        rf"哥哥|姐姐|弟弟|妹妹|叔叔|伯伯|婆婆|舅舅|姑姑|早早|白白|默默|经常)([{_CJK}])\2)"),
    re.compile(
        rf"阿(?P<name>(?![姨公婆妈爸哥姐弟妹里拉富胶尔叔伯嬷仔爷婶嫂奶克的是])[{GIVEN}])(?=[在说的合把被也"
        rf"和跟她他家自从开租给卖老天每今昨，。,、！]|$)"),
    re.compile(rf"(?:双胞胎|两个孩子|姐弟俩|兄弟俩|姐妹俩)(?P<name>[{_CJK}]{{2}}[和、跟与][{_CJK}]{{2}})"),
    re.compile(rf"(?P<name>{_SURE})(?=老?先生|老太太?|某某?[，,。的说]|姓(?:住户|业主|男子|女子|老板|师傅|人家))"),
    re.compile(rf"[叫喊][她他我](?P<name>[{_CJK}]{{1,2}}[子仔妹姐哥叔姨婶嫂伯爷])(?=[，,。!！；;])"),
    re.compile(rf"(?:{LABELS})[是:：\s]*(?P<name>{_SURE})(?=[，,。；;])"),
    re.compile(r"(?<![百贵同异外老])姓(?P<name>[\u4e00-\u9fff])(?=[的，,。！、；;\s]|$)(?<![名氏什啥么么])"),
)
_NEAR_PHONE = (
    re.compile(rf"{_FREE}(?P<name>{_FAMILY}[{_CJK}]{{1,2}})[\s:：,，(]{{0,3}}(?=1[3-9]\d[\d\s-]{{8}})"),
    re.compile(rf"1[3-9]\d[\d\s-]{{7,10}}\d[\s:：,，()]{{1,3}}(?P<name>{_FAMILY}[{_CJK}]{{1,2}}){_END}"),
)
_ADVERB = re.compile(
    "[对由关至属位处等基鉴低高大小终在便出用善急敢勇]于|[对双多各我官警校厂资买卖甲乙丙丁地三工业]方|"
    "[工过流课路教里日进规章全行历]程|[经非日正平通时异]常|[每上下一本两三四几这那多各]周"
)
_ASSUMED = re.compile(_NEXT)


def find_names(text: str, weights: Weights | None = None) -> Iterator[Span]:
    """Find names in folded text, but not those of shops and figures of old; weights of one's own are for trials."""
    yield from filter(None, (_cued(text, found) for found in _AFTER_CUE.finditer(text)))
    public = list(find_public(text))
    uncalled = (*_find_by_rule(text), *find_learned_names(text, weights))
    fresh = (span for span in uncalled if text[:span[0]][-1:] != "*")
    yield from (span for span in fresh if not any(_is_within(span, known) for known in public))


def _is_within(name: Span, known: Span) -> bool:
    """Tell whether a name is but a part of a known one; of a long one, a character behind it may have been taken in."""
    start, end = known
    slack = 1 if end - start > 2 else 0
    return start <= name[0] and name[1] <= end + slack


def _find_by_rule(text: str) -> Iterator[Span]:
    yield from (found.span("name") for found in _SPACED.finditer(text))
    for rule in (_SELF, _AFTER_ROLE, *_TITLED, *_NICKNAMED, *_NEAR_PHONE):
        yield from (found.span("name") for found in _overlapping(rule, text) if not _is_everyday(text, found))
    yield from (found.span("name") for rule in _PET for found in rule.finditer(text))
    yield from find_english_names(text)
    yield from find_foreign_names(text)


def _cued(text: str, found: re.Match[str]) -> Span | None:
    """Return where the name after a cue ends: people write on without a stop."""
    start, end = found.span("name")
    short = end - 1
    is_short_possible = short - start > 1
    is_long_likely = text[short] in _RARE or _ASSUMED.match(text, end)
    is_cut = is_short_possible and not is_long_likely and _ASSUMED.match(text, short)
    name_end = short if is_cut else end
    is_alone = name_end == len(text) or not text[name_end].isalpha()
    return None if _is_everyday(text, found) and not is_alone else (start, name_end)


def _overlapping(rule: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Search anew inside what a match has read: one name's end is the next one's beginning."""
    at = 0
    while found := rule.search(text, at):
        yield found
        at = found.start("name") + 1


def _is_everyday(text: str, found: re.Match[str]) -> bool:
    """Tell whether the name begins with a word, or ends one, that has nothing to do with a person."""
    start = found.start("name")
    is_word = text[start:start + 2] in EVERYDAY or text[max(start - 1, 0):start + 1] in EVERYDAY
    return is_word or _ADVERB.search(text[max(start - 1, 0):start + 1]) is not None
