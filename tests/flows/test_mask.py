"""The mask over published words."""

import pytest

from services.mask import mask


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("电话13812345678", "电话****"),
        ("打 138 1234 5678 找我", "打 **** 找我"),
        ("１３８１２３４５６７８", "****"),
        ("座机0755-27781234", "座机****"),
        ("身份证44030619900101123X", "身份证****"),
        ("卡号6222 0212 3456 7890 123", "卡号****"),
        ("粤B·12345和粤BD12345停在路口", "粤B****和粤B****停在路口"),
        ("我叫张三，住固戍", "我叫张*，住固戍"),
        ("王小明先生家的狗", "王**先生家的狗"),
        ("联系人：陈建国，微信abc_12345", "联系人：陈**，微信***"),
        ("mail zhang.san@example.com", "mail ****"),
        ("路灯坏了三盏，和平路1380号", "路灯坏了三盏，和平路1380号"),
        ("业主和物业说了很多次", "业主和物业说了很多次"),
    ],
)
def test_the_mask_hides_what_names_a_person_and_nothing_else(words: str, masked: str) -> None:
    assert mask(words) == masked
