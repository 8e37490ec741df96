"""Names of people from elsewhere: of other peoples in Chinese characters, and Latin ones between Chinese words."""

import re
from collections.abc import Iterator

from models.latin_tables import GIVEN_NAMES, NOT_NAMES, PINYIN, SURNAMES

Span = tuple[int, int]

_SOUNDS = (
    "阿艾埃安昂奥巴拜班邦保贝本比彼毕别宾波伯博布卜采查察楚茨次达大戴丹当德登邓迪蒂丁东杜顿多额俄厄恩尔法范方菲费芬"
    "冯夫弗福甘冈高戈哥格葛根贡古瓜圭哈海罕汉豪合赫"
    "亨胡华怀惠霍基吉加贾江杰捷金喀卡凯坎康考科克肯库奎拉莱兰朗劳勒雷黎里理利力立丽莉连列林琳留龙卢鲁路露伦罗洛马玛"
    "迈麦曼芒毛梅门蒙孟米密明缪摩莫默姆木穆那娜纳乃"
    "南内尼妮宁牛纽农努诺欧帕潘佩彭蓬皮平普其奇齐恰强乔切钦琴青丘曲热仁日荣瑞若萨赛桑瑟森沙莎山珊舍申胜圣施什石史士"
    "斯寺松苏索塔泰坦汤唐特提田廷图吐托瓦万汪旺威韦维"
    "伟温文翁沃乌武西希锡夏香肖谢辛欣休雪逊雅亚延扬尧耶叶伊依宜以易因英尤雨约云赞泽曾扎占詹章哲者珍朱茱兹卓宗祖佐买"
    "且呷甫提合都孜旦措吾素曼江汗"
)
_PARTS = (
    "扎西|次仁|卓玛|多吉|顿珠|旺堆|平措|拉姆|央金|格桑|丹增|旦增|桑吉|才让|白玛|洛桑|尼玛|达瓦|边巴|索朗|索南|仁青|"
    "德吉|曲珍|卓嘎|强巴|贡布|群培|欧珠|罗布|普布|巴桑|米玛|嘎玛|晋美|"
    "买买提|艾买提|艾合买提|阿合买提|吐尔逊|阿卜杜拉|阿不都|阿布都|阿卜杜|阿依|古丽|努尔|热依|帕提|艾力|玉素甫|麦麦"
    "提|热合曼|伊力哈木|库尔班|祖丽|迪丽|热巴|木合塔尔|沙比尔|"
    "卡德尔|肉孜|依明|赛迪|帕丽旦|古丽娜尔|买合木提|吐逊|依拉|阿里木|木拉提|哈力克|叶尔|巴合提|阿迪力|艾尼|伊敏|"
    "巴特尔|其木格|乌云|乌兰|苏日娜|娜仁|格日勒|高娃|那日松|那日苏|拉措|热依汗|阿衣|斯琴|额尔|阿拉坦|萨仁|托娅|图雅|"
    "敖登|哈斯|牧仁|朝鲁|布和|苏和|吉雅|孟和|巴图|宝音|特木尔|布仁|"
    "木呷|阿木|沙马|吉克|拉且|阿呷|曲比|尔古|日卡|木乃|吉木|俄木|拉铁|尔布|伍呷|莫色|海来|惹古|阿牛|马海|阿苦|吉伍|"
    "安德烈|史密斯|约翰|约翰逊|玛丽亚|玛丽|迈克尔|麦克|大卫|彼得|伊万|安娜|安东尼|托马斯|罗伯特|查尔斯|威廉|詹姆斯|"
    "艾米丽|索菲|丹尼尔|凯文|杰克逊|亚历山大|穆罕默德|阿里汗"
)
_DOTTED = re.compile(rf"[{_SOUNDS}]{{2,7}}[·•・‧∙][{_SOUNDS}]{{2,8}}(?:[·•・‧∙][{_SOUNDS}]{{2,7}})?")
_PLAIN = re.compile(
    rf"(?:{_PARTS})(?:{_PARTS}|[江汗花木尔提丽娃古且姆措])*(?![\u4e00-\u9fff]?(?:医院|察布|密布|木齐|尼亚|文化|寺|"
    rf"路|草原|地区|山|国|热水器))")
