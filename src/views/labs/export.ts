// What goes out of a lab: its points as CSV and as one JSON document, the same way for all labs.

import type { LabSettings } from '../../core/labs/controls';
import type { Claim, LabPoint } from '../../core/labs/lab';
import type { Table } from '../view';

/** Keys of values that a cell can hold, in the order of their first appearance. */
function keysOf(objects: readonly Readonly<Record<string, unknown>>[]): string[] {
  const keys = new Set<string>();
  for (const object of objects) {
    for (const [key, value] of Object.entries(object)) if (typeof value !== 'object' || value === null) keys.add(key);
  }
  return [...keys];
}

/** A value as a field of RFC 4180; nothing for what is not known or not finite. */
function field(value: unknown): string {
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const content = String(value);
  return /[",\r\n]/.test(content) ? `"${content.replaceAll('"', '""')}"` : content;
}

/** Points as CSV (RFC 4180), one row a run: its place, whether it was made here or came with the page, and what was measured. Lists
 * are left out; the JSON document has them. */
export function labCsv(points: readonly LabPoint[]): string {
  const places = keysOf(points.map(({ place }) => place));
  const measures = keysOf(points.map(({ measured }) => measured));
  const rows = points.map(({ place, measured, origin }) =>
    [...places.map((key) => place[key]), origin, ...measures.map((key) => measured[key])].map(field).join(','),
  );
  return `${[[...places, 'origin', ...measures].join(','), ...rows].join('\r\n')}\r\n`;
}

/** A table as CSV (RFC 4180), with its headings. */
export function tableCsv({ columns, rows }: Table): string {
  return `${[columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

/** A lab as a document: its settings, its points and what they prove. Numbers that are not finite are null; the runs themselves are no
 * part of it. */
export function labDocument(
  name: string,
  settings: LabSettings,
  points: readonly LabPoint[],
  claims: readonly Claim[],
): string {
  const told = points.map(({ place, measured, origin }) => ({ place, measured, origin }));
  return `${JSON.stringify({ lab: name, settings, claims, points: told }, null, 1)}\n`;
}
