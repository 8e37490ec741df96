"""Hides what points at a person in words that everyone will read: names, numbers, accounts, addresses."""

import re
import unicodedata

from models.learned_names import Weights
from models.personal_names import find_names
from models.personal_numbers import find_numbers
from models.personal_places import find_places

NAME_MARK, MARK = "**", "****"
_MATTER = re.compile(r"[A-Z]{2,4}-\d{6}-\d{4,}")
_TRADITIONAL = str.maketrans(
    "張劉陳楊趙黃吳孫鄭馮許鄧韓蕭葉呂蔣鐘盧賈龔閻嚴龐賀顧錢湯譚鄒陸賴顏歐魯韋駱馬於龍萬喬齊雲蘇羅號樓棟單師經電話聯絡戶業訴說請們裡麗華國"
    "偉軍東紅蘭鳳輝勝傑鋒銘慶義寶貴順興達維衛邊幫對門聽總長記隊處書員護醫車證鋪檔層",
    "张刘陈杨赵黄吴孙郑冯许邓韩萧叶吕蒋钟卢贾龚阎严庞贺顾钱汤谭邹陆赖颜欧鲁韦骆马于龙万乔齐云苏罗号楼栋单师经电话联络户业诉说请们里丽华国"
    "伟军东红兰凤辉胜杰锋铭庆义宝贵顺兴达维卫边帮对门听总长记队处书员护医车证铺档层",
)


def mask(words: str) -> str:
    """Return the words with everything hidden that points at a person; nothing else changes.

    It rather hides too much than too little: a long number is never shown, whatever it is.
    """
    words = unicodedata.normalize("NFC", words)
    shown, last = "", 0
    for start, end in find_personal(words):
        shown += words[last:start] + (NAME_MARK if _is_name(words[start:end]) else MARK)
        last = end
    return shown + words[last:]


def find_personal(words: str, weights: Weights | None = None) -> list[tuple[int, int]]:
    """Return the stretches that point at a person, in order, none touching another.

    Args:
        words: what somebody wrote.
        weights: what the names are weighed by, if not by what was learned from all corpora.
    """
    text = fold(words)
    spans = sorted({*find_numbers(text), *find_places(text), *find_names(text, weights)})
    numbers = [found.span() for found in _MATTER.finditer(text)]
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if any(start < to and at < end for at, to in numbers):
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_name(hidden: str) -> bool:
    """Tell whether Chinese characters alone were hidden; the mark tells no more than that."""
    return hidden.isalpha() and not hidden.isascii()


def fold(words: str) -> str:
    """Return the words in plain digits, letters and simplified surnames, each character in its old place."""
    return "".join(map(_plain, words)).translate(_TRADITIONAL)


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
