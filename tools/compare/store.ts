// Results of the comparison on disk: one JSON file a backend, written after every cell, so that a comparison that was cut
// short goes on where it stopped. A cell whose spec has changed is measured anew.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './measurement';
import type { Size } from './problems';

export const PARTS = ['float64', 'gpu'] as const;
export type Part = (typeof PARTS)[number];

export interface Cell {
  readonly problem: string;
  readonly lane: string;
  /** As it was given, but for the tolerance. */
  readonly spec: object;
  readonly measurement: Measurement;
}

interface Contents {
  /** What it was measured on, for people. */
  readonly adapter: string;
  readonly cells: readonly Cell[];
}

/** Where results are kept that the repository holds. */
export const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url));

const keyOf = ({ problem, lane, spec }: Pick<Cell, 'problem' | 'lane' | 'spec'>) =>
  JSON.stringify([problem, lane, spec]);

export class Store {
  readonly file: string;
  private contents: Contents;

  constructor(folder: string, part: Part, size: Size) {
    this.file = path.join(folder, `compare-${size}-${part}.json`);
    this.contents = this.read();
  }

  get adapter(): string {
    return this.contents.adapter;
  }

  /** The result of a cell, if there is one of this very spec. */
  find(cell: Pick<Cell, 'problem' | 'lane' | 'spec'>): Measurement | null {
    const key = keyOf(cell);
    return this.contents.cells.find((known) => keyOf(known) === key)?.measurement ?? null;
  }

  /** Adds a result in the place of older ones of the same problem and lane. */
  add(cell: Cell, adapter: string): void {
    const others = this.contents.cells.filter(({ problem, lane }) => problem !== cell.problem || lane !== cell.lane);
    this.contents = { adapter, cells: [...others, cell] };
    mkdirSync(path.dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.part`, `${JSON.stringify(this.contents, null, 1)}\n`);
    renameSync(`${this.file}.part`, this.file);
  }

  /** Reads what another process has added. */
  refresh(): void {
    this.contents = this.read();
  }

  private read(): Contents {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { adapter: '', cells: [] };
      throw error;
    }
    return JSON.parse(text) as Contents;
  }
}
