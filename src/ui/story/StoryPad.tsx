// What stands in the place of the plots while a question is open: the pad on which a curve is drawn, or the word that they are hidden.

import { useStory } from '../../state/story-reader';
import { useWords } from '../use-words';
import { CurvePad } from './CurvePad';
import { answer, openChapter } from './moves';

export function StoryPad() {
  const words = useWords().story;
  useStory((state) => state.chapter);
  const values = useStory((state) => state.drawing);
  const { question } = openChapter();
  if (question.kind !== 'draw' || values === null) return <p className="note veiled">{words.hidden}</p>;
  return (
    <section className="story-pad" aria-label={words.pad.title}>
      <h3>{words.pad.title}</h3>
      <CurvePad
        places={question.places}
        values={values}
        truth={null}
        onChange={(drawing) => useStory.setState({ drawing })}
      />
      <p className="row buttons">
        <button type="button" className="primary" onClick={() => answer({ kind: 'draw', values })}>
          {words.answer}
        </button>
        <span className="note">{words.pad.hint}</span>
      </p>
    </section>
  );
}
