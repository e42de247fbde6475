// A table of data in a dialog.

import { formatCount, formatError } from '../views/numbers';
import type { Table } from '../views/view';
import type { Words } from '../words';
import { Dialog } from './Dialog';
import { useWords } from './use-words';

/** Rows that are shown: more would take long to lay out, and nobody reads them here. */
const ROWS = 600;

/** A number as tables print it. */
function cell(value: string | number, words: Words): string {
  if (typeof value === 'string') return value;
  // No number, such as the residual of a start; errors that overflowed are infinite.
  if (Number.isNaN(value)) return '–';
  return Number.isInteger(value) ? formatCount(value) : formatError(value, words);
}

export interface DataDialogProps {
  /** What the data are of. */
  readonly title: string;
  readonly summary: string;
  /** Null where there are none yet. */
  readonly table: Table | null;
  readonly onClose: () => void;
}

export function DataDialog({ title, summary, table, onClose }: DataDialogProps) {
  const all = useWords();
  const words = all.chart;
  return (
    <Dialog title={words.dataOf(title)} onClose={onClose} wide>
      {table && table.rows.length > 0 ? (
        <>
          <p>{summary}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="table" tabIndex={0} aria-label={title}>
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
                      <td key={table.columns[column]}>{cell(value, all)}</td>
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
