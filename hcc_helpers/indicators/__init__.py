"""All indicators, in the order of the report. Importing this package declares them."""

from hcc_helpers.indicators import (  # noqa: F401, I001  the order is the order of the report
    coordination,
    reminders,
    outreach,
    digitisation,
    received,
    forwarded,
    outcomes,
    fees,
    petitions,
    in_person,
    systems,
    staff,
    decision_766,
    self_filing,
)
