"""The flags, one file a table, in the order in which they build on each other (children before cases)."""

from hcc_helpers.facts.flags import (  # noqa: F401, I001  the order is the order of declaration
    payments,
    documents,
    appointments,
    surveys,
    petitions,
    reminders,
    outreach,
    systems,
    staff,
    in_person,
    cases,
    counter,
    new_in_person,
    self_filing,
)
