// A menu of files to save.

import { useId, useRef } from 'react';
import { useRun } from '../state/run';
import { sentenceOf } from '../state/session';
import { save } from './save';

export interface SaveItem {
  readonly label: string;
  readonly file: string;
  readonly type: string;
  readonly content: () => string | Promise<Blob>;
}

export interface SaveMenuProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly items: readonly SaveItem[];
}

export function SaveMenu({ label, disabled, items }: SaveMenuProps) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" popoverTarget={id} disabled={disabled}>
        {label}
      </button>
      <div id={id} ref={popover} popover="auto" className="popover menu">
        {items.map(({ label: name, file, type, content }) => (
          <button
            key={file}
            type="button"
            onClick={async () => {
              popover.current?.hidePopover();
              try {
                save(file, type, await content());
              } catch (error) {
                useRun.setState({ message: sentenceOf(error) });
              }
            }}
          >
            {name}
          </button>
        ))}
      </div>
    </>
  );
}
