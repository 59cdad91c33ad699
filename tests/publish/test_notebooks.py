"""A notebook counts as finished only when it really is; its parameters are exactly ours."""

from pathlib import Path

import nbformat as nbf
import pytest
from publish_house import DONE, PARAMETERS, notebook

from hcc_helpers.errors import WrongWords
from hcc_helpers.publish import asked
from hcc_helpers.publish.asked import SHOWN, why_not_shown
from hcc_helpers.publish.kernels import Kernels
from hcc_helpers.publish.notebooks import choose, find_notebooks, why_unfinished
from hcc_helpers.report import answers
from hcc_helpers.report.answers import Shown, together

RUN = "0123456789abcdef"
TOLD = {"period": "2025-12", "data": "/nơi nào đó", "audience": "internal", "run_id": RUN}
IGNORED = "raises-exception"
SKIPPED = "skip-execution"


def outcome(tmp_path, *cells, tag="", parameters=TOLD):
    """Run a notebook of these cells; `tag` goes on the second to last. Returns the failure, or None."""
    path = notebook(tmp_path / "01_thu.ipynb", "## Câu hỏi đầu", "1 + 1", "### Câu hỏi thứ hai", *cells)
    node = nbf.read(path, as_version=4)
    if tag:
        node.cells[-2].metadata["tags"] = [tag]
    done = Kernels(tmp_path).execute(node, dict(parameters), tmp_path / "nhat-ky.log")
    return why_unfinished(done.notebook, done.error, done.exit_status, RUN)


def test_a_sound_notebook_is_accepted(tmp_path):
    assert outcome(tmp_path, "2 + 2", DONE) is None


@pytest.mark.parametrize(
    ("cells", "tag", "question", "why"),
    [
        (["import sys; sys.exit(0)", DONE], "", "Câu hỏi thứ hai", "tự thoát"),
        (["exit()", DONE], "", "Câu hỏi thứ hai", "tự thoát"),
        ([f"{DONE}\nimport sys; sys.exit(0)"], "", "Câu hỏi thứ hai", "tự thoát"),
        ([f"{DONE}\nimport os; os._exit(0)"], "", "Câu hỏi thứ hai", "dừng đột ngột"),
        (["import os, signal; os.kill(os.getpid(), signal.SIGKILL)", DONE], "", "Câu hỏi thứ hai", "dừng đột ngột"),
        (["1 / 0", DONE], "", "Câu hỏi thứ hai", "ZeroDivisionError"),
        (["1 / 0", DONE], IGNORED, "Câu hỏi thứ hai", "ZeroDivisionError"),
        (["1 + 1", DONE], SKIPPED, "Câu hỏi thứ hai", "không được chạy"),
        (["1 + 1"], "", "Câu hỏi thứ hai", "không báo hoàn tất"),
        ([DONE, "1 + 1"], "", "Câu hỏi thứ hai", "không báo hoàn tất"),
        ([DONE.replace("run_id}", "'0000'}")], "", "Câu hỏi thứ hai", "không phải của lượt chạy này"),
        (["def hỏng(:", DONE], "", "Câu hỏi thứ hai", "SyntaxError"),
        (["raise KeyboardInterrupt", DONE], "", "Câu hỏi thứ hai", "bị dừng giữa chừng"),
    ],
    ids=[
        "sys.exit",
        "exit",
        "exit-after-done",
        "os._exit-after-done",
        "killed",
        "error",
        "error-ignored",
        "skipped",
        "no-sentinel",
        "sentinel-not-last",
        "wrong-run",
        "syntax",
        "interrupted",
    ],
)
def test_a_bad_notebook_is_rejected_with_its_question(tmp_path, cells, tag, question, why):
    failure = outcome(tmp_path, *cells, tag=tag)
    assert failure is not None
    assert failure.question == question
    assert why in failure.why


def test_the_reason_holds_no_text_of_a_foreign_error(tmp_path):
    # An error of a library may quote a cell of the data; the reader gets its kind, the log gets the rest.
    failure = outcome(tmp_path, 'raise ValueError("Nguyễn Văn A, 001099012345")', DONE)
    assert failure.why == "lỗi ValueError khi tính"
    assert "001099012345" in (tmp_path / "nhat-ky.log").read_text("utf-8")


def test_the_reason_keeps_the_sentence_of_our_own_error(tmp_path):
    code = 'from hcc_helpers.errors import InputMissing\nraise InputMissing("Không có bảng hồ sơ.")'
    assert outcome(tmp_path, code, DONE).why == "Không có bảng hồ sơ."


