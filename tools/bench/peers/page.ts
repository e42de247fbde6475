// The page of the bench: waits to be told by `tools/bench/peers.ts` what to measure.

import type { PeersMeasurement } from '../report';
import type { Sizes } from '../settings';
import { compareWithPeers } from './compare';
import { jax } from './jax';
import { onnx } from './onnx';
import { tensorflow } from './tensorflow';

declare global {
  interface Window {
    /** Put there by the bench: a line of progress. */
    sayProgress(line: string): Promise<void>;
    comparePeers(settings: Sizes['peers']): Promise<PeersMeasurement>;
  }
}

window.comparePeers = (settings) =>
  compareWithPeers([tensorflow, onnx, jax], settings, (line) => window.sayProgress(line));
