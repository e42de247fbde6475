// The panel of quality at equal depth: the plot over the floor of exact samples, the result in a sentence, and the numbers.

import { Fragment } from 'react';
import { stepsOf } from '../core/race';
import { curveLabels, sourceLabel } from '../state/lane-label';
import { useQuality } from '../state/quality';
import { FLOOR_SETS } from '../state/quality-runner';
import { type QualityRow, qualityCsv, qualityDocument, qualityRows } from '../state/quality-table';
import { isChosen, useRace } from '../state/race';
import { useRun } from '../state/run';
import { useSettings } from '../state/settings';
import { isSlow } from '../state/sweep-runner';
import type { LaneRole } from '../views/lane-colours';
import { formatCount, formatError } from '../views/numbers';
import { lightPalette } from '../views/palette';
import { qualityScene } from '../views/quality-plot';
import {
  meanOf,
  type QualityPicture,
  type QualityPictureCurve,
  qualitySentence,
  qualityTable,
} from '../views/quality-words';
import { sceneToSvg } from '../views/svg';
import { useController } from './context';
import { Drawing } from './Drawing';
import { InEnglish } from './InEnglish';
import { Alerts } from './Notices';
import { RaceLive } from './Race';
import { SaveMenu } from './SaveMenu';
import { Reduction, SweepHead, useProblem } from './SweepHead';
import { useWords } from './use-words';

/** Size of the exported plot, CSS pixels. */
const EXPORTED = { width: 940, height: 460 } as const;
/** Fewer particles make a band so wide that it must be said. */
const FEW = 1024;

/** The comparison at present. */
function useShownQuality() {
  const all = useWords();
  const words = all.quality;
  const { quality: runner } = useController();
  const lanes = useRace((state) => state.lanes);
  useQuality((state) => state.version);
  useQuality((state) => state.inFull);
  useSettings((state) => state.spec);
  useRun((state) => state.backend);
  const runs = runner.runs();
  const scale = runner.scale();
  const labels = curveLabels(runs.curves, lanes, all);
  const rows = qualityRows(runs, labels, (spec) => runner.outcome(spec));
  let baselines = 0;
  const curves = runs.curves.map(({ lane, points }, index): QualityPictureCurve => {
    const known = points.flatMap(({ amount, spec }) => {
      const point = runner.outcome(spec)?.result;
      return point ? [{ amount, ...point }] : [];
    });
    return { label: labels[index] ?? '', role: roleOf(lane), isBaseline: lane === null, points: known };
  });
  function roleOf(place: number | null): LaneRole {
    if (place === null) return { baseline: baselines++ };
    const lane = lanes[place];
    return lane && isChosen(lane, runs.full) ? 'chosen' : (lane?.id ?? 1);
  }
  const picture: QualityPicture = {
    measure:
      words.measures[scale?.kind ?? (runs.base.target.kind === 'gaussian' ? 'kl-divergence' : 'energy-distance')],
    floor: scale?.floor ?? [],
    reference: rows.find(({ point }) => point !== null)?.point?.reference ?? null,
    steps: stepsOf(runs.base),
    curves,
  };
  return { runs, lanes, scale, rows, picture };
}

