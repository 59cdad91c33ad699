"""The words that make the label of a figure: phrase → feature, in Vietnamese and English. Data, read by `labels`.

A feature is a part of a meaning ("late", "online"); `quantities` says which features together name which quantity. The
patterns are regular expressions over lower-case text in one spelling (see `spelling`).
"""

from __future__ import annotations

import re

# fmt: off

_HAN = r"(?:thời\s+)?(?:hạn|hẹn)"
_AND = r"\s*(?:,|/|\+|và|hoặc|;|-)\s*(?:và\s+)?"

# Feature → phrases. Longer readings stand before the shorter ones that they contain.
FEATURES: dict[str, tuple[str, ...]] = {
    # several ideas in one breath
    "in_time": (rf"(?:đúng|trước|sớm)(?:\s+{_HAN})?{_AND}(?:đúng|trước|sớm)\s+{_HAN}", r"không\s+quá\s+hạn",
                r"on time (?:and|or) (?:early|ahead of (?:schedule|time)|before (?:the )?(?:deadline|due date))",
                r"(?:early|ahead of (?:schedule|time)|before (?:the )?(?:deadline|due date)) (?:and|or) on time", r"within the deadline", r"by the deadline"),
    "counter_or_post": (r"trực\s+tiếp\s*(?:/|\+|và|hoặc)\s*(?:qua\s+)?(?:dịch\s+vụ\s+)?(?:bưu\s+chính(?:\s+công\s+ích)?|bcci|bưu\s+điện)",),
    "fees": (r"phí\s*[,/]\s*lệ\s+phí", r"phí\s+và\s+lệ\s+phí", r"lệ\s+phí", r"(?:số\s+)?tiền\s+phí", r"fees(?: and charges)?"),
    # what is not a case of the balance at all
    "pay": (r"thanh\s+toán", r"nghĩa\s+vụ\s+tài\s+chính", r"giao\s+dịch\s+thành\s+công", r"payments?", r"paid"),
    "digitised": (r"số\s+hóa", r"digiti[sz]ed"),
    "signed": (r"ký\s+số(?:\s+điện\s+tử)?", r"digitally signed"),
    "stored": (r"lưu\s+kho(?:\s+dữ\s+liệu(?:\s+điện\s+tử)?)?",),
    "electronic": (r"bản\s+điện\s+tử", r"kết\s+quả\s+điện\s+tử"),
    "satisfied": (r"mức\s+độ\s+hài\s+lòng", r"sự\s+hài\s+lòng", r"hài\s+lòng", r"satisf(?:action|ied)"),
    "petition": (r"phản\s+ánh\s*[,và/ ]+\s*kiến\s+nghị", r"kiến\s+nghị\s*[,và/ ]+\s*phản\s+ánh", r"phản\s+ánh", r"kiến\s+nghị", r"petitions?"),
    "complaint": (r"khiếu\s+nại", r"tố\s+cáo", r"complaints?"),
    "apology": (r"xin\s+lỗi", r"apolog\w+"),
    "punctual": (r"(?:làm\s+việc\s+)?đúng\s+giờ",),
    "guidance": (r"hướng\s+dẫn",),
    "outreach": (r"tuyên\s+truyền", r"tờ\s+rơi", r"tin\s+bài", r"video"),
    "self_filed": (r"tự\s+nộp", r"tự\s+thực\s+hiện"),
    "full_service": (r"toàn\s+trình",),
    "partial_service": (r"một\s+phần",),
    "same_day": (r"trong\s+ngày", r"tại\s+chỗ"),
    "intake": (r"quá\s+hạn\s+tiếp\s+nhận", r"chờ\s+tiếp\s+nhận"),
    "refused": (r"không\s+tiếp\s+nhận", r"từ\s+chối(?:\s+tiếp\s+nhận)?", r"refused", r"rejected"),
    # where a case stands
    "open_overdue": (r"đang\s+(?:giải\s+quyết|xử\s+lý)\s*,\s*(?:đã\s+)?(?:quá|trễ)\s+hạn",),
    "open_timely": (r"đang\s+(?:giải\s+quyết|xử\s+lý)\s*,\s*(?:còn\s+)?trong\s+hạn",),
    "with_carried": (r"(?:tính|kể|gồm)\s+(?:cả\s+)?(?:số\s+)?(?:hồ\s+sơ\s+)?(?:kỳ|tháng|quý|năm)\s+trước(?:\s+chuyển\s+(?:qua|sang))?(?=\s*(?:là|:|,|\)))",),
    "carried": (r"(?:(?:tồn\s+)?(?:từ\s+)?(?:các\s+)?(?:kỳ|tháng|quý|năm)\s+trước|từ\s+kỳ\s+trước)(?:\s+(?:đã\s+)?chuyển\s+(?:qua|sang|tiếp))?", r"chuyển\s+kỳ\s+trước",
                r"(?:tồn|chuyển)\s+(?:từ\s+)?(?:kỳ|tháng|quý|năm)\s+trước", r"tồn\s+(?:đầu\s+kỳ|chuyển\s+sang)", r"tồn\s+đọng\s+kỳ\s+trước",
                r"carried over(?: from (?:the )?(?:previous|last) (?:period|month|quarter|year))?", r"(?:from|in) (?:the )?(?:previous|last) (?:period|month|quarter|year)", r"backlog"),
    "open": (r"(?:hiện\s+|còn\s+)?đang\s+(?:được\s+)?(?:giải\s+quyết|xử\s+lý|thụ\s+lý|thực\s+hiện)", r"đang\s+trong\s+(?:thời\s+gian|quá\s+trình)\s+(?:giải\s+quyết|xử\s+lý)",
             r"chưa\s+(?:được\s+)?(?:giải\s+quyết|xử\s+lý|có\s+kết\s+quả)", r"chờ\s+(?:giải\s+quyết|xử\s+lý)", r"tồn\s+chuyển\s+kỳ\s+sau", r"chuyển\s+(?:sang\s+)?kỳ\s+sau",
             r"(?:still |being |are )?(?:pending|in progress|being (?:processed|handled|resolved)|under way|open)", r"unresolved", r"outstanding"),
    "not_due": (r"(?:vẫn\s+)?(?:còn\s+|đang\s+)?trong\s+(?:thời\s+)?hạn", r"chưa\s+(?:đến|tới)\s+(?:thời\s+)?hạn", r"còn\s+(?:thời\s+)?hạn", r"not (?:yet )?due"),
    "late": (rf"(?:chậm\s+(?:và|,)\s+)?(?:đã\s+)?(?:bị\s+)?(?:quá|trễ|chậm|muộn)\s+{_HAN}", r"chậm\s+muộn", r"không\s+đúng\s+hạn", r"overdue", r"late(?:r)?", r"after the (?:deadline|due date)", r"past (?:the )?(?:deadline|due)"),
    "early": (rf"(?:trước|sớm)\s+{_HAN}", r"sớm\s+hơn\s+hạn", r"early", r"ahead of (?:schedule|time)", r"before (?:the )?(?:deadline|due date)"),
    "on_due": (rf"đúng\s+{_HAN}", r"on time", r"on the due (?:day|date)"),
    "due": (r"(?:phải\s+giải\s+quyết\s+)?đến\s+hạn", r"fell due"),
    "returned": (r"(?:hồ\s+sơ\s+)?(?:xin\s+)?rút(?:\s+hồ\s+sơ)?(?:\s*(?:,|/|và|hoặc)\s*(?:bị\s+)?trả(?:\s+lại)?)?", r"(?:bị\s+)?trả\s+lại(?:\s*(?:,|/|và|hoặc)\s*(?:xin\s+)?rút)?", r"returned(?: (?:or|and) withdrawn)?", r"withdrawn(?: (?:or|and) returned)?", r"cancelled"),
    "stopped": (r"dừng\s+(?:giải\s+quyết|xử\s+lý)",),
    "paused": (r"tạm\s+dừng(?:\s+(?:giải\s+quyết|xử\s+lý))?", r"(?:chờ|yêu\s+cầu)\s+bổ\s+sung", r"paused", r"on hold"),
    "closed": (r"đã\s+kết\s+thúc",),
    "resolved_done": (r"đã\s+(?:được\s+)?(?:giải\s+quyết|xử\s+lý|trả(?:\s+kết\s+quả)?|hoàn\s+thành)(?:\s+xong)?",),
    "resolved": (r"giải\s+quyết(?:\s+xong)?", r"xử\s+lý(?:\s+xong)?", r"(?:đã\s+)?trả\s+kết\s+quả", r"hoàn\s+thành", r"đã\s+có\s+kết\s+quả", r"kết\s+quả\s+đã\s+trả",
                 r"(?:were |was |been )?(?:resolved|processed|settled|handled|completed)"),
    # how it came
    "online": (r"(?:nộp\s+|qua\s+)?trực\s+tuyến", r"qua\s+mạng", r"online"),
    "in_person": (r"(?:nộp\s+)?trực\s+tiếp", r"in person", r"at the (?:counter|desk)", r"directly"),
    "kiosk": (r"(?:nộp\s+)?(?:tại\s+)?ki[\s-]?ốt(?:\s+thông\s+minh)?", r"kiosks?"),
    "post": (r"(?:qua\s+)?(?:dịch\s+vụ\s+)?bưu\s+(?:chính(?:\s+công\s+ích)?|điện)", r"bcci", r"by (?:post|mail)", r"(?:through|via) the post"),
    "new": (r"mới\s+(?:được\s+)?tiếp\s+nhận", r"(?:tiếp\s+)?nhận\s+mới", r"phát\s+sinh(?:\s+mới)?", r"mới", r"new(?:ly)?(?: received)?"),
    "received": (r"(?:đã\s+|đang\s+)?(?:được\s+)?tiếp\s+nhận(?:\s+(?:vào|được))?", r"thụ\s+lý", r"yêu\s+cầu\s+giải\s+quyết", r"phải\s+giải\s+quyết", r"nhận\s+được",
                 r"(?:has |have |had |were |was )?(?:received|accepted|taken in)", r"intake"),
    "total": (r"tổng(?:\s+(?:số|cộng))?", r"toàn\s+bộ", r"in (?:all|total)", r"(?:a |the )?total(?: number)?(?: of)?"),
}

