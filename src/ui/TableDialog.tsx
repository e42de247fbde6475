// The data of a view as a table.

import type { View } from '../views/view';
import { useController } from './context';
import { DataDialog } from './DataDialog';
import { useWords } from './use-words';

export function TableDialog({ view, onClose }: { readonly view: View; readonly onClose: () => void }) {
  const words = useWords();
  const { trace } = useController().session;
  const shown = trace && trace.rounds.length > 0 ? trace : null;
  return (
    <DataDialog
      title={view.title(words)}
      summary={shown ? view.summary(shown, words) : ''}
      table={shown && view.table(shown, words)}
      onClose={onClose}
    />
  );
}
