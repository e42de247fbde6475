// The question of a chapter: asked before its answer can be seen, then compared with what the run says.

import { useEffect, useRef, useState } from 'react';
import { usePresenting } from '../../state/presenting';
import { type StoryAnswer, takeBackAnswer } from '../../state/story-reader';
import { answerSentence, compare, trueCurve } from '../../story/answers';
import type { Chapter, Evidence } from '../../story/chapter';
import { useWords } from '../use-words';
import { CurvePad } from './CurvePad';
import { answer, takeAnsweredNow } from './moves';

export interface QuestionProps {
  readonly chapter: Chapter;
}

/** The question as it stands open. */
export function OpenQuestion({ chapter: { question, name } }: QuestionProps) {
  const words = useWords();
  const [choice, setChoice] = useState<string | null>(null);
  return (
    <fieldset className="story-question">
      <legend>{words.story.question}</legend>
      <p>{question.ask(words)}</p>
      {question.kind === 'pick' && (
        <>
          {question.options.map((option) => (
            <label key={option.id}>
              <input
                type="radio"
                name={`story-${name}`}
                value={option.id}
                checked={choice === option.id}
                onChange={() => setChoice(option.id)}
              />
              {option.label(words)}
            </label>
          ))}
          <button
            type="button"
            className="primary"
            disabled={choice === null}
            onClick={() => choice !== null && answer({ kind: 'pick', choice })}
          >
            {words.story.answer}
          </button>
        </>
      )}
    </fieldset>
  );
}

interface ComparedProps extends QuestionProps {
  readonly given: StoryAnswer;
  /** Of the beat after the question. */
  readonly evidence: Evidence;
}

/** What was answered beside what the run says. */
export function Compared({ chapter, given, evidence }: ComparedProps) {
  const words = useWords();
  const { question, name } = chapter;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takeAnsweredNow(name)) place.current?.focus();
  }, [name]);
  const comparison = compare(question, given, evidence, words);
  const isPresented = usePresenting((state) => state.on);
  const untold = isPresented ? answerSentence(question, evidence, words) : words.story.skipped;
  const said = given.kind === 'skipped' ? untold : (comparison?.sentence ?? words.story.waiting);
  const truth = question.kind === 'draw' ? trueCurve(question, evidence) : null;
  return (
    <div className="story-compared" ref={place} tabIndex={-1}>
      <p role="status" data-verdict={comparison?.isRight ?? undefined}>
        {said}
      </p>
      {question.kind === 'draw' && given.kind === 'draw' && truth && (
        <CurvePad places={question.places} values={given.values} truth={truth} />
      )}
      <button type="button" className="quiet" onClick={() => takeBackAnswer(name)}>
        {words.story.again}
      </button>
    </div>
  );
}