# Units of counting: what is counted.
UNITS: dict[str, tuple[str, ...]] = {
    "procedures": (r"thủ\s+tục(?:\s+hành\s+chính)?", r"tthc", r"dịch\s+vụ\s+công", r"dvc", r"procedures?"),
    "cases": (r"(?:bộ\s+)?hồ\s+sơ(?:\s+tthc|\s+thủ\s+tục\s+hành\s+chính)?", r"hs", r"bộ", r"applications?", r"dossiers?", r"files", r"cases", r"records"),
    "instances": (r"trường\s+h[ợơ]p",),
    "visits": (r"lượt(?:\s+(?:người|công\s+dân|khách|hướng\s+dẫn))?", r"cuộc(?:\s+gọi)?", r"visits", r"calls"),
    "answers": (r"phiếu(?:\s+khảo\s+sát)?", r"ý\s+kiến", r"answers", r"responses"),
    "documents": (r"kết\s+quả", r"văn\s+bản", r"giấy\s+tờ", r"documents", r"results"),
    "payments": (r"giao\s+dịch", r"transactions"),
    "persons": (r"người(?:\s+dân)?", r"cán\s+bộ(?:,?\s+công\s+chức)?", r"công\s+dân", r"tổ\s+chức", r"doanh\s+nghiệp", r"people", r"citizens", r"persons", r"businesses"),
    "petitions": (r"đơn(?:\s+thư)?",),
}

