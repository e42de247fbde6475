// The story: a column of text in the place of the settings, beside the figure that it speaks of. It holds the text and the controls of
// the reader's place; the page follows that place (`follow-story.ts`).

import { useEffect, useId, useRef, useState } from 'react';
import { goTo, leaveStory } from '../../state/address';
import { isHidden, useLocks } from '../../state/locks';
import { usePresenting } from '../../state/presenting';
import { useSettings } from '../../state/settings';
import { CHAPTERS, forgetAnswers, goToChapter, useStory } from '../../state/story-reader';
import { type MainPanel, useView } from '../../state/view';
import { chapterOf, chapters } from '../../story';
import type { Chapter } from '../../story/chapter';
import { UNKNOWN } from '../../story/facts';
import { figureAt } from '../../story/position';
import { markTerms } from '../../story/terms';
import { formatCount } from '../../views/numbers';
import { useController } from '../context';
import { beginPresenting } from '../present';
import { tabId } from '../Tabs';
import { useMedia } from '../theme';
import { useWords } from '../use-words';
import { useKnown } from './evidence';
import { followStory } from './follow-story';
import { goBack, goOn, isAsked, scrubTo, togglePlayStory } from './moves';
import { PrintSheet } from './PrintSheet';
import { Compared, OpenQuestion } from './Question';
import { keepInSight } from './sight';
import { Meanings, TermText } from './Term';

/** Steps of the slider. */
const STEPS = 100;

export function Story({ embedded }: { readonly embedded: boolean }) {
  const { story: words, sheets, present } = useWords();
  const controller = useController();
  const number = useStory((state) => state.chapter);
  const [printing, setPrinting] = useState(false);
  useEffect(() => followStory(controller), [controller]);
  if (embedded) return null;
  const chapter = chapterOf(number);
  const leave = (panel?: MainPanel) => {
    const spec = controller.shownSpec ?? useSettings.getState().spec;
    if (spec) leaveStory(spec);
    if (panel) goTo(panel);
    document.getElementById(panel ? tabId(panel) : 'story-button')?.focus();
  };
  return (
    <aside className="panel story" aria-label={words.title}>
      <ChapterList shown={number} />
      <h2>{words.chapter(formatCount(number), words.chapters[chapter.name].title)}</h2>
      <Page key={chapter.name} chapter={chapter} />
      <Moves chapter={chapter} onLeave={leave} />
      <div className="story-foot">
        <div className="row buttons">
          <button type="button" title={words.leaveNote} onClick={() => leave()}>
            {words.leave}
          </button>
          <button type="button" onClick={() => setPrinting(true)}>
            {sheets.open}
          </button>
          <button type="button" onClick={() => beginPresenting(true)}>
            {present.open}
          </button>
        </div>
        <Answers />
      </div>
      {printing && <PrintSheet chapter={chapter} number={number} onClose={() => setPrinting(false)} />}
    </aside>
  );
}

