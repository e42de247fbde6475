// The share link: the settings, or the run that is shown while the settings hold a mistake, and the present view.

import { useId, useRef, useState } from 'react';
import { type LinkFor, shareLink } from '../state/address';
import { LONG_LINK } from '../state/link';
import { HIDEABLE, LOCKABLE, type Locks, useLocks } from '../state/locks';
import { useSettings } from '../state/settings';
import { formatCount } from '../views/numbers';
import { CopyButton } from './CopyButton';
import { useController } from './context';
import { Dialog } from './Dialog';
import { EmbedCode } from './EmbedCode';
import { useWords } from './use-words';

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords().share;
  const id = useId();
  const controller = useController();
  const draft = useSettings((state) => state.spec);
  const [purpose, setPurpose] = useState<LinkFor>('page');
  // Whoever was given locks passes them on.
  const given = useLocks();
  const [locks, setLocks] = useState<Locks>(given);
  const field = useRef<HTMLTextAreaElement>(null);
  const spec = draft ?? controller.shownSpec;
  const link = spec ? shareLink(spec, purpose, locks) : '';
  const tooLarge = link === null;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.note}</p>
      {!draft && <p className="mistake">{words.impossible}</p>}
      <label htmlFor={id}>{words.link}</label>
      <textarea id={id} ref={field} rows={5} readOnly value={link ?? ''} onFocus={(event) => event.target.select()} />
      {tooLarge ? (
        <p className="mistake">{words.tooLarge}</p>
      ) : (
        <div className="row">
          <p className="note grow">
            {words.length(formatCount(link.length))} {link.length > LONG_LINK && words.long}
          </p>
          <CopyButton label={words.copy} text={link} box={field} />
        </div>
      )}
      <div className="row buttons">
        <label className="check">
          <input
            type="checkbox"
            checked={purpose === 'embed'}
            onChange={(event) => setPurpose(event.target.checked ? 'embed' : 'page')}
          />
          {words.embed}
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={purpose === 'present'}
            onChange={(event) => setPurpose(event.target.checked ? 'present' : 'page')}
          />
          {words.present}
        </label>
      </div>
      {purpose === 'embed' && link && <EmbedCode link={link} />}
      {given.hidden.length + given.locked.length === 0 ? (
        <LockChoice locks={locks} onChange={setLocks} />
      ) : (
        <p className="note">{words.locksGiven}</p>
      )}
    </Dialog>
  );
}

interface LockChoiceProps {
  readonly locks: Locks;
  readonly onChange: (locks: Locks) => void;
}

/** What the link hides and locks for a class. */
function LockChoice({ locks, onChange }: LockChoiceProps) {
  const words = useWords().share;
  const toggled = <T extends string>(list: readonly T[], name: T): readonly T[] =>
    list.includes(name) ? list.filter((entry) => entry !== name) : [...list, name];
  return (
    <details>
      <summary>{words.teaching}</summary>
      <fieldset className="checks">
        <legend>{words.hide}</legend>
        {HIDEABLE.map((name) => (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={locks.hidden.includes(name)}
              onChange={() => onChange({ ...locks, hidden: toggled(locks.hidden, name) })}
            />
            {words.hideable[name]}
          </label>
        ))}
      </fieldset>
      <fieldset className="checks">
        <legend>{words.lock}</legend>
        {LOCKABLE.map((name) => (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={locks.locked.includes(name)}
              onChange={() => onChange({ ...locks, locked: toggled(locks.locked, name) })}
            />
            {words.lockable[name]}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
