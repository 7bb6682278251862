"""The API for machines, at /api/."""

from passports.api import problems
from passports.api.credentials import router
from passports.api.described import DescribedAPI
from passports.api.requests import StrictParser

api = DescribedAPI(
    title="Career Passport",
    version="1",
    description="Issue, verify and revoke credentials. Errors outside the VC API are problem+json.",
    urls_namespace="api",
    # Its page loads scripts from elsewhere; ours is passports/views/api_docs.py.
    docs_url=None,
    parser=StrictParser(),
)
problems.install(api)
api.add_router("/vc", router)
