"""The employers' part of the API. Imported where the addresses are made, before the API's own."""

from employers.api.attestations import router
from employers.api.portal_requests import router as portal_requests
from employers.api.requests import router as requests_router
from passports.api.api import api

api.add_router("/attestations", router)
api.add_router("/verification-requests", requests_router)
api.add_router("/requests", portal_requests)
