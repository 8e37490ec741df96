"""Convert between WGS-84 and GCJ-02, the shifted coordinates of Chinese maps.

The offset is the publicly known polynomial over the Krasovsky 1940 ellipsoid; the tests hold it against the
reference points that the open-source transforms publish. Outside the rectangle around mainland China both
systems are taken as the same.
"""

from math import cos, pi, sin, sqrt, tau
from typing import NamedTuple

_SEMI_MAJOR_M = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_SETTLED_DEGREES = 1e-9
_MOST_STEPS = 30


class Point(NamedTuple):
    """A place in degrees."""

    lat: float
    lon: float


def wgs84_to_gcj02(lat: float, lon: float) -> Point:
    """Shift a WGS-84 point to GCJ-02."""
    if not _is_shifted(lat, lon):
        return Point(lat, lon)
    d_lat, d_lon = _offset(lat, lon)
    return Point(lat + d_lat, lon + d_lon)


def gcj02_to_wgs84(lat: float, lon: float) -> Point:
    """Find the WGS-84 point that shifts to a GCJ-02 point; exact to well under a millimetre."""
    guess = Point(lat, lon)
    for _ in range(_MOST_STEPS):
        shifted = wgs84_to_gcj02(*guess)
        miss = Point(shifted.lat - lat, shifted.lon - lon)
        guess = Point(guess.lat - miss.lat, guess.lon - miss.lon)
        if max(abs(miss.lat), abs(miss.lon)) < _SETTLED_DEGREES:
            break
    return guess


def _is_shifted(lat: float, lon: float) -> bool:
    return 0.8293 <= lat <= 55.8271 and 72.004 <= lon <= 137.8347


def _offset(lat: float, lon: float) -> Point:
    x, y = lon - 105.0, lat - 35.0
    phi = lat / 180.0 * pi
    flat = 1 - _ECCENTRICITY_SQUARED * sin(phi) ** 2
    metres_per_rad_lat = _SEMI_MAJOR_M * (1 - _ECCENTRICITY_SQUARED) / (flat * sqrt(flat))
    metres_per_rad_lon = _SEMI_MAJOR_M / sqrt(flat) * cos(phi)
    return Point(
        _metres_north(x, y) * 180.0 / (metres_per_rad_lat * pi),
        _metres_east(x, y) * 180.0 / (metres_per_rad_lon * pi),
    )


def _metres_north(x: float, y: float) -> float:
    smooth = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    waves_y = 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)
    long_waves = 160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)
    return smooth + (_ripple(x) + waves_y + long_waves) * 2.0 / 3.0


def _metres_east(x: float, y: float) -> float:
    smooth = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    waves_x = 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)
    long_waves = 150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)
    return smooth + (_ripple(x) + waves_x + long_waves) * 2.0 / 3.0


def _ripple(x: float) -> float:
    return 20.0 * sin(3.0 * tau * x) + 20.0 * sin(tau * x)
