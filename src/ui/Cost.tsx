// What a run costs on the device of the reader, measured when they ask: the bars by pass, the numbers that explain them, and the lanes
// that follow from these.

import { arithmeticMilliseconds, type CostProfile, lanesOf, shareOfRate } from '../core/cost-profile';
import type { RunSpec } from '../core/spec';
import { useCost } from '../state/cost';
import type { MeasuredCost } from '../state/cost-runner';
import { keyOf } from '../state/kept-runs';
import { useRun } from '../state/run';
import { costBarsHeight, costBarsScene } from '../views/cost-bars';
import { formatPart, formatRate, formatTime } from '../views/cost-numbers';
import { costSentence, costTable } from '../views/cost-parts';
import { tableCsv } from '../views/labs/export';
import { formatAbout } from '../views/numbers';
import { lightPalette } from '../views/palette';
import { sceneToSvg } from '../views/svg';
import { useController } from './context';
import { Drawing } from './Drawing';
import { InEnglish } from './InEnglish';
import { RaceLive } from './Race';
import { SaveMenu } from './SaveMenu';
import { useProblem } from './SweepHead';
import { pngOf } from './save';
import { useWords } from './use-words';
import './styles/cost.css';

/** Width of an exported picture, CSS pixels. */
const EXPORTED = 760;
/** Steps of a clock that are of no consequence, milliseconds. */
const FINE = 1e-3;

export interface CostProps {
  /** The run whose costs are of interest. */
  readonly spec: RunSpec;
  /** Absent where the surroundings have one. */
  readonly title?: string;
}

export function Cost({ spec, title }: CostProps) {
  const words = useWords();
  const { cost } = useController();
  const backend = useRun((state) => state.backend);
  const end = useCost((state) => state.end);
  const failure = useCost((state) => state.failure);
  useCost((state) => state.version);
  const shown = cost.shown(spec);
  const isStale = shown !== null && keyOf(shown.spec) !== keyOf(spec);
  return (
    <section className="cost" aria-label={title ?? words.cost.title}>
      {title !== undefined && <h3>{title}</h3>}
      <p className="note cost-lead">{words.cost.lead[backend?.backend ?? 'webgpu']}</p>
      <div className="sweep-work">
        <Work spec={spec} again={shown !== null && !isStale} />
        {shown && <CostExport shown={shown} />}
      </div>
      {failure && (
        <p className="mistake">
          <InEnglish>{failure.sentence}</InEnglish>
        </p>
      )}
      {shown && isStale && <Stale spec={shown.spec} />}
      {shown && <Measured profile={shown.profile} />}
      <RaceLive sentence={shown ? costSentence(shown.profile, words) : ''} end={end} cancelled={words.cost.cancelled} />
    </section>
  );
}

function Work({ spec, again }: { readonly spec: RunSpec; readonly again: boolean }) {
  const words = useWords().cost;
  const { cost } = useController();
  const work = useCost((state) => state.work);
  if (!work)
    return (
      <button type="button" className={again ? undefined : 'primary'} onClick={() => cost.measure(spec)}>
        {again ? words.again : words.measure}
      </button>
    );
  const working = words.working(words.stages[work.stage]);
  return (
    <>
      <progress max={1} value={work.share} aria-label={working} />
      <span className="note">{working}</span>
      <button type="button" onClick={() => cost.cancel()}>
        {words.cancel}
      </button>
    </>
  );
}

function Stale({ spec }: { readonly spec: RunSpec }) {
  const words = useWords().cost;
  return <p className="notice">{words.stale(useProblem(spec))}</p>;
}

function Measured({ profile }: { readonly profile: CostProfile }) {
  const words = useWords();
  const { figure } = words.cost;
  return (
    <>
      <Drawing
        title={figure}
        className="cost-bars"
        scene={({ width, palette }) => costBarsScene({ profile, width, palette, words })}
        summary={costSentence(profile, words)}
        table={() => costTable(profile, words)}
        heightOf={() => costBarsHeight(profile, words)}
      />
      <CostNumbers profile={profile} />
      <Explanation profile={profile} />
    </>
  );
}

interface CostNumberProps {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

function CostNumber({ name, value, note }: CostNumberProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> <span className="note">{note}</span>
      </dd>
    </div>
  );
}

function CostNumbers({ profile }: { readonly profile: CostProfile }) {
  const { numbers } = useWords().cost;
  const { launchMilliseconds, parallel, rate, row } = profile;
  const arithmetic = arithmeticMilliseconds(parallel, profile) / parallel.milliseconds;
  return (
    <dl className="cost-numbers">
      <CostNumber name={numbers.rate} value={formatRate(rate)} note={numbers.rateNote} />
      {launchMilliseconds === null ? (
        <CostNumber name={numbers.launch} value={numbers.noLaunch} note={numbers.noLaunchNote} />
      ) : (
        <CostNumber name={numbers.launch} value={formatTime(launchMilliseconds)} note={numbers.launchNote} />
      )}
      <CostNumber
        name={numbers.row}
        value={formatTime(row.milliseconds)}
        note={numbers.rowNote(formatPart(shareOfRate(profile)))}
      />
      <CostNumber name={numbers.arithmetic} value={formatPart(arithmetic)} note={numbers.arithmeticNote} />
      <CostNumber name={numbers.lanes} value={formatAbout(lanesOf(profile).lanes)} note={numbers.lanesNote} />
    </dl>
  );
}

function Explanation({ profile }: { readonly profile: CostProfile }) {
  const { cost: words, sentenceSpace } = useWords();
  const { backend, clockStep, launchMilliseconds, row } = profile;
  const { lanes, roundMilliseconds, rowMilliseconds } = lanesOf(profile);
  const told = formatTime(roundMilliseconds);
  const first = formatTime(row.firstMilliseconds);
  const others = formatTime(roundMilliseconds - row.firstMilliseconds);
  const round = launchMilliseconds === null ? words.round(told) : words.roundOf(told, first, others);
  const derived = words.derived(told, formatTime(rowMilliseconds), formatAbout(lanes));
  const passes =
    clockStep === null
      ? [words.noPasses[backend]]
      : [words.apart, ...(clockStep < FINE ? [] : [words.clock(formatTime(clockStep))])];
  return (
    <>
      <p className="note">{[round, derived, words.without].join(sentenceSpace)}</p>
      <p className="note">{[...passes, words.uncounted].join(sentenceSpace)}</p>
    </>
  );
}

function CostExport({ shown: { spec, profile } }: { readonly shown: MeasuredCost }) {
  const words = useWords();
  const { cost } = words;
  const scene = () => costBarsScene({ profile, width: EXPORTED, palette: lightPalette, words });
  const svg = () =>
    sceneToSvg(scene(), {
      title: cost.figure,
      description: costSentence(profile, words),
      background: lightPalette.paper,
    });
  const json = () => `${JSON.stringify({ spec, profile, lanes: lanesOf(profile) }, null, 1)}\n`;
  return (
    <SaveMenu
      label={cost.export}
      disabled={false}
      items={[
        {
          label: cost.exportCsv,
          file: 'cost.csv',
          type: 'text/csv',
          content: () => tableCsv(costTable(profile, words)),
        },
        { label: cost.exportJson, file: 'cost.json', type: 'application/json', content: json },
        { label: cost.exportSvg, file: 'cost.svg', type: 'image/svg+xml', content: svg },
        { label: cost.exportPng, file: 'cost.png', type: 'image/png', content: () => pngOf(scene()) },
      ]}
    />
  );
}
