"""Who may press what: for each button those who may change something by it, and those who are shown something.

The walk (tests/security/walk.py) compares both ways: a right too many fails, and so does a right that was lost.
Whoever is in neither column reads a refusal. Where that is everybody, the last column says why: it goes on with a
``form`` that is not open, nothing is in the ``state`` it needs (or the walk itself moved it on), or only an
administrator of the ``group`` may. tests/flows proves those rights.
"""

LETTERS = {
    "A": "author", "s": "stranger", "n": "neighbour", "f": "follower", "m": "muted", "O": "owner", "F": "fellow",
    "d": "far_deputy", "K": "officer", "k": "far_officer", "H": "head", "S": "street", "t": "far_street",
    "C": "office", "B": "body", "b": "other_body", "x": "anonymous", "g": "in_group",
}

RIGHTS = """
button        may change something    is shown something  why nobody
privacy       Asnm                    fOFdKkHStCBbxg
offer         A                       -
danger        A                       -
commty        A                       -
commpg        A                       -
enough        A                       -
cat           -                       -                   form
tree          -                       -                   form
opt           -                       -                   form
submit        A                       -
toggle        -                       -                   form
change        A                       -
cancel        -                       A
resume        A                       -
dropdraft     A                       -
same          -                       -                   form
distinct      -                       -                   form
mylist        m                       AsnfOFdKkHStCBbg
matter        -                       Af
myhist        -                       Af
chase         A                       -
withdraw      A                       -
keep          -                       A
share         -                       Af
add           f                       A
confirm       A                       -
rate          A                       -
nevermind     -                       Af
nearat        -                       AsnfmOFdKkHStCBb
near          -                       AsnfmOFdKkHStCBb
still         -                       -                   state
lang          AsnfmOFdKkHStCBbg       -
join          -                       -                   state
role          OFb                     -
claim         OF                      -
notmine       -                       -                   state
release       OF                      -
publish       O                       -
ask           O                       -
note          O                       -
drop          -                       AsnfmOFdKkHStCBb
full          -                       OFKHSC
hist          -                       OFKHSC
card          -                       OFKHSCB
answer        O                       -
respond       O                       -
class         O                       -
day           -                       -                   form
send          -                       -                   form
edit          O                       -
noanswer      O                       -
canned        -                       -                   form
canned_pick   -                       -                   form
reword        -                       -                   form
draft_back    -                       -                   form
canned_list   -                       C
canned_one    -                       C
canned_new    -                       C
canned_name   C                       -
canned_words  C                       -
canned_for    -                       C
canned_fits   C                       -
canned_ask    -                       C
canned_drop   C                       -
canned_back   -                       -                   form
close         O                       -
nophoto       -                       O
sendas        -                       -                   form
queue         -                       OFd
open          -                       OFKHSCB
ledger        -                       OFdKkHStC
promise       -                       OFKHSC
kept          -                       O
noproof       -                       O
notkept       -                       O
newday        -                       O
never         -                       -                   state
tellpromise   O                       -
away          -                       OFd
awayfor       -                       OFKHSC
awayday       -                       OFdKHSC
awaypage      -                       -                   form
awaywho       -                       -                   form
awaytake      -                       -                   form
awaydrop      -                       AsnfmOFdKkHStCBb
awayend       OKHSC                   -
aways         -                       KkHStC
awayfile      -                       KkHStC
cat_tree      -                       -                   form
cat_set       -                       KHSC
assign        -                       KHSC
asgany        -                       KHSC
asgst         -                       KHSC
asgcon        -                       KHSC
asgto         KHSC                    -
place         -                       KHSC
plst          -                       KHSC
plat          -                       -                   form
takeover      -                       -                   state
uphold        -                       -                   state
panel         -                       KkHStC
stuck         -                       -                   state
ppl           -                       C
pplst         -                       C
pplro         -                       C
seat          -                       C
inv           -                       -                   state
qrs           -                       HC
qr            -                       HC
policy        -                       KkHStC
wiskip        -                       -                   form
calls         -                       Kk
call          -                       -                   state
told          -                       -                   state
dead          -                       C
dead1         -                       C
retry         -                       C
retrya        -                       C
dropd         -                       -                   state
flag          SC                      -
rej           -                       SC
rejw          -                       -                   form
rejok         -                       -                   form
find          OFdKkHStC               -
find_page     -                       OFdKkHStC
find_words    OFdKkHStC               -
find_where    -                       OFdKkHStC
find_street   -                       OFdKkHStC
find_place    -                       -                   form
find_which    -                       OFdKkHStC
find_state    OFdKkHStC               -
find_when     -                       OFdKkHStC
find_days     OFdKkHStC               -
find_mine     OFd                     KkHStC
find_who      -                       OFdKkHStC
find_who_st   -                       OFdKkHStC
find_who_in   -                       OFdKkHStC
find_who_of   -                       OFdKkHStC
find_owner    OFdKkHStC               -
find_all      OFdKkHStC               -
export        StC                     -
bcnew         StC                     -
bcwr          StC                     -
bcre          StC                     -
bcaim         StC                     -
bcto          -                       -                   form
bcgrp         -                       -                   form
bctest        StC                     -
bcsend        -                       -                   form
bcdrop        StC                     -
bcopen        -                       -                   state
bcrun         -                       -                   state
bcout         AsnfmOFdKkHStCBb        -
bcin          AsnfmOFdKkHStCBb        -
sub           -                       AsnfmOFdKkHStCBb
sub1          -                       A
submode       A                       -
subdel        A                       -
substop       -                       AsnfmOFdKkHStCBb
subadd        -                       AsnfmOFdKkHStCBb
sublist       -                       AsnfmOFdKkHStCBb
subto         -                       -                   form
subpin        -                       AsnfmOFdKkHStCBb
subrad        -                       -                   form
subnote       -                       AsnfmOFdKkHStCBb
merge         -                       OSC
mergeto       -                       OSC
mergenow      OSC                     -
unmerge       OSC                     -
mergeno       -                       OSC
mute          -                       SC
mutesure      -                       -                   form
unmute        -                       -                   state
bind          -                       -                   group
bindpage      -                       -                   group
bindto        -                       -                   group
bindnote      -                       -                   group
binddone      -                       -                   group
hover         -                       C
hoto          C                       -
forward       -                       O
nonote        -                       -                   form
due           -                       -                   form
sendfwd       -                       -                   form
quotereport   -                       -                   form
quote         O                       -
pick          -                       -                   form
pickpage      -                       -                   form
handling      -                       Bb
sign          B                       -
sendback      -                       -                   form
sendbacknow   -                       -                   form
bodycard      -                       B
bodywords     -                       B
reply         B                       -
sendreply     B                       -
editreply     B                       -
cancelreply   B                       -
extend        -                       -                   form
extendday     -                       -                   form
sendextend    -                       -                   form
rulings       -                       StC
ruling        -                       SC
redirect      -                       -                   form
sendredirect  -                       -                   form
keepbody      -                       -                   state
grant         -                       -                   state
refuse        -                       -                   state
mydata        AsnfmOFdKkHStCBb        -
erase         -                       Asnfm
erase_how     -                       Asnfm
erase_no      O                       AsnfmFdKkHStCBbxg
look          C                       -
nolook        -                       -                   form
metoo         snOFdKkHStCBb           Afm
leave         snfOFdKkHStCBb          m
follow        snfOFdKkHStCBbg         Am
export_ask    -                       StC
unbind        C                       -
erase_now     -                       -                   form
"""


def rights() -> dict[str, tuple[set[str], set[str]]]:
    """Return for each verb who acts and who sees."""
    table = {}
    for line in RIGHTS.strip().splitlines()[1:]:
        verb, acts, sees, *why = line.split()
        assert bool(why) == (acts == sees == "-"), f"say of {verb} why nobody may press it, and of no other"
        table[verb] = _people(acts), _people(sees)
    return table


def _people(letters: str) -> set[str]:
    return set() if letters == "-" else {LETTERS[letter] for letter in letters}
