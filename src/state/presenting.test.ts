// Test plan: the word of presenter mode in an address, what waits for a frozen picture, and a run that ends while the picture is frozen:
// it is shown when the picture goes on.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { syntheticPlan, syntheticTrace } from '../../test/synthetic-trace';
import { DEFAULT_SPEC } from '../core/spec';
import type { Trace } from '../core/trace';
import type { Engine, RunOptions } from '../engine/engine';
import { noteOpened, presentInAddress, returnToOpened, shareLink, startOptions } from './address';
import { goesOn, INITIAL_PRESENTING, usePresenting, withPresenting } from './presenting';
import { useRun } from './run';
import { Session } from './session';

beforeEach(() => usePresenting.setState(INITIAL_PRESENTING));
afterEach(() => vi.unstubAllGlobals());

describe('the word in the address', () => {
  test.each([
    ['', false],
    ['?present=0', false],
    ['?present=1', true],
    ['?run=0&present=1', true],
  ])('%j', (query, presenting) => expect(startOptions(query)).toMatchObject({ presenting }));

  test.each(['', '2', 'yes'])('"%s" is told off', (value) =>
    expect(() => startOptions(`?present=${value}`)).toThrow(`The address has present "${value}"; allowed: 0, 1.`),
  );

  test('is put in and taken out, and the other words stay', () => {
    expect(withPresenting('', true)).toBe('?present=1');
    expect(withPresenting('?run=0&backend=cpu', true)).toBe('?run=0&backend=cpu&present=1');
    expect(withPresenting('?present=1&run=0', true)).toBe('?run=0&present=1');
    expect(withPresenting('?present=1', false)).toBe('');
    expect(withPresenting('?run=0&present=1&presented=2', false)).toBe('?run=0&presented=2');
  });

  test('a link can have it; the way back is to the hash that the page was opened with', () => {
    const location = { href: 'http://127.0.0.1/a', pathname: '/a', search: '?run=0', hash: '#v=1&chapter=2' };
    const visited: string[] = [];
    vi.stubGlobal('location', location);
    vi.stubGlobal('history', {
      replaceState: (_: unknown, __: string, address: string) => visited.push(`replaced ${address}`),
      pushState: (_: unknown, __: string, address: string) => visited.push(`pushed ${address}`),
    });
    expect(shareLink(DEFAULT_SPEC, 'present')).toBe('http://127.0.0.1/a?present=1#v=1&language=en');
    noteOpened();
    returnToOpened();
    expect(visited).toEqual([]);
    location.hash = '#v=1&chapter=5';
    returnToOpened();
    presentInAddress(true);
    presentInAddress(false);
    expect(visited).toEqual(['pushed #v=1&chapter=2', 'replaced /a?run=0&present=1#v=1&chapter=5']);
    location.hash = '';
    noteOpened();
    location.hash = '#v=1';
    returnToOpened();
    expect(visited.at(-1)).toBe('pushed /a?run=0');
  });
});

describe('a frozen picture', () => {
  test('is waited for, until it goes on or the signal ends the wait', async () => {
    await goesOn();
    usePresenting.setState({ on: true, frozen: true });
    const done: string[] = [];
    const controller = new AbortController();
    const waits = [goesOn().then(() => done.push('on')), goesOn(controller.signal).then(() => done.push('aborted'))];
    await Promise.resolve();
    expect(done).toEqual([]);
    controller.abort();
    await waits[1];
    expect(done).toEqual(['aborted']);
    usePresenting.setState({ frozen: false });
    await waits[0];
    expect(done).toEqual(['aborted', 'on']);
  });

  test('shows nothing of a run in progress, and its end when it goes on', async () => {
    let finish: (trace: Trace) => void = () => undefined;
    let options: RunOptions = {};
    const engine: Engine = {
      backend: 'webgpu',
      adapter: { name: 'fake', software: false },
      prepare: async () => syntheticPlan(),
      run: (_, given = {}) => {
        options = given;
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
      stageSource: () => null,
      destroy: () => undefined,
    };
    const session = new Session(async () => engine);
    await session.ready;
    const running = session.run(DEFAULT_SPEC);
    const settled = () => new Promise((resolve) => setTimeout(resolve));
    await settled();
    usePresenting.setState({ on: true, frozen: true });
    const before = useRun.getState();
    const trace = syntheticTrace();
    options.onProgress?.({ trace, phase: 'parallel', sequentialDone: 64, parallelDone: 16 });
    finish(trace);
    await settled();
    expect(useRun.getState()).toBe(before);
    expect(session.trace).not.toBe(trace);
    usePresenting.setState({ frozen: false });
    await running;
    expect(session.trace).toBe(trace);
    expect(useRun.getState().status).toBe('done');
  });
});