def test_kernels_leave_nothing_behind(tmp_path):
    outcome(tmp_path, DONE)
    listed = (tmp_path / "kernel-folders").read_text("utf-8").split()
    assert len(listed) == 1
    assert not any(Path(folder).exists() for folder in listed)


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        (f"{PARAMETERS}\nperod = '2025-12'", "Tham số không biết: perod"),
        (PARAMETERS.replace('audience = "internal"\n', ""), "Thiếu tham số: audience"),
        (PARAMETERS.replace('"2025-12"', "202512"), "không đúng kiểu: period"),
        (PARAMETERS.replace('"internal"', '"everybody"'), "không đúng kiểu: audience"),
        (PARAMETERS.replace('"data"', "str(1)"), "Giá trị mặc định của data"),
        (f"{PARAMETERS}\nfor extra in range(3): pass", "Tham số không biết: extra"),
    ],
    ids=["unknown", "missing", "int-period", "audience", "computed", "hidden"],
)
def test_parameters_that_are_not_ours_stop_before_anything_runs(tmp_path, parameters, why):
    notebook(tmp_path / "01_thu.ipynb", DONE, parameters=parameters)
    with pytest.raises(WrongWords) as caught:
        find_notebooks(tmp_path)
    assert caught.value.exit_code == 2
    assert why in caught.value.text()
    assert "01_thu.ipynb" in caught.value.text()


def test_a_notebook_without_or_with_two_parameter_cells_is_refused(tmp_path):
    path = notebook(tmp_path / "01_thu.ipynb", DONE)
    node = nbf.read(path, as_version=4)
    for tags in ([], ["parameters"]):
        node.cells[-1].metadata["tags"] = tags
        node.cells[1].metadata["tags"] = tags
        nbf.write(node, path)
        with pytest.raises(WrongWords, match="parameters"):
            find_notebooks(tmp_path)


def test_a_notebook_without_kernelspec_still_runs(tmp_path):
    path = notebook(tmp_path / "01_thu.ipynb", DONE)
    node = nbf.read(path, as_version=4)
    del node.metadata["kernelspec"]
    nbf.write(node, path)
    assert [found.name for found in find_notebooks(tmp_path)] == ["01_thu"]


def test_only_numbered_notebooks_belong_to_the_report(tmp_path):
    for name in ("01_b", "00_a", "nhap", "1_c", "02_d-copy1"):
        notebook(tmp_path / f"{name}.ipynb", DONE)
    found = find_notebooks(tmp_path)
    assert [one.name for one in found] == ["00_a", "01_b"]
    assert choose(found, "01") == choose(found, "01_b.ipynb") == [found[1]]
    with pytest.raises(WrongWords, match="00_a, 01_b"):
        choose(found, "07")


# ------------------------------------------------------------------------------------------------ what is asked for is shown


def shown(*names):
    return nbf.v4.new_output("display_data", data={"text/html": "<p>…</p>", SHOWN: {"names": list(names)}})


@pytest.mark.parametrize(
    ("source", "outputs", "why"),
    [
        ('month.answer("fees")', [shown("fees")], ""),
        ('month.answer("fees", "outreach", scope="land")', [shown("fees", "outreach")], ""),
        ('for one in ("fees", "outreach"):\n    display(month.answer(one))', [shown("fees"), shown("outreach")], ""),
        ("month.answers.fees()", [shown("fees")], ""),
        ("%time x = 1", [], ""),
        ("table = month.cases('resolved_late')", [], ""),
        ('try:\n    month.answer("fees")\nexcept Exception:\n    pass', [], "“fees” mà không hiện"),
        ('x = month.answer("fees")', [], "“fees” mà không hiện"),
        ('month.answer("fees");', [], "“fees” mà không hiện"),
        ('month.answer("fees", "outreach")', [shown("fees")], "“outreach” mà không hiện"),
        ('display(month.answer("fees"))\ndisplay(month.answer("fees"))', [shown("fees")], "“fees” mà không hiện"),
        ('month.answer("fees")', [nbf.v4.new_output("display_data", data={"text/html": "<p>Khác</p>"})], "“fees” mà không hiện"),
        ("%%capture\nmonth.answer('fees')", [], "“fees” mà không hiện"),
        ("%%time\nmonth.answer('fees')", [shown("fees")], ""),
        ("month.answers.fees()", [], "“fees” mà không hiện"),
        ("for one in names:\n    month.answer(one)", [], "không hiện câu trả lời nào"),
        ("!false", [], "lệnh của hệ điều hành"),
        ("x = !ls", [], "lệnh của hệ điều hành"),
        ("%%bash\nfalse", [], "lệnh của hệ điều hành"),
        ("%sx false", [], "lệnh của hệ điều hành"),
    ],
)
def test_what_a_cell_asks_for_stands_in_its_outputs_by_name(source, outputs, why):
    said = why_not_shown(source, outputs)
    assert (why in said) if why else not said


def test_every_answer_says_its_name_in_a_run_and_by_hand_does_not():
    one = together([Shown("<p>a</p>", "a", ("fees",)), Shown("<p>b</p>", "b", ("outreach",))])
    assert one._repr_mimebundle_()[SHOWN] == {"names": ["fees", "outreach"]}
    assert SHOWN not in Shown("<p>a</p>", "a")._repr_mimebundle_()
    assert asked.SHOWN == answers.SHOWN
