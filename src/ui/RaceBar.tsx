// The clock of the race: play, scrub, which clock, how fast, and the tolerance that a lane must come within.

import { useId, useState } from 'react';
import { FIELD_RANGES } from '../core/fields';
import { SPEEDS } from '../state/cursor';
import { CLOCKS } from '../state/link';
import { chooseClock, useRace } from '../state/race';
import { numberOf } from '../state/settings';
import { formatCount } from '../views/numbers';
import { useController } from './context';
import { formatDuration } from './numbers';
import { shownClock } from './race-picture';
import { togglePlayRace } from './race-playback';
import { useWords } from './use-words';

/** Steps of the slider over times. */
const TIME_STEPS = 1000;

export function RaceBar() {
  const all = useWords();
  const words = all.race;
  const controller = useController();
  const id = useId();
  const { playing, clock, speed } = useRace();
  const { position, end } = shownClock(controller, all);
  const isCalls = clock === 'rounds';
  const value = isCalls ? formatCount(Math.round(position)) : formatDuration(position);
  const said = isCalls ? words.atCalls(value) : words.atTime(value);
  return (
    <section className="race-bar" aria-label={words.clock}>
      <div className="row">
        <button type="button" className="play" disabled={end === 0} onClick={() => togglePlayRace(controller)}>
          {playing ? words.pause : words.play}
        </button>
        <button type="button" disabled={end === 0} onClick={() => useRace.setState({ position: null, playing: false })}>
          {words.firstFinish}
        </button>
        <button type="button" disabled={end === 0} onClick={() => useRace.setState({ position: end, playing: false })}>
          {words.end}
        </button>
        <fieldset className="clocks">
          <legend className="visually-hidden">{words.clock}</legend>
          {CLOCKS.map((name) => (
            <label key={name}>
              <input type="radio" name={id} checked={name === clock} onChange={() => chooseClock(name)} />
              {words.clocks[name]}
            </label>
          ))}
        </fieldset>
        <select
          aria-label={words.speed}
          value={speed}
          onChange={(event) => useRace.setState({ speed: Number(event.target.value) })}
        >
          {SPEEDS.map((choice) => (
            <option key={choice} value={choice}>
              {words.speeds(choice)}
            </option>
          ))}
        </select>
        <ToleranceField />
      </div>
      <div className="race-clock">
        <input
          type="range"
          aria-label={words.position}
          aria-valuetext={said}
          min={0}
          max={isCalls ? Math.max(1, end) : TIME_STEPS}
          step={1}
          disabled={end === 0}
          value={isCalls ? position : end > 0 ? (position / end) * TIME_STEPS : 0}
          onChange={(event) => {
            const at = Number(event.target.value);
            useRace.setState({ position: isCalls ? at : (at / TIME_STEPS) * end, playing: false });
          }}
        />
        <output>{said}</output>
      </div>
    </section>
  );
}

/** The tolerance, as text while it is being typed; what is no tolerance changes nothing and is said to be wrong. */
function ToleranceField() {
  const words = useWords().race;
  const id = useId();
  const tolerance = useRace((state) => state.tolerance);
  const [draft, setDraft] = useState<string | null>(null);
  const { minimum, maximum } = FIELD_RANGES['method.tolerance'];
  const isFine = (value: number | string) => typeof value === 'number' && value >= minimum && value <= maximum;
  const isWrong = draft !== null && !isFine(numberOf(draft));
  return (
    <div className="tolerance">
      <label htmlFor={id}>{words.tolerance}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={draft ?? String(tolerance)}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-mistake` : undefined}
        onChange={(event) => {
          const value = numberOf(event.target.value);
          setDraft(event.target.value);
          if (isFine(value)) useRace.setState({ tolerance: Number(value) });
        }}
        onBlur={() => !isWrong && setDraft(null)}
      />
      {isWrong && (
        <p className="mistake" id={`${id}-mistake`}>
          {words.toleranceRange(draft)}
        </p>
      )}
    </div>
  );
}
