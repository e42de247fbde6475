// The four numbers of a run, always together, each beside the sequential sampler's; time second and small.

import { lazy, Suspense, useState } from 'react';
import { useRun } from '../state/run';
import { useView } from '../state/view';
import { formatCount, formatError } from '../views/numbers';
import { runWord } from '../views/sentences';
import { useController } from './context';
import { formatDuration, formatRatio } from './numbers';
import { useWords } from './use-words';

/** Loaded when somebody asks. */
const CostDialog = lazy(async () => ({ default: (await import('./CostDialog')).CostDialog }));

interface NumberProps {
  readonly name: string;
  readonly note: string;
  readonly value: string;
  readonly comparison: string;
}

function BigNumber({ name, note, value, comparison }: NumberProps) {
  return (
    <div className="number">
      <dt>
        {name} <span className="note">{note}</span>
      </dt>
      <dd>
        <span className="value">{value}</span>
        <span className="comparison">{comparison}</span>
      </dd>
    </div>
  );
}

/** What the run costs, pass by pass, behind a button; a figure in another page has none. */
function CostButton() {
  const words = useWords().cost;
  const [isOpen, setOpen] = useState(false);
  const embedded = useView((state) => state.embedded);
  if (embedded) return null;
  return (
    <>
      <button type="button" className="quiet" onClick={() => setOpen(true)}>
        {words.button}
      </button>
      {isOpen && (
        <Suspense>
          <CostDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

export function Numbers() {
  const all = useWords();
  const words = all.numbers;
  const { session } = useController();
  const counts = useRun((state) => state.counts);
  const milliseconds = useRun((state) => state.milliseconds);
  const sequential = counts ? formatCount(counts.sequentialSteps) : words.none;
  const run = session.trace ? runWord(session.trace, all) : all.views.samplers.parallel;
  const against = (value: number, of: number): string => {
    if (value === of) return words.same;
    return value < of ? words.fewer(formatRatio(of / value)) : words.more(formatRatio(value / of));
  };
  return (
    <section className="numbers" aria-label={words.title}>
      <h2 className="note">{words.legend(run)}</h2>
      <dl>
        <BigNumber
          name={words.rounds}
          note={words.roundsNote}
          value={counts ? formatCount(counts.rounds) : words.none}
          comparison={counts ? words.roundsOf(sequential, against(counts.rounds, counts.sequentialSteps)) : ''}
        />
        <BigNumber
          name={words.evaluations}
          note={words.evaluationsNote}
          value={counts ? formatCount(counts.evaluations) : words.none}
          comparison={
            counts ? words.evaluationsOf(sequential, against(counts.evaluations, counts.sequentialSteps)) : ''
          }
        />
        <BigNumber
          name={words.inFlight}
          note={words.inFlightNote}
          value={counts ? formatCount(counts.nodesInFlight) : words.none}
          comparison={counts ? words.inFlightOf : ''}
        />
        <BigNumber
          name={words.hump}
          note={words.humpNote}
          value={counts ? formatError(counts.hump, all) : words.none}
          comparison={counts ? words.humpOf : ''}
        />
      </dl>
      <div className="note time">
        {milliseconds ? (
          <>
            {words.time(run, formatDuration(milliseconds.parallel), formatDuration(milliseconds.sequential))}{' '}
            <CostButton />
          </>
        ) : (
          '\u00a0'
        )}
      </div>
    </section>
  );
}