export function Quality() {
  const all = useWords();
  const words = all.quality;
  const controller = useController();
  const { runs, lanes, scale, rows, picture } = useShownQuality();
  const work = useQuality((state) => state.work);
  const inFull = useQuality((state) => state.inFull);
  const end = useQuality((state) => state.end);
  const problem = useProblem(runs.base);
  const missing = rows.filter(({ point }) => point === null).length;
  const sentence = qualitySentence(picture, all);
  const { title } = all.views.quality;
  const { base } = runs;
  return (
    <>
      <Alerts />
      <SweepHead
        title={words.title}
        problem={problem}
        work={work}
        words={words}
        missing={missing}
        total={rows.length}
        onRun={() => controller.runQuality()}
        onCancel={() => controller.quality.cancel()}
      >
        <SaveMenu
          label={words.export}
          disabled={missing === rows.length || scale === null}
          items={[
            {
              label: words.exportCsv,
              file: 'quality.csv',
              type: 'text/csv',
              content: () => (scale ? qualityCsv(rows, scale) : ''),
            },
            {
              label: words.exportJson,
              file: 'quality.json',
              type: 'application/json',
              content: () => JSON.stringify(qualityDocument(runs, rows, scale, lanes, all)),
            },
            {
              label: words.exportSvg,
              file: 'quality.svg',
              type: 'image/svg+xml',
              content: () =>
                sceneToSvg(qualityScene({ ...picture, ...EXPORTED, palette: lightPalette, words: all }), {
                  title,
                  description: sentence,
                  background: lightPalette.paper,
                }),
            },
          ]}
        />
      </SweepHead>
      <p className="note">{words.intro}</p>
      <Reduction
        full={runs.full}
        ran={base}
        isSlow={isSlow()}
        inFull={inFull}
        words={words}
        isWorking={work !== null}
        onChoose={(choice) => useQuality.setState({ inFull: choice })}
      />
      <Drawing
        title={title}
        className="quality-plot"
        scene={(size) => qualityScene({ ...picture, ...size, words: all })}
        summary={sentence}
        table={() => qualityTable(picture, all)}
      />
      <p className="sentence">{missing === rows.length ? words.waiting(formatCount(rows.length)) : sentence}</p>
      <p className="note">
        {[
          scale && words.floor(formatCount(FLOOR_SETS), formatCount(scale.compared)),
          scale && scale.compared < base.particles && words.compared(formatCount(scale.compared)),
          base.particles < FEW && words.few,
          words.methods,
        ]
          .filter(Boolean)
          .join(all.sentenceSpace)}
      </p>
      {runs.leftOut.length > 0 && (
        <p className="note">
          {words.leftOutTitle}
          {runs.leftOut.map(({ problem: why, ...source }, index) => (
            <Fragment key={source.lane ?? source.solver}>
              {index > 0 && words.leftOutSeparator}
              {words.leftOut(sourceLabel(source, lanes, all))}
              {why === null ? words.notFixed : <InEnglish>{why}</InEnglish>}
            </Fragment>
          ))}
        </p>
      )}
      <QualityNumbers rows={rows} floor={picture.floor} measure={picture.measure} />
      <RaceLive sentence={sentence} end={end} cancelled={words.cancelled} />
    </>
  );
}

interface NumbersProps {
  readonly rows: readonly QualityRow[];
  readonly floor: readonly number[];
  readonly measure: string;
}

function QualityNumbers({ rows, floor, measure }: NumbersProps) {
  const all = useWords();
  const words = all.quality;
  const known = rows.filter(({ point, failure }) => point !== null || failure !== null);
  if (known.length === 0) return null;
  const groups = new Map<string, QualityRow[]>();
  for (const row of known) groups.set(row.curve, [...(groups.get(row.curve) ?? []), row]);
  const { curve, amount, rounds, evaluations, derivatives, overFloor } = words.columns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="race-table" tabIndex={0} aria-label={words.table}>
      <table>
        <thead>
          <tr>
            {[curve, amount, rounds, evaluations, derivatives, measure, overFloor].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {[...groups].map(([label, group]) => (
          <tbody key={label}>
            {group.map(({ amount: done, point, failure }, index) => (
              <tr key={done}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={group.length}>
                    {label}
                  </th>
                )}
                <td>{formatCount(done)}</td>
                {point ? (
                  <>
                    <td>{formatCount(point.rounds)}</td>
                    <td>{formatCount(point.evaluations)}</td>
                    <td>{formatCount(point.derivatives)}</td>
                    <td>{formatError(point.distance, all)}</td>
                    <td>{floor.length > 0 ? formatError(point.distance / meanOf(floor), all) : ''}</td>
                  </>
                ) : (
                  <td colSpan={5} className="mistake problem">
                    {failure !== null && <InEnglish>{failure}</InEnglish>}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
