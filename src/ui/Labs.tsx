// The panel of the labs: one figure with few controls at a time, what to see in it, and what its points say.

import { LAB_NAMES, type LabName } from '../core/labs';
import { competitors } from '../core/labs/budget-duel';
import type { LabSettings } from '../core/labs/controls';
import type { TwoAxesPoint, TwoAxesSettings } from '../core/labs/two-axes';
import type { Controller } from '../state/controller';
import { useCost } from '../state/cost';
import { costedRun, withCosts } from '../state/cost-lab';
import { moveToNode, resolveCursor, useCursor } from '../state/cursor';
import { looksAtFigure, openLab, useLabs } from '../state/labs';
import type { LabKnowledge } from '../state/labs-runner';
import { usePresenting } from '../state/presenting';
import { useRun } from '../state/run';
import { isSlow } from '../state/sweep-runner';
import { labViews } from '../views/labs';
import { pickSentence } from '../views/labs/budget-duel';
import { labCsv, labDocument, tableCsv } from '../views/labs/export';
import type { LabSceneInput } from '../views/labs/lab-view';
import { twoAxesCursorAt } from '../views/labs/two-axes';
import { formatCount } from '../views/numbers';
import { lightPalette } from '../views/palette';
import { sceneToSvg } from '../views/svg';
import type { Words } from '../words';
import { Cost } from './Cost';
import { useController } from './context';
import { Drawing, type DrawingSize } from './Drawing';
import { InEnglish } from './InEnglish';
import { LabClaims } from './LabClaims';
import { LabControls } from './LabControls';
import { LabRun, LabRunHead } from './LabRun';
import { Alerts } from './Notices';
import { RaceLive } from './Race';
import { RaceBar } from './RaceBar';
import { labClock } from './race-picture';
import { SaveMenu } from './SaveMenu';
import { SweepHead } from './SweepHead';
import { pngOf } from './save';
import { useWords } from './use-words';

/** What the duel judges a pick by. */
type DuelData = Parameters<typeof pickSentence>[0];

/** Size of an exported figure, CSS pixels. */
const EXPORTED = { width: 940, height: 480 } as const;

/** What is known of the open lab, as a hook. */
function useKnowledge(): LabKnowledge {
  const { labs, cost } = useController();
  useCost((state) => state.version);
  useLabs((state) => state.lab);
  useLabs((state) => state.settings);
  useLabs((state) => state.inFull);
  useLabs((state) => state.version);
  useRun((state) => state.backend);
  useRun((state) => (looksAtFigure() ? state.version : 0));
  return withCosts(labs.knowledge(), cost);
}

/** What a drawing shows beside its points at present: the run of the figure at the cursor, or a place of the clock. */
function presentOf({ session: { trace } }: Controller, name: LabName): Pick<LabSceneInput, 'shown' | 'clock'> {
  if (name === 'race') return { clock: labClock() };
  if (name !== 'two-axes' || !trace) return {};
  return { shown: { trace, cursor: resolveCursor(trace, useCursor.getState()) } };
}

export function Labs() {
  const words = useWords();
  const { panel, names, see } = words.labs;
  const controller = useController();
  const knowledge = useKnowledge();
  const { plan, points, shipped, missing, failures } = knowledge;
  const work = useLabs((state) => state.work);
  const end = useLabs((state) => state.end);
  const pick = useLabs((state) => state.pick);
  const revealed = useLabs((state) => state.revealed);
  const isPresented = usePresenting((state) => state.on);
  const view = labViews[plan.name];
  const { settings } = plan;
  const data = { points, settings, words };
  const sentence = view.sentence(data);
  const isHidden = plan.name === 'budget-duel' && !revealed;
  const prediction = plan.name === 'budget-duel' ? { prediction: { pick, revealed } } : {};
  const isShown = plan.lab.looksAtFigure === true;
  const costed = costedRun(plan);
  // In the frame that draws, cursor and clock may have moved on.
  const input = (size: DrawingSize) => ({ ...data, ...size, ...prediction, ...presentOf(controller, plan.name) });
  const scene = (size: DrawingSize) => view.scene(input(size));
  const point = (x: number, y: number, size: DrawingSize) => {
    const { trace } = controller.session;
    const place = twoAxesCursorAt(input(size) as unknown as LabSceneInput<TwoAxesSettings, TwoAxesPoint>, x, y);
    if (!trace || !place) return;
    useCursor.setState({ playing: false });
    moveToNode(trace, place.node);
  };
  const judged = plan.name === 'budget-duel' && revealed ? pickSentence(data as unknown as DuelData, pick) : '';
  const shownSentence = isHidden ? see[plan.name] : sentence;
  const save = <LabExport knowledge={knowledge} words={words} sentence={sentence} />;
  const drawing = (
    <Drawing
      title={view.title(words)}
      className={`lab-figure ${plan.name}`}
      scene={scene}
      summary={shownSentence}
      table={() => view.table(isHidden ? { ...data, points: [] } : data)}
      {...(view.heightOf && { heightOf: view.heightOf })}
      {...(isShown && { onPoint: point })}
    />
  );
  return (
    <>
      <Alerts />
      {isShown ? (
        <LabRunHead>{save}</LabRunHead>
      ) : (
        <SweepHead
          title={words.labs.title}
          problem=""
          work={work}
          words={panel}
          missing={missing}
          total={plan.runs.length}
          onRun={() => controller.runLab()}
          onCancel={() => controller.labs.cancel()}
        >
          {save}
        </SweepHead>
      )}
      <LabChoice shown={plan.name} names={names} label={panel.choose} />
      <div className="lab-top">
        <p className="lead">{see[plan.name]}</p>
        {isPresented ? (
          // A class reads the sentence and the figure; what the lab runs with is for the lecturer.
          <details>
            <summary>{panel.settings}</summary>
            <LabControls plan={plan} />
          </details>
        ) : (
          <LabControls plan={plan} />
        )}
      </div>
      <LabReduction knowledge={knowledge} />
      {isHidden && <Pick settings={settings} />}
      {isShown ? <LabRun>{drawing}</LabRun> : drawing}
      {plan.name === 'race' && <RaceBar />}
      {judged !== '' && <p className="sentence">{judged}</p>}
      {!isHidden && <LabClaims claims={plan.lab.claims(points, settings)} />}
      {failures.map((failure) => (
        <p key={failure} className="mistake">
          <InEnglish>{failure}</InEnglish>
        </p>
      ))}
      {shipped && <p className="note">{panel.shipped(shipped.backend, shipped.command)}</p>}
      {costed && <Cost spec={costed} title={words.cost.ofBlocks} />}
      {!isShown && <RaceLive sentence={shownSentence} end={end} cancelled={panel.cancelled} />}
    </>
  );
}

