"""Names of people in English sentences, Chinese ones in Pinyin among them."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SURNAMES = (
    "Wang|Li|Lee|Zhang|Liu|Chen|Chan|Yang|Zhao|Huang|Wong|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin|Lam|Gao|Luo|Zheng|Liang|Xie|Song|Tang|"
    "Han|Feng|Deng|Cao|Peng|Zeng|Xiao|Cai|Pan|Tian|Dong|Yuan|Yu|Ye|Jiang|Du|Su|Wei|Cheng|Lu|Lv|Lyu|Ding|Shen|Ren|Yao|Zhong|Cui|Tan|Lai|Fan|"
    "Fang|Shi|Liao|Zou|Xiong|Jin|Hao|Kong|Bai|Qiu|Qin|Jia|Gu|Hou|Shao|Meng|Long|Wan|Duan|Qian|Yin|Yi|Chang|Qiao|Gong|Wen|Mo|Ouyang|Cheung|"
    "Leung|Cheng|Kwok|Ng|Chow|Chu|Yip|Lau|Ho|Mak"
)
_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|"
    r"a|o|e|i|u|v)"
)
_GIVEN = rf"(?=[A-Z])(?i:{_SYLLABLE}(?:[-']?{_SYLLABLE})?)(?![a-z'])"
_WORD = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
_PLACE = (
    r"(?!\s(?:Road|Rd|Street|St|Avenue|Ave|Community|Park|Station|District|Village|Square|School|Hospital|River|Lake|"
    r"Lu|Cun|Town|City|Bridge))"
)
_NOT_NAMES = (
    r"(?!(?:Chinese|American|British|English|French|German|Indian|Japanese|Korean|Canadian|Australian|Russian|"
    r"From|In|At|A|The|Not|Very|So|Sorry|Writing|Living|Here|Mr|Mrs|Ms|Miss|Dr|Bao|Shenzhen)\b)"
)
_NAMES = tuple(re.compile(pattern) for pattern in (
    r"(?<![A-Za-z])(?:[Mm]y (?:full )?name(?:'s| is)|(?:[Hh]is|[Hh]er) name is|[Nn]ame:|[Ss]igned,?|"
    rf"[Rr]egards,|called)\s+(?P<name>{_WORD}(?:\s{_WORD}){{0,2}})",
    rf"(?<![A-Za-z])(?:I am|I'm|I’m|[Tt]his is)\s+{_NOT_NAMES}(?P<name>{_WORD}(?:\s{_WORD})?){_PLACE}(?=$|[^A-Za-z])",
    rf"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Mister|Madam|Dr|Prof|Sir)\b\.?\s*(?P<name>{_WORD}(?:\s{_WORD})?)",
    r"(?<![A-Za-z])(?:Manager|Director|Teacher|Officer|Doctor|Uncle|Aunt|Auntie|Aunty|Captain|Xiao|Lao|Secretary|"
    r"Principal|Boss|Master|Professor|[Nn]eighbou?r|[Ll]andlord|[Dd]river|[Mm]anager|[Gg]uard|[Oo]wner)\s"
    rf"(?P<name>(?:{_SURNAMES})(?![a-z])(?:\s{_GIVEN})?|{_WORD}\s{_WORD})"
    rf"{_PLACE}",
    rf"(?<![A-Za-z])(?P<name>(?:{_SURNAMES})\s{_GIVEN}){_PLACE}",
    rf"(?<![A-Za-z])(?P<name>(?=[A-Z])(?i:{_SYLLABLE}[-']?{_SYLLABLE})\s(?:{_SURNAMES}))(?![A-Za-z]){_PLACE}",
))


def find_english_names(text: str) -> Iterator[Span]:
    """Find names between Latin words."""
    for rule in _NAMES:
        yield from (found.span("name") for found in rule.finditer(text))