function ChapterList({ shown }: { readonly shown: number }) {
  const words = useWords().story;
  const read = useStory((state) => state.read);
  return (
    <nav aria-label={words.list}>
      <ol className="story-chapters">
        {chapters.map(({ name }, index) => {
          const number = index + 1;
          const isRead = read.includes(number);
          const label = (isRead ? words.chapterDone : words.chapter)(String(number), words.chapters[name].title);
          return (
            <li key={name}>
              <button
                type="button"
                aria-label={label}
                title={label}
                aria-current={number === shown ? 'step' : undefined}
                data-read={isRead}
                onClick={() => goToChapter(number)}
              >
                {number}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** The text up to the reader's place, or up to the question while it stands open. */
function Page({ chapter }: { readonly chapter: Chapter }) {
  const words = useWords();
  const language = useView((state) => state.language);
  const place = useStory((state) => state.place);
  const answer = useStory((state) => state.answers[chapter.name]) ?? null;
  const known = useKnown();
  const { beat: current } = figureAt(chapter, place);
  const { question, beats } = chapter;
  const told = beats.slice(0, current + 1);
  const reveal = beats[question.after + 1];
  const texts = told.map((beat) => beat.say(words, known(beat.scene)));
  const parts = markTerms(texts, words, language);
  const newest = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another paragraph is another element.
  useEffect(() => (newest.current ? keepInSight(newest.current) : undefined), [current]);
  const isEnd = chapter.name === chapters.at(-1)?.name && current === beats.length - 1;
  return (
    <div className="story-text">
      {told.map((beat, index) => (
        <div key={beat.at} ref={index === current ? newest : undefined}>
          <p aria-current={index === current ? 'location' : undefined}>
            <TermText parts={parts[index] ?? []} />
          </p>
          {index === question.after && answer === null && <OpenQuestion chapter={chapter} />}
          {index === question.after + 1 && answer !== null && reveal && (
            <Compared chapter={chapter} given={answer} evidence={known(reveal.scene)} />
          )}
          {index === current && isEnd && <p className="story-end">{words.story.end}</p>}
        </div>
      ))}
      <Meanings parts={parts} />
      <Announced text={texts[current] ?? ''} beat={current} />
    </div>
  );
}

/** Says the paragraph to those who do not see which one is stressed, once, as soon as its numbers are known. */
function Announced({ text, beat }: { readonly text: string; readonly beat: number }) {
  const [said, setSaid] = useState({ beat: -1, text: '' });
  useEffect(() => {
    if (said.beat !== beat && !text.includes(UNKNOWN)) setSaid({ beat, text });
  }, [said.beat, beat, text]);
  return (
    <p className="visually-hidden" role="status">
      {said.text}
    </p>
  );
}

interface MovesProps {
  readonly chapter: Chapter;
  /** Closes the story; with a panel, goes there. */
  readonly onLeave: (panel?: MainPanel) => void;
}

function Moves({ chapter, onLeave }: MovesProps) {
  const id = useId();
  const words = useWords().story;
  const number = useStory((state) => state.chapter);
  const place = useStory((state) => state.place);
  const isPlaying = useStory((state) => state.playingTo !== null);
  const answer = useStory((state) => state.answers[chapter.name]) ?? null;
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  const { beat } = figureAt(chapter, place);
  const isLast = beat === chapter.beats.length - 1;
  const asked = isAsked(chapter, place, answer);
  const isEnd = isLast && !asked && number === CHAPTERS;
  const hasLabs = useLocks((locks) => !isHidden(locks, 'panels'));
  // A class does not skip a question: it is shown the answer.
  const isPresented = usePresenting((state) => state.on);
  const onward = asked
    ? isPresented
      ? words.showAnswer
      : words.skip
    : isEnd
      ? hasLabs
        ? words.toLabs
        : words.leave
      : isLast
        ? words.nextChapter
        : words.next;
  return (
    <div className="story-moves">
      <label className="visually-hidden" htmlFor={id}>
        {words.place}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={STEPS}
        value={Math.round(place * STEPS)}
        aria-valuetext={words.part(formatCount(beat + 1), formatCount(chapter.beats.length))}
        onChange={(event) => scrubTo(Number(event.target.value) / STEPS)}
      />
      <div className="row buttons">
        <button type="button" disabled={number === 1 && beat === 0} onClick={goBack}>
          {words.back}
        </button>
        {!calm && (
          <button type="button" onClick={togglePlayStory}>
            {isPlaying ? words.pause : words.play}
          </button>
        )}
        <button
          type="button"
          className={asked ? undefined : 'primary'}
          onClick={isEnd ? () => onLeave(hasLabs ? 'labs' : undefined) : goOn}
        >
          {onward}
        </button>
      </div>
    </div>
  );
}

/** Where answers are kept, and how to be rid of them. */
function Answers() {
  const words = useWords().story;
  const keeps = useStory((state) => state.keeps);
  const hasAnswers = useStory(({ answers }) => Object.keys(answers).length > 0);
  return (
    <p className="note">
      {keeps ? words.kept : words.notKept}{' '}
      <button type="button" className="quiet" disabled={!hasAnswers} onClick={forgetAnswers}>
        {words.forget}
      </button>
    </p>
  );
}
