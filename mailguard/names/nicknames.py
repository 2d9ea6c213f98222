"""English given names and what their bearers are called."""

from __future__ import annotations

_SHORT = """\
alexander alex al sandy xander
alexandra alex sandra sandy lexi
andrew andy drew
anthony tony
barbara barb barbie
benjamin ben benny
catherine katherine kathryn cathy kathy kate katie kat cath
charles charlie chuck chas
christina christine tina chris chrissy
christopher chris
cynthia cindy
daniel dan danny
david dave davey
deborah debra deb debbie
donald don donnie
dorothy dot dottie
douglas doug
edward ed eddie ted ned
elizabeth liz beth betty lisa eliza bess lizzie
emily em emmy
eugene gene
francis frank
frederick fred freddie
gabriel gabe
gerald gerry jerry
gregory greg
harold harry hal
henry harry hank
jacob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jeffrey geoffrey jeff geoff
jennifer jen jenny
jessica jess jessie
john jack johnny jon
jonathan jon johnny nathan
joseph joe joey
joshua josh
judith judy
kenneth ken kenny
kimberly kim
lawrence laurence larry
leonard leo len lenny
louis lewis lou
margaret maggie meg peggy marge
martin marty
matthew matt
michael mike mick mickey
michelle shelly
nancy nan
nathaniel nathan nate
nicholas nick nicky
pamela pam
patricia pat patty trish tricia
patrick pat paddy
peter pete
philip phillip phil
rebecca becky becca
richard rick dick rich ricky
robert bob rob bobby robbie bert
roger rodge
ronald ron ronnie
russell russ
samantha sam
samuel sam sammy
sarah sara sally
sidney syd sid
stephanie steph
stephen steven steve
susan sue susie suzanne
theodore ted teddy theo
theresa terry tess
terence terry
thomas tom tommy
timothy tim timmy
victoria vicky tori
vincent vince
walter walt
william will bill billy willy liam
zachary zach zack
"""

# Names that are given names and have no short form of their own.
_OTHERS = """
aaron abigail adam adrian alan albert alfred alice allison amanda amber amy angela ann anna anne
arthur ashley austin blake brandon brenda brett brian bruce bryan caitlin carl carol caroline
chloe claire clara connor craig dean dennis derek diana diane dominic dylan elaine eleanor ellen
emma eric erica ethan evan eve fiona florence gary george gina glenn gloria grace graham hannah
heather helen holly howard ian irene isaac isabel ivan jane jasmine jason jean jeremy jill joan
joanna jordan joyce julia julian julie justin karen keith kelly kevin kyle laura lauren leah lee
leslie linda lisa logan lucas lucy luke lynn madison marcus maria marie marilyn mark mary megan
melanie melissa mia miranda monica natalie neil nicole noah nora norman oliver olivia oscar owen
paul paula philippa rachel ralph raymond robin rose roy ruth ryan scott sean sharon shawn sheila
simon sophia sophie spencer stanley stuart sylvia tara teresa tiffany todd tracy trevor tyler
valerie vanessa vera veronica virginia wayne wendy zoe
"""

_CANONICAL: dict[str, frozenset[str]] = {}
for _line in _SHORT.splitlines():
    for _name in _line.split():
        _CANONICAL[_name] = _CANONICAL.get(_name, frozenset()) | {_line.split()[0]}
_GIVEN = frozenset(_CANONICAL) | frozenset(_OTHERS.split())


def canonical(name: str) -> frozenset[str]:
    """The names that `name` may be short for (bob → robert); a full name is itself."""
    lowered = name.casefold()
    return _CANONICAL.get(lowered, frozenset({lowered}))


def is_given(name: str) -> bool:
    """Whether it is an English given name, full or short."""
    return name.casefold() in _GIVEN
