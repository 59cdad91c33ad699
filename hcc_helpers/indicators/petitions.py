"""Section I.3 of the report, its last line: phản ánh, kiến nghị (khiếu nại and tố cáo apart, in coordination)."""

from hcc_helpers.indicators.definition import CENTRE, count, share

P = {"of": "petitions", "section": "I.3", "scopes": CENTRE}
SOURCE = "Mục I.3 của báo cáo; Nghị định 20/2008/NĐ-CP"

count("petitions_received", which="is_petition_received", adds="flow", label="Phản ánh, kiến nghị nhận trong kỳ", definition="Phản ánh, kiến nghị nhận trong kỳ qua Cổng, đơn thư hoặc đường dây nóng.", source=SOURCE, **P)
count("petitions_due", which="is_due", adds="none", label="Phản ánh, kiến nghị đến hạn trong kỳ", base="trên số phản ánh, kiến nghị đến hạn", definition="Phản ánh, kiến nghị có hạn trả lời nằm trong kỳ.", source=SOURCE, **P)
count("petitions_answered_in_time", which="is_due_answered_in_time", adds="none", label="Phản ánh, kiến nghị trả lời đúng hạn", definition="Trong số đến hạn: đã trả lời không sau hạn.", source=SOURCE, **P)
share("petitions_in_time_pct", part="petitions_answered_in_time", whole="petitions_due", better="higher", section="I.3", label="Tỷ lệ phản ánh, kiến nghị trả lời đúng hạn", source=SOURCE)
count("petitions_overdue", which="is_overdue", adds="closing", better="lower", label="Phản ánh, kiến nghị quá hạn trả lời lúc hết kỳ", definition="Phản ánh, kiến nghị quá hạn mà lúc hết kỳ chưa trả lời.", source=SOURCE, **P)
