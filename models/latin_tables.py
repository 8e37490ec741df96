"""Tables for names in Latin letters: given names, Pinyin, and capitalised words that name no person."""

from pathlib import Path

_LEARNED = Path(__file__).parent / "learned"

GIVEN_NAMES = frozenset((_LEARNED / "latin_given.txt").read_text(encoding="utf-8").split())
NOT_NAMES = frozenset((_LEARNED / "latin_others.txt").read_text(encoding="utf-8").split())
SURNAMES = (
    "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin|Gao|Luo|Zheng|Liang|Xie|Song|Tang|Han|Feng|Deng|Cao|Peng|Zeng|Xiao|"
    "Cai|Pan|Tian|Dong|Yuan|Yu|Ye|Jiang|Du|Su|Wei|Cheng|Lu|Lv|Ding|Shen|Ren|Yao|Zhong|Cui|Tan|Lai|Fan|Fang|Shi|Liao|Zou|Xiong|Jin|Hao|Kong|Bai|Qiu|Qin|"
    "Jia|Gu|Hou|Shao|Meng|Long|Wan|Duan|Qian|Yin|Yi|Chang|Qiao|Gong|Wen|Mo|Ouyang|Situ|Shangguan|Zhuge|Wong|Chan|Cheung|Leung|Kwok|Chow|Lam|Lau|Ng|Yip|Mak|"
    "Nguyen|Tran|Pham|Hoang"
)
PINYIN = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|"
    r"a|o|e|i|u|v)"
)
