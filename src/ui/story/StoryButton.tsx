// How the story is opened and closed from the page: a button in the header, and a word on what the page is for those who have not seen it.

import { leaveStory } from '../../state/address';
import { useSettings } from '../../state/settings';
import { declineInvitation, openStory, useStory } from '../../state/story-reader';
import { useController } from '../context';
import { useWords } from '../use-words';

export function StoryButton() {
  const words = useWords().story;
  const controller = useController();
  const open = useStory((state) => state.open);
  const toggle = () => {
    const spec = controller.shownSpec ?? useSettings.getState().spec;
    if (!open) openStory();
    else if (spec) leaveStory(spec);
  };
  return (
    <button type="button" id="story-button" aria-pressed={open} title={open ? words.close : undefined} onClick={toggle}>
      {words.title}
    </button>
  );
}

export function StoryInvitation() {
  const words = useWords().story;
  const isDone = useStory(({ invited, open }) => invited || open);
  if (isDone) return null;
  return (
    <p className="invitation">
      <span>{words.invitation}</span>
      <button type="button" className="primary" onClick={openStory}>
        {words.read}
      </button>
      <button type="button" className="quiet" onClick={declineInvitation}>
        {words.decline}
      </button>
    </p>
  );
}
