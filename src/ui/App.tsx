// The page's frame: header, settings, figure, transport. It arranges; it knows nothing of runs.
//
// Names of the controls, for tests and scripts (role: name). They are kept stable.
//   combobox: Presets, Language, Theme, Target, Method, Spacing, Solver, Linear part, Clip predictions, Start, Coarse sweep, Corrector, Path
//     states, Speed
//   button: Story, Share, Export, Help, Settings (narrow screens), Close settings (narrow screens), Undo, Redo, Edit as JSON…
//   radio: SDE, ODE, tolerance, rounds (of Parareal: number)
//   textbox: Horizon T, Cutoff δ, Blocks, Nodes per block, Tolerance, Most rounds / Rounds per block, Particles, Seed,
//     Dimension, Components, Mean, Std, Target seed, Bandwidth; of methods: "Window, nodes", "Tolerance × σ", "Memory, rounds",
//     Steps, Most iterations / Iterations, Eigenvalue cap, Surrogate size, "Friction, √L", "Time, 1/√L", Sub-blocks, Steps
//     each, Rounds
//   region: Four numbers of this run, What the method computes
//   slider: "<name of a textbox>, slider"; Round, Node
//   button: Run / Cancel, Same seed, New seed, Play / Pause, Back a round, Step a round, Back a block, Step a block,
//     Run in full, Dismiss, "Data of: <title of a view>", Edit <n> points…
//   img: each chart, named "<title of the view>. <sentence>"
//   Share dialog: textbox Link, checkbox "Only the figure, for embedding", buttons Copy the link, Copy the code
//   Points dialog: img "Drawing pad, …", textbox "Points as CSV or JSON", textbox Bandwidth, buttons Read text, Load a file,
//     Undo stroke, Clear, Use these points, Close
//   Editor dialog: textbox RunSpec, buttons Use this run, Close
//   Export popover: buttons Run as JSON, Trace as CSV, Samples as CSV, "<title of a view> as SVG"
//   tab: Figure, Race, Quality, Labs
//   Race panel: buttons "Run the race" / "Run what is new" / Cancel, Export race, Play / Pause, First finish, End, Add a lane…,
//     Add the sampler of the settings, First lanes, "Edit lane: <name>", "Remove lane: <name>", and one for each column;
//     slider Clock; radios network calls, time here; textbox Finish within; region Table of the race
//   Quality panel: buttons Measure / Measure what is new / Cancel, Export quality; region Table of quality
//   Costs, in a dialog behind Costs by pass… and in the lab on cost: buttons Measure here / Measure again / Cancel, Export costs
//   Presenter mode: buttons Freeze, Back to the link, Full screen, Leave; status: Frozen
//   Story: buttons Skip the question (presenting: Show the answer), To the labs (at the end), Print sheet…, Present, and one for each
//     term of the glossary
//   alert: the error of the last run, a message about the address or a lost device; status: the outcome of each run

import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { isHidden, useLocks } from '../state/locks';
import { usePresenting } from '../state/presenting';
import { useStory } from '../state/story-reader';
import { closeSettings, type MainPanel, useView } from '../state/view';
import { views } from '../views';
import { Chart } from './Chart';
import { Header } from './Header';
import { LiveRegion, Notices } from './Notices';
import { Numbers } from './Numbers';
import { PresentBar } from './PresentBar';
import { Settings } from './Settings';
import { Stage } from './Stage';
import { StoryInvitation } from './story/StoryButton';
import { panelId, tabId } from './Tabs';
import { Transport } from './Transport';
import { NARROW, useMedia } from './theme';
import { useWords } from './use-words';

/** The panels that few open are loaded when they are. */
const Race = lazy(async () => ({ default: (await import('./Race')).Race }));
const Quality = lazy(async () => ({ default: (await import('./Quality')).Quality }));
const Labs = lazy(async () => ({ default: (await import('./Labs')).Labs }));
const Story = lazy(async () => ({ default: (await import('./story/Story')).Story }));
const StoryPad = lazy(async () => ({ default: (await import('./story/StoryPad')).StoryPad }));

