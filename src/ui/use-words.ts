// The words of the language that the page is shown in. A component asks here and holds no text of its own. What is drawn is
// drawn anew by whoever follows the view.

import { useView } from '../state/view';
import { type Words, wordsOf } from '../words';

/** The words of the language that the page is shown in, for what draws outside of React. */
export function currentWords(): Words {
  return wordsOf(useView.getState().language);
}

/** The words of the language that the page is shown in. */
export function useWords(): Words {
  return wordsOf(useView((state) => state.language));
}

/** Keeps the document's language and title those of the page from now on. */
export function followLanguage(): void {
  const apply = () => {
    const { language, documentTitle } = currentWords();
    document.documentElement.lang = language.tag;
    document.title = documentTitle;
  };
  apply();
  useView.subscribe(apply);
}
