"""A throttle in a file of its own: REST framework imports it while it starts, before there can be views."""

from rest_framework.throttling import UserRateThrottle


class BurstThrottle(UserRateThrottle):
    scope = "burst"
