// The print sheet of a chapter: a dialog that says what is printed, and the sheet itself beside the page, which the style sheet for
// paper shows alone while the dialog is open.

import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStory } from '../../state/story-reader';
import type { Chapter } from '../../story/chapter';
import { exercisesOf } from '../../story/exercises';
import { UNKNOWN } from '../../story/facts';
import { figureAt } from '../../story/position';
import { formatCount } from '../../views/numbers';
import { useController } from '../context';
import { Dialog } from '../Dialog';
import { useWords } from '../use-words';
import { useKnown } from './evidence';
import { sheetFigures } from './sheet-figure';

interface SheetProps {
  readonly chapter: Chapter;
  readonly number: number;
}

export function PrintSheet({ onClose, ...sheet }: SheetProps & { readonly onClose: () => void }) {
  const words = useWords().sheets;
  const [withAnswers, setWithAnswers] = useState(true);
  const texts = useTexts(sheet.chapter);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.about}</p>
      {texts.some((text) => text.includes(UNKNOWN)) && <p className="note">{words.unknown}</p>}
      <div className="row buttons">
        <label className="check">
          <input type="checkbox" checked={withAnswers} onChange={(event) => setWithAnswers(event.target.checked)} />
          {words.withAnswers}
        </label>
        <span className="grow" />
        <button type="button" className="primary" onClick={() => print()}>
          {words.print}
        </button>
      </div>
      {createPortal(<Sheet {...sheet} texts={texts} withAnswers={withAnswers} />, document.body)}
    </Dialog>
  );
}

/** The paragraphs of a chapter with the numbers that are known. */
function useTexts({ beats }: Chapter): readonly string[] {
  const words = useWords();
  const known = useKnown();
  return beats.map((beat) => beat.say(words, known(beat.scene)));
}

interface PaperProps extends SheetProps {
  readonly texts: readonly string[];
  readonly withAnswers: boolean;
}

function Sheet({ chapter, number, texts, withAnswers }: PaperProps) {
  const all = useWords();
  const words = all.sheets;
  const controller = useController();
  const place = useStory((state) => state.place);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.sheet = '';
    return () => {
      delete dataset.sheet;
    };
  }, []);
  const title = all.story.chapter(formatCount(number), all.story.chapters[chapter.name].title);
  const exercises = exercisesOf(chapter.name);
  const figures = sheetFigures(controller, figureAt(chapter, place).scene, all);
  return (
    <article className="print-sheet">
      <header>
        <p>{all.name}</p>
        <h1>{title}</h1>
      </header>
      {chapter.beats.map(({ at }, index) => (
        <p key={at}>{texts[index]}</p>
      ))}
      <div className="sheet-figures">
        {figures.map(({ title: name, description, svg, width }) => (
          <img
            key={name}
            src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
            alt={all.chart.named(name, description)}
            width={width}
          />
        ))}
      </div>
      <h2>{words.exercises}</h2>
      <ol>
        {exercises.map(({ name, ask }) => (
          <li key={name}>
            {ask(all)}
            <div className="sheet-room" />
          </li>
        ))}
      </ol>
      {withAnswers && (
        <section className="sheet-answers">
          <h2>{words.answersOf(title)}</h2>
          <ol>
            {exercises.map(({ name, answer }) => (
              <li key={name}>{answer(all)}</li>
            ))}
          </ol>
        </section>
      )}
    </article>
  );
}