_VIETNAMESE = re.compile(r"[阮陈黎范武邓裴吴潘胡]氏(?!宗|祠|祖|家|族|集|公|企|兄)[\u4e00-\u9fff]{2}")
_WORD = r"[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?|O['’][A-Z][a-z]+|Mc[A-Z][a-z]+|[A-Z]\."
_ROW = re.compile(rf"(?<![A-Za-z@./])(?:{_WORD})(?:\s(?:de |da |van |bin |al-)?(?:{_WORD})){{1,3}}(?![A-Za-z@])")
_KNOWN_ALONE = re.compile(
    r"(?:英文名|外教|老外|外号|名叫|我叫|他叫|她叫|叫做?|昵称|同事|室友|邻居|房客|租客|朋友|老师|教练|[Mm]y (?:son|d"
    r"aughter|wife|husband|friend|neighbou?r|"
    r"colleague|boss|teacher|roommate|flatmate|kid|mother|father|sister|brother)|(?:[Hh]is|[Hh]er|[Tt]heir) (?:son|d"
    r"aughter|wife|husband))"
    rf"(?:是|叫|为|[:：,，\s])*(?P<name>(?:{_WORD})(?:\s(?:{_WORD})){{0,2}})(?![A-Za-z])")
_PINYIN = re.compile(
    rf"(?<![A-Za-z@./])(?P<family>{SURNAMES})\s(?P<given>(?:{PINYIN}){{1,2}}|(?:{PINYIN})\s(?:"
    rf"{PINYIN}))(?![A-Za-z@./'])", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[A-Z][a-z]+\s[A-Z][a-z]+\s?\([\u4e00-\u9fff]{2,4}\)")
_ACTS = re.compile(
    r",?\s(?:told|said|says|here|lives|who|from|is|was|has|and\s(?:I|his|her)|kept|keeps|asked|"
    r"works|teaches|runs|of|got|fell|a\s)")
_ENGLISH = frozenset(
    ("he", "she", "me", "can", "men", "long", "sun", "ran", "fan", "an", "a", "bang", "pan", "pin", "tan", "ban"))
_LATIN = re.compile(r"[A-Za-z]{2}")
_HAN = re.compile(r"\s?[\u4e00-\u9fff，。、（(]")


def find_foreign_names(text: str) -> Iterator[Span]:
    """Find names of other peoples, and Latin and Pinyin names that no cue announces."""
    for rule in (_DOTTED, _PLAIN, _VIETNAMESE):
        yield from (found.span() for found in rule.finditer(text))
    if _LATIN.search(text):
        yield from _find_latin(text)


def _find_latin(text: str) -> Iterator[Span]:
    yield from (found.span() for found in _IN_BRACKETS.finditer(text))
    yield from (found.span() for found in _ROW.finditer(text) if _is_person(text, found))
    yield from (found.span("name") for found in _KNOWN_ALONE.finditer(text) if not _is_thing(found["name"]))
    yield from (found.span() for found in _PINYIN.finditer(text) if _is_spelt(text, found))


def _is_person(text: str, found: re.Match[str]) -> bool:
    """Tell a person from a place, a shop or the beginning of a sentence."""
    words = found[0].split()
    if _is_thing(found[0]):
        return False
    is_known = words[0] in GIVEN_NAMES or words[-1] in GIVEN_NAMES
    before = text[max(found.start() - 1, 0):found.start()]
    is_between_han = bool(_HAN.match(text, found.end())) or "\u4e00" <= before <= "\u9fff"
    return is_known or is_between_han or bool(_ACTS.match(text, found.end()))


def _is_thing(name: str) -> bool:
    return any(word in NOT_NAMES for word in re.split(r"[\s'’-]", name))


def _is_spelt(text: str, found: re.Match[str]) -> bool:
    """Tell a name in Pinyin from two short English words: one case throughout, and Chinese or capitals around it."""
    family, given = found["family"], found["given"]
    if given.lower() in _ENGLISH:
        return False
    if family.istitle() and given[0].isupper():
        return not _is_thing(found[0])
    is_near_han = bool(re.search(r"[\u4e00-\u9fff]\s?$", text[:found.start()])) or bool(_HAN.match(text, found.end()))
    return is_near_han and len(given) > 2 and (found[0].isupper() or found[0].islower())
