"""OutlookOkan's CSV files become a policy that does the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.domain.rule import Mode
from mailguard.importing.harvest import Fate
from tests.importing.exports import (
    BOSS,
    asked_by,
    harvest_of,
    people_of,
    sheet_of,
    taken_from,
    ticks,
    told,
    verdict,
)
from tests.mails import a_mail, an_attachment
from tests.policy.situations import Company


def switched_on(*indices: int, language: str = "") -> str:
    """GeneralSetting.csv with these cells on."""
    cells = ["Yes" if index in indices else "No" for index in range(28)]
    cells[3] = language
    return ",".join(cells) + "\n"


def test_an_address_that_cannot_be_sent_to_is_refused() -> None:
    files = {"AlertAddressList.csv": "a@x.example,Yes,Not to them!\nb@x.example,No,\n"}
    found = verdict(files, a_mail(to=["a@x.example"]))
    assert [refusal.sentence for refusal in found.refusals] == ["Not to them!"]
    assert not verdict(files, a_mail(to=["c@x.example"])).asks


def test_an_address_with_a_warning_has_to_be_ticked() -> None:
    files = {"AlertAddressList.csv": "@x.example,No,Really them?\n"}
    assert ticks(verdict(files, a_mail(to=["c@x.example"]))) == ["Really them?"]
    assert not verdict(files, a_mail(to=["c@notx.example"])).asks


def test_a_bare_domain_means_that_domain_and_no_longer_one() -> None:
    files = {"AlertAddressList.csv": "x.example,Yes\n"}
    assert verdict(files, a_mail(to=["c@x.example"])).refusals
    assert not verdict(files, a_mail(to=["c@notx.example"])).asks


def test_words_of_the_text_and_of_the_subject_count_apart() -> None:
    files = {
        "AlertKeywordAndMessageList.csv": "社外秘,Not outside,Yes\n",
        "AlertKeywordAndMessageListForSubject.csv": "極秘,Look twice,No\n",
    }
    assert verdict(files, a_mail(text="社外秘です。")).refusals
    assert verdict(files, a_mail(quoted="社外秘です。")).refusals
    assert ticks(verdict(files, a_mail(subject="極秘"))) == ["Look twice"]
    assert not verdict(files, a_mail(subject="社外秘", text="極秘")).asks


def test_a_star_in_the_place_of_a_word_means_every_mail() -> None:
    files = {"AlertKeywordAndMessageList.csv": "*,Think first,No\n"}
    assert ticks(verdict(files, a_mail())) == ["Think first"]


def test_words_recipients_and_attachments_add_copies() -> None:
    files = {
        "AutoCcBccKeywordList.csv": "契約,Cc,boss@example.co.jp\n",
        "AutoCcBccRecipientList.csv": "@acme.example,Bcc,boss@example.co.jp\n",
        "AutoCcBccAttachedFileList.csv": "Bcc,files@example.co.jp\n",
    }
    found = verdict(files, a_mail(text="契約の件", attachments=[an_attachment()]))
    assert found.preparation.add_cc == (BOSS,)
    assert {str(each) for each in found.preparation.add_bcc} == {
        "boss@example.co.jp",
        "files@example.co.jp",
    }
    assert not verdict(files, a_mail(to=["a@b.example"])).preparation.add_bcc


def test_copies_can_be_left_out_among_colleagues() -> None:
    files = {
        "GeneralSetting.csv": switched_on(11, 13),
        "AutoCcBccKeywordList.csv": "契約,Cc,boss@example.co.jp\n",
        "AutoCcBccAttachedFileList.csv": "Bcc,boss@example.co.jp\n",
    }
    inside = a_mail(to=["b@example.co.jp"], text="契約", attachments=[an_attachment()])
    outside = a_mail(text="契約", attachments=[an_attachment()])
    assert not asked_by(verdict(files, inside))
    assert asked_by(verdict(files, outside)) == {"copy-by-word", "copy-by-file"}


def test_a_company_s_name_asks_for_somebody_there() -> None:
    files = {"NameAndDomains.csv": "アクメ,acme.example\nアクメ,acme.test\n"}
    assert not verdict(files, a_mail(text="アクメ様")).asks
    assert ticks(verdict(files, a_mail(to=["a@other.example"], text="アクメ様"))) == [
        "“アクメ” is in the mail, but nobody of acme.example, acme.test gets it. Is it so?"
    ]
    assert not verdict(files, a_mail(to=["a@other.example"], subject="アクメ")).asks


def test_the_subject_counts_where_it_did_and_recipients_can_ask_for_their_name() -> None:
    files = {
        "GeneralSetting.csv": switched_on(18, 23),
        "NameAndDomains.csv": "アクメ,@acme.example\n",
    }
    assert verdict(files, a_mail(to=["a@other.example"], subject="アクメ")).asks
    assert asked_by(verdict(files, a_mail())) == {"recipient-without-name"}
    assert not verdict(files, a_mail(subject="アクメの件")).asks


def test_a_word_asks_for_its_recipient() -> None:
    files = {"KeywordAndRecipientsList.csv": "役員会,board@example.co.jp\n"}
    assert verdict(files, a_mail(text="役員会の資料")).asks
    assert not verdict(files, a_mail(text="役員会の資料", cc=["board@example.co.jp"])).asks


def test_delays_become_a_setting_and_rules() -> None:
    harvest = harvest_of({"DeferredDeliveryMinutes.csv": "@,5\n@acme.example,30\n"})
    sheet = sheet_of(harvest)
    assert (sheet.delay.external, sheet.delay.internal) == (300.0, 300.0)
    files = {"DeferredDeliveryMinutes.csv": "@,5\n@acme.example,30\n"}
    assert verdict(files, a_mail()).delay == 1800.0
    assert verdict(files, a_mail(to=["a@b.example"])).delay == 0.0


def test_a_delay_is_never_made_shorter_than_it_is_without_an_import() -> None:
    harvest = harvest_of({"DeferredDeliveryMinutes.csv": "@,0\n"})
    assert sheet_of(harvest).delay.external == 60.0
    assert "60 seconds" in told(harvest, Fate.CHANGED)


def test_a_shorter_exception_is_told_since_the_longest_counts_here() -> None:
    harvest = harvest_of({"DeferredDeliveryMinutes.csv": "@acme.example,30\nboss@acme.example,1\n"})
    assert "“boss@acme.example” waits as long as “@acme.example”" in told(harvest, Fate.CHANGED)


def test_delays_can_be_for_mail_to_the_outside_only() -> None:
    files = {
        "GeneralSetting.csv": switched_on(12),
        "DeferredDeliveryMinutes.csv": "@,5\n@example.co.jp,9\n",
    }
    assert sheet_of(harvest_of(files)).delay.internal == 0.0
    assert verdict(files, a_mail(to=["b@example.co.jp"])).delay == 0.0


def test_files_have_their_recipients() -> None:
    files = {"RecipientsAndAttachmentsName.csv": "見積,@acme.example\n"}
    quote = [an_attachment("2026見積.pdf")]
    assert not verdict(files, a_mail(attachments=quote)).asks
    assert verdict(files, a_mail(to=["a@acme.example", "b@c.example"], attachments=quote)).asks


def test_attachments_to_some_are_refused_and_to_others_warned_of() -> None:
    files = {
        "AttachmentProhibitedRecipients.csv": "@no.example\n",
        "AttachmentAlertRecipients.csv": "@ask.example,Sure?\n",
    }
    one = [an_attachment()]
    assert verdict(files, a_mail(to=["a@no.example"], attachments=one)).refusals
    assert not verdict(files, a_mail(to=["a@no.example"])).asks
    assert ticks(verdict(files, a_mail(to=["a@ask.example"], attachments=one))) == ["Sure?"]


def test_recipients_that_were_taken_out_are_refused() -> None:
    files = {"AutoDeleteRecipientList.csv": "old@acme.example\n"}
    assert verdict(files, a_mail(to=["old@acme.example"])).refusals
    assert "Nobody is taken out unseen" in told(harvest_of(files), Fate.CHANGED)


def test_texts_are_added_with_their_lines() -> None:
    files = {"AutoAddMessage.csv": 'Yes,Yes,Dear all,"--\nAcme"\n'}
    texts = verdict(files, a_mail()).preparation.texts
    assert {(text.place, text.text) for text in texts} == {
        ("top", "Dear all"),
        ("bottom", "--\nAcme"),
    }


def test_many_domains_are_warned_of_refused_or_hidden() -> None:
    name = "ExternalDomainsWarningAndAutoChangeToBccSetting.csv"
    three = a_mail(to=["a@a.example", "b@b.example"], cc=["c@c.example"])
    hidden = a_mail(to=["a@a.example"], bcc=["b@b.example", "c@c.example"])
    assert ticks(verdict({name: "3,Yes,No,No\n"}, three))
    assert not verdict({name: "3,Yes,No,No\n"}, hidden).asks
    assert verdict({name: "3,Yes,Yes,Yes\n"}, three).refusals
    assert verdict({name: "3,No,No,Yes\n"}, three).preparation.bcc
    assert not verdict({name: "4,Yes,No,Yes\n"}, three).fired


def test_every_mail_can_hide_its_recipients() -> None:
    bcc = verdict(
        {"ForceAutoChangeRecipientsToBcc.csv": "Yes,info@example.co.jp,Yes\n"}, a_mail()
    ).preparation.bcc
    assert bcc is not None
    assert (bcc.who, bcc.visible_to) == ("all", "info@example.co.jp")


ZIP = an_attachment("a.zip", declared_type="application/zip", encrypted=True)


@pytest.mark.parametrize(
    ("cells", "attachment", "refused"),
    [
        ("Yes,No,No", ZIP, False),
        ("No,Yes,No", ZIP, True),
        ("No,No,No,Yes", an_attachment(), True),
    ],
)
def test_attachments_are_asked_about(cells: str, attachment: object, refused: bool) -> None:
    found = verdict({"AttachmentsSetting.csv": cells}, a_mail(attachments=[attachment]))  # type: ignore[list-item]  # parameters
    assert bool(found.refusals) is refused
    assert found.asks
    assert not verdict({"AttachmentsSetting.csv": cells}, a_mail()).asks


def test_attachments_have_to_be_opened_unless_only_colleagues_get_them() -> None:
    files = {"AttachmentsSetting.csv": 'No,No,No,No,No,Yes,".pdf,.txt",Yes,Yes\n'}
    assert verdict(files, a_mail(attachments=[an_attachment()])).demands
    inside = a_mail(to=["b@example.co.jp"], attachments=[an_attachment()])
    assert not verdict(files, inside).demands


def test_the_own_domains_and_the_language_are_settings() -> None:
    files = {
        "InternalDomainList.csv": "@example.co.jp\nexample.com\n",
        "GeneralSetting.csv": switched_on(language="ja-JP"),
    }
    sheet = sheet_of(harvest_of(files))
    assert sheet.organisation.own == ("example.co.jp", "example.com")
    assert sheet.language == "ja"


def test_the_whitelist_becomes_an_address_book_and_needs_no_review_where_it_did_not(
    tmp_path: Path,
) -> None:
    files = {"Whitelist.csv": "@acme.example,Yes\nx@y.example,No\nSome name,No\n"}
    harvest = harvest_of(files)
    people = people_of(harvest, tmp_path)
    assert all(people.is_registered(each.address) for each in a_mail().recipients)
    assert verdict(files, a_mail()).confirm is False
    assert verdict(files, a_mail(to=["x@y.example"])).confirm is None
    assert "Some name" in told(harvest, Fate.UNREAD)


def test_among_colleagues_there_need_be_no_review() -> None:
    files = {"GeneralSetting.csv": switched_on(0)}
    assert verdict(files, a_mail(to=["b@example.co.jp"])).confirm is False
    assert verdict(files, a_mail()).confirm is None


def test_several_outside_domains_are_always_shown_and_the_sender_gets_a_copy() -> None:
    files = {"GeneralSetting.csv": switched_on(4, 15)}
    found = verdict(files, a_mail(to=["a@a.example", "b@b.example"]))
    assert found.confirm is True
    assert found.preparation.add_bcc


def test_a_rule_about_the_address_book_is_only_watched_at_first() -> None:
    (rule,) = sheet_of(harvest_of({"GeneralSetting.csv": switched_on(19)})).rule
    assert rule.mode is Mode.MONITOR


def test_many_entries_become_a_group_of_the_directory(tmp_path: Path) -> None:
    rows = "".join(f"p{number}@x.example,Yes\n" for number in range(30))
    files = {"AlertAddressList.csv": f"{rows}@y.example,Yes\n"}
    harvest = harvest_of(files)
    (rule,) = sheet_of(harvest).rule
    (name,) = rule.when.recipients[0].group
    people = people_of(harvest, tmp_path)
    assert len(people.members(name)) == 30
    assert verdict(files, a_mail(to=["p7@x.example"]), Company({name: ["p7@x.example"]})).refusals


def test_every_general_switch_is_answered_on_or_off() -> None:
    names = set(told_names(switched_on(*range(28), language="ja-JP")))
    assert len(names) == 28
    assert names == set(told_names(switched_on()))


def told_names(general: str) -> list[str]:
    """The switches that are named in the report."""
    notes = harvest_of({"GeneralSetting.csv": general}).notes
    text = " ".join(f"{note.place} {note.sentence}" for note in notes)
    words = text.replace(",", " ").replace(".", " ").replace(":", " ").split()
    starts = ("Is", "Enable", "LanguageCode", "ContactGroup", "ExchangeDistribution")
    return [word for word in words if word.startswith(starts) and len(word) > 10]


def test_what_is_about_received_mail_has_no_equivalent() -> None:
    harvest = harvest_of(
        {
            "SecurityForReceivedMail.csv": ",".join(["Yes"] * 14),
            "AlertKeywordOfSubjectWhenOpeningMailList.csv": "spam,Careful\n",
        }
    )
    assert len(harvest.of(Fate.MISSING)) == 2


def test_what_cannot_be_read_is_named_with_its_line_and_the_rest_is_taken() -> None:
    harvest = harvest_of(
        {
            "AlertAddressList.csv": "a@x.example,Yes\nb@x.example,Perhaps\n,Yes\n",
            "AutoCcBccKeywordList.csv": "word,To,a@x.example\nword,Cc,nobody\n",
            "DeferredDeliveryMinutes.csv": "@x.example,soon\n@y.example,99999\n",
            "ForceAutoChangeRecipientsToBcc.csv": "Yes,nobody,No\nYes,,\n",
        }
    )
    unread = told(harvest, Fate.UNREAD)
    for place in (
        "AlertAddressList.csv, line 2: “Perhaps”",
        "AlertAddressList.csv, line 3: cell 1",
        "AutoCcBccKeywordList.csv, line 1: “To”",
        "AutoCcBccKeywordList.csv, line 2: “nobody”",
        "DeferredDeliveryMinutes.csv, line 1: “soon”",
        "DeferredDeliveryMinutes.csv, line 2: 99999",
        "ForceAutoChangeRecipientsToBcc.csv, line 1: “nobody”",
        "ForceAutoChangeRecipientsToBcc.csv, line 2: Only",
    ):
        assert place in unread
    assert [drawn.rule.id for drawn in harvest.rules] == ["address"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_files_are_read_in_whatever_encoding_they_come(encoding: str) -> None:
    harvest = harvest_of({"AlertKeywordAndMessageList.csv": "社外秘,だめです,Yes\r\n"}, encoding)
    assert harvest.rules[0].rule.then.refuse == "だめです"


def test_every_table_is_known_whatever_the_case_of_its_name() -> None:
    taken = taken_from({"keywordAndRecipientsList.CSV": "a,b@c.example\n"})
    assert len(taken.harvest.rules) == 1


def test_files_of_one_row_that_are_all_off_are_told() -> None:
    harvest = harvest_of(
        {
            "AttachmentsSetting.csv": "No,No,No,No,No,No,.pdf,No,No\n",
            "AutoAddMessage.csv": "No,No,a,b\n",
            "ForceAutoChangeRecipientsToBcc.csv": "No,,No\n",
            "ExternalDomainsWarningAndAutoChangeToBccSetting.csv": "10,No,No,No\n",
        }
    )
    assert not harvest.rules
    assert len(harvest.of(Fate.TAKEN)) == 4


def test_advice_about_links_is_given_in_the_review() -> None:
    files = {"AttachmentsSetting.csv": "No,No,No,No,Yes,Yes\n"}
    assert verdict(files, a_mail(attachments=[an_attachment()])).said
    assert not verdict(files, a_mail()).asks
