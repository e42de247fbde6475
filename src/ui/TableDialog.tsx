// The data of a view as a table.

import { formatCount, formatError } from '../views/numbers';
import type { View } from '../views/view';
import { useController } from './context';
import { Dialog } from './Dialog';
import { useWords } from './words';

/** Rows that are shown: more would take long to lay out, and nobody reads them here. */
const ROWS = 600;

function cell(value: string | number): string {
  if (typeof value === 'string') return value;
  // No number, such as the residual of a start; errors that overflowed are infinite.
  if (Number.isNaN(value)) return '–';
  return Number.isInteger(value) ? formatCount(value) : formatError(value);
}

export function TableDialog({ view, onClose }: { readonly view: View; readonly onClose: () => void }) {
  const words = useWords().chart;
  const { trace } = useController().session;
  const table = trace && trace.rounds.length > 0 ? view.table(trace) : null;
  return (
    <Dialog title={words.dataOf(view.title)} onClose={onClose} wide>
      {table && trace ? (
        <>
          <p>{view.summary(trace)}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="table" tabIndex={0} aria-label={view.title}>
            <table>
              <thead>
                <tr>
                  {table.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.slice(0, ROWS).map((row, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows of a finished table have no other name
                  <tr key={index}>
                    {row.map((value, column) => (
                      <td key={table.columns[column]}>{cell(value)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {table.rows.length > ROWS && <p>{words.rowsShown(formatCount(ROWS), formatCount(table.rows.length))}</p>}
        </>
      ) : (
        <p>{words.hint}</p>
      )}
    </Dialog>
  );
}
