// The data of a view as a table.

import type { View } from '../views/view';
import { useController } from './context';
import { DataDialog } from './DataDialog';

export function TableDialog({ view, onClose }: { readonly view: View; readonly onClose: () => void }) {
  const { trace } = useController().session;
  const shown = trace && trace.rounds.length > 0 ? trace : null;
  return (
    <DataDialog
      title={view.title}
      summary={shown ? view.summary(shown) : ''}
      table={shown && view.table(shown)}
      onClose={onClose}
    />
  );
}
