// The slim header: name, presets with the claim of the one that is shown, share, export, theme, help.

import { useState } from 'react';
import { sameJson } from '../state/json';
import { PRESET_GROUPS, type Preset, presets } from '../state/presets';
import { useRun } from '../state/run';
import { useSettings } from '../state/settings';
import { setTheme, showPanel, THEMES, type Theme, useView } from '../state/view';
import { useController } from './context';
import { ExportMenu } from './ExportMenu';
import { Help } from './Help';
import { ShareDialog } from './ShareDialog';
import { Tabs } from './Tabs';
import { useWords } from './use-words';

/** The preset whose run is shown, or whose settings a race is on; undefined when it is none of them. */
export function useShownPreset(): Preset | undefined {
  const controller = useController();
  useRun((state) => state.version);
  const settings = useSettings((state) => state.spec);
  const isFigure = useView((state) => state.behind === 'figure');
  const shown = isFigure ? controller.shownSpec : settings;
  return shown ? presets.find((preset) => sameJson(preset.spec, shown)) : undefined;
}

export function Header() {
  const words = useWords();
  const controller = useController();
  const theme = useView((state) => state.theme);
  const shown = useShownPreset();
  const reduced = useRun((state) => state.reduction !== null);
  const isFigure = useView((state) => state.behind === 'figure');
  const [sharing, setSharing] = useState(false);
  return (
    <header className="header">
      <h1>{words.name}</h1>
      <Tabs />
      <label className="presets">
        <span>{words.header.presets}</span>
        <select
          value={shown?.name ?? ''}
          onChange={(event) => {
            const preset = presets.find(({ name }) => name === event.target.value);
            if (preset) controller.takePreset(preset.spec);
          }}
        >
          {!shown && <option value="">{words.header.choosePreset}</option>}
          {PRESET_GROUPS.map((group) => (
            <optgroup key={group} label={group}>
              {presets
                .filter((preset) => preset.group === group)
                .map(({ name }) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <p className="claim">
        {shown && isFigure && `${reduced ? words.notice.claimInFull : words.notice.claim} ${shown.claim}`}
      </p>
      <div className="row buttons">
        <button type="button" className="only-narrow" onClick={() => showPanel('settings')}>
          {words.header.settings}
        </button>
        <button type="button" onClick={() => setSharing(true)}>
          {words.header.share}
        </button>
        <ExportMenu />
        <select
          aria-label={words.header.theme}
          value={theme}
          onChange={(event) => setTheme(event.target.value as Theme)}
        >
          {THEMES.map((name) => (
            <option key={name} value={name}>
              {words.header.themes[name]}
            </option>
          ))}
        </select>
        <Help />
      </div>
      {sharing && <ShareDialog onClose={() => setSharing(false)} />}
    </header>
  );
}