interface ChoiceProps {
  readonly shown: LabName;
  readonly names: Words['labs']['names'];
  readonly label: string;
}

function LabChoice({ shown, names, label }: ChoiceProps) {
  return (
    <fieldset className="radios lab-choice">
      <legend className="visually-hidden">{label}</legend>
      {LAB_NAMES.map((name) => (
        <label key={name}>
          <input type="radio" name="lab" value={name} checked={name === shown} onChange={() => openLab(name)} />
          {names[name]}
        </label>
      ))}
    </fieldset>
  );
}

/** The question of the duel, before the curves are shown. */
function Pick({ settings }: { readonly settings: LabSettings }) {
  const words = useWords().labs;
  const steps = Number(settings.steps);
  const choose = (pick: number | null) => useLabs.setState({ pick, revealed: true });
  return (
    <fieldset className="pick">
      <legend>{words.panel.pick(formatCount(Number(settings.budget)))}</legend>
      {competitors({ steps: steps as 128 | 256 | 512 }).map((blocks) => (
        <button key={blocks} type="button" onClick={() => choose(blocks)}>
          {words.blocks(formatCount(blocks))}
        </button>
      ))}
      <button type="button" className="quiet" onClick={() => choose(null)}>
        {words.panel.show}
      </button>
    </fieldset>
  );
}

/** What was made smaller where a CPU does the sampling, and the choice to run in full. */
function LabReduction({ knowledge: { plan } }: { readonly knowledge: LabKnowledge }) {
  const words = useWords();
  const { panel, controls } = words.labs;
  const inFull = useLabs((state) => state.inFull);
  const changed = Object.keys(plan.full).filter((name) => plan.full[name] !== plan.settings[name]);
  if (!isSlow() || (changed.length === 0 && !inFull)) return null;
  const labels: Readonly<Record<string, string>> = controls;
  const listed = (settings: LabSettings) =>
    changed.map((name) => `${labels[name] ?? name} ${formatCount(Number(settings[name]))}`).join(', ');
  return (
    <p className="notice">
      {changed.length > 0 && panel.reduced(listed(plan.settings), listed(plan.full))}{' '}
      <button type="button" className="quiet" onClick={() => useLabs.setState({ inFull: !inFull })}>
        {inFull ? panel.smaller : panel.inFull}
      </button>
    </p>
  );
}

interface ExportProps {
  readonly knowledge: LabKnowledge;
  readonly words: Words;
  readonly sentence: string;
}

function LabExport({ knowledge: { plan, points }, words, sentence }: ExportProps) {
  const { panel } = words.labs;
  const { name, settings, lab } = plan;
  const controller = useController();
  const view = labViews[name];
  const data = { points, settings, words };
  const scene = () => {
    const size = { ...EXPORTED, height: view.heightOf?.(EXPORTED.width) ?? EXPORTED.height };
    return view.scene({ ...data, ...size, palette: lightPalette, ...presentOf(controller, name) });
  };
  // A run is one point; its rounds are in the table of its drawing.
  const csv = () => (lab.looksAtFigure ? tableCsv(view.table(data)) : labCsv(points));
  const svg = () =>
    sceneToSvg(scene(), {
      title: view.title(words),
      description: sentence,
      background: lightPalette.paper,
    });
  return (
    <SaveMenu
      label={panel.export}
      disabled={points.length === 0}
      items={[
        { label: panel.exportCsv, file: `lab-${name}.csv`, type: 'text/csv', content: csv },
        {
          label: panel.exportJson,
          file: `lab-${name}.json`,
          type: 'application/json',
          content: () => labDocument(name, settings, points, lab.claims(points, settings)),
        },
        { label: panel.exportSvg, file: `lab-${name}.svg`, type: 'image/svg+xml', content: svg },
        { label: panel.exportPng, file: `lab-${name}.png`, type: 'image/png', content: () => pngOf(scene()) },
      ]}
    />
  );
}
