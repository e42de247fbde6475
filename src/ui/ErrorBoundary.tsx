// Catches errors of the page's own drawing, so that a mistake there leaves a sentence instead of an empty page.

import { Component, type ReactNode } from 'react';
import { useView } from '../state/view';
import { wordsOf } from '../words';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const words = wordsOf(useView.getState().language).failure;
    return (
      <main className="failure" role="alert">
        <h1>{words.title}</h1>
        <p>{words.advice}</p>
        <pre lang="en">{error.message}</pre>
        <button type="button" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </main>
    );
  }
}
