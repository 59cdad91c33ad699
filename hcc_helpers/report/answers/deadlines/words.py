"""Page 02: how its figures are made, in the words of the page."""

from __future__ import annotations

from hcc_helpers.numbers_vn import decimal
from hcc_helpers.outlook.chance import FEWEST_AT_RISK, FEWEST_LATE, OWN_LATE
from hcc_helpers.outlook.in_time import FEWEST_AS_OLD
from hcc_helpers.outlook.signs import BUNCH, BUNCH_TIMES
from hcc_helpers.report import components
from hcc_helpers.report.answers.register import Answer, answers
from hcc_helpers.report.figures import Figures
from hcc_helpers.report.words import WORDS


@answers("deadline_words")
def words(f: Figures) -> Answer:
    items = [
        (
            "cl-con-lai",
            "Số ngày còn lại",
            "Số ngày làm việc từ lúc trích xuất đến ngày hẹn trả theo quy định; ngày trích xuất là ngày thứ nhất. Hồ sơ tạm dừng không có trong danh sách vì thời hạn đang dừng.",
            "",
        ),
        (
            "cl-thu-tu",
            "Thứ tự đôn đốc",
            f"Khả năng xong đúng hạn: trong những hồ sơ cùng thủ tục đã từng lâu như hồ sơ này, tỷ lệ xong trong số ngày còn lại. Dưới {FEWEST_AS_OLD} hồ sơ như vậy thì lấy mọi thủ tục của phạm vi. Thấp xếp trước; hồ sơ đã quá hạn đứng đầu.",
            "ước lượng Kaplan–Meier (1958), có tính số ngày đã qua",
        ),
        (
            "cl-thoi-gian",
            f"Trung vị, {WORDS['nine_of_ten']}",
            "Số ngày làm việc mà 50%, 90% hồ sơ của thủ tục xong trong đó; hồ sơ chưa xong, trả lại hoặc rút được tính là chưa xong đến ngày đó, không bị bỏ đi.",
            "ước lượng Kaplan–Meier (1958)",
        ),
        (
            "cl-thoi-han",
            "Thời hạn",
            "Theo danh mục thủ tục; thủ tục không có thời hạn tính bằng ngày làm việc trong danh mục thì lấy trung vị của phiếu hẹn.",
            "",
        ),
        (
            "cl-qua-han",
            "Quá hạn bao lâu",
            "Số ngày làm việc sau ngày hẹn trả theo quy định đến ngày xong; hẹn lại không làm hồ sơ hết quá hạn.",
            "",
        ),
        (
            "cl-kha-nang",
            "Khả năng quá hạn",
            f"Trong các hồ sơ trước đây cũng chưa xong khi còn bấy nhiêu ngày, bao nhiêu phần trăm đã quá hạn. Thủ tục có từ {OWN_LATE} hồ sơ quá hạn được tính riêng, còn lại tính chung; không tính khi có dưới {FEWEST_AT_RISK} hồ sơ như vậy. Chỉ hiện khi có ít nhất {FEWEST_LATE} hồ sơ quá hạn và thử lại khớp.",
            "Kaplan–Meier (1958); các ngưỡng là giả định",
        ),
        (
            "cl-dau-hieu",
            "Dấu hiệu nên xem",
            f"Từ {BUNCH} kết quả của một đơn vị trong một phút; kết quả đúng ngày hẹn từ {decimal(BUNCH_TIMES, 1)} lần ngày làm việc liền trước và khác nhau ngoài ngẫu nhiên. Các ngưỡng là giả định.",
            "",
        ),
    ]
    return components.folded_section(f"{len(items)} điều về cách tính", components.definitions(items)), ""
