"""What every page shares: base template, one stylesheet, numbers and dates in three languages, messages. A leaf."""

from look.languages import LANGUAGES, choose
from look.messages import message
from look.page import Render, renderer

__all__ = ["LANGUAGES", "Render", "choose", "message", "renderer"]
