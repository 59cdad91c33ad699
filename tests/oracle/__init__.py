"""The second implementation: every indicator again, in pandas and plain Python, from the definitions alone.

It shares no line with hcc_helpers/facts and hcc_helpers/indicators: a mistake would have to be made twice, in two
languages, to stay unseen. It is slow and explicit on purpose; where it and the suite differ, one of the two reads the
definitions wrongly.
"""