# Words that may stand between a label and its number without changing either.
FILLERS = (
    r"trong\s+(?:kỳ(?:\s+báo\s+cáo)?|tháng|quý|năm|thời\s+gian(?:\s+qua)?)(?:\s+(?:này|qua))?", r"kỳ\s+báo\s+cáo", r"số\s+lượng", r"số", r"là", r"đạt", r"có", r"được", r"bị", r"với", r"của", r"cho",
    r"(?:đã\s+)?thu(?:\s+được)?", r"đã", r"đều", r"các", r"những", r"chiếm", r"tỷ\s+lệ", r"tỷ\s+trọng", r"tương\s+(?:ứng|đương)", r"bằng", r"ở\s+mức", r"hình\s+thức", r"theo", r"qua", r"từ", r"thực\s+hiện", r"tại\s+trung\s+tâm",
    r"còn\s+lại", r"còn", r"thì", r"nộp", r"và", r"toàn\s+(?:tỉnh|xã|phường|thành\s+phố|huyện|trung\s+tâm)", r"chỉ", r"trung\s+bình", r"luôn", r"ước", r"ước\s+đạt", r"tính", r"thành\s+công",
    r"kết\s+quả", r"trước\s+đó", r"khác", r"loại", r"lên", r"đến", r"hành\s+chính", r"đầu\s+vào", r"đầu\s+ra", r"đạt\s+tỷ\s+lệ", r"trả", r"hết\s+kỳ", r"cuối\s+kỳ", r"lúc\s+hết\s+kỳ", r"vào",
    r"a", r"the", r"of", r"were", r"was", r"are", r"is", r"been", r"being", r"filed", r"submitted", r"which", r"by", r"with", r"at", r"and", r"an", r"rate", r"share", r"for", r"accounting", r"or", r"to", r"that", r"accounted", r"up", r"making", r"equal",
)

