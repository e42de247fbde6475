// What the run of the figure costs, in a dialog.

import { Cost } from './Cost';
import { useController } from './context';
import { Dialog } from './Dialog';
import { useWords } from './use-words';

export function CostDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords().cost;
  const { session } = useController();
  const { trace } = session;
  return (
    <Dialog title={words.title} onClose={onClose} wide>
      {trace && <Cost spec={trace.plan.spec} />}
    </Dialog>
  );
}
