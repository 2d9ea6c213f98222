"""HTML becomes the lines that a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.message.html import html_lines
from tests.timing import within


def text(source: str) -> str:
    return "\n".join(line.text for line in html_lines(source))


def quoted(source: str) -> list[str]:
    return [line.text for line in html_lines(source) if line.quoted and line.text]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("Hello <b>you</b>", "Hello you"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb\n"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("a  \n  b&nbsp;&amp; c", "a b\xa0& c"),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("<!-- no --><style>p{}</style><script>x()</script><title>t</title>a", "a"),
        ("お見積り", "お見積り"),
        ("\0a\0b", "ab"),
        ("", ""),
    ],
)
def test_markup_becomes_lines(source: str, seen: str) -> None:
    assert text(source) == seen


@pytest.mark.parametrize(
    "hiding",
    [
        'style="display: none"',
        'style="visibility:hidden"',
        'style="FONT-SIZE: 0"',
        'style="font-size:0px"',
        'style="mso-hide: all"',
        "hidden",
    ],
)
def test_hidden_text_is_left_out(hiding: str) -> None:
    assert text(f"seen <span {hiding}>not <b>this</b></span> again") == "seen again"
    assert text(f"seen<div {hiding}>not<p>this</p></div>again") == "seen\nagain"


def test_small_text_is_not_hidden() -> None:
    assert text('<p style="font-size:0.8em">small</p>').strip() == "small"


def test_where_a_link_leads_is_seen() -> None:
    assert text('<a href="https://evil.example/x">your bank</a>') == (
        "your bank <https://evil.example/x>"
    )
    assert text('<a href="https://good.example/">https://good.example</a>') == (
        "https://good.example"
    )
    assert text('<a href="mailto:a@b.example">write</a>') == "write"


@pytest.mark.parametrize(
    ("source", "links"),
    [
        (
            '<a href="https://a.example/x">our <b>site</b></a>',
            [("our site", "https://a.example/x")],
        ),
        ('<a href="MAILTO:a@b.example">write</a>', [("write", "MAILTO:a@b.example")]),
        ('<a href="https://a.example"><img src="x"></a>', [("", "https://a.example")]),
        ('<a href="https://a.example"><div>one</div></a>two', [("one", "https://a.example")]),
        ('<a href=" https://a.example ">one</a>', [("one", "https://a.example")]),
        ('<a href="file:///etc/passwd">one</a><a href="javascript:x()">two</a><a>three</a>', []),
        ('<a href="/x" hidden>one</a><div hidden><a href="https://a.example">two</a></div>', []),
        (
            '<a href="https://a.example">' + "x" * 500 + "</a>",
            [("x" * 299 + "…", "https://a.example")],
        ),
    ],
)
def test_links_are_told_with_what_they_show(source: str, links: list[tuple[str, str]]) -> None:
    found = [link for line in html_lines(source) for link in line.links]
    assert [(link.shown, link.target) for link in found] == links


def test_links_of_quotations_are_known() -> None:
    (line,) = html_lines('<blockquote><a href="https://a.example">old</a></blockquote>')
    assert line.quoted
    assert line.links


def hidden(source: str) -> list[str]:
    return [words for line in html_lines(source) for words in line.hidden]


@pytest.mark.parametrize(
    "source",
    [
        'seen <span style="display: none">not <b>this</b></span> again',
        '<div hidden="">not this</div>seen',
        'seen<div style="font-size:0px">not <p>this</p></div>',
        'seen <font color="#FFFFFF">not this</font> again',
        '<p style="color: white">not this</p>seen',
        '<p style="color:rgb(255, 255, 255)">not <b>this</b></p>',
        '<blockquote>old</blockquote><div hidden="">not this</div>',
    ],
)
def test_what_nobody_sees_is_known(source: str) -> None:
    assert hidden(source) == ["not this"]


@pytest.mark.parametrize(
    "source",
    [
        "<style>p{color:white}</style><title>title</title>seen",
        '<td bgcolor="#336699"><font color="#ffffff">on a ground</font></td>',
        '<div style="background:#369"><span style="color:#fff">on a ground</span></div>',
        '<a class="button" style="color:#fff">perhaps on a ground</a>',
        '<p style="color:#fff"><span style="color:black">seen</span></p>',
        '<p style="display:none"> </p>seen',
        '<blockquote><div style="display:none">old</div></blockquote>',
    ],
)
def test_what_is_seen_or_quoted_is_not_hidden(source: str) -> None:
    assert hidden(source) == []


def test_white_text_stays_with_what_is_read() -> None:
    assert text('<p style="color:white">white') == "white\n"


@pytest.mark.parametrize(
    "source",
    [
        "new<blockquote>old</blockquote>",
        'new<div class="gmail_quote">old</div>',
        'new<div class="moz-cite-prefix">old</div>',
        'new<div class="moz-forward-container">old</div>',
        'new<div id="appendonsend"></div><div>old</div>',
        'new<hr><div id="divRplyFwdMsg">old</div>',
        'new<div class="yahoo_quoted">old</div>',
    ],
)
def test_what_programs_quote_is_quoted(source: str) -> None:
    assert quoted(source) == ["old"]
    assert text(source).splitlines()[0] == "new"


def test_a_reply_below_a_quotation_is_new() -> None:
    assert quoted("<blockquote>old</blockquote><div>new</div>") == ["old"]


def test_an_indented_paragraph_of_gmails_is_no_quotation() -> None:
    assert quoted('<blockquote style="margin:0 0 0 40px">new</blockquote>') == []


@given(st.text(st.sampled_from('<>/"=& abp\n'), max_size=120) | st.text(max_size=80))
def test_no_source_makes_it_raise(source: str) -> None:
    html_lines(source)


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000 + "deep",
        "<b>" * 300_000,
        "<" * 500_000,
        "&amp;" * 200_000,
        "<p>x</p>" * 50_000,
        "<td>" * 200_000,
        '<p style="' + "display:" * 100_000 + '">x',
        '<a href="http://' + "a" * 500_000 + '">x</a>',
    ],
)
def test_hostile_markup_takes_no_time(hostile: str) -> None:
    with within(2):
        html_lines(hostile)


def test_text_below_very_deep_markup_is_not_lost() -> None:
    assert "deep" in text("<div>" * 5000 + "deep")
