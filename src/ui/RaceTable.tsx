// The table of the race: one row a lane, ordered by any column, with what can be done to a lane.

import { useState } from 'react';
import { orderBy, RACE_COLUMNS, type RaceColumn, removeLane, useRace } from '../state/race';
import { orderedRows, type RaceRow } from '../state/race-table';
import { useView } from '../state/view';
import { laneColour } from '../views/lane-colours';
import { formatCount, formatError } from '../views/numbers';
import type { Words } from '../words';
import { InEnglish } from './InEnglish';
import { LaneDialog } from './LaneDialog';
import { formatDuration } from './numbers';
import { currentPalette, useMedia } from './theme';
import { useWords } from './use-words';

/** What a column prints of a lane; nothing where nothing is known. */
function cell({ result }: RaceRow, column: Exclude<RaceColumn, 'label'>, words: Words): string {
  if (!result) return '';
  const value = result[column];
  if (value === null) return words.race.never;
  if (column === 'hump' || column === 'error' || column === 'errorMedian') return formatError(value, words);
  return column === 'milliseconds' ? formatDuration(value) : formatCount(value);
}

export function RaceTable({ rows }: { readonly rows: readonly RaceRow[] }) {
  const words = useWords().race;
  const order = useRace((state) => state.order);
  const [editing, setEditing] = useState<RaceRow | null>(null);
  const ordered = orderedRows(rows, order);
  const direction = (column: RaceColumn) =>
    order?.column !== column ? 'none' : order.descending ? 'descending' : 'ascending';
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="race-table" tabIndex={0} aria-label={words.table}>
        <table>
          <thead>
            <tr>
              {RACE_COLUMNS.map((column) => (
                <th key={column} scope="col" aria-sort={direction(column)}>
                  <button type="button" className="sort" onClick={() => orderBy(column)}>
                    {words.columns[column]}
                    <span aria-hidden="true" className="sort-sign">
                      {direction(column) === 'ascending' ? '▲' : direction(column) === 'descending' ? '▼' : ''}
                    </span>
                  </button>
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{words.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((row) => (
              <Row key={row.lane.id} row={row} onEdit={() => setEditing(row)} />
            ))}
          </tbody>
        </table>
      </section>
      {editing && <LaneDialog lane={editing.lane} onClose={() => setEditing(null)} />}
    </>
  );
}

function Row({ row, onEdit }: { readonly row: RaceRow; readonly onEdit: () => void }) {
  const all = useWords();
  const words = all.race;
  useView((state) => state.theme);
  // The theme of the system may change while the page is shown.
  useMedia('(prefers-color-scheme: dark)');
  const { label, lane, role, problem } = row;
  const { colour } = laneColour(role === 'other' ? lane.id : role, currentPalette());
  const numbers = RACE_COLUMNS.filter((column) => column !== 'label');
  return (
    <tr>
      <th scope="row">
        <span className="swatch" style={{ background: colour }} />
        {label}
      </th>
      {problem === null ? (
        numbers.map((column) => <td key={column}>{cell(row, column, all)}</td>)
      ) : (
        <td colSpan={numbers.length} className="mistake problem">
          <InEnglish>{problem}</InEnglish>
        </td>
      )}
      <td className="actions">
        <button type="button" className="quiet" aria-label={words.editLane(label)} onClick={onEdit}>
          {words.edit}
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={words.removeLane(label)}
          onClick={() => removeLane(lane.id)}
        >
          {words.remove}
        </button>
      </td>
    </tr>
  );
}
