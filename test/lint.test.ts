// The lint rules that hold the architecture are in force: each forbidden line is reported by the linter, each allowed one
// passes. The lines are linted in files of a temporary folder, under the configuration of this repository.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

const IMPORTS = 'lint/style/noRestrictedImports';

/** Place of the line (`#` becomes its number), the line, and the rule that must report it; null: nothing may. */
const cases: readonly (readonly [string, string, string | null])[] = [
  ['src/core/#.ts', "export { createEngine } from '../engine/create-engine';", IMPORTS],
  ['src/core/scores/#.ts', "export type { View } from '../../views/view';", IMPORTS],
  ['src/core/#.ts', "import code from '../../shaders/scan.wgsl?raw'; export default code;", IMPORTS],
  ['src/core/#.ts', "export { useState } from 'react';", IMPORTS],
  ['src/core/#.ts', "export const page = () => import('../ui/App');", IMPORTS],
  ['src/engine/webgpu/#.ts', "export { useRun } from '../../state/run';", IMPORTS],
  ['src/engine/#.ts', "export { views } from '../views';", IMPORTS],
  ['src/engine/#.ts', "export { create } from 'zustand';", IMPORTS],
  ['src/views/#.ts', "export type { Engine } from '../engine/engine';", IMPORTS],
  ['src/views/#.ts', "export { useRun } from '../state/run';", IMPORTS],
  ['src/views/stage#.ts', "import type { Engine } from '../engine/engine'; export type E = Engine;", IMPORTS],
  ['src/views/#.ts', "export { useMemo } from 'react';", IMPORTS],
  ['src/state/#.ts', "export { App } from '../ui/App';", IMPORTS],
  ['src/state/#.ts', "export { views } from '../views';", IMPORTS],
  ['src/story/#.ts', "export { App } from '../ui/App';", IMPORTS],
  ['src/core/#.ts', "export { wordsOf } from '../words';", IMPORTS],
  ['src/engine/#.ts', "export { wordsOf } from '../words';", IMPORTS],
  ['src/words/#.ts', "export type { RunSpec } from '../core/spec';", IMPORTS],
  ['src/words/#.ts', "export { format } from 'd3-format';", IMPORTS],
  ['src/core/#.ts', 'export const a: any = 1;', 'lint/suspicious/noExplicitAny'],
  ['src/core/#.ts', 'export const f = (a?: string) => a!.length;', 'lint/style/noNonNullAssertion'],
  ['src/core/#.ts', 'export const w = () => window.innerWidth;', 'lint/style/noRestrictedGlobals'],
  ['src/ui/#.ts', "console.log('x');", 'lint/suspicious/noConsole'],
  ['src/core/#.ts', "export { LIMITS } from './spec';", null],
  ['src/engine/webgpu/#.ts', "export { LIMITS } from '../../core/spec';", null],
  ['src/engine/webgpu/#.ts', "import code from '../../../shaders/scan.wgsl?raw'; export default code;", null],
  ['src/views/#.ts', "export { segmentsOf } from '../core/trace';", null],
  ['src/views/stage#.ts', "import type { StageSource } from '../engine/engine'; export type S = StageSource;", null],
  ['src/state/#.ts', "import type { Cursor } from '../views/view'; export type C = Cursor;", null],
  ['src/state/#.ts', "export type { Engine } from '../engine/engine';", null],
  ['src/ui/#.tsx', "export { useRun } from '../state/run'; export { views } from '../views';", null],
  ['src/views/#.ts', "export type { Words } from '../words';", null],
  ['src/state/#.ts', "export { wordsOf } from '../words';", null],
  ['src/ui/#.tsx', "export { wordsOf } from '../words';", null],
  ['src/words/#.ts', "export type { Words } from './shape';", null],
  ['src/words/#.test.ts', "export { methods } from '../core/methods';", null],
  ['test/#.test.ts', 'export const f = (a?: string) => a!.length;', null],
];

let folder = '';
/** `file: rule` of everything that the linter reports. */
let reported: string[] = [];

const fileOf = (index: number) => cases[index]![0].replace('#', `case${index}`);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lint-'));
  const configuration = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
  delete configuration.$schema;
  configuration.vcs.enabled = false;
  writeFileSync(path.join(folder, 'biome.json'), JSON.stringify(configuration));
  cases.forEach(([, line], index) => {
    const file = path.join(folder, fileOf(index));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${line}\n`);
  });
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  const result = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const report: unknown = JSON.parse(result.stdout);
  reported = diagnosticsOf(report);
});

afterAll(() => rmSync(folder, { recursive: true }));

function diagnosticsOf(report: unknown): string[] {
  const { diagnostics } = report as { diagnostics: { category: string; location: { path: unknown } }[] };
  return diagnostics.map(({ category, location }) => {
    const where = location.path as string | { file: string };
    const file = typeof where === 'string' ? where : where.file;
    return `${file.replace(/^\.\//, '')}: ${category}`;
  });
}

test.each(cases.map((entry, index) => [entry[0], entry[1], entry[2], index] as const))(
  '%s: %s -> %s',
  (_place, _line, rule, index) => {
    const here = reported.filter((entry) => entry.startsWith(`${fileOf(index)}:`));
    if (rule === null) expect(here).toEqual([]);
    else expect(here).toContain(`${fileOf(index)}: ${rule}`);
  },
);
