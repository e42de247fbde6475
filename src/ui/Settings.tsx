// The settings: problem, sampler, run. Every control is bound to a field of the draft; what is wrong is said beside it.

import { useId, useState } from 'react';
import { targetNames } from '../core/targets';
import { isHidden, useLocks } from '../state/locks';
import { redo, setField, undo, useSettings } from '../state/settings';
import { setTargetKind, setWeights, targetKind, trainedNetworks, weightsOf } from '../state/target-choice';
import { dataName } from '../views/target-label';
import { Estimate } from './Estimate';
import { choicesOf, NumberField, RadioGroup, SelectField, useField } from './fields';
import { InEnglish } from './InEnglish';
import { MethodNote } from './MethodNote';
import { PointsDialog } from './PointsDialog';
import { Sampler } from './Sampler';
import { SpecDialog } from './SpecDialog';
import { useWords } from './use-words';

const PARTICLE_STOPS = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];

export function Settings() {
  const words = useWords().settings;
  const [editor, setEditor] = useState(false);
  const canUndo = useSettings((state) => state.past.length > 0);
  const canRedo = useSettings((state) => state.future.length > 0);
  const isLocked = useLocks(({ locked }) => locked.length > 0);
  const hidesNote = useLocks((locks) => isHidden(locks, 'note'));
  return (
    <form className="settings" aria-label={words.title} onSubmit={(event) => event.preventDefault()}>
      <Problem />
      <Sampler />
      <Run />
      <div className="row buttons">
        <button type="button" onClick={undo} disabled={!canUndo}>
          {words.undo}
        </button>
        <button type="button" onClick={redo} disabled={!canRedo}>
          {words.redo}
        </button>
        {/* The document holds every group of settings. */}
        {!isLocked && (
          <button type="button" onClick={() => setEditor(true)}>
            {words.editAsJson}
          </button>
        )}
      </div>
      {!hidesNote && <MethodNote />}
      {editor && <SpecDialog onClose={() => setEditor(false)} />}
    </form>
  );
}

function Problem() {
  const words = useWords().settings;
  const isLocked = useLocks(({ locked }) => locked.includes('problem'));
  const dynamics = String(useField('dynamics'));
  const mistake = useSettings((state) => state.errors.dynamics);
  return (
    <fieldset className="group" disabled={isLocked}>
      <legend>{words.problem}</legend>
      {isLocked && <p className="note">{words.locked}</p>}
      <TargetField />
      <RadioGroup
        label={words.dynamics}
        value={dynamics}
        choices={[
          { value: 'sde', label: words.sde },
          { value: 'ode', label: words.ode },
        ]}
        onChoose={(value) => setField('dynamics', value)}
        mistake={mistake}
      />
      <div className="pair">
        <NumberField field="horizon" label={words.horizon} />
        <NumberField field="cutoff" label={words.cutoff} />
      </div>
    </fieldset>
  );
}

function TargetField() {
  const all = useWords();
  const { settings: words, targets } = all;
  const id = useId();
  const [drawing, setDrawing] = useState(false);
  const draft = useSettings((state) => state.draft);
  const mistake = useSettings(
    (state) => state.errors.target ?? state.errors['target.name'] ?? state.errors['target.points'],
  );
  const kind = targetKind(draft.target);
  const points = useField('target.points');
  const option = (value: string, label: string) => (
    <option key={value} value={value}>
      {label}
    </option>
  );
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{words.target}</label>
        <select
          id={id}
          value={kind}
          aria-invalid={mistake !== undefined}
          onChange={(event) => {
            if (event.target.value === 'points' && kind !== 'points') setDrawing(!setTargetKind('points'));
            else setTargetKind(event.target.value);
          }}
        >
          <optgroup label={words.groups.network}>
            {trainedNetworks.map((name) => option(`network:${name}`, targets.shortNetwork(dataName(name, all))))}
          </optgroup>
          <optgroup label={words.groups.mixture}>
            {targetNames.map((name) => option(`mixture:${name}`, dataName(name, all)))}
          </optgroup>
          <optgroup label={words.groups.any}>
            {option('gaussian', words.targets.gaussian)}
            {option('random', words.targets.random)}
          </optgroup>
          <optgroup label={words.groups.own}>
            {option('points', words.targets.points)}
            {kind === 'custom' && option('custom', words.targets.custom)}
          </optgroup>
          {kind.startsWith('unknown') && option(kind, kind.replace(/^unknown:/, ''))}
        </select>
        {mistake !== undefined && (
          <p className="mistake">
            <InEnglish>{mistake}</InEnglish>
          </p>
        )}
      </div>
      <Weights />
      {kind === 'gaussian' && (
        <div className="triple">
          <NumberField field="target.dimension" label={words.dimension} />
          <NumberField field="target.mean" label={words.mean} />
          <NumberField field="target.std" label={words.std} />
        </div>
      )}
      {kind === 'random' && (
        <div className="pair">
          <NumberField field="target.dimension" label={words.dimension} />
          <NumberField field="target.components" label={words.components} />
          <NumberField field="target.std" label={words.std} />
          <NumberField field="target.seed" label={words.targetSeed} />
        </div>
      )}
      {kind === 'points' && (
        <>
          <NumberField field="target.bandwidth" label={words.bandwidth} />
          <div className="row buttons">
            <button type="button" onClick={() => setDrawing(true)}>
              {words.editPoints(Array.isArray(points) ? points.length : 0)}
            </button>
          </div>
        </>
      )}
      {drawing && <PointsDialog onClose={() => setDrawing(false)} />}
    </>
  );
}

/** How the weights are kept, where the target is a network. */
function Weights() {
  const words = useWords().settings;
  const weights = useSettings((state) => weightsOf(state.draft.target));
  if (weights === null) return null;
  return (
    <>
      <SelectField
        field="target"
        label={words.weights}
        value={weights}
        choices={choicesOf(words.weightPrecisions)}
        onChoose={(value) => setWeights(value === 'f16' ? 'f16' : 'f32')}
      />
      {weights === 'f16' && <p className="note">{words.weightsNote}</p>}
    </>
  );
}

function Run() {
  const words = useWords().settings;
  const isLocked = useLocks(({ locked }) => locked.includes('run'));
  return (
    <fieldset className="group" disabled={isLocked}>
      <legend>{words.run}</legend>
      {isLocked && <p className="note">{words.locked}</p>}
      <NumberField field="particles" label={words.particles} stops={PARTICLE_STOPS} />
      <NumberField field="seed" label={words.seed} />
      <SelectField field="precision" label={words.precision} choices={choicesOf(words.precisions)} />
      <Estimate />
    </fieldset>
  );
}
