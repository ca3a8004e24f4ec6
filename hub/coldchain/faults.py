"""What can be wrong with one field of a form of the cold chain, so that it is said beside that field in the reader's language."""

from enum import StrEnum


class FieldFault(StrEnum):
    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NO_TEMPERATURE = "no_temperature"  # colder or warmer than any store of food
    DELAY_LENGTH = "delay_length"  # not between nothing and a day
    HYSTERESIS = "hysteresis"  # not between 0 and 10 degrees
    NOT_GRAVER = "not_graver"  # milder than the level before it
    CROSSED = "crossed"  # too cold begins above where too warm begins
    NO_DAY = "no_day"
    PAST_DAY = "past_day"
    FUTURE_DAY = "future_day"
    PAST_UNSAID = "past_unsaid"  # a day that is over, and nobody said that it is meant
    NOTHING_CHANGED = "nothing_changed"
    NO_TIME = "no_time"
    TOO_MANY = "too_many"
    TOO_CLOSE = "too_close"
    DEFROST_LENGTH = "defrost_length"
    DOOR_LENGTH = "door_length"
    BEFORE_CALIBRATION = "before_calibration"
    DUE_NOT_LATER = "due_not_later"
    OFFSET_TOO_LARGE = "offset_too_large"
    OFFSET_AGAINST_POINTS = "offset_against_points"
    HALF_A_POINT = "half_a_point"