# Hedge → the factors between which the true value lies.
HEDGES: dict[str, tuple[str, tuple[str, str]]] = {
    "below": (r"gần|xấp\s+xỉ|ngót|suýt|nearly|almost|close to|under|dưới|chưa\s+(?:đến|tới)", ("0.9", "1")),
    "above": (r"trên|hơn|quá(?!\s+(?:hạn|trình))|vượt|more than|over|above", ("1", "1.1")),
    "about": (r"khoảng|chừng|cỡ|about|around|approximately|some|roughly", ("0.95", "1.05")),
}

# Behind these a list of parts begins. "trong đó" may name some parts only; "gồm" names all.
SOME_PARTS = r"trong\s+(?:số\s+)?(?:đó|này)|of (?:which|them|these)|including|in which|among them"
ALL_PARTS = r"(?:bao\s+)?gồm(?:\s+có)?|comprising|consisting of|made up of"

# Behind these stands a difference or a growth, no share and no count.
CHANGES = r"tăng(?:\s+(?:thêm|lên))?|giảm(?:\s+(?:xuống|đi))?|(?:cao|thấp|nhiều|ít|nhanh)\s+hơn|cắt\s+giảm|rút\s+ngắn|chênh(?:\s+lệch)?|vượt|increas\w+|decreas\w+|up by|down by|rose|fell by|grew|cut by"

