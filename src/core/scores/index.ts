// Scores: gradients of the log density of the noised data. One file per kind of model, each evaluating rows in float64;
// their WGSL twins are `shaders/score-*.wgsl`.

import type { GaussianModel } from './gaussian';
import type { MixtureModel } from './mixture';
import type { DenseLayer, NetworkModel } from './network';

export type { DenseLayer, GaussianModel, MixtureModel, NetworkModel };

/** A score that both backends can evaluate. */
export type ScoreModel = GaussianModel | MixtureModel | NetworkModel;
