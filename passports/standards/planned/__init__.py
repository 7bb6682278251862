"""Whole credentials verified by a plan for their shape.

Most documents that arrive are written like others before them: the same keys, contexts and types in
the same order, with other values. What is asked of such a document does not depend on its values,
so it is worked out once, with place holders for the values. The text of the next document of the
shape is cut at its quotation marks, and its values are checked in groups.

A plan says "this is good" or nothing. Whatever it is not certain of (an escape, a control
character, a value that a test refuses, a signature that does not hold) is left to the complete
path, which also words every refusal. Plans hold keys, contexts, types and places, and no values.

    outlines.py    text → punctuation, keys and values
    keeping.py     the plans that are kept, by shape, within bounds
    samples.py     documents of place holders, and what is asked of each of them
    making.py      the complete checks run once on such a document
    statements.py  what an RDF based proof signs, filled in
    course.py      what is done with the values of a document of a known shape
    readings.py    bytes → values and the course for their shape, for JSON and for tokens
    verifying.py   the checks, and the report
"""
