// Points of the reader's own: drawn on a pad, pasted as text, or loaded from a file. Text that cannot be read is kept and
// told off; the points that were there stay.

import { type ReactNode, useId, useRef, useState } from 'react';
import { LIMITS } from '../core/spec';
import { parsePoints } from '../core/targets/points';
import { isJsonObject } from '../state/json';
import { endEdit, numberOf, setField, useSettings } from '../state/settings';
import { DEFAULT_BANDWIDTH, keepTarget, targetKind } from '../state/target-choice';
import { formatCount } from '../views/numbers';
import { Dialog } from './Dialog';
import { InEnglish } from './InEnglish';
import { PointsPad } from './PointsPad';
import { useWords } from './use-words';

/** The points of the draft, if its target is points. */
function presentTarget(): { points: number[][]; bandwidth: string } {
  const { target } = useSettings.getState().draft;
  if (!isJsonObject(target) || targetKind(target) !== 'points')
    return { points: [], bandwidth: String(DEFAULT_BANDWIDTH) };
  const points = Array.isArray(target.points) ? (target.points as number[][]) : [];
  return { points: points.map((point) => [...point]), bandwidth: String(target.bandwidth) };
}

export function PointsDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords().points;
  const id = useId();
  const [start] = useState(presentTarget);
  const [points, setPoints] = useState<readonly (readonly number[])[]>(start.points);
  const [strokes, setStrokes] = useState<readonly number[]>([]);
  const [bandwidth, setBandwidth] = useState(start.bandwidth);
  const [text, setText] = useState('');
  const [mistake, setMistake] = useState<ReactNode>(null);
  const fileInput = useRef<HTMLInputElement>(null);

  const read = (source: string, fileName?: string) => {
    try {
      setPoints(parsePoints(source, fileName));
      setStrokes([]);
      setMistake(null);
    } catch (error) {
      setMistake(<InEnglish>{(error as Error).message}</InEnglish>);
    }
  };
  const load = async (file: File | undefined) => {
    if (!file) return;
    let content: string;
    try {
      content = await file.text();
    } catch {
      return setMistake(words.unreadable(file.name));
    }
    setText(content.length < 100_000 ? content : '');
    read(content, file.name);
  };
  const draw = (stroke: readonly (readonly number[])[]) => {
    const room = LIMITS.points - points.length;
    setMistake(stroke.length > room ? words.tooMany(formatCount(LIMITS.points)) : null);
    setStrokes([...strokes, points.length]);
    setPoints([...points, ...stroke.slice(0, room)]);
  };
  const undoStroke = () => {
    const length = strokes.at(-1);
    if (length === undefined) return;
    setPoints(points.slice(0, length));
    setStrokes(strokes.slice(0, -1));
  };
  const use = () => {
    const width = numberOf(bandwidth);
    if (points.length === 0) return setMistake(words.none);
    if (typeof width !== 'number' || !(width > 0)) return setMistake(words.invalidBandwidth(bandwidth));
    const target = { kind: 'points', points, bandwidth: width };
    keepTarget(target);
    setField('target', target);
    endEdit();
    onClose();
  };
  const dimension = points[0]?.length ?? 2;
  return (
    <Dialog title={words.title} onClose={onClose} wide>
      <p>{words.intro}</p>
      <div className="points">
        <div>
          <PointsPad points={points} label={words.pad} enabled={dimension === 2} onStroke={draw} />
          <div className="row buttons">
            <span className="note">{words.padNote}</span>
            <button type="button" onClick={undoStroke} disabled={strokes.length === 0}>
              {words.undoStroke}
            </button>
            <button
              type="button"
              disabled={points.length === 0}
              onClick={() => {
                setPoints([]);
                setStrokes([]);
              }}
            >
              {words.clear}
            </button>
          </div>
        </div>
        <div className="points-text">
          <label htmlFor={`${id}-text`}>{words.text}</label>
          <textarea
            id={`${id}-text`}
            rows={8}
            spellCheck={false}
            placeholder={'0.5, 1.2\n-0.3, 0.8'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div className="row buttons">
            <button type="button" onClick={() => read(text)} disabled={text.trim() === ''}>
              {words.read}
            </button>
            <button type="button" onClick={() => fileInput.current?.click()}>
              {words.load}
            </button>
            <input
              ref={fileInput}
              type="file"
              hidden
              accept=".csv,.json,.txt,text/csv,application/json"
              aria-label={words.load}
              onChange={(event) => {
                load(event.target.files?.[0]);
                // So that the same file may be chosen again, after it has changed.
                event.target.value = '';
              }}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}-bandwidth`}>{words.bandwidth}</label>
            <input
              id={`${id}-bandwidth`}
              type="text"
              inputMode="decimal"
              value={bandwidth}
              onChange={(event) => setBandwidth(event.target.value)}
            />
          </div>
          <p aria-live="polite">
            {points.length > 0
              ? words.countIn(formatCount(points.length), formatCount(dimension))
              : words.count(formatCount(0))}
          </p>
        </div>
      </div>
      {mistake !== null && (
        <p className="mistake" role="alert">
          {mistake}
        </p>
      )}
      <div className="row buttons end">
        <button type="button" className="primary" onClick={use}>
          {words.use}
        </button>
      </div>
    </Dialog>
  );
}
