"""II.1: who files the online cases. The four ways add up to the new online cases; without the guidance register there is no value."""

from hcc_helpers.indicators.definition import Shared, count, share

OUR_OWN = "Định nghĩa của bộ chỉ số"
BY = ("field", "unit", "procedure")
REST: Shared = dict(of="cases", adds="flow", section="II", source=OUR_OWN, by=BY)

count(
    "online_self_filed",
    which="is_new_online_self",
    label="Người dân tự nộp trực tuyến",
    definition="Hồ sơ trực tuyến tiếp nhận mới, nộp bằng tài khoản của chủ hồ sơ (hồ sơ hộ tịch: cả của cha, mẹ, người giám hộ), không có trong sổ hướng dẫn nộp.",
    example="""
    case_id | is_own_account | filing_account | field    -> counted
    H1      | có             | –              | Hộ tịch  -> yes
    H2      | không          | guardian       | Hộ tịch  -> yes
    H3      | không          | guardian       | Đất đai  -> no
    H4      | có             | –              | Hộ tịch  -> no
    H5      | –              | –              | Hộ tịch  -> no

    [guidance]
    case_id | kind
    H4      | filing
    H1      | payment
    """,
    **REST,
)
count(
    "online_assisted",
    which="is_new_online_assisted",
    label="Nộp trực tuyến có hỗ trợ tại Trung tâm",
    definition="Hồ sơ trực tuyến tiếp nhận mới, nộp bằng tài khoản của Trung tâm, cán bộ, hoặc có tên trong sổ hướng dẫn nộp.",
    example="""
    case_id | is_own_account | filing_account -> counted
    H1      | có             | –              -> yes
    H2      | không          | centre         -> yes
    H3      | không          | other          -> no

    [guidance]
    case_id | kind
    H1      | filing
    H3      | account
    """,
    **REST,
)
count(
    "online_by_others",
    which="is_new_online_by_others",
    label="Người khác nộp hộ trực tuyến",
    definition="Hồ sơ trực tuyến tiếp nhận mới, nộp bằng tài khoản của người khác chủ hồ sơ, không có hỗ trợ tại Trung tâm. Hồ sơ hộ tịch của trẻ em mà danh sách không ghi tài khoản là của ai thì không tính vào đây.",
    example="""
    case_id | is_own_account | filing_account | field    | age_band -> counted
    H1      | không          | –              | Hộ tịch  | 36_59    -> yes
    H2      | không          | guardian       | Đất đai  | –        -> yes
    H3      | không          | centre         | Hộ tịch  | 36_59    -> no
    H4      | có             | –              | Hộ tịch  | 36_59    -> no
    H5      | không          | –              | Hộ tịch  | under_18 -> no

    [guidance]
    case_id | kind
    H9      | filing
    """,
    **REST,
)
count(
    "online_filer_unknown",
    which="is_new_online_filer_unknown",
    label="Trực tuyến, không rõ người nộp",
    definition="Hồ sơ trực tuyến tiếp nhận mới mà danh sách không cho biết tài khoản nộp là của ai, cũng không có trong sổ hướng dẫn nộp; hồ sơ hộ tịch của trẻ em nộp bằng tài khoản khác mà không rõ có phải của cha, mẹ, người giám hộ.",
    example="""
    case_id | is_own_account | filing_account | age_band -> counted
    H1      | –              | –              | –        -> yes
    H2      | có             | unreadable     | –        -> yes
    H3      | –              | own            | –        -> no
    H4      | –              | –              | –        -> no
    H5      | không          | –              | under_18 -> yes
    H6      | không          | –              | 36_59    -> no

    [guidance]
    case_id | kind
    H4      | filing
    """,
    **REST,
)
count(
    "online_filer_known",
    which="is_new_online_filer_known",
    label="Trực tuyến, rõ người nộp",
    definition="Hồ sơ trực tuyến tiếp nhận mới mà biết là tự nộp, có hỗ trợ hay nộp hộ.",
    base="trên số hồ sơ trực tuyến mới rõ người nộp",
    example="""
    case_id | is_own_account | filing_account -> counted
    H1      | có             | –              -> yes
    H2      | –              | centre         -> yes
    H3      | –              | –              -> no

    [guidance]
    case_id | kind
    H9      | filing
    """,
    **REST,
)
share(
    "online_self_filed_pct",
    part="online_self_filed",
    whole="online_filer_known",
    label="Tỷ lệ người dân tự nộp trực tuyến",
    section="II",
    better="higher",
    interval="wilson",
    source=OUR_OWN,
    by=BY,
)
