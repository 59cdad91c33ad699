"""II.4: land results later than the slip because of tax: how often, whose time it is, what the citizens say."""

from __future__ import annotations

import pandas as pd

from hcc_helpers.numbers_vn import percent, share, whole
from hcc_helpers.obstacles import land_readings, land_shown
from hcc_helpers.obstacles.form import Assessed, Lever, Need, Obstacle, SubClaim, judge, lacking_needs
from hcc_helpers.obstacles.land_cases import land_cases
from hcc_helpers.obstacles.material import Material

PAUSES = Need("pauses", "ghi mỗi lần chờ thuế vào bảng “Tạm dừng”: mã hồ sơ, lý do, từ lúc, đến lúc")
SLIPS = Need(
    "appointments",
    "ghi ngày hẹn in trên giấy hẹn đầu tiên: cột “Ngày hẹn trên phiếu” của danh sách hồ sơ, hoặc dòng “Hẹn lần đầu” của bảng “Hẹn trả”",
)
STEPS = Need("steps", "xuất bảng “Bước xử lý” của hồ sơ đất đai")
PETITIONS = Need("petitions", "lập bảng “Phản ánh, kiến nghị, khiếu nại” có cột mã hồ sơ, kể cả khi không có đơn nào")
SURVEYS = Need("surveys", "phát phiếu khảo sát cho người nhận kết quả đất đai và ghi mã hồ sơ trên phiếu")

