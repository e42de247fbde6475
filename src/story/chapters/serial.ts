// Chapter 1: the sequential sampler is a chain of network calls, each of which needs the one before.

import { countsOf } from '../../core/trace';
import { formatCount } from '../../views/numbers';
import type { Chapter } from '../chapter';
import { count } from '../facts';
import { figureOf } from '../scenes';

const STEPS = 128;
const scene = figureOf({ blocks: 1, nodes: STEPS, method: { kind: 'sequential' } });

const optionOf = (calls: number) => ({ id: String(calls), label: () => formatCount(calls) });

export const serial: Chapter = {
  name: 'serial',
  beats: [
    {
      at: 0,
      scene,
      rounds: [0, 0.3],
      say: ({ story }) => story.chapters.serial.noise(formatCount(scene.spec.particles), formatCount(STEPS)),
    },
    { at: 0.35, scene, rounds: [0.3, 0.6], say: ({ story }) => story.chapters.serial.step },
    {
      at: 0.65,
      scene,
      rounds: [0.6, 1],
      say: ({ story }, { trace }) => {
        const counts = trace && countsOf(trace);
        return story.chapters.serial.chain(count(counts?.rounds), count(counts?.nodesInFlight));
      },
    },
  ],
  question: {
    kind: 'pick',
    after: 1,
    veils: ['numbers'],
    ask: ({ story }) => story.chapters.serial.ask(formatCount(STEPS)),
    options: [1, 2, STEPS / 2, STEPS].map(optionOf),
    answer: ({ trace }) => (trace ? String(countsOf(trace).nodesInFlight) : null),
  },
};