# A clause with one of these speaks of a goal or of another time, not of what happened.
NOT_OF_THIS_PERIOD = re.compile(
    r"chỉ\s+tiêu|mục\s+tiêu|phấn\s+đấu|kế\s+hoạch|yêu\s+cầu\s+đạt|dự\s+kiến|ước\s+(?:thực\s+hiện|tính)|tối\s+thiểu|tối\s+đa|đặt\s+ra|được\s+giao|\btargets?\b|\bgoals?\b|expected to|at least|"
    r"(?<!kỳ )\b(?:tháng|quý|kỳ|năm)\s+(?:trước|ngoái)(?!\s+(?:đã\s+)?(?:chuyển|tồn|sang))|cùng\s+kỳ|so\s+với|trước\s+đây|hằng\s+ngày|mỗi\s+ngày|bình\s+quân|trung\s+bình|"
    r"compared (?:with|to)|per day|on average|daily|a year earlier"
)
# A part of the office, of its work or another window: figures behind it are not those of the whole.
PARTS_OF_THE_OFFICE = (
    r"văn\s+phòng|lĩnh\s+vực|cấp\s+(?:tỉnh|huyện|xã|sở)|sở(?=\s+[a-zđ])|chi\s+(?:nhánh|cục)|vpđk|văn\s+phòng\s+đăng\s+ký|phòng(?=\s+(?:tư|tài|văn|kinh|nội|lao|giáo|y|nông|quản|hộ|địa))|công\s+an|cơ\s+quan\s+thuế|"
    r"ngành\s+dọc|cơ\s+quan\s+chuyên\s+môn|lũy\s+(?:kế|tiến)|từ\s+đầu\s+năm|tính\s+từ\s+đầu|cộng\s+dồn|từ\s+khi\s+(?:thành\s+lập|đi\s+vào)|"
    r"in the (?:fields?|areas?) of|the land (?:branch|office)|for land|year to date|so far this year|since the beginning"
)
# The office itself, named: such words between a label and its number change nothing.
GENERIC = (
    r"trung\s+tâm(?:\s+phục\s+vụ)?(?:\s+hành\s+chính\s+công)?|phục\s+vụ\s+hành\s+chính\s+công|ttpvhcc|tthcc|hcc|ubnd|ủy\s+ban\s+nhân\s+dân|xã|phường|bộ\s+phận(?:\s+một\s+cửa)?|một\s+cửa|"
    r"trên\s+(?:địa\s+bàn|toàn|hệ\s+thống|phần\s+mềm|cổng)|tại|trên|ở|hệ\s+thống(?:\s+thông\s+tin)?|phần\s+mềm|cổng(?:\s+dịch\s+vụ\s+công)?|quốc\s+gia|của\s+tỉnh|tỉnh|thành\s+phố|địa\s+bàn|"
    r"trong|kỳ|tháng|quý|năm|này|báo\s+cáo|ngày|hết|như\s+sau|cụ\s+thể|cả|tất\s+cả|đơn\s+vị|hiện(?:\s+(?:nay|tại))?|đến\s+nay|ngoài\s+ra|bên\s+cạnh\s+đó|đồng\s+thời|như\s+vậy|vẫn|lại|thêm|lượng|việc|công\s+tác|theo\s+thống\s+kê|thống\s+kê|tổng\s+hợp|qua\s+đó|toàn|xong|đảm\s+bảo|bảo\s+đảm|nay|thời\s+điểm|tính\s+đến|gửi|đi|về|"
    r"the (?:centre|center|commune|office|period|month)|centre|center|in|during|during the (?:month|period)|(?:this|reporting) (?:month|period|quarter)|period|month|from|on|it|all|people"
)

MONEY_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "thousand": 10**3, "million": 10**6, "billion": 10**9}
CURRENCY = r"đồng|vnđ|vnd|đ(?![\wđ])|₫|dong"


def spelling(text: str) -> str:
    """Lower case, and one of two usual spellings (hoá hóa, tỉ tỷ, kì kỳ, lí lý): same length, so that places stay."""
    text = text.lower().replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")
    for wrong, right in (("hoá", "hóa"), ("hoà", "hòa"), ("thuỷ", "thủy"), ("uỷ", "ủy"), ("luỹ", "lũy"), ("quí", "quý"), ("kì ", "kỳ "), ("xử lí", "xử lý"), ("thụ lí", "thụ lý"), ("tỉ lệ", "tỷ lệ"), ("tỉ đồng", "tỷ đồng"), ("kí số", "ký số")):
        text = text.replace(wrong, right)
    return text
