"""From an executed notebook to a page: sections, contents, numbers, and the gate that nothing foreign passes."""

import nbformat as nbf
import pytest
from publish_house import use_plain_shell

from hcc_helpers.publish.gate import problems
from hcc_helpers.publish.pages import BadPage, PageContext, body_of, convert, paper, render, slug
from hcc_helpers.publish.policy import policy


@pytest.fixture
def plain_shell(monkeypatch):
    use_plain_shell(monkeypatch)


def executed(*cells) -> nbf.NotebookNode:
    """Markdown for a text, an output of text/html for a (html,) tuple, whole data for a dict."""
    node = nbf.v4.new_notebook()
    for cell in cells:
        if isinstance(cell, str):
            node.cells.append(nbf.v4.new_markdown_cell(cell))
            continue
        data = {"text/html": cell[0], "text/plain": "<obj>"} if isinstance(cell, tuple) else cell
        code = nbf.v4.new_code_cell("month.answer('bí mật')", execution_count=1)
        code.outputs = [nbf.v4.new_output("display_data", data), nbf.v4.new_output("stream", name="stdout", text="in ra")]
        node.cells.append(code)
    return node


def context(body: str = "<p>x</p>", **more) -> PageContext:
    return PageContext(
        title="Kiểm tra", h1="Kiểm tra, tháng 12/2025", office="", span="", extracted="", version_label="", body=body, **more
    )


def test_headings_make_sections_and_contents():
    body = convert(
        executed("# Báo cáo", "Mở đầu.", "## Tiếp nhận hồ sơ\n\nLời.", ("<p>1.944</p>",), "### Theo kênh", "## Đúng hạn?")
    )
    assert body.h1 == "Báo cáo"
    assert body.contents == [
        (2, "tiep-nhan-ho-so", "Tiếp nhận hồ sơ"),
        (3, "theo-kenh", "Theo kênh"),
        (2, "dung-han", "Đúng hạn?"),
    ]
    lines = [line for line in body.html.splitlines() if line]
    assert lines == [
        "<!--noi-dung--><p>Mở đầu.</p>",
        '<section aria-labelledby="tiep-nhan-ho-so">',
        '<h2 id="tiep-nhan-ho-so">Tiếp nhận hồ sơ</h2>',
        "<p>Lời.</p>",
        "<p>1.944</p>",
        '<h3 id="theo-kenh">Theo kênh</h3>',
        "</section>",
        '<section aria-labelledby="dung-han">',
        '<h2 id="dung-han">Đúng hạn?</h2>',
        "</section>",
        "<!--/noi-dung-->",
    ]


def test_code_streams_and_plain_texts_stay_behind():
    html = convert(executed("# Báo cáo", ("<p>Có.</p>",), {"text/plain": "chữ trơn"})).html
    assert "Có." in html
    assert not any(hidden in html for hidden in ("bí mật", "in ra", "chữ trơn", "&lt;obj"))


def test_equal_headings_get_different_ids_and_none_of_an_output():
    body = convert(executed("# A", ('<p id="theo-kenh">x</p>',), "## Theo kênh", "## Theo kênh"))
    assert [id for _, id, _ in body.contents] == ["theo-kenh-2", "theo-kenh-3"]


def test_tables_and_figures_are_numbered_without_gaps():
    table, figure = '<span class="so" data-kind="bang"></span>', '<span class="so" data-kind="hinh"></span>'
    again = '<span class="so" data-kind="hinh" data-same=""></span>'
    html = convert(
        executed("# A", (f"Bảng {table}; Hình {figure}; Bảng số của hình {again}",), (f"Bảng {table}; Hình {figure}",))
    ).html
    plain = html.replace('<span class="so">', "").replace("</span>", "")
    assert "Bảng 1; Hình 1; Bảng số của hình 1" in plain
    assert "Bảng 2; Hình 2" in plain


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["## Không có đề mục lớn"], "không có đề mục lớn nhất"),
        (["# Một", "# Hai"], "hai đề mục lớn nhất"),
        (["# Một", {"image/png": "iVBOR"}], "không có chữ thay thế"),
        (["# Một", ('<span class="so" data-kind="anh"></span>',)], "không biết đánh số"),
    ],
)
def test_what_a_page_cannot_show_is_refused(cells, why):
    with pytest.raises(BadPage, match=why):
        convert(executed(*cells))


def test_the_page_is_bound_to_its_style(plain_shell):
    html = render(context())
    assert policy("p { color: #16202b }\n" + paper(context())).replace("'", "&#39;") in html
    assert "unsafe-inline" not in html
    assert problems(html) == []
    assert problems(html.replace("#16202b", "#000000")) == ["chính sách an toàn nội dung không khớp với kiểu dáng của trang"]


