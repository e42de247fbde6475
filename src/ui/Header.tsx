// The slim header: name, presets with the claim of the one that is shown, share, export, theme, help.

import { useState } from 'react';
import { chooseLanguage } from '../state/address';
import { sameJson } from '../state/json';
import { isHidden, useLocks } from '../state/locks';
import { PRESET_GROUPS, type Preset, presets } from '../state/presets';
import { useRun } from '../state/run';
import { useSettings } from '../state/settings';
import { useStory } from '../state/story-reader';
import { setTheme, showPanel, THEMES, type Theme, useView } from '../state/view';
import { LANGUAGES, type Language, wordsOf } from '../words';
import { useController } from './context';
import { ExportMenu } from './ExportMenu';
import { Help } from './Help';
import { ShareDialog } from './ShareDialog';
import { StoryButton } from './story/StoryButton';
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
  const theme = useView((state) => state.theme);
  const shown = useShownPreset();
  const reduced = useRun((state) => state.reduction !== null);
  const isFigure = useView((state) => state.behind === 'figure');
  const locks = useLocks();
  const isTold = useStory((state) => state.open);
  const hasSettings = useView(({ behind }) => behind !== 'labs') && !isHidden(locks, 'settings') && !isTold;
  const [sharing, setSharing] = useState(false);
  const claimOf = reduced ? words.notice.claimInFull : words.notice.claim;
  return (
    <header className="header">
      <h1>{words.name}</h1>
      {!isHidden(locks, 'panels') && <Tabs />}
      {!isHidden(locks, 'presets') && !isTold && <Presets />}
      <p className="claim">{shown && isFigure && claimOf(words.presets.entries[shown.id].claim)}</p>
      <div className="row buttons">
        <StoryButton />
        {hasSettings && (
          <button type="button" className="only-narrow" onClick={() => showPanel('settings')}>
            {words.header.settings}
          </button>
        )}
        <button type="button" onClick={() => setSharing(true)}>
          {words.header.share}
        </button>
        {!isHidden(locks, 'export') && <ExportMenu />}
        <LanguageChoice />
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

/** The presets by group; the one that is shown is chosen. */
function Presets() {
  const words = useWords();
  const controller = useController();
  const shown = useShownPreset();
  return (
    <label className="presets">
      <span>{words.header.presets}</span>
      <select
        value={shown?.id ?? ''}
        onChange={(event) => {
          const preset = presets.find(({ id }) => id === event.target.value);
          if (preset) controller.takePreset(preset.spec);
        }}
      >
        {!shown && <option value="">{words.header.choosePreset}</option>}
        {PRESET_GROUPS.map((group) => (
          <optgroup key={group} label={words.presets.groups[group]}>
            {presets
              .filter((preset) => preset.group === group)
              .map(({ id }) => (
                <option key={id} value={id}>
                  {words.presets.entries[id].name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** The language of the page, each by its own name. */
function LanguageChoice() {
  const words = useWords().header;
  const shown = useView((state) => state.language);
  return (
    <select
      aria-label={words.language}
      value={shown}
      onChange={(event) => chooseLanguage(event.target.value as Language)}
    >
      {LANGUAGES.map((language) => {
        const { name, tag } = wordsOf(language).language;
        return (
          <option key={language} value={language} lang={tag}>
            {name}
          </option>
        );
      })}
    </select>
  );
}
