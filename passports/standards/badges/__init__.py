"""Open Badges 1.0, 1.1 and 2.0: badges that are trusted because of where they are hosted, or
signed with a key that their issuer publishes. https://www.imsglobal.org/spec/ob/v2p0/
"""