def test_the_foot_of_a_sheet_cannot_leave_its_string():
    """The office's name becomes a CSS string; nothing in it may end the string, the rule or the style element."""
    foot = paper(
        PageContext(
            title="x",
            h1="Tháng 12/2025",
            office='Trung tâm "A"</style>; } \\',
            span="",
            extracted="",
            version_label="bản 2 · số liệu 3f2a",
        )
    )
    inside = foot.split('content: "')[1].split('"; }')[0]
    assert not set('"<>;{}') & set(inside)
    assert inside.startswith("Trung tâm \\22 A\\22 ")
    assert inside.endswith(" · Tháng 12/2025 · bản 2")


def test_a_published_body_is_taken_over_as_it_is(plain_shell):
    body = convert(executed("# A", "## B", ("<p>Năm 2025 & sau</p>",))).html
    assert body_of(render(context(body))) == body
    with pytest.raises(BadPage):
        body_of("<html></html>")


FOREIGN = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.vn/a.js></SCRIPT>",
    '<p onclick="x()">a</p>',
    '<p style="color:red">a</p>',
    '<img src="https://x.vn/a.png" alt="Biểu đồ">',
    '<img src="a.png" alt="Biểu đồ">',
    '<img src="data:text/html;base64,AA==" alt="Biểu đồ">',
    '<img src="data:image/png;base64,AA==">',
    '<img src="data:image/png;base64,AA==" alt="No description has been provided for this image">',
    '<a href="http://x.vn">a</a>',
    '<a href="//x.vn">a</a>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="JaVaScRiPt:x">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<a href="file:///etc/passwd">a</a>',
    '<a href="/etc/passwd">a</a>',
    '<a href="mailto:a@x.vn">a</a>',
    '<a href="&#106;avascript:x">a</a>',
    '<a href="index.html" target="_blank" onfocus=x>a</a>',
    '<a href="#khong-co">a</a>',
    '<iframe src="a.html"></iframe>',
    "<object></object>",
    "<embed>",
    '<link rel="stylesheet" href="a.css">',
    '<base href="https://x.vn">',
    '<form action="a"><input></form>',
    "<svg><script>x</script></svg>",
    "<math></math>",
    "<style>p{}</style>",
    "<template><p></template>",
    '<meta http-equiv="refresh" content="0;url=https://x.vn">',
    '<p id="a">1</p><p id="a">2</p>',
    "<h1>hai</h1>",
    '<video src="a"></video>',
    '<table background="https://x.vn/a.png"></table>',
    '<p class="a" class="b">x</p>',
    "<details ontoggle=x open>a</details>",
]


@pytest.mark.parametrize("html", FOREIGN)
def test_the_gate_refuses(plain_shell, html):
    with pytest.raises(BadPage):
        render(context(html))


def test_the_gate_lets_our_own_components_through(plain_shell):
    ours = (
        '<figure class="hinh"><figcaption>Hình 1</figcaption><img src="data:image/svg+xml;base64,PHN2Zy8+" width="360" height="210" '
        'alt="Biểu đồ cột hồ sơ: 1.944."><details><summary>Bảng số</summary><table><caption>Bảng 1</caption><thead><tr><th scope="col">'
        'a</th></tr></thead><tbody><tr><th scope="row">b</th><td class="so">1</td></tr></tbody></table></details></figure>'
        '<a href="#cho">x</a><p id="cho"><a href="01_monthly_report.html#dn-received_all">y</a> <a href="../index.html">z</a></p>'
    )
    assert ours in render(context(ours))


@pytest.mark.parametrize(("page", "why"), [(b"<!doctype html><html lang='en'><title></title></html>".decode(), "lang=vi")])
def test_a_page_without_its_frame_is_refused(page, why):
    found = "; ".join(problems(page))
    assert why in found
    assert "không có tên" in found
    assert "đề mục lớn nhất" in found


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Đang giải quyết, quá hạn", "dang-giai-quyet-qua-han"),
        ("I.1. Hồ sơ", "i-1-ho-so"),
        ("???", "muc"),
        ("Ti\u0065\u0302\u0301p", "tiep"),
    ],
)
def test_ids_are_plain_letters(text, id):
    assert slug(text) == id


def test_no_sign_that_turns_the_order_of_figures_is_on_a_page(plain_shell):
    """Behind "\u202e" a browser shows 12 as 21: whatever name of an office or a procedure brings it along, it stays away."""
    turning = "\u202e\u202d\u202a\u202b\u2066\u2067\u2068\u200f\u061c"
    html = render(context(f"<p>Phòng {turning}Kinh tế còn 12 hồ sơ</p>"))
    assert "Phòng Kinh tế còn 12 hồ sơ" in html
    assert not set(turning) & set(html)