CLAIMS = (
    SubClaim(
        "late_by_slip",
        "fact",
        "Kết quả đất đai thường chậm hơn giấy hẹn",
        "trong hồ sơ đất đai có ngày trên giấy hẹn đầu tiên nằm trong kỳ, tỷ lệ chưa có kết quả khi hết ngày đó",
        "land_late_often",
        "Ngày hẹn trên giấy hẹn được ghi đủ cho mọi hồ sơ; tỷ lệ chậm vượt hẳn hoặc xuống hẳn dưới mốc.",
        needs=(SLIPS,),
        counted="mọi hồ sơ đất đai trong danh sách của kỳ có ngày trên giấy hẹn đầu tiên nằm trong kỳ, xong hay chưa; mỗi hồ sơ tính ở một kỳ",
        censored="không có: đến hết ngày hẹn thì đã có kết quả hay chưa là rõ; hồ sơ trả lại, rút trước ngày hẹn không tính",
        cannot="hồ sơ đã xong từ tháng trước mà hẹn trong kỳ chỉ có khi danh sách của kỳ còn giữ (câu bên cạnh nêu số và tỷ lệ nếu tính); chậm bao nhiêu ngày",
    ),
    SubClaim(
        "tax_step_absent",
        "fact",
        "Quy trình chưa có bước nghĩa vụ thuế",
        "tỷ lệ hồ sơ chờ thuế mà nhật ký bước xử lý có bước của cơ quan thuế",
        "tax_step_absent",
        "Hệ thống có bước của cơ quan thuế, có hạn riêng, trong nhật ký bước xử lý.",
        needs=(PAUSES, STEPS),
        counted="hồ sơ đất đai của kỳ đã chờ thuế và có nhật ký bước",
        censored="hồ sơ chưa có nhật ký không tính",
        cannot="bước của cơ quan thuế ghi dưới tên khác",
    ),
    SubClaim(
        "tax_time_unfixed",
        "cause",
        "Không xác định được thời gian thực hiện nghĩa vụ thuế",
        "trong những lần xác định nghĩa vụ tài chính có ngày làm việc thứ 05 nằm trong kỳ, tỷ lệ lâu hơn 05 ngày",
        "tax_time_unfixed",
        "Cơ quan thuế giữ hạn 05 ngày ở phần lớn hồ sơ, nhiều kỳ liền.",
        needs=(PAUSES,),
        rivals=(
            "hồ sơ chuyển sang thuế còn thiếu giấy tờ nên bị trả lại",
            "ngày trả thông báo thuế ghi vào hệ thống muộn hơn ngày thật",
            "hồ sơ của tổ chức có hạn dài hơn",
        ),
        counted="mọi lần chờ xác định có ngày làm việc thứ 05 nằm trong kỳ, đã xong hay đang chờ",
        censored="lần đang chờ chưa qua 05 ngày thì để kỳ sau; đang chờ đã quá 05 ngày là quá mốc; lần bị cắt vì hồ sơ rút, trả lại trước đó không tính",
        cannot="hạn chỉ ràng buộc lần chờ bắt đầu từ ngày ban hành; trước đó chỉ là mốc để so; không biết cá nhân hay tổ chức",
    ),
    SubClaim(
        "upset_petitions",
        "effect",
        "Gây bức xúc cho công dân (đơn thư)",
        "tỷ lệ hồ sơ đất đai có phản ánh, kiến nghị hoặc khiếu nại",
        "land_upset_petitions",
        "Có đơn về hồ sơ đất đai; hoặc sổ đơn thư ghi mã hồ sơ cho mọi đơn.",
        needs=(PETITIONS,),
        rivals=("đơn về việc khác của cùng hồ sơ", "cùng một người gửi nhiều đơn"),
        counted="hồ sơ đất đai của kỳ; đơn nhận trong kỳ có mã hồ sơ",
        censored="đơn đến sau kỳ chưa thấy; đơn không ghi mã hồ sơ làm con số chỉ là mức thấp nhất",
        cannot="người bực mà không viết đơn; đơn có phải vì chậm",
    ),
    SubClaim(
        "upset_satisfaction",
        "effect",
        "Gây bức xúc cho công dân (hài lòng)",
        "tỷ lệ hài lòng của người nộp hồ sơ khác trừ của người nộp hồ sơ đất đai",
        "land_upset_satisfaction",
        "Đủ phiếu khảo sát của người nhận kết quả đất đai.",
        needs=(SURVEYS,),
        rivals=("người nộp hồ sơ đất đai khó tính hơn vì việc lớn hơn", "phiếu do người khác phát, ở nơi khác"),
        counted="phiếu hợp lệ có mã hồ sơ, hai nhóm",
        censored="người chưa nhận kết quả thường chưa có phiếu, nên chênh lệch thật có thể lớn hơn",
        cannot="hài lòng của người không trả lời; không hài lòng vì chậm hay vì điều khác",
    ),
    SubClaim(
        "not_units_fault",
        "cause",
        "Chậm không do đơn vị giải quyết",
        "trong hồ sơ chậm so với giấy hẹn, tỷ lệ đúng hạn nếu trừ thời gian chờ thuế và thời gian khác được trừ, đến hết kỳ",
        "land_not_units_fault",
        "Có hồ sơ mà sau khi trừ thời gian chờ, cơ quan giải quyết vẫn vượt thời hạn.",
        needs=(SLIPS, PAUSES),
        rivals=(
            "thời gian tạm dừng do chính đơn vị ghi, có thể dài hơn thời gian chờ thật",
            "hồ sơ chuyển sang thuế muộn nên phải chờ ngoài hạn",
        ),
        counted="hồ sơ của ý thứ nhất chậm so với giấy hẹn, đã xong hay chưa",
        censored="hồ sơ chưa xong, đang tạm dừng: tính theo đến hết kỳ; chưa xong, không tạm dừng, chưa quá phần thời hạn của mình: tính cả hai phía nên khoảng rộng ra",
        cannot="ai gây ra thời gian chờ; tạm dừng ghi có đúng không",
    ),
)
LEVERS = (
    Lever(
        "Đối chiếu danh sách hồ sơ chờ thuế lâu nhất ở bảng trên với cơ quan thuế và Chi nhánh Văn phòng đăng ký đất đai; ghi lý do từng hồ sơ",
        "centre",
        "tax_time_unfixed",
    ),
    Lever("Nhắn cho người dân có thông báo thuế mà chưa nộp: số tiền ở đâu, nộp trực tuyến thế nào", "centre", "late_by_slip"),
    Lever(
        "In trên giấy hẹn dòng “chưa gồm thời gian xác định và thực hiện nghĩa vụ tài chính” và ghi ngày hẹn đầu tiên vào bảng “Hẹn trả”",
        "centre",
        "late_by_slip",
    ),
    Lever("Gửi phiếu khảo sát riêng cho người nhận kết quả đất đai (ít nhất 50 phiếu một kỳ)", "centre", "upset_satisfaction"),
    Lever(
        "Họp hằng tháng với cơ quan thuế, đưa những lần xác định nghĩa vụ tài chính quá hạn vào biên bản",
        "commune",
        "tax_time_unfixed",
    ),
    Lever(
        "Đưa bước xác định và thực hiện nghĩa vụ tài chính, có hạn, vào quy trình điện tử của thủ tục đất đai",
        "province",
        "tax_step_absent",
    ),
    Lever(
        "Liên thông thông báo thuế và xác nhận nộp tiền giữa hệ thống thuế, đất đai và hệ thống một cửa",
        "ministry",
        "tax_time_unfixed",
    ),
)


