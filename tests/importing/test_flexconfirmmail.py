"""FlexConfirmMail for Outlook: its text files and its group policy become a policy."""

from __future__ import annotations

import pytest

from mailguard.importing.harvest import Fate
from tests.importing.exports import harvest_of, sheet_of, ticks, told, verdict
from tests.mails import a_mail, an_attachment

REGISTRY = """Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\FlexConfirmMail\\Default]
"SafeBccEnabled"=dword:00000001
"SafeBccThreshold"=dword:00000003
"MainSkipIfNoExt"="1"
"TrustedDomains"=hex(7):65,00,78,00,2e,00,63,00,6f,00,6d,00,00,00,62,00,2e,00,\\
  6a,00,70,00,00,00,00,00
"""


def test_trusted_domains_are_one_s_own_and_trusted_people_in_the_address_book() -> None:
    text = "# ours\nexample.co.jp\n*.example.com\nold.example\n-old.example\n"
    text += "a@b.example\nx*y.example\n"
    harvest = harvest_of({"TrustedDomains.txt": text})
    assert sheet_of(harvest).organisation.own == ("example.co.jp", "example.com")
    assert harvest.registered == ["a@b.example"]
    assert "TrustedDomains.txt, line 7: “x*y.example”" in told(harvest, Fate.MISSING)


def test_domains_are_warned_of_or_blocked_by_their_section() -> None:
    files = {
        "UnsafeDomains.txt": "a.example\n[REWARNING]\nb.example\n[BLOCK]\n*@c.example\nd.example\n"
    }
    assert ticks(verdict(files, a_mail(to=["x@a.example"])))
    assert ticks(verdict(files, a_mail(to=["x@b.example"])))
    assert not verdict(files, a_mail(to=["x@sub.a.example"])).asks
    for blocked in ("x@c.example", "x@d.example"):
        assert verdict(files, a_mail(to=[blocked])).refusals


def test_words_of_file_names_count() -> None:
    files = {"UnsafeFiles.txt": "社外秘\n[BLOCK]\nsecret*.xlsx\n"}
    named = [an_attachment("資料_社外秘.pdf")]
    assert ticks(verdict(files, a_mail(attachments=named)))
    assert verdict(files, a_mail(attachments=[an_attachment("my secret 1.xlsx")])).refusals
    assert not verdict(files, a_mail(attachments=[an_attachment()])).asks


def test_words_of_the_text_have_their_message_and_their_way_to_warn() -> None:
    files = {
        "UnsafeBodies.txt": "[One]\nKeywords=添付2,添付3\nMessage=Look at it\n"
        "[Two]\nKeywords=極秘\nWarningType=BLOCK\nLanguage=ja-JP\n[Three]\nMessage=Nothing\n"
    }
    assert ticks(verdict(files, a_mail(text="添付3です"))) == ["Look at it"]
    assert verdict(files, a_mail(text="極秘です")).refusals
    harvest = harvest_of(files)
    assert "every language" in told(harvest, Fate.CHANGED)
    assert "line 9: this section has no Keywords" in told(harvest, Fate.UNREAD)


def test_options_become_rules_and_settings() -> None:
    files = {
        "Common.txt": "# all\nSafeBccEnabled = yes\nSafeBccThreshold=2\nMainSkipIfNoExt=on\n"
        "RequireCheckSubject=True\nDelayDeliveryEnabled=1\nDelayDeliverySeconds=120\n"
        "ConvertToBccEnabled=yes\nConvertToBccThreshold=3\nCountEnabled=yes\nCountSeconds=90\n"
    }
    sheet = sheet_of(harvest_of(files))
    assert sheet.delay.internal == 120.0
    two = verdict(files, a_mail(to=["a@a.example", "b@b.example"]))
    assert len(ticks(two)) == 2
    assert two.preparation.bcc is None
    three = a_mail(to=["a@a.example", "b@b.example", "c@c.example"])
    assert verdict(files, three).preparation.bcc
    assert verdict(files, a_mail(to=["b@example.co.jp"])).confirm is False


OPTIONS = [
    "CountEnabled", "CountSeconds", "CountAllowSkip", "SafeBccEnabled", "SafeBccThreshold",
    "MainSkipIfNoExt", "UntrustUnsafeRecipients", "SafeNewDomainsEnabled",
    "RequireCheckSubject", "RequireCheckBody", "CountSkipIfNoExt",
    "AppointmentConfirmationEnabled", "BccConversionRecommendationDomainsThreshold",
    "SafeBccReconfirmationThreshold", "DelayDeliveryEnabled", "DelayDeliverySeconds",
    "ConvertToBccEnabled", "ConvertToBccThreshold", "BlockDistributionLists",
    "EmphasizeUntrustedToCc", "IgnoreInlineImageAttachments", "ResolveRecipientsWithGraphApi",
    "GraphApiClientId", "ConfirmationDialogCardsOrder", "FixedParameters",
]  # fmt: skip


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("value", ["1", "0"])
def test_every_option_is_answered(option: str, value: str) -> None:
    harvest = harvest_of({"Common.txt": f"{option}={value}\n"})
    assert harvest.notes
    assert not harvest.of(Fate.UNREAD)
    assert all("Common.txt, line 1" in note.place for note in harvest.notes)


def test_what_cannot_be_read_is_named_with_its_line() -> None:
    harvest = harvest_of(
        {"Common.txt": "nonsense\nCountSeconds=soon\nNewOption=1\nMainSkipIfNoExt=perhaps\n"}
    )
    lines = told(harvest, Fate.UNREAD)
    assert all(f"Common.txt, line {number}" in lines for number in range(1, 5))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_a_group_policy_that_was_exported_is_read(encoding: str) -> None:
    harvest = harvest_of({"policy.reg": REGISTRY}, encoding)
    assert sheet_of(harvest).organisation.own == ("ex.com", "b.jp")
    assert {drawn.rule.id for drawn in harvest.rules} == {"inside", "many-organisations"}
    assert not harvest.of(Fate.UNREAD)


def test_a_line_of_the_registry_that_is_nothing_is_told() -> None:
    odd = REGISTRY + 'nonsense\n"A"=hex(7):zz\n"B"=dword:xyz\n[HKEY_CURRENT_USER\\X]\n"C"="1"\n'
    lines = told(harvest_of({"policy.reg": odd}), Fate.UNREAD)
    assert all(f"line {number}" in lines for number in (9, 10, 11, 13))
