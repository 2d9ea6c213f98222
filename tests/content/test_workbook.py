"""What an Excel workbook says, and what it hides."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.comments import Comment

from mailguard.domain.content import Content, Veil
from tests.content.reads import hidden, read, veils
from tests.content.zips import a_zip_of

S = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
R = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"


def a_book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名簿"
    for row in (("氏名", "電話", "金額"), ("佐藤", "03-1234-5678", 1200), ("鈴木", "", 980.5)):
        sheet.append(row)
    return book


def content(book: openpyxl.Workbook) -> Content:
    file = io.BytesIO()
    book.save(file)
    return read(file.getvalue(), "a.xlsx")


def parts(sheet: str, **more: str) -> bytes:
    """A workbook of one sheet's XML."""
    book = f"<workbook {S} {R}><sheets><sheet name='A' r:id='r1'/></sheets></workbook>"
    rels = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/>"
    files = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f"{rels}</Relationships>",
        "xl/worksheets/s.xml": f"<worksheet {S}>{sheet}</worksheet>",
        **more,
    }
    return a_zip_of({name: text.encode() for name, text in files.items()})


def test_cells_are_read_row_by_row() -> None:
    found = content(a_book())
    assert found.unread == ""
    assert "氏名\t電話\t金額\n佐藤\t03-1234-5678\t1200\n鈴木\t980.5\n" in found.text


def test_sheet_names_and_the_header_row_are_headings() -> None:
    assert content(a_book()).headings == ("名簿", "氏名", "電話", "金額")


def test_a_header_row_may_come_after_a_title() -> None:
    book = openpyxl.Workbook()
    for row in (("顧客一覧",), (), (2024, 5), ("氏名", "住所"), ("佐藤", "東京")):
        book.active.append(row)
    assert content(book).headings == ("Sheet", "氏名", "住所")


def test_dates_are_dates_and_not_numbers() -> None:
    book = openpyxl.Workbook()
    book.active.append(
        (date(1980, 4, 1), datetime.fromisoformat("2026-11-24 09:30"), time(13, 5), 44000)
    )
    assert "1980-04-01\t2026-11-24 09:30:00\t13:05:00\t44000" in content(book).text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy年m月d日", "2021-03-01"),
        ("ggge", "2021-03-01"),
        ('"day" 0', "44256"),
        ("[Red]0", "44256"),
    ],
)
def test_a_format_makes_a_number_a_date_or_not(code: str, text: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 44256
    book.active["A1"].number_format = code
    assert text in content(book).text


@pytest.mark.parametrize(
    ("state", "veil"),
    [("hidden", Veil.SHEET), ("veryHidden", Veil.VERY_HIDDEN_SHEET), ("visible", None)],
)
def test_a_hidden_sheet_is_found_with_its_first_row(state: str, veil: Veil | None) -> None:
    book = a_book()
    cost = book.create_sheet("原価")
    cost.append(("cost", 700))
    cost.sheet_state = state
    found = content(book)
    assert veils(found) == ({veil} if veil else set())
    assert "cost\t700" in found.text
    if veil:
        assert hidden(found, veil) == [("原価", "cost 700", 1)]


def test_hidden_rows_with_something_in_them_are_counted() -> None:
    book = a_book()
    for row in (2, 3, 9):
        book.active.row_dimensions[row].hidden = True
    found = content(book)
    assert hidden(found, Veil.ROWS) == [("名簿", "佐藤 03-1234-5678 1200", 2)]


def test_hidden_columns_with_something_in_them_are_counted() -> None:
    book = a_book()
    for column in ("B", "C", "H"):
        book.active.column_dimensions[column].hidden = True
    assert hidden(content(book), Veil.COLUMNS) == [("名簿", "電話", 2)]


def test_comments_are_hidden_and_counted_by_their_author() -> None:
    book = a_book()
    book.active["A1"].comment = Comment("値引き可", "佐藤")
    book.active["A2"].comment = Comment("last price", "佐藤")
    found = content(book)
    assert hidden(found, Veil.COMMENT) == [("佐藤", "値引き可", 2)]
    assert "last price" in found.text


def test_of_a_thread_of_comments_the_people_are_told_and_the_copy_is_not_counted() -> None:
    file = parts(
        "<sheetData/>",
        **{
            "xl/persons/person.xml": "<l><person id='{7}' displayName='Sato'/></l>",
            "xl/threadedComments/threadedComment1.xml": "<l><threadedComment personId='{7}'>"
            "<text>too cheap</text></threadedComment></l>",
            "xl/comments1.xml": "<l><authors><author>x</author></authors><comment authorId='0'>"
            "<t>[Threaded comment]</t></comment></l>",
        },
    )
    assert hidden(read(file), Veil.COMMENT) == [("Sato", "too cheap", 1)]


def test_rows_behind_a_pivot_table_are_hidden() -> None:
    rels = "<r><Relationship Id='r1' Type='x/pivotCacheRecords' Target='r.xml'/></r>"
    cache = (
        f"<pivotCacheDefinition {S} recordCount='312'><cacheSource>"
        "<worksheetSource sheet='売上'/></cacheSource><sharedItems><s v='佐藤'/><s v='鈴木'/>"
        "</sharedItems></pivotCacheDefinition>"
    )
    file = parts(
        "<sheetData/>",
        **{
            "xl/pivotCache/pivotCacheDefinition1.xml": cache,
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": rels,
        },
    )
    found = read(file)
    assert hidden(found, Veil.PIVOT_CACHE) == [("売上", "佐藤 鈴木", 312)]
    assert "鈴木" in found.text


def test_a_linked_workbook_is_found() -> None:
    rels = (
        "<r><Relationship Type='x/externalLinkPath' TargetMode='External' Target='C:/b.xlsx'/></r>"
    )
    file = parts("<sheetData/>", **{"xl/externalLinks/_rels/externalLink1.xml.rels": rels})
    assert hidden(read(file), Veil.LINKED_FILE) == [("C:/b.xlsx", "C:/b.xlsx", 1)]


def test_how_a_word_is_pronounced_is_no_part_of_it() -> None:
    strings = f"<sst {S}><si><t>佐藤</t><rPh><t>サトウ</t></rPh></si></sst>"
    cells = "<c t='s'><v>0</v></c><c t='inlineStr'><is><t>inline</t></is></c>"
    sheet = f"<sheetData><row>{cells}</row></sheetData>"
    found = read(parts(sheet, **{"xl/sharedStrings.xml": strings}))
    assert "佐藤\tinline\n" in found.text
    assert "サトウ" not in found.text


def test_a_reference_to_no_string_is_an_empty_cell() -> None:
    sheet = "<sheetData><row><c t='s'><v>7</v></c><c><v>1</v></c></row></sheetData>"
    assert read(parts(sheet)).text == "A\n1\n"


def test_a_sheet_that_breaks_off_gives_what_came_before() -> None:
    sheet = "<sheetData><row hidden='1'><c><v>1</v></c></row><row><c><v>2</v></c><oops>"
    found = read(parts(sheet))
    assert "1\n" in found.text
    assert found.unread
    assert hidden(found, Veil.ROWS) == [("A", "1", 1)]
