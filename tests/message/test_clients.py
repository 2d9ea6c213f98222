"""What real mail programs write: the new text, the quotation, the signature."""

from __future__ import annotations

import pytest

from mailguard.domain.mail import Text
from mailguard.message.html import html_lines
from mailguard.message.lines import Line
from mailguard.message.quotes import quotations
from mailguard.message.text import text_of


def plain(text: str) -> Text:
    return text_of(quotations([Line(line) for line in text.split("\n")]))


def page(source: str) -> Text:
    return text_of(quotations(html_lines(source)))


def words(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


PLAIN = {
    "Thunderbird, ja": """\
承知。

On 2026/11/24 12:34, 田中花子 wrote:
> いつもお世話になっております。
> OLD
""",
    "Thunderbird, older, ja": """\
承知。

田中花子 さんは書きました (2026/11/24 12:34):
> OLD
""",
    "Thunderbird, forwarded": """\
承知。

-------- 転送メッセージ --------
Subject: 見積
Date: Tue, 24 Nov 2026 12:34:56 +0900
From: 田中花子 <hanako@acme.example>
To: taro@example.co.jp

OLD
""",
    "Outlook, ja": """\
承知。

From: 田中 花子 <hanako@acme.example>
Sent: Tuesday, November 24, 2026 12:34 PM
To: 山田 太郎 <taro@example.co.jp>
Cc: 鈴木 <suzuki@acme.example>
Subject: 見積の件

OLD
""",
    "Outlook, wholly ja": """\
承知。

-----元のメッセージ-----
差出人: 田中 花子 <hanako@acme.example>
送信日時: 2026年11月24日火曜日 12:34
宛先: 山田 太郎 <taro@example.co.jp>
件名: 見積の件

OLD
""",
    "new Outlook, ja": """\
承知。
________________________________
差出人: 田中 花子 <hanako@acme.example>
送信日時: 2026年11月24日 12:34
宛先: 山田 太郎 <taro@example.co.jp>
CC: 鈴木 <suzuki@acme.example>
件名: Re: 見積の件

OLD
""",
    "Outlook for the web, en": """\
承知。
________________________________
From: Hanako Tanaka <hanako@acme.example>
Sent: Tuesday, November 24, 2026 12:34 PM
To: Taro Yamada <taro@example.co.jp>
Subject: Re: Quote

OLD
""",
    "Gmail, ja": """\
承知。

2026年11月24日(火) 12:34 田中花子 <hanako@acme.example>:

> OLD
>
""",
    "Gmail, en, folded": """\
承知。

On Tue, Nov 24, 2026 at 12:34 PM Hanako Tanaka <
hanako@acme.example> wrote:

> OLD
""",
    "Gmail, forwarded": """\
承知。

---------- Forwarded message ---------
From: 田中花子 <hanako@acme.example>
Date: 2026年11月24日(火) 12:34
Subject: 見積
To: <taro@example.co.jp>


OLD
""",
    "Apple Mail, ja": """\
承知。

> 2026/11/24 12:34、田中花子 <hanako@acme.example>のメール:
>
> OLD
""",
    "Apple Mail, attribution apart": """\
承知。

2026/11/24 12:34、田中花子 <hanako@acme.example>のメール：

> OLD
""",
    "Apple Mail, forwarded": """\
承知。

転送されたメッセージ：

差出人: 田中花子 <hanako@acme.example>
件名: 見積
日付: 2026年11月24日 12:34:56 JST
宛先: taro@example.co.jp

OLD
""",
    "Becky": """\
承知。

On Tue, 24 Nov 2026 12:34:56 +0900
田中花子 <hanako@acme.example> wrote:

> OLD
""",
    "Notes": """\
承知。

-----"田中花子" <hanako@acme.example> wrote: -----
To: taro@example.co.jp
From: hanako@acme.example
OLD
""",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN.keys())
def test_plain_text_of_a_program_is_told_apart(text: str) -> None:
    found = plain(text)
    assert words(found.new) == ["承知。"]
    assert "OLD" in found.quoted


OUTLOOK_HEADER = """
<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0mm 0mm 0mm">
<p class="MsoNormal"><b><span lang="EN-US">From:</span></b><span lang="EN-US"> </span>田中 花子
<span lang="EN-US">&lt;hanako@acme.example&gt;<br><b>Sent:</b> Tuesday, November 24, 2026<br>
<b>To:</b> taro@example.co.jp<br><b>Subject:</b> RE: 見積</span></p></div></div>
<p class="MsoNormal">OLD</p>
"""
HTML = {
    "Thunderbird": """
<p>承知。</p><div class="moz-cite-prefix">On 2026/11/24 12:34, 田中 wrote:<br></div>
<blockquote type="cite" cite="mid:1@acme.example"><p>OLD</p></blockquote>
""",
    "Thunderbird, forwarded": """
<p>承知。</p><div class="moz-forward-container"><br><br>-------- Forwarded Message --------
<table class="moz-email-headers-table"><tr><th>Subject: </th><td>見積</td></tr></table>
<p>OLD</p></div>
""",
    "Outlook": f'<div class="WordSection1"><p class="MsoNormal">承知。</p>{OUTLOOK_HEADER}</div>',
    "Outlook in a tongue nobody here knows": '<p class="MsoNormal">承知。</p>'
    + OUTLOOK_HEADER.replace("From", "Od")
    .replace("Sent", "Odesláno")
    .replace("Subject", "Předmět"),
    "new Outlook": """
<div style="font-size:12pt" class="elementToProof">承知。</div><div id="appendonsend"></div>
<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">
<font face="Calibri" color="#000000"><b>差出人:</b> 田中<br><b>送信日時:</b> 2026年11月24日<br>
<b>件名:</b> 見積</font></div><div>OLD</div>
""",
    "Outlook on a phone": """
<div dir="ltr">承知。</div><div id="mail-editor-reference-message-container">
<hr><div>差出人: 田中</div><div>OLD</div></div>
""",
    "Gmail": """
<div dir="ltr">承知。</div><br><div class="gmail_quote gmail_quote_container">
<div dir="ltr" class="gmail_attr">2026年11月24日(火) 12:34 田中 &lt;<a href="mailto:h@acme.example">
h@acme.example</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">
<div>OLD</div></blockquote></div>
""",
    "Gmail, forwarded": """
<div dir="ltr">承知。<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">
---------- Forwarded message ---------<br>From: 田中<br>Subject: 見積<br></div><br><br>
<div>OLD<blockquote>OLDER</blockquote>OLD</div></div></div>
""",
    "Apple Mail": """
<body>承知。<div><br><blockquote type="cite"><div>2026/11/24 12:34、田中のメール：</div><br>
<div>OLD</div></blockquote></div></body>
""",
    "Yahoo": """
<div>承知。</div><div class="yahoo_quoted"><div>On Tuesday, Hanako wrote:</div>OLD</div>
""",
}


@pytest.mark.parametrize("source", HTML.values(), ids=HTML.keys())
def test_a_page_of_a_program_is_told_apart(source: str) -> None:
    found = page(source)
    assert words(found.new) == ["承知。"]
    assert "OLD" in found.quoted


INTERLEAVED = {
    "Gmail": """
<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">On Tue, Hanako wrote:<br></div>
<blockquote class="gmail_quote"><div>ONE?</div></blockquote><div>yes</div>
<blockquote class="gmail_quote"><div>TWO?</div></blockquote><div>no</div></div></div>
""",
    "Thunderbird": """
<div class="moz-cite-prefix">On 2026/11/24 12:34, Hanako wrote:</div><blockquote type="cite">ONE?
</blockquote><p>yes</p><blockquote type="cite">TWO?</blockquote><p>no</p>
""",
    "Apple Mail": """
<blockquote type="cite"><div>On Nov 24, 2026, Hanako wrote:</div>ONE?</blockquote><div>yes</div>
<blockquote type="cite"><div id="divRplyFwdMsg">TWO?</div></blockquote><div>no</div>
""",
}


@pytest.mark.parametrize("source", INTERLEAVED.values(), ids=INTERLEAVED.keys())
def test_answers_between_the_quotations_of_a_page_are_new(source: str) -> None:
    found = page(source)
    assert words(found.new) == ["yes", "no"]
    assert "ONE?" in found.quoted
    assert "TWO?" in found.quoted


SIGNED = {
    "Thunderbird": """<p>承知。</p><div class="moz-signature">-- <br>山田<br>営業</div>""",
    "Thunderbird, above the quotation": """<p>承知。</p><div class="moz-signature">-- <br>
山田</div><div class="moz-cite-prefix">On 2026/11/24, 田中 wrote:</div>
<blockquote>OLD</blockquote>""",
    "Gmail": """<div>承知。</div><span class="gmail_signature_prefix">-- </span><br>
<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">
山田<div>営業</div></div>""",
    "Outlook for the web": """<div>承知。</div><div id="Signature"><p>山田</p><p>営業</p></div>""",
    "Outlook on a phone": """<div>承知。</div><div id="ms-outlook-mobile-signature">
<div>Outlook for iOS を入手</div></div>""",
    "Apple Mail": """<div>承知。</div><div id="AppleMailSignature">山田<br>iPhoneから送信</div>""",
}


@pytest.mark.parametrize("source", SIGNED.values(), ids=SIGNED.keys())
def test_the_signature_of_a_program_is_no_body(source: str) -> None:
    found = page(source)
    assert words(found.body) == ["承知。"]
    assert found.signature.strip()


def test_what_is_written_into_a_signature_stays() -> None:
    found = page(
        '<div id="Signature"><p>明日までに送ります。</p><p>よろしくお願いします。</p>山田</div>'
    )
    assert found.body_end is None


def test_what_is_written_below_a_signature_stays() -> None:
    found = page('<p>one</p><div class="gmail_signature">Taro</div><p>two</p>')
    assert words(found.body) == ["one", "Taro", "two"]
