// The panel of the race: lanes, clock, curves and table on one problem.

import { useEffect, useRef, useState } from 'react';
import { MOST_LANES } from '../core/race';
import { addLane, resetLanes, settingsLane, useRace } from '../state/race';
import { raceCsv, raceDocument } from '../state/race-table';
import { isSlow } from '../state/sweep-runner';
import { lightPalette } from '../views/palette';
import { positionAt, raceCurvesScene, raceCurvesTable } from '../views/race-curves';
import { lanesHeight, raceScene, raceSentence, raceTable } from '../views/race-lanes';
import type { Scene } from '../views/scene';
import { sceneToSvg } from '../views/svg';
import { useController } from './context';
import { Drawing, type DrawingSize } from './Drawing';
import { LaneDialog } from './LaneDialog';
import { Alerts, useForgetting } from './Notices';
import { RaceBar } from './RaceBar';
import { RaceTable } from './RaceTable';
import { type ShownRace, shownRace, useShownRace } from './race-picture';
import { SaveMenu } from './SaveMenu';
import { Reduction, SweepHead, useProblem } from './SweepHead';
import { useWords } from './use-words';

/** Width of exported pictures, CSS pixels. */
const EXPORTED = { width: 940, curves: 280 } as const;

export function Race() {
  const all = useWords();
  const words = all.race;
  const controller = useController();
  const shown = useShownRace();
  const { plan, rows, picture } = shown;
  const { work, inFull, clock, end } = useRaceControls();
  const problem = useProblem(plan.base);
  const specs = rows.flatMap(({ spec }) => (spec ? [spec] : []));
  const missing = rows.filter(({ spec, trace }) => spec && !trace).length;
  const sentence = raceSentence(picture, all);
  // In the frame that draws, the clock may have moved on.
  const now = () => shownRace(controller, all);
  const lanesScene = (size: DrawingSize) => raceScene({ ...now().picture, ...size, words: all });
  const curvesInput = (size: DrawingSize) => {
    const { picture: lanes, position } = now();
    return { ...lanes, ...size, clock: useRace.getState().clock, position, words: all };
  };
  return (
    <>
      <Alerts />
      <SweepHead
        title={words.title}
        problem={problem}
        work={work}
        words={words}
        missing={missing}
        total={specs.length}
        onRun={() => controller.runRace()}
        onCancel={() => controller.race.cancel()}
      >
        <RaceExport
          shown={shown}
          scenes={{ lanes: lanesScene, curves: (size) => raceCurvesScene(curvesInput(size)) }}
        />
      </SweepHead>
      <Reduction
        full={plan.full}
        ran={plan.base}
        isSlow={isSlow()}
        inFull={inFull}
        words={words}
        isWorking={work !== null}
        onChoose={(choice) => useRace.setState({ inFull: choice })}
      />
      {rows.length === 0 ? (
        <p className="note">{words.noLanes}</p>
      ) : (
        <Drawing
          title={all.views.raceLanes.title}
          className="race-lanes"
          scene={lanesScene}
          summary={sentence}
          table={() => raceTable(now().picture, all)}
          heightOf={(width) => lanesHeight(rows.length, width)}
        />
      )}
      <RaceBar />
      <Drawing
        title={all.views.raceCurves.title}
        className="race-curves"
        scene={(size) => raceCurvesScene(curvesInput(size))}
        summary={sentence}
        table={() => raceCurvesTable(now().picture, clock, all)}
        onPoint={(x, y, size) => {
          const position = positionAt(curvesInput(size), x, y);
          if (position !== null) useRace.setState({ position, playing: false });
        }}
      />
      <p className="sentence">{sentence}</p>
      <RaceTable rows={rows} />
      <LaneButtons count={rows.length} base={plan.full} />
      <p className="note">
        {words.measured}
        {all.sentenceSpace}
        {words.timeNote}
      </p>
      <RaceLive sentence={sentence} end={end} cancelled={words.cancelled} />
    </>
  );
}

function useRaceControls() {
  const work = useRace((state) => state.work);
  const inFull = useRace((state) => state.inFull);
  const clock = useRace((state) => state.clock);
  const end = useRace((state) => state.end);
  return { work, inFull, clock, end };
}

function LaneButtons({ count, base }: { readonly count: number; readonly base: ShownRace['plan']['full'] }) {
  const words = useWords().race;
  const [adding, setAdding] = useState(false);
  const isFull = count >= MOST_LANES;
  return (
    <div className="row buttons">
      <button type="button" disabled={isFull} onClick={() => setAdding(true)}>
        {words.addLane}
      </button>
      <button
        type="button"
        disabled={isFull || base.method.kind === 'few-step'}
        onClick={() => addLane(settingsLane(base))}
      >
        {words.addChosen}
      </button>
      <button type="button" onClick={() => resetLanes(base)}>
        {words.resetLanes}
      </button>
      {adding && <LaneDialog lane={null} onClose={() => setAdding(false)} />}
    </div>
  );
}

interface RaceExportProps {
  readonly shown: ShownRace;
  readonly scenes: Readonly<Record<'lanes' | 'curves', (size: DrawingSize) => Scene>>;
}

function RaceExport({ shown: { plan, rows, picture }, scenes }: RaceExportProps) {
  const all = useWords();
  const words = all.race;
  const { tolerance } = picture;
  const svg = (title: string, scene: (size: DrawingSize) => Scene, height: number) =>
    sceneToSvg(scene({ width: EXPORTED.width, height, palette: lightPalette }), {
      title,
      description: raceSentence(picture, all),
      background: lightPalette.paper,
    });
  return (
    <SaveMenu
      label={words.export}
      disabled={rows.every(({ result }) => result === null)}
      items={[
        { label: words.exportCsv, file: 'race.csv', type: 'text/csv', content: () => raceCsv(rows) },
        {
          label: words.exportJson,
          file: 'race.json',
          type: 'application/json',
          content: () => JSON.stringify(raceDocument(plan, rows, tolerance)),
        },
        {
          label: words.exportLanes,
          file: 'race-lanes.svg',
          type: 'image/svg+xml',
          content: () => svg(all.views.raceLanes.title, scenes.lanes, lanesHeight(rows.length, EXPORTED.width)),
        },
        {
          label: words.exportCurves,
          file: 'race-curves.svg',
          type: 'image/svg+xml',
          content: () => svg(all.views.raceCurves.title, scenes.curves, EXPORTED.curves),
        },
      ]}
    />
  );
}

interface LiveProps {
  readonly sentence: string;
  readonly end: 'none' | 'done' | 'cancelled';
  readonly cancelled: string;
}

/** Tells how the race ended to those who do not see it, once for each run. */
export function RaceLive({ sentence, end, cancelled }: LiveProps) {
  const before = useRef(end);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (before.current === end) return;
    before.current = end;
    setSaid(end === 'none' ? '' : end === 'done' ? sentence : cancelled);
  }, [end, sentence, cancelled]);
  useForgetting(setSaid);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
