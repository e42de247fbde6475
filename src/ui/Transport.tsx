// The transport bar: run and cancel; step, play and scrub through the trace that is shown.

import { useId } from 'react';
import {
  moveToNode,
  moveToRecord,
  NODE_PACE,
  PLAY_AXES,
  resolveCursor,
  SPEEDS,
  stepRecord,
  stepSegment,
  togglePlay,
  useCursor,
} from '../state/cursor';
import { impossibility, useForecast } from '../state/forecast';
import { sameJson } from '../state/json';
import { useLocks } from '../state/locks';
import { useRun } from '../state/run';
import { useSettings } from '../state/settings';
import { formatCount } from '../views/numbers';
import { placeWords } from '../views/places';
import { useController } from './context';
import { ProgressLine } from './Notices';
import { useWords } from './use-words';

export function Transport() {
  const words = useWords().transport;
  return (
    <section className="transport" aria-label={words.title}>
      <RunButtons />
      <Steps />
      <ProgressLine />
      <Scrubbers />
    </section>
  );
}

function RunButtons() {
  const words = useWords().transport;
  const controller = useController();
  const running = useRun((state) => state.status === 'running');
  useRun((state) => state.finished);
  const spec = useSettings((state) => state.spec);
  const isLocked = useLocks(({ locked }) => locked.includes('run'));
  const shown = controller.shownSpec;
  const why = impossibility(useSettings(), useForecast());
  const changed = spec !== null && shown !== null && !sameJson(spec, shown);
  return (
    <div className="row buttons run-buttons">
      {running ? (
        <button type="button" className="primary" onClick={() => controller.cancel()}>
          {words.cancel}
        </button>
      ) : (
        <button
          type="button"
          className="primary"
          disabled={spec === null || why !== null}
          title={why ?? (changed ? words.runChanged : undefined)}
          onClick={() => controller.runSettings()}
        >
          {words.run}
          {changed ? ' •' : ''}
        </button>
      )}
      <button type="button" title={words.againNote} onClick={() => controller.runAgain()}>
        {words.again}
      </button>
      <button
        type="button"
        disabled={isLocked}
        title={isLocked ? words.seedLocked : undefined}
        onClick={() => controller.runNewSeed()}
      >
        {words.newSeed}
      </button>
    </div>
  );
}

function Steps() {
  const words = useWords().transport;
  const { session } = useController();
  const playing = useCursor((state) => state.playing);
  const speed = useCursor((state) => state.speed);
  const axis = useCursor((state) => state.axis);
  const empty = useRun((state) => state.counts === null);
  const step = (action: () => void) => () => {
    useCursor.setState({ playing: false });
    action();
  };
  const withTrace = (action: (trace: NonNullable<typeof session.trace>) => void) => () => {
    if (session.trace) action(session.trace);
  };
  const button = (name: string, sign: string, action: () => void) => (
    <button type="button" className="sign" aria-label={name} title={name} disabled={empty} onClick={action}>
      {sign}
    </button>
  );
  return (
    <div className="row buttons steps">
      {button(words.blockBack, '⇤', step(withTrace((trace) => stepSegment(trace, -1))))}
      {button(words.roundBack, '←', step(withTrace((trace) => stepRecord(trace, -1))))}
      <button type="button" className="play" disabled={empty} onClick={withTrace(togglePlay)}>
        {playing ? words.pause : words.play}
      </button>
      {button(words.roundForward, '→', step(withTrace((trace) => stepRecord(trace, 1))))}
      {button(words.blockForward, '⇥', step(withTrace((trace) => stepSegment(trace, 1))))}
      <select
        aria-label={words.speed}
        value={`${axis} ${speed}`}
        onChange={(event) => {
          const [along, pace] = event.target.value.split(' ');
          const chosen = PLAY_AXES.find((name) => name === along) ?? axis;
          useCursor.setState({ axis: chosen, speed: Number(pace) });
        }}
      >
        {PLAY_AXES.map((along) => (
          <optgroup key={along} label={words.axes[along]}>
            {SPEEDS.map((value) => (
              <option key={value} value={`${along} ${value}`}>
                {along === 'rounds' ? words.speeds(value) : words.nodeSpeeds(NODE_PACE * value)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function Scrubbers() {
  const all = useWords();
  const words = all.transport;
  const id = useId();
  const { session } = useController();
  const record = useCursor((state) => state.record);
  const node = useCursor((state) => state.node);
  useRun((state) => state.version);
  const { trace } = session;
  const cursor = trace ? resolveCursor(trace, { record, node }) : { record: 0, node: 0 };
  const round = trace?.rounds[cursor.record];
  const empty = !trace || trace.rounds.length === 0;
  const place = trace && round ? words.roundValue(formatCount(round.clock), placeWords(trace, round, all)) : '';
  return (
    <div className="scrubbers">
      <label htmlFor={`${id}-round`}>{words.round}</label>
      <input
        id={`${id}-round`}
        type="range"
        min={0}
        max={Math.max(0, (trace?.rounds.length ?? 1) - 1)}
        value={cursor.record}
        disabled={empty}
        aria-valuetext={place}
        onChange={(event) => {
          useCursor.setState({ playing: false });
          if (trace) moveToRecord(trace, Number(event.target.value));
        }}
      />
      <output htmlFor={`${id}-round`}>{place}</output>
      <label htmlFor={`${id}-node`}>{words.node}</label>
      <input
        id={`${id}-node`}
        type="range"
        min={0}
        max={trace?.plan.totalNodes ?? 0}
        value={cursor.node}
        disabled={empty}
        onChange={(event) => {
          if (trace) moveToNode(trace, Number(event.target.value));
        }}
      />
      <output htmlFor={`${id}-node`}>
        {trace ? `${formatCount(cursor.node)} / ${formatCount(trace.plan.totalNodes)}` : ''}
      </output>
    </div>
  );
}
