"""The report's own words: sections I, II, III and the proposals as sentences whose figures stay tied to their indicators."""
