// What the points of a lab say of its claims: each with its verdict and the numbers that prove it.

import type { Claim } from '../core/labs/lab';
import { told } from '../views/labs/claims';
import { useWords } from './use-words';

const MARKS = { holds: '✓', fails: '✗', unknown: '–' } as const;

export function LabClaims({ claims }: { readonly claims: readonly Claim[] }) {
  const words = useWords();
  const { names } = words.labs.verdicts;
  if (claims.length === 0) return null;
  return (
    <section aria-label={words.labs.panel.claims}>
      <ul className="claims">
        {claims.map((claim) => {
          const { name, verdict, statement, evidence } = told(claim, words);
          const word = verdict === null ? 'unknown' : verdict ? 'holds' : 'fails';
          return (
            <li key={name} data-verdict={word}>
              <span aria-hidden="true">{MARKS[word]}</span>
              <span>
                <b>{names[word]}</b> {statement}
                {evidence !== '' && <span className="note"> ({evidence})</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
