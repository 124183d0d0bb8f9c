"""The questions themselves, in groups, and in the order in which one tends to ask them."""

from __future__ import annotations

from symlin.report.site.asked.networks import NETWORKS
from symlin.report.site.asked.signals import SIGNALS
from symlin.report.site.asked.spaces import SPACES
from symlin.report.site.asked.statistics import STATISTICS
from symlin.report.site.questions import Question, grouped

QUESTIONS: tuple[Question, ...] = (
    *grouped("Networks", NETWORKS),
    *grouped("Vectors, matrices and complex numbers", SPACES),
    *grouped("Functions, signals and differential equations", SIGNALS),
    *grouped("Statistics and regression", STATISTICS),
)
