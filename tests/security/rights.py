"""Who may press what: for each button those who may change something by it, and those who are shown something.

The walk (tests/security/walk.py) compares both ways: a right too many fails, and so does a right that was lost.
Whoever is in neither column reads a refusal. Presses that go on with a form are refused when the form is not open.
"""

LETTERS = {
    "A": "author", "s": "stranger", "n": "neighbour", "f": "follower", "m": "muted", "O": "owner", "F": "fellow",
    "d": "far_deputy", "K": "officer", "k": "far_officer", "H": "head", "S": "street", "t": "far_street",
    "C": "office", "B": "body", "b": "other_body", "x": "anonymous", "g": "in_group",
}

RIGHTS = """
button        may change something    is shown something
privacy       Asnm                    fOFdKkHStCBbxg
offer         A                       -
danger        A                       -
commty        A                       -
commpg        A                       -
enough        A                       -
cat           -                       -
tree          -                       -
opt           -                       -
submit        A                       -
toggle        -                       -
change        A                       -
cancel        -                       A
resume        A                       -
dropdraft     A                       -
same          -                       -
distinct      -                       -
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
still         -                       -
lang          AsnfmOFdKkHStCBbg       -
join          -                       -
role          OFb                     -
claim         OF                      -
notmine       -                       -
release       O                       -
publish       OF                      -
ask           OF                      -
note          OF                      -
drop          -                       AsnfmOFdKkHStCBb
full          -                       OFKHSC
hist          -                       OFKHSC
card          -                       OFKHSCB
answer        OF                      -
respond       OF                      -
class         OF                      -
day           -                       -
send          -                       -
edit          OF                      -
noanswer      OF                      -
canned        -                       -
canned_pick   -                       -
reword        -                       -
draft_back    -                       -
canned_list   -                       C
canned_one    -                       C
canned_new    -                       C
canned_name   C                       -
canned_words  C                       -
canned_for    -                       C
canned_fits   C                       -
canned_ask    -                       C
canned_drop   C                       -
canned_back   -                       -
close         -                       -
nophoto       -                       O
sendas        -                       -
queue         -                       OFd
open          -                       OFKHSCB
ledger        -                       OFdKkHStC
promise       -                       OFKHSC
kept          -                       O
noproof       -                       O
notkept       -                       O
newday        -                       O
never         -                       -
tellpromise   O                       -
away          -                       OFd
awayfor       -                       OFKHSC
awayday       -                       OFdKHSC
awaypage      -                       -
awaywho       -                       -
awaytake      -                       -
awaydrop      -                       AsnfmOFdKkHStCBb
awayend       OKHSC                   -
aways         -                       KkHStC
awayfile      -                       KkHStC
cat_tree      -                       -
cat_set       -                       KHSC
assign        -                       KHSC
asgany        -                       KHSC
asgst         -                       KHSC
asgcon        -                       KHSC
asgto         KHSC                    -
place         -                       KHSC
plst          -                       KHSC
plat          -                       -
takeover      -                       -
uphold        -                       -
panel         -                       KkHStC
stuck         -                       -
ppl           -                       C
pplst         -                       C
pplro         -                       C
seat          -                       C
inv           -                       -
qrs           -                       HC
qr            -                       -
policy        -                       KkHStC
wiskip        -                       -
calls         -                       Kk
call          -                       -
told          -                       -
dead          -                       C
dead1         -                       -
retry         -                       -
retrya        -                       C
dropd         -                       -
flag          SC                      -
rej           -                       SC
rejw          -                       -
rejok         -                       -
find          OFdKkHStC               -
find_page     -                       OFdKkHStC
find_words    OFdKkHStC               -
find_where    -                       OFdKkHStC
find_street   -                       OFdKkHStC
find_place    -                       -
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
bcto          -                       -
bcgrp         -                       -
bctest        StC                     -
bcsend        -                       -
bcdrop        StC                     -
bcopen        -                       -
bcrun         -                       -
bcout         AsnfmOFdKkHStCBb        -
bcin          AsnfmOFdKkHStCBb        -
sub           -                       AsnfmOFdKkHStCBb
sub1          -                       A
submode       A                       -
subdel        A                       -
substop       -                       AsnfmOFdKkHStCBb
subadd        -                       AsnfmOFdKkHStCBb
sublist       -                       AsnfmOFdKkHStCBb
subto         -                       -
subpin        -                       AsnfmOFdKkHStCBb
subrad        -                       -
subnote       -                       AsnfmOFdKkHStCBb
merge         -                       OFSC
mergeto       -                       OFSC
mergenow      SC                      -
unmerge       -                       -
mergeno       -                       OFSC
mute          -                       SC
mutesure      -                       -
unmute        -                       -
bind          -                       -
bindpage      -                       -
bindto        -                       -
bindnote      -                       -
binddone      -                       -
hover         -                       C
hoto          C                       -
forward       -                       OF
nonote        -                       -
due           -                       -
sendfwd       -                       -
quotereport   -                       -
quote         O                       -
pick          -                       F
pickpage      -                       -
handling      -                       Bb
sign          B                       -
sendback      -                       -
sendbacknow   -                       -
bodycard      -                       B
bodywords     -                       B
reply         B                       -
sendreply     B                       -
editreply     B                       -
cancelreply   B                       -
extend        -                       -
extendday     -                       -
sendextend    -                       -
rulings       -                       StC
ruling        -                       SC
redirect      -                       -
sendredirect  -                       -
keepbody      -                       -
grant         -                       -
refuse        -                       -
mydata        AsnfmOFdKkHStCBb        -
erase         -                       Asnfm
erase_how     -                       Asnfm
erase_no      O                       AsnfmFdKkHStCBbxg
look          C                       -
nolook        -                       -
metoo         snOFdKkHStCBb           Afm
leave         snfOFdKkHStCBb          m
follow        snfOFdKkHStCBbg         Am
export_ask    -                       StC
unbind        C                       -
erase_now     -                       -
"""


def rights() -> dict[str, tuple[set[str], set[str]]]:
    """Return for each verb who acts and who sees."""
    table = {}
    for line in RIGHTS.strip().splitlines()[1:]:
        verb, acts, sees = line.split()
        table[verb] = _people(acts), _people(sees)
    return table


def _people(letters: str) -> set[str]:
    return set() if letters == "-" else {LETTERS[letter] for letter in letters}
