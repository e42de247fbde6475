// Lighthouse's verdict on the built page. It is installed on first use, in a folder of its own.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SOFTWARE_WEBGPU_FLAGS } from '../set-up/browser.mjs';

const folder = path.join(import.meta.dirname, 'lighthouse');

/** A category with its score from 0 to 100, and the audits in it that did not pass. */
export interface Verdict {
  readonly category: string;
  readonly score: number;
  readonly failed: readonly string[];
}

interface Report {
  readonly categories: Record<
    string,
    { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }
  >;
  readonly audits: Record<string, { readonly score: number | null }>;
}

/** Runs Lighthouse on an address with a desktop's window, an odd number of times, and gives each category its median score with all that
 * did not pass in any of the runs. Throws when it cannot be installed or does not finish. */
export async function runLighthouse(address: string, chromium: string, runs: number): Promise<Verdict[]> {
  await installLighthouse();
  const verdicts: Verdict[] = [];
  for (let run = 0; run < runs; run++) verdicts.push(...(await runOnce(address, chromium)));
  return [...new Set(verdicts.map(({ category }) => category))].map((category) => {
    const own = verdicts.filter((verdict) => verdict.category === category);
    const scores = own.map(({ score }) => score).sort((a, b) => a - b);
    return {
      category,
      score: scores[(scores.length - 1) / 2] ?? 0,
      failed: [...new Set(own.flatMap(({ failed }) => failed))],
    };
  });
}

async function installLighthouse(): Promise<void> {
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const installed = await runProcess(command ?? 'npm', [...first, 'ci', '--loglevel=error'], { cwd: folder });
  if (installed.status !== 0)
    throw new Error('Lighthouse could not be installed: npm ci failed in tools/audit/lighthouse.');
}

async function runOnce(address: string, chromium: string): Promise<Verdict[]> {
  const results = mkdtempSync(path.join(tmpdir(), 'lighthouse-'));
  try {
    const output = path.join(results, 'report.json');
    const flags = ['--headless=new', '--no-sandbox', ...SOFTWARE_WEBGPU_FLAGS].join(' ');
    const result = await runProcess(
      process.execPath,
      [
        path.join(folder, 'node_modules/lighthouse/cli/index.js'),
        address,
        '--quiet',
        '--preset=desktop',
        '--output=json',
        `--output-path=${output}`,
        '--only-categories=performance,accessibility,best-practices,seo',
        `--chrome-flags=${flags}`,
      ],
      { env: { ...process.env, CHROME_PATH: chromium } },
    );
    if (result.status !== 0) throw new Error(`Lighthouse did not finish: ${result.stderr.trim().split('\n').at(-1)}`);
    return verdictsOf(JSON.parse(readFileSync(output, 'utf8')) as Report);
  } finally {
    rmSync(results, { recursive: true });
  }
}

/** Runs a command to its end without blocking this process, which serves the page meanwhile. */
function runProcess(
  command: string,
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stderr }));
  });
}

function verdictsOf({ categories, audits }: Report): Verdict[] {
  return Object.entries(categories).map(([category, { score, auditRefs }]) => ({
    category,
    score: Math.round(100 * (score ?? 0)),
    failed: auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9).map(({ id }) => id),
  }));
}