export interface AppProps {
  /** The address asks for the CPU. */
  readonly forcedCpu: boolean;
}

export function App({ forcedCpu }: AppProps) {
  const embedded = useView((state) => state.embedded);
  const shown = useView((state) => state.behind);
  const hidesSettings = useLocks((locks) => isHidden(locks, 'settings'));
  // A lab has controls of its own.
  const isTold = useStory((state) => state.open);
  const veils = useStory((state) => state.veils);
  const looks = useStory((state) => state.looks);
  const { on: isPresented, frozen } = usePresenting();
  const hasSettings = shown !== 'labs' && !hidesSettings && !isTold && !isPresented;
  return (
    <>
      {isPresented && <PresentBar />}
      <div
        className={`page${embedded ? ' embedded' : hasSettings ? '' : ' own-controls'}${isTold && !embedded ? ' with-story' : ''}`}
        data-veils={veils.join(' ')}
        data-looks={looks.join(' ')}
        inert={frozen}
      >
        {!embedded && !isPresented && <Header />}
        {!embedded && hasSettings && <SettingsPanel />}
        {isTold && (
          <Suspense>
            <Story embedded={embedded} />
          </Suspense>
        )}
        <main>
          {/* The figure stays as it is behind other panels, with its canvases on the device. */}
          <Panel name="figure" className="figure" isShown={shown === 'figure'}>
            {!embedded && !isPresented && <StoryInvitation />}
            <Notices forced={forcedCpu} />
            <div className="upper">
              <Numbers />
              <div className="stages">
                <Stage side="parallel" />
                <Stage side="sequential" />
              </div>
            </div>
            <Chart view={views.race} className="race" />
            {veils.includes('plots') ? (
              <Suspense>
                <StoryPad />
              </Suspense>
            ) : (
              <div className="plots">
                <Chart view={views.convergence} className="convergence" />
                <Chart view={views.heatmap} className="heatmap" />
              </div>
            )}
            <Transport />
            <LiveRegion />
          </Panel>
          <Panel name="race" className="figure sweep" isShown={shown === 'race'}>
            {shown === 'race' && <Race />}
          </Panel>
          <Panel name="quality" className="figure sweep" isShown={shown === 'quality'}>
            {shown === 'quality' && <Quality />}
          </Panel>
          <Panel name="labs" className="figure sweep labs" isShown={shown === 'labs'}>
            {shown === 'labs' && <Labs />}
          </Panel>
        </main>
      </div>
    </>
  );
}

interface PanelProps {
  readonly name: MainPanel;
  readonly className: string;
  readonly isShown: boolean;
  readonly children: ReactNode;
}

/** A panel that a tab of the header shows; without the header it is named by itself. */
function Panel({ name, className, isShown, children }: PanelProps) {
  const words = useWords().panels;
  const embedded = useView((state) => state.embedded);
  const hasTabs = useLocks((locks) => !embedded && !isHidden(locks, 'panels'));
  const label = !hasTabs ? { 'aria-label': words[name] } : { 'aria-labelledby': tabId(name) };
  return (
    <section id={panelId(name)} role="tabpanel" className={className} hidden={!isShown} {...label}>
      <Suspense>{children}</Suspense>
    </section>
  );
}

/** The settings: a column where there is room, a drawer where there is not. */
function SettingsPanel() {
  const words = useWords();
  const narrow = useMedia(NARROW);
  const open = useView((state) => state.panel === 'settings');
  const close = closeSettings;
  useEffect(() => {
    if (!narrow || !open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  });
  return (
    <aside className="panel" data-open={open} inert={narrow && !open}>
      <div className="row buttons only-narrow end">
        <button type="button" onClick={close}>
          {words.header.closeSettings}
        </button>
      </div>
      <Settings />
    </aside>
  );
}
