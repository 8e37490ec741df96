"""Hides what points at a person in words that everyone will read: ID and phone numbers, plates, names."""

import re
import unicodedata

MARK = "*"
_DIGIT = r"[0-9０-９]"
_GAP = r"[\s\-—·.]?"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳使领学警"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁柳鲍史唐费廉"
    "岑薛雷贺倪汤滕殷罗毕郝邬安常乐傅皮卞齐康伍余元顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵"
    "席季麻强贾娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝卢莫经房裘缪干解宗丁宣邓郁单杭洪包诸左石崔吉钮龚程"
    "嵇邢裴陆荣翁荀羊惠甄曲封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶"
    "幸司韶黎溥印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂牛寿边扈燕冀尚农温庄晏"
    "柴瞿阎充慕茹习宦艾鱼容古易慎戈廖庾终暨居衡耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩厍聂晁勾敖融冷訾辛阚简饶空曾沙"
    "养鞠须丰巢蒯查荆红游竺权逯盖益桓肖"
)
_TITLES = (
    "先生|女士|小姐|太太|老师|师傅|医生|大夫|护士|阿姨|叔叔|大爷|大妈|大姐|"
    "大哥|奶奶|爷爷|老板|经理|主任|科长|局长|所长|校长|书记|警官|律师|房东"
)
_AFTER = "说不在把是的和跟也就又要让占家住电手今身男女，有被没已从向给"

_RULES = tuple(re.compile(pattern) for pattern in (
    rf"(?<!{_DIGIT}){_DIGIT}(?:{_GAP}{_DIGIT}){{16}}{_GAP}[0-9０-９XxＸｘ](?!{_DIGIT})",  # ID numbers
    rf"(?<!{_DIGIT}){_DIGIT}(?:{_GAP}{_DIGIT}){{14,18}}(?!{_DIGIT})",  # bank cards and other long numbers
    rf"(?<!{_DIGIT})(?:(?:\+|00)?86{_GAP})?[1１][3-9３-９](?:{_GAP}{_DIGIT}){{9}}(?!{_DIGIT})",  # mobile phones
    rf"(?<!{_DIGIT})(?:[(（]?[0０]{_DIGIT}{{2,3}}[)）]?[\s\-—]?){_DIGIT}{{7,8}}(?!{_DIGIT})",  # land lines
    rf"[{_PROVINCES}][A-Za-z][\s·•\-]?[A-Za-z0-9]{{4,5}}[A-Za-z0-9{_PROVINCES}]",  # number plates
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
))
_CONTACT = re.compile(r"((?:微信|QQ|qq|扣扣|wechat|WeChat)(?:号|号码)?(?:是|为|：|:|\s)*)([A-Za-z0-9_\-]{5,20})")
_TITLED = re.compile(rf"(?<![{_SURNAMES}])([{_SURNAMES}])([\u4e00-\u9fff]{{0,2}})(?=(?:{_TITLES}))")
_CALLED = re.compile(
    r"((?:我叫|我是|名叫|名字叫|名字是|姓名(?:是|为|：|:)?|联系人(?:是|为|：|:)?|本人|叫做|业主|户主|房东|老板|住户|邻居|同事|当事人)\s*)"
    rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=$|[\s，。,.；;！!？?、：:）)0-9*{_AFTER}])"
)
_ENGLISH = re.compile(r"\b((?:[Mm]y name is|I am|I'm|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s+)([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)")


def mask(words: str) -> str:
    """Return the words with everything hidden that names a person; nothing else changes.

    It rather hides too much than too little: a long number is never shown, whatever it is.
    """
    words = unicodedata.normalize("NFC", words)
    words = _CONTACT.sub(lambda found: found[1] + MARK * 3, words)
    for rule in _RULES:
        words = rule.sub(_hide, words)
    words = _CALLED.sub(lambda found: found[1] + found[2][0] + MARK * (len(found[2]) - 1), words)
    words = _TITLED.sub(_hide_given_name, words)
    return _ENGLISH.sub(lambda found: found[1] + MARK * 3, words)


def _hide(found: re.Match[str]) -> str:
    kept = found[0][:2] if found[0][0] in _PROVINCES else ""
    return kept + MARK * 4


def _hide_given_name(found: re.Match[str]) -> str:
    """Hide what stands between a surname and a title: 王小明先生; a bare 王先生 is shown as 王先生."""
    return found[1] + MARK * len(found[2])
