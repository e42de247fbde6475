// The orders that the comparison must show, read off its results. A test checks them in the committed results.

import type { Measurement } from './measurement';
import { cellOf, lanes, problems, type Size } from './problems';
import type { Store } from './store';

export interface Order {
  readonly sentence: string;
  readonly holds: boolean;
}

const rounds = ({ rounds: made }: Measurement) => made.toLocaleString('en-US');
const both = (measured: Measurement) =>
  `${rounds(measured)} rounds, ${measured.evaluations.toLocaleString('en-US')} evaluations`;

/** Orders of all problems whose results are there. */
export function ordersOf(store: Store, size: Size): Order[] {
  return problems.flatMap((problem) => {
    const { name } = problem;
    const find = (wanted: string) => {
      const lane = lanes.find((candidate) => candidate.name === wanted);
      if (!lane) throw new Error(`There is no lane "${wanted}".`);
      return store.find(cellOf(problem, lane, size));
    };
    const orders: Order[] = [];
    const [blocks, wavefront] = [find('blocks, Picard (PIADM)'), find('wavefront, Picard')];
    if (blocks && wavefront) {
      orders.push({
        sentence: `${name}: the wavefront takes ${rounds(wavefront)} rounds, blocks one after the other ${rounds(blocks)}.`,
        holds: wavefront.rounds < blocks.rounds,
      });
    }
    const [window, windowPicard] = [find('window, ParaDiGMS'), find('window, Picard')];
    if (blocks && window && windowPicard) {
      const part = (blocks.rounds - windowPicard.rounds) / (blocks.rounds - window.rounds);
      orders.push({
        sentence: `${name}: the sliding window takes ${both(window)}; blocks take ${both(blocks)}; with the blocks' linear part the window takes ${both(windowPicard)}, ${part < 1 ? `so that sliding makes ${Math.round(100 * part)} % of the gain in rounds and the linear part 1 the rest` : 'so that the gain in rounds is all of the sliding'}.`,
        holds: window.rounds < blocks.rounds && window.evaluations < blocks.evaluations,
      });
    }
    const [picard, scaled] = [find('one block, Picard'), find('one block, scaled identity')];
    if (name.startsWith('two moons, SDE') && picard && scaled) {
      orders.push({
        sentence: `${name}: in one block the scaled identity takes ${rounds(scaled)} rounds, Picard from the same start ${rounds(picard)}.`,
        holds: scaled.rounds <= 0.4 * picard.rounds,
      });
    }
    return orders;
  });
}
