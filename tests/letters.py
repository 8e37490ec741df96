"""Letters of our own invention, in the style of what residents write; no two are alike."""

import csv
from itertools import product
from pathlib import Path

WHERE = (
    "小区东门", "菜市场旁边", "学校门口", "公交站后面", "河边步道",
    "工业园路口", "幼儿园对面", "天桥下面", "停车场入口", "公园北侧",
)
WHAT = (
    "的路灯坏了，晚上一片漆黑", "的垃圾桶总是满的，气味很大", "的井盖松动，车一过就响",
    "的人行道地砖翘起来，老人容易绊倒",
    "有人占道经营，行人只能走机动车道", "半夜还在施工，吵得睡不着", "下雨就积水，鞋都湿了", "的自来水发黄，不敢喝",
    "的共享单车堆成一堆，挡住盲道", "的树枝压到电线了",
)
SINCE = ("已经三天了", "快两个星期了", "从上个月开始", "每天都是这样", "上周报过一次没有下文")
ASK = ("请帮忙处理一下。", "希望有人来看看。", "谢谢代表。", "什么时候能解决？")


def invent(count: int) -> list[str]:
    """Return so many different letters, at most 2,000."""
    return [f"{where}{what}，{since}，{ask}" for ask, since, what, where in product(ASK, SINCE, WHAT, WHERE)][:count]


def write_letters(path: Path, count: int) -> Path:
    """Write letters as CSV, as `huying replay` reads it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "content"])
        writer.writerows(enumerate(invent(count)))
    return path
