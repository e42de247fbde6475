// Writes the model card and the picture of the loss curve from the settings and from what was measured.

import type { NetworkModel } from '../../src/core/scores';
import { CARD_MEASUREMENT, type Measurement } from './measuring';
import type { TrainingSettings } from './settings';
import type { LossEntry } from './training';

/** What stands in the model file beside the network itself. */
export function cardMetadata(settings: TrainingSettings, measurement: Measurement | null): Record<string, string> {
  const figures = measurement && {
    energyDistance: measurement.energyDistance.network.toPrecision(4),
    energyDistanceExactScore: measurement.energyDistance.exactScore.toPrecision(4),
    energyDistanceFloor: measurement.energyDistance.floor.toPrecision(4),
  };
  return {
    seed: String(settings.seed),
    steps: String(settings.steps),
    batch: String(settings.batch),
    smallestNoiseTime: String(settings.noiseTimes.smallest),
    largestNoiseTime: String(settings.noiseTimes.largest),
    ...figures,
  };
}

/** The card, Markdown. */
export function cardText(
  settings: TrainingSettings,
  model: NetworkModel,
  curve: readonly LossEntry[],
  measurement: Measurement,
): string {
  const { name, noiseTimes } = settings;
  const { energyDistance, ratio, denoisingLoss, rounds } = measurement;
  const layers = [...Array.from({ length: settings.depth }, () => settings.width), model.dimension].join('-');
  return `# ${name}

A score network: it predicts the noise in noised samples of the built-in mixture \`${name}\`. Made by

    npm run train -- ${name}

and measured again, with the same figures, by

    npm run train:check -- ${name}

## Data and process

Fresh draws of the mixture \`${name}\` (the exact density that the page shows; no file of data), noised by the
Ornstein–Uhlenbeck process \`x_r = e^{-r/2} x_0 + sqrt(1 - e^{-r}) noise\`. Noise times \`r\` lie in
[${noiseTimes.smallest}, ${noiseTimes.largest}], evenly in stretched time (\`r - 1\` above 1, \`log r\` below), one in each of ${settings.batch} equal parts per batch: use
horizons and cutoffs within. Mean of the data (${[...model.dataMean].map((value) => value.toFixed(4)).join(', ')}), variance per coordinate ${model.dataVariance.toFixed(4)}.

## Network

${model.dimension}-${layers}, SiLU, ${parameterCount(model).toLocaleString('en')} parameters, float32. The first layer also sees cosines and sines of
${model.timeFrequencies.length} multiples (${settings.frequencies.map((frequency) => frequency.toPrecision(3)).join(', ')}) of \`l = log(expm1(r))/2\`.
The score is \`-eps / sqrt(1 - e^{-r})\`.

## Training

${settings.steps.toLocaleString('en')} steps of Adam on batches of ${settings.batch}, step size rising to ${settings.learningRate} in ${settings.warmUp} steps and falling to 0 along a half cosine; loss: mean
squared error of the noise per coordinate; the model is the moving average of the weights (decay ${settings.averageDecay}); seed ${settings.seed}.
The noise itself cannot be known, so the loss has a floor: that of the exact score.

| loss on the same ${CARD_MEASUREMENT.lossRows.toLocaleString('en')} held-out rows | |
| --- | --- |
| this network | ${denoisingLoss.network.toFixed(5)} |
| exact score | ${denoisingLoss.exactScore.toFixed(5)} |

![Loss against step](${name}-loss.svg)

| steps | mean loss |
| --- | --- |
${curve.map((entry) => `| ${entry.firstStep}–${entry.lastStep} | ${entry.loss.toFixed(5)} |`).join('\n')}

## Samples

Squared energy distance (V-statistic, ${measurement.samples.toLocaleString('en')} samples against ${measurement.samples.toLocaleString('en')} held-out draws of the data) of the sequential SDE sampler, \`T\` = ${measurement.grid.horizon},
cutoff ${measurement.grid.cutoff}, ${measurement.grid.blocks * measurement.grid.nodes} steps. A single distance is noisy (two exact sets: ${scaled(energyDistance.floor)} ± ${scaled(energyDistance.floorStd)}), so each row is a mean:
of ${CARD_MEASUREMENT.repeats} sample sets (seeds 1 to ${CARD_MEASUREMENT.repeats}), each against ${CARD_MEASUREMENT.heldOutSets} held-out sets, and of ${energyDistance.floorSets.length} pairs for the floor. The network and the exact score use the same noise and
the same held-out sets.

| | squared energy distance, 1e-4 | times the floor | each sample set |
| --- | --- | --- | --- |
| this network | ${scaled(energyDistance.network)} | ${ratio.network.toFixed(2)} | ${energyDistance.networkSets.map(scaled).join(', ')} |
| exact score | ${scaled(energyDistance.exactScore)} | ${ratio.exactScore.toFixed(2)} | ${energyDistance.exactScoreSets.map(scaled).join(', ')} |
| floor: two exact sets | ${scaled(energyDistance.floor)} | 1 | |

PIADM in the page's default run with 64 particles (8 blocks of 64 nodes, tolerance 1e-3) takes ${rounds.network} rounds with this network and
${rounds.exactScore} with the exact score, on the same noise.
`;
}

/** The loss curve as a small picture that reads on light and dark ground. */
export function curvePicture(curve: readonly LossEntry[]): string {
  const [width, height, margin] = [360, 90, 6];
  const losses = curve.map((entry) => Math.log(entry.loss));
  const lowest = Math.min(...losses);
  const span = Math.max(...losses) - lowest || 1;
  const points = losses.map((loss, i) => {
    const x = margin + ((width - 2 * margin) * i) / Math.max(1, losses.length - 1);
    const y = height - margin - ((height - 2 * margin) * (loss - lowest)) / span;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const first = curve[0]?.loss.toFixed(3);
  const last = curve.at(-1)?.loss.toFixed(3);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>Loss against step, logarithmic, from ${first} to ${last}</title>
<polyline fill="none" stroke="#0072b2" stroke-width="1.5" points="${points.join(' ')}"/>
</svg>
`;
}

function parameterCount(model: NetworkModel): number {
  return model.layers.reduce((sum, layer) => sum + layer.weights.length + layer.bias.length, model.timeWeights.length);
}

/** In units of 1e-4. */
function scaled(value: number): string {
  return (value * 1e4).toFixed(2);
}
