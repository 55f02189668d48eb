"""A shell that needs a script to fill it: nothing but "You need to enable JavaScript to run this app.".

The article was never in the page. Rejected where all that it shows is such a notice and hardly a word beside it. It
must not fire on a page that has text and a notice too.
"""

from pipeline.model import View
from pipeline.rule import PageRule, Rejection
from pipeline.rules.amount import exceeds, shown_in
from pipeline.rules.block.script_notice import find as notice_in
from pipeline.segment.shape import words_in

MAX_WORDS = 60


def find(view: View) -> Rejection | None:
    """A rejection, where the page holds a notice that it needs scripts, and little else."""
    if exceeds(shown_in(view.blocks), MAX_WORDS, words_in):
        return None
    notice = next((hit for block in view.blocks if not block.hidden and (hit := notice_in(block))), None)
    return Rejection(reason="needs_script", why=notice.why) if notice else None


RULE = PageRule(code="P003", name="script-wall", find=find)
