"""Rules and mails of every kind, for properties that hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from mailguard.domain.condition import (
    Extent,
    Grade,
    OfAttachments,
    OfFindings,
    OfHeader,
    OfMail,
    OfRecipients,
    OfSender,
    OfText,
    OfTime,
    OfTransport,
    OfWords,
    Protection,
    When,
)
from mailguard.domain.finding import Severity
from mailguard.domain.mail import MailKind
from mailguard.domain.recipient import RecipientClass
from mailguard.domain.rule import (
    AddedText,
    Bcc,
    Encrypt,
    Hidden,
    Layer,
    Mode,
    Placed,
    Rule,
    Schedule,
    Then,
)
from mailguard.policy.situation import Situation
from tests.mails import SENDER, TODAY, a_mail, an_acquaintance, an_attachment
from tests.policy.situations import Company, a_finding, a_situation

ADDRESSES = ("hanako@acme.example", "ken@beta.example", "jiro@example.co.jp", "boss@example.co.jp")
WORDS = ("社外秘", "secret", "原価")
GROUPS = ("Sales", "board", "nowhere")

words = st.lists(st.sampled_from(WORDS), max_size=2).map(tuple)
patterns = st.lists(st.sampled_from(["秘$", "se.ret", r"\d+"]), max_size=1).map(tuple)
groups = st.lists(st.sampled_from(GROUPS), max_size=1).map(tuple)
flags = st.sampled_from([None, True, False])
extents = st.sampled_from(Extent)
people = st.lists(
    st.sampled_from(["manager", "department-head", "group:Sales", "group:nowhere", ADDRESSES[1]]),
    max_size=2,
    unique=True,
).map(tuple)

of_recipients = st.builds(
    OfRecipients,
    match=extents,
    kind=st.lists(st.sampled_from(RecipientClass), max_size=2).map(tuple),
    domain=st.sampled_from([(), ("acme.example",), ("example.co.jp", "beta.example")]),
    address=st.sampled_from([(), ("*@acme.example",)]),
    group=groups,
    field=st.just(()),
    registered=flags,
    written_to=flags,
    people=st.integers(1, 3),
    organisations=st.integers(1, 3),
)
of_attachments = st.builds(
    OfAttachments,
    match=extents,
    name=st.sampled_from([(), ("*.pdf",)]),
    type=st.sampled_from([(), ("exe", "zip")]),
    larger_than=st.sampled_from([None, 500]),
    encrypted=flags,
    words=words,
    pattern=patterns,
    files=st.integers(1, 2),
    total_larger_than=st.sampled_from([None, 1_500]),
)
simple_conditions = st.builds(
    When,
    recipients=st.lists(of_recipients, max_size=1).map(tuple),
    sender=st.none() | st.builds(OfSender, st.just(()), st.just(()), groups),
    subject=st.none() | st.builds(OfWords, words, patterns),
    text=st.none() | st.builds(OfText, words, patterns),
    header=st.lists(
        st.builds(OfHeader, st.just("X-Class"), words, st.just(()), st.booleans()), max_size=1
    ).map(tuple),
    attachments=st.lists(of_attachments, max_size=1).map(tuple),
    findings=st.none() | st.builds(OfFindings, st.just(()), st.sampled_from(Grade)),
    mail=st.none() | st.builds(OfMail, st.just(()), st.none(), flags, flags, flags),
    time=st.none() | st.builds(OfTime, flags, flags, st.sampled_from([(), ("20:00-07:30",)])),
    transport=st.none()
    | st.builds(OfTransport, st.sampled_from(Protection).map(lambda one: (one,)), extents),
)
conditions = (
    st.just(When())
    | simple_conditions
    | st.builds(
        When,
        any=st.lists(simple_conditions, max_size=2).map(tuple),
        none=st.lists(simple_conditions, max_size=2).map(tuple),
    )
)

sentences = st.sampled_from(["", "", "Please look twice.", "Not today."])
wishes = st.builds(
    Then,
    confirm=flags,
    say=sentences,
    tick=sentences,
    type=st.sampled_from(["", "", "yes", "acme.example"]),
    justify=st.booleans(),
    open_attachments=st.booleans(),
    delay=st.sampled_from([None, 0.0, 60.0, 300.0]),
    hold=st.booleans(),
    schedule=st.none() | st.just(Schedule.NEXT_WORKING_TIME),
    refuse=sentences,
    approval=people,
    bcc=st.none()
    | st.builds(
        Bcc, st.sampled_from(Hidden), st.sampled_from(["", ADDRESSES[3]]), st.booleans()
    ),
    add_cc=people,
    add_bcc=people,
    set_header=st.dictionaries(st.sampled_from(["X-Class", "x-class", "X-A"]), words.map(str)),
    remove_header=st.lists(st.sampled_from(["X-Mailer", "User-Agent"]), max_size=2).map(tuple),
    encrypt=st.none()
    | st.builds(
        Encrypt, st.booleans(), st.booleans(), st.booleans(), st.booleans(),
        st.sampled_from([0.0, 300.0]),
    ),
    link=st.booleans(),
    tag=st.sampled_from(["", "[external]", "[confidential]"]),
    add_text=st.none() | st.builds(AddedText, st.sampled_from(["Hello.", "Goodbye."])),
    notify=people,
)  # fmt: skip


def _rules(conditions: st.SearchStrategy[When]) -> st.SearchStrategy[Placed]:
    rule = st.builds(
        Rule,
        id=st.integers(0, 10**12).map(str),  # hardly two alike
        then=wishes,
        when=conditions,
        mode=st.sampled_from([Mode.ON, Mode.ON, Mode.ON, Mode.MONITOR, Mode.OFF]),
    )
    return st.builds(Placed, rule, st.sampled_from(Layer))


rules = _rules(conditions)
unconditional_rules = _rules(st.just(When()))


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A mail of any kind at any hour."""
    to = draw(st.lists(st.sampled_from(ADDRESSES), min_size=1, unique=True))
    files = draw(st.sampled_from([(), ("plan.pdf",), ("plan.pdf", "原価.zip")]))
    mail = a_mail(
        to=to,
        subject=draw(st.sampled_from(["", "【社外秘】", "Greetings 12"])),
        text=draw(st.sampled_from(["Hello.", "a secret", "原価"])),
        attachments=[an_attachment(name) for name in files],
        kind=draw(st.sampled_from(MailKind)),
        is_reply=draw(st.booleans()),
        known={ADDRESSES[0]: an_acquaintance()},
    )
    severities = draw(st.lists(st.sampled_from(Severity), max_size=2))
    return a_situation(
        mail,
        now=TODAY.replace(day=draw(st.sampled_from([24, 28])), hour=draw(st.integers(0, 23))),
        directory=draw(
            st.sampled_from(
                [Company(), Company({"Sales": [SENDER, *ADDRESSES[:1]]}, manager=ADDRESSES[3])]
            )
        ),
        findings=[a_finding(severity=severity) for severity in severities],
        header=draw(st.sampled_from([(), (("X-Class", "secret"),)])),
    )
