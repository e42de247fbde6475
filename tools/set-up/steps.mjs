// Runs the checks of the project one after another, and counts what they report. A step that fails does not stop the
// later ones: one run tells everything that is wrong.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './packages.mjs';

const reports = path.join(root, '.cache/reports');

/** Path for the JSON report of a test runner; an older report there is removed. */
export function freshReport(name) {
  mkdirSync(reports, { recursive: true });
  const file = path.join(reports, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** Runs a script of this repository with Node, its output shown. Returns whether it succeeded. */
export function runScript(script, words, environment = {}) {
  const result = spawnSync(process.execPath, [path.join(root, script), ...words], {
    cwd: root,
    stdio: 'inherit',
    // Vite would otherwise warn about a plan for its next major version each time.
    env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true', ...environment },
  });
  return result.status === 0;
}

/** As `runScript`, for the command of a package: a path inside node_modules. */
export function runTool(script, words, environment = {}) {
  return runScript(path.join('node_modules', script), words, environment);
}

/** Counts of a vitest report: tests, and files that could not be loaded. Null when there is no report. */
export function countVitest(file) {
  const report = readReport(file);
  if (report === null) return null;
  const broken = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** Counts of a Playwright report. Null when there is no report. */
export function countPlaywright(file) {
  const report = readReport(file);
  if (report === null) return null;
  const { expected, unexpected, flaky } = report.stats;
  // Errors outside of any test (a server that did not start) are failures too; a test that passed only when repeated is.
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Runs `[{title, run}]` in order; `run` returns whether it succeeded, or `{ok, passed, failed}`. Prints a summary, and
 * last, alone on a line, the totals of all tests, in which a failed step without counts is one failure. Returns
 * whether everything succeeded. */
export function runSteps(steps) {
  const lines = [];
  let passed = 0;
  let failed = 0;
  for (const { title, run } of steps) {
    say(`\n== ${title}`);
    const began = Date.now();
    let outcome;
    try {
      outcome = run();
    } catch (error) {
      say(String(error));
      outcome = false;
    }
    const { ok, passed: good = 0, failed: bad = 0 } = typeof outcome === 'boolean' ? { ok: outcome } : outcome;
    passed += good;
    failed += ok ? bad : Math.max(bad, 1);
    const counts = typeof outcome === 'boolean' ? '' : `, ${good} passed, ${bad} failed`;
    lines.push(`${ok ? 'ok    ' : 'FAILED'} ${title} (${Math.round((Date.now() - began) / 1000)} s${counts})`);
  }
  process.stdout.write(`\n== Summary\n${lines.join('\n')}\n${passed} passed, ${failed} failed\n`);
  return failed === 0;
}
