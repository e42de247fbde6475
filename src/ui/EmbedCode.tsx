// The figure for a page of the reader's own: its size, the code to paste, and how it looks there.

import { useId, useRef, useState } from 'react';
import { CopyButton } from './CopyButton';
import { useWords } from './use-words';

/** Sizes in CSS pixels: narrower than a phone nothing can be read. */
const SIZES = {
  width: { least: 320, most: 3840, first: 960 },
  height: { least: 320, most: 2160, first: 640 },
} as const;
type Side = keyof typeof SIZES;
/** Width of the preview, CSS pixels. */
const PREVIEW = 520;

/** What is wrong with a size; null when nothing is. */
function isPossible(side: Side, text: string): boolean {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= SIZES[side].least && value <= SIZES[side].most;
}

/** The code of a frame. Addresses of this page hold no quotes; ampersands are written as HTML wants them. */
export function embedCode(link: string, width: number, height: number, title: string): string {
  const address = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${address}" width="${width}" height="${height}" title="${title}" style="border: 0" loading="lazy" allowfullscreen></iframe>`;
}

export function EmbedCode({ link }: { readonly link: string }) {
  const words = useWords();
  const { embedding } = words.share;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [width, setWidth] = useState(String(SIZES.width.first));
  const [height, setHeight] = useState(String(SIZES.height.first));
  const [isPreviewed, setPreviewed] = useState(false);
  const possible = isPossible('width', width) && isPossible('height', height);
  const code = possible ? embedCode(link, Number(width), Number(height), words.name) : '';
  const scale = Math.min(1, PREVIEW / Number(width));
  const size = (side: Side, value: string, set: (value: string) => void) => (
    <label>
      {embedding[side]}{' '}
      <input
        type="text"
        inputMode="numeric"
        size={5}
        value={value}
        aria-invalid={!isPossible(side, value)}
        onChange={(event) => set(event.target.value.trim())}
      />
    </label>
  );
  const mistakes = (['width', 'height'] as const).filter(
    (side) => !isPossible(side, side === 'width' ? width : height),
  );
  return (
    <div className="embed-code">
      <div className="row">
        {size('width', width, setWidth)}
        {size('height', height, setHeight)}
      </div>
      {mistakes.map((side) => (
        <p key={side} className="mistake">
          {embedding.mistake(embedding[side], String(SIZES[side].least), String(SIZES[side].most))}
        </p>
      ))}
      <label htmlFor={id}>{embedding.code}</label>
      <textarea id={id} ref={field} rows={4} readOnly value={code} onFocus={(event) => event.target.select()} />
      <div className="row">
        {/* The frame computes its run when it is opened. */}
        <button type="button" disabled={!possible} onClick={() => setPreviewed(!isPreviewed)}>
          {isPreviewed ? embedding.hidePreview : embedding.preview}
        </button>
        <span className="grow" />
        <CopyButton label={embedding.copy} text={code} box={field} />
      </div>
      {isPreviewed && possible && (
        <div className="embed-preview" style={{ height: Number(height) * scale }}>
          <iframe
            src={link}
            title={embedding.previewTitle}
            style={{ width: Number(width), height: Number(height), transform: `scale(${scale})` }}
          />
        </div>
      )}
    </div>
  );
}
