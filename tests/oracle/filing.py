"""Who filed a new online case, a second time: from the words of the definitions, case by case."""

from __future__ import annotations


def filer(case: dict, guided: list[dict], is_new_online: bool) -> dict:
    """Exactly one of the four ways for a new online case, none for any other."""
    helped = any(row.get("kind") == "filing" for row in guided)
    account, own = case.get("filing_account"), case.get("is_own_account")
    civil, may_be_child = case.get("field") == "Hộ tịch", case.get("age_band") in {None, "under_18"}
    if account is None and own is False and civil and may_be_child:
        way = "unknown"  # a parent's account cannot be told from a stranger's
    elif account is None:
        way = {True: "self", False: "others", None: "unknown"}[own]
    else:
        way = {"own": "self", "guardian": "self" if civil else "others", "centre": "assisted", "other": "others"}.get(
            account, "unknown"
        )
    way = "assisted" if helped else way
    return {f"filed_{one}": is_new_online and way == one for one in ("self", "assisted", "others", "unknown")} | {
        "filed_known": is_new_online and way != "unknown"
    }
