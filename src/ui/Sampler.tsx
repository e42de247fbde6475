// The settings of the sampler: the method, how the grid is cut, and whatever settings the method of the draft has.

import { methods } from '../core/methods';
import { solvers } from '../core/methods/described';
import { starts } from '../core/starts';
import { predictorOf, updates } from '../core/updates';
import { isJsonObject } from '../state/json';
import { useLocks } from '../state/locks';
import { setByTolerance, setCorrected, setMethodKind } from '../state/method-choice';
import { setField } from '../state/settings';
import { choicesOf, NumberField, RadioGroup, registryChoices, SelectField, useField } from './fields';
import { useWords } from './use-words';

const BLOCK_STOPS = [1, 2, 4, 8, 16, 32, 64];
const NODE_STOPS = [8, 16, 32, 64, 128, 256, 512];
const TOLERANCE_STOPS = [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1];
const ITERATION_STOPS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 512];
const WINDOW_STOPS = [8, 16, 32, 64, 128, 256, 512];
const MEMORY_STOPS = [1, 2, 3, 4, 5];
const SURROGATE_STOPS = [1, 2, 4, 8, 16, 32, 64];
const STEP_STOPS = [2, 4, 8, 16, 32, 64, 128, 256];

export function Sampler() {
  const all = useWords();
  const words = all.settings;
  const isLocked = useLocks(({ locked }) => locked.includes('sampler'));
  const method = useField('method');
  const has = (name: string) => isJsonObject(method) && name in method;
  return (
    <fieldset className="group" disabled={isLocked}>
      <legend>{words.sampler}</legend>
      {isLocked && <p className="note">{words.locked}</p>}
      <SelectField
        field="method.kind"
        label={words.method}
        choices={registryChoices(methods, all.methods)}
        onChoose={setMethodKind}
      />
      <NumberField field="blocks" label={words.blocks} stops={BLOCK_STOPS} />
      <NumberField field="nodes" label={words.nodes} stops={NODE_STOPS} />
      <SelectField field="spacing" label={words.spacing} choices={choicesOf(words.spacings)} />
      {has('solver') && (
        <SelectField field="method.solver" label={words.solver} choices={registryChoices(solvers, all.solvers)} />
      )}
      {has('steps') && <NumberField field="method.steps" label={words.steps} stops={STEP_STOPS} />}
      {has('window') && <NumberField field="method.window" label={words.window} stops={WINDOW_STOPS} />}
      {has('linearPart') && <Rounds />}
      {has('memory') && <NumberField field="method.memory" label={words.memory} stops={MEMORY_STOPS} />}
      {has('pipelined') && (
        <SelectField
          field="method.pipelined"
          label={words.sweep}
          choices={choicesOf(words.sweeps)}
          onChoose={(value) => setField('method.pipelined', value === 'true')}
        />
      )}
      {has('iterations') && <Stopping />}
      {has('tolerance') && !has('iterations') && (
        <NumberField field="method.tolerance" label={words.windowTolerance} stops={TOLERANCE_STOPS} />
      )}
      {has('corrector') && <Corrector />}
    </fieldset>
  );
}

/** Linear part, its clips, and the start. */
function Rounds() {
  const all = useWords();
  const words = all.settings;
  const name = useField('method.linearPart');
  const update =
    typeof name === 'string' && Object.hasOwn(updates, name) ? updates[name as keyof typeof updates] : null;
  const capped = update !== null && (update.derivative !== null || predictorOf(update)?.regression === true);
  const start = useField('method.start');
  const usesSurrogate = [name, start].some((part) => typeof part === 'string' && part.startsWith('surrogate'));
  return (
    <>
      <SelectField field="method.linearPart" label={words.linearPart} choices={registryChoices(updates, all.updates)} />
      {capped && <NumberField field="method.jacobianCap" label={words.jacobianCap} />}
      <SelectField field="method.clip" label={words.clip} choices={choicesOf(words.clips)} />
      <SelectField field="method.start" label={words.start} choices={registryChoices(starts, all.starts)} />
      {usesSurrogate && (
        <NumberField field="method.surrogateComponents" label={words.surrogateComponents} stops={SURROGATE_STOPS} />
      )}
    </>
  );
}

/** What ends a block, or Parareal as a whole. */
function Stopping() {
  const words = useWords().settings;
  const byTolerance = useField('method.tolerance') !== null;
  const ofParareal = useField('method.kind') === 'parareal';
  const [most, exactly] = ofParareal
    ? [words.mostIterations, words.iterationsOfAll]
    : [words.iterationsCap, words.iterations];
  return (
    <>
      <RadioGroup
        label={words.stop}
        value={byTolerance ? 'tolerance' : 'fixed'}
        choices={[
          { value: 'tolerance', label: words.stopTolerance },
          { value: 'fixed', label: ofParareal ? words.stopIterations : words.stopFixed },
        ]}
        onChoose={(value) => setByTolerance(value === 'tolerance')}
      />
      {byTolerance && <NumberField field="method.tolerance" label={words.tolerance} stops={TOLERANCE_STOPS} />}
      <NumberField field="method.iterations" label={byTolerance ? most : exactly} stops={ITERATION_STOPS} />
    </>
  );
}

/** The corrector of PIADM-ODE; for the SDE there is none, unless the draft holds one by mistake. */
function Corrector() {
  const words = useWords().settings;
  const corrected = useField('method.corrector') !== null;
  const ode = useField('dynamics') === 'ode';
  if (!ode && !corrected) return null;
  return (
    <>
      <SelectField
        field="method.corrector"
        value={corrected ? 'langevin' : 'none'}
        label={words.corrector}
        choices={choicesOf(words.correctors)}
        onChoose={(value) => setCorrected(value === 'langevin')}
      />
      {corrected && (
        <div className="pair">
          <NumberField field="method.corrector.friction" label={words.correctorFriction} />
          <NumberField field="method.corrector.time" label={words.correctorTime} />
          <NumberField field="method.corrector.subBlocks" label={words.correctorSubBlocks} />
          <NumberField field="method.corrector.steps" label={words.correctorSteps} />
          <NumberField field="method.corrector.rounds" label={words.correctorRounds} />
        </div>
      )}
    </>
  );
}
