"""All surnames a learned name may begin with, from everyday ones to those of a few villages."""

from models.name_tables import CLEAR, COMPOUND, LOOSE

_USUAL = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
_KNOWN = (
    "康易乔温赖文樊洪施葛牛季俞章萧毕聂丛焦安柳邢路岳齐庞耿欧殷兰辛管霍詹关游尚柏骆倪祝纪瞿童苗包凌华柯鲁阮甘单翁涂"
    "裴左盛费冉"
    "傅阎项舒古宁谷卜桂卓成祁穆盖池靳宫景车喻冷房邬时闵解芦尤褚柴翟蒲岑简明屈饶连区司应桑申盘计柬幸边初郎"
)
_SELDOM = (
    "符蓝麦阳苟匡党苑隋蔺晏商艾滕迟郁宗席荣屠巩娄冼佟臧竺班代巫农荆谌晋仲虞麻敖闻花揭缪戚湛豆茅况辜植庄习米梅封占楚"
    "寇栾伍鲍姬仇"
    "蒙鞠戎乐官储支鹿冀沙訾卫糜褟练井楼庾粟敬佘元仝邝危海郜巴母沃裘邸亓缑禤逄隗乜操招补惠宓查矫逯扶别水原强信鄢揣战"
    "智闭庹笪滑"
    "凡山帅雒亢良药漆朴冶仉蹇税忻昌弓位卿谯暴钭厉祖束韶蓟薄宿怀邰咸籍蔚胥莘贡劳堵宰郦雍璩濮寿郏浦晁慕茹宦鱼容慎戈暨"
    "衡步满弘国"
    "广阙东殳利夔隆师融丰巢蒯红权益桓公南北绪年青綦折洗展晓普冒仰伊钮秋牧曲羿富乌全甄麴伏卞平和宣杭诸吉嵇羊惠储索勾呼木"
    "奉阿买卡岩罕银脱保鲜虎闪赛沐斯端睢钦仓藏英牟丙尔柘尉赫佀仵禹狄皮贝邴阚卑鄂甯侴伞邓邬芮冮禚檀揽褥占佴竹生"
)

_OTHERS = "廉奚钮蒯訾郗郏茹昝郦麴邴糜宓殳荀蓟钭厍逑阙仉谯笪谷佴苌郄鄢靳亓逄库岩巴仇隽耶缑逯鞠昝蔚呙肇朴佘禄匙翦逑"
_LEVELS = ((2, CLEAR + LOOSE + _OTHERS + _SELDOM), (1, _KNOWN), (0, _USUAL))
RANK = {surname: level for level, surnames in _LEVELS for surname in surnames}
"""A surname's level: 0 usual, 1 known, 2 seldom."""
_OTHER_DOUBLE = (
    "东方|西门|东郭|南门|第五|漆雕|乐正|百里|亓官|纳兰|完颜|叶赫|哥舒|司寇|梁丘|左丘|子车|颛孙|宰父|公西|巫马|谷梁|段干|刘付|陆费|"
    "仲孙|太叔|公羊|范姜"
)
DOUBLE = frozenset(f"{COMPOUND}|{_OTHER_DOUBLE}".split("|"))
"""Surnames of two characters."""
