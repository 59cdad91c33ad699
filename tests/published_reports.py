"""Passages in our own words around the figures of published reports, and what a careful reader says of each.

The figures, their separators, slips, units and order are as published; the sentences are ours.
"""

PUBLISHED = {
    "thousands": (
        "Trong tháng 5-2021 Trung tâm nhận 5,65 ngàn hồ sơ (HS), trong đó 1,07 ngàn HS của kỳ trước chuyển sang, tiếp nhận mới trực tiếp 3,19 ngàn HS, trực tuyến 1,25 ngàn HS, bưu chính công ích 132 HS.\n"
        "Đã giải quyết 4.561/5.650 HS (tỷ lệ 80,7%); trong đó đúng và trước hạn 4,52 ngàn HS (tỷ lệ 99,7%), trễ hạn 12 hồ sơ (tỷ lệ 0,3%). Đang giải quyết 1.089 HS, đều còn trong hạn.\n"
        "Số trễ hạn gồm phiếu lý lịch tư pháp (10 trường hợp), đất đai và thủy lợi 2 trường hợp.",
        "contradiction",
        ["4,55 ngàn"],
    ),
    "two denominators": (
        "Sở có 41 TTHC. Năm 2018, 134 hồ sơ được tiếp nhận, 121 hồ sơ trả trước hạn và đúng hạn, tỷ lệ 96.8%. Tỷ lệ chậm hạn là 5.47%.\n"
        "| Kỳ | Tiếp nhận | Trước hạn | Đúng hạn | Chậm hạn | Tổng | Trong hạn | Chậm hạn |\n|---|---|---|---|---|---|---|---|\n"
        "| Trong kỳ | 134 | 100 | 21 | 4 | 125 | 6 | 3 |\n| Kỳ trước | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n| Lũy kế | 134 | 100 | 21 | 4 | 125 | 6 | 3 |\n",
        "consistent",
        ["102,27%"],
    ),
    "flat table": (
        "Thống kê giải quyết thủ tục\nMức độ Tổng Đã xử lý Chưa xử lý Trước hạn Đúng hạn Trễ hạn\nTổng % Tổng % Tổng %\n"
        "Mức 1, 2 268763 257141 11622 124907 48,6% 102770 40% 19852 7,7%\nMức 3 68544 61827 6717 43434 70,3% 11795 19,1% 4331 7%\nMức 4 1665 1611 54 952 59,1% 388 24,1% 268 16,6%\n",
        "gap",
        ["thiếu 9.612", "thiếu 2.267", "thiếu 3"],
    ),
    "clean, five months": (
        "5 tháng đầu năm 2021, tỉnh tiếp nhận 25.706 hồ sơ và đã giải quyết 23.484 hồ sơ; trước và đúng hạn 23.276 hồ sơ, chiếm 99,1%, còn lại trễ hạn 208 hồ sơ.",
        "consistent",
        [],
    ),
    "slips": (
        "Hơn 22.900 hồ sơ giải quyết đúng hẹn\nTừ tháng 1.2018, Trung tâm phục vụ 33.285 lượt công dân, tổng số hồ sơ tiếp nhận 27.119. Đã giải quyết 23.738 hồ sơ, trong đó đúng hẹn 22.940, trễ hẹn 788.\n"
        "Có 10 cơ quan chuyên môn đưa 148/256 thủ tục (tỷ lệ 56%), 4 cơ quan ngành dọc 48/200 thủ tục (24%). Thời gian cắt giảm 25%.",
        "contradiction",
        ["thiếu 10", "56% thành 58%"],
    ),
    "levels": (
        "Quý I/2020 (1/12/2019 đến 29/2/2020) toàn tỉnh tiếp nhận 659.245 hồ sơ, đã giải quyết 643.272 hồ sơ; đúng và trước hạn 635.593 hồ sơ, chiếm 98,81%; quá hạn 7.677 hồ sơ, chiếm 1,19%. "
        "Đang giải quyết 7.172 hồ sơ: 5.950 hồ sơ chưa đến hạn và 1.222 hồ sơ đã quá hạn.\n"
        "Cấp tỉnh tiếp nhận 54.575 hồ sơ; giải quyết 51.780 hồ sơ, đúng và trước hạn 51.072 hồ sơ, đạt 98,63%; quá hạn 708 hồ sơ, 1,37%. Đang giải quyết 2.800 hồ sơ: 2.672 chưa đến hạn và 128 đã quá hạn.\n"
        "Cấp huyện tiếp nhận 340.060 hồ sơ, giải quyết 329.596 hồ sơ; đúng và trước hạn 323.911 hồ sơ, đạt 98,28%, còn 5.685 hồ sơ quá hạn, tỷ lệ 1,7%. Đang giải quyết 3.405 hồ sơ: chưa đến hạn 2.436 và 969 đã quá hạn.\n"
        "Cấp xã tiếp nhận 264.610 hồ sơ, giải quyết 261.896 hồ sơ; đúng và trước hạn 260.612 hồ sơ, đạt 99,51%",
        "contradiction",
        ["635.593 thành 635.595", "vượt 5", "thiếu 8.801", "thiếu 7.059"],
    ),
    "clean, a quarter": (
        "Quý I/2024, tỉnh tiếp nhận 159.845 hồ sơ, đã giải quyết 151.295 hồ sơ, trong đó trước hạn và đúng hạn 148.761 hồ sơ, tỷ lệ đúng hạn toàn tỉnh 98,33%. Hồ sơ quá hạn đã giải quyết 2.534 hồ sơ, chiếm 1,67%; "
        "đang giải quyết 8.550 hồ sơ (trong hạn giải quyết 7.815 hồ sơ và 735 hồ sơ quá hạn).",
        "consistent",
        [],
    ),
    "nudged": (
        "Tỷ lệ giải quyết trước hạn và đúng hạn đạt 99,4%\nTừ ngày 15/12/2020 đến ngày 15/6/2021 có 218.763 hồ sơ yêu cầu giải quyết, trong đó 19.838 hồ sơ tiếp nhận trực tuyến, 8.606 hồ sơ kỳ trước chuyển qua, 190.319 hồ sơ mới tiếp nhận (trực tiếp và bưu chính).\n"
        "Đã giải quyết 206.885 hồ sơ: 99.558 hồ sơ trước hạn đạt 48,2%; 106.018 hồ sơ đúng hạn đạt 51,2%; 1.309 hồ sơ quá hạn chiếm 0,6%; 11.878 hồ sơ đang giải quyết.\nHướng dẫn 5.687 lượt: 3.852 lượt trực tiếp, 756 lượt gọi đi, 1.079 lượt gọi đến. Tỷ lệ hài lòng đạt 98,8%.",
        "consistent",
        ["48,2% thành 48,1%"],
    ),
    "broken dots": (
        "Quý 3, tỉnh tiếp nhận 64.933 hồ sơ. Trong đó, 151.10 hồ sơ trực tuyến; 45.161 hồ sơ trực tiếp và bưu chính công ích; 4.662 hồ sơ từ kỳ trước chuyển sang; đã giải quyết 5.9123 hồ sơ, trong đó, 58.350 hồ sơ đúng và sớm hạn (đạt 98,7%); 818 hồ sơ trễ hạn; 6.123 hồ sơ đang trong thời hạn giải quyết.\n"
        "Thanh toán trực tuyến về đất đai có 1.183 giao dịch, tổng số tiền gần 3,148 tỷ đồng; phí, lệ phí 3.412 giao dịch, tổng số tiền 304,443 triệu đồng.",
        "contradiction",
        ["151.10 thành 15.110", "5.9123 thành 59.123", "vượt 45", "vượt 313"],
    ),
    "one share": (
        "Số hóa đạt 100%; thanh toán trực tuyến đạt 96,8%.\nTừ 1/7 đến cuối tháng 10/2025, trung tâm tiếp nhận 2.265 hồ sơ; trong đó 2.007 hồ sơ trực tuyến; 258 hồ sơ trực tiếp. Đã giải quyết và trả kết quả 2.051 hồ sơ; trong đó 2.041 hồ sơ trước hạn, đạt trên 99%; đang giải quyết 214 hồ sơ trong thời hạn, chiếm 9,48%.",
        "contradiction",
        ["9,48% thành 9,45%", "= 10"],
    ),
    "shares only": (
        "Từ ngày 1 đến 31-7, tiếp nhận trực tuyến: 69,7%. Trả kết quả đúng, trước hạn 77,98%; trả kết quả quá hạn: 1,58%; đang trong thời gian giải quyết 21,73%. Xin lỗi hồ sơ trễ hạn: 1,58%.",
        "contradiction",
        ["101,29%"],
    ),
    "partial list": (
        "Tháng 9-2025 có 998 hồ sơ quá hạn tiếp nhận. Trong đó, Sở Tài chính 363 hồ sơ, quá hạn trung bình 10 ngày; 28 hồ sơ khác quá hạn trung bình 20 ngày. Còn 580 hồ sơ đang xử lý quá hạn.\n"
        "61% số hồ sơ bị đánh giá quá hạn do dữ liệu đồng bộ chậm, 39% còn lại do cán bộ. Không để chậm quá 8 giờ làm việc.",
        "consistent",
        [],
    ),
    "nothing to test": (
        "From July 1 to now the centre received 645 applications, of which 156 online. One hundred percent were processed correctly and ahead of schedule.",
        "untestable",
        [],
    ),
}
