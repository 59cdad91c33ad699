"""How page 05 counts, in the words of its one fold “Cách tính”: intervals, tests, splits, control charts, funnels, sources."""

from __future__ import annotations

from hcc_helpers.history import control as charts
from hcc_helpers.history.comparison import SIGMAS

ALL_CASES = "Số liệu là toàn bộ hồ sơ, không phải mẫu: khoảng 95% nói riêng ngẫu nhiên (hồ sơ nào đến ngày nào) có thể làm hai kỳ chênh nhau đến đâu. Khoảng của từng chỉ số chưa điều chỉnh cho việc thử nhiều chỉ số một lúc, nên có thể không chứa “không đổi” mà vẫn là “tương đương kỳ trước”; kết luận theo q đã điều chỉnh (Benjamini–Hochberg, 5%)."
METHODS = (
    "Tỷ lệ: khoảng Newcombe của hiệu, phép thử Fisher. Số đếm: so theo ngày làm việc, khoảng quasi-Poisson từ số của từng ngày; "
    "chỉ dùng Poisson khi độ phân tán của các ngày không quá 1,2. "
    f"Số còn lại cuối kỳ: khác rõ khi chênh quá {SIGMAS} lần độ lệch chuẩn Poisson (giả định)."
)
SPLIT = (
    "Cách tách của Kitagawa (1955), dạng đối xứng: cơ cấu là phần do lĩnh vực hay thủ tục nhiều lên, ít đi; tỷ lệ là phần do tỷ lệ trong từng lĩnh vực hay thủ tục đổi. "
    "Hai phần cộng lại đúng bằng thay đổi; các dòng làm tròn riêng nên tổng in ra có thể lệch 0,01."
)
CONTRACT = (
    "Kỳ này lấy số đang làm. Kỳ đã công bố lấy đúng kết quả đã công bố, bản mới nhất, kể cả khi số liệu lưu đã đổi sau đó. "
    "Kỳ chưa công bố được tính từ số liệu lưu, cùng định nghĩa. Số theo ngày, theo tuần và theo thủ tục luôn tính từ số liệu lưu."
)


def control() -> str:
    """What a sign on a control chart is, by the rules as declared."""
    return (
        "Biểu đồ kiểm soát: XmR cho số đếm; p cho tỷ lệ, Laney p′ khi tỷ lệ phân tán hơn nhị thức. "
        f"Dấu hiệu trên biểu đồ kiểm soát (quy tắc của chương trình “Making data count”, NHS England, như gói NHSRplotthedots 0.2.2): {'; '.join(charts.RULES.values())}. "
        f"Giới hạn chỉ vẽ khi có ít nhất {charts.FEWEST} điểm; tháng còn ít thì mỗi điểm là một tuần làm việc đủ từ thứ Hai. "
        f"Dấu hiệu là lời nhắc tìm nguyên nhân, chưa phải kết luận: trong 100 chuỗi 24 điểm không có gì đổi, có tới {charts.FALSE_ALARMS_PCT} chuỗi vẫn có ít nhất một dấu hiệu."
    )
