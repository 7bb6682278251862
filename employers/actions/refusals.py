"""Why a deed on a request is refused."""


class MoveLost(Exception):
    """Somebody else has decided in the meantime; the request is no longer in a state for this."""


class NotOpen(Exception):
    """What a link led to was answered, declined, handed over, stopped, or its time is over."""


class NotAllowed(Exception):
    """The actor may not do this to this object."""


class AlreadyAsked(NotAllowed):
    """The same person has an open request of this organization for the same job."""


class TooMany(NotAllowed):
    """A limit on how often somebody may be bothered."""


class NotInvited(NotAllowed):
    """This account has not verified the address that the request went to."""
