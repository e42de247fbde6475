// How far the law of samples is from the law that was asked for.

export { correctorLaw, type MotionLaw, thermalised } from './corrector-law';
export { energyDistance, energyDistanceFloor, type FloorParameters } from './energy-distance';
export { type GaussianChainParameters, gaussianChain, klGaussian, type NormalLaw, noisedLaw } from './gaussian';
