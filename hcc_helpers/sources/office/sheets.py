"""The sheets of the office's register workbook (so-theo-doi.xlsx), each declared once: its table, its name, its example.

What a column is called, which words its drop-down offers and what it means come from `columns` and `vocabulary`. Writer and
reader of the workbook both go by this list. Rows of a sheet, as Excel counts: 1 title, 2 note, 3 the days it was kept,
4 an example, 5 headings, from 6 on the office's own rows. The example stands above the headings, where no row is ever data:
there is no mark on it that a hand could wipe off, and nothing to be sorted in among real rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hcc_helpers.sources.columns import TABLES, Column

BOOK = "so-theo-doi.xlsx"
TITLE = "Sổ theo dõi"  # every sheet's cell A1 begins so; by it a renamed workbook is known again
READ_FIRST, LISTS = "Đọc trước", "Danh mục"  # sheets without a table
KEPT_FROM, KEPT_TO = "Theo dõi từ ngày", "đến ngày"
KEPT_ROW, EXAMPLE_ROW, HEADING_ROW = 3, 4, 5  # as Excel counts
FIRST_ROW = HEADING_ROW + 1


@dataclass(frozen=True)
class Sheet:
    """One sheet. `constants`: columns that are the same in every row, so that nobody types them."""

    table: str
    name: str
    note: str
    example: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    in_span: str = ""  # the date that must lie within the days the sheet was kept
    needs_days: bool = True  # rows say nothing about a whole month before somebody says which days were kept

    @property
    def columns(self) -> list[Column]:
        """The columns that are typed, in the order of the declaration."""
        return [column for column in TABLES[self.table].columns if column.name not in self.constants]


CASE, DAY, TIME = "H00.00-251120-0001", "20/11/2025", "20/11/2025 09:30"

SHEETS = (
    Sheet(
        "surveys",
        "Khảo sát",
        "Mỗi phiếu trả lời một dòng. Phiếu trắng thì để trống mức độ hài lòng.",
        {"answer_id": "KS-0001", "case_id": CASE, "answered_at": DAY, "level": "Hài lòng"},
        in_span="answered_at",
    ),
    Sheet(
        "petitions",
        "Phản ánh, kiến nghị",
        "Mỗi đơn phản ánh, kiến nghị, khiếu nại, tố cáo một dòng; không ghi tên người gửi.",
        {
            "petition_id": "PA-01",
            "kind": "Phản ánh",
            "received_at": DAY,
            "due_at": "11/12/2025",
            "answered_at": "",
            "about": "Thời gian giải quyết",
            "case_id": "",
        },
    ),
    Sheet(
        "incidents",
        "Sự cố hệ thống",
        "Mỗi lần hệ thống chậm, lỗi hoặc không vào được một dòng; ghi cả giờ.",
        {"system": "Cổng Dịch vụ công quốc gia", "kind": "Chậm", "began_at": TIME, "ended_at": "20/11/2025 10:15"},
        in_span="began_at",
    ),
    Sheet(
        "probes",
        "Đo thử",
        "Mỗi lần mở thử hệ thống một dòng, cùng cách đo; ghi cả giờ. Đếm giây từ lúc bấm đến lúc trang hiện.",
        {"measured_at": TIME, "system": "Cổng Dịch vụ công quốc gia", "seconds": "7", "is_ok": "Có"},
        in_span="measured_at",
    ),
    Sheet(
        "outreach",
        "Tuyên truyền",
        "Mỗi đợt tờ rơi, tin bài, video, buổi tuyên truyền một dòng.",
        {"outreach_no": "1", "done_on": DAY, "kind": "Tờ rơi", "medium": "Tại Trung tâm", "copies": "200"},
        in_span="done_on",
    ),
    Sheet(
        "guidance",
        "Hướng dẫn",
        "Ba loại: tạo tài khoản, nộp trực tuyến, thanh toán trực tuyến. Ghi từng lần hoặc cộng cả ngày theo loại.",
        {"guidance_no": "1", "guided_on": DAY, "kind": "Nộp trực tuyến", "people": "5", "case_id": ""},
        in_span="guided_on",
    ),
    Sheet(
        "new_texts",
        "Văn bản mới",
        "Mỗi văn bản mới về thủ tục hành chính một dòng; chưa phổ biến thì để trống ngày phổ biến.",
        {"text_number": "00/2025/NĐ-CP", "issuer": "Chính phủ", "in_force_from": DAY, "disseminated_on": "25/11/2025"},
    ),
    Sheet(
        "in_person_reasons",
        "Lý do nộp trực tiếp",
        "Mỗi hồ sơ nộp trực tiếp một dòng, hỏi ngay lúc tiếp nhận.",
        {"case_id": CASE, "reason": "Chưa có VNeID", "visits": "2"},
    ),
    Sheet(
        "appointments",
        "Xin lỗi và hẹn lại",
        "Mỗi phiếu xin lỗi và hẹn lại ngày trả kết quả một dòng.",
        {"case_id": CASE, "made_at": DAY, "due_at_before": "21/11/2025", "due_at_after": "26/11/2025"},
        {"kind": "apology"},
        needs_days=False,
    ),
    Sheet(
        "late_causes",
        "Nguyên nhân quá hạn",
        "Mỗi hồ sơ quá hạn một dòng: nguyên nhân chính, theo nhóm.",
        {"case_id": CASE, "cause": "Cơ quan phối hợp"},
        needs_days=False,
    ),
    Sheet(
        "pauses",
        "Tạm dừng",
        "Mỗi lần tạm dừng một dòng; đang tạm dừng thì để trống ngày kết thúc. Bỏ qua nếu hệ thống xuất được.",
        {"case_id": CASE, "reason": "Chờ thực hiện nghĩa vụ tài chính", "from_at": DAY, "to_at": ""},
        needs_days=False,
    ),
    Sheet(
        "supplements",
        "Bổ sung",
        "Mỗi lần yêu cầu bổ sung một dòng. Bỏ qua nếu hệ thống xuất được.",
        {
            "case_id": CASE,
            "requested_at": DAY,
            "received_at": "24/11/2025",
            "due_at_before": "25/11/2025",
            "due_at_after": "28/11/2025",
        },
        needs_days=False,
    ),
    Sheet(
        "reminders",
        "Đôn đốc",
        "Mỗi lần nhắc một đơn vị một dòng; tên đơn vị viết như trong danh sách hồ sơ.",
        {
            "reminder_no": "1",
            "sent_on": DAY,
            "unit": "Phòng Kinh tế",
            "case_id": CASE,
            "outcome": "Đã giải quyết",
            "outcome_on": "21/11/2025",
        },
    ),
    Sheet(
        "difficulties",
        "Vướng mắc",
        "Mỗi vướng mắc một dòng; chưa tháo gỡ thì để trống ngày tháo gỡ.",
        {
            "difficulty_no": "1",
            "raised_on": DAY,
            "unit": "Phòng Kinh tế",
            "field": "Hộ tịch",
            "authority": "UBND xã",
            "settled_on": "24/11/2025",
        },
    ),
    Sheet(
        "components",
        "Số hóa",
        "Mỗi giấy tờ của mỗi hồ sơ một dòng. Bỏ qua nếu hệ thống xuất được.",
        {"case_id": CASE, "component_code": "G1", "is_required": "Có", "digitised": "Được số hóa"},
        needs_days=False,
    ),
    Sheet(
        "result_documents",
        "Ký số, lưu kho",
        "Mỗi kết quả ban hành một dòng. Bỏ qua nếu hệ thống xuất được.",
        {"case_id": CASE, "issued_at": DAY, "is_document": "Có", "is_signed": "Có", "is_stored": "Có"},
        needs_days=False,
    ),
    Sheet(
        "linked_systems",
        "Hệ thống chuyên ngành",
        "Mỗi hệ thống chuyên ngành một dòng, tháng nào cũng ghi đủ danh sách.",
        {
            "system": "Đăng ký kinh doanh",
            "link_state": "Chưa kết nối",
            "since": "01/07/2025",
            "fields": "Thành lập và hoạt động hộ kinh doanh",
            "is_double_entry": "Có",
            "extra_minutes": "15",
        },
    ),
    Sheet(
        "staff_days",
        "Chuyên cần",
        "Mỗi ngày làm việc một dòng, chỉ số người, không ghi tên.",
        {"worked_on": DAY, "on_duty": "8", "on_time": "8", "on_leave": "1"},
        in_span="worked_on",
    ),
    Sheet(
        "hamlet_groups",
        "Tổ công nghệ số",
        "Mỗi xóm đã có tổ một dòng, tháng nào cũng ghi đủ danh sách.",
        {"hamlet": "Xóm 1", "set_up_on": "01/10/2025", "members": "5"},
    ),
    Sheet(
        "totals",
        "Tổng số 06a",
        "Tổng số mà hệ thống in ra ở biểu II.06a, mỗi lĩnh vực một dòng; không ghi dòng tổng cộng.",
        {
            "scope": "Chi nhánh Văn phòng đăng ký đất đai",
            "field": "Đất đai",
            "received_all": "120",
            "new_online": "100",
            "new_in_person_or_post": "0",
            "carried_over": "20",
            "resolved_all": "90",
            "resolved_early": "80",
            "resolved_on_due_day": "10",
            "resolved_late": "0",
            "open_all": "30",
            "open_in_time": "30",
            "open_late": "0",
        },
    ),
)