def assess(material: Material) -> Assessed:
    """The six sub-claims for the land cases of the period."""
    frame = land_cases(material)
    readings = {
        "late_by_slip": land_readings.late_by_slip(material),
        "tax_step_absent": land_readings.tax_step(material),
        "tax_time_unfixed": land_readings.tax_clock(material),
        "upset_petitions": land_readings.petitions(material, len(frame)),
        "upset_satisfaction": land_readings.satisfaction(material),
        "not_units_fault": land_readings.not_units_fault(material),
    }
    none = "" if len(frame) else "kỳ này không có hồ sơ đất đai"
    return Assessed(
        OBSTACLE,
        judge(CLAIMS, readings, material.words, none),
        land_shown.grids(material, frame),
        land_shown.pictures(material, frame),
        tuple(_beside(material, frame[frame["is_finished"]])),
        () if none else lacking_needs(CLAIMS, readings),
        ("cases", "pauses", "appointments", "steps", "petitions", "surveys"),
    )


def _beside(material: Material, done: pd.DataFrame) -> list[str]:
    """The report's words beside the figures that it prints itself."""
    dated, known = done[done["has_due"]], done[done["has_slip"]]
    if dated.empty:
        return []
    late = int(dated["is_finished_late"].sum())
    said = [
        f"{material.it_says} “thường chậm hơn” giấy hẹn; mục I.3 của kỳ này đếm quá hạn {whole(late)} trên {whole(len(dated))} hồ sơ ({percent(share(late, len(dated)))}) theo ngày hẹn trong hệ thống."
    ]
    if len(known):
        slip = int(known["is_late_by_slip"].sum())
        said.append(
            f"So với ngày in trên giấy hẹn đầu tiên thì {whole(slip)} trên {whole(len(known))} hồ sơ đã xong là chậm ({percent(share(slip, len(known)))}): ngày hẹn trong hệ thống đã lùi theo thời gian chờ."
        )
    if not material.lacks("petitions"):
        received = material.one("SELECT count(*) FILTER (WHERE is_received) FROM petitions")[0]
        said.append(f"Báo cáo viết “gây bức xúc”; sổ đơn thư của kỳ có {whole(received)} đơn.")
    return said


OBSTACLE = Obstacle(
    "land_tax",
    4,
    "Kết quả đất đai chậm vì nghĩa vụ thuế",
    "Kết quả đất đai thường chậm hơn giấy hẹn vì quy trình chưa có bước nghĩa vụ thuế, không xác định được thời gian; gây bức xúc nhưng không do đơn vị giải quyết.",
    CLAIMS,
    LEVERS,
    assess,
)
