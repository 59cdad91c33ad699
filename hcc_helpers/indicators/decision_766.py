"""On-time share after decision 766 (component 2.1): its own formula, for the last complete calendar month, apart."""

from hcc_helpers.indicators.definition import count, share

D = {"of": "cases", "section": "766", "adds": "none", "calendar_month": True}
SOURCE = "Quyết định 766/QĐ-TTg, chỉ tiêu 2.1 (nguồn thứ cấp)"

count("received_766", which="is_of_period", label="Hồ sơ tiếp nhận, xử lý trong tháng dương lịch", base="trên số hồ sơ tiếp nhận, xử lý trong tháng dương lịch", definition="Hồ sơ phải giải quyết trong tháng dương lịch.", source=SOURCE, **D)
count("in_time_766", which="is_766_in_time", label="Hồ sơ đúng hạn tính theo QĐ 766", definition="Kết thúc không sau ngày hẹn trả, hoặc đang giải quyết trong hạn, hoặc yêu cầu bổ sung trước hạn; bổ sung hơn một lần hoặc không có ngày hẹn trả thì không tính là đúng hạn.", source=SOURCE, **D)
share("on_time_766_pct", part="in_time_766", whole="received_766", better="higher", section="766", calendar_month=True, label="Tỷ lệ đúng hạn tính theo QĐ 766", source=SOURCE)
