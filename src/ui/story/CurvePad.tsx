// A curve of errors over rounds that the reader draws: with a pointer, or point by point with the arrow keys. Drawn once, it shows the
// curve of the run beside it. It knows heights and places, and nothing of runs.

import { useId, useRef } from 'react';
import { DRAWN } from '../../story/answers';
import { formatCount, formatError, powerOfTen } from '../../views/numbers';
import { useWords } from '../use-words';

/** The drawing in its own units. */
const SIZE = { width: 420, height: 230 } as const;
const MARGIN = { left: 44, right: 14, top: 12, bottom: 34 } as const;
/** Step of an arrow key, in exponents of ten. */
const KEY_STEP = 0.5;
/** Every how many exponents are printed. */
const TICKS = 3;

export interface CurvePadProps {
  /** Numbers of rounds. */
  readonly places: readonly number[];
  /** Logarithms of the errors drawn, one a place; none where the axes stand empty. */
  readonly values: readonly number[];
  /** The same of the run; null before it is shown. */
  readonly truth: readonly number[] | null;
  /** Absent where the curve is shown only. */
  readonly onChange?: (values: readonly number[]) => void;
}

export function CurvePad({ places, values, truth, onChange }: CurvePadProps) {
  const all = useWords();
  const words = all.story.pad;
  const id = useId();
  const drawing = useRef<SVGSVGElement>(null);
  const last = places.at(-1) ?? 1;
  const x = (rounds: number) => MARGIN.left + (rounds / last) * (SIZE.width - MARGIN.left - MARGIN.right);
  const y = (value: number) =>
    MARGIN.top + ((DRAWN.high - value) / (DRAWN.high - DRAWN.low)) * (SIZE.height - MARGIN.top - MARGIN.bottom);
  const set = (index: number, value: number) => {
    const within = Math.min(DRAWN.high, Math.max(DRAWN.low, value));
    onChange?.(values.map((old, at) => (at === index ? within : old)));
  };
  const point = (event: React.PointerEvent) => {
    const box = drawing.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const scale = SIZE.width / box.width;
    const [left, top] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    const away = places.map((place) => Math.abs(x(place) - left));
    const height = SIZE.height - MARGIN.top - MARGIN.bottom;
    const value = DRAWN.high - ((top - MARGIN.top) / height) * (DRAWN.high - DRAWN.low);
    set(away.indexOf(Math.min(...away)), Math.round(10 * value) / 10);
  };
  const lineOf = (heights: readonly number[]) =>
    places.map((place, at) => `${x(place)},${y(heights[at] ?? 0)}`).join(' ');
  const exponents = Array.from(
    { length: Math.floor((DRAWN.high - DRAWN.low) / TICKS) + 1 },
    (_, index) => Math.ceil(DRAWN.low / TICKS) * TICKS + index * TICKS,
  ).filter((exponent) => exponent <= DRAWN.high);
  const bottom = SIZE.height - MARGIN.bottom;
  return (
    <svg
      ref={drawing}
      className={onChange ? 'curve-pad' : 'curve-pad still'}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      preserveAspectRatio="xMinYMid meet"
      role={onChange ? 'group' : 'img'}
      aria-label={onChange ? `${words.title}. ${words.hint}` : values.length > 0 ? words.compared : words.title}
      onPointerDown={(event) => {
        if (!onChange) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={(event) => {
        if (onChange && event.buttons > 0) point(event);
      }}
    >
      {exponents.map((exponent) => (
        <g key={exponent}>
          <line className="grid" x1={MARGIN.left} x2={SIZE.width - MARGIN.right} y1={y(exponent)} y2={y(exponent)} />
          <text x={MARGIN.left - 6} y={y(exponent)} textAnchor="end" dominantBaseline="middle">
            {powerOfTen(exponent)}
          </text>
        </g>
      ))}
      {places.map((place) => (
        <text key={place} x={x(place)} y={bottom + 14} textAnchor="middle">
          {formatCount(place)}
        </text>
      ))}
      <text x={SIZE.width - MARGIN.right} y={SIZE.height - 4} textAnchor="end">
        {words.rounds}
      </text>
      <text x={MARGIN.left + 4} y={MARGIN.top + 2} dominantBaseline="hanging">
        {words.error}
      </text>
      {truth && <polyline className="truth" points={lineOf(truth)} />}
      {values.length > 0 && <polyline className="drawn" points={lineOf(values)} />}
      {truth && (
        <g>
          <Key label={words.yours} className="drawn" at={SIZE.height - 4} from={MARGIN.left} />
          <Key label={words.run} className="truth" at={SIZE.height - 4} from={MARGIN.left + 110} />
        </g>
      )}
      {onChange &&
        places.map((place, index) => {
          const value = values[index] ?? 0;
          return (
            <circle
              key={place}
              id={`${id}-${index}`}
              cx={x(place)}
              cy={y(value)}
              r={7}
              role="slider"
              tabIndex={0}
              aria-label={words.point(formatCount(place))}
              aria-orientation="vertical"
              aria-valuemin={DRAWN.low}
              aria-valuemax={DRAWN.high}
              aria-valuenow={value}
              aria-valuetext={formatError(10 ** value, all)}
              onKeyDown={(event) => {
                const by = { ArrowUp: KEY_STEP, ArrowDown: -KEY_STEP }[event.key];
                const next = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
                if (by !== undefined) set(index, value + by);
                else if (next !== undefined) document.getElementById(`${id}-${index + next}`)?.focus();
                else return;
                event.preventDefault();
              }}
            />
          );
        })}
    </svg>
  );
}

interface KeyProps {
  readonly label: string;
  readonly className: string;
  readonly at: number;
  readonly from: number;
}

function Key({ label, className, at, from }: KeyProps) {
  return (
    <>
      <line className={className} x1={from} x2={from + 18} y1={at - 4} y2={at - 4} />
      <text x={from + 23} y={at}>
        {label}
      </text>
    </>
  );
}
