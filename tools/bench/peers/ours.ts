// The playground's own kernel, asked as its peers are.

import type { NetworkModel } from '../../../src/core/scores';
import type { OpenDevice } from '../../../src/engine/webgpu/device';
import type { NetworkTile } from '../../../src/engine/webgpu/network-tiles';
import { bindRows, readNumbers } from '../bound-score';
import { planFor } from '../network';
import type { OpenPeer } from './peer';

/** Steps of the run for which the engine chooses its tile, and the most particles of a run. */
const STEPS = 256;
const MOST_PARTICLES = 16_384;

/** The plan of a long run of so many particles. */
export function longPlan(model: NetworkModel, particles: number) {
  return planFor(model, STEPS, Math.min(particles, MOST_PARTICLES));
}

/** Between `[row][coordinate]` and `[coordinate][row]`. */
function transposed(numbers: Float32Array, rows: number): Float32Array {
  const columns = numbers.length / rows;
  return Float32Array.from({ length: numbers.length }, (_, i) => {
    const [column, row] = [Math.floor(i / rows), i % rows];
    return numbers[row * columns + column] as number;
  });
}

/** The kernel in the tile that the engine takes for a long run, or in a given one; all rows at the first node. */
export function openOurs(open: OpenDevice, model: NetworkModel, tile?: NetworkTile): OpenPeer {
  return {
    async prepare(states, rows) {
      const { device } = open;
      const score = await bindRows(
        open,
        { plan: longPlan(model, rows), nodes: 1, particles: rows, states: transposed(states, rows) },
        tile,
      );
      const first = device.createBuffer({
        size: score.path.size,
        usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      });
      const commands = device.createCommandEncoder();
      commands.copyBufferToBuffer(score.path, 0, first, 0, first.size);
      device.queue.submit([commands.finish()]);
      return {
        async chain(evaluations) {
          const chained = device.createCommandEncoder();
          chained.copyBufferToBuffer(first, 0, score.path, 0, first.size);
          const pass = chained.beginComputePass();
          for (let i = 0; i < evaluations; i++) (i % 2 === 0 ? score.encode : score.encodeBack)(pass);
          pass.end();
          device.queue.submit([chained.finish()]);
          const last = await readNumbers(device, evaluations % 2 === 1 ? score.scores : score.path);
          return transposed(last.subarray(0, states.length), states.length / rows);
        },
        dispose() {
          score.destroy();
          first.destroy();
        },
      };
    },
  };
}
