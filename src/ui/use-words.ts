// The words of the language that the page is shown in. A component asks here and holds no text of its own.

import { useView } from '../state/view';
import { type Words, wordsOf } from '../words';

/** The words of the language that the page is shown in. */
export function useWords(): Words {
  return wordsOf(useView((state) => state.language));
}
