"""The tables and their columns, each declared once.

A table is one declaration; the reader, the snapshot, the checks, the dictionary of columns in docs/, the sample
and (later) the register workbook are derived from it. A new table is a new `Table` at the end of `TABLES`.

Types: text · code (a closed list of `vocabulary`) · instant (naive local time, microseconds) · count (whole number)
· vnd (whole đồng, may be negative) · yes_no. Besides its columns every table in a snapshot holds SYSTEM_COLUMNS.
"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off


@dataclass(frozen=True)
class Column:
    """One column: what it is called in files, what it is, and whether a file without it is refused."""

    name: str
    type: str
    label: str
    headings: tuple[str, ...] = ()  # Vietnamese headings it may have, beside `label` and `name` themselves
    meaning: str = ""
    required: bool = False
    vocabulary: str = ""
    derived_from: tuple[str, ...] = ()  # personal headings that the reader reads, derives from and drops
    is_identity: bool = False  # a code that tells a record: compared, joined and kept in its folded form


@dataclass(frozen=True)
class Table:
    """One table: what one row is, its key, and its columns in order."""

    name: str
    label: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    told_by: tuple[str, ...] = ()  # what tells two rows apart whose number is blank or repeated
    dated_by: str = ""  # the row's own day: its number is unique on that day, and may begin anew on another

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _text(name, label, *headings, **more):
    return Column(name, "text", label, headings, **more)


def _instant(name, label, *headings, **more):
    return Column(name, "instant", label, headings, **more)


def _code(name, vocabulary, label, *headings, **more):
    return Column(name, "code", label, headings, vocabulary=vocabulary, **more)


def _yes_no(name, label, *headings, **more):
    return Column(name, "yes_no", label, headings, **more)


def _identity(name, label, *headings, **more):
    return Column(name, "text", label, headings, is_identity=True, **more)


CASE_ID = _identity("case_id", "Mã hồ sơ", "Mã số hồ sơ", "Số hồ sơ", "MaHoSo", meaning="Mã số hồ sơ TTHC", required=True)
# In the other tables the case code may be missing from a row (a survey answer without a case).
CASE_REF = _identity("case_id", "Mã hồ sơ", "Mã số hồ sơ", "Số hồ sơ", "MaHoSo", "Hồ sơ", meaning="Mã hồ sơ liên quan")

CASES = Table("cases", "Hồ sơ", "một hồ sơ thủ tục hành chính", ("case_id",), (
    CASE_ID,
    _text("procedure_code", "Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "MaTTHC", meaning="Mã TTHC, phần quốc gia d.dddddd"),
    _text("procedure_name", "Tên thủ tục hành chính", "Tên thủ tục", "Tên TTHC", "Thủ tục", "TenTTHC", meaning="Tên TTHC như trong danh mục"),
    _text("field", "Lĩnh vực", "TenLinhVuc", meaning="Lĩnh vực của TTHC"),
    _code("level", "level", "Mức độ dịch vụ công", "Mức độ", "MucDo", meaning="Toàn trình, một phần hoặc chỉ cung cấp thông tin"),
    _yes_no("is_fee_due", "Có thu phí, lệ phí", meaning="Hồ sơ có nghĩa vụ nộp phí, lệ phí"),
    _text("receiving_unit", "Đơn vị tiếp nhận", "NoiNopHoSo", "Nơi tiếp nhận", "Cơ quan tiếp nhận", "Nơi tiếp nhận hồ sơ", meaning="Nơi tiếp nhận hồ sơ; từ 05/08/2026 có thể khác cơ quan giải quyết"),
    _text("handling_unit", "Đơn vị giải quyết", "Đơn vị xử lý", "Đơn vị/ cá nhân giải quyết", "Phòng ban xử lý", "DonViXuLy", meaning="Đơn vị thụ lý"),
    _text("deciding_unit", "Cơ quan có thẩm quyền giải quyết", "Cơ quan giải quyết", "Cơ quan quyết định", meaning="Cơ quan ký kết quả; quyết định phạm vi"),
    _code("scope", "scope", "Phạm vi", meaning="Phạm vi theo cơ quan quyết định"),
    _code("channel", "channel", "Hình thức nhận", "Kênh thực hiện", "Hình thức tiếp nhận", "Hình thức nộp", "KenhThucHien", meaning="Kênh nộp hồ sơ"),
    _code("status", "status", "Trạng thái", "Tình trạng", "TrangThaiHoSo", meaning="Trạng thái lúc trích xuất"),
    _code("result_kind", "result_kind", "Loại kết quả", "LoaiKetQua", meaning="Loại kết quả"),
    _instant("submitted_at", "Ngày nộp", "Ngày nộp hồ sơ", "NgayNopHoSo", meaning="Lúc công dân nộp"),
    _instant("accepted_at", "Ngày tiếp nhận", "Ngày nhận", "Ngày nhận hồ sơ", "NgayTiepNhan", meaning="Lúc được tiếp nhận", required=True),
    _instant("due_at", "Ngày hẹn trả", "Hạn trả kết quả", "Ngày hẹn trả kết quả", "NgayHenTra", meaning="Ngày hẹn trả trong hệ thống"),
    _instant("original_due_at", "Ngày hẹn trả ban đầu", "Ngày hẹn trên phiếu", meaning="Ngày hẹn trên giấy tiếp nhận đầu tiên"),
    _yes_no("late_flag", "Quá hạn theo hệ thống nguồn", "Cờ quá hạn", meaning="Hệ thống nguồn tự ghi quá hạn hay không; chỉ dùng cho hồ sơ không có ngày hẹn trả"),
    _instant("ended_at", "Ngày kết thúc xử lý", "Ngày có kết quả", "NgayKetThucXuLy", meaning="Lúc kết thúc xử lý, dù kết thúc thế nào"),
    _instant("handed_over_at", "Ngày trả kết quả", "Ngày trả", "NgayTra", meaning="Lúc trả kết quả cho công dân"),
    _instant("withdrawn_at", "Ngày rút hồ sơ", "Ngày rút", meaning="Lúc công dân rút"),
    _instant("returned_at", "Ngày trả lại hồ sơ", "Ngày trả lại", meaning="Lúc trả lại hồ sơ"),
    _instant("stopped_at", "Ngày dừng giải quyết", "Ngày dừng xử lý", meaning="Lúc dừng giải quyết (mẫu 05)"),
    _instant("agency_received_at", "Ngày cơ quan có thẩm quyền nhận hồ sơ", "Ngày cơ quan có thẩm quyền nhận", "Ngày cơ quan giải quyết nhận hồ sơ", meaning="Lúc cơ quan có thẩm quyền nhận được hồ sơ tiếp nhận hộ; thời hạn của hồ sơ đó tính từ lúc này"),
    _instant("refused_at", "Ngày từ chối", "Ngày không tiếp nhận", "NgayTuChoi", meaning="Lúc không tiếp nhận"),
    _code("refusal_reason", "refusal", "Lý do không tiếp nhận", meaning="Lý do không tiếp nhận, theo nhóm"),
    _identity("root_case_id", "Mã hồ sơ gốc", "Mã hồ sơ liên thông", meaning="Mã hồ sơ gốc của nhóm thủ tục liên thông"),
    _text("source_system", "Hệ thống nguồn", meaning="Hệ thống chứa hồ sơ"),
    _text("hamlet", "Xóm", meaning="Xóm trong danh sách khép kín; nơi khác là “Ngoài xã”", derived_from=("Địa chỉ", "Địa chỉ chủ hồ sơ")),
    _code("age_band", "age_band", "Nhóm tuổi", meaning="Nhóm tuổi lúc nộp", derived_from=("Ngày sinh", "Năm sinh")),
    _yes_no("is_own_account", "Nộp bằng tài khoản của mình", meaning="Tài khoản nộp là của chủ hồ sơ", derived_from=("Số giấy tờ người nộp", "Số giấy tờ chủ hồ sơ", "Người nộp", "Chủ hồ sơ")),
    _code("filing_account", "filing_account", "Tài khoản nộp", "Loại tài khoản nộp", meaning="Tài khoản đã nộp hồ sơ trực tuyến là của ai; hệ thống nào có thì ghi"),
    _text("person_key", "Khóa người nộp", meaning="Mã băm có khóa để nhận ra cùng một người; không in ra đâu", derived_from=("Số giấy tờ chủ hồ sơ", "SoGiayToChuHoSo")),
))

PAUSES = Table("pauses", "Tạm dừng", "một lần tạm dừng của một hồ sơ", ("case_id", "reason", "from_at"), (
    CASE_REF,
    _code("reason", "pause", "Lý do tạm dừng", "Lý do", meaning="Vì sao tạm dừng", required=True),
    _instant("from_at", "Từ lúc", "Từ ngày", "Ngày bắt đầu", meaning="Bắt đầu tạm dừng", required=True),
    _instant("to_at", "Đến lúc", "Đến ngày", "Ngày kết thúc", meaning="Hết tạm dừng; trống là đang tạm dừng"),
))

SUPPLEMENTS = Table("supplements", "Bổ sung", "một lần yêu cầu bổ sung", ("case_id", "requested_at"), (
    CASE_REF,
    _instant("requested_at", "Ngày yêu cầu bổ sung", "NgayBoSung", meaning="Lúc yêu cầu bổ sung", required=True),
    _instant("received_at", "Ngày nhận bổ sung", "NgayTiepNhanBoSung", meaning="Lúc nhận đủ bổ sung"),
    _instant("due_at_before", "Ngày hẹn trước bổ sung", "NgayHenTraTruoc", meaning="Ngày hẹn trước khi bổ sung"),
    _instant("due_at_after", "Ngày hẹn sau bổ sung", "NgayHenTraMoi", meaning="Ngày hẹn sau khi bổ sung"),
))

APPOINTMENTS = Table("appointments", "Hẹn trả", "một lần hẹn ngày trả kết quả", ("case_id", "kind", "made_at"), (
    CASE_REF,
    _code("kind", "appointment", "Loại hẹn", "Loại phiếu", meaning="Hẹn lần đầu, sau bổ sung, hoặc xin lỗi và hẹn lại", required=True),
    _instant("made_at", "Ngày lập phiếu", "Ngày lập", meaning="Lúc lập phiếu", required=True),
    _instant("due_at_before", "Ngày hẹn cũ", meaning="Ngày hẹn trước đó"),
    _instant("due_at_after", "Ngày hẹn mới", meaning="Ngày hẹn mới"),
))

LATE_CAUSES = Table("late_causes", "Nguyên nhân quá hạn", "nguyên nhân quá hạn của một hồ sơ, do đơn vị ghi", ("case_id",), (
    CASE_REF,
    _code("cause", "late_cause", "Nguyên nhân quá hạn", "Nguyên nhân", meaning="Vì sao quá hạn, theo nhóm của biểu thống kê", required=True),
))

COMPONENTS = Table("components", "Thành phần hồ sơ", "một giấy tờ của một hồ sơ", ("case_id", "component_code"), (
    CASE_REF,
    _text("component_code", "Mã thành phần hồ sơ", "Mã thành phần", "MaThanhPhanHoSo", meaning="Mã giấy tờ", required=True),
    _yes_no("is_required", "Bắt buộc", meaning="Giấy tờ bắt buộc phải có"),
    _code("digitised", "digitised", "Số hóa", "DuocSoHoa", meaning="Giấy tờ đã số hóa hay tái sử dụng"),
    _yes_no("is_in_database", "Có trong cơ sở dữ liệu", "Đã có trong cơ sở dữ liệu", meaning="Cơ sở dữ liệu đã công bố có thông tin của giấy tờ này"),
))

RESULT_DOCUMENTS = Table("result_documents", "Kết quả", "một kết quả được ban hành", ("case_id", "issued_at"), (
    CASE_REF,
    _instant("issued_at", "Ngày ban hành", "Ngày cấp kết quả", meaning="Lúc ban hành kết quả", required=True),
    _yes_no("is_document", "Là văn bản", meaning="Kết quả là giấy tờ, văn bản"),
    _yes_no("is_signed", "Đã ký số", meaning="Kết quả được ký số"),
    _yes_no("is_stored", "Đã lưu kho dữ liệu điện tử", "Đã lưu kho", meaning="Kết quả nằm trong kho dữ liệu điện tử"),
    _yes_no("is_paper_given", "Trả kèm bản giấy", "Có trả bản giấy", meaning="Người dân nhận thêm bản giấy của kết quả"),
))

STEPS = Table("steps", "Bước xử lý", "một bước xử lý của một hồ sơ", ("case_id", "step_no"), (
    CASE_REF,
    Column("step_no", "count", "Thứ tự bước", ("Bước",), "Số thứ tự của bước", True),
    _text("unit", "Phòng ban xử lý", "Đơn vị xử lý", "PhongBanXuLy", meaning="Đơn vị của bước"),
    _instant("from_at", "Ngày nhận bước", "Ngày bắt đầu", "NgayBatDau", meaning="Lúc bước bắt đầu"),
    _instant("due_at", "Hạn của bước", "NgayKetThucTheoQuyDinh", meaning="Hạn của bước"),
    _instant("passed_on_at", "Ngày chuyển bước", "ThoiDiemXuLy", meaning="Lúc chuyển sang bước sau"),
))

PAYMENTS = Table("payments", "Thu phí, lệ phí", "một lần tiền vào hoặc ra (hoàn phí là dòng riêng, số âm)", ("payment_id",), (
    _identity("payment_id", "Mã giao dịch", "Mã tham chiếu", "Số biên lai", meaning="Mã lần thu hoặc hoàn", required=True),
    CASE_REF,
    _instant("paid_at", "Ngày thu phí, lệ phí", "Ngày thu", "Thời gian giao dịch", "Ngày thanh toán", meaning="Lúc tiền vào hoặc ra; trống là không rõ ngày"),
    _code("kind", "fee_kind", "Loại", "Loại phí, lệ phí", "LoaiPhiLePhi", meaning="Phí hay lệ phí"),
    Column("amount_vnd", "vnd", "Số tiền (VNĐ)", ("Số tiền", "Thu phí, lệ phí (VNĐ)", "Gia"), "Số tiền, đồng; hoàn là số âm", True),
    _code("method", "payment_method", "Hình thức thanh toán", meaning="Trực tuyến, tiền mặt hay chuyển khoản ngoài"),
    _code("state", "payment_state", "Trạng thái thanh toán", "Trạng thái", meaning="Chỉ dòng đã thanh toán hoặc hoàn phí là tiền thật"),
    Column("charged_vnd", "vnd", "Số tiền phải thu", ("Số phải thu",), "Số tiền phải thu của lần này, đồng; số đã thu không lớn hơn"),
), ("case_id", "kind", "paid_at", "amount_vnd"), "paid_at")

SURVEYS = Table("surveys", "Khảo sát hài lòng", "một phiếu trả lời", ("answer_id",), (
    _identity("answer_id", "Mã phiếu", "Số phiếu", meaning="Mã phiếu trả lời", required=True),
    CASE_REF,
    _instant("answered_at", "Ngày trả lời", "Ngày đánh giá", meaning="Lúc trả lời", required=True),
    _code("level", "satisfaction", "Mức độ hài lòng", "Đánh giá", meaning="Mức hài lòng; trống là phiếu trắng"),
), ("answered_at", "case_id", "level"), "answered_at")

PETITIONS = Table("petitions", "Phản ánh, kiến nghị, khiếu nại", "một đơn, phản ánh", ("petition_id",), (
    _identity("petition_id", "Mã đơn", "Mã phản ánh", "Số đơn", meaning="Mã đơn", required=True),
    _code("kind", "petition_kind", "Loại đơn", "Loại", meaning="Phản ánh, kiến nghị, khiếu nại, tố cáo", required=True),
    _instant("received_at", "Ngày nhận đơn", "Ngày nhận", "Ngày tiếp nhận", meaning="Lúc nhận", required=True),
    _instant("due_at", "Hạn trả lời", meaning="Hạn trả lời"),
    _instant("answered_at", "Ngày trả lời", meaning="Lúc trả lời"),
    _code("about", "petition_about", "Nội dung", "Về việc", meaning="Về việc gì, theo nhóm"),
    CASE_REF,
), ("received_at", "kind", "case_id", "about"), "received_at")


def _cell(name, label, *headings):
    return Column(name, "count", label, headings, label)


# The layout of form II.06a. Where the scope also has cases it is the system's own total, shown beside ours;
# where it has none (a land office that sends a table only) its counts are shown, marked as not traceable.
TOTALS = Table("totals", "Tổng số của hệ thống (biểu II.06a)", "một lĩnh vực trong một biểu II.06a", ("scope", "field"), (
    _code("scope", "scope", "Phạm vi", meaning="Phạm vi của biểu", required=True),
    _text("field", "Lĩnh vực", "Lĩnh vực, công việc giải quyết theo cấp", meaning="Lĩnh vực", required=True),
    _cell("received_all", "Tiếp nhận: Tổng số"),
    _cell("new_online", "Tiếp nhận trong kỳ: Trực tuyến"),
    _cell("new_in_person_or_post", "Tiếp nhận trong kỳ: Trực tiếp, dịch vụ bưu chính"),
    _cell("carried_over", "Từ kỳ trước"),
    _cell("resolved_all", "Đã giải quyết: Tổng số"),
    _cell("resolved_early", "Đã giải quyết: Trước hạn"),
    _cell("resolved_on_due_day", "Đã giải quyết: Đúng hạn"),
    _cell("resolved_late", "Đã giải quyết: Quá hạn"),
    _cell("open_all", "Đang giải quyết: Tổng số"),
    _cell("open_in_time", "Đang giải quyết: Trong hạn"),
    _cell("open_late", "Đang giải quyết: Quá hạn"),
))

# A draft of the report as somebody typed it: only this feeds "draft against data".
DRAFT = Table("draft", "Dự thảo báo cáo", "một con số trong dự thảo", ("section", "label"), (
    _text("section", "Mục", meaning="Mục của báo cáo", required=True),
    _text("label", "Nội dung", meaning="Tên con số như dự thảo ghi", required=True),
    _text("figure", "Con số", meaning="Con số đúng như dự thảo ghi", required=True),
))

# ---------------------------------------------------------------------------------------------- the office's own registers
# What no export holds, kept by the centre day by day: few columns, no free text, no names of people. The number of a
# row may be left out or begin anew each month; with the date beside it, it tells a row that a later month corrects.


def _count(name, label, *headings, **more):
    return Column(name, "count", label, headings, **more)


def _number(name):
    return _text(name, "Số thứ tự", "STT", meaning="Số của dòng trong sổ; có thể để trống")


SYSTEM = _text("system", "Hệ thống", "Tên hệ thống", meaning="Tên hệ thống, viết như nhau ở mọi dòng", required=True)

INCIDENTS = Table("incidents", "Sự cố hệ thống", "một lần hệ thống chậm, lỗi hoặc không truy cập được", ("began_at", "system"), (
    SYSTEM,
    _code("kind", "incident_kind", "Loại sự cố", meaning="Chậm, lỗi hay không truy cập được", required=True),
    _instant("began_at", "Bắt đầu sự cố", "Sự cố bắt đầu lúc", meaning="Lúc sự cố bắt đầu, ghi cả giờ", required=True),
    _instant("ended_at", "Hết sự cố", "Sự cố kết thúc lúc", meaning="Lúc dùng lại được; trống là chưa hết"),
))

PROBES = Table("probes", "Đo thử hệ thống", "một lần mở thử hệ thống", ("measured_at", "system"), (
    _instant("measured_at", "Lúc đo", "Thời điểm đo", meaning="Lúc mở thử, ghi cả giờ", required=True),
    SYSTEM,
    _count("seconds", "Số giây chờ", "Thời gian trả lời (giây)", meaning="Từ lúc bấm đến lúc trang hiện, tròn giây; trống là không mở được"),
    _yes_no("is_ok", "Mở được", "Truy cập được", meaning="Trang mở được và dùng được", required=True),
))

OUTREACH = Table("outreach", "Tuyên truyền", "một lần tuyên truyền: một đợt tờ rơi, một tin bài, một video, một buổi", ("outreach_no", "done_on"), (
    _number("outreach_no"),
    _instant("done_on", "Ngày tuyên truyền", "Ngày thực hiện", meaning="Ngày phát, đăng hoặc tổ chức", required=True),
    _code("kind", "outreach_kind", "Hình thức tuyên truyền", meaning="Tờ rơi, quy trình, tin bài, video hay buổi tuyên truyền", required=True),
    _code("medium", "outreach_channel", "Kênh tuyên truyền", meaning="Phát hoặc đăng ở đâu", required=True),
    _count("copies", "Số lượng", "Số bản", "Số lượt", meaning="Số bản in, lượt phát hoặc người dự; trống là không đếm"),
))

NEW_TEXTS = Table("new_texts", "Văn bản mới", "một văn bản mới về thủ tục hành chính", ("text_number", "issuer"), (
    _text("text_number", "Số, ký hiệu văn bản", "Số, ký hiệu", "Số hiệu văn bản", meaning="Số và ký hiệu của văn bản", required=True),
    _text("issuer", "Cơ quan ban hành", meaning="Cơ quan ban hành văn bản"),
    _instant("in_force_from", "Ngày có hiệu lực", "Hiệu lực từ ngày", meaning="Ngày văn bản bắt đầu có hiệu lực", required=True),
    _instant("disseminated_on", "Ngày phổ biến", meaning="Ngày phổ biến tới người dân hoặc cán bộ; trống là chưa phổ biến"),
))

GUIDANCE = Table("guidance", "Hướng dẫn", "một lần hoặc một ngày hướng dẫn cùng một loại", ("guidance_no", "guided_on"), (
    _number("guidance_no"),
    _instant("guided_on", "Ngày hướng dẫn", meaning="Ngày hướng dẫn", required=True),
    _code("kind", "guidance_kind", "Loại hướng dẫn", "Nội dung hướng dẫn", meaning="Tạo tài khoản, nộp hay thanh toán trực tuyến", required=True),
    _count("people", "Số người được hướng dẫn", "Số người", "Số lượt người", meaning="Số người được hướng dẫn; một hồ sơ nộp có hỗ trợ là 1", required=True),
    CASE_REF,
))

IN_PERSON_REASONS = Table("in_person_reasons", "Lý do nộp trực tiếp", "một hồ sơ nộp trực tiếp và lý do", ("case_id",), (
    CASE_ID,
    _code("reason", "in_person_reason", "Lý do nộp trực tiếp", meaning="Vì sao không nộp trực tuyến", required=True),
    _count("visits", "Số lần đi lại", "Số lần đến", meaning="Người nộp phải đến Trung tâm mấy lần vì hồ sơ này; trống là không hỏi"),
))

REMINDERS = Table("reminders", "Đôn đốc", "một lần đôn đốc một đơn vị", ("reminder_no", "sent_on"), (
    _number("reminder_no"),
    _instant("sent_on", "Ngày đôn đốc", meaning="Ngày nhắc", required=True),
    _text("unit", "Đơn vị được đôn đốc", meaning="Đơn vị được nhắc, tên như trong danh sách hồ sơ", required=True),
    CASE_REF,
    _code("outcome", "reminder_outcome", "Kết quả đôn đốc", meaning="Đã giải quyết, hẹn lại hay chưa phản hồi; trống là chưa phản hồi"),
    _instant("outcome_on", "Ngày có kết quả đôn đốc", "Ngày phản hồi", meaning="Ngày giải quyết xong hoặc ngày hẹn lại được báo"),
))

DIFFICULTIES = Table("difficulties", "Vướng mắc", "một vướng mắc được nêu", ("difficulty_no", "raised_on"), (
    _number("difficulty_no"),
    _instant("raised_on", "Ngày nêu vướng mắc", "Ngày nêu", meaning="Ngày vướng mắc được nêu", required=True),
    _text("unit", "Đơn vị nêu vướng mắc", "Đơn vị nêu", meaning="Đơn vị nêu vướng mắc"),
    _text("field", "Lĩnh vực", meaning="Lĩnh vực của vướng mắc"),
    _code("authority", "authority", "Cấp có thẩm quyền tháo gỡ", "Cấp thẩm quyền", meaning="Cấp nào tháo gỡ được", required=True),
    _instant("settled_on", "Ngày tháo gỡ", meaning="Ngày tháo gỡ xong; trống là chưa"),
))

LINKED_SYSTEMS = Table("linked_systems", "Hệ thống chuyên ngành", "một hệ thống chuyên ngành và việc kết nối với hệ thống một cửa", ("system",), (
    SYSTEM,
    _code("link_state", "link_state", "Tình trạng kết nối", meaning="Đã kết nối, một phần hay chưa", required=True),
    _instant("since", "Tình trạng từ ngày", meaning="Từ ngày nào như vậy"),
    _text("fields", "Lĩnh vực dùng hệ thống", meaning="Các lĩnh vực phải dùng hệ thống này, cách nhau bởi dấu chấm phẩy"),
    _yes_no("is_double_entry", "Phải nhập hai lần", meaning="Cán bộ phải nhập lại dữ liệu ở hệ thống này"),
    _count("extra_minutes", "Số phút thêm mỗi hồ sơ", meaning="Số phút mất thêm cho một hồ sơ nếu đã đo; trống là chưa đo"),
))

STAFF_DAYS = Table("staff_days", "Chuyên cần", "một ngày làm việc, chỉ số người, không tên", ("worked_on",), (
    _instant("worked_on", "Ngày làm việc", meaning="Ngày làm việc", required=True),
    _count("on_duty", "Số người phải có mặt", meaning="Số người phải có mặt hôm đó, không kể người vắng có phép", required=True),
    _count("on_time", "Số người đúng giờ", meaning="Trong số phải có mặt: số người đến đúng giờ", required=True),
    _count("on_leave", "Số người vắng có phép", meaning="Số người nghỉ phép, đi công tác, đi học"),
))

HAMLET_GROUPS = Table("hamlet_groups", "Tổ công nghệ số cộng đồng", "một xóm có tổ công nghệ số cộng đồng", ("hamlet",), (
    _text("hamlet", "Xóm", "Thôn", "Khối", meaning="Tên xóm như trong danh sách của đơn vị", required=True),
    _instant("set_up_on", "Ngày thành lập tổ", "Ngày thành lập", meaning="Ngày thành lập", required=True),
    _count("members", "Số thành viên", meaning="Số thành viên của tổ"),
))

TABLES = {table.name: table for table in (
    CASES, PAUSES, SUPPLEMENTS, APPOINTMENTS, LATE_CAUSES, COMPONENTS, RESULT_DOCUMENTS, STEPS, PAYMENTS, SURVEYS, PETITIONS,
    TOTALS, DRAFT,
    INCIDENTS, PROBES, OUTREACH, NEW_TEXTS, GUIDANCE, IN_PERSON_REASONS, REMINDERS, DIFFICULTIES, LINKED_SYSTEMS, STAFF_DAYS, HAMLET_GROUPS,
)}

# Written by the reader, in every table of a snapshot.
# unreadable: names of this row's columns whose cell could not be read, ",due_at,ended_at,"; "" when all could
SYSTEM_COLUMNS = {"source_file": "text", "source_row": "count", "extracted_at": "instant", "unreadable": "text"}
# Also in `cases`: which comparison decides "late" in this row's format ("day" or "timestamp").
CASE_SYSTEM_COLUMNS = {"late_rule": "text"}
