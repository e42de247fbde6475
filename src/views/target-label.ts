// What a target is called in the words of the page; the labels of the core are those of the command line.

import type { TargetSpec } from '../core/spec';
import type { Words } from '../words';
import { formatCount } from './numbers';

/** The name of a built-in data set; a name that is none stays as it is. */
export function dataName(name: string, { targets }: Words): string {
  const names: Readonly<Record<string, string>> = targets.names;
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}

/** A few words for a target: `two moons (trained network)`, `Gaussian in 32 dimensions`. */
export function targetLabel(spec: TargetSpec, words: Words): string {
  const { targets } = words;
  switch (spec.kind) {
    case 'mixture':
      if ('means' in spec)
        return targets.mixture(formatCount(spec.means.length), formatCount(spec.means[0]?.length ?? 0));
      if ('components' in spec) return targets.random(formatCount(spec.components), formatCount(spec.dimension));
      return dataName(spec.name, words);
    case 'gaussian':
      return targets.gaussian(formatCount(spec.dimension));
    case 'points':
      return targets.points(formatCount(spec.points.length));
    case 'network': {
      const label = spec.weights === 'f16' ? targets.halfNetwork : targets.network;
      return label(dataName(spec.name, words));
    }
  }
}
