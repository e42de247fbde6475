// The print sheet of a chapter: a dialog that says what is printed, and the sheet itself beside the page, which the style sheet for
// paper shows alone while the dialog is open.

import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStory } from '../../state/story-reader';
import type { Beat, Chapter, StoryQuestion } from '../../story/chapter';
import { exercisesOf } from '../../story/exercises';
import { UNKNOWN } from '../../story/facts';
import { figureAt } from '../../story/position';
import { type Sheet, sheetOf } from '../../story/sheet';
import { formatCount } from '../../views/numbers';
import { useController } from '../context';
import { Dialog } from '../Dialog';
import { useWords } from '../use-words';
import { CurvePad } from './CurvePad';
import { useKnown } from './evidence';
import { sheetFigures } from './sheet-figure';

interface SheetProps {
  readonly chapter: Chapter;
  readonly number: number;
}

export function PrintSheet({ onClose, ...sheet }: SheetProps & { readonly onClose: () => void }) {
  const words = useWords().sheets;
  const answered = useStory(({ answers }) => sheet.chapter.name in answers);
  // Whoever has not answered yet does not have the answers in hand unasked.
  const [withAnswers, setWithAnswers] = useState(answered);
  const texts = useTexts(sheetOf(sheet.chapter, answered));
  const printed = withAnswers ? [...texts.told, ...texts.kept] : texts.told;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.about}</p>
      {!answered && <p>{words.unanswered}</p>}
      {printed.some((text) => text.includes(UNKNOWN)) && <p className="note">{words.unknown}</p>}
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
      {createPortal(<Paper {...sheet} texts={texts} withAnswers={withAnswers} />, document.body)}
    </Dialog>
  );
}

/** The texts of a sheet. */
interface Texts {
  readonly told: readonly string[];
  readonly question: StoryQuestion | null;
  readonly kept: readonly string[];
}

/** The texts of a sheet with the numbers that are known. */
function useTexts({ told, question, kept }: Sheet): Texts {
  const words = useWords();
  const known = useKnown();
  const said = (beats: readonly Beat[]) => beats.map((beat) => beat.say(words, known(beat.scene)));
  return { told: said(told), question, kept: said(kept) };
}

interface PaperProps extends SheetProps {
  readonly texts: Texts;
  readonly withAnswers: boolean;
}

function Paper({ chapter, number, texts, withAnswers }: PaperProps) {
  const all = useWords();
  const words = all.sheets;
  const controller = useController();
  const place = useStory((state) => state.place);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.sheet = '';
    useStory.setState({ sheet: true });
    return () => {
      delete dataset.sheet;
      useStory.setState({ sheet: false });
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
      <Paragraphs texts={texts.told} />
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
      {texts.question && <PrintedQuestion question={texts.question} />}
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
          <Paragraphs texts={texts.kept} />
          {texts.kept.length > 0 && <h3>{words.exercises}</h3>}
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

function Paragraphs({ texts }: { readonly texts: readonly string[] }) {
  return texts.map((text) => <p key={text}>{text}</p>);
}

/** The question of the chapter with room for the reader's answer. */
function PrintedQuestion({ question }: { readonly question: StoryQuestion }) {
  const words = useWords();
  return (
    <section className="sheet-question">
      <h2>{words.story.question}</h2>
      <p>{question.ask(words)}</p>
      {question.kind === 'draw' ? (
        <CurvePad places={question.places} values={[]} truth={null} />
      ) : (
        <ul>
          {question.options.map((option) => (
            <li key={option.id}>{option.label(words)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
