"""The course of a guided start: section after section, there and back, each statement put into the file at once."""

from collections.abc import Callable

from netdsl.diagnostics import Diagnostic
from netdsl.guide.draft import Draft, patch
from netdsl.guide.progress import Progress, Step, digest
from netdsl.guide.sections import SECTIONS
from netdsl.guide.talk import BackError, Prompt, Talk, shown
from netdsl.guide.texts import say

NAMES = tuple(section.name for section in SECTIONS)


class Guide:
    """Leads through the sections with one file.

    What is answered is kept after each answer, and the file written after each statement, so that it may end anywhere.
    """

    def __init__(self, draft: Draft, progress: Progress, prompt: Prompt, tell: Callable[[str], None]) -> None:
        self.draft = draft
        self.progress = progress
        self.talk = Talk(draft, progress, prompt, tell)
        self._heading = ""

    def run(self) -> None:
        """Ask till the last section is through.

        Raises LeftError when the person leaves, StaleError when the file has errors that somebody else brought into
        it, OSError when it cannot be written.
        """
        again = self.progress.pending
        while self.progress.section in NAMES:
            self._tell_heading()
            self.talk.begin(again)
            again = self._statement()

    def _statement(self) -> list[str]:
        """Ask for one statement; gives the answers that are to be given once more to the next one."""
        section = SECTIONS[NAMES.index(self.progress.section)]
        codes = self.progress.codes
        try:
            additions = section.ask(self.talk)
        except BackError:
            self.progress.codes = codes
            return self._back()
        if self.draft.refresh():
            self.progress.steps.clear()
        text = self.draft.text if additions is None else self.draft.tried(self.talk.whole(additions))
        if isinstance(text, Diagnostic):
            self.talk.tell(f"  {shown(text)}")
            self.progress.codes = codes
            return self._back()
        self._note(text, codes)
        if additions is None or section.once:
            following = (*NAMES, "")[NAMES.index(section.name) + 1]
            self.progress.section = following
        self._keep()
        return []

    def _note(self, text: str, codes: str) -> None:
        progress, before = self.progress, self.draft.text
        if progress.pending:
            undo = patch(text, before)
            progress.steps.append(Step(progress.section, progress.pending, codes, digest(before), undo))
        progress.pending = []
        if text != before:
            self.draft.become(text)

    def _keep(self) -> None:
        """Keep what is answered, then the file: if only the first is done, the last step can be taken again."""
        self.talk.keep()
        if self.progress.started and not (self.progress.began and self.draft.empty):
            self.draft.save()

    def _back(self) -> list[str]:
        """Take back the last answer: of the statement in hand, or else the last of the one before."""
        progress = self.progress
        if progress.pending:
            answers, progress.pending = progress.pending[:-1], []
            return answers
        if self.draft.refresh():
            progress.steps.clear()
        if not progress.steps:
            self.talk.tell(f"  {say('no-back', self.draft.language)}")
            return []
        step = progress.steps.pop()
        progress.section, progress.codes = step.section, step.codes
        self.draft.become(step.patch.applied(self.draft.text))
        progress.pending = step.answers[:-1]
        self.draft.save()
        progress.save(self.draft.name, self.draft.text)
        return step.answers[:-1]

    def _tell_heading(self) -> None:
        heading = SECTIONS[NAMES.index(self.progress.section)].heading
        if heading != self._heading:
            self._heading = heading
            self.talk.tell(f"\n{say(f'section-{heading}', self.draft.language)}")
