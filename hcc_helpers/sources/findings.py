"""Every kind of finding of the reader, declared once: its id, its level, what is accepted and what to do.

docs/loi.md is generated from `KINDS`; a finding whose id is not declared here cannot be made. Levels: refused (the
file cannot be used) · unreadable (one cell) · repaired (form only, value unchanged) · odd (kept as it is, to be looked
at) · listed (kept or recognised, for the record) · unmatched (rows of two files that do not meet) · left_alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hcc_helpers.errors import Finding

# fmt: off

LISTED_CELLS = 200  # so many repaired cells of one column are listed one by one, more as ranges of rows
_SHOWN_RANGES = 30


@dataclass(frozen=True)
class Kind:
    """One kind of finding: the meaning of its id for the error page, and the help printed with it."""

    level: str
    title: str
    accepted: str = ""
    todo: str = ""


_OPEN_SOURCE = "Mở tệp ở đúng chỗ đã nêu, sửa trên hệ thống nguồn rồi xuất lại."
_MAPPING = "Khai báo trong mapping.toml đặt cạnh tệp xuất (mẫu ở docs/huong-dan.md), hoặc xuất lại đúng mẫu."

KINDS: dict[str, Kind] = {
    # The folder and the file as a whole.
    "L0-khong-co-ho-so": Kind("refused", "Không có bảng hồ sơ nào", "ít nhất một tệp danh sách hồ sơ (.xlsx, .xls, .csv, .csv.gz, .json)",
                              "Xuất danh sách hồ sơ của kỳ và đặt vào thư mục đã nêu."),
    "L0-tep-qua-lon": Kind("refused", "Tệp quá lớn hoặc nở ra quá lớn khi giải nén", "", "Xuất lại theo từng khoảng thời gian ngắn hơn; không mở tệp này nếu không rõ nguồn."),
    "L0-tep-khong-an-toan": Kind("refused", "Tệp có cấu trúc không an toàn", "bảng tính .xlsx thông thường do hệ thống xuất ra",
                                 "Xuất lại từ hệ thống nguồn; không dùng tệp không rõ nguồn."),
    "L0-khong-mo-duoc": Kind("refused", "Không mở được tệp", ".xlsx, .xls, .xlsb, .ods, HTML, Spreadsheet XML, MHTML, .csv, .csv.gz, .zip có một danh sách, .json",
                             "Mở tệp bằng phần mềm bảng tính, lưu lại thành .xlsx (không đặt mật khẩu) hoặc CSV UTF-8."),
    "L0-khong-nhan-ra": Kind("refused", "Không nhận ra mẫu của tệp", "tệp có dòng tiêu đề của một trong các bảng đã khai báo", _MAPPING),
    "L0-hai-mau": Kind("refused", "Tệp khớp hai mẫu như nhau", "một tệp chỉ khớp một mẫu", "Ghi format = \"…\" ở mục [[file]] của tệp này trong mapping.toml."),
    "L0-thieu-cot": Kind("refused", "Thiếu cột bắt buộc", "", _MAPPING),
    "L0-hai-cot": Kind("refused", "Hai cột cùng khớp một tên", "mỗi cột của bảng khớp đúng một tiêu đề", "Ghi rõ cột cần lấy ở columns của mục [[file]] trong mapping.toml."),
    "L0-o-gop": Kind("refused", "Ô gộp nhiều dòng trong vùng số liệu", "mỗi hồ sơ một dòng, không gộp ô theo chiều dọc", "Bỏ gộp ô hoặc xuất lại danh sách."),
    "L0-dong-lech": Kind("refused", "Số ô của dòng khác số tiêu đề, giá trị có thể lệch cột", "số ô bằng số tiêu đề", "Kiểm tra dấu phân cách trong ô rồi xuất lại (CSV cần đặt chữ trong ngoặc kép)."),
    "L0-dong-thieu-o": Kind("odd", "Dòng có ít ô hơn dòng tiêu đề", "số ô bằng số tiêu đề", "Các ô thiếu được coi là trống; kiểm tra dòng này trên hệ thống nguồn."),
    "L0-tep-bi-cat": Kind("refused", "Tệp bị cắt ở cuối", "tệp tải về trọn vẹn", "Tải lại tệp."),
    "L0-o-khong-dia-chi": Kind("refused", "Ô không ghi địa chỉ và có ô bị bỏ", "mỗi ô ghi địa chỉ (A7), hoặc không bỏ ô nào", "Mở tệp bằng phần mềm bảng tính, lưu lại thành .xlsx, đối chiếu vài dòng với hệ thống nguồn rồi đặt vào thư mục."),
    "L0-dong-an": Kind("odd", "Có dòng đang ẩn", "", "Kiểm tra có phải bộ lọc còn đặt không; bỏ lọc rồi lưu lại nếu cần."),
    "L0-gach-ngang": Kind("odd", "Có dòng chứa chữ gạch ngang", "", "Nếu gạch ngang nghĩa là bỏ: bỏ hồ sơ ấy trên hệ thống nguồn rồi xuất lại; nếu không thì để yên."),
    "L0-trang-an": Kind("odd", "Trang tính đang ẩn không được đọc", "", "Nếu trang tính này có số liệu cần tính: bỏ ẩn (Unhide) rồi lưu lại; nếu không thì để yên."),
    "L0-trang-bo-ra": Kind("odd", "Trang tính có nhiều dòng nhưng không nhận ra bảng nào", "trang tính có dòng tiêu đề của một bảng đã khai báo", "Nếu là phần tiếp của danh sách: chép dòng tiêu đề vào đầu trang tính đó."),
    "L0-trang-tiep": Kind("listed", "Trang tính không có tiêu đề, đọc như phần tiếp của trang trước"),
    "L0-bang-ma": Kind("repaired", "Tệp chữ không dùng UTF-8, đã chuyển sang Unicode"),
    "L0-phong-chu-cu": Kind("repaired", "Cột viết bằng phông chữ cũ, đã chuyển sang Unicode"),
    "L0-mat-dau": Kind("refused", "Chữ có dấu đã mất thành dấu hỏi", "chữ tiếng Việt có đủ dấu", "Xuất lại từ hệ thống nguồn; nếu lưu bằng phần mềm bảng tính thì chọn .xlsx hoặc “CSV UTF-8”."),
    "L0-danh-sach-trong": Kind("refused", "Danh sách hồ sơ không có hồ sơ nào của kỳ", "danh sách có ít nhất một hồ sơ của kỳ",
                               "Kiểm tra khoảng ngày và bộ lọc khi xuất. Nếu đúng là không có hồ sơ nào: ghi vào mapping.toml\n    [limits]\n    missing_rows = 100"),
    "L0-duoi-thua": Kind("listed", "Có phần thừa sau tệp nén"),
    "L0-trong-zip": Kind("listed", "Đọc danh sách bên trong tệp .zip"),
    "L0-hai-cach-doc-ngay": Kind("refused", "Cột ngày đọc được theo hai cách với kết quả khác nhau", "một dạng ngày cho cả cột",
                                 "Trong mapping.toml, ở mục [[file]] của tệp này, ghi dates = { formats = [\"%d/%m/%Y\"] } (ngày trước) hoặc [\"%m/%d/%Y\"] (tháng trước)."),
    "L0-thieu-thoi-diem": Kind("refused", "Không biết tệp được trích xuất lúc nào",
                               "dòng “Thời điểm trích xuất: …” trong tệp, ngày trong tên tệp (…-20251215.xlsx), hoặc mapping.toml",
                               "Thêm vào mapping.toml cạnh tệp: extracted_at = 2025-12-15T07:30:00"),
    "L0-thieu-pham-vi": Kind("refused", "Không biết hồ sơ thuộc phạm vi nào", "cột cơ quan giải quyết, hoặc constants.scope của tệp trong mapping.toml",
                             "Ghi constants = { scope = \"commune\" } ở mục [[file]] của tệp này trong mapping.toml (scope = \"unknown\" nếu không ai biết)."),
    "L0-thieu-kenh": Kind("refused", "Không biết hồ sơ nộp bằng cách nào", "cột hình thức nhận, hoặc constants.channel của tệp trong mapping.toml (columns = { channel = \"\" } nếu không ai biết)",
                          "Ghi constants = { channel = \"online\" } ở mục [[file]] của tệp này trong mapping.toml."),
    "L0-thieu-ket-thuc": Kind("refused", "Không biết hồ sơ đã kết thúc hay chưa", "một cột trạng thái, ngày kết thúc xử lý hoặc ngày trả kết quả",
                              "Xuất lại danh sách kèm cột trạng thái và cột ngày kết thúc; nếu tệp có cột ấy dưới tên khác, ghi columns = { ended_at = \"…\" } trong mapping.toml."),
    "L0-mapping": Kind("refused", "mapping.toml có chỗ sai", "các khóa nêu trong docs/huong-dan.md", "Sửa chỗ đã nêu trong mapping.toml."),
    "L0-mapping-thua": Kind("refused", "mapping.toml nêu một tệp không có", "tên tệp đúng như trong thư mục, * thay cho phần thay đổi",
                            "Sửa name của mục [[file]] cho đúng tên tệp; nếu có tháng không có tệp đó: ghi optional = true ở mục ấy."),
    "L0-khoang-theo-doi": Kind("odd", "Dòng “Theo dõi từ ngày … đến ngày …” không đọc được", "Theo dõi từ ngày 15/11/2025 đến ngày 14/12/2025",
                               "Sửa dòng đầu của tệp theo mẫu, hoặc ghi [covers] trong mapping.toml."),
    # The office's own workbook, corrections and words: a sheet or a line is left out, the month goes on.
    "L0-hai-so": Kind("refused", "Hai sổ theo dõi cùng có một bảng", "một sổ theo dõi cho mỗi bảng", "Gộp các dòng vào một sổ, chuyển sổ kia ra khỏi thư mục."),
    "L0-so-chua-ghi": Kind("listed", "Trang tính của sổ chưa ghi ngày theo dõi và chưa có dòng nào"),
    "L0-so-thieu-trang": Kind("listed", "Sổ không có một trang tính"),
    "L0-so-doi-ten": Kind("repaired", "Trang tính của sổ đã đổi tên, nhận ra theo tiêu đề"),
    "L0-so-hai-trang": Kind("odd", "Hai trang tính của sổ là cùng một bảng", "mỗi bảng một trang tính", "Chép các dòng vào trang tính gốc rồi xóa trang tính thừa."),
    "L0-so-tieu-de": Kind("unreadable", "Tiêu đề của sổ bị đổi hoặc mất", "các tiêu đề như hcc new đã ghi", "Gõ lại đúng tiêu đề vào ô đã nêu; hoặc tạo sổ mới ở thư mục khác bằng hcc new rồi chép các dòng sang."),
    "L0-so-ngay": Kind("unreadable", "Không biết sổ được theo dõi từ ngày nào đến ngày nào", "hai ngày ở hai ô vàng, ngày đầu không sau ngày cuối", "Ghi hai ngày đã theo dõi vào hai ô vàng ở đầu trang tính."),
    "L0-so-ngay-khac-ky": Kind("odd", "Ngày theo dõi của sổ không thuộc kỳ", "những ngày của kỳ", "Kiểm tra tháng và năm ở hai ô vàng."),
    "L0-so-bo-ra": Kind("unreadable", "Cả trang tính của sổ chưa được tính", "", "Sửa các chỗ nêu ngay trên rồi chạy lại; các trang tính khác vẫn được tính."),
    "L0-so-cot-thua": Kind("odd", "Cột, dòng hoặc ô ngoài mẫu của sổ, không được đọc", "các cột của mẫu, các dòng dưới tiêu đề", "Chuyển nội dung cần tính vào cột của mẫu; ghi chú riêng thì để yên."),
    "L0-hieu-chinh": Kind("refused", "Tệp hiệu chỉnh không đọc được", "CSV UTF-8 với các cột: Tệp; Mã hồ sơ; Cột; Giá trị trong tệp; Giá trị dùng; Lý do; Người quyết định (chức danh); Ngày",
                          "Sửa tệp corrections theo mẫu ở docs/huong-dan.md."),
    "L0-de-nguyen": Kind("left_alone", "Tệp hoặc trang tính không dùng đến, để nguyên"),
    # One row, one cell.
    "L1-ma-ho-so": Kind("refused", "Không đọc được mã hồ sơ", "mã hồ sơ dạng chữ, có chữ số, mỗi dòng một mã", _OPEN_SOURCE),
    "L1-ma-khac-dang": Kind("odd", "Mã hồ sơ viết khác dạng các mã khác", "mã như các mã khác của danh sách",
                            "Đối chiếu với hệ thống nguồn, sửa mã rồi xuất lại; khoản thu, khảo sát, tạm dừng của hồ sơ này có thể không khớp."),
    "L1-ma-chu-so": Kind("odd", "Mã hồ sơ viết chữ O, I, L thay cho số 0, 1", "chữ số ở chỗ các mã khác có chữ số", "Sửa mã trên hệ thống nguồn rồi xuất lại."),
    "L1-ngay-tiep-nhan": Kind("refused", "Không đọc được ngày tiếp nhận", "dd/mm/yyyy hoặc dd/mm/yyyy HH:MM:SS", _OPEN_SOURCE),
    "L1-dong-bo-ra": Kind("unreadable", "Dòng không đọc được, đứng ngoài mọi số đếm", "", _OPEN_SOURCE),
    "L1-tien-la": Kind("refused", "Số tiền khác hẳn danh mục hoặc các tháng trước", "số tiền cùng cỡ với mức phí trong danh mục và các tháng trước",
                       "Xuất lại từ hệ thống nguồn, không mở rồi lưu bằng phần mềm bảng tính. Nếu số tiền đúng: ghi vào mapping.toml\n    [limits]\n    small_amounts = 100"),
    "L1-tien-qua-nho": Kind("unreadable", "Số tiền nhỏ hơn mức phí nhỏ nhất", "số tiền từ 1.000 đồng", "Xuất lại từ hệ thống nguồn, không mở rồi lưu bằng phần mềm bảng tính."),
    "L1-khong-doc-duoc": Kind("unreadable", "Ô không đọc được", "", "Sửa trên hệ thống nguồn rồi xuất lại, hoặc ghi giá trị đúng vào corrections/."),
    "L1-ma-la": Kind("unreadable", "Giá trị không có trong danh mục", "", "Khai báo giá trị này ở [file.vocabulary.<cột>] trong mapping.toml (mẫu ở docs/huong-dan.md), hoặc sửa trên hệ thống nguồn."),
    "L1-sua-dang": Kind("repaired", "Đã sửa dạng viết, giá trị giữ nguyên"),
    "L1-thieu-khoa": Kind("odd", "Dòng thiếu mã", "", "Bổ sung mã trên hệ thống nguồn."),
    "L1-thu-tu-ngay": Kind("odd", "Ngày trước sau không hợp lý", "tiếp nhận ≤ kết thúc ≤ trả kết quả", "Kiểm tra hồ sơ trên hệ thống nguồn."),
    "L1-ngay-tuong-lai": Kind("odd", "Ngày sau thời điểm trích xuất", "ngày không sau thời điểm trích xuất", "Kiểm tra hồ sơ và thời điểm trích xuất."),
    "L1-ma-va-ngay": Kind("odd", "Ngày trong mã hồ sơ khác ngày nộp và ngày tiếp nhận", "phần YYMMDD của mã là ngày nộp hoặc tiếp nhận",
                          "Kiểm tra hồ sơ trên hệ thống nguồn."),
    "L1-trang-thai-va-ngay": Kind("odd", "Trạng thái và ngày kết thúc không khớp", "đã kết thúc thì có ngày kết thúc", "Kiểm tra hồ sơ trên hệ thống nguồn."),
    "L1-chi-truc-tiep": Kind("odd", "Thủ tục chỉ làm trực tiếp nhưng ghi nộp trực tuyến", "", "Kiểm tra hình thức nhận của hồ sơ."),
    "L1-ngoai-danh-muc": Kind("odd", "Thủ tục không có trong danh mục", "", "Kiểm tra mã, tên thủ tục; bổ sung vào reference/procedures.csv."),
    "L1-ca-nhan": Kind("odd", "Ô chữ có thể chứa thông tin cá nhân", "tên thủ tục, lĩnh vực, đơn vị, hệ thống; không họ tên, số điện thoại, số giấy tờ, địa chỉ",
                       "Kiểm tra cột có bị lệch không; bỏ thông tin cá nhân trên hệ thống nguồn rồi xuất lại."),
    "L1-so-tien": Kind("odd", "Số tiền và loại dòng không khớp", "thu là số dương, hoàn phí là số âm", "Kiểm tra biên lai trên hệ thống nguồn."),
    "L1-don-vi-la": Kind("odd", "Cơ quan hoặc đơn vị chưa khai báo", "", "Khai báo cơ quan này ở mục deciding_units trong reference/centre.toml."),
    "L1-he-thong-la": Kind("odd", "Tên hệ thống chưa khai báo", "một tên trong systems của centre.toml, hoặc đọc như tên một hệ thống", "Thêm tên vào systems trong reference/centre.toml, hoặc ghi tên hệ thống đã có."),
    "L1-so-khong-hop-ly": Kind("odd", "Số thành phần lớn hơn số chung", "số đúng giờ không lớn hơn số phải có mặt", "Kiểm tra hai số ở dòng này của sổ."),
    "L1-xom-la": Kind("odd", "Xóm không có trong danh sách của đơn vị", "tên xóm đúng như hamlets trong centre.toml", "Sửa tên xóm ở dòng này, hoặc thêm xóm vào hamlets trong centre.toml."),
    "L1-o-bat-buoc": Kind("odd", "Ô phải ghi còn trống", "", "Ghi nốt ô đã nêu, hoặc xóa cả dòng."),
    "L1-ngay-ngoai-so": Kind("odd", "Ngày nằm ngoài những ngày sổ đã theo dõi", "ngày trong khoảng ghi ở đầu trang tính", "Kiểm tra tháng và năm đã gõ."),
    "L1-dong-lap": Kind("odd", "Hai dòng giống hệt nhau trong sổ, hoặc một dòng giống hệt dòng ví dụ; đều được tính", "", "Nếu dán nhầm hai lần thì xóa một dòng; nếu là hai việc thì ghi số thứ tự khác nhau."),
    "L1-hieu-chinh": Kind("listed", "Giá trị hiệu chỉnh của đơn vị đã được dùng"),
    "L1-hieu-chinh-bo": Kind("odd", "Một dòng hiệu chỉnh không được dùng", "tệp, mã hồ sơ, cột và giá trị đúng như trong tệp xuất hiện có; người quyết định là chức danh",
                             "Đối chiếu lại với tệp xuất rồi sửa hoặc bỏ dòng này trong corrections."),
    # Rows that are not data, and tables against each other.
    "L1-dong-tong": Kind("listed", "Dòng tổng cộng, không phải số liệu"),
    "L1-dong-tong-lech": Kind("odd", "Dòng tổng cộng khác số dòng đếm được", "dòng tổng bằng số dòng", "Kiểm tra tệp có bị lọc hoặc cắt không; xuất lại."),
    "L1-dong-trong": Kind("listed", "Dòng trống, dòng ghi chú hoặc dòng nhóm, không phải số liệu"),
    "L2-trung": Kind("listed", "Một bản ghi có mặt nhiều lần, nội dung như nhau, tính một lần"),
    "L2-thay-the": Kind("listed", "Bản ghi có trong hai lần trích xuất khác nhau, lấy lần sau"),
    "L2-chi-ban-truoc": Kind("odd", "Hồ sơ chỉ có trong bản trích xuất trước", "mọi hồ sơ của bản trước còn trong bản sau",
                             "Nếu hồ sơ đã bị hủy hoặc xóa trên hệ thống: chuyển bản trích xuất trước ra khỏi thư mục của tháng; nếu bản sau bị lọc: xuất lại trọn danh sách."),
    "L2-mat-so-voi-truoc": Kind("refused", "Bảng thiếu nhiều dòng so với lần nhập trước", "trọn danh sách của kỳ, kể cả những dòng không đổi",
                                "Xuất lại trọn danh sách, hoặc để tệp cũ lại cạnh tệp chỉ gồm phần đã sửa (ghi ngày giờ trích xuất của từng tệp). Nếu các dòng ấy đúng là không còn: ghi vào mapping.toml (bỏ đi khi đã nhập xong)\n    [limits]\n    lost_rows = 100"),
    "L2-mau-thuan": Kind("refused", "Cùng một hồ sơ, cùng thời điểm trích xuất, nội dung khác nhau", "mỗi mã hồ sơ một nội dung",
                         "Xuất lại hai tệp cùng lúc, hoặc bỏ một tệp."),
    "L2-khac-noi-dung": Kind("odd", "Cùng mã, nội dung khác nhau, giữ cả hai", "", "Kiểm tra trên hệ thống nguồn."),
    "L2-hai-tra-loi": Kind("listed", "Một hồ sơ có nhiều câu trả lời trong sổ"),
    "L2-khong-khop": Kind("unmatched", "Không tìm thấy hồ sơ tương ứng ở tệp kia", "", "Kiểm tra hai tệp có cùng kỳ và cùng bộ lọc không."),
    "L2-khong-khop-nhieu": Kind("refused", "Quá nhiều dòng không tìm thấy hồ sơ tương ứng", "phần lớn dòng của mỗi bảng có hồ sơ trong danh sách",
                                "Bổ sung danh sách hồ sơ còn thiếu, hoặc xuất lại tệp này. Nếu đúng là như vậy: ghi vào mapping.toml\n    [limits]\n    unmatched = 100"),
    "L2-thieu-khoang": Kind("odd", "Các tệp của một bảng không nối liền nhau về thời gian", "", "Bổ sung tệp còn thiếu hoặc ghi [covers] trong mapping.toml."),
    "L3-khong-ky-truoc": Kind("odd", "Danh sách không có hồ sơ nào của kỳ trước chuyển qua", "hồ sơ mới tiếp nhận và hồ sơ kỳ trước còn đang giải quyết",
                              "Nếu khi xuất đã lọc theo ngày tiếp nhận: xuất lại gồm cả hồ sơ tiếp nhận trước kỳ mà đến đầu kỳ chưa xong."),
    "L3-tong-bieu": Kind("odd", "Biểu tổng hợp không tự khớp", "Tiếp nhận = đã giải quyết + đang giải quyết", "Kiểm tra biểu trên hệ thống nguồn."),
    # The office's own words.
    "V1-loi-van": Kind("odd", "Không đọc được loi-van.md", "văn bản UTF-8", "Lưu lại tệp với bảng mã UTF-8."),
    "V1-muc-la": Kind("odd", "Mục của lời văn không phải mục của báo cáo", "I.1 · I.2 · II · III · Kiến nghị", "Sửa dòng đề mục (## …) rồi chạy lại."),
    "V1-ngoai-muc": Kind("odd", "Lời văn đứng ngoài các mục", "lời văn dưới một đề mục ## …", "Chuyển đoạn này xuống dưới đề mục của nó."),
    "V1-ca-nhan": Kind("odd", "Lời văn có thể chứa thông tin cá nhân", "", "Bỏ mã hồ sơ, số giấy tờ, số điện thoại khỏi lời văn."),
    "V2-cho-trong-la": Kind("odd", "Tên chỉ số trong lời văn không có", "tên chỉ số trong docs/glossary.md, kèm phạm vi nếu cần: {{received_all:land}}", "Sửa tên trong hai ngoặc nhọn."),
    "V2-khong-co-so": Kind("odd", "Chỉ số nêu trong lời văn chưa có giá trị", "", "Bổ sung số liệu còn thiếu, hoặc bỏ câu này."),
    "V3-so-khong-khop": Kind("odd", "Số gõ trong lời văn không bằng chỉ số mang đúng tên và phạm vi đó", "số bằng kết quả của chỉ số được nêu, hoặc {{tên chỉ số}}", "Kiểm tra lại con số; nên thay bằng {{tên chỉ số}}."),
    "V3-so-chua-ro": Kind("listed", "Số gõ trong lời văn chưa rõ là của chỉ số nào, hoặc kỳ này chưa có số liệu", "", "Nên thay bằng {{tên chỉ số}} để số luôn khớp."),
}


def found(rule: str, message: str, **where) -> Finding:
    """A finding of a declared kind; `accepted` and `todo` may be given where they depend on the place."""
    kind = KINDS[rule]
    where.setdefault("accepted", kind.accepted)
    where.setdefault("todo", kind.todo)
    level = where.pop("level", kind.level)
    return Finding(rule=rule, level=level, message=message, **where)


def of_repairs(rows: Sequence[int], message: str, **where) -> list[Finding]:
    """Repairs of form in one column: one finding a row, or one for all rows where they are many."""
    if len(rows) <= LISTED_CELLS:
        return [found("L1-sua-dang", message, row=row, **where) for row in rows]
    return [found("L1-sua-dang", f"{message} ({len(rows)} dòng: {ranges(rows)})", row=rows[0], **where)]


def ranges(rows: Sequence[int]) -> str:
    """[3, 4, 5, 9] → "3–5, 9"; a long list ends with how many rows more there are."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    shown = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in parts[:_SHOWN_RANGES])
    more = sum(b - a + 1 for a, b in parts[_SHOWN_RANGES:])
    return f"{shown} … và {more} dòng nữa" if more else shown
